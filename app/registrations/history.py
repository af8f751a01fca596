"""What happened to one registration, in the order of time and in words: dated facts, who did what, which mails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.accounts.models import AuditEntry, User
from app.extensions import db
from app.mail.models import OutgoingMail
from app.registrations.models import Registration
from app.werksessies.models import Person
from app.words import joined

_SAME = timedelta(seconds=10)  # a fact and the line on the record of the deed that made it
_DEEDS = {
    "registration.add": "Op de lijst gezet",
    "registration.change": "Gegevens gewijzigd",
    "registration.withdraw": "Afgemeld",
    "registration.take_back": "Afmelding ongedaan gemaakt",
    "registration.place": "Plaats gegeven van de wachtlijst",
    "registration.approve": "Toegelaten",
    "registration.refuse": "Afgewezen",
    "registration.merge": "Samengevoegd met een dubbele aanmelding",
    "registration.merged": "Afgemeld, want een andere aanmelding van dezelfde persoon blijft",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `by` is who did it, "" for the person or the product."""

    at: datetime
    what: str
    by: str = ""


def history_of(registration: Registration) -> list[Event]:
    """Everything that is known, the newest last. Five queries at most."""
    deeds = list(_deeds(registration))
    facts = [
        fact for fact in _facts(registration) if not any(abs(fact.at - deed.at) < _SAME for deed in deeds)
    ]
    return sorted([*facts, *deeds, *_mails(registration)], key=lambda event: event.at)


def _facts(registration: Registration) -> Iterator[Event]:
    registered, placed = registration.registered_at, registration.placed_at
    at_once = placed is not None and abs(placed - registered) < _SAME
    yield Event(registered, f"Aangemeld{_by_whom(registration)}{', met een plaats' if at_once else ''}")
    if placed is not None and not at_once:
        yield Event(placed, "Kreeg een plaats")
    if registration.approved_at is not None:
        yield Event(registration.approved_at, "Toegelaten")
    if registration.refused_at is not None:
        yield Event(registration.refused_at, "Afgewezen")
    elif registration.cancelled_at is not None:
        successor = registration.replaced_by
        left = f"Vervangen door {successor.person.name}" if successor else "Meldde zich af"
        yield Event(registration.cancelled_at, left)


def _by_whom(registration: Registration) -> str:
    """Who else had a hand in this registration, for behind "Aangemeld"."""
    if registration.contact is not None:
        return f" door {registration.contact.name}"
    instead_of = db.session.scalars(
        select(Person.name)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.replaced_by_id == registration.id)
    ).all()
    return f" in de plaats van {joined(list(instead_of))}" if instead_of else ""


def _deeds(registration: Registration) -> Iterator[Event]:
    rows = db.session.execute(
        select(AuditEntry.at, AuditEntry.what, User.name, User.email)
        .outerjoin(User, User.id == AuditEntry.user_id)
        .where(
            AuditEntry.werksessie_id == registration.werksessie_id,
            AuditEntry.what.in_(list(_DEEDS)),
            AuditEntry.detail["registration"].as_integer() == registration.id,
        )
    )
    for at, what, name, email in rows:
        yield Event(at, _DEEDS[what], name or email or "een planner van toen")


def _mails(registration: Registration) -> Iterator[Event]:
    mail = OutgoingMail
    rows = db.session.execute(
        select(mail.created_at, mail.sent_at, mail.failed_at, mail.subject).where(
            mail.werksessie_id == registration.werksessie_id,
            func.lower(mail.to_address) == registration.email_key,
        )
    )
    for created, sent, failed, subject in rows:
        if sent is not None:
            yield Event(sent, f"Mail verstuurd: {subject}")
        elif failed is not None:
            yield Event(failed, f"Mail kwam niet aan: {subject}")
        else:
            yield Event(created, f"Mail klaargezet: {subject}")
