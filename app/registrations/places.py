"""Places: counted from rows each time, never kept."""

from __future__ import annotations

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.sql.selectable import ScalarSelect

from app.extensions import db
from app.registrations.models import Registration

Id = int | SQLColumnExpression[int]


def taken(werksessie_id: Id) -> ScalarSelect[int]:
    """SQL for the number of places that are taken."""
    return (
        select(func.count())
        .where(
            Registration.werksessie_id == werksessie_id,
            Registration.cancelled_at.is_(None),
            Registration.placed_at.is_not(None),
        )
        .scalar_subquery()
    )


def somebody_waits(werksessie_id: Id) -> ColumnElement[bool]:
    """SQL for whether anybody stands on the waiting list."""
    return exists().where(
        Registration.werksessie_id == werksessie_id,
        Registration.cancelled_at.is_(None),
        Registration.placed_at.is_(None),
    )


def left(capacity: int | None, taken: int) -> int | None:
    """Places left; None where there is no limit."""
    return None if capacity is None else max(capacity - taken, 0)


def number_in_line(registration: Registration) -> int:
    """The place on the waiting list of somebody who stands on it; the first is 1."""
    before = or_(
        Registration.registered_at < registration.registered_at,
        and_(Registration.registered_at == registration.registered_at, Registration.id <= registration.id),
    )
    return db.session.scalars(
        select(func.count()).where(
            Registration.werksessie_id == registration.werksessie_id,
            Registration.cancelled_at.is_(None),
            Registration.placed_at.is_(None),
            before,
        )
    ).one()
