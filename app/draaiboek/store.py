"""A whole werksessie from plain data into the database; `gather.py` is the inverse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.catering.models import CateringMoment
from app.draaiboek import contents as c
from app.draaiboek.store_rows import People, Rows
from app.extensions import db
from app.logistics.models import Material, Task, WhatIf
from app.programme import plan
from app.programme.models import Cue, Item, Moment, ParallelSession, Room, item_person, session_person
from app.programme.schedule import plan_cue
from app.speakers.models import Speaker
from app.werksessies.models import BudgetLine, Condition, Domain, Goal, Person, TeamMember, Werksessie

PARTS = (
    Condition, Domain, Goal, Room, BudgetLine, TeamMember, Speaker, Item, Moment, CateringMoment, Material, Task,
    WhatIf,
)  # fmt: skip


def store(draaiboek: c.Draaiboek, at: datetime) -> Werksessie:
    """Write a new werksessie, unpublished, without committing. What it names but lacks is kept as unresolved."""
    werksessie = Werksessie(slug=draaiboek.slug, programme_changed_at=at, **_facts(draaiboek))
    db.session.add(werksessie)
    db.session.flush()
    _Writer(Rows(werksessie, empty=True), draaiboek).write()
    return werksessie


def store_over(werksessie: Werksessie, draaiboek: c.Draaiboek) -> None:
    """Make a werksessie say what `draaiboek` says, but for its slug, without committing.

    A row that is known by its uid, key or name stays the same row. What `draaiboek` lacks is deleted.
    """
    for name, value in _facts(draaiboek).items():
        setattr(werksessie, name, value)
    _Writer(Rows(werksessie), draaiboek).write()


def _facts(draaiboek: c.Draaiboek) -> dict[str, Any]:
    names = ("title", "theme", "client", "date", "timezone", "starts", "ends", "capacity")
    return {name: getattr(draaiboek, name) for name in names} | {
        "registration_opens": draaiboek.registration.opens,
        "registration_closes": draaiboek.registration.closes,
        "venue_name": draaiboek.venue.name,
        "venue_address": draaiboek.venue.address,
        "venue_route": draaiboek.venue.route,
        "occasion": draaiboek.brief.occasion,
        "house_rules": draaiboek.house_rules,
    }


class _Writer:
    """Holds what later rows refer to (rooms, goals, people) while one werksessie is written."""

    def __init__(self, rows: Rows, draaiboek: c.Draaiboek) -> None:
        self.rows = rows
        self.people = People(rows)
        self.draaiboek = draaiboek
        self.rooms: dict[str, Room] = {}
        self.goals: dict[str, Goal] = {}
        self.speakers: dict[str, Person] = {}

    def write(self) -> None:
        self._write_assignment()
        self._write_people()
        db.session.flush()
        for position, item in enumerate(self.draaiboek.programme):
            self._write_item(position, item)
        for position, moment in enumerate(self.draaiboek.moments):
            self.rows.put(
                Moment,
                position,
                {"what": moment.what},
                **_fields(moment, "starts", "minutes"),
                **self._room(moment),
            )
        self._write_supplies()
        self.rows.drop_the_rest(PARTS)
        self.people.drop_the_rest()
        db.session.flush()

    def _room(self, source: Any) -> dict[str, Any]:
        room = self.rooms.get(source.room) if source.room else None
        missing = {"room": source.room} if source.room and room is None else {}
        return {"room": room, "unresolved": missing}

    def _write_assignment(self) -> None:
        put = self.rows.put
        for position, text in enumerate(self.draaiboek.brief.conditions):
            put(Condition, position, {"text": text})
        for position, name in enumerate(self.draaiboek.domains):
            put(Domain, position, {"name": name})
        for position, goal in enumerate(self.draaiboek.goals):
            values = {"text": goal.text, "pillar": goal.pillar.value, "measure": goal.measure}
            self.goals[goal.id] = put(Goal, position, {"key": goal.id}, **values)
        for position, room in enumerate(self.draaiboek.venue.rooms):
            self.rooms[room.name] = put(Room, position, {"name": room.name}, capacity=room.capacity)
        for position, line in enumerate(self.draaiboek.budget):
            put(BudgetLine, position, {"line": line.line}, estimate=line.estimate)

    def _write_people(self) -> None:
        for position, member in enumerate(self.draaiboek.team):
            person = self.people.member(member)
            self.rows.put(
                TeamMember,
                position,
                {"role": member.role, "person": person},
                backup=member.backup,
                regie=member.regie,
            )
        for position, speaker in enumerate(self.draaiboek.speakers):
            person = self.people.speaker(speaker)
            self.speakers[speaker.id] = person
            self.rows.put(
                Speaker,
                position,
                {"key": speaker.id},
                person=person,
                status=speaker.status.value,
                **_fields(speaker, "arrives", "needs", "fee"),
            )

    def _write_item(self, position: int, item: plan.Item) -> None:
        row = self.rows.put(
            Item,
            position,
            {"uid": item.uid} if item.uid else {},
            **_fields(
                item,
                "title",
                "starts",
                "minutes",
                "minimum",
                "droppable",
                "public",
                "say",
                "do",
                "card",
                "case",
                "stuck",
            ),
            steps=[asdict(step) for step in item.steps],
            kind=item.kind.value,
            pillar=item.pillar.value if item.pillar else None,
            goal=self.goals.get(item.goal or ""),
            **self._room(item),
        )
        if item.goal and item.goal not in self.goals:
            row.unresolved = row.unresolved | {"goal": item.goal}
        self._miss_speakers(row, item.speakers)
        list(row.people)  # of a new row asked before it is flushed: without a query
        if tuple(map(plan_cue, row.cues)) != item.cues:
            row.cues = [_cue(number, cue) for number, cue in enumerate(item.cues)]
        known = {session.key: session for session in row.sessions}
        row.sessions = [
            self._session(known.get(session.id), number, session)
            for number, session in enumerate(item.parallel)
        ]
        db.session.flush()
        self._link(item_person, "item_id", row, item.speakers)
        for session_row, session in zip(row.sessions, item.parallel, strict=True):
            self._link(session_person, "session_id", session_row, session.speakers)

    def _session(self, row: ParallelSession | None, position: int, session: plan.Session) -> ParallelSession:
        row = row or ParallelSession(key=session.id, people=[])
        row.position = position
        for name, value in (_fields(session, "title", "capacity", "minutes") | self._room(session)).items():
            setattr(row, name, value)
        self._miss_speakers(row, session.speakers)
        return row

    def _miss_speakers(self, row: Item | ParallelSession, speakers: tuple[str, ...]) -> None:
        missing = [key for key in speakers if key not in self.speakers]
        if missing:
            row.unresolved = row.unresolved | {"speakers": " ".join(missing)}

    def _link(self, table: Any, column: str, row: Item | ParallelSession, speakers: Iterable[str]) -> None:
        wanted = [self.speakers[key].id for key in dict.fromkeys(speakers) if key in self.speakers]
        if wanted == [person.id for person in row.people]:
            return
        db.session.execute(table.delete().where(table.c[column] == row.id))
        for position, person_id in enumerate(wanted):
            values = {column: row.id, "person_id": person_id, "position": position}
            db.session.execute(table.insert().values(**values))
        db.session.expire(row, ["people"])

    def _write_supplies(self) -> None:
        put = self.rows.put
        for position, moment in enumerate(self.draaiboek.catering):
            values = _fields(moment, "title", "starts", "per_person") | self._room(moment)
            put(CateringMoment, position, {"key": moment.id}, **values)
        for position, material in enumerate(self.draaiboek.materials):
            values = _fields(material, "count", "supplier") | self._room(material)
            put(Material, position, {"what": material.what}, **values)
        for position, task in enumerate(self.draaiboek.tasks):
            put(Task, position, {"what": task.what}, **_fields(task, "day", "workday"))
        for position, line in enumerate(self.draaiboek.what_if):
            put(WhatIf, position, {"when": line.when}, **_fields(line, "then", "say"))


def _fields(source: object, *names: str) -> dict[str, Any]:
    values = {name: getattr(source, name) for name in names}
    if hasattr(source, "roles"):
        values["roles"] = source.roles
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _cue(position: int, cue: plan.Cue) -> Cue:
    return Cue(
        position=position, anchor=cue.anchor.value, offset=cue.offset, what=cue.what, roles=list(cue.roles)
    )
