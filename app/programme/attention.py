"""What participants do during an item: listen, talk or act; and how long that lasts in a row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.programme.plan import Item, Kind, Pillar
from app.programme.timeline import TimedItem, Timeline, minutes_between

REST = 10  # free minutes between two items that do people as much good as a break
BULK = 0.6  # the share of a stretch in one item
_BREAKS = (Kind.INLOOP, Kind.PAUZE, Kind.LUNCH, Kind.BORREL)


class Mode(StrEnum):
    """What participants do; the words are those of the screen."""

    LUISTEREN = "luisteren"
    PRATEN = "praten"
    DOEN = "doen"


def mode_of(item: Item) -> Mode | None:
    """What participants do in `item`; None for arriving, breaks, walking and drinks.

    Sessions side by side count as talking, since a small room lets people ask.
    """
    if item.kind in (Kind.PLENAIR, Kind.AFSLUITING):
        return Mode.LUISTEREN
    if item.kind in (Kind.WERKVORM, Kind.PARALLEL):
        return Mode.DOEN if item.pillar is Pillar.ACTIVEREN else Mode.PRATEN
    return None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items in a row, at least one."""

    items: tuple[TimedItem, ...]

    @property
    def starts(self) -> datetime:
        return self.items[0].starts

    @property
    def ends(self) -> datetime:
        return self.items[-1].ends

    @property
    def elapsed(self) -> int:
        """Minutes on the clock."""
        return minutes_between(self.starts, self.ends)

    @property
    def minutes(self) -> int:
        """Planned minutes, but never more than the clock has: items may overlap."""
        return min(summed(self.items), self.elapsed)

    @property
    def bulk(self) -> TimedItem | None:
        """The item that takes nearly all of it, so that a break before or after that one is no help."""
        longest = max(self.items, key=lambda timed: timed.item.minutes)
        return longest if longest.item.minutes > BULK * self.elapsed else None

    @property
    def halfway(self) -> TimedItem:
        """The item after which a break parts it best; the first when there is only one."""
        middle = self.elapsed / 2
        return min(
            self.items[:-1] or self.items,
            key=lambda timed: abs(minutes_between(self.starts, timed.ends) - middle),
        )


def working(line: Timeline) -> list[TimedItem]:
    """The items in which participants listen, talk or act, in order."""
    return [timed for timed in line.items if mode_of(timed.item) and timed.item.minutes > 0]


def summed(parts: Iterable[TimedItem]) -> int:
    """Planned minutes together."""
    return sum(timed.item.minutes for timed in parts)


def first_words(line: Timeline) -> TimedItem | None:
    """The first item in which participants do more than listen."""
    return next((timed for timed in working(line) if mode_of(timed.item) is not Mode.LUISTEREN), None)


def last_of(line: Timeline, pillar: Pillar) -> TimedItem | None:
    """The last item in which participants work by `pillar`."""
    return next((timed for timed in reversed(working(line)) if timed.item.pillar is pillar), None)


def listening(line: Timeline) -> list[Stretch]:
    """Where the room only listens, without a break, a conversation or `REST` free minutes between."""
    return _stretches(line, lambda item: mode_of(item) is Mode.LUISTEREN)


def without_break(line: Timeline) -> list[Stretch]:
    """The day between its breaks."""
    return _stretches(line, lambda item: item.kind not in _BREAKS)


def _stretches(line: Timeline, belongs: Callable[[Item], bool]) -> list[Stretch]:
    found: list[Stretch] = []
    row: list[TimedItem] = []
    for timed in line.items:
        if belongs(timed.item):
            row.append(timed)
        if row and (not belongs(timed.item) or timed.slack >= REST or timed is line.items[-1]):
            found.append(Stretch(tuple(row)))
            row = []
    return found
