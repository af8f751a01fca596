"""The verbs of registering. Each is one transaction and divides places under the werksessie's lock.

On PostgreSQL the lock is the werksessie's row, on SQLite the transaction itself (BEGIN IMMEDIATE). A verb that may
make untrue what somebody was told sets `stale_since`; `app.invitations` compares and writes the mail.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import InvalidRequestError

from app.extensions import db, now, reading
from app.mail.models import OutgoingMail
from app.registrations import seating_places  # noqa: F401, listens from here on: seats follow places
from app.registrations.entry import Details, Entry, email_key
from app.registrations.models import GroupContact, Invitation, Receipt, Registration, State
from app.registrations.places import left, places_of
from app.registrations.rows import STANDING, add_receipt, add_registration, lock, write_details
from app.registrations.seating import drop_wishes, keep_choices
from app.registrations.states import IN_LINE, WAITING
from app.registrations.turn import turn
from app.registrations.ways_in import WayIn
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


def register(
    werksessie_id: int, entry: Entry, form_key: str, at: datetime | None = None, *, invited: bool = False
) -> Receipt:
    """Give a place, a place in line, or where it needs the planner's yes neither; and a receipt of what was typed.

    An address that is registered already changes nothing, asks for its personal link by mail, and gets a receipt
    that tells the reader nothing. The same form twice (`form_key`) is one act with one receipt. Who is `invited` is
    not judged. `at`: None for when it is their turn, so that the line is in the order of turns. Raises NotOpenError,
    SessionFullError.
    """
    with turn():
        return _register(werksessie_id, entry, form_key, at, invited)


def _register(werksessie_id: int, entry: Entry, form_key: str, at: datetime | None, invited: bool) -> Receipt:
    connection = db.session.connection()
    row = lock(connection, werksessie_id)
    at = at or now()
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
    if row.way_in == WayIn.APPROVAL and not invited:
        state = State.TE_BEOORDELEN
    elif standing.any_held:
        newest = db.session.get_one(Werksessie, werksessie_id, populate_existing=True)
        state = newcomer(newest, entry.domain_id, at, invited=True)
    else:
        full = standing.somebody_waits or left(row.capacity, standing.taken) == 0
        state = State.WACHTLIJST if full else State.AANGEMELD
    if standing.registration_id is None:
        add_registration(connection, werksessie_id, entry, at, state)
    else:
        welcome_back(db.session.get_one(Registration, standing.registration_id), entry, at, state)
    if entry.choices:
        keep_choices(werksessie_id, Werksessie(**row._mapping), entry, state, at)
    receipt = add_receipt(connection, werksessie_id, entry, form_key, at, state)
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
    """Keep what the person now says of themselves, until the day begins. Raises HeldError, OverError or GoneError.

    Another domain may make room for somebody who waits, or give the person a seat that is held for that domain.
    """
    werksessie = begin(registration, at)
    if werksessie.started(at):
        db.session.rollback()
        raise OverError
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


def register_again(registration: Registration, at: datetime | None = None) -> None:
    """Come back after withdrawing, at the end of the line. Twice is once.

    Raises NotOpenError, also to who was refused or gave the place to a colleague, or GoneError.
    """
    werksessie = _locked(registration.werksessie_id)
    at = at or now()
    _refresh(registration)
    refused = registration.state is State.AFGEWEZEN or registration.replaced_by_id is not None
    if werksessie is None or refused or not werksessie.registration_open(at):
        db.session.rollback()
        raise NotOpenError
    if registration.state is State.AFGEMELD:
        _return(registration, werksessie, at, judged=werksessie.way_in == WayIn.APPROVAL)
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
        (GroupContact, GroupContact.email),
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
        .where(Registration.werksessie_id == werksessie.id, WAITING)
        .order_by(*IN_LINE)
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
    waits = select(Registration.werksessie_id).where(WAITING)
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


def newcomer(werksessie: Werksessie, domain_id: int | None, at: datetime, *, invited: bool = False) -> State:
    """Under the lock: how somebody who comes now will stand, after who waited for a hold that has ended."""
    if werksessie.way_in == WayIn.APPROVAL and not invited:
        return State.TE_BEOORDELEN
    places = places_of(werksessie, at)
    if places.waiting.total() and promote_from_waiting_list(werksessie, at):
        places = places_of(werksessie, at)
    return State.WACHTLIJST if places.must_wait(domain_id) else State.AANGEMELD


def let_in(registration: Registration, werksessie: Werksessie, at: datetime) -> None:
    """Under the lock: a place when there is one for them, else the waiting list by `registered_at`."""
    state = newcomer(werksessie, registration.domain_id, at, invited=True)
    registration.judge_since = registration.cancelled_at = registration.replaced_by_id = None
    registration.placed_at = at if state is State.AANGEMELD else None
    registration.stale_since = at


def _release(registration: Registration, werksessie: Werksessie | None, at: datetime) -> None:
    registration.cancelled_at = registration.stale_since = at
    registration.placed_at = registration.replaced_by_id = None
    db.session.flush()
    if werksessie is not None:
        promote_from_waiting_list(werksessie, at)


def welcome_back(registration: Registration, entry: Entry, at: datetime, state: State) -> None:
    """Somebody registers whose address is known: asks for their link, and brings back who had withdrawn.

    `state` is what somebody new would get. Who was refused stays so; an invitation is as good as a planner's yes.
    """
    registration.link_asked_at = at
    werksessie, judged = registration.werksessie, state is State.TE_BEOORDELEN
    if registration.state is State.AFGEMELD:
        registration.person.email = entry.email
        write_details(registration, entry, at)
        if entry.choices:
            drop_wishes(registration.id)  # what they choose now goes before what they chose then
        _return(registration, werksessie, at, judged=judged)
    elif registration.state is State.TE_BEOORDELEN and not judged and werksessie.way_in == WayIn.APPROVAL:
        let_in(registration, werksessie, at)


def _return(registration: Registration, werksessie: Werksessie, at: datetime, *, judged: bool) -> None:
    """After a withdrawal, to the end of the line. Who was let in before needs no second yes."""
    registration.registered_at = at
    if judged and registration.judge_since is not None:
        registration.judge_since = registration.stale_since = at
        registration.cancelled_at = registration.replaced_by_id = None
    else:
        let_in(registration, werksessie, at)
