"""Rooms and speakers that are needed twice at one time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Literal

from app.programme.problems import Problem, ProblemKind, clock_text, quoted

SENTENCES = {
    ProblemKind.ROOM: "{of} is dubbel bezet van {start} tot {end} met {title}.",
    ProblemKind.SPEAKER: "Spreker {of} staat van {start} tot {end} ook bij {title}.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A room or speaker (`of`) taken from `starts` to `ends` (UTC) by an item, a session in it, or a moment."""

    of: str
    title: str
    starts: datetime
    ends: datetime
    index: int | None = None
    session: str | None = None
    moment: int | None = None


Span = tuple[datetime, datetime]  # begin and end in UTC


def clash_problems(
    kind: Literal[ProblemKind.ROOM, ProblemKind.SPEAKER],
    uses: Iterable[Use],
    spans: Sequence[Span],
    zone: tzinfo,
    names: Mapping[str, str],
) -> list[Problem]:
    """What is taken twice at one time, each use named at most once, against what keeps the room or speaker longest.

    `spans` says from when to when each item is. Where two items are at once, an overlap is told already, theirs or
    that of an earlier item which runs over both; a clash between those two would be noise. Nor is a room told within
    one block: sessions that share it are a SESSION_ROOM problem. `names` says how to call what is taken, when that
    is not its key.
    """

    def told(one: int, two: int) -> bool:
        if one == two:
            return kind is ProblemKind.ROOM
        (begins, ends), (other_begins, other_ends) = spans[one], spans[two]
        return begins < other_ends and other_begins < ends

    def outlasts(use: Use) -> bool:
        return use.index is None or use.ends > spans[use.index][1]

    return [_problem(kind, later, earlier, zone, names) for later, earlier in _clashes(uses, told, outlasts)]


def _clashes(
    uses: Iterable[Use], told: Callable[[int, int], bool], outlasts: Callable[[Use], bool]
) -> Iterator[tuple[Use, Use]]:
    """Pairs (later, earlier), also quickly when everything is at once.

    A use clashes with an earlier one if it does with the one that ends last. Within the time of its item it can only
    clash with its own item or a moment, so of those the longest is enough once the next item comes.
    """
    ordered = sorted((use for use in uses if use.starts < use.ends), key=lambda use: (use.of, use.starts))
    for _, group in groupby(ordered, key=lambda use: use.of):
        last: dict[int | None, Use] = {}
        for use in group:
            clashing = [
                other
                for other in last.values()
                if use.starts < other.ends
                and (use.index is None or other.index is None or not told(use.index, other.index))
            ]
            if clashing:
                yield use, max(clashing, key=lambda other: other.ends)
            last[use.index] = max(last.get(use.index, use), use, key=lambda other: other.ends)
            longest = max(last.values(), key=lambda other: other.ends)
            last = {
                index: held
                for index, held in last.items()
                if index == use.index or held is longest or outlasts(held)
            }


def _problem(kind: ProblemKind, later: Use, earlier: Use, zone: tzinfo, names: Mapping[str, str]) -> Problem:
    # A clash of a moment with an item is shown at the item: that is where the planner looks.
    at, other = (earlier, later) if later.index is None and earlier.index is not None else (later, earlier)
    ends = min(later.ends, earlier.ends)
    return Problem(
        kind=kind,
        text=SENTENCES[kind].format(
            of=names.get(at.of, at.of),
            start=clock_text(later.starts.astimezone(zone)),
            end=clock_text(ends.astimezone(zone)),
            title=quoted(other.title),
        ),
        index=at.index,
        other=other.index,
        session=at.session,
        moment=at.moment if at.moment is not None else other.moment,
        minutes=(ends - later.starts) // timedelta(minutes=1),
    )
