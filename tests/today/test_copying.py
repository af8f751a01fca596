"""A copy of an earlier werksessie: every field is decided on, and what is copied is copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.accounts.models import Membership, Role
from app.brief import contents as brief
from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.logistics.calls import CALL
from app.programme import plan
from app.registrations.models import Registration
from app.today.copying import copied
from app.werksessies.models import Person, Werksessie
from app.words import Cents
from tests.draaiboek.everything import filled
from tests.factories import add_registrations, post, sign_in, werksessie_in, words_of
from tests.programme.days import add_day

DAY = date(2027, 9, 2)
# Every field of everything in a draaiboek: copied as it is, or left out. A new field has to be put in one of the two.
COPIED: dict[type, str] = {
    c.Draaiboek: "starts ends timezone theme client capacity house_rules silent_days school_region goals programme "
    "moments catering materials what_if questions",
    c.RegistrationPeriod: "way_in entry_code mail_domains no_show",
    c.Venue: "name address route rooms",
    c.Room: "name capacity accessible setups stands",
    c.Brief: "occasion conditions frame responsibilities",
    c.CateringMoment: "id title starts item offset minutes room choice margin per_person btw",
    c.Material: "what count room supplier arrives returns technique",
    c.Task: "what day workday on_workday roles note",
    c.WhatIf: "when then say roles",
    c.BudgetLine: "line estimate source supplier btw",
    a.Domain: "name held aim",
    a.Setup: "setup capacity",
    a.Standing: "starts setup note",
    a.VenueTerms: "rent assembly_point emergency parking signs",
    a.CateringTerms: "workdays shrink",
    a.Supplier: "name delivers arrives leaves",
    brief.Responsibility: "subject decides does asked told",
    a.Question: "text kind purpose help options required only_if kept_days",
    a.OnlyIf: "question answer",
    a.Choice: "item way",
    plan.Goal: "id text pillar measure target",
    plan.Item: "title minutes kind starts minimum droppable pillar goal room roles public say do card cues parallel "
    "case steps stuck",
    plan.Session: "title room capacity minutes roles",
    plan.Cue: "anchor offset what roles",
    plan.Step: "minutes what round paper",
    plan.Moment: "starts minutes what room roles",
}
HOLDERS: dict[type, str] = {  # what holds parts of which something is left out
    c.Draaiboek: "registration venue brief domains catering_terms suppliers tasks budget choices",
    c.Venue: "terms",
}
LEFT_OUT: dict[type, str] = {
    c.Draaiboek: "title slug date team speakers",
    c.RegistrationPeriod: "opens closes auto_place_until",
    c.Brief: "deliver_by stakeholders",
    c.TeamMember: "role name organisation email phone backup regie first_name_only starts ends tasks follows",
    c.Speaker: "id name function organisation email status chance next_step next_step_on arrives travel needs "
    "talk_title talk_outline expected bio fee travel_costs invoice first_name_only",
    c.Task: "owner owner_email",
    c.BudgetLine: "committed actual obligation quoted_on ordered_on invoiced_on paid_on",
    a.Domain: "held_until",
    a.VenueTerms: "option_until definite_on numbers_by cancellation account_manager account_phone account_email "
    "floor_manager floor_phone first_aid first_aid_phone",
    a.CancellationStep: "after percent",
    a.CateringTerms: "caterer contact email phone",
    a.Supplier: "contact phone email",
    brief.Stakeholder: "name interest involved",
    a.Choice: "closes",
    plan.Item: "uid speakers plan_b",
    plan.Session: "id speakers plan_b",
}
PLAIN = c.Draaiboek(
    title="Een dag",
    slug="dag",
    date=date(2027, 6, 17),
    starts=time(9, 30),
    ends=time(12),
    timezone="Europe/Lisbon",
    theme="Samen",
    house_rules="Wat u hier hoort, blijft hier.",
    client="Gemeente Zwolle",
    capacity=80,
    registration=c.RegistrationPeriod(opens=date(2027, 4, 1), closes=date(2027, 6, 1)),
    venue=c.Venue(name="De Kade", address="Kade 1", route="Bus 2", rooms=(c.Room(name="Zaal", capacity=90),)),
    brief=c.Brief(occasion="Omdat het kan.", conditions=("Geen pers",)),
    goals=(plan.Goal(id="zien", text="Ieder ziet het.", pillar=plan.Pillar.ACTIVEREN, measure="Kaarten"),),
    team=(
        c.TeamMember(
            role="regie",
            name="Noor Voorbeeld",
            organisation="Bureau",
            email="noor@bureau.example",
            phone="06 00000001",
            backup="techniek",
            regie=True,
            first_name_only=True,
        ),
    ),
    speakers=(
        c.Speaker(
            id="spreker",
            name="Jip Voorbeeld",
            organisation="School",
            email="jip@school.example",
            status=c.SpeakerStatus.BEVESTIGD,
            arrives=time(9),
            needs=("microfoon",),
            fee=Cents(25000),
            first_name_only=True,
        ),
    ),
    programme=(
        plan.Item(
            title="Deelsessies",
            minutes=60,
            kind=plan.Kind.PARALLEL,
            starts=time(10),
            minimum=40,
            droppable=True,
            pillar=plan.Pillar.VERBINDEN,
            goal="zien",
            room="Zaal",
            roles=("dagvoorzitter",),
            speakers=("spreker",),
            public="Kies een zaal.",
            plan_b="Bel Jip.",
            say="Welkom.",
            do="Wacht even.",
            card=("Zaal",),
            cues=(plan.Cue(anchor=plan.Anchor.END, offset=-5, what="Gong", roles=("techniek",)),),
            parallel=(
                plan.Session(
                    plan_b="Voeg samen.",
                    id="a",
                    title="Online signalen",
                    room="Zaal",
                    capacity=30,
                    minutes=50,
                    speakers=("spreker",),
                    roles=("gastvrouw",),
                ),
                plan.Session(id="b", title="Online signalen", room="Zaal", capacity=20, minutes=40),
            ),
            case="Een jongen van vijftien.",
            steps=(plan.Step(minutes=10, what="Lees", round="Ronde 1", paper="gele kaart"),),
            stuck=("Sla stap 1 over",),
            uid="e-oud",
        ),
    ),
    moments=(plan.Moment(starts=time(8), minutes=60, what="Opbouw", room="Zaal", roles=("locatie",)),),
    catering=(
        c.CateringMoment(id="lunch", title="Lunch", starts=time(12), room="Zaal", per_person=Cents(950)),
    ),
    materials=(c.Material(what="Podium", count=2, room="Zaal", supplier="Podium BV"),),
    tasks=(
        c.Task(what="Zaal boeken", day=-29, roles=("projectmanager",)),
        c.Task(what="Aantallen", workday=-5, roles=("catering",)),
    ),
    budget=(c.BudgetLine(line="Zaal", estimate=Cents(120000)),),
    what_if=(c.WhatIf(when="Spreker ziek", then="Bel reserve", say="Er is iets anders.", roles=("regie",)),),
)

FULL = filled(PLAIN)


def names(lists: dict[type, str], kind: type) -> set[str]:
    return set(lists.get(kind, "").split())


def parts(value: Any) -> Iterator[Any]:
    """`value` and every dataclass within it."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from parts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from parts(each)


