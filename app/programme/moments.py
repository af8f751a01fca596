"""What a planner does to the moments outside the programme; each verb as in `actions.py`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from app.extensions import db
from app.programme import plan
from app.programme.deed import ClashError, Deed, FullError, order_of, put_in_order
from app.programme.models import Moment, RemovedPart
from app.programme.plain import Json, merge, to_json
from app.programme.rows import Choices, moment_as_typed, write_moment
from app.programme.typed import LONGEST_LIST
from app.werksessies.models import Werksessie


def change_moment(
    werksessie: Werksessie, moment_id: int, wanted: plan.Moment, base: Json, user_id: int | None, at: datetime
) -> Moment:
    """Save what a planner typed in one moment. Raises GoneError, ClashError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Moment, moment_id)
    saved = moment_as_typed(row)
    merged, fields = merge(base, wanted, saved)
    if fields:
        db.session.rollback()
        raise ClashError(saved, merged, fields)
    write_moment(row, merged, Choices.of(werksessie))
    deed.finish("programme.change_moment", moment=moment_id)
    return row


def add_moment(werksessie: Werksessie, wanted: plan.Moment, user_id: int | None, at: datetime) -> Moment:
    """Add a moment, after those that begin no later. Raises FullError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = insert_moment(werksessie, wanted)
    deed.finish("programme.add_moment", moment=row.id)
    return row


def remove_moment(werksessie: Werksessie, moment_id: int, user_id: int | None, at: datetime) -> RemovedPart:
    """Take a moment out, kept so that `restore` can put it back. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Moment, moment_id)
    removed = RemovedPart(
        werksessie_id=werksessie.id,
        kind="moment",
        position=order_of(Moment, werksessie).index(moment_id),
        title=row.what,
        contents=to_json(moment_as_typed(row)),
        removed_at=at,
    )
    db.session.add(removed)
    db.session.delete(row)
    deed.finish("programme.remove_moment", moment=moment_id)
    return removed


def insert_moment(werksessie: Werksessie, wanted: plan.Moment, place: int | None = None) -> Moment:
    """Put a new moment at `place`, or after those that begin no later, within a deed that goes on. Raises FullError."""
    order = order_of(Moment, werksessie)
    if len(order) >= LONGEST_LIST:
        db.session.rollback()
        raise FullError("momenten")
    if place is None:
        earlier = select(func.count()).where(
            Moment.werksessie_id == werksessie.id, Moment.starts <= wanted.starts
        )
        place = db.session.scalar(earlier) or 0
    row = Moment(
        werksessie_id=werksessie.id,
        position=place,
        starts=wanted.starts,
        minutes=wanted.minutes,
        what=wanted.what,
    )
    write_moment(row, wanted, Choices.of(werksessie))
    db.session.add(row)
    db.session.flush()
    put_in_order(Moment, [*order[:place], row.id, *order[place:]])
    return row
