"""The assignment: what the werksessie is for, when and where, who carries it, and what it may cost."""

from __future__ import annotations

import datetime as dt
import secrets
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.werksessies.workdays import working_day

WAYS_IN = "('open', 'code', 'maildomein', 'uitnodiging', 'goedkeuring')"
REGIONS = "('', 'noord', 'midden', 'zuid')"
PILLARS = "('inspireren', 'verbinden', 'activeren')"


def new_stamp() -> str:
    """A stamp that no other version of a page ever had."""
    return secrets.token_hex(8)


class Werksessie(Model):
    """One werksessie. What is planned is local date and time in `timezone`; what happened is UTC.

    `programme_revision` rises, and `programme_changed_at` moves, with each change that an agenda can show.
    `published_at`, `archived_at`, `example_since` are dated facts; None: not so. `page_stamp` is another one after
    each change that the public page can show (see `app.registrations.freshness`), `places_stamp` each time that
    places are divided. `auto_place_until` is the last day on which a place that falls free goes to the first in line
    by itself; None: until the start. `way_in` says who may register, with `entry_code` or `mail_domains` (one a
    line). `closed_since`: the subject is closed (not open to outsiders, names are kept back).

    `catering_workdays`: the caterer has the numbers so many working days before the day. `silent_days`: after so many
    days without a sign a speaker is rung. `budget_frame` in cents excl. btw. `turnout`: how many really came.
    """

    __tablename__ = "werksessie"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        CheckConstraint("no_show BETWEEN 0 AND 90", name="no_show"),
        CheckConstraint("programme_revision >= 0", name="programme_revision"),
        CheckConstraint(f"way_in IN {WAYS_IN}", name="way_in"),
        CheckConstraint("closed_since IS NULL OR way_in = 'uitnodiging'", name="closed"),
        CheckConstraint(f"school_region IN {REGIONS}", name="school_region"),
        CheckConstraint("catering_workdays BETWEEN 0 AND 60", name="catering_workdays"),
        CheckConstraint("silent_days BETWEEN 1 AND 90", name="silent_days"),
        CheckConstraint("budget_frame >= 0", name="budget_frame"),
        CheckConstraint("turnout >= 0", name="turnout"),
        CheckConstraint(
            "registration_opens IS NULL OR registration_closes IS NULL OR registration_opens <= registration_closes",
            name="registration_period",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str] = mapped_column(Text, default="")
    client: Mapped[str] = mapped_column(String(200), default="")
    date: Mapped[dt.date]
    timezone: Mapped[str] = mapped_column(String(60), default="Europe/Amsterdam")
    starts: Mapped[dt.time]
    ends: Mapped[dt.time]
    capacity: Mapped[int | None]
    no_show: Mapped[int | None]  # per cent of who has a place that is expected to stay away; None: nobody
    registration_opens: Mapped[dt.date | None]
    registration_closes: Mapped[dt.date | None]
    auto_place_until: Mapped[dt.date | None]
    way_in: Mapped[str] = mapped_column(String(12), default="open")
    entry_code: Mapped[str] = mapped_column(String(60), default="")
    mail_domains: Mapped[str] = mapped_column(Text, default="")
    closed_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    house_rules: Mapped[str] = mapped_column(Text, default="")
    catering_workdays: Mapped[int | None]
    silent_days: Mapped[int] = mapped_column(default=7)
    school_region: Mapped[str] = mapped_column(String(8), default="")
    deliver_by: Mapped[dt.date | None]  # opleverdatum
    budget_frame: Mapped[int | None]
    turnout: Mapped[int | None]
    venue_name: Mapped[str] = mapped_column(String(200), default="")
    venue_address: Mapped[str] = mapped_column(Text, default="")
    venue_route: Mapped[str] = mapped_column(Text, default="")
    occasion: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    programme_revision: Mapped[int] = mapped_column(default=0)
    programme_changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    example_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    page_stamp: Mapped[str] = mapped_column(String(16), default=new_stamp, onupdate=new_stamp)
    places_stamp: Mapped[str] = mapped_column(String(16), default=new_stamp)

    conditions: Mapped[list[Condition]] = relationship(
        order_by="Condition.position", cascade="all, delete-orphan", back_populates="werksessie"
    )
    goals: Mapped[list[Goal]] = relationship(
        order_by="Goal.position", cascade="all, delete-orphan", back_populates="werksessie"
    )
    domains: Mapped[list[Domain]] = relationship(
        order_by="Domain.position", cascade="all, delete-orphan", back_populates="werksessie"
    )
    team: Mapped[list[TeamMember]] = relationship(
        order_by="TeamMember.position", cascade="all, delete-orphan", back_populates="werksessie"
    )

    def first_start(self) -> datetime:
        """The programme's promised start, aware, in the werksessie's zone."""
        return datetime.combine(self.date, self.starts, ZoneInfo(self.timezone))

    def promised_end(self) -> datetime:
        """The programme's promised end, aware, in the werksessie's zone; the next day when before the start."""
        day = self.date + timedelta(days=1 if self.ends < self.starts else 0)
        return datetime.combine(day, self.ends, ZoneInfo(self.timezone))

    def started(self, at: datetime) -> bool:
        """Whether the programme has begun at `at`."""
        return at >= self.first_start().astimezone(UTC)

    def over(self, at: datetime) -> bool:
        """Whether the day is over at `at`, or was put away in the archive."""
        return self.archived_at is not None or at >= self.promised_end().astimezone(UTC)

    def registration_open(self, at: datetime) -> bool:
        """Whether people can register at `at`: published, not archived, inside the period, before the start."""
        if self.published_at is None or self.archived_at is not None or self.started(at):
            return False
        today = at.astimezone(ZoneInfo(self.timezone)).date()
        opened = self.registration_opens is None or today >= self.registration_opens
        return opened and (self.registration_closes is None or today <= self.registration_closes)

    def registration_not_yet_open(self, at: datetime) -> bool:
        """Whether registration is still to open, counted from `at`."""
        today = at.astimezone(ZoneInfo(self.timezone)).date()
        return self.registration_opens is not None and today < self.registration_opens

    def places_by_itself(self, at: datetime) -> bool:
        """Whether a place that is free at `at` goes to the first in line without anybody's doing."""
        if self.archived_at is not None or self.started(at):
            return False
        return self.auto_place_until is None or self.local_day(at) <= self.auto_place_until

    def local_day(self, at: datetime) -> dt.date:
        """The calendar day that it is at `at` where the werksessie is."""
        return at.astimezone(ZoneInfo(self.timezone)).date()

    def last_day_to_register(self) -> dt.date:
        """The last calendar day on which one can register."""
        return self.registration_closes or self.date

    def diet_deadline(self) -> dt.date | None:
        """The last day on which the caterer takes numbers, and so what people do not eat; None: nothing was agreed."""
        if self.catering_workdays is None:
            return None
        return working_day(self.date, -self.catering_workdays)

    def diets_open(self, at: datetime) -> bool:
        """Whether the kitchen can still reckon with what somebody says at `at`."""
        last = self.diet_deadline()
        return not self.started(at) and (last is None or self.local_day(at) <= last)

    def touch_programme(self, at: datetime) -> None:
        """Say that something changed that an agenda can show."""
        self.programme_revision += 1
        self.programme_changed_at = at


