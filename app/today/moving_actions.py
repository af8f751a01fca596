"""Moving a werksessie to another date, in one transaction."""

from __future__ import annotations

from datetime import date, datetime

from app.accounts.audit import record
from app.accounts.models import User
from app.catering.actions import ask_again
from app.extensions import db
from app.logistics.calls import write_calls
from app.registrations.telling import tell_participants
from app.today.actions import ChangedError
from app.today.moving import moved_period
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie


def move(werksessie: Werksessie, day: date, by: User, at: datetime, *, revision: int) -> int:
    """Put the werksessie on `day` with all that is counted from it; whom to call becomes tasks for tomorrow.

    The number of those. Everyone with a place gets their appointment anew. Raises ChangedError when dates, times
    or programme are not those of `revision`, and then nothing was written.
    """
    wait_for_lock(werksessie)
    if werksessie.programme_revision != revision:
        db.session.rollback()
        raise ChangedError
    was = werksessie.date
    werksessie.registration_opens, werksessie.registration_closes = moved_period(werksessie, day)
    werksessie.date = day
    werksessie.touch_programme(at)
    ask_again(werksessie)
    calls = write_calls(werksessie, at)
    tell_participants(werksessie, at)
    record("werksessie.move", werksessie.id, by.id, was=was.isoformat(), day=day.isoformat())
    db.session.commit()
    return calls
