"""Shifting a day at its page: first looked at, then applied, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry, Role
from app.draaiboek.gather import draaiboek_of
from app.extensions import db, now
from app.programme.actions import step_item
from app.programme.models import RemovedPart
from app.programme.shift_form import ASK
from tests.factories import counted_queries, post, sign_in, words_of
from tests.programme.days import MOMENTS, PROGRAMME, add_day, id_of, send, the_day

PAGE = "/beheer/dag/programma/schuiven"
LATER = {"minuten": "15", "richting": "later", "momenten": "y", "belofte": "y", "vaste": "y"}


@pytest.fixture
def planner(any_app: Flask) -> FlaskClient:
    add_day(any_app)
    client = any_app.test_client()
    sign_in(client, any_app)
    return client


def plan_of(client: FlaskClient) -> Any:
    """The whole day as it is stored."""
    with client.application.app_context():
        return draaiboek_of(the_day())


def revision(client: FlaskClient) -> int:
    with client.application.app_context():
        return the_day().programme_revision


def apply_of(client: FlaskClient, **asked: Any) -> dict[str, Any]:
    """The fields of the form that applies what a preview shows."""
    page = BeautifulSoup(client.get(PAGE, query_string=asked).text, "html.parser")
    form = page.find("form", method="post", action=PAGE)
    assert form is not None
    fields: dict[str, Any] = {}
    for field in form.find_all("input"):
        fields.setdefault(field["name"], []).append(field["value"])
    fields.pop("csrf_token")
    return fields


def colleague_moves_an_item(app: Flask) -> None:
    item_id = id_of(app, "Afspraken")
    with app.app_context():
        step_item(the_day(), item_id, -1, None, now())


def undo_of(client: FlaskClient) -> tuple[str, dict[str, str]]:
    page = BeautifulSoup(client.get("/beheer/dag/programma").text, "html.parser")
    form = page.find("form", action=f"{PAGE}/terug")
    assert form is not None
    return form["action"], {field["name"]: field["value"] for field in form.find_all("input")}


def test_the_form_asks_and_shows_nothing_yet(planner: FlaskClient) -> None:
    page = planner.get(PAGE)
    assert page.status_code == 200
    assert "Schuiven of inkorten" in words_of(page)
    assert "Pas toe" not in words_of(page)


def test_a_preview_says_the_shift_once_and_writes_nothing(planner: FlaskClient) -> None:
    before = plan_of(planner)
    page = words_of(planner.get(PAGE, query_string=LATER))
    assert page.count("Alles begint 15 minuten later.") == 1
    assert "Beloofd is dan 09.45 tot 12.15; nu 09.30 tot 12.00." in page
    assert "09.45 was 09.30 Welkom" in page
    assert "08.15 was 08.00 Opbouw" in page
    assert (plan_of(planner), revision(planner)) == (before, 0)


def test_applying_does_what_the_preview_showed(planner: FlaskClient) -> None:
    before = plan_of(planner)
    answer = post(planner, PAGE, **apply_of(planner, **LATER))
    assert (answer.status_code, answer.location) == (303, "/beheer/dag/programma#programma")
    after = plan_of(planner)
    block = replace(before.programme[2], starts=time(10, 45))
    assert after == replace(
        before,
        starts=time(9, 45),
        ends=time(12, 15),
        programme=(*before.programme[:2], block, before.programme[3]),
        moments=(replace(MOMENTS[0], starts=time(8, 15)),),
    )
    assert revision(planner) == 1
    with planner.application.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert entry.what == "programme.shift"


def test_an_undo_gives_back_the_day_as_it_was_also_what_was_let_go(any_app: Flask) -> None:
    day = [replace(item, droppable=item.title == "Kennismaken") for item in PROGRAMME]
    long = replace(day[2], parallel=tuple(replace(each, minutes=45) for each in day[2].parallel), minimum=20)
    add_day(any_app, day[0], day[1], replace(long, starts=None), day[3], published=True)
    client = any_app.test_client()
    sign_in(client, any_app)
    before = plan_of(client)
    welcome, meet = (item.uid for item in before.programme[:2])
    asked = apply_of(client, klaar="10.45", laat=[welcome, meet], belofte="y")
    post(client, PAGE, **asked)
    after = plan_of(client)
    assert [(item.title, item.minutes) for item in after.programme] == [
        ("Welkom", 20), ("Deelsessies", 25), ("Afspraken", 30),
    ]  # fmt: skip
    assert [session.minutes for session in after.programme[1].parallel] == [25, 25]
    assert after.ends == time(10, 45)
    path, fields = undo_of(client)
    assert post(client, path, **fields).status_code == 303
    assert plan_of(client) == before
    assert "Het programma heeft weer de tijden van eerst." in words_of(client.get("/beheer/dag/programma"))
    with any_app.app_context():
        assert db.session.scalars(select(RemovedPart)).all() == []


def test_an_undo_after_another_change_leaves_that_change(planner: FlaskClient) -> None:
    post(planner, PAGE, **apply_of(planner, **LATER))
    path, fields = undo_of(planner)
    colleague_moves_an_item(planner.application)
    changed = plan_of(planner)
    post(planner, path, **fields)
    assert plan_of(planner) == changed
    assert "Daarom is het schuiven niet teruggedraaid." in words_of(planner.get("/beheer/dag/programma"))


def test_an_undo_of_a_revision_that_no_shift_made_changes_nothing(planner: FlaskClient) -> None:
    before = plan_of(planner)
    post(planner, f"{PAGE}/terug", revisie="0")
    assert plan_of(planner) == before


def test_a_colleague_who_was_first_is_seen_before_anything_is_applied(planner: FlaskClient) -> None:
    fields = apply_of(planner, minuten="15", richting="later")
    colleague_moves_an_item(planner.application)
    changed = plan_of(planner)
    answer = post(planner, PAGE, **fields)
    assert answer.status_code == 409
    assert "Een collega wijzigde het programma, net voor u." in words_of(answer)
    assert plan_of(planner) == changed
    form = BeautifulSoup(answer.text, "html.parser").find("form", method="post", action=PAGE)
    assert form is not None
    assert form.find("input", {"name": "revisie"})["value"] == "1"


def test_what_cannot_be_is_said_and_can_still_be_applied(planner: FlaskClient) -> None:
    page = words_of(planner.get(PAGE, query_string={"minuten": "30", "richting": "later"}))
    way = "Mag een vaste tijd ook anders? Kies dan hieronder ‘Vaste tijden schuiven mee’."
    assert f"10.30 Deelsessies staat vast; 10 minuten passen er niet meer voor. {way}" in page
    freed = words_of(planner.get(PAGE, query_string={"minuten": "30", "richting": "later", "vaste": "y"}))
    assert way not in freed
    assert "Dit klopt dan niet meer" in page
    post(planner, PAGE, **apply_of(planner, minuten="30", richting="later"))
    assert plan_of(planner).programme[0].minutes == 20


def test_a_wish_that_changes_nothing_says_so(planner: FlaskClient) -> None:
    page = planner.get(PAGE, query_string={"klaar": "11.45"})
    assert "Er verandert niets: zo staat het programma er al." in words_of(page)
    assert "Pas toe" not in words_of(page)
    answer = post(planner, PAGE, klaar="11.45", revisie="0")
    assert answer.status_code == 303
    assert revision(planner) == 0


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"richting": "later"}, ASK),
        ({"minuten": "veel"}, "Typ minuten als een heel getal, bijvoorbeeld 15."),
        ({"minuten": "0"}, "Typ ten minste 1 minuut."),
        ({"minuten": "99999"}, "Typ ten hoogste 1440 minuten"),
        ({"klaar": "25.00"}, "De tijd 25.00 bestaat niet."),
        ({"minuten": "5", "vanaf": "weg"}, "Kies een regel uit de lijst."),
        ({"minuten": "5", "richting": "opzij"}, "Kies later of eerder."),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    planner: FlaskClient, asked: dict[str, str], fault: str
) -> None:
    answer = planner.get(PAGE, query_string=asked)
    assert answer.status_code == 422
    assert words_of(answer).count(fault) >= 1
    assert "<title>Fout: Schuiven" in answer.text
    for value in asked.values():
        assert value in ("later", "weg", "opzij") or f'value="{value}"' in answer.text
    assert post(planner, PAGE, **asked, revisie="0").status_code == 422
    assert revision(planner) == 0


@pytest.mark.parametrize("number", ["", "-1", "9" * 30, "een"])
def test_a_revision_that_is_none_is_a_clash_and_not_an_error(planner: FlaskClient, number: str) -> None:
    assert post(planner, PAGE, minuten="5", richting="later", revisie=number).status_code == 409
    assert post(planner, f"{PAGE}/terug", revisie=number).status_code == 303
    assert revision(planner) == 0


def test_who_reads_along_sees_the_preview_without_the_button(app: Flask) -> None:
    add_day(app)
    client = app.test_client()
    sign_in(client, app, "mee@gemeente.example", slug="dag", role=Role.MEELEZEN)
    page = client.get(PAGE, query_string=LATER)
    assert "Alles begint 15 minuten later." in words_of(page)
    assert "Pas toe" not in words_of(page)
    assert post(client, PAGE, **LATER, revisie="0").status_code == 403


def test_an_empty_programme_says_so(app: Flask) -> None:
    add_day(app, replace(PROGRAMME[0]))
    client = app.test_client()
    sign_in(client, app)
    send(client, f"{id_of(app, 'Welkom')}/verwijdering")
    assert "Er staat nog niets in het programma." in words_of(client.get(PAGE))
    page = client.get(PAGE, query_string={"minuten": "5", "richting": "later"})
    assert (page.status_code, "Er staat nog niets in het programma." in words_of(page)) == (200, True)


def test_a_preview_takes_a_fixed_number_of_queries(app: Flask) -> None:
    add_day(app)
    client = app.test_client()
    sign_in(client, app)
    with counted_queries(app) as few:
        client.get(PAGE, query_string=LATER)
    for number in range(8):
        send(client, "onderdelen", title=f"Extra {number}", minutes="5", kind="plenair")
    with counted_queries(app) as many:
        client.get(PAGE, query_string=LATER)
    assert len(many) == len(few)
