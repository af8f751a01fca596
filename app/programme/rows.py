"""Between rows and plain data: what an item can point to, and writing a plain item or moment into its row."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, column, delete, insert, or_, select, table
from sqlalchemy.orm.attributes import flag_modified

from app.extensions import db
from app.programme import plan
from app.programme.models import Cue, Item, Moment, ParallelSession, Room, item_person, session_person
from app.programme.schedule import plan_cue, plan_item, plan_moment
from app.werksessies.models import Goal, Person, Werksessie
from app.werksessies.slug import slug_from

# The table of speakers is named, not imported: it lies to our right.
SPEAKER = table("speaker", column("person_id"), column("werksessie_id"), column("status"))


def person_key(person: Person) -> str:
    """How plain data of the editor names a person; no id of a draaiboek file has a colon in front."""
    return f":{person.id}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What items of one werksessie can point to. `standing`: how far each speaker is, by `person_key`."""

    rooms: Sequence[Room]
    goals: Sequence[Goal]
    speakers: Sequence[Person]
    standing: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, werksessie: Werksessie) -> Choices:
        """All rooms, goals and speakers, in three queries."""
        query = (
            select(Person, SPEAKER.c.status)
            .outerjoin(SPEAKER, SPEAKER.c.person_id == Person.id)
            .where(Person.werksessie_id == werksessie.id, _speaks(werksessie))
            .order_by(Person.name, Person.id)
        )
        speakers = db.session.execute(query).all()
        return cls(
            rooms=_in_order(Room, werksessie),
            goals=_in_order(Goal, werksessie),
            speakers=[person for person, _ in speakers],
            standing={person_key(person): status for person, status in speakers if status},
        )

    def names(self) -> dict[str, str]:
        """Speakers' names by their key."""
        return {person_key(person): person.name for person in self.speakers}


def _in_order(model: type[Any], werksessie: Werksessie) -> Sequence[Any]:
    query = select(model).where(model.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(model.position, model.id)).all()


def _speaks(werksessie: Werksessie) -> ColumnElement[bool]:
    """Who is a speaker, or stands at an item already."""
    listed = select(SPEAKER.c.person_id).where(SPEAKER.c.werksessie_id == werksessie.id)
    at_item = select(item_person.c.person_id).join(Item).where(Item.werksessie_id == werksessie.id)
    at_session = (
        select(session_person.c.person_id)
        .join(ParallelSession)
        .join(Item)
        .where(Item.werksessie_id == werksessie.id)
    )
    return or_(Person.id.in_(listed), Person.id.in_(at_item), Person.id.in_(at_session))


def item_as_typed(row: Item) -> plan.Item:
    """One row as the editor's plain data: speakers by `person_key`."""
    return plan_item(row, person_key)


def write_item(row: Item, wanted: plan.Item, choices: Choices, session_keys: set[str]) -> None:
    """Make `row` say what `wanted` says, as `item_as_typed` would read it again.

    `session_keys`: the keys that other blocks of the werksessie use, which a new session stays clear of.
    """
    for name in (
        "title",
        "minutes",
        "starts",
        "minimum",
        "droppable",
        "public",
        "say",
        "do",
        "case",
        "plan_b",
    ):
        setattr(row, name, getattr(wanted, name))
    row.kind = wanted.kind.value
    row.pillar = wanted.pillar.value if wanted.pillar else None
    row.roles, row.card, row.stuck = list(wanted.roles), list(wanted.card), list(wanted.stuck)
    row.steps = [asdict(step) for step in wanted.steps]
    row.goal = next((goal for goal in choices.goals if goal.key == wanted.goal), None)
    missing = {"goal": wanted.goal} if wanted.goal and row.goal is None else {}
    row.unresolved = missing | _point(row, wanted, choices)
    flag_modified(row, "title")  # so that the version rises when only cues or sessions changed
    if tuple(map(plan_cue, row.cues)) != wanted.cues:
        row.cues = [_cue(number, cue) for number, cue in enumerate(wanted.cues)]
    _write_sessions(row, wanted.parallel, choices, session_keys)
    db.session.flush()
    _link(item_person, "item_id", row, wanted.speakers, choices)
    for session, planned in zip(row.sessions, wanted.parallel, strict=True):
        _link(session_person, "session_id", session, planned.speakers, choices)


def write_moment(row: Moment, wanted: plan.Moment, choices: Choices) -> None:
    """Make `row` say what `wanted` says."""
    row.starts, row.minutes, row.what = wanted.starts, wanted.minutes, wanted.what
    row.roles = list(wanted.roles)
    row.unresolved = _point(row, wanted, choices)


def moment_as_typed(row: Moment) -> plan.Moment:
    """One moment as plain data."""
    return plan_moment(row)


def _point(
    row: Item | ParallelSession | Moment, wanted: plan.Item | plan.Session | plan.Moment, choices: Choices
) -> dict[str, str]:
    """Set the room; give back the names, of room and speakers, that the werksessie does not have."""
    row.room = next((room for room in choices.rooms if room.name == wanted.room), None)
    missing = {"room": wanted.room} if wanted.room and row.room is None else {}
    unknown = [key for key in getattr(wanted, "speakers", ()) if not key.startswith(":")]
    return missing | ({"speakers": " ".join(unknown)} if unknown else {})


def _cue(position: int, cue: plan.Cue) -> Cue:
    return Cue(
        position=position, anchor=cue.anchor.value, offset=cue.offset, what=cue.what, roles=list(cue.roles)
    )


def _write_sessions(
    row: Item, wanted: tuple[plan.Session, ...], choices: Choices, taken_elsewhere: set[str]
) -> None:
    """Sessions keep their row by their key; a new one gets a key made from its title."""
    mine = {session.key: session for session in row.sessions}
    sessions: list[ParallelSession] = []
    for position, planned in enumerate(wanted):
        session = mine.pop(planned.id, None) or ParallelSession(key=planned.id)
        if session.key in taken_elsewhere | {other.key for other in sessions} or not session.key:
            session.key = _free_key(
                planned.title, taken_elsewhere | {other.key for other in sessions} | set(mine)
            )
        session.position, session.title = position, planned.title
        session.capacity, session.minutes, session.roles = (
            planned.capacity,
            planned.minutes,
            list(planned.roles),
        )
        session.plan_b = planned.plan_b
        session.unresolved = _point(session, planned, choices)
        sessions.append(session)
    row.sessions = sessions


def _free_key(title: str, taken: set[str]) -> str:
    key = slug_from(title)[:50].strip("-")
    return key if key not in taken else f"{key}-{secrets.token_hex(3)}"


def _link(
    links: Table, owner: str, row: Item | ParallelSession, speakers: tuple[str, ...], choices: Choices
) -> None:
    known = {person_key(person): person.id for person in choices.speakers}
    wanted = [known[key] for key in dict.fromkeys(speakers) if key in known]
    if wanted == [person.id for person in row.people]:
        return
    db.session.execute(delete(links).where(links.c[owner] == row.id))
    for position, person_id in enumerate(wanted):
        values = {owner: row.id, "person_id": person_id, "position": position}
        db.session.execute(insert(links).values(**values))
    db.session.expire(row, ["people"])
