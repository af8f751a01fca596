"""What was agreed and what is asked, from plain data into the database; `gather_agreed.py` is the inverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from app.accounts.models import Membership, User
from app.catering.models import CateringTerms
from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.draaiboek.gather_agreed import CATERING_FIELDS, SUPPLIER_FIELDS, VENUE_FIELDS, same
from app.draaiboek.store_rows import Rows
from app.extensions import db, now
from app.logistics.models import CancellationStep, RoomSetup, Supplier, VenueTerms
from app.programme.models import Item, Room
from app.registrations.choice_models import Round
from app.registrations.question_models import FormQuestion
from app.werksessies.brief_models import Responsibility, Stakeholder
from app.werksessies.models import Person, TeamMember

AGREED = (Stakeholder, Responsibility, Supplier, CancellationStep, RoomSetup, FormQuestion)


class Naming:
    """The people of the plan by name, to find whom a member of the crew follows: the first who is called so."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}

    def add(self, person: Person) -> None:
        self._people.setdefault(person.name, person)

    def follow(self, row: TeamMember, name: str | None) -> None:
        """Let the row follow who is called `name`; who follows that one already keeps to it."""
        if name is None:
            row.follows = None
        elif row.follows is None or row.follows.name != name:
            row.follows = self._people.get(name)


def write_brief(rows: Rows, brief: c.Brief) -> None:
    """Who is concerned, and who does what."""
    for position, one in enumerate(brief.stakeholders):
        rows.put(Stakeholder, position, {"name": one.name}, **same(one, "interest", "involved"))
    for position, each in enumerate(brief.responsibilities):
        values = same(each, "decides", "does", "asked", "told")
        rows.put(Responsibility, position, {"subject": each.subject}, **values)


def write_rooms(rows: Rows, rooms: Sequence[c.Room], known: Mapping[str, Room]) -> None:
    """How each room stands in the course of the day. Its row has been flushed."""
    stands = [(known[room.name], stand) for room in rooms for stand in room.stands]
    for position, (room, stand) in enumerate(stands):
        key = {"room_id": room.id, "starts": stand.starts}
        rows.put(RoomSetup, position, key, **same(stand, "setup", "note"))


def write_terms(rows: Rows, draaiboek: c.Draaiboek) -> None:
    """What venue, caterer and suppliers agreed to."""
    terms = draaiboek.venue.terms
    rows.put_one(
        VenueTerms, same(terms, *VENUE_FIELDS, "rent"), a.VenueTerms(cancellation=terms.cancellation) != terms
    )
    for position, step in enumerate(terms.cancellation):
        rows.put(CancellationStep, position, {"after": step.after}, percent=step.percent)
    caterer = draaiboek.catering_terms
    said = a.CateringTerms(workdays=caterer.workdays) != caterer
    rows.put_one(CateringTerms, same(caterer, *CATERING_FIELDS), said)
    for position, supplier in enumerate(draaiboek.suppliers):
        rows.put(Supplier, position, {"name": supplier.name}, **same(supplier, *SUPPLIER_FIELDS))


def task_values(rows: Rows, task: c.Task) -> dict[str, Any]:
    """The columns of a task. Its owner is a planner with that address who may see it, else a name and an address."""
    planner = None
    if task.owner_email and not rows.empty:
        mine = select(Membership.user_id).where(Membership.werksessie_id == rows.werksessie.id)
        may_see = or_(User.id.in_(mine), User.sees_all_since.is_not(None))
        query = select(User.id, User.name).where(may_see, User.email == task.owner_email.lower())
        planner = db.session.execute(query).one_or_none()
    owner = {"owner_id": None, "owner_name": task.owner, "owner_email": task.owner_email}
    if planner is not None:
        name = "" if task.owner == planner.name else task.owner
        owner = {"owner_id": planner.id, "owner_name": name, "owner_email": ""}
    return same(task, "day", "workday", "on_workday", "note") | {"roles": list(task.roles)} | owner


def write_questions(rows: Rows, questions: Sequence[a.Question]) -> None:
    """The planner's own questions. One that is no longer there stays when somebody answered it."""
    put: dict[str, FormQuestion] = {}
    names = a.unique_names(question.text for question in questions)
    for position, question in enumerate(questions):
        values = same(question, "help", "purpose", "kept_days")
        row = rows.put(
            FormQuestion,
            position,
            {"text": question.text},
            kind=question.kind.value,
            options=list(question.options),
            **values,
        )
        if question.required != (row.required_since is not None):
            row.required_since = now() if question.required else None
        put[names[position]] = row
    db.session.flush()
    for name, question in zip(names, questions, strict=True):
        earlier = put.get(question.only_if.question) if question.only_if else None
        put[name].shown_if_id = earlier.id if earlier else None
        put[name].shown_if = question.only_if.answer if question.only_if else ""


def write_rounds(rows: Rows, choices: Sequence[a.Choice], items: Mapping[str, Item]) -> None:
    """Of which parallel blocks people choose the sessions."""
    query = select(Round).where(Round.werksessie_id == rows.werksessie.id)
    there = {} if rows.empty else {row.item_id: row for row in db.session.scalars(query)}
    for choice in choices:
        item = items.get(choice.item)
        if item is None:
            continue
        row = there.pop(item.id, None) or Round(werksessie_id=rows.werksessie.id, item_id=item.id)
        row.way, row.closes = choice.way.value, choice.closes
        db.session.add(row)
    for row in there.values():
        db.session.delete(row)
