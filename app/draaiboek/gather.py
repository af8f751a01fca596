"""A whole werksessie out of the database as plain data: the inverse of `store.py`."""

from __future__ import annotations

from collections.abc import Mapping

from app.budget.models import BudgetLine
from app.catering.models import CateringMoment
from app.catering.times import starts_of
from app.draaiboek import contents as c
from app.draaiboek.contents_agreed import unique_names
from app.draaiboek.gather_agreed import (
    brief_of,
    catering_terms_of,
    choices_of,
    domain,
    questions_of,
    rows_of,
    suppliers_of,
    tasks_of,
    venue_of,
)
from app.logistics.models import Material, WhatIf
from app.programme import plan
from app.programme.schedule import day_of, items_of, moments_of, plan_item, plan_moment
from app.programme.timeline import Timeline, timeline
from app.registrations.ways_in import WayIn, mail_domains
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Goal, Person, TeamMember, Werksessie
from app.words import Cents

NAMED_ITEM = "item_named"  # in `unresolved` of a catering moment: what a draft tied it to


def draaiboek_of(werksessie: Werksessie) -> c.Draaiboek:
    """Everything of one werksessie as plain data, in a fixed number of queries; fresh rows, no participants."""
    speakers = rows_of(Speaker, werksessie)
    keys: Mapping[int, str] = {speaker.person_id: speaker.key for speaker in speakers}

    def label(person: Person) -> str:
        return keys.get(person.id, person.name)

    items = items_of(werksessie)
    names = dict(zip((item.id for item in items), unique_names(item.title for item in items), strict=True))
    programme = tuple(plan_item(item, label) for item in items)
    line = timeline(day_of(werksessie), programme)
    meals = rows_of(CateringMoment, werksessie, CateringMoment.room, CateringMoment.item)
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
        registration=_registration(werksessie),
        venue=venue_of(werksessie),
        brief=brief_of(werksessie),
        house_rules=werksessie.house_rules,
        silent_days=werksessie.silent_days,
        school_region=c.SchoolRegion(werksessie.school_region) if werksessie.school_region else None,
        goals=tuple(map(_goal, rows_of(Goal, werksessie))),
        team=tuple(map(_team_member, rows_of(TeamMember, werksessie, TeamMember.follows))),
        domains=tuple(map(domain, rows_of(Domain, werksessie))),
        speakers=tuple(map(_speaker, speakers)),
        programme=programme,
        moments=tuple(map(plan_moment, moments_of(werksessie))),
        catering=tuple(_catering(row, line, names) for row in meals),
        catering_terms=catering_terms_of(werksessie),
        suppliers=suppliers_of(werksessie),
        materials=tuple(map(_material, rows_of(Material, werksessie, Material.room))),
        tasks=tasks_of(werksessie),
        budget=tuple(map(_budget_line, rows_of(BudgetLine, werksessie))),
        what_if=tuple(map(_what_if, rows_of(WhatIf, werksessie))),
        questions=questions_of(werksessie),
        choices=choices_of(werksessie, names),
    )


def _registration(werksessie: Werksessie) -> c.RegistrationPeriod:
    return c.RegistrationPeriod(
        opens=werksessie.registration_opens,
        closes=werksessie.registration_closes,
        auto_place_until=werksessie.auto_place_until,
        way_in=WayIn(werksessie.way_in),
        entry_code=werksessie.entry_code,
        mail_domains=tuple(mail_domains(werksessie.mail_domains)),
        no_show=werksessie.no_show,
    )


def _cents(amount: int | None) -> Cents | None:
    return None if amount is None else Cents(amount)


def _goal(row: Goal) -> plan.Goal:
    return plan.Goal(
        id=row.key, text=row.text, pillar=plan.Pillar(row.pillar), measure=row.measure, target=row.target
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
        starts=row.starts,
        ends=row.ends,
        tasks=tuple(row.tasks.split("\n")) if row.tasks else (),
        follows=row.follows.name if row.follows else None,
        first_name_only=person.first_name_only_since is not None,
    )


def _speaker(row: Speaker) -> c.Speaker:
    return c.Speaker(
        id=row.key,
        name=row.person.name,
        function=row.person.function,
        organisation=row.person.organisation,
        email=row.person.email,
        status=c.SpeakerStatus(row.status),
        chance=c.Chance(row.chance) if row.chance else None,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        arrives=row.arrives,
        travel=row.travel,
        needs=tuple(row.needs),
        talk_title=row.talk_title,
        talk_outline=row.talk_outline,
        expected=row.expected,
        bio=row.bio,
        fee=_cents(row.fee),
        travel_costs=_cents(row.travel_costs),
        invoice=c.Invoice(row.invoice) if row.invoice else None,
        first_name_only=row.person.first_name_only_since is not None,
    )


def _what_if(row: WhatIf) -> c.WhatIf:
    return c.WhatIf(when=row.when, then=row.then, say=row.say, roles=tuple(row.roles))


def _catering(row: CateringMoment, line: Timeline, names: Mapping[int, str]) -> c.CateringMoment:
    """With the time at which it is served; `names` has what the items are called by their row."""
    return c.CateringMoment(
        id=row.key,
        title=row.title,
        starts=starts_of(row, line),
        item=names.get(row.item_id or 0) or row.unresolved.get(NAMED_ITEM),
        offset=row.offset,
        minutes=row.minutes,
        room=row.room.name if row.room else row.unresolved.get("room"),
        choice=row.choice,
        margin=row.margin,
        per_person=_cents(row.per_person),
        btw=row.btw,
    )


def _budget_line(row: BudgetLine) -> c.BudgetLine:
    return c.BudgetLine(
        line=row.line,
        source=row.source,
        supplier=row.supplier,
        estimate=Cents(row.estimate),
        committed=_cents(row.committed),
        actual=_cents(row.actual),
        btw=row.btw,
        obligation=row.obligation,
        quoted_on=row.quoted_on,
        ordered_on=row.ordered_on,
        invoiced_on=row.invoiced_on,
        paid_on=row.paid_on,
    )


def _material(row: Material) -> c.Material:
    room = row.room.name if row.room else row.unresolved.get("room")
    return c.Material(
        what=row.what,
        count=row.count,
        room=room,
        supplier=row.supplier,
        arrives=row.arrives,
        returns=row.returns,
        technique=row.technique,
    )