def test_every_field_is_decided_on() -> None:
    kinds = {type(part) for part in parts(FULL)}
    modules = (c, a, plan)
    outside = {c.Imprint, c.Since, plan.Day}  # of a print and of the time engine, not of a plan
    all_kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and is_dataclass(kind) and kind not in outside
    }
    assert kinds == all_kinds, "give FULL one of everything that a draaiboek can hold"
    for kind in all_kinds:
        assert names(COPIED, kind).isdisjoint(names(LEFT_OUT, kind)), kind
        decided = names(COPIED, kind) | names(HOLDERS, kind) | names(LEFT_OUT, kind)
        assert decided == {field.name for field in fields(kind)}, (
            f"is a new field of {kind} copied or left out?"
        )


def test_the_example_fills_every_field() -> None:
    """Else a field that is forgotten would look copied."""
    filled: dict[type, set[str]] = {}
    for part in parts(FULL):
        for field in fields(part):
            default = field.default_factory() if field.default_factory is not MISSING else field.default
            if getattr(part, field.name) != default:
                filled.setdefault(type(part), set()).add(field.name)
    for kind, found in filled.items():
        assert found == {field.name for field in fields(kind)}, kind


def test_what_is_copied_is_the_same_and_what_is_left_out_is_not_there() -> None:
    copy = copied(FULL, title="Nog een dag", day=DAY)
    assert (copy.title, copy.slug, copy.date) == ("Nog een dag", "nog-een-dag", DAY)
    for kind in COPIED:
        olds = [part for part in parts(FULL) if type(part) is kind]
        news = [part for part in parts(copy) if type(part) is kind]
        assert len(olds) == len(news), kind
        for old, new in zip(olds, news, strict=True):
            for name in names(COPIED, kind) - {"programme", "parallel"}:  # which hold parts that are new
                assert getattr(new, name) == getattr(old, name), (kind, name)
    item = copy.programme[0]
    assert (item.uid, item.speakers, [session.speakers for session in item.parallel]) == (None, (), [(), ()])
    assert [session.id for session in item.parallel] == ["online-signalen", "online-signalen-2"]
    assert (copy.team, copy.speakers) == ((), ())


