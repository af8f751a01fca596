"""A day in absolute times: what the time engine gives back.

Beware that Python subtracts and compares two times of one zone by their clocks, an hour off across a clock change:
use `minutes_between`, or compare in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.programme.plan import Cue, Item, Kind, Moment, Pillar, Session
from app.programme.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedCue:
    cue: Cue
    index: int  # in its item
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSession:
    session: Session
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedItem:
    """An item with its absolute times (aware, in the day's zone).

    `fixed`: the start is "vast". `slack`: free minutes between this item's end and the next item's start (0 or more;
    0 for the last one).
    """

    item: Item
    index: int
    starts: datetime
    ends: datetime
    fixed: bool
    slack: int
    sessions: tuple[TimedSession, ...] = ()
    cues: tuple[TimedCue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedMoment:
    moment: Moment
    index: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A whole day in absolute times. `starts`/`ends`: first item's start, last item's end. `promised_end`: the
    day's `ends`. `programme_end`: end of the last item of `programme`. While that ends in time and nothing overlaps,
    the minutes planned, free (`free_minutes`) and left (`-late_by`) are the promised ones together."""

    items: tuple[TimedItem, ...]
    moments: tuple[TimedMoment, ...]
    problems: tuple[Problem, ...]
    starts: datetime
    ends: datetime
    programme_end: datetime
    promised_end: datetime

    @property
    def programme(self) -> tuple[TimedItem, ...]:
        """The items that the promised time is for: without a closing borrel."""
        return without_closing_borrel(self.items)

    def minutes_per_pillar(self) -> dict[Pillar, int]:
        """Planned minutes of the programme for each pillar, all three always present."""
        minutes = dict.fromkeys(Pillar, 0)
        for timed in self.programme:
            if timed.item.pillar is not None:
                minutes[timed.item.pillar] += max(timed.item.minutes, 0)
        return minutes

    def minutes_per_goal(self) -> dict[str, int]:
        """Planned minutes for each goal id that an item names."""
        minutes: dict[str, int] = {}
        for timed in self.items:
            if timed.item.goal is not None:
                minutes[timed.item.goal] = minutes.get(timed.item.goal, 0) + max(timed.item.minutes, 0)
        return minutes

    def problems_at(self, index: int) -> tuple[Problem, ...]:
        """The problems to show at item `index`."""
        return tuple(problem for problem in self.problems if problem.index == index)

    def margin_before(self, index: int) -> int:
        """Minutes from the end of the item above item `index` (1 or more) to its start; negative on an overlap."""
        return minutes_between(self.items[index - 1].ends, self.items[index].starts)

    @property
    def publishable(self) -> bool:
        """Whether nothing blocks publishing."""
        return not any(problem.blocking for problem in self.problems)

    @property
    def planned_minutes(self) -> int:
        """What the items of the programme take together, without the gaps between them."""
        return sum(max(timed.item.minutes, 0) for timed in self.programme)

    @property
    def free_minutes(self) -> int:
        """The gaps within the programme together."""
        return sum(timed.slack for timed in self.programme[:-1])

    @property
    def promised_minutes(self) -> int:
        """From the first start to the promised end."""
        return minutes_between(self.starts, self.promised_end)

    @property
    def late_by(self) -> int:
        """Minutes that the programme runs past its promised end; negative when time is left."""
        return minutes_between(self.promised_end, self.programme_end)


def without_closing_borrel(items: tuple[TimedItem, ...]) -> tuple[TimedItem, ...]:
    """The items up to the borrel that ends the day; all of them when there is nothing else."""
    last = next((timed.index for timed in reversed(items) if timed.item.kind is not Kind.BORREL), len(items))
    return items[: last + 1]


def minutes_between(start: datetime, end: datetime) -> int:
    """Elapsed minutes from one aware time to another, also across a clock change."""
    return (end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(minutes=1)
