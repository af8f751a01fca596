"""Compares what each person was told with what is true, and writes the mail that makes up the difference.

Reading, rendering and building happen outside any write transaction. What comes out is written in one short one, in
which each person's row is guarded by what was seen of it: who changed in between is taken up at the next turn, and
two workers, or one that was killed and started again, write each mail once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, func, or_, select, update
from sqlalchemy.orm import joinedload, selectinload

from app.draaiboek.gather import draaiboek_of
from app.extensions import db, now, reading
from app.invitations import mail
from app.invitations.day import Programme
from app.invitations.models import Appointment
from app.invitations.versions import Version, first_version, last_version, next_version, personal_url
from app.mail.address import AddressError, Mailbox
from app.mail.letter import Letter
from app.mail.outbox import compose, sender
from app.registrations.choice_rounds import ChoiceRound, rounds_in
from app.registrations.models import Registration, State
from app.registrations.places import held_at, held_by
from app.registrations.seating import sessions_of
from app.registrations.seating_places import wished_by
from app.registrations.states import IN_LINE, WAITING
from app.werksessies.discretion import shown_name
from app.werksessies.models import Person

LINK_PAUSE = timedelta(minutes=10)  # at least, between two mails with the personal link to one address
_SEEN = ("stale_since", "link_asked_at", "placed_at", "cancelled_at", "judge_since", "refused_at", "told")
_Message = Callable[[mail.Recipient], Letter]

logger = logging.getLogger("rodedraad.invitations")


@dataclass(slots=True)
class Change:
    """What is to be written about one registration, if it still is as it was seen."""

    registration_id: int
    seen: dict[str, Any]
    told: dict[str, Any]
    rows: list[Any] = field(default_factory=list)
    ended: int | None = None  # id of the appointment that no longer holds
    moved: tuple[int, date] | None = None  # id of the appointment that goes on, its day


def reconcile(limit: int = 50, clock: Callable[[], datetime] = now) -> int:
    """Write what at most `limit` people must be told; the number of people done. Commits.

    The number of queries that read does not depend on the number of people, but on that of their werksessies.
    """
    at = clock().replace(microsecond=0)
    with reading():
        changes = _Turn(at).changes(limit)
        db.session.rollback()
    done = [change for change in changes if _take(change, at)]
    db.session.add_all(row for change in done for row in change.rows)
    db.session.commit()
    return len(done)


def _take(change: Change, at: datetime) -> bool:
    """Note that this person was told, unless anything changed since it was read."""
    columns = Registration.__table__.c
    as_seen = [columns[name].is_not_distinct_from(value) for name, value in change.seen.items()]
    told = {**change.told, "changed_at": Registration.changed_at}
    if not _changes(update(Registration).where(Registration.id == change.registration_id, *as_seen), told):
        return False
    if change.ended is not None:
        _changes(update(Appointment).where(Appointment.id == change.ended), {"ended_at": at})
    if change.moved is not None:
        appointment_id, day = change.moved
        _changes(update(Appointment).where(Appointment.id == appointment_id), {"day": day})
    return True


def _changes(statement: Any, values: dict[str, Any]) -> bool:
    quiet = {"synchronize_session": False}
    result = db.session.execute(statement.values(values), execution_options=quiet)
    return cast(CursorResult[Any], result).rowcount == 1


class _Turn:
    """One turn at moment `at`: what several people share is read once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.sender = sender().name or sender().address
        self.programmes: dict[int, Programme] = {}
        self.appointments: dict[int, Appointment] = {}
        self.lines: dict[int, int] = {}
        self.held: dict[int, bool] = {}
        self.seats: Mapping[int, Mapping[str, str]] = {}
        self.wished: Mapping[int, Mapping[int, int]] = {}
        self.rounds: dict[int, tuple[ChoiceRound, ...]] = {}

    def changes(self, limit: int) -> list[Change]:
        """What is to be written about the first `limit` people who wait for news."""
        registrations = _waiting_for_news(limit, self.at)
        werksessies = {row.werksessie_id: row.werksessie for row in registrations}
        self.programmes = {key: Programme.of(draaiboek_of(row)) for key, row in werksessies.items()}
        self.rounds = {key: rounds_in(row) for key, row in werksessies.items()}
        self.seats = sessions_of([row.id for row in registrations if self.rounds[row.werksessie_id]])
        self.wished = wished_by(
            [row.id for row in registrations if self.rounds[row.werksessie_id] and row.placed_at is None]
        )
        self.appointments = _appointments([row.id for row in registrations])
        waiting = [row for row in registrations if row.state is State.WACHTLIJST]
        self.lines = _lines([row.id for row in waiting])
        self.held = {
            key: bool(held_at(held_by(key), werksessies[key].local_day(self.at)))
            for key in {row.werksessie_id for row in waiting}
        }
        self.givers = _givers([row.id for row in registrations])
        return [self._change(registration) for registration in registrations]

    def _change(self, registration: Registration) -> Change:
        change = Change(
            registration_id=registration.id,
            seen={name: getattr(registration, name) for name in _SEEN},
            told={"stale_since": None, "told": registration.state.value},
        )
        try:
            if registration.state.value != registration.told:
                change.told["link_asked_at"] = None  # this mail carries the link
                self._tell_state(registration, change)
            elif (version := self._next_version(registration)) is not None:
                change.moved = (self.appointments[registration.id].id, registration.werksessie.date)
                self._write(registration, change, "changed", mail.changed, version)
            elif registration.link_asked_at is not None and _may_have_link(registration, self.at):
                change.told |= {"link_asked_at": None, "link_sent_at": self.at}
                self._write(registration, change, "personal_link", mail.personal_link, None)
        except AddressError as error:
            change.told["link_asked_at"] = None
            logger.warning("no mail can go", extra={"registration": registration.id, "reason": str(error)})
        return change

    def _next_version(self, registration: Registration) -> Version | None:
        """The appointment anew, for who has it and to whom something of it may have changed."""
        appointment = self.appointments.get(registration.id)
        if registration.stale_since is None or appointment is None:
            return None
        return next_version(appointment, registration, self._programme(registration), self.at)

    def _programme(self, registration: Registration) -> Programme:
        """The day with their own sessions."""
        return self.programmes[registration.werksessie_id].seen_by(self.seats.get(registration.id, {}))

    def _to_choose(self, registration: Registration) -> tuple[str, ...]:
        """The blocks in which they can take a seat now, and have not yet."""
        seats, today = self.seats.get(registration.id, {}), registration.werksessie.local_day(self.at)
        rounds = self.rounds[registration.werksessie_id]
        return tuple(
            row.title for row in rounds if row.first_come and row.open_on(today) and row.uid not in seats
        )

    def _wished(self, registration: Registration) -> tuple[str, ...]:
        """The sessions in which they sit once they have a place, if a seat is left then."""
        wished = self.wished.get(registration.id, {})
        found = (row.session(wished.get(row.item_id)) for row in self.rounds[registration.werksessie_id])
        return tuple(session.title for session in found if session is not None)

    def _tell_state(self, registration: Registration, change: Change) -> None:
        kind, message = _news(registration.state, registration.told)
        appointment = self.appointments.get(registration.id)
        version = None
        if registration.state is State.AANGEMELD:
            version = first_version(registration, self._programme(registration), self.at)
        elif appointment is not None:
            change.ended = appointment.id
            version = last_version(appointment, self.at)
        self._write(registration, change, kind, message, version)

    def _write(
        self,
        registration: Registration,
        change: Change,
        kind: str,
        message: _Message,
        version: Version | None,
    ) -> None:
        programme = self._programme(registration)
        recipient = mail.Recipient(
            name=registration.person.name,
            state=registration.state,
            url=personal_url(registration),
            sender=self.sender,
            draaiboek=programme.draaiboek,
            parts=programme.parts,
            line=self.lines.get(registration.id),
            held=self.held.get(registration.werksessie_id, False),
            by_itself=registration.werksessie.places_by_itself(self.at),
            refusal=registration.refusal,
            to_choose=self._to_choose(registration),
            wished=self._wished(registration),
            appointment=version is not None,
            was=version.was if version else "",
            can_return=registration.werksessie.registration_open(self.at),
            by=registration.contact.name if registration.contact else self.givers.get(registration.id, ""),
            successor=_named(registration.replaced_by),
        )
        letter = message(recipient)
        outgoing = compose(
            kind,
            Mailbox(registration.person.name, registration.person.email),
            letter.subject,
            letter.render(),
            werksessie_id=registration.werksessie_id,
            calendar=version.part if version else None,
            key=version.key if version else None,
            in_reply_to=version.in_reply_to if version else None,
            at=self.at,
        )
        change.rows += [outgoing, version.row] if version else [outgoing]


