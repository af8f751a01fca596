"""When a task is due, and marking it as done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, now
from app.logistics.models import Task
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie
from app.werksessies.workdays import working_day


def due_date(task: Task, day: date) -> date:
    """The calendar day on which `task` is due for a werksessie on `day`."""
    if task.workday is not None:
        return working_day(day, task.workday)
    return day + timedelta(days=task.day or 0)


def tasks_of(werksessie: Werksessie) -> Sequence[Task]:
    """Every task of the werksessie, in the order of the plan."""
    query = select(Task).where(Task.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(Task.position, Task.id)).all()


def task_in(werksessie: Werksessie, task_id: int) -> Task | None:
    """One task of this werksessie; another werksessie's do not exist here."""
    task = db.session.get(Task, task_id)
    return task if task is not None and task.werksessie_id == werksessie.id else None


def finish(task: Task, by: User) -> None:
    """Mark as done; twice is once."""
    _wait_for(task)
    if task.done_at is None:
        task.done_at, task.done_by_id = now(), by.id
        record("task.finish", task.werksessie_id, by.id, task=task.id)
    db.session.commit()


def reopen(task: Task, by: User) -> None:
    """Take back that it was done."""
    _wait_for(task)
    if task.done_at is not None:
        task.done_at = task.done_by_id = None
        record("task.reopen", task.werksessie_id, by.id, task=task.id)
    db.session.commit()


def _wait_for(task: Task) -> None:
    wait_for_lock(db.session.get_one(Werksessie, task.werksessie_id))
    db.session.refresh(task)
