"""Making a whole programme what a planner confirmed, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from app.extensions import db
from app.programme import plan
from app.programme.actions import take_out
from app.programme.deed import Deed, put_in_order
from app.programme.models import Item, new_uid
from app.programme.rows import Choices, item_as_typed, write_item
from app.programme.schedule import items_of, timeline_of
from app.werksessies.models import Werksessie


class ProgrammeChangedError(Exception):
    """The programme is not the one that the planner saw. Nothing was written."""


def replace_programme(
    werksessie: Werksessie, wanted: Sequence[plan.Item], revision: int, user_id: int | None, at: datetime
) -> bool:
    """Make the programme `wanted`, as decided on at `revision`; whether anything changed.

    An item keeps its row by its uid; what is not in `wanted` is taken out. Raises ProgrammeChangedError.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    if werksessie.programme_revision != revision:
        db.session.rollback()
        raise ProgrammeChangedError
    db.session.expire_all()
    rows = {row.uid: row for row in items_of(werksessie)}
    kept = {item.uid for item in wanted}
    removed = [uid for uid in rows if uid not in kept]
    changed = [item.uid for item in wanted if item.uid in rows and item_as_typed(rows[item.uid]) != item]
    new = [item for item in wanted if item.uid not in rows]
    _take_out(deed, rows, removed)
    order = _write(werksessie, wanted, rows, changed)
    moved = put_in_order(Item, order)
    if not (removed or changed or new or moved):
        db.session.rollback()
        return False
    deed.finish(
        "programme.replace",
        removed=removed,
        changed=changed,
        added=len(new),
        moved=moved,
    )
    return True


def _take_out(deed: Deed, rows: dict[str, Item], uids: Iterable[str]) -> None:
    line, places = timeline_of(deed.werksessie), list(rows)
    for uid in uids:
        take_out(rows[uid], places.index(uid), line, deed)
    db.session.flush()


def _write(
    werksessie: Werksessie, wanted: Sequence[plan.Item], rows: dict[str, Item], changed: Sequence[str]
) -> list[int]:
    """Write what changed and what is new; the ids of all items in their new order."""
    choices = Choices.of(werksessie)
    kept = {item.uid for item in wanted}
    keys = {
        uid: {session.key for session in row.sessions} if uid in kept else set() for uid, row in rows.items()
    }
    order = []
    for place, item in enumerate(wanted):
        row = rows.get(item.uid or "")
        if row is None:
            row = _new_row(werksessie, item, place)
            db.session.add(row)
        if item.uid not in rows or item.uid in changed:
            elsewhere = {key for uid, mine in keys.items() if uid != row.uid for key in mine}
            write_item(row, replace(item, uid=row.uid), choices, elsewhere)
            keys[row.uid] = {session.key for session in row.sessions}
        order.append(row.id)
    db.session.flush()
    return order


def _new_row(werksessie: Werksessie, item: plan.Item, place: int) -> Item:
    """A row that is not asked of the database what it holds: nothing yet."""
    return Item(
        werksessie_id=werksessie.id,
        uid=new_uid(),
        position=place,
        title=item.title,
        minutes=item.minutes,
        cues=[],
        sessions=[],
        people=[],
    )
