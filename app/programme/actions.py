"""What a planner does to the items of a programme.

Each verb is one transaction under the werksessie's lock and commits.
Who acts is `user_id`; `at` is now, in UTC. What a colleague did meanwhile is never overwritten silently: verbs that
change a part take `base`, the part as the planner saw it (`plain.to_json`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from sqlalchemy import select

from app.extensions import db
from app.programme import plan
from app.programme.deed import (
    ClashError,
    Deed,
    FullError,
    GoneError,
    RefusedError,
    order_of,
    put_in_order,
)
from app.programme.models import CancelledPart, Item, ParallelSession, RemovedPart
from app.programme.plain import Json, merge, to_json
from app.programme.rows import Choices, item_as_typed, write_item
from app.programme.schedule import timeline_of
from app.programme.timeline import Timeline
from app.programme.times import ATTRIBUTES, Cell, Value
from app.programme.typed import LONGEST_LIST
from app.werksessies.models import Werksessie
from app.words import clock


def change_item(
    werksessie: Werksessie, item_id: int, wanted: plan.Item, base: Json, user_id: int | None, at: datetime
) -> Item:
    """Save what a planner typed in one item. Raises GoneError, ClashError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    saved = item_as_typed(row)
    merged, fields = merge(base, wanted, saved)
    if not fields and merged.minimum and merged.minimum > merged.minutes:
        merged, fields = wanted, ("minutes", "minimum")  # each was right on its own
    if fields:
        db.session.rollback()
        raise ClashError(saved, merged, fields)
    if replace(merged, uid=saved.uid) == saved:
        db.session.rollback()
        return row
    write_item(row, merged, Choices.of(werksessie), session_keys(werksessie, item_id))
    deed.finish("programme.change_item", item=row.uid)
    return row


def change_times(
    werksessie: Werksessie,
    wanted: Mapping[Cell, Value],
    base: Mapping[Cell, Value],
    user_id: int | None,
    at: datetime,
) -> list[Item]:
    """Save minutes and fixed starts of several items, all or none; gives those that changed. Raises RefusedError.

    Only what differs from `base` was typed; the rest stays as it is.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    typed = {cell: value for cell, value in wanted.items() if base.get(cell) != value}
    query = select(Item).where(
        Item.werksessie_id == werksessie.id, Item.id.in_({cell.item_id for cell in typed})
    )
    rows = {row.id: row for row in db.session.scalars(query, execution_options={"populate_existing": True})}
    faults = {
        cell: fault
        for cell, value in typed.items()
        if (fault := _time_fault(cell, rows.get(cell.item_id), value, base.get(cell)))
    }
    if faults:
        db.session.rollback()
        raise RefusedError(faults)
    for cell, value in typed.items():
        setattr(rows[cell.item_id], ATTRIBUTES[cell.column], value)
    changed = [row for row in rows.values() if db.session.is_modified(row)]
    if changed:
        deed.finish("programme.change_times", items=[row.uid for row in changed])
    else:
        db.session.rollback()
    return changed


def _time_fault(cell: Cell, row: Item | None, value: Value, before: Value) -> str | None:
    if row is None:
        return "Een collega heeft dit onderdeel verwijderd."
    saved = getattr(row, ATTRIBUTES[cell.column])
    if saved not in (before, value):
        return _made_by_colleague(saved, value)
    if isinstance(value, int) and row.minimum and value < row.minimum:
        return f"Typ ten minste {row.minimum} minuten, of open het onderdeel en maak het minimum korter."
    return None


def _made_by_colleague(saved: Value, value: Value) -> str:
    if isinstance(saved, int):
        return (
            f"Een collega maakte hier {saved} minuten van. "
            f"Typ {saved}, of bewaar nog een keer om er {value} van te maken."
        )
    theirs = f"zette het begin vast op {clock(saved)}" if saved else "liet dit onderdeel volgen"
    take = f"Typ {clock(saved)}" if saved else "Maak het begin leeg"
    mine = f"het om {clock(value)} te laten beginnen" if isinstance(value, time) else "het te laten volgen"
    return f"Een collega {theirs}. {take}, of bewaar nog een keer om {mine}."


def change_room(
    werksessie: Werksessie,
    item_id: int,
    session_key: str | None,
    room: str,
    was: str | None,
    user_id: int | None,
    at: datetime,
) -> str:
    """Put an item, or one session of it, in another room; its title.

    Raises GoneError, also when it is in the room `was` no longer, or the werksessie has no such room.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    item, choices = item_as_typed(row), Choices.of(werksessie)
    places: dict[str | None, plan.Item | plan.Session] = {session.id: session for session in item.parallel}
    places[None] = item
    held = places.get(session_key)
    if held is None or held.room != was or room not in {known.name for known in choices.rooms}:
        db.session.rollback()
        raise GoneError
    sessions = [replace(each, room=room) if each is held else each for each in item.parallel]
    wanted = replace(item, room=room if held is item else item.room, parallel=tuple(sessions))
    write_item(row, wanted, choices, session_keys(werksessie, item_id))
    deed.finish("programme.change_room", item=row.uid)
    return held.title


