"""The Zwolle werksessie as an example on an empty database: what a newcomer sees first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.draaiboek.another_day import moved_to
from app.draaiboek.contents import Draaiboek
from app.draaiboek.file import read
from app.draaiboek.formats import tasks_on_working_days
from app.draaiboek.store import store
from app.extensions import db, now
from app.werksessies.models import Werksessie

READY_MADE = Path(__file__).resolve().parents[2] / "draaiboeken"
EXAMPLE = READY_MADE / "zwolle-2023.yaml"
DAYS_AHEAD = 90
THURSDAY = 3


def load_example_when_empty() -> str | None:
    """Load the example when there is no werksessie at all. Returns its slug, or that of the first one there is."""
    first = db.session.scalar(select(Werksessie.slug).order_by(Werksessie.id).limit(1))
    if first is not None:
        return db.session.scalar(
            select(Werksessie.slug)
            .where(Werksessie.published_at.is_not(None), Werksessie.archived_at.is_(None))
            .order_by(Werksessie.id)
            .limit(1)
        )
    at = now()
    werksessie = store(example_draaiboek(at), at)
    werksessie.published_at = werksessie.example_since = at
    return werksessie.slug


def example_draaiboek(at: datetime) -> Draaiboek:
    """The example on the first Thursday at least 90 days after `at`, with registration open from `at`'s day."""
    draaiboek = read(EXAMPLE.read_bytes()).draaiboek
    if draaiboek is None:
        raise ValueError(f"{EXAMPLE.name} holds errors; bin/rodedraad draaiboek check names them")
    today = at.astimezone(ZoneInfo(draaiboek.timezone)).date()
    thursday = first_thursday(today + timedelta(days=DAYS_AHEAD))
    moved = moved_to(draaiboek, thursday)
    period = replace(
        moved.registration, opens=today, closes=moved.registration.closes or thursday - timedelta(days=10)
    )
    return replace(moved, registration=period, tasks=tasks_on_working_days(draaiboek.tasks, thursday))


def first_thursday(day: date) -> date:
    """The first Thursday on or after `day`."""
    return day + timedelta(days=(THURSDAY - day.weekday()) % 7)
