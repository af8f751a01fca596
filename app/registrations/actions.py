"""The verbs of registering. Each is one transaction and divides places under the werksessie's lock.

On PostgreSQL the lock is the werksessie's row, on SQLite the transaction itself (BEGIN IMMEDIATE). A verb that may
make untrue what somebody was told sets `stale_since`; `app.invitations` compares and writes the mail.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import InvalidRequestError

from app.extensions import db, reading
from app.mail.models import OutgoingMail
from app.registrations.entry import Details, Entry, email_key
from app.registrations.models import Invitation, Receipt, Registration, State
from app.registrations.places import left, places_of
from app.registrations.rows import STANDING, add_receipt, add_registration, lock, write_details
from app.registrations.turn import turn
from app.werksessies.models import Domain, Person, Werksessie


class RefusedError(Exception):
    """A verb that cannot be done (any more); nothing was changed."""


class NotOpenError(RefusedError):
    """Registration is not open: not yet, no longer, or the werksessie is out of view."""


class GoneError(RefusedError):
    """The registration was removed a moment ago."""


class HeldError(RefusedError):
    """The seat is held for another domain; nothing was changed."""


class OverError(RefusedError):
    """The session is over: what is known of it stays as it is."""


def register(werksessie_id: int, entry: Entry, form_key: str, at: datetime) -> Receipt:
    """Give a place, or a place in line, and a receipt of what was typed. Raises NotOpenError.

    An address that is registered already changes nothing, asks for its personal link by mail, and gets a receipt
    that tells the reader nothing. The same form twice (`form_key`) is one act with one receipt.
    """
    with turn():
        return _register(werksessie_id, entry, form_key, at)


def _register(werksessie_id: int, entry: Entry, form_key: str, at: datetime) -> Receipt:
    connection = db.session.connection()
    row = lock(connection, werksessie_id)
    known_as = email_key(entry.email)
    standing = connection.execute(
        STANDING, {"werksessie_id": werksessie_id, "email_key": known_as, "form_key": form_key}
    ).one()
    if standing.receipt is not None:
        db.session.rollback()
        return db.session.scalars(select(Receipt).where(Receipt.key == form_key)).one()
    if row is None or not Werksessie(**row._mapping).registration_open(at):
        db.session.rollback()
        raise NotOpenError
    if standing.any_held:
        newest = db.session.get_one(Werksessie, werksessie_id, populate_existing=True)
        waiting = must_wait(newest, entry.domain_id, at)
    else:
        waiting = bool(standing.somebody_waits) or left(row.capacity, standing.taken) == 0
    if standing.registration_id is None:
        add_registration(connection, werksessie_id, entry, at, waiting)
    else:
        welcome_back(db.session.get_one(Registration, standing.registration_id), entry, at, waiting)
    receipt = add_receipt(connection, werksessie_id, entry, form_key, at, waiting)
    db.session.commit()
    return receipt


def begin(registration: Registration, at: datetime) -> Werksessie:
    """Take the werksessie's lock and see the newest row. Raises OverError or GoneError."""
    _locked(registration.werksessie_id)
    _refresh(registration)
    if registration.werksessie.over(at):
        db.session.rollback()
        raise OverError
    return registration.werksessie


def change(registration: Registration, details: Details, at: datetime) -> None:
    """Keep what the person now says of themselves. Raises HeldError, OverError or GoneError.

    Another domain may make room for somebody who waits, or give the person a seat that is held for that domain.
    """
    werksessie = begin(registration, at)
    moves = details.domain_id != registration.domain_id
    if moves and not _may_move(registration, details.domain_id, at):
        db.session.rollback()
        raise HeldError
    write_details(registration, details, at)
    registration.stale_since = at
    if moves:
        db.session.flush()
        promote_from_waiting_list(werksessie, at)
    db.session.commit()


def cancel(registration: Registration, at: datetime) -> None:
    """Withdraw; the place goes to the first in line. Twice is once. Raises OverError or GoneError."""
    werksessie = begin(registration, at)
    if registration.cancelled_at is None:
        _release(registration, werksessie, at)
    db.session.commit()


def register_again(registration: Registration, at: datetime) -> None:
    """Come back after withdrawing, at the end of the line. Twice is once. Raises NotOpenError or GoneError."""
    werksessie = _locked(registration.werksessie_id)
    _refresh(registration)
    if werksessie is None or not werksessie.registration_open(at):
        db.session.rollback()
        raise NotOpenError
    if registration.cancelled_at is not None:
        _join(registration, at, waiting=must_wait(werksessie, registration.domain_id, at))
    db.session.commit()