def add_item(
    werksessie: Werksessie, wanted: plan.Item, after: int | None, user_id: int | None, at: datetime
) -> Item:
    """Add an item below item `after`; at the end when that is None or gone. A `uid` in `wanted` is kept.

    Raises FullError.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    order = order_of(Item, werksessie)
    place = order.index(after) + 1 if after in order else len(order)
    row = insert_item(werksessie, wanted, place)
    deed.finish("programme.add_item", item=row.uid)
    return row


def insert_item(werksessie: Werksessie, wanted: plan.Item, place: int) -> Item:
    """Put a new item at `place` in the order, within a deed that goes on. Raises FullError."""
    order = order_of(Item, werksessie)
    if len(order) >= LONGEST_LIST:
        db.session.rollback()
        raise FullError("onderdelen")
    row = Item(werksessie_id=werksessie.id, position=place, title=wanted.title, minutes=wanted.minutes)
    if wanted.uid:
        row.uid = wanted.uid
    db.session.add(row)
    db.session.flush()
    write_item(row, wanted, Choices.of(werksessie), session_keys(werksessie, row.id))
    put_in_order(Item, [*order[:place], row.id, *order[place:]])
    return row


def remove_item(werksessie: Werksessie, item_id: int, user_id: int | None, at: datetime) -> RemovedPart:
    """Take an item out, kept so that `restore` can put it back. The feed of a published day says it is cancelled."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    removed = take_out(row, order_of(Item, werksessie).index(item_id), timeline_of(werksessie), deed)
    deed.finish("programme.remove_item", item=row.uid)
    return removed


def take_out(row: Item, place: int, line: Timeline, deed: Deed) -> RemovedPart:
    """Delete an item that stands at `place` in a day of times `line`, within a deed that goes on."""
    removed = RemovedPart(
        werksessie_id=row.werksessie_id,
        kind="item",
        position=place,
        title=row.title,
        contents=to_json(item_as_typed(row)),
        removed_at=deed.at,
    )
    db.session.add(removed)
    tell_feed(row, line, deed)
    db.session.delete(row)
    return removed


def tell_feed(row: Item, line: Timeline, deed: Deed) -> None:
    """Let the feed of a published day say that an item is cancelled."""
    if deed.werksessie.published_at is not None:
        timed = next(timed for timed in line.items if timed.item.uid == row.uid)
        db.session.add(
            CancelledPart(
                werksessie_id=row.werksessie_id,
                uid=row.uid,
                title=row.title,
                starts_at=timed.starts.astimezone(UTC),
                ends_at=timed.ends.astimezone(UTC),
                cancelled_at=deed.at,
                sequence=deed.werksessie.programme_revision + 1,
            )
        )


def move_item(
    werksessie: Werksessie, item_id: int, before: int | None, user_id: int | None, at: datetime
) -> Item:
    """Put an item above item `before`, or at the end when that is None or gone. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    order = [other for other in order_of(Item, werksessie) if other != item_id]
    place = order.index(before) if before in order else len(order)
    return _moved(deed, row, [*order[:place], item_id, *order[place:]])


def step_item(werksessie: Werksessie, item_id: int, steps: int, user_id: int | None, at: datetime) -> Item:
    """Move an item down by `steps` places (up when negative), no further than the ends. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    order = order_of(Item, werksessie)
    place = max(order.index(item_id) + steps, 0)
    order.remove(item_id)
    return _moved(deed, row, [*order[:place], item_id, *order[place:]])


def _moved(deed: Deed, row: Item, order: Sequence[int]) -> Item:
    if put_in_order(Item, order):
        deed.finish("programme.move_item", item=row.uid)
    else:
        db.session.rollback()
    return row


def session_keys(werksessie: Werksessie, item_id: int) -> set[str]:
    """The keys of the sessions in the werksessie's other blocks."""
    query = select(ParallelSession.key).join(Item)
    return set(db.session.scalars(query.where(Item.werksessie_id == werksessie.id, Item.id != item_id)))
