"""Where the day can win back time, reckoned from the slack, the minimum lengths and what may be dropped. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.programme.timeline import TimedItem, Timeline
from app.words import clock, count


@dataclass(frozen=True, slots=True)
class Stretch:
    """The items up to a fixed start (or the end of the day), and what can be gained in them."""

    until: str
    margin: int  # minutes before it; negative when too much is planned
    shorter: tuple[TimedItem, ...]
    dropped: tuple[TimedItem, ...]

    def advice(self) -> str:
        """What can be done, in the order in which it hurts least."""
        minutes = count(abs(self.margin), "minuut", "minuten")
        told = [f"{minutes} {'speling' if self.margin > 0 else 'te veel gepland'}."] if self.margin else []
        if self.dropped:
            told.append(f"Vervallen mag: {_listed([_named(timed) for timed in self.dropped])}.")
        if self.shorter:
            told.append(f"Korter kan: {_listed([_shortened(timed) for timed in self.shorter])}.")
        return " ".join(told)


def stretches(day: Timeline) -> Iterator[Stretch]:
    """Every stretch of the day in which time can be won back, or too much is planned."""
    members: list[TimedItem] = []
    for timed in day.items:
        if timed.fixed and members:
            yield from _stretch(members, clock(timed.starts), day.margin_before(timed.index))
            members = []
        members.append(timed)
    if members and members[0].index:
        yield from _stretch(members, clock(members[-1].ends), margin=0)


def _stretch(members: Sequence[TimedItem], until: str, margin: int) -> Iterator[Stretch]:
    dropped = tuple(timed for timed in members if timed.item.droppable)
    shorter = tuple(
        timed for timed in members if timed.item.minimum and timed.item.minimum < timed.item.minutes
    )
    if margin or shorter or dropped:
        yield Stretch(until, margin, shorter, dropped)


def _named(timed: TimedItem) -> str:
    return f"‘{timed.item.title}’ ({timed.item.minutes} min)"


def _shortened(timed: TimedItem) -> str:
    return f"‘{timed.item.title}’ van {timed.item.minutes} naar {timed.item.minimum}"


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts)
