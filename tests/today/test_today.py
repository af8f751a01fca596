"""The first screen of a werksessie: what to do, four facts, and what is done there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from app.accounts.models import AuditEntry
from app.extensions import db, now
from app.logistics.models import Task
from app.programme.models import Item
from app.speakers.models import Speaker
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_werksessie,
    counted_queries,
    ids_of,
    post,
    sign_in,
    werksessie_in,
    words_of,
)

PAGE = "/beheer/zwolle-2023"
TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date()


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app)
    sign_in(client, app)
    return client


def only_tasks(app: Flask, *days: int) -> list[int]:
    """Replace the tasks by one due each of so many days from today; their ids."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        db.session.execute(update(Speaker).values(status="bevestigd"))
        db.session.query(Task).delete()
        day = (werksessie.date - TODAY).days
        for number, away in enumerate(days):
            db.session.add(
                Task(
                    werksessie_id=werksessie.id,
                    position=number,
                    what=f"Taak {away}",
                    day=away - day,
                    roles=["techniek"],
                )
            )
        db.session.commit()
    return ids_of(app, Task)


def clash(app: Flask) -> None:
    """Let the second item begin before the first ends."""
    with app.app_context():
        item = db.session.scalars(select(Item).order_by(Item.position).offset(1)).first()
        assert item is not None
        item.starts = time(9, 5)
        db.session.commit()


def recorded(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))


def test_tasks_stand_in_three_groups_with_the_days_in_words(app: Flask, planner: FlaskClient) -> None:
    only_tasks(app, 8, 1, -3, 0, 7, -1)
    page = words_of(planner.get(PAGE))
    order = [
        "Vijf dingen deze week. Twee hadden al klaar moeten zijn.",
        "Te laat 2 taken", "3 dagen te laat", "Taak -3 techniek Gedaan", "1 dag te laat", "Taak -1",
        "Vandaag 1 taak", "Taak 0", "Deze week 2 taken", "morgen", "Taak 1", "over 7 dagen", "Taak 7",
        "Toon de taak voor later", "Taak 8",
    ]  # fmt: skip
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_a_task_is_done_with_one_button_and_that_can_be_taken_back(app: Flask, planner: FlaskClient) -> None:
    (task,) = only_tasks(app, 0)
    answer = post(planner, f"{PAGE}/taken/{task}/gedaan")
    assert (answer.status_code, answer.location) == (303, PAGE)
    page = words_of(planner.get(PAGE))
    assert "Gedaan: Taak 0 Ongedaan maken" in page
    assert "Niets tot en met volgende week." in page
    assert "Gedaan: 1 Taak 0 klaar op" in page
    with app.app_context():
        done = db.session.get_one(Task, task)
        assert (done.done_at is not None, done.done_by and done.done_by.email) == (
            True,
            "sam@gemeente.example",
        )
    post(planner, f"{PAGE}/taken/{task}/open")
    assert "Vandaag 1 taak" in words_of(planner.get(PAGE))
    assert recorded(app)[-2:] == ["task.finish", "task.reopen"]


def test_the_plan_asks_to_solve_its_own_problems(app: Flask, planner: FlaskClient) -> None:
    only_tasks(app)
    clash(app)
    page = words_of(planner.get(PAGE))
    assert "Los één botsing op in het programma" in page
    assert "1 botsing Eerst oplossen" in page


def test_the_plan_asks_about_a_speaker_in_the_programme_who_is_not_certain(
    app: Flask, planner: FlaskClient
) -> None:
    only_tasks(app)
    with app.app_context():
        db.session.execute(update(Speaker).where(Speaker.key == "jurist").values(status="benaderd"))
        db.session.execute(update(Speaker).where(Speaker.key == "online").values(status="afgezegd"))
        db.session.execute(update(Werksessie).values(date=TODAY + timedelta(days=20)))
        db.session.commit()
    page = words_of(planner.get(PAGE))
    assert "Vraag Mr. O. Voorbeeld om een besluit Staat in het programma bij" in page
    assert "Zoek iemand in de plaats van Jip Voorbeeld" in page
    assert "6 van 7 Eén open plek Van Jip Voorbeeld." in page


def test_an_open_place_is_asked_for_at_once_and_no_fact_calls_everybody_certain(
    app: Flask, planner: FlaskClient
) -> None:
    only_tasks(app)
    with app.app_context():
        db.session.execute(update(Speaker).where(Speaker.key == "online").values(status="afgezegd"))
        db.session.commit()
    page = words_of(planner.get(PAGE))
    assert "Vandaag 1 taak vandaag Zoek iemand in de plaats van Jip Voorbeeld" in page
    assert "7 van 7 Eén open plek Van Jip Voorbeeld." in page


def test_the_four_facts_carry_a_judgement(app: Flask, planner: FlaskClient) -> None:
    only_tasks(app)
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    page = words_of(planner.get(PAGE))
    assert "Aanmeldingen 2 van 96 Op schema Nog 94 plaatsen. De laatste week kwamen er 2 bij." in page
    assert "Programma klopt De tijden sluiten aan 7 u 15 van 7 u 30." in page
    assert "Sprekers 8 van 8 Iedereen is zeker Bevestigd." in page
    assert "U hebt de tijd Doorgeven: 2 deelnemers, sprekers en ploeg; 5 momenten." in page


