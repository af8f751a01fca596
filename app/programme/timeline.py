"""The time engine: from what was planned to absolute times and typed problems. Pure; no other code adds minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.programme.plan import Cue, Day, Item, Moment, Pillar, Session


class ProblemKind(StrEnum):
    """What can be wrong with the times of a day. OVERLAP and CLOCK stop publishing; the rest warns."""

    OVERLAP = "overlap"  # a fixed start before the end of the item above it
    CLOCK = "clock"  # a local time that does not exist, or exists twice, on the day the clock changes
    ROOM = "room"  # a room in use twice at one time
    SPEAKER = "speaker"  # a speaker in two places at one time
    SESSION_ROOM = "session_room"  # two sessions of one block in one room
    SESSION_LONG = "session_long"  # a session that outlasts its block
    OVERRUN = "overrun"  # the programme (a closing borrel aside) runs past the promised end
    CUE_FAR = "cue_far"  # a cue more than 24 hours from the day's first start


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, at item `index` (None: the whole day), with `other` the item it clashes with.

    `session` is the id of the session concerned, `moment` the index of a moment, `cue` of a cue in its item.
    `text` is a Dutch sentence for the planner; `minutes` the size where there is one (overlap, overrun).
    """

    kind: ProblemKind
    text: str
    index: int | None = None
    other: int | None = None
    session: str | None = None
    moment: int | None = None
    cue: int | None = None
    minutes: int = 0

    @property
    def blocking(self) -> bool:
        """Whether this stops publishing."""
        return self.kind in (ProblemKind.OVERLAP, ProblemKind.CLOCK)


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
    day's `ends`. `programme_end`: end of the last item that is not a closing borrel."""

    items: tuple[TimedItem, ...]
    moments: tuple[TimedMoment, ...]
    problems: tuple[Problem, ...]
    starts: datetime
    ends: datetime
    programme_end: datetime
    promised_end: datetime

    def minutes_per_pillar(self) -> dict[Pillar, int]:
        """Planned minutes for each pillar, all three always present."""
        raise NotImplementedError

    def minutes_per_goal(self) -> dict[str, int]:
        """Planned minutes for each goal id that an item names."""
        raise NotImplementedError

    def problems_at(self, index: int) -> tuple[Problem, ...]:
        """The problems to show at item `index`."""
        raise NotImplementedError

    @property
    def publishable(self) -> bool:
        """Whether nothing blocks publishing."""
        raise NotImplementedError


def timeline(day: Day, items: Sequence[Item], moments: Sequence[Moment] = ()) -> Timeline:
    """Compute the day. Never raises on a bad plan: what is wrong comes back as problems."""
    raise NotImplementedError
