"""What a planner does with a whole werksessie: make it public, take it out of view, put it away, change its data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, now
from app.programme.problems import Problem
from app.programme.schedule import timeline_of
from app.registrations.actions import fill_places
from app.werksessies.models import Werksessie

SHOWN_IN_AGENDAS = frozenset(
    {"title", "date", "starts", "ends", "venue_name", "venue_address", "venue_route"}
)


def publish(werksessie: Werksessie, by: User) -> tuple[Problem, ...]:
    """Make public, unless times clash: then what stands in the way comes back and nothing is changed."""
    blocking = tuple(problem for problem in timeline_of(werksessie).problems if problem.blocking)
    if not blocking and werksessie.published_at is None:
        werksessie.published_at = now()
        record("werksessie.publish", werksessie.id, by.id)
        db.session.commit()
    return blocking


def withdraw_from_view(werksessie: Werksessie, by: User) -> None:
    """Take the public page away; who registered stays registered."""
    if werksessie.published_at is not None:
        werksessie.published_at = None
        record("werksessie.withdraw_from_view", werksessie.id, by.id)
    db.session.commit()


def archive(werksessie: Werksessie, by: User) -> None:
    """Put away what is over; nothing is lost."""
    if werksessie.archived_at is None:
        werksessie.archived_at = now()
        record("werksessie.archive", werksessie.id, by.id)
    db.session.commit()


def take_from_archive(werksessie: Werksessie, by: User) -> None:
    """Back to where it was."""
    if werksessie.archived_at is not None:
        werksessie.archived_at = None
        record("werksessie.take_from_archive", werksessie.id, by.id)
    db.session.commit()


def change_data(werksessie: Werksessie, values: dict[str, Any], by: User, at: datetime) -> int:
    """Set the columns in `values`; the number of people who got a place because there is more room now."""
    _lock(werksessie)
    changed = sorted(name for name, value in values.items() if getattr(werksessie, name) != value)
    if not changed:
        db.session.rollback()
        return 0
    for name in changed:
        setattr(werksessie, name, values[name])
    if SHOWN_IN_AGENDAS.intersection(changed):
        werksessie.touch_programme(at)
    placed = fill_places(werksessie, at) if "capacity" in changed else []
    record("werksessie.change", werksessie.id, by.id, fields=changed)
    db.session.commit()
    return len(placed)


def _lock(werksessie: Werksessie) -> None:
    db.session.execute(select(Werksessie.id).where(Werksessie.id == werksessie.id).with_for_update())
    db.session.refresh(werksessie)
