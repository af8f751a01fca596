"""The programme as plain data: what the planner decided, before time is computed.

These frozen dataclasses are the one shape in which the text file, the database, the printed draaiboek,
the calendar and the screens pass a programme around. They compute nothing; `timeline.py` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Pillar(StrEnum):
    """The three means of a werksessie; the words are the domain's and stay Dutch."""

    INSPIREREN = "inspireren"
    VERBINDEN = "verbinden"
    ACTIVEREN = "activeren"


class Kind(StrEnum):
    """What sort of item this is, as planners say it."""

    INLOOP = "inloop"
    PLENAIR = "plenair"
    PARALLEL = "parallel"
    WERKVORM = "werkvorm"
    PAUZE = "pauze"
    LUNCH = "lunch"
    WISSEL = "wissel"
    AFSLUITING = "afsluiting"
    BORREL = "borrel"


class Anchor(StrEnum):
    """The end of an item from which a cue is reckoned."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The frame of a day: local date and times in `timezone` (an IANA name)."""

    date: date
    starts: time
    ends: time
    timezone: str = "Europe/Amsterdam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is different afterwards, by which pillar the day works on it, how that is seen (`measure`) and how much
    of it is enough (`target`)."""

    id: str
    text: str
    pillar: Pillar
    measure: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """An order to carry out at `offset` minutes (may be negative) from the item's start or end."""

    anchor: Anchor
    offset: int = 0
    what: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a table does for `minutes`, within an item. `round` set: a new round of that name begins here.

    `paper` is what stays on the table afterwards: "gele kaart: één signaal".
    """

    minutes: int
    what: str
    round: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One of the sessions of a parallel block. `minutes` None: as long as the block. `plan_b` as of an item."""

    id: str
    title: str
    room: str | None = None
    capacity: int | None = None
    minutes: int | None = None
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    plan_b: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the programme. `starts` set: fixed ("vast"); None: follows the item above it.

    `speakers` and `goal` hold ids, `room` a name, `minutes` and `minimum` whole elapsed minutes.
    `steps` is how a table goes through it, `case` what the table reads, `stuck` what helps when it does not go on
    ("te weinig tijd: sla stap 3 over"), `plan_b` what happens when its speaker drops out. `uid` is the stored calendar
    UID, None for an item that never was in a database.
    """

    title: str
    minutes: int
    kind: Kind = Kind.PLENAIR
    starts: time | None = None
    minimum: int | None = None
    droppable: bool = False
    pillar: Pillar | None = None
    goal: str | None = None
    room: str | None = None
    roles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    public: str = ""
    say: str = ""
    do: str = ""
    card: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    parallel: tuple[Session, ...] = ()
    case: str = ""
    steps: tuple[Step, ...] = ()
    stuck: tuple[str, ...] = ()
    plan_b: str = ""
    uid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something outside the programme with its own time: build-up, delivery, sound check, clearing."""

    starts: time
    minutes: int
    what: str
    room: str | None = None
    roles: tuple[str, ...] = ()
