"""What a planner does to a programme. Each verb is one transaction under the werksessie's lock and commits.

Who acts is `user_id`; `at` is now, in UTC. What a colleague did meanwhile is never overwritten silently: verbs that
change a part take `base`, the part as the planner saw it (`plain.to_json`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from sqlalchemy import func, select

from app.extensions import db
from app.programme import plan
from app.programme.deed import ClashError, Deed, RefusedError, order_of, put_in_order
from app.programme.models import CancelledPart, Item, Moment, ParallelSession, RemovedPart
from app.programme.plain import Json, item_from_json, merge, moment_from_json, to_json
from app.programme.rows import Choices, item_as_typed, moment_as_typed, write_item, write_moment
from app.programme.schedule import timeline_of
from app.programme.timeline import Timeline
from app.werksessies.models import Werksessie


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
    write_item(row, merged, Choices.of(werksessie), _session_keys(werksessie, item_id))
    deed.finish("programme.change_item", item=row.uid)
    return row


def change_minutes(
    werksessie: Werksessie,
    wanted: Mapping[int, int],
    base: Mapping[int, int],
    user_id: int | None,
    at: datetime,
) -> list[Item]:
    """Save the minutes of several items, all or none; gives those that changed. Raises RefusedError.

    Only what differs from `base` was typed; the rest stays as it is.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    typed = {item_id: minutes for item_id, minutes in wanted.items() if base.get(item_id) != minutes}
    query = select(Item).where(Item.werksessie_id == werksessie.id, Item.id.in_(typed))
    rows = {row.id: row for row in db.session.scalars(query, execution_options={"populate_existing": True})}
    faults = {
        item_id: fault
        for item_id, minutes in typed.items()
        if (fault := _minutes_fault(rows.get(item_id), minutes, base.get(item_id)))
    }
    if faults:
        db.session.rollback()
        raise RefusedError(faults)
    changed = [rows[item_id] for item_id, minutes in typed.items() if rows[item_id].minutes != minutes]
    for row in changed:
        row.minutes = typed[row.id]
    if changed:
        deed.finish("programme.change_minutes", items={row.uid: row.minutes for row in changed})
    else:
        db.session.rollback()
    return changed


def _minutes_fault(row: Item | None, minutes: int, before: int | None) -> str | None:
    if row is None:
        return "Een collega heeft dit onderdeel verwijderd."
    if row.minutes not in (before, minutes):
        return (
            f"Een collega maakte hier {row.minutes} minuten van. "
            f"Typ {row.minutes}, of bewaar nog een keer om er {minutes} van te maken."
        )
    if row.minimum and minutes < row.minimum:
        return f"Typ ten minste {row.minimum} minuten, of open het onderdeel en maak het minimum korter."
    return None


def change_start(
    werksessie: Werksessie, item_id: int, starts: time | None, user_id: int | None, at: datetime
) -> Item:
    """Fix the start of an item, or with None let it follow the one above. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    row.starts = starts
    deed.finish("programme.change_start", item=row.uid)
    return row


def add_item(
    werksessie: Werksessie, wanted: plan.Item, after: int | None, user_id: int | None, at: datetime
) -> Item:
    """Add an item below item `after`; at the end when that is None or gone. A `uid` in `wanted` is kept."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    order = order_of(Item, werksessie)
    place = order.index(after) + 1 if after in order else len(order)
    row = _insert(werksessie, wanted, place)
    deed.finish("programme.add_item", item=row.uid)
    return row


def _insert(werksessie: Werksessie, wanted: plan.Item, place: int) -> Item:
    order = order_of(Item, werksessie)
    row = Item(werksessie_id=werksessie.id, position=place, title=wanted.title, minutes=wanted.minutes)
    if wanted.uid:
        row.uid = wanted.uid
    db.session.add(row)
    db.session.flush()
    write_item(row, wanted, Choices.of(werksessie), _session_keys(werksessie, row.id))
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
    timed = next(timed for timed in line.items if timed.item.uid == row.uid)
    removed = RemovedPart(
        werksessie_id=row.werksessie_id,
        kind="item",
        position=place,
        title=row.title,
        contents=to_json(item_as_typed(row)),
        removed_at=deed.at,
    )
    db.session.add(removed)
    if deed.werksessie.published_at is not None:
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
    db.session.delete(row)
    return removed


def restore(werksessie: Werksessie, removed_id: int, user_id: int | None, at: datetime) -> Item | Moment:
    """Put a removed part back as it was, where it stood. Raises GoneError when it is back already."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    removed = deed.own(RemovedPart, removed_id)
    row = put_back(removed, deed)
    deed.finish("programme.restore", kind=removed.kind)
    return row


def put_back(removed: RemovedPart, deed: Deed) -> Item | Moment:
    """The inverse of `take_out`, within a deed that goes on."""
    row: Item | Moment
    if removed.kind == "moment":
        row = _insert_moment(deed.werksessie, moment_from_json(removed.contents), removed.position)
    else:
        item = item_from_json(removed.contents)
        row = _insert(deed.werksessie, item, min(removed.position, len(order_of(Item, deed.werksessie))))
        cancelled = db.session.scalar(select(CancelledPart).where(CancelledPart.uid == row.uid))
        if cancelled is not None:
            db.session.delete(cancelled)
    db.session.delete(removed)
    return row


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
    """Add a moment, after those that begin no later."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = _insert_moment(werksessie, wanted)
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


def _insert_moment(werksessie: Werksessie, wanted: plan.Moment, place: int | None = None) -> Moment:
    order = order_of(Moment, werksessie)
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


def _session_keys(werksessie: Werksessie, item_id: int) -> set[str]:
    """The keys of the sessions in the werksessie's other blocks."""
    query = select(ParallelSession.key).join(Item)
    return set(db.session.scalars(query.where(Item.werksessie_id == werksessie.id, Item.id != item_id)))
