"""The planner's own werksessies in their groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.accounts.models import User
from app.extensions import db
from app.registrations.models import Registration
from app.registrations.states import ON_THE_LIST, PLACED, WAITING
from app.werksessies.access import visible_to
from app.werksessies.models import Werksessie

COMING, DRAFT, PAST, ARCHIVED = "Komt eraan", "Concept", "Geweest", "Archief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One werksessie with the number of people who have a place, and who wait."""

    werksessie: Werksessie
    placed: int
    waiting: int


def overview_of(user: User, at: datetime) -> dict[str, list[Line]]:
    """What `user` may see, in two queries: what comes first by date, what is past from the newest."""
    rows = db.session.scalars(visible_to(user).order_by(Werksessie.date, Werksessie.id)).all()
    counts = _counts([row.id for row in rows])
    groups: dict[str, list[Line]] = {COMING: [], DRAFT: [], PAST: [], ARCHIVED: []}
    for row in rows:
        placed, waiting = counts.get(row.id, (0, 0))
        groups[_group(row, at)].append(Line(werksessie=row, placed=placed, waiting=waiting))
    groups[PAST].reverse()
    groups[ARCHIVED].reverse()
    return {name: lines for name, lines in groups.items() if lines}


def _group(werksessie: Werksessie, at: datetime) -> str:
    if werksessie.archived_at is not None:
        return ARCHIVED
    if werksessie.published_at is None:
        return DRAFT
    today = at.astimezone(ZoneInfo(werksessie.timezone)).date()
    return COMING if werksessie.date >= today else PAST


def _counts(ids: list[int]) -> dict[int, tuple[int, int]]:
    query = (
        select(Registration.werksessie_id, func.count().filter(PLACED), func.count().filter(WAITING))
        .where(Registration.werksessie_id.in_(ids), ON_THE_LIST)
        .group_by(Registration.werksessie_id)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