@pytest.mark.parametrize(
    ("changes", "judgement"),
    [
        ({"published_at": None}, "0 van 96 Nog niet openbaar"),
        ({"registration_opens": TODAY + timedelta(days=9)}, "0 van 96 Opent op"),
        (
            {"registration_opens": None, "registration_closes": TODAY - timedelta(days=1)},
            "Aanmelden is gesloten",
        ),
        ({"registration_opens": TODAY - timedelta(days=200)}, "0 van 96 Blijft achter"),
        ({"capacity": None}, "Aanmeldingen 0 Aanmelden kan"),
    ],
)
def test_registrations_are_judged_by_the_calendar(
    app: Flask, planner: FlaskClient, changes: dict[str, object], judgement: str
) -> None:
    with app.app_context():
        db.session.execute(update(Werksessie).values(**changes))
        db.session.commit()
    assert judgement in words_of(planner.get(PAGE))


def test_full_and_waiting_is_said(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(update(Werksessie).values(capacity=1))
        db.session.commit()
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    assert "1 van 1 Vol, 1 op de wachtlijst" in words_of(planner.get(PAGE))


@pytest.mark.parametrize(
    ("day", "done", "words"),
    [
        (-9, True, "doorgegeven Dit is klaar"),
        (-9, False, "U hebt de tijd"),
        (-90, False, "Bijna zover"),
        (-200, False, "Te laat"),
    ],
)
def test_catering_follows_the_task_of_that_role(
    app: Flask, planner: FlaskClient, day: int, done: bool, words: str
) -> None:
    with app.app_context():
        task = db.session.scalars(select(Task).where(Task.what.startswith("Aantallen"))).one()
        task.day, task.done_at = day, now() if done else None
        db.session.commit()
    assert words in words_of(planner.get(PAGE)).partition("Catering")[2]


@pytest.mark.parametrize(
    ("day", "more"), [(date(2099, 12, 31), " Aanmelden kan vanaf 31 december."), (None, "")]
)
def test_publishing_says_when_registration_opens(
    app: Flask, planner: FlaskClient, day: date | None, more: str
) -> None:
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        werksessie.registration_opens, werksessie.published_at = day, None
        werksessie.registration_closes, werksessie.date = None, date(2100, 1, 7)
        db.session.commit()
    post(planner, f"{PAGE}/publicatie")
    page = BeautifulSoup(planner.get(PAGE).text, "html.parser")
    notices = [" ".join(notice.get_text(" ").split()) for notice in page.select(".notice")]
    assert f"De werksessie staat op de site.{more}" in notices


def test_publishing_is_held_up_by_overlap_only_and_says_why(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        db.session.execute(update(Werksessie).values(published_at=None))
        db.session.commit()
    clash(app)
    refused = post(planner, f"{PAGE}/publicatie")
    assert refused.status_code == 422
    assert "<title>Fout: Vandaag" in refused.text
    assert "Los eerst dit op, dan kan de werksessie op de site" in words_of(refused)
    assert 'href="/beheer/zwolle-2023/programma#problemen"' in refused.text
    assert werksessie_in(app).published_at is None
    assert planner.get("/zwolle-2023").status_code == 404


def test_publish_withdraw_archive_and_back(app: Flask, planner: FlaskClient) -> None:
    visible = []
    for path in ("publicatie/einde", "publicatie", "archief", "archief/einde"):
        assert post(planner, f"{PAGE}/{path}").location == PAGE
        visible.append(planner.get("/zwolle-2023").status_code)
    assert visible[:2] == [404, 200]
    assert visible[3] == 200
    assert recorded(app) == [
        "werksessie.withdraw_from_view", "werksessie.publish", "werksessie.archive", "werksessie.take_from_archive",
    ]  # fmt: skip


def test_what_leaves_the_site_can_be_put_back_with_one_button(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{PAGE}/publicatie/einde")
    page = planner.get(PAGE)
    assert "De werksessie staat niet meer op de site. Ongedaan maken" in words_of(page)
    assert 'action="/beheer/zwolle-2023/publicatie"' in page.text


def test_the_screen_takes_the_same_number_of_queries_however_much_there_is(
    app: Flask, planner: FlaskClient
) -> None:
    counts = set()
    for number in (1, 3, 300):
        only_tasks(app, *range(number))
        with app.app_context():
            werksessie_id = db.session.scalars(select(Werksessie.id)).one()
            rows = [
                {
                    "werksessie_id": werksessie_id,
                    "position": 100 + place,
                    "title": f"Onderdeel {place}",
                    "minutes": 1,
                    "uid": f"{number}-{place}",
                }
                for place in range(number)
            ]
            db.session.execute(insert(Item), rows)
            db.session.commit()
        with counted_queries(app) as statements:
            assert planner.get(PAGE).status_code == 200
        counts.add(len(statements))
    assert len(counts) == 1
    assert counts.pop() <= 36


def test_a_day_that_is_over_asks_for_nothing_that_is_past(app: Flask, planner: FlaskClient) -> None:
    only_tasks(app)
    clash(app)
    with app.app_context():
        db.session.execute(update(Werksessie).values(date=date(2023, 6, 15)))
        db.session.commit()
    page = words_of(planner.get(PAGE))
    assert "botsing op" not in page
    assert "dagen geleden" in page
