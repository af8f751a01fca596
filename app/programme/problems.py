"""What can be wrong with the times of a day, as data and in the planner's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

NAME_LENGTH = 80  # a longer title is cut in a sentence


class ProblemKind(StrEnum):
    """What can be wrong with the times of a day. OVERLAP and CLOCK stop publishing; the rest warns."""

    OVERLAP = "overlap"  # a fixed start before the end of the item above it
    CLOCK = "clock"  # a local time that does not exist, or exists twice, on the day the clock changes
    ROOM = "room"  # a room in use twice at one time
    ROOM_SMALL = "room_small"  # a room with fewer places than there are people
    SPEAKER = "speaker"  # a speaker in two places at one time
    SESSION_ROOM = "session_room"  # two sessions of one block in one room
    SESSION_LONG = "session_long"  # a session that outlasts its block
    OVERRUN = "overrun"  # the programme (a closing borrel aside) runs past the promised end
    CUE_FAR = "cue_far"  # a cue more than 24 hours from the day's first start
    STEPS_LONG = "steps_long"  # the steps of an item take longer than the item
    STEPS_SHORT = "steps_short"  # they leave a part of it empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong, at item `index` (None: the whole day), with `other` the item it clashes with.

    `session` is the id of the session concerned, `moment` the index of a moment, `cue` of a cue in its item.
    `text` is a Dutch sentence for the planner; `minutes` the size where there is one: an overlap, an overrun,
    the time a session is too long, the time a room or speaker is taken twice, the time that steps take too much or
    leave empty.
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


def quoted(title: str) -> str:
    """A title within a sentence: ‘Pauze’."""
    return f"‘{title if len(title) <= NAME_LENGTH else title[: NAME_LENGTH - 1].rstrip() + '…'}’"


def clock_text(moment: datetime | time) -> str:
    """A time of day as the Dutch write it: 09.30."""
    return f"{moment.hour:02}.{moment.minute:02}"


def minutes_text(minutes: int) -> str:
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"
