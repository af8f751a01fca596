"""Moving a werksessie to another date, in one transaction."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.logistics.models import Task
from app.logistics.tasks import tasks_of
from app.today.actions import ChangedError
from app.today.moving import CALL, Call, calls_of, moved_period
from app.today.telling import tell_participants
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie
from app.werksessies.workdays import working_day
from app.words import short_date


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
    calls = list(calls_of(werksessie))
    _write_calls(werksessie, calls, at)
    tell_participants(werksessie, at)
    record("werksessie.move", werksessie.id, by.id, was=was.isoformat(), day=day.isoformat())
    db.session.commit()
    return len(calls)


def _write_calls(werksessie: Werksessie, calls: list[Call], at: datetime) -> None:
    """The calls as tasks, instead of those that an earlier move left open. They hold names, no numbers."""
    for task in tasks_of(werksessie):
        if CALL in task.roles and task.done_at is None:
            db.session.delete(task)
    last = db.session.scalar(select(func.max(Task.position)).where(Task.werksessie_id == werksessie.id))
    today = at.astimezone(ZoneInfo(werksessie.timezone)).date()
    due = min(working_day(today, 1), max(werksessie.date, today))
    for place, call in enumerate(calls, 1):
        task = Task(
            werksessie_id=werksessie.id,
            position=(last or 0) + place,
            day=(due - werksessie.date).days,
            what=f"Vraag of {short_date(werksessie.date)} kan: {call.who} ({call.about})",
            roles=[CALL],
        )
        db.session.add(task)