def test_tasks_fall_on_working_days_and_those_of_a_move_stay_behind() -> None:
    moved = replace(FULL, tasks=(*FULL.tasks, c.Task(what="Bel Jip", day=-20, roles=(CALL,))))
    tasks = copied(moved, title="X", day=date(2027, 9, 5)).tasks
    # 29 days before Sunday 5 September is a Saturday
    assert [(task.what, task.day, task.workday) for task in tasks] == [
        ("Zaal boeken", -30, None),
        ("Aantallen", None, -5),
    ]


@pytest.fixture
def planner(app: Flask) -> FlaskClient:
    add_day(app, published=True)
    add_registrations(app, "dag", "Anne Berg")
    client = app.test_client()
    sign_in(client, app, "mee@gemeente.example", slug="dag", role=Role.MEELEZEN)
    return client


def in_a_while() -> str:
    return (date.today() + timedelta(days=300)).isoformat()


def form_of(client: FlaskClient, query: str = "") -> dict[str, str]:
    page = BeautifulSoup(client.get(f"/beheer/nieuw{query}").text, "html.parser")
    form = page.find("form", action="/beheer/nieuw/kopie")
    assert form is not None
    values = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    chosen = form.find("option", selected=True)
    return values | {"kopie-source": chosen["value"] if chosen else ""}


def copy_of(client: FlaskClient, **changes: str) -> Any:
    wanted = {"title": "Nog een dag", "date": in_a_while(), **changes}
    fields_ = {**form_of(client, "?van=dag"), **{f"kopie-{name}": text for name, text in wanted.items()}}
    fields_.pop("kopie-csrf_token", None)
    return post(client, "/beheer/nieuw/kopie", **fields_)


def test_who_reads_along_can_make_a_copy_and_manages_it(app: Flask, planner: FlaskClient) -> None:
    assert form_of(planner, "?van=dag")["kopie-source"] == "dag"
    answer = copy_of(planner)
    assert (answer.status_code, answer.location) == (303, "/beheer/nog-een-dag")
    page = words_of(planner.get("/beheer/nog-een-dag"))
    assert "Uw concept staat klaar, zonder team, sprekers en deelnemers." in page
    row = werksessie_in(app, "nog-een-dag")
    assert (row.published_at, row.archived_at, row.programme_revision) == (None, None, 0)
    with app.app_context():
        source, copy = (
            draaiboek_of(db.session.scalars(select(Werksessie).where(Werksessie.slug == slug)).one())
            for slug in ("dag", "nog-een-dag")
        )
        uids = [{item.uid for item in each.programme} for each in (source, copy)]
        assert uids[0].isdisjoint(uids[1])
        expected = copied(source, title="Nog een dag", day=copy.date)
        programme = tuple(replace(item, uid=None) for item in copy.programme)
        assert replace(copy, programme=programme) == expected
        mine = Membership.werksessie_id == row.id
        assert db.session.scalars(select(Membership.role).where(mine)).all() == ["beheer"]
        for model in (Registration, Person):
            there = select(func.count()).select_from(model).where(model.werksessie_id == row.id)
            assert db.session.scalar(there) == 0


def test_the_same_form_twice_is_one_copy(app: Flask, planner: FlaskClient) -> None:
    values = {**form_of(planner, "?van=dag"), "kopie-title": "Nog een dag", "kopie-date": in_a_while()}
    values.pop("kopie-csrf_token", None)
    places = {post(planner, "/beheer/nieuw/kopie", **values).location for _ in range(2)}
    assert places == {"/beheer/nog-een-dag"}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": " "}, "Geef de werksessie een titel."),
        ({"date": ""}, "Kies de dag van de werksessie."),
        ({"date": "2020-01-01"}, "Deze dag is voorbij."),
        ({"source": "elders"}, "Kies een werksessie uit de lijst."),
        ({"source": ""}, "Kies een werksessie uit de lijst."),
    ],
)
def test_a_mistake_is_said_twice_and_nothing_is_made(
    app: Flask, planner: FlaskClient, changes: dict[str, str], fault: str
) -> None:
    add_day(app, slug="elders")
    answer = copy_of(planner, **changes)
    assert answer.status_code == 422
    assert words_of(answer).count(fault) == 2
    assert "<title>Fout: Nieuwe werksessie" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Werksessie)) == 2


def test_the_pages_of_a_werksessie_lead_to_its_copy(planner: FlaskClient) -> None:
    assert "/beheer/nieuw?van=dag#kopie" in planner.get("/beheer/dag/gegevens").text


def test_who_has_no_werksessie_is_offered_no_copy(app: Flask) -> None:
    client = app.test_client()
    sign_in(client, app)
    assert "Maak een kopie" not in words_of(client.get("/beheer/nieuw"))
