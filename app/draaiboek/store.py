"""A whole werksessie from plain data into the database; `gather.py` is the inverse."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.catering.models import CateringMoment
from app.draaiboek import contents as c
from app.extensions import db
from app.logistics.models import Material, Task
from app.programme import plan
from app.programme.models import Cue, Item, Moment, ParallelSession, Room, item_person, session_person
from app.speakers.models import Speaker
from app.werksessies.models import BudgetLine, Condition, Domain, Goal, Person, TeamMember, Werksessie


def store(draaiboek: c.Draaiboek, at: datetime) -> Werksessie:
    """Write a new werksessie, unpublished, without committing. What it names but lacks is kept as unresolved."""
    werksessie = Werksessie(
        slug=draaiboek.slug,
        title=draaiboek.title,
        theme=draaiboek.theme,
        client=draaiboek.client,
        date=draaiboek.date,
        timezone=draaiboek.timezone,
        starts=draaiboek.starts,
        ends=draaiboek.ends,
        capacity=draaiboek.capacity,
        registration_opens=draaiboek.registration.opens,
        registration_closes=draaiboek.registration.closes,
        venue_name=draaiboek.venue.name,
        venue_address=draaiboek.venue.address,
        venue_route=draaiboek.venue.route,
        occasion=draaiboek.brief.occasion,
        programme_changed_at=at,
    )
    db.session.add(werksessie)
    db.session.flush()
    _Writer(werksessie, draaiboek).write()
    return werksessie


class _Writer:
    """Holds what later rows refer to (rooms, goals, people) while one werksessie is written."""

    def __init__(self, werksessie: Werksessie, draaiboek: c.Draaiboek) -> None:
        self.id = werksessie.id
        self.draaiboek = draaiboek
        self.rooms: dict[str, Room] = {}
        self.goals: dict[str, Goal] = {}
        self.people: dict[tuple[str, str, str], Person] = {}
        self.speakers: dict[str, Person] = {}

    def write(self) -> None:
        self._write_assignment()
        self._write_people()
        db.session.flush()
        for position, item in enumerate(self.draaiboek.programme):
            self._write_item(position, item)
        for position, moment in enumerate(self.draaiboek.moments):
            self._add(
                Moment, position, **self._fields(moment, "starts", "minutes", "what"), **self._room(moment)
            )
        self._write_supplies()
        db.session.flush()

    def _add(self, model: type[Any], position: int, **values: Any) -> Any:
        row = model(werksessie_id=self.id, position=position, **values)
        db.session.add(row)
        return row

    @staticmethod
    def _fields(source: object, *names: str) -> dict[str, Any]:
        values = {name: getattr(source, name) for name in names}
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
        } | ({"roles": list(source.roles)} if hasattr(source, "roles") else {})

    def _room(self, source: Any) -> dict[str, Any]:
        room = self.rooms.get(source.room) if source.room else None
        missing = {"room": source.room} if source.room and room is None else {}
        return {"room": room, "unresolved": missing}

    def _write_assignment(self) -> None:
        for position, text in enumerate(self.draaiboek.brief.conditions):
            self._add(Condition, position, text=text)
        for position, name in enumerate(self.draaiboek.domains):
            self._add(Domain, position, name=name)
        for position, goal in enumerate(self.draaiboek.goals):
            self.goals[goal.id] = self._add(
                Goal, position, key=goal.id, text=goal.text, pillar=goal.pillar.value, measure=goal.measure
            )
        for position, room in enumerate(self.draaiboek.venue.rooms):
            self.rooms[room.name] = self._add(Room, position, name=room.name, capacity=room.capacity)
        for position, line in enumerate(self.draaiboek.budget):
            self._add(BudgetLine, position, line=line.line, estimate=line.estimate)

    def _person(self, name: str, organisation: str, email: str) -> Person:
        key = (name, organisation, email)
        if key not in self.people:
            person = Person(werksessie_id=self.id, name=name, organisation=organisation, email=email)
            db.session.add(person)
            self.people[key] = person
        return self.people[key]

    def _write_people(self) -> None:
        for position, member in enumerate(self.draaiboek.team):
            person = self._person(member.name, member.organisation, member.email)
            if person.phone and person.phone != member.phone:
                # two numbers for one person in two roles: each role keeps its own
                person = Person(
                    werksessie_id=self.id,
                    name=member.name,
                    organisation=member.organisation,
                    email=member.email,
                )
                db.session.add(person)
            person.phone = member.phone or person.phone
            self._add(
                TeamMember,
                position,
                role=member.role,
                person=person,
                backup=member.backup,
                regie=member.regie,
            )
        taken: set[int] = set()
        for position, speaker in enumerate(self.draaiboek.speakers):
            person = self._person(speaker.name, speaker.organisation, speaker.email)
            if id(person) in taken:
                person = Person(
                    werksessie_id=self.id,
                    name=speaker.name,
                    organisation=speaker.organisation,
                    email=speaker.email,
                )
                db.session.add(person)
            taken.add(id(person))
            self.speakers[speaker.id] = person
            values = self._fields(speaker, "arrives", "needs", "fee")
            self._add(Speaker, position, key=speaker.id, person=person, status=speaker.status.value, **values)

    def _write_item(self, position: int, item: plan.Item) -> None:
        row = self._add(
            Item,
            position,
            **self._fields(
                item, "title", "starts", "minutes", "minimum", "droppable", "public", "say", "do", "card"
            ),
            kind=item.kind.value,
            pillar=item.pillar.value if item.pillar else None,
            goal=self.goals.get(item.goal or ""),
            **self._room(item),
        )
        if item.goal and item.goal not in self.goals:
            row.unresolved = row.unresolved | {"goal": item.goal}
        self._miss_speakers(row, item.speakers)
        for number, cue in enumerate(item.cues):
            row.cues.append(
                Cue(
                    position=number,
                    anchor=cue.anchor.value,
                    offset=cue.offset,
                    what=cue.what,
                    roles=list(cue.roles),
                )
            )
        for number, session in enumerate(item.parallel):
            self._write_session(row, number, session)
        db.session.flush()
        self._link(item_person, "item_id", row.id, item.speakers)

    def _write_session(self, item: Item, position: int, session: plan.Session) -> None:
        row = ParallelSession(
            position=position,
            key=session.id,
            **self._fields(session, "title", "capacity", "minutes"),
            **self._room(session),
        )
        self._miss_speakers(row, session.speakers)
        item.sessions.append(row)
        db.session.flush()
        self._link(session_person, "session_id", row.id, session.speakers)

    def _miss_speakers(self, row: Item | ParallelSession, speakers: tuple[str, ...]) -> None:
        missing = [key for key in speakers if key not in self.speakers]
        if missing:
            row.unresolved = row.unresolved | {"speakers": " ".join(missing)}

    def _link(self, table: Any, column: str, row_id: int, speakers: tuple[str, ...]) -> None:
        known = dict.fromkeys(key for key in speakers if key in self.speakers)
        for position, key in enumerate(known):
            values = {column: row_id, "person_id": self.speakers[key].id, "position": position}
            db.session.execute(table.insert().values(**values))

    def _write_supplies(self) -> None:
        for position, moment in enumerate(self.draaiboek.catering):
            values = self._fields(moment, "title", "starts", "per_person")
            self._add(CateringMoment, position, key=moment.id, **values, **self._room(moment))
        for position, material in enumerate(self.draaiboek.materials):
            values = self._fields(material, "what", "count", "supplier")
            self._add(Material, position, **values, **self._room(material))
        for position, task in enumerate(self.draaiboek.tasks):
            self._add(Task, position, **self._fields(task, "day", "workday", "what"))
