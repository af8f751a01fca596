"""The plain Draaiboek: a whole werksessie without its participants, as frozen data.

The text file (`file.py`), the printed pages (`print.py`), the calendar and the database all meet here.
Required by the file: title, date, starts, ends, programme. Money is in cents, excl. btw.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from app.brief.contents import Responsibility, Stakeholder
from app.draaiboek.contents_agreed import (
    CateringTerms,
    Choice,
    Domain,
    Question,
    Setup,
    Standing,
    Supplier,
    VenueTerms,
)
from app.programme.plan import Day, Goal, Item, Moment
from app.registrations.ways_in import WayIn
from app.words import Cents

DEFAULT_BTW, CATERING_BTW = 21, 9  # per cent
SILENT_DAYS = 7


class SpeakerStatus(StrEnum):
    IDEE = "idee"
    BENADERD = "benaderd"
    ONDER_VOORBEHOUD = "onder voorbehoud"
    BEVESTIGD = "bevestigd"
    AFGEZEGD = "afgezegd"
    VERVALLEN = "vervallen"


class Chance(StrEnum):
    """How likely it is that a speaker comes."""

    KLEIN = "klein"
    REDELIJK = "redelijk"
    GROOT = "groot"


class Invoice(StrEnum):
    VERWACHT = "verwacht"
    ONTVANGEN = "ontvangen"
    BETAALD = "betaald"


class SchoolRegion(StrEnum):
    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """`accessible`: for who uses a wheelchair; None: not known. `stands`: how it is set up in the course of the day."""

    name: str
    capacity: int | None = None
    accessible: bool | None = None
    setups: tuple[Setup, ...] = ()
    stands: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    name: str = ""
    address: str = ""
    route: str = ""
    rooms: tuple[Room, ...] = ()
    terms: VenueTerms = field(default_factory=VenueTerms)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationPeriod:
    """When one registers, and who may. `no_show` in per cent of who has a place.

    Until the day `auto_place_until` a place that falls free goes to the first in line by itself.
    """

    opens: date | None = None
    closes: date | None = None
    auto_place_until: date | None = None
    way_in: WayIn = WayIn.OPEN
    entry_code: str = ""
    mail_domains: tuple[str, ...] = ()
    no_show: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    occasion: str = ""
    conditions: tuple[str, ...] = ()
    deliver_by: date | None = None
    frame: Cents | None = None
    stakeholders: tuple[Stakeholder, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """A person in a role, from `starts` to `ends`. `follows`: the name of whom a tolk or begeleider goes with."""

    role: str
    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""
    backup: str | None = None  # a role
    regie: bool = False
    starts: time | None = None
    ends: time | None = None
    tasks: tuple[str, ...] = ()
    follows: str | None = None
    first_name_only: bool = False  # no surname on paper, in a feed or an export: see discreet.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """`next_step` is due on `next_step_on`; `expected` is what the invitation asks of them."""

    id: str
    name: str
    function: str = ""
    organisation: str = ""
    email: str = ""
    status: SpeakerStatus = SpeakerStatus.IDEE
    chance: Chance | None = None
    next_step: str = ""
    next_step_on: date | None = None
    arrives: time | None = None
    travel: str = ""
    needs: tuple[str, ...] = ()
    talk_title: str = ""
    talk_outline: str = ""
    expected: str = ""
    bio: str = ""
    fee: Cents | None = None
    travel_costs: Cents | None = None
    invoice: Invoice | None = None
    first_name_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CateringMoment:
    """With `item` (one of `unique_names` of the titles) it begins `offset` minutes from the start of that item, which
    `starts` then follows. `margin`: portions above what is counted. `btw` in per cent."""

    id: str
    title: str
    starts: time
    item: str | None = None
    offset: int = 0
    minutes: int | None = None
    room: str | None = None
    choice: str = ""
    margin: int = 0
    per_person: Cents | None = None
    btw: int = CATERING_BTW


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """`supplier` brings it at `arrives`; `returns` says when and how it goes back. `technique`: apparatus."""

    what: str
    count: int = 1
    room: str | None = None
    supplier: str = ""
    arrives: time | None = None
    returns: str = ""
    technique: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Counted from the day: exactly one of `day` (calendar days) and `workday` (working days) is set.

    `on_workday`: when that is a day off, it is due on the working day before.
    """

    what: str
    day: int | None = None
    workday: int | None = None
    on_workday: bool = False
    roles: tuple[str, ...] = ()
    owner: str = ""
    owner_email: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What happens `when` something goes otherwise, who sees to it (the first role owns it), and what is said."""

    when: str
    then: str
    say: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetLine:
    """`source` names the part of the plan that it stands for ("speaker:lector"). `btw` in per cent."""

    line: str
    estimate: Cents
    source: str = ""
    supplier: str = ""
    committed: Cents | None = None
    actual: Cents | None = None
    btw: int = DEFAULT_BTW
    obligation: str = ""
    quoted_on: date | None = None
    ordered_on: date | None = None
    invoiced_on: date | None = None
    paid_on: date | None = None


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
    silent_days: int = SILENT_DAYS
    school_region: SchoolRegion | None = None
    goals: tuple[Goal, ...] = ()
    team: tuple[TeamMember, ...] = ()
    domains: tuple[Domain, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    programme: tuple[Item, ...] = ()
    moments: tuple[Moment, ...] = ()
    catering: tuple[CateringMoment, ...] = ()
    catering_terms: CateringTerms = field(default_factory=CateringTerms)
    suppliers: tuple[Supplier, ...] = ()
    materials: tuple[Material, ...] = ()
    tasks: tuple[Task, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    what_if: tuple[WhatIf, ...] = ()
    questions: tuple[Question, ...] = ()
    choices: tuple[Choice, ...] = ()

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