class Condition(Model):
    """A randvoorwaarde, in the planner's words."""

    __tablename__ = "condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    werksessie: Mapped[Werksessie] = relationship(back_populates="conditions")


class Goal(Model):
    """What is different afterwards, how that is seen, and by which pillar the day works on it."""

    __tablename__ = "goal"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "key"),
        CheckConstraint(f"pillar IN {PILLARS}", name="pillar"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    pillar: Mapped[str] = mapped_column(String(12))
    measure: Mapped[str] = mapped_column(Text, default="")
    target: Mapped[str] = mapped_column(Text, default="")

    werksessie: Mapped[Werksessie] = relationship(back_populates="goals")


class Domain(Model):
    """A field of work that professionals come from: onderwijs, zorg, politie.

    `held`: seats that are kept for it, counted with those it has already taken; None: none. What is left of them
    falls free at the beginning of the day `held_until`; None: on no date.
    """

    __tablename__ = "domain"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "name"),
        CheckConstraint("held IS NULL OR held > 0", name="held"),
        CheckConstraint("aim BETWEEN 0 AND 100", name="aim"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    held: Mapped[int | None]
    held_until: Mapped[dt.date | None]
    aim: Mapped[int | None]  # per cent of the places that the planner hopes for; None: no aim

    werksessie: Mapped[Werksessie] = relationship(back_populates="domains")


class Person(Model):
    """A person within one werksessie, whatever roles they have: team, speaker, participant.

    `email` is as typed, without spaces around it; "" when unknown. `first_name_only_since`: no surname on paper, in a
    feed or an export (see `app.werksessies.discretion`).
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    first_name_only_since: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def first_name_only(self) -> bool:
        """Whether the surname is kept back."""
        return self.first_name_only_since is not None

    @first_name_only.setter
    def first_name_only(self, wanted: bool) -> None:
        self.first_name_only_since = (self.first_name_only_since or now()) if wanted else None


class PersonNeed(Model):
    """What a speaker or a member of the crew does not eat or needs to take part; as `Need` is for who registers."""

    __tablename__ = "person_need"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    diet: Mapped[str] = mapped_column(Text, default="")
    access: Mapped[str] = mapped_column(Text, default="")
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TeamMember(Model):
    """A person in a role of the crew. `backup` is a role; `regie`: this number stands in every printed header.

    `starts` and `ends`: the shift, local time; None: from the first to the last of the day. `tasks` one a line.
    `follows_id`: a tolk or begeleider goes where this person goes.
    """

    __tablename__ = "team_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    role: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    backup: Mapped[str | None] = mapped_column(String(60))
    regie: Mapped[bool] = mapped_column(default=False)
    starts: Mapped[dt.time | None]
    ends: Mapped[dt.time | None]
    tasks: Mapped[str] = mapped_column(Text, default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    werksessie: Mapped[Werksessie] = relationship(back_populates="team")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=person_id)
    follows: Mapped[Person | None] = relationship(foreign_keys=follows_id)