def _news(state: State, told: str) -> tuple[str, _Message]:
    news: dict[State, tuple[str, _Message]] = {
        State.AANGEMELD: ("confirmation", mail.confirmation),
        State.WACHTLIJST: ("waiting", mail.waiting),
        State.TE_BEOORDELEN: ("judging", mail.judging),
        State.AFGEMELD: ("withdrawn", mail.withdrawal),
        State.AFGEWEZEN: ("refused", mail.refusal),
    }
    if (state, told) == (State.AANGEMELD, State.WACHTLIJST):
        return "promoted", mail.promotion
    return news[state]


def _may_have_link(registration: Registration, at: datetime) -> bool:
    return registration.link_sent_at is None or registration.link_sent_at <= at - LINK_PAUSE


def _waiting_for_news(limit: int, at: datetime) -> Sequence[Registration]:
    long_ago = or_(Registration.link_sent_at.is_(None), Registration.link_sent_at <= at - LINK_PAUSE)
    asked = Registration.link_asked_at.is_not(None) & long_ago
    return db.session.scalars(
        select(Registration)
        .where(or_(Registration.stale_since.is_not(None), asked))
        .order_by(Registration.id)
        .limit(limit)
        .options(
            joinedload(Registration.werksessie),
            joinedload(Registration.contact),
            joinedload(Registration.replaced_by),
        )
    ).all()


