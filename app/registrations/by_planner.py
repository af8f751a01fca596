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
from app.registrations.rows import lock
from app.werksessies.models import Werksessie


class NoRoomError(actions.RefusedError):
    """Every place is taken; nothing was changed."""


def registration_in(werksessie: Werksessie, registration_id: int) -> Registration | None:
    """One registration of this werksessie; another werksessie's do not exist here."""
    found = db.session.get(Registration, registration_id)
    return found if found is not None and found.werksessie_id == werksessie.id else None


def withdraw(registration: Registration, by: User, at: datetime) -> None:
    """Withdraw somebody, who is told by mail; the place goes to the first in line. Raises `actions.OverError`."""
    record("registration.withdraw", registration.werksessie_id, by.id, registration=registration.id)
    actions.cancel(registration, at)


def take_back(registration: Registration, by: User, at: datetime) -> None:
    """Undo a withdrawal: the old place in line, and a place when there is room. Twice is once."""
    room = _room(registration)
    if registration.cancelled_at is not None:
        registration.cancelled_at = None
        registration.placed_at = None if room == 0 else at
        registration.stale_since = at
        record("registration.take_back", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def place(registration: Registration, by: User, at: datetime) -> None:
    """Place somebody from the waiting list. Raises NoRoomError. Twice is once."""
    room = _room(registration)
    if registration.cancelled_at is None and registration.placed_at is None:
        if room == 0:
            db.session.rollback()
            raise NoRoomError
        registration.placed_at = registration.stale_since = at
        record("registration.place", registration.werksessie_id, by.id, registration=registration.id)
    db.session.commit()


def _room(registration: Registration) -> int | None:
    """Places left, None without a limit. Takes the lock and sees the newest row."""
    werksessie = lock(db.session.connection(), registration.werksessie_id)
    db.session.refresh(registration)
    counted = db.session.execute(select(taken(registration.werksessie_id))).scalar_one()
    return left(werksessie.capacity if werksessie else 0, counted)
