"""A whole programme as plain data straight from the tables: a page does not wait for objects that it never changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Select, Table, column, func, inspect, select, table, union

from app.extensions import db
from app.programme import plan
from app.programme.models import Cue, Item, ParallelSession, Room, item_person, session_person
from app.programme.rows import Choices, person_key
from app.programme.schedule import plan_item
from app.werksessies.models import Person, Werksessie

# The tables of registrations are named, not imported: they lie to our right.
REGISTRATION = table("registration", column("werksessie_id"), column("placed_at"), column("cancelled_at"))
ROUND = table("choice_round", column("item_id"), column("werksessie_id"))
SEAT = table("seat", column("registration_id"), column("item_id"), column("session_id"))
WISH = table("wish", column("registration_id"), column("item_id"))
Holders = Mapping[int, Sequence[Any]]


def load_items(werksessie: Werksessie, choices: Choices) -> list[tuple[int, plan.Item]]:
    """Each item's row id and what `rows.item_as_typed` makes of that row, in order, in five queries."""
    rooms = {room.id: room for room in choices.rooms}
    goals = {goal.id: goal for goal in choices.goals}
    sessions = _sessions(werksessie, choices, rooms)
    cues = _grouped(_columns(Cue).join(Item).order_by(Cue.position, Cue.id), werksessie)
    people = _people(item_person, select(item_person).join(Item), werksessie, choices)
    query = _columns(Item).where(Item.werksessie_id == werksessie.id).order_by(Item.position, Item.id)
    items: list[tuple[int, plan.Item]] = []
    for row in _rows(query):
        row.room, row.goal = rooms.get(row.room_id), goals.get(row.goal_id)
        row.people, row.cues, row.sessions = (held.get(row.id, ()) for held in (people, cues, sessions))
        items.append((row.id, plan_item(row, person_key)))
    return items


def _sessions(werksessie: Werksessie, choices: Choices, rooms: Mapping[int, Room]) -> Holders:
    people = _people(
        session_person, select(session_person).join(ParallelSession).join(Item), werksessie, choices
    )
    query = _columns(ParallelSession).join(Item).order_by(ParallelSession.position, ParallelSession.id)
    sessions: dict[int, list[Any]] = defaultdict(list)
    for item_id, rows in _grouped(query, werksessie).items():
        for row in rows:
            row.room, row.people = rooms.get(row.room_id), people.get(row.id, ())
            sessions[item_id].append(row)
    return sessions


def _columns(model: type[Any]) -> Select[Any]:
    """All columns of a table under the names of the model's attributes, which need not be the same."""
    return select(*(each.columns[0].label(each.key) for each in inspect(model).column_attrs))


def _grouped(query: Select[Any], werksessie: Werksessie) -> Holders:
    """The rows of a query that has joined Item, by their item."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in _rows(query.where(Item.werksessie_id == werksessie.id)):
        groups[row.item_id].append(row)
    return groups


def _rows(query: Select[Any]) -> Iterator[Any]:
    """Each row as an object that takes attributes."""
    result = db.session.execute(query)
    names = tuple(result.keys())
    return (SimpleNamespace(**dict(zip(names, row, strict=True))) for row in result)


def _people(links: Table, query: Select[Any], werksessie: Werksessie, choices: Choices) -> Holders:
    """Speakers in order, by the item or session that they are linked to."""
    known = {person.id: person for person in choices.speakers}
    groups: dict[int, list[Person]] = defaultdict(list)
    query = query.where(Item.werksessie_id == werksessie.id).order_by(links.c.position)
    for holder_id, person_id, _position in db.session.execute(query):
        groups[holder_id].append(known[person_id])
    return groups


def people_registered(werksessie: Werksessie) -> int:
    """How many people have a place."""
    query = select(func.count()).where(
        REGISTRATION.c.werksessie_id == werksessie.id,
        REGISTRATION.c.placed_at.is_not(None),
        REGISTRATION.c.cancelled_at.is_(None),
    )
    return db.session.scalar(query) or 0


def people_seated(werksessie: Werksessie) -> dict[tuple[int, str], int]:
    """How many sit in each session where people choose, by item id and key of the session. One query."""
    query = (
        select(SEAT.c.item_id, ParallelSession.key, func.count())
        .join(ROUND, ROUND.c.item_id == SEAT.c.item_id)
        .join(ParallelSession, ParallelSession.id == SEAT.c.session_id)
        .where(ROUND.c.werksessie_id == werksessie.id)
        .group_by(SEAT.c.item_id, ParallelSession.key)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(query)}


def people_who_chose(item_id: int) -> int:
    """How many people wish for a session of this item, or sit in one."""
    who = [select(each.c.registration_id).where(each.c.item_id == item_id) for each in (SEAT, WISH)]
    return db.session.scalar(select(func.count()).select_from(union(*who).subquery())) or 0