def _appointments(registration_ids: Collection[int]) -> dict[int, Appointment]:
    """The appointments that hold, by registration."""
    query = select(Appointment).where(
        Appointment.registration_id.in_(registration_ids), Appointment.ended_at.is_(None)
    )
    rows = db.session.scalars(query.options(selectinload(Appointment.versions)))
    return {row.registration_id: row for row in rows} if registration_ids else {}


def _named(successor: Registration | None) -> str:
    """Who came in somebody's place, as that person may read it."""
    return shown_name(successor.person.name, successor.person.first_name_only_since) if successor else ""


def _givers(registration_ids: Collection[int]) -> dict[int, str]:
    """The names of who gave these people their place."""
    gave = Registration.replaced_by_id.in_(registration_ids) & Registration.cancelled_at.is_not(None)
    rows = db.session.execute(
        select(Registration.replaced_by_id, Person.name, Person.first_name_only_since)
        .join(Person, Person.id == Registration.person_id)
        .where(gave)
    )
    return {number: shown_name(name, kept_back) for number, name, kept_back in rows if number is not None}


def _lines(registration_ids: Collection[int]) -> dict[int, int]:
    """Places on the waiting list by registration; the first is 1."""
    if not registration_ids:
        return {}
    place = func.row_number().over(partition_by=Registration.werksessie_id, order_by=IN_LINE)
    theirs = select(Registration.werksessie_id).where(Registration.id.in_(registration_ids))
    places = select(Registration.id, place.label("place")).where(
        WAITING, Registration.werksessie_id.in_(theirs)
    )
    line = places.subquery()
    rows = db.session.execute(select(line.c.id, line.c.place).where(line.c.id.in_(registration_ids)))
    return {row.id: row.place for row in rows}
