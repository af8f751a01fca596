"""A werksessie on another date: what is shown first, what moves along, whom to call."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry, Role
from app.draaiboek.contents import (
    CateringMoment,
    Material,
    RegistrationPeriod,
    Speaker,
    SpeakerStatus,
    TeamMember,
)
from app.draaiboek.contents import Task as Planned
from app.extensions import db, now
from app.invitations.reconcile import reconcile
from app.logistics.calls import CALL, Call, calls_of
from app.logistics.models import Task, VenueTerms
from app.logistics.tasks import due_date
from app.mail.models import OutgoingMail
from app.programme.actions import step_item
from app.today.moving import Move, move_of
from tests.factories import add_registrations, counted_queries, ids_of, post, sign_in, werksessie_in, words_of
from tests.programme.days import add_day, id_of, the_day

PAGE = "/beheer/dag/datum"
WAS = date(2027, 6, 17)
NEW = date(2027, 6, 24)
TODAY = date(2027, 5, 20)
FULL: dict[str, Any] = {
    "speakers": (
        Speaker(id="spreker", name="Jip Voorbeeld", email="jip@school.example", status=SpeakerStatus.BEVESTIGD),
        Speaker(id="tweede", name="Els Voorbeeld", status=SpeakerStatus.ONDER_VOORBEHOUD),
        Speaker(id="derde", name="Wim Idee", status=SpeakerStatus.IDEE),
    ),
    "team": (
        TeamMember(role="dagvoorzitter", name="Noor Voorbeeld", phone="06 00000001"),
        TeamMember(role="locatie", name="Bas Beheer", organisation="De Kade", phone="06 00000002"),
        TeamMember(role="techniek", name="Ans Geluid", organisation="Podium BV", email="ans@podium.example"),
    ),
    "catering": (CateringMoment(id="lunch", title="Lunch", starts=time(12)),),
    "materials": (Material(what="Podium", supplier="Podium BV"), Material(what="Scherm", supplier="techniek")),
    "tasks": (
        Planned(what="Zaal boeken", day=-60),
        Planned(what="Aantallen doorgeven", workday=-5),
        Planned(what="Nabellen", day=3),
    ),
    "registration": RegistrationPeriod(opens=date(2027, 4, 1), closes=date(2027, 6, 10)),
}  # fmt: skip


@pytest.fixture
def planner(app: Flask) -> FlaskClient:
    add_day(app, published=True, **{**FULL, "registration": RegistrationPeriod()})
    client = app.test_client()
    sign_in(client, app)
    return client


def shown(app: Flask, day: date = NEW, today: date = TODAY) -> Move:
    with app.app_context():
        return move_of(the_day(), day, today)


def move_to(client: FlaskClient, day: date, **fields: Any) -> Any:
    revision = werksessie_in(client.application, "dag").programme_revision
    return post(client, PAGE, **{"datum": day.isoformat(), "revisie": revision, **fields})


def test_everybody_who_has_to_be_asked_is_listed_once_with_number_and_address(app: Flask) -> None:
    add_day(app, **FULL)
    with app.app_context():
        assert list(calls_of(the_day())) == [
            Call(who="Jip Voorbeeld", about="spreker, bevestigd", email="jip@school.example"),
            Call(who="Els Voorbeeld", about="spreker, onder voorbehoud"),
            Call(who="De Kade, Bas Beheer", about="de zalen Grote zaal en Foyer", phone="06 00000002"),
            Call(who="De cateraar", about="1 cateringmoment"),
            Call(who="Podium BV", about="materiaal", email="ans@podium.example"),
            Call(who="Noor Voorbeeld", about="dagvoorzitter", phone="06 00000001"),
            Call(who="Ans Geluid", about="techniek", email="ans@podium.example"),
        ]


def test_what_is_counted_from_the_day_moves_along(app: Flask) -> None:
    add_day(app, **FULL)
    move = shown(app)
    assert (move.opens, move.closes, move.days) == (date(2027, 4, 8), date(2027, 6, 17), "7 dagen later")
    assert [(task.what, task.was, task.becomes) for task in move.tasks] == [
        ("Zaal boeken", date(2027, 4, 18), date(2027, 4, 25)),
        ("Aantallen doorgeven", date(2027, 6, 10), date(2027, 6, 17)),
        ("Nabellen", date(2027, 6, 20), date(2027, 6, 27)),
    ]
    assert [task.what for task in move.past] == ["Zaal boeken"]
    assert [(task.what, task.off) for task in move.on_a_day_off] == [("Nabellen", "zondag")]


def test_a_day_in_a_school_holiday_of_the_region_is_warned_of(app: Flask) -> None:
    add_day(app, **FULL)
    with app.app_context():
        the_day().school_region = "noord"
        db.session.commit()
    assert shown(app, date(2027, 7, 12)).warnings == (
        "Maandag 12 juli 2027 valt in de zomervakantie (regio Noord).",
    )
    assert shown(app, date(2027, 9, 6)).warnings == ()


@pytest.mark.parametrize(
    ("day", "warnings"),
    [
        (NEW, ()),
        (date(2027, 6, 26), ("Zaterdag 26 juni 2027 is een zaterdag.",)),
        (date(2027, 5, 6), ("Donderdag 6 mei 2027 is een vrije dag: Hemelvaartsdag.",)),
        (
            date(2027, 10, 31),
            (
                "Zondag 31 oktober 2027 is een zondag.",
                "In de nacht voor deze dag verspringt de klok. Dat kost of geeft iedereen een uur.",
            ),
        ),
    ],
)
def test_days_off_and_changes_of_the_clock_are_named(
    app: Flask, day: date, warnings: tuple[str, ...]
) -> None:
    add_day(app, **{**FULL, "registration": RegistrationPeriod()})
    assert shown(app, day, date(2027, 5, 1)).warnings == warnings


def test_dates_that_were_agreed_with_others_are_named_as_staying(app: Flask) -> None:
    add_day(app, **FULL)
    with app.app_context():
        werksessie = the_day()
        werksessie.deliver_by = date(2027, 7, 1)
        db.session.add(VenueTerms(werksessie_id=werksessie.id, option_until=date(2027, 5, 1)))
        db.session.commit()
    assert shown(app).stays == (
        "De opleverdatum bij Opdracht: donderdag 1 juli 2027.",
        "De data van de locatie bij Logistiek: optie, aantallen en annuleren.",
    )


def test_a_registration_that_would_be_over_is_named(app: Flask) -> None:
    add_day(app, **FULL)
    move = shown(app, date(2027, 5, 25))
    assert move.closes == date(2027, 5, 18)
    text = "Aanmelden is dan al gesloten. Kies daarna bij Gegevens een andere laatste dag."
    assert move.warnings == (text,)


def test_a_preview_writes_nothing(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "dag", "Anne Berg", "Bea Dijk")
    before = werksessie_in(app, "dag")
    answer = planner.get(PAGE, query_string={"datum": "24 juni 2027"})
    page = words_of(answer)
    assert answer.status_code == 200
    assert "Van donderdag 17 juni 2027 naar donderdag 24 juni 2027" in page
    assert "2 deelnemers krijgen meteen een mail met de nieuwe afspraak" in page
    assert "Dit kan niet vanzelf: 7 telefoontjes" in page
    link = BeautifulSoup(answer.text, "html.parser").find("a", href="tel:0600000002")
    assert link is not None
    after = werksessie_in(app, "dag")
    assert (after.date, after.programme_revision) == (before.date, before.programme_revision)


def test_moving_moves_the_day_and_its_registration_and_makes_calls_of_tomorrow(any_app: Flask) -> None:
    add_day(any_app, published=True, **FULL)
    client = any_app.test_client()
    sign_in(client, any_app)
    answer = move_to(client, NEW)
    assert (answer.status_code, answer.location) == (303, PAGE)
    row = werksessie_in(any_app, "dag")
    assert (row.date, row.registration_opens, row.registration_closes) == (
        NEW,
        date(2027, 4, 8),
        date(2027, 6, 17),
    )
    assert row.programme_revision == 1
    page = words_of(client.get(PAGE))
    assert "De werksessie is nu op donderdag 24 juni 2027." in page
    assert "7 telefoontjes staan bij uw taken." in page
    assert "Wie belt u over de nieuwe datum?" in page
    with any_app.app_context():
        tasks = [task for task in db.session.scalars(select(Task).order_by(Task.id)) if CALL in task.roles]
        assert [task.what for task in tasks][:3] == [
            "Vraag of 24 juni kan: Jip Voorbeeld (spreker, bevestigd)",
            "Vraag of 24 juni kan: Els Voorbeeld (spreker, onder voorbehoud)",
            "Vraag of 24 juni kan: De Kade, Bas Beheer (de zalen Grote zaal en Foyer)",
        ]
        away = {(due_date(task, NEW) - datetime.now(UTC).date()).days for task in tasks}
        assert away <= {1, 2, 3, 4, 5}
        assert len(away) == 1
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.what, entry.detail) == ("werksessie.move", {"was": "2027-06-17", "day": "2027-06-24"})
    assert "Vraag of 24 juni kan: Jip Voorbeeld" in words_of(client.get("/beheer/dag"))


def test_a_second_move_replaces_the_calls_that_are_still_open(app: Flask, planner: FlaskClient) -> None:
    move_to(planner, NEW)
    first = ids_of(app, Task, "dag")[3]
    post(planner, f"/beheer/dag/taken/{first}/gedaan")
    move_to(planner, date(2027, 7, 1))
    with app.app_context():
        calls = [task for task in db.session.scalars(select(Task).order_by(Task.id)) if CALL in task.roles]
        assert [task.id for task in calls if task.done_at] == [first]
        assert {task.what[:18] for task in calls if not task.done_at} == {"Vraag of 1 juli ka"}
        assert len(calls) == 8


def test_who_has_a_place_gets_the_new_appointment_by_mail(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "dag", "Anne Berg")
    with app.app_context():
        reconcile()
    move_to(planner, NEW)
    with app.app_context():
        reconcile()
        mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        assert [mail.kind for mail in mails] == ["confirmation", "changed"]
        assert mails[1].subject == "Gewijzigd: Werksessie Een dag, donderdag 24 juni 2027"


def test_a_colleague_who_was_first_is_seen_before_anything_is_applied(
    app: Flask, planner: FlaskClient
) -> None:
    item_id = id_of(app, "Afspraken")
    with app.app_context():
        step_item(the_day(), item_id, -1, None, now())
    answer = move_to(planner, NEW, revisie="0")
    assert answer.status_code == 409
    assert "Een collega wijzigde de datum of het programma, net voor u." in words_of(answer)
    assert werksessie_in(app, "dag").date == WAS


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "Kies de nieuwe dag van de werksessie."),
        ("31-6-2027", "De datum 31-6-2027 bestaat niet."),
        ("volgende week", "Typ de datum als dag, maand en jaar"),
        ("2020-01-02", "Deze dag is voorbij. Kies een dag vanaf vandaag."),
        ("2027-06-17", "De werksessie is al op deze dag. Kies een andere dag."),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    app: Flask, planner: FlaskClient, typed: str, fault: str
) -> None:
    answer = planner.get(PAGE, query_string={"datum": typed})
    assert (answer.status_code, words_of(answer).count(fault)) == (422, 2)
    assert f'value="{typed}"' in answer.text
    assert post(planner, PAGE, datum=typed, revisie="0").status_code == 422
    assert werksessie_in(app, "dag").date == WAS


def test_who_reads_along_sees_the_preview_without_the_button(app: Flask) -> None:
    add_day(app, **FULL)
    client = app.test_client()
    sign_in(client, app, "mee@gemeente.example", slug="dag", role=Role.MEELEZEN)
    page = words_of(client.get(PAGE, query_string={"datum": NEW.isoformat()}))
    assert "Dit schuift vanzelf mee" in page
    assert "Verzet naar" not in page
    assert post(client, PAGE, datum=NEW.isoformat(), revisie="0").status_code == 403


def test_a_preview_takes_a_fixed_number_of_queries(app: Flask, planner: FlaskClient) -> None:
    with counted_queries(app) as few:
        planner.get(PAGE, query_string={"datum": NEW.isoformat()})
    many_people = tuple(TeamMember(role=f"rol {number}", name=f"Naam {number}") for number in range(9))
    with app.app_context():
        db.session.delete(the_day())
        db.session.commit()
    add_day(app, published=True, **{**FULL, "team": many_people})
    with counted_queries(app) as many:
        planner.get(PAGE, query_string={"datum": (NEW + timedelta(days=1)).isoformat()})
    assert len(many) == len(few)
