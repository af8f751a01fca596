"""One item made into two, by copying or splitting it, and two made one again; each verb as in `actions.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.programme import plan
from app.programme.actions import insert_item, session_keys, tell_feed
from app.programme.deed import Deed, GoneError, order_of
from app.programme.models import Item, RemovedPart
from app.programme.plain import Json, item_from_json, to_json
from app.programme.rows import Choices, item_as_typed, write_item
from app.programme.schedule import timeline_of
from app.programme.typed import one_line
from app.werksessies.models import Werksessie

LONGEST_TITLE = 200
REST = "rest"  # in the contents of a removed part: the uid of the second half


class UndividedError(ValueError):
    """The item cannot be split; the text is the Dutch sentence that says what to do. Nothing was written."""


def copy_item(werksessie: Werksessie, item_id: int, user_id: int | None, at: datetime) -> Item:
    """Put a copy of an item below it; it follows, as two cannot begin at one time. Raises GoneError, FullError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    item = item_as_typed(row)
    sessions = tuple(replace(session, id="") for session in item.parallel)
    copy = insert_item(
        werksessie, replace(item, uid=None, starts=None, parallel=sessions), _place_of(row) + 1
    )
    deed.finish("programme.copy_item", item=row.uid, copy=copy.uid)
    return copy


def split_item(
    werksessie: Werksessie, item_id: int, first: int, user_id: int | None, at: datetime
) -> tuple[Item, RemovedPart]:
    """Split off all but the `first` minutes of an item; the rest, and what `restore` makes one item of again.

    Raises GoneError, FullError, UndividedError.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = deed.own(Item, item_id)
    whole, place = item_as_typed(row), _place_of(row)
    try:
        start, rest = halves(whole, first)
    except UndividedError:
        db.session.rollback()
        raise
    write_item(row, start, Choices.of(werksessie), session_keys(werksessie, item_id))
    second = insert_item(werksessie, rest, place + 1)
    contents = to_json(whole) | {REST: second.uid}
    kept = RemovedPart(
        werksessie_id=werksessie.id,
        kind="item",
        position=place,
        title=row.title,
        contents=contents,
        removed_at=at,
    )
    db.session.add(kept)
    deed.finish("programme.split_item", item=row.uid, rest=second.uid)
    return second, kept


def halves(whole: plan.Item, first: int) -> tuple[plan.Item, plan.Item]:
    """The first so many minutes of an item, and the rest. Raises UndividedError.

    What is said and done stays with the first part, cues go with the end of the item that they hang on, steps with
    their minutes, and both keep their share of the shortest time that the whole needs.
    """
    if whole.kind is plan.Kind.PARALLEL or whole.parallel:
        raise UndividedError(
            "Een blok met deelsessies kunt u niet splitsen. Kopieer het, en haal in elk blok weg wat er niet bij hoort."
        )
    if whole.minutes == 1:
        raise UndividedError("Een onderdeel van 1 minuut kunt u niet splitsen. Geef het eerst meer minuten.")
    if not 0 < first < whole.minutes:
        raise UndividedError(f"Typ een getal van 1 tot en met {whole.minutes - 1}.")
    least = (whole.minimum or 0) * first // whole.minutes
    steps, later_steps = _parted(whole.steps, first)
    start = replace(
        whole,
        minutes=first,
        minimum=least or None,
        cues=tuple(cue for cue in whole.cues if cue.anchor is plan.Anchor.START),
        steps=steps,
    )
    rest = plan.Item(
        title=_continued(whole.title),
        minutes=whole.minutes - first,
        minimum=(whole.minimum or 0) - least or None,
        kind=whole.kind,
        droppable=whole.droppable,
        pillar=whole.pillar,
        goal=whole.goal,
        room=whole.room,
        roles=whole.roles,
        speakers=whole.speakers,
        cues=tuple(cue for cue in whole.cues if cue.anchor is plan.Anchor.END),
        steps=later_steps,
    )
    return start, rest


def _parted(steps: tuple[plan.Step, ...], first: int) -> tuple[tuple[plan.Step, ...], tuple[plan.Step, ...]]:
    """The steps of the first so many minutes, and the rest; one that lasts longer is in both, with its share."""
    before: list[plan.Step] = []
    after: list[plan.Step] = []
    left = first
    for step in steps:
        if left > 0:
            before.append(replace(step, minutes=min(step.minutes, left)))
        if step.minutes > left:
            after.append(replace(step, minutes=step.minutes - max(left, 0)))
        left -= step.minutes
    return tuple(before), tuple(after)


def reunite(deed: Deed, removed: RemovedPart) -> Item:
    """Make one item again of what was split, within a deed that goes on. Raises GoneError when either part changed."""
    contents: Json = dict(removed.contents)
    rest_uid = contents.pop(REST)
    whole = item_from_json(contents)
    query = select(Item).where(
        Item.werksessie_id == removed.werksessie_id, Item.uid.in_((whole.uid, rest_uid))
    )
    rows = {row.uid: row for row in db.session.scalars(query, execution_options={"populate_existing": True})}
    start, rest = rows.get(whole.uid or ""), rows.get(rest_uid)
    if start is None or rest is None or not _untouched(whole, start, rest):
        db.session.rollback()
        raise GoneError
    tell_feed(rest, timeline_of(deed.werksessie), deed)
    db.session.delete(rest)
    db.session.flush()
    write_item(start, whole, Choices.of(deed.werksessie), session_keys(deed.werksessie, start.id))
    return start


def is_split(removed: RemovedPart) -> bool:
    """Whether this is an item as it was before it was split."""
    return REST in removed.contents


def _untouched(whole: plan.Item, start: Item, rest: Item) -> bool:
    now = (item_as_typed(start), replace(item_as_typed(rest), uid=None))
    return now == halves(whole, start.minutes) if 0 < start.minutes < whole.minutes else False


def _continued(title: str) -> str:
    more = " (vervolg)"
    return one_line(title[: LONGEST_TITLE - len(more)]) + more


def _place_of(row: Item) -> int:
    return order_of(Item, row.werksessie).index(row.id)
