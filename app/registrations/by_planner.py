"""What a planner does with one registration: add, change, withdraw somebody, take that back, place them from the line.

Each is one transaction under the werksessie's lock, with its line on the record.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, now
from app.registrations import actions
from app.registrations.entry import Entry, email_key
from app.registrations.models import Registration, State
from app.registrations.names import sort_name
from app.registrations.places import places_of
from app.registrations.rows import add_registration
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie, new_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the planner writes of somebody; `note` is the planners' own."""

    name: str
    organisation: str
    domain_id: int | None
    note: str
    first_name_only: bool = False


class NoRoomError(actions.RefusedError):
    """Every place is taken; nothing was changed."""


class KnownError(actions.RefusedError):
    """This address is on the list already; `registration_id` says where."""

    def __init__(self, registration_id: int) -> None:
        super().__init__(registration_id)
        self.registration_id = registration_id


class ChangedError(actions.RefusedError):
    """A colleague changed it a moment ago; nothing was changed now."""


def registration_in(werksessie: Werksessie, registration_id: int) -> Registration | None:
    """One registration of this werksessie; another werksessie's do not exist here."""
    found = db.session.get(Registration, registration_id)
    return found if found is not None and found.werksessie_id == werksessie.id else None


def add(werksessie: Werksessie, entry: Entry, by: User, at: datetime | None = None) -> Registration:
    """Put somebody on the list, with a place when there is one; the confirmation carries their own link.

    Also while people cannot register themselves, and without a further yes. `at`: None for when it is their turn.
    Raises KnownError or `actions.OverError`.
    """
    wait_for_lock(werksessie)
    at = at or now()
    if werksessie.over(at):
        db.session.rollback()
        raise actions.OverError
    known = _by_address(werksessie, entry.email)
    if known is not None:
        db.session.rollback()
        raise KnownError(known.id)
    state = State.WACHTLIJST if places_of(werksessie, at).must_wait(entry.domain_id) else State.AANGEMELD
    add_registration(db.session.connection(), werksessie.id, entry, at, state)
    added = _by_address(werksessie, entry.email)
    assert added is not None
    werksessie.places_stamp = new_stamp()
    record("registration.add", werksessie.id, by.id, registration=added.id)
    db.session.commit()
    return added


def _by_address(werksessie: Werksessie, email: str) -> Registration | None:
    return db.session.scalar(
        select(Registration).where(
            Registration.werksessie_id == werksessie.id, Registration.email_key == email_key(email)
        )
    )


def change(
    registration: Registration, wish: Wish, seen: Callable[[Registration], bool], by: User, at: datetime
) -> None:
    """Keep what the planner now writes of somebody. `seen` says whether it still stands as the planner saw it.

    Nobody is mailed for it: no appointment shows any of it. Another domain may make room for who waits. Raises
    ChangedError, `actions.HeldError`, `actions.OverError`, or GoneError as the others do.
    """
    werksessie = actions.begin(registration, at)
    if not seen(registration):
        db.session.rollback()
        raise ChangedError
    moves = wish.domain_id != registration.domain_id
    sits = moves and registration.state is State.AANGEMELD
    if sits and not places_of(werksessie, at).may_move(registration.domain_id, wish.domain_id):
        db.session.rollback()
        raise actions.HeldError
    person = registration.person
    person.name, person.organisation = wish.name, wish.organisation
    person.first_name_only = wish.first_name_only
    registration.sort_name = sort_name(wish.name)
    registration.domain_id, registration.planner_note = wish.domain_id, wish.note
    if moves:
        db.session.flush()
        actions.promote_from_waiting_list(werksessie, at)
    record("registration.change", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def withdraw(registration: Registration, by: User, at: datetime) -> None:
    """Withdraw somebody, who is told by mail; the place goes to the first in line. Twice is once.

    Raises `actions.OverError`, or GoneError as the others do.
    """
    actions.begin(registration, at)
    if registration.cancelled_at is None:
        record("registration.withdraw", registration.werksessie_id, by.id, registration=registration.id)
    actions.cancel(registration, at)


def take_back(registration: Registration, by: User, at: datetime) -> None:
    """Undo a withdrawal: the old place in line, and a place when there is room. Twice is once.

    Who was still to be judged is so again. Raises `actions.OverError`.
    """
    room = _room(registration, at)
    if registration.state is State.AFGEMELD:
        registration.cancelled_at = registration.replaced_by_id = None
        registration.placed_at = None if room == 0 or registration.judge_since is not None else at
        registration.stale_since = at
        record("registration.take_back", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def place(registration: Registration, by: User, at: datetime, reason: str = "") -> None:
    """Place somebody from the waiting list. Raises NoRoomError or `actions.OverError`. Twice is once.

    `reason` says why others who stood before them wait on; it is kept in the planners' note, as it is about them.
    """
    room = _room(registration, at)
    if registration.state is State.WACHTLIJST:
        if room == 0:
            db.session.rollback()
            raise NoRoomError
        registration.placed_at = registration.stale_since = at
        if reason:
            told = f"Kreeg voorrang op de wachtlijst: {reason}"
            registration.planner_note = "\n".join(filter(None, (registration.planner_note, told)))
        record("registration.place", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def _room(registration: Registration, at: datetime) -> int | None:
    """Begin, as `actions.begin` does, and count the places left; None without a limit."""
    werksessie = actions.begin(registration, at)
    return places_of(werksessie, at).room_for(registration.domain_id)
