"""Taking back what was removed or split; a verb as in `actions.py`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.programme.actions import insert_item
from app.programme.deed import Deed, GoneError, order_of
from app.programme.dividing import is_split, reunite
from app.programme.models import CancelledPart, Item, Moment, RemovedPart
from app.programme.moments import insert_moment
from app.programme.plain import item_from_json, moment_from_json
from app.werksessies.models import Werksessie


def restore(werksessie: Werksessie, removed_id: int, user_id: int | None, at: datetime) -> Item | Moment:
    """Put a removed part back as it was, where it stood, or make one item again of what was split.

    Raises GoneError when that was done already or a colleague changed what was split, and FullError.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    removed = deed.own(RemovedPart, removed_id)
    row = put_back(removed, deed)
    deed.finish("programme.restore", kind=removed.kind)
    return row


def put_back(removed: RemovedPart, deed: Deed) -> Item | Moment:
    """The inverse of `take_out` and of `split_item`, within a deed that goes on. Raises as `restore` does."""
    row: Item | Moment
    if removed.kind == "moment":
        row = insert_moment(deed.werksessie, moment_from_json(removed.contents), removed.position)
    elif removed.kind != "item":
        db.session.rollback()
        raise GoneError
    elif is_split(removed):
        row = reunite(deed, removed)
    else:
        row = _put_back_item(deed.werksessie, removed)
    db.session.delete(removed)
    return row


def _put_back_item(werksessie: Werksessie, removed: RemovedPart) -> Item:
    place = min(removed.position, len(order_of(Item, werksessie)))
    row = insert_item(werksessie, item_from_json(removed.contents), place)
    cancelled = db.session.scalar(select(CancelledPart).where(CancelledPart.uid == row.uid))
    if cancelled is not None:
        db.session.delete(cancelled)
    return row
