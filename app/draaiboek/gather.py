"""A whole werksessie out of the database as plain data: the inverse of `store.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.catering.models import CateringMoment
from app.catering.times import starts_of
from app.draaiboek import contents as c
from app.extensions import db
from app.logistics.models import Material, Task, WhatIf
from app.programme import plan
from app.programme.models import Room
from app.programme.schedule import day_of, items_of, moments_of, plan_item, plan_moment
from app.programme.timeline import Timeline, timeline
from app.speakers.models import Speaker
from app.werksessies.models import BudgetLine, Condition, Domain, Goal, Person, TeamMember, Werksessie
from app.words import Cents


def draaiboek_of(werksessie: Werksessie) -> c.Draaiboek:
    """Everything of one werksessie as plain data, in a fixed number of queries; fresh rows, no participants."""
    speakers = _rows(Speaker, werksessie)
    keys: Mapping[int, str] = {speaker.person_id: speaker.key for speaker in speakers}

    def label(person: Person) -> str:
        return keys.get(person.id, person.name)

    programme = tuple(plan_item(item, label) for item in items_of(werksessie))
    line = timeline(day_of(werksessie), programme)
    meals = _rows(CateringMoment, werksessie, CateringMoment.room, CateringMoment.item)
    return c.Draaiboek(
        title=werksessie.title,
        slug=werksessie.slug,
        theme=werksessie.theme,
        client=werksessie.client,
        date=werksessie.date,
        timezone=werksessie.timezone,
        starts=werksessie.starts,
        ends=werksessie.ends,
        capacity=werksessie.capacity,
        registration=c.RegistrationPeriod(
            opens=werksessie.registration_opens, closes=werksessie.registration_closes
        ),
        venue=_venue(werksessie),
        brief=_brief(werksessie),
        house_rules=werksessie.house_rules,
        goals=tuple(map(_goal, _rows(Goal, werksessie))),
        team=tuple(map(_team_member, _rows(TeamMember, werksessie))),
        domains=tuple(row.name for row in _rows(Domain, werksessie)),
        speakers=tuple(map(_speaker, speakers)),
        programme=programme,
        moments=tuple(map(plan_moment, moments_of(werksessie))),
        catering=tuple(_catering(row, line) for row in meals),
        materials=tuple(map(_material, _rows(Material, werksessie, Material.room))),
        tasks=tuple(
            c.Task(what=row.what, day=row.day, workday=row.workday, roles=tuple(row.roles))
            for row in _rows(Task, werksessie)
        ),
        budget=tuple(
            c.BudgetLine(line=row.line, estimate=Cents(row.estimate)) for row in _rows(BudgetLine, werksessie)
        ),
        what_if=tuple(map(_what_if, _rows(WhatIf, werksessie))),
    )


def _cents(amount: int | None) -> Cents | None:
    return None if amount is None else Cents(amount)


def _rows(model: type[Any], werksessie: Werksessie, *join: Any) -> list[Any]:
    query = select(model).where(model.werksessie_id == werksessie.id).order_by(model.position, model.id)
    return list(db.session.scalars(query.options(*map(joinedload, join))).all())


def _brief(werksessie: Werksessie) -> c.Brief:
    conditions = tuple(row.text for row in _rows(Condition, werksessie))
    return c.Brief(occasion=werksessie.occasion, conditions=conditions)


def _goal(row: Goal) -> plan.Goal:
    return plan.Goal(id=row.key, text=row.text, pillar=plan.Pillar(row.pillar), measure=row.measure)


def _venue(werksessie: Werksessie) -> c.Venue:
    rooms = tuple(c.Room(name=row.name, capacity=row.capacity) for row in _rows(Room, werksessie))
    return c.Venue(
        name=werksessie.venue_name,
        address=werksessie.venue_address,
        route=werksessie.venue_route,
        rooms=rooms,
    )


def _team_member(row: TeamMember) -> c.TeamMember:
    person = row.person
    return c.TeamMember(
        role=row.role,
        name=person.name,
        organisation=person.organisation,
        email=person.email,
        phone=person.phone,
        backup=row.backup,
        regie=row.regie,
        first_name_only=person.first_name_only_since is not None,
    )


def _speaker(row: Speaker) -> c.Speaker:
    return c.Speaker(
        id=row.key,
        name=row.person.name,
        organisation=row.person.organisation,
        email=row.person.email,
        status=c.SpeakerStatus(row.status),
        arrives=row.arrives,
        needs=tuple(row.needs),
        fee=_cents(row.fee),
        first_name_only=row.person.first_name_only_since is not None,
    )


def _what_if(row: WhatIf) -> c.WhatIf:
    return c.WhatIf(when=row.when, then=row.then, say=row.say, roles=tuple(row.roles))


def _catering(row: CateringMoment, line: Timeline) -> c.CateringMoment:
    """With the time at which it is served, whether it follows an item or not."""
    room = row.room.name if row.room else row.unresolved.get("room")
    return c.CateringMoment(
        id=row.key, title=row.title, starts=starts_of(row, line), room=room, per_person=_cents(row.per_person)
    )


def _material(row: Material) -> c.Material:
    room = row.room.name if row.room else row.unresolved.get("room")
    return c.Material(what=row.what, count=row.count, room=room, supplier=row.supplier)
