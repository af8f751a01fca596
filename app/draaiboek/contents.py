"""The plain Draaiboek: a whole werksessie without its participants, as frozen data.

The text file (`file.py`), the printed pages (`print.py`), the calendar and the database all meet here.
Required by the file: title, date, starts, ends, programme. Money is in cents, excl. btw.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from app.programme.plan import Day, Goal, Item, Moment
from app.words import Cents


class SpeakerStatus(StrEnum):
    IDEE = "idee"
    BENADERD = "benaderd"
    ONDER_VOORBEHOUD = "onder voorbehoud"
    BEVESTIGD = "bevestigd"
    AFGEZEGD = "afgezegd"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    name: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    name: str = ""
    address: str = ""
    route: str = ""
    rooms: tuple[Room, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationPeriod:
    opens: date | None = None
    closes: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    occasion: str = ""
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    role: str
    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""
    backup: str | None = None  # a role
    regie: bool = False
    first_name_only: bool = False  # no surname on paper, in a feed or an export: see discreet.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    id: str
    name: str
    organisation: str = ""
    email: str = ""
    status: SpeakerStatus = SpeakerStatus.IDEE
    arrives: time | None = None
    needs: tuple[str, ...] = ()
    fee: Cents | None = None
    first_name_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CateringMoment:
    id: str
    title: str
    starts: time
    room: str | None = None
    per_person: Cents | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    what: str
    count: int = 1
    room: str | None = None
    supplier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Counted from the day: exactly one of `day` (calendar days) and `workday` (working days) is set."""

    what: str
    day: int | None = None
    workday: int | None = None
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What happens `when` something goes otherwise, who sees to it (the first role owns it), and what is said."""

    when: str
    then: str
    say: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    line: str
    estimate: Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Draaiboek:
    """One werksessie as the file tells it. `slug` is always filled (made from the title when the file has none)."""

    title: str
    slug: str
    date: date
    starts: time
    ends: time
    timezone: str = "Europe/Amsterdam"
    theme: str = ""
    client: str = ""
    capacity: int | None = None
    registration: RegistrationPeriod = field(default_factory=RegistrationPeriod)
    venue: Venue = field(default_factory=Venue)
    brief: Brief = field(default_factory=Brief)
    house_rules: str = ""
    goals: tuple[Goal, ...] = ()
    team: tuple[TeamMember, ...] = ()
    domains: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    programme: tuple[Item, ...] = ()
    moments: tuple[Moment, ...] = ()
    catering: tuple[CateringMoment, ...] = ()
    materials: tuple[Material, ...] = ()
    tasks: tuple[Task, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    what_if: tuple[WhatIf, ...] = ()

    @property
    def day(self) -> Day:
        """What the time engine needs of this."""
        return Day(date=self.date, starts=self.starts, ends=self.ends, timezone=self.timezone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The earlier version of a draaiboek with which a later one is compared. `version` as printed ("1.0")."""

    version: str
    draaiboek: Draaiboek


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What printed matter says of itself. `version` as printed ("concept 0.3"), `concept` marks a draft with the word
    `status`, `made_at` aware, `code` short and readable aloud, `url` where the QR leads. `since`: against which earlier
    version it marks what changed."""

    version: str
    concept: bool
    made_at: datetime
    code: str
    url: str
    expected: int | None = None  # people expected, when known
    status: str = "CONCEPT"
    since: Since | None = None