def forget(registration: Registration, at: datetime) -> None:
    """Withdraw, and remove everything that is known of this person here: also receipts and mails."""
    werksessie = _locked(registration.werksessie_id)
    _refresh(registration)
    if registration.cancelled_at is None:
        _release(registration, werksessie, at)
    for table, address in (
        (Receipt, Receipt.email),
        (OutgoingMail, OutgoingMail.to_address),
        (Invitation, Invitation.email_key),
    ):
        db.session.execute(
            delete(table).where(
                table.werksessie_id == registration.werksessie_id,
                func.lower(address) == registration.email_key,
            )
        )
    person_id = registration.person_id
    db.session.execute(delete(Registration).where(Registration.id == registration.id))
    db.session.execute(delete(Person).where(Person.id == person_id))
    db.session.commit()


def fill_places(werksessie: Werksessie, at: datetime) -> list[Registration]:
    """Place the first in line while there is room: for a verb that made room, such as raising the capacity.

    Takes the lock and leaves the commit to that verb. Returns who got a place, in order.
    """
    db.session.flush()
    _locked(werksessie.id)
    return promote_from_waiting_list(werksessie, at)


def promote_from_waiting_list(werksessie: Werksessie, at: datetime) -> list[Registration]:
    """Under the lock: place the first in line for whom there is room, while places are given by themselves."""
    if not werksessie.places_by_itself(at):
        return []
    places = places_of(werksessie, at)
    if not places.waiting.total() or places.left() == 0:
        return []
    line = db.session.execute(
        select(Registration.id, Registration.domain_id)
        .where(
            Registration.werksessie_id == werksessie.id,
            Registration.cancelled_at.is_(None),
            Registration.placed_at.is_(None),
        )
        .order_by(Registration.registered_at, Registration.id)
        .limit(None if places.held else places.left())
    ).all()
    first = []
    for registration_id, domain_id in line:
        if places.room_for(domain_id) != 0:
            places.placed[domain_id] += 1
            first.append(db.session.get_one(Registration, registration_id))
    for registration in first:
        registration.placed_at = registration.stale_since = at
    db.session.flush()
    return first


def give_ended_holds(at: datetime) -> int:
    """Give the seats whose hold has ended to the waiting list; the number of people placed. For a job; commits."""
    waits = select(Registration.werksessie_id).where(
        Registration.cancelled_at.is_(None), Registration.placed_at.is_(None)
    )
    anywhere = (at + timedelta(days=1)).date()  # it may be tomorrow already where the werksessie is
    with reading():
        ended = db.session.scalars(
            select(Domain.werksessie_id)
            .where(Domain.held_until <= anywhere, Domain.werksessie_id.in_(waits))
            .distinct()
        ).all()
        db.session.rollback()
    placed = 0
    for werksessie_id in ended:
        werksessie = _locked(werksessie_id)
        placed += len(promote_from_waiting_list(werksessie, at)) if werksessie is not None else 0
        db.session.commit()
    return placed


def _locked(werksessie_id: int) -> Werksessie | None:
    """The werksessie, locked until the transaction ends; on SQLite the transaction itself is the lock."""
    lock(db.session.connection(), werksessie_id)
    return db.session.get(Werksessie, werksessie_id, populate_existing=True)


def _refresh(registration: Registration) -> None:
    try:
        db.session.refresh(registration)
    except InvalidRequestError as error:
        db.session.rollback()
        raise GoneError from error


def _may_move(registration: Registration, domain_id: int | None, at: datetime) -> bool:
    """Whether another domain leaves the seats that are held to whom they are held for."""
    if registration.state is not State.AANGEMELD:
        return True
    return places_of(registration.werksessie, at).may_move(registration.domain_id, domain_id)


def must_wait(werksessie: Werksessie, domain_id: int | None, at: datetime) -> bool:
    """Whether somebody who comes now goes to the waiting list, after who waited for a hold that has ended."""
    places = places_of(werksessie, at)
    if places.waiting.total() and promote_from_waiting_list(werksessie, at):
        places = places_of(werksessie, at)
    return places.must_wait(domain_id)


def _release(registration: Registration, werksessie: Werksessie | None, at: datetime) -> None:
    registration.cancelled_at = registration.stale_since = at
    registration.placed_at = None
    db.session.flush()
    if werksessie is not None:
        promote_from_waiting_list(werksessie, at)


def _join(registration: Registration, at: datetime, *, waiting: bool) -> None:
    registration.registered_at = registration.stale_since = at
    registration.cancelled_at = registration.replaced_by_id = None
    registration.placed_at = None if waiting else at


def welcome_back(registration: Registration, entry: Entry, at: datetime, waiting: bool) -> None:
    """Somebody registers whose address is known: asks for their link, and brings back who had withdrawn."""
    registration.link_asked_at = at
    if registration.cancelled_at is not None:
        registration.person.email = entry.email
        write_details(registration, entry, at)
        _join(registration, at, waiting=waiting)
