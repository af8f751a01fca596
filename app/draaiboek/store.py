"""A whole werksessie from plain data into the database; `gather.py` is the inverse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.budget.models import BudgetLine
from app.catering.models import CateringMoment
from app.catering.times import TIE
from app.draaiboek import contents as c
from app.draaiboek.contents_agreed import unique_names
from app.draaiboek.gather import NAMED_ITEM
from app.draaiboek.store_agreed import (
    AGREED,
    Naming,
    task_values,
    write_brief,
    write_questions,
    write_rooms,
    write_rounds,
    write_terms,
)
from app.draaiboek.store_rows import People, Rows
from app.extensions import db, now
from app.logistics.models import Material, Task, WhatIf
from app.programme import plan
from app.programme.models import Cue, Item, Moment, ParallelSession, Room, item_person, session_person
from app.programme.schedule import plan_cue
from app.speakers.models import Speaker
from app.werksessies.models import Condition, Domain, Goal, Person, TeamMember, Werksessie

PARTS = (
    Condition, Domain, Goal, Room, BudgetLine, TeamMember, Speaker, Item, Moment, CateringMoment, Material, Task,
    WhatIf, *AGREED,
)  # fmt: skip

BUDGET_FIELDS = (
    "source", "supplier", "estimate", "committed", "actual", "btw", "obligation", "quoted_on", "ordered_on",
    "invoiced_on", "paid_on",
)  # fmt: skip
SPEAKER_FIELDS = (
    "next_step", "next_step_on", "arrives", "travel", "needs", "talk_title", "talk_outline", "expected", "bio", "fee",
    "travel_costs",
)  # fmt: skip
MEAL_FIELDS = ("title", "starts", "offset", "minutes", "choice", "margin", "per_person", "btw")
MATERIAL_FIELDS = ("count", "supplier", "arrives", "returns", "technique")


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
        "deliver_by": draaiboek.brief.deliver_by,
        "budget_frame": draaiboek.brief.frame,
        "auto_place_until": draaiboek.registration.auto_place_until,
        "way_in": draaiboek.registration.way_in.value,
        "entry_code": draaiboek.registration.entry_code,
        "mail_domains": "\n".join(draaiboek.registration.mail_domains),
        "no_show": draaiboek.registration.no_show,
        "silent_days": draaiboek.silent_days,
        "school_region": draaiboek.school_region.value if draaiboek.school_region else "",
        "catering_workdays": draaiboek.catering_terms.workdays,
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
        self.items: dict[str, Item] = {}  # by their unique name

    def write(self) -> None:
        self._write_assignment()
        self._write_people()
        db.session.flush()
        write_rooms(self.rows, self.draaiboek.venue.rooms, self.rooms)
        names = unique_names(item.title for item in self.draaiboek.programme)
        for position, item in enumerate(self.draaiboek.programme):
            self.items[names[position]] = self._write_item(position, item)
        for position, moment in enumerate(self.draaiboek.moments):
            self.rows.put(
                Moment,
                position,
                {"what": moment.what},
                **_fields(moment, "starts", "minutes"),
                **self._room(moment),
            )
        self._write_supplies()
        write_terms(self.rows, self.draaiboek)
        write_questions(self.rows, self.draaiboek.questions)
        write_rounds(self.rows, self.draaiboek.choices, self.items)
        self.rows.drop_the_rest(PARTS)
        self.people.drop_the_rest()
        db.session.flush()

    def _room(self, source: Any) -> dict[str, Any]:
        room = self.rooms.get(source.room) if source.room else None
        missing = {"room": source.room} if source.room and room is None else {}
        return {"room": room, "unresolved": missing}

    def _placed(self, moment: c.CateringMoment) -> dict[str, Any]:
        """The room of a meal and the item that it is tied to."""
        item, room = self.items.get(moment.item or ""), self._room(moment)
        if item is not None:
            room["unresolved"] = room["unresolved"] | {TIE: item.uid}
        elif moment.item:
            room["unresolved"] = room["unresolved"] | {NAMED_ITEM: moment.item}
        return room | {"item_id": item.id if item else None}

    def _write_assignment(self) -> None:
        put = self.rows.put
        for position, text in enumerate(self.draaiboek.brief.conditions):
            put(Condition, position, {"text": text})
        write_brief(self.rows, self.draaiboek.brief)
        self.rows.put_domains(self.draaiboek.domains)
        for position, goal in enumerate(self.draaiboek.goals):
            values = _fields(goal, "text", "measure", "target") | {"pillar": goal.pillar.value}
            self.goals[goal.id] = put(Goal, position, {"key": goal.id}, **values)
        for position, room in enumerate(self.draaiboek.venue.rooms):
            setups = {setup.setup: setup.capacity for setup in room.setups}
            values = _fields(room, "capacity", "accessible") | {"setups": setups}
            self.rooms[room.name] = put(Room, position, {"name": room.name}, **values)
        for position, line in enumerate(self.draaiboek.budget):
            put(BudgetLine, position, {"line": line.line}, **_fields(line, *BUDGET_FIELDS))

    def _write_people(self) -> None:
        naming = Naming()
        followers: list[tuple[TeamMember, str | None]] = []
        for position, member in enumerate(self.draaiboek.team):
            person = self.people.member(member)
            row = self.rows.put(
                TeamMember,
                position,
                {"role": member.role, "person": person},
                tasks="\n".join(member.tasks),
                **_fields(member, "backup", "regie", "starts", "ends"),
            )
            naming.add(person)
            followers.append((row, member.follows))
        was = {row.key: row.status for row in self.rows.left(Speaker)}
        for position, speaker in enumerate(self.draaiboek.speakers):
            person = self.people.speaker(speaker)
            self.speakers[speaker.id] = person
            spoken = self.rows.put(
                Speaker,
                position,
                {"key": speaker.id},
                person=person,
                status=speaker.status.value,
                chance=speaker.chance.value if speaker.chance else "",
                invoice=speaker.invoice.value if speaker.invoice else "",
                **_fields(speaker, *SPEAKER_FIELDS),
            )
            if was.get(speaker.id, spoken.status) != spoken.status:
                spoken.status_since = now()
            naming.add(person)
        for row, follows in followers:
            naming.follow(row, follows)

    def _write_item(self, position: int, item: plan.Item) -> Item:
        row: Item = self.rows.put(
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
                "plan_b",
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
        return row

    def _session(self, row: ParallelSession | None, position: int, session: plan.Session) -> ParallelSession:
        row = row or ParallelSession(key=session.id, people=[])
        row.position = position
        for name, value in (
            _fields(session, "title", "capacity", "minutes", "plan_b") | self._room(session)
        ).items():
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
            values = _fields(moment, *MEAL_FIELDS) | self._placed(moment)
            put(CateringMoment, position, {"key": moment.id}, **values)
        for position, material in enumerate(self.draaiboek.materials):
            values = _fields(material, *MATERIAL_FIELDS) | self._room(material)
            put(Material, position, {"what": material.what}, **values)
        for position, task in enumerate(self.draaiboek.tasks):
            put(Task, position, {"what": task.what}, **task_values(self.rows, task))
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
