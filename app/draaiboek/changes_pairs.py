"""Which part of one version is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from app.programme.plan import Cue, Item, Moment

Pairs = list[tuple[int | None, int | None]]  # places before and after; None: it is not there
T = TypeVar("T")


def paired(
    before: Sequence[T],
    after: Sequence[T],
    *keys: Callable[[T], Hashable | None],
    may: Callable[[T, T], bool] = lambda old, new: True,
    far: Callable[[T, T], int] = lambda old, new: 0,
) -> Pairs:
    """Parts alike by the first key, then of the others those by the second, and so on.

    A key of None is like nothing.

    `may` refuses a pair; of several candidates the one that is least `far` is taken, or else the first. In the order
    of `after`, then what is gone.
    """
    found: dict[int, int] = {}  # after to before
    left = dict.fromkeys(range(len(before)))
    for key in keys:
        alike: dict[Hashable, list[int]] = {}
        for old in left:
            alike.setdefault(key(before[old]), []).append(old)
        for new, part in enumerate(after):
            if new in found or key(part) is None:
                continue
            able = [old for old in alike.get(key(part), ()) if old in left and may(before[old], part)]
            if able:
                found[new] = min(able, key=lambda old: far(before[old], part))
                del left[found[new]]
    return [*((found.get(new), new) for new in range(len(after))), *((old, None) for old in left)]


def items(before: Sequence[Item], after: Sequence[Item]) -> Pairs:
    """Items by uid where both have one; else those alike in all; else by title and kind; else by place, when
    one of the two is the same.
    """
    pairs = paired(
        before,
        after,
        lambda item: item.uid,
        lambda item: replace(item, uid=None),
        lambda item: (item.title, item.kind),
        may=lambda old, new: old.uid == new.uid or not (old.uid and new.uid),
    )
    found = {new: old for old, new in pairs if new is not None and old is not None}
    left = {old for old, new in pairs if old is not None and new is None}
    for new, item in enumerate(after):
        here = {found[new - 1] + 1 if new - 1 in found else new, new} & left
        able = [old for old in sorted(here) if _in_place(before[old], item)]
        if new not in found and able:
            found[new] = able[0]
            left.remove(able[0])
    gone = [(old, None) for old, new in pairs if new is None and old in left]
    return [*((found.get(new), new) for new in range(len(after))), *gone]


def _in_place(old: Item, new: Item) -> bool:
    return not (old.uid and new.uid) and (old.title == new.title or old.kind == new.kind)


def moments(before: Sequence[Moment], after: Sequence[Moment]) -> Pairs:
    """Moments by what they are, of two alike the nearest; else by their time with room or roles."""
    return paired(
        before,
        after,
        lambda moment: moment.what,
        lambda moment: (moment.starts, moment.room, moment.roles),
        lambda moment: (moment.starts, moment.room),
        lambda moment: (moment.starts, moment.roles),
        far=lambda old, new: abs(_minute(old) - _minute(new)),
    )


def _minute(moment: Moment) -> int:
    return moment.starts.hour * 60 + moment.starts.minute


def cues(before: Sequence[Cue], after: Sequence[Cue]) -> Pairs:
    """Orders of one item: unchanged ones first, then by what they say, then by time, then by whom they are for."""
    return paired(
        before,
        after,
        lambda cue: cue,
        lambda cue: (cue.what, cue.roles),
        lambda cue: cue.what,
        lambda cue: (cue.anchor, cue.offset, cue.roles),
        lambda cue: (cue.anchor, cue.roles),
    )
