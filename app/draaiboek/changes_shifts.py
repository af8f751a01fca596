"""Items that only begin earlier or later, told once instead of item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from app.draaiboek.changes_told import Shift
from app.draaiboek.changes_words import at, minutes
from app.programme.timeline import TimedItem

_FEW = 2  # from so many items in a row on it is a shift; one item is told by itself


def shifts(after: Sequence[TimedItem], moved: Mapping[int, int]) -> tuple[Shift, ...]:
    """The runs of items that moved by the same minutes. `moved` has those minutes for every item that was there before;
    new items may stand between them."""
    found = []
    for minutes_moved, run in groupby(sorted(moved), key=moved.__getitem__):
        places = tuple(run)
        if minutes_moved and len(places) >= _FEW:
            found.append(_shift(after, places, minutes_moved, len(moved)))
    return tuple(found)


def _shift(after: Sequence[TimedItem], places: tuple[int, ...], moved: int, known: int) -> Shift:
    first, last = places[0], places[-1]
    before = after[max(first - 1, 0)].starts
    how = f"schuift {minutes(abs(moved))} {'later' if moved > 0 else 'eerder'}"
    which = f"alles {'na' if first else 'vanaf'} {at(before)}"
    ends = f", tot en met {at(after[last].starts)}" if last + 1 < len(after) else ""
    if len(places) == known and not ends:
        which = "het hele programma" if not first else which
    return Shift(after=before, minutes=moved, sentence=f"{which} {how}{ends}", items=places)
