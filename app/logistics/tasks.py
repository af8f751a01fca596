"""When a task is due and in which group that puts it, and marking it as done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, now
from app.logistics.models import Task
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie
from app.werksessies.workdays import day_off, working_day
from app.words import count

WEEK = timedelta(days=7)


class When(StrEnum):
    """The groups of what is to be done, with their headings."""

    LATE = "Te laat"
    TODAY = "Vandaag"
    THIS_WEEK = "Deze week"
    LATER = "Later"


def when(due: date, today: date) -> When:
    """The group of what is due on that day."""
    if due < today:
        return When.LATE
    if due == today:
        return When.TODAY
    return When.THIS_WEEK if due <= today + WEEK else When.LATER


def days_away(due: date, today: date) -> str:
    """How far away, in words: 7 dagen te laat, vandaag, morgen, over 3 dagen."""
    away = (due - today).days
    if away < 0:
        return f"{count(-away, 'dag', 'dagen')} te laat"
    return {0: "vandaag", 1: "morgen"}.get(away) or f"over {away} dagen"


def due_date(task: Task, day: date) -> date:
    """The calendar day on which `task` is due for a werksessie on `day`."""
    if task.workday is not None:
        return working_day(day, task.workday)
    due = day + timedelta(days=task.day or 0)
    return working_day(due, -1) if task.on_workday and day_off(due) else due


def counted(task: Task) -> str:
    """How it is counted from the day, in words: 10 werkdagen ervoor, 1 dag erna, op de dag zelf."""
    away = task.day if task.workday is None else task.workday
    if not away:
        return "op de dag zelf"
    one, more = ("dag", "dagen") if task.workday is None else ("werkdag", "werkdagen")
    return f"{count(abs(away), one, more)} {'ervoor' if away < 0 else 'erna'}"


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


def finish_by_link(task: Task, name: str, at: datetime) -> None:
    """Mark as done by its owner, who has no account; twice is once."""
    _wait_for(task)
    if task.done_at is None:
        task.done_at, task.done_by_name = at, name
        record("task.finish", task.werksessie_id, None, task=task.id, by="link")
    db.session.commit()


def reopen(task: Task, by: User | None) -> None:
    """Take back that it was done; `by` None: the owner, by link."""
    _wait_for(task)
    if task.done_at is not None:
        task.done_at = task.done_by_id = None
        task.done_by_name = ""
        record("task.reopen", task.werksessie_id, by.id if by else None, task=task.id)
    db.session.commit()


def set_region(werksessie: Werksessie, region: str, by: User) -> None:
    """Of which region school holidays are warned: "noord", "midden" or "zuid"; "" for none."""
    wait_for_lock(werksessie)
    if werksessie.school_region != region:
        werksessie.school_region = region
        record("werksessie.school_region", werksessie.id, by.id, region=region)
    db.session.commit()


def _wait_for(task: Task) -> None:
    wait_for_lock(db.session.get_one(Werksessie, task.werksessie_id))
    db.session.refresh(task)
