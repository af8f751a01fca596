"""Making a version on the page: what is asked, what is refused, and what the page of the draaiboek says then."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Role
from app.draaiboek.editions import FOR_WHOM
from app.draaiboek.print import EDITIONS
from tests.factories import add_registrations, at_once, post, sign_in, words_of
from tests.versions.days import PAGE, SLUG, VAST, add_small_day, change, make

NEW = f"{PAGE}/versies/nieuw"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_small_day(app)
    sign_in(client, app)
    return client


def send(client: FlaskClient, kind: str = "reactie", **fields: Any) -> TestResponse:
    return post(client, NEW, kind=kind, **fields)


def overlap(app: Flask) -> None:
    change(app, lambda items: setattr(items[0], "minutes", 60))


def test_a_planner_makes_a_version_and_lands_on_its_page(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, SLUG, "Anne Berg")
    answer = send(planner, note="Graag voor vrijdag.\r\nVooral het begin. ")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}/versies/0.1")
    shown = planner.get(answer.location)
    for said in (
        "Versie 0.1, ter reactie, staat klaar.", "door sam@gemeente.example", "Graag voor vrijdag. Vooral het begin.",
        "Dit is de nieuwste versie.", "Toen was er één verwachte deelnemer.",
    ):  # fmt: skip
        assert said in words_of(shown)
    for edition in EDITIONS:
        assert f'href="{PAGE}.pdf?editie={edition}&amp;versie=0.1"' in shown.text
        assert f'href="{PAGE}/{edition}?versie=0.1"' in shown.text


def test_the_form_says_which_number_each_kind_would_get(app: Flask, planner: FlaskClient) -> None:
    said = words_of(planner.get(NEW))
    assert "Ter reactie Lezers kunnen nog zeggen wat anders moet. 0.1" in said
    assert "Vastgesteld Hier houdt iedereen zich aan. 1.0" in said
    assert "kleine wijziging" not in said
    make(app, VAST)
    said = words_of(planner.get(NEW))
    assert "moet. 1.1" in said
    assert "zich aan. 2.0" in said
    assert "Vastgesteld, kleine wijziging Bijna gelijk aan wat al vaststond. 1.1" in said
    change(app, lambda items: setattr(items[0], "title", "Ontvangst"))
    assert send(planner, "klein").location == f"{PAGE}/versies/1.1"


@pytest.mark.parametrize("kind", ["", "klein", "definitief", "REACTIE"])
def test_a_kind_that_is_not_offered_is_asked_again_and_the_note_comes_back(
    planner: FlaskClient, kind: str
) -> None:
    answer = send(planner, kind, note="Zoë <b>zegt</b> iets")
    assert answer.status_code == 422
    assert "Kies waar deze versie voor is." in words_of(answer)
    assert "Zoë &lt;b&gt;zegt&lt;/b&gt; iets</textarea>" in answer.text
    assert planner.get(f"{PAGE}/versies/0.1").status_code == 404


def test_a_note_that_is_too_long_is_not_lost(planner: FlaskClient) -> None:
    answer = send(planner, note="x" * 2001)
    assert answer.status_code == 422
    assert "Maak deze tekst korter: ten hoogste 2000" in words_of(answer)
    assert "x" * 2001 in answer.text


def test_fixing_times_that_clash_takes_a_tick(app: Flask, planner: FlaskClient) -> None:
    overlap(app)
    wrong = "‘Peiling’ loopt 35 minuten door in ‘Pauze’, die vast om 10.00 begint."
    assert wrong in words_of(planner.get(NEW))
    answer = send(planner, "vast", note="Toch maar")
    assert answer.status_code == 422
    assert wrong in words_of(answer)
    assert 'href="#anyway"' in answer.text
    assert "Toch maar</textarea>" in answer.text
    assert planner.get(f"{PAGE}/versies/1.0").status_code == 404
    assert send(planner, "reactie").location == f"{PAGE}/versies/0.1"
    assert send(planner, "vast", anyway="ja").location == f"{PAGE}/versies/1.0"


def test_the_same_button_pressed_twice_makes_one_version(any_app: Flask) -> None:
    add_small_day(any_app)
    clients = [any_app.test_client() for _ in range(3)]
    for client in clients:
        sign_in(client, any_app)
    answers = at_once(
        any_app, *[lambda client=client: send(client, "vast", note="Klaar") for client in clients]
    )
    assert [(answer.status_code, answer.location) for answer in answers] == [  # type: ignore[attr-defined]
        (303, f"{PAGE}/versies/1.0")
    ] * 3
    assert clients[0].get(f"{PAGE}/versies/2.0").status_code == 404


def test_of_two_planners_at_once_one_hears_that_nothing_changed(any_app: Flask) -> None:
    add_small_day(any_app)
    clients = [any_app.test_client() for _ in range(2)]
    for number, client in enumerate(clients):
        sign_in(client, any_app, f"p{number}@gemeente.example")
    answers: list[Any] = at_once(
        any_app, *[lambda client=client: send(client, note="Mijn woorden") for client in clients]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert words_of(refused).startswith("Er veranderde niets sinds versie 0.1 Die is ook ter reactie, van ")
    assert f'href="{PAGE}/versies/0.1"' in refused.text
    assert "Mijn woorden</textarea>" in refused.text


def test_the_page_says_what_stands_now_beside_the_last_version(app: Flask, planner: FlaskClient) -> None:
    assert "Er is nog geen versie. Wat u nu afdrukt, heet CONCEPT 0.1." in words_of(planner.get(PAGE))
    make(app)
    same = planner.get(PAGE)
    assert "Gelijk aan versie 0.1" in words_of(same)
    assert "Deel liever die versie : die blijft zoals zij is." in words_of(same)
    assert "sinds=" not in same.text.split("<main")[1].replace('name="sinds"', "")
    change(app, lambda items: setattr(items[2], "starts", time(10, 5)))
    change(app, lambda items: setattr(items[0], "title", "Ontvangst"))
    changed = planner.get(PAGE)
    assert "wijzigingen sinds versie 0.1" in words_of(changed)
    assert "Wat u nu afdrukt, heet CONCEPT 0.2." in words_of(changed)
    for edition, words in FOR_WHOM.items():
        assert f'href="{PAGE}.pdf?editie={edition}&amp;sinds=0.1"' in changed.text
        assert words in words_of(changed)
    assert set(FOR_WHOM) == set(EDITIONS)
    assert f'href="{PAGE}.pdf?editie=catering"' in planner.get(f"{PAGE}?sinds=geen").text


def test_the_page_says_when_only_the_number_of_people_is_another(app: Flask, planner: FlaskClient) -> None:
    make(app, VAST)
    add_registrations(app, SLUG, "Anne Berg", "Koen Vries")
    said = words_of(planner.get(PAGE))
    assert "Gelijk aan versie 1.0" in said
    assert "Toen waren er nog geen aanmeldingen, nu twee." in said


def test_an_older_version_leads_to_the_newest(app: Flask, planner: FlaskClient) -> None:
    make(app)
    make(app, VAST)
    answer = planner.get(f"{PAGE}/versies/0.1")
    assert "Er is een nieuwere versie: 1.0, vastgesteld" in words_of(answer)
    assert f'href="{PAGE}/vergelijk?van=0.1&amp;naar=1.0"' in answer.text


def test_who_reads_along_sees_the_versions_and_makes_none(app: Flask, planner: FlaskClient) -> None:
    make(app)
    reader = app.test_client()
    sign_in(reader, app, "meelezer@gemeente.example", slug=SLUG, role=Role.MEELEZEN)
    page, form = reader.get(PAGE), reader.get(NEW)
    assert (page.status_code, form.status_code) == (200, 200)
    assert "Maak een versie" not in words_of(page)
    assert "U leest mee. Een collega met de rol beheer kan een versie maken." in words_of(form)
    assert send(reader, "vast").status_code == 403
    assert reader.get(f"{PAGE}/versies/1.0").status_code == 404
