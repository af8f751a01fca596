"""What a planner does with one registration: withdraw somebody, take that back, place somebody from the waiting list.

Each is one transaction under the werksessie's lock, with its line on the record.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations import actions
from app.registrations.models import Registration
from app.registrations.places import left, taken
from app.werksessies.models import Werksessie


class NoRoomError(actions.RefusedError):
    """Every place is taken; nothing was changed."""


def registration_in(werksessie: Werksessie, registration_id: int) -> Registration | None:
    """One registration of this werksessie; another werksessie's do not exist here."""
    found = db.session.get(Registration, registration_id)
    return found if found is not None and found.werksessie_id == werksessie.id else None


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

    Raises `actions.OverError`.
    """
    room = _room(registration, at)
    if registration.cancelled_at is not None:
        registration.cancelled_at = None
        registration.placed_at = None if room == 0 else at
        registration.stale_since = at
        record("registration.take_back", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def place(registration: Registration, by: User, at: datetime) -> None:
    """Place somebody from the waiting list. Raises NoRoomError or `actions.OverError`. Twice is once."""
    room = _room(registration, at)
    if registration.cancelled_at is None and registration.placed_at is None:
        if room == 0:
            db.session.rollback()
            raise NoRoomError
        registration.placed_at = registration.stale_since = at
        record("registration.place", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def _room(registration: Registration, at: datetime) -> int | None:
    """Begin, as `actions.begin` does, and count the places left; None without a limit."""
    werksessie = actions.begin(registration, at)
    counted = db.session.execute(select(taken(werksessie.id))).scalar_one()
    return left(werksessie.capacity, counted)
