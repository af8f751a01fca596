"""A planner reads an edition as a page: of what stands now or of a version, with its standing above it."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.draaiboek.print import EDITIONS
from app.versions.models import Status
from tests.factories import add_werksessie, counted_queries, make_version, sign_in, words_of

HERE = "/beheer/zwolle-2023/draaiboek"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """Signed in, with the Zwolle day."""
    add_werksessie(app)
    sign_in(client, app)
    return client


def bar(answer: TestResponse) -> tuple[str, list[str]]:
    """The standing above the page and where its links lead."""
    found = BeautifulSoup(answer.text, "html.parser").select_one(".edition-bar")
    assert found is not None
    first = found.select_one("span")
    assert first is not None
    return first.get_text(), [str(link["href"]) for link in found.select("a")]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_a_page_with_one_title_and_a_link_to_its_print(
    planner: FlaskClient, edition: str
) -> None:
    answer = planner.get(f"{HERE}/{edition}")
    standing, links = bar(answer)
    assert answer.status_code == 200
    assert re.fullmatch(r"Concept 0\.1, gemaakt \d\d-\d\d-\d{4} \d\d\.\d\d", standing)
    assert links == [f"{HERE}.pdf?editie={edition}", HERE]
    assert len(BeautifulSoup(answer.text, "html.parser").select("h1")) == 1
    assert planner.get(links[0]).mimetype == "application/pdf"


def test_an_unknown_edition_is_said_with_the_choice(planner: FlaskClient) -> None:
    answer = planner.get(f"{HERE}/badges")
    assert answer.status_code == 404
    assert "De editie ‘badges’ is er niet" in words_of(answer)
    assert f'href="{HERE}/dagvoorzitter"' in answer.text


def test_a_version_is_shown_as_it_went_out(app: Flask, planner: FlaskClient) -> None:
    make_version(app, status=Status.TER_REACTIE)
    make_version(app, status=Status.VASTGESTELD)
    standing, links = bar(planner.get(f"{HERE}/programma?versie=1.0"))
    assert standing.startswith("Versie 1.0, gemaakt ")
    assert links[0] == f"{HERE}.pdf?editie=programma&versie=1.0"
    assert planner.get(f"{HERE}/programma?versie=7.0").status_code == 404


def test_the_choice_of_editions_leads_to_each_page(planner: FlaskClient) -> None:
    shown = BeautifulSoup(planner.get(HERE).text, "html.parser")
    links = {link.get("href") for link in shown.select(".offers a")}
    assert {f"{HERE}/{edition}" for edition in EDITIONS} <= links


def test_what_other_words_in_the_address_say_is_not_passed_on(planner: FlaskClient) -> None:
    _, links = bar(planner.get(f"{HERE}/programma?slug=x&_external=1&_scheme=javascript"))
    assert links[0] == f"{HERE}.pdf?editie=programma"


def test_a_page_asks_the_database_as_often_whatever_stands_in_it(app: Flask, planner: FlaskClient) -> None:
    counts = []
    for edition in ("belkaart", "compleet"):
        with counted_queries(app) as queries:
            planner.get(f"{HERE}/{edition}")
        counts.append(len(queries))
    assert counts[0] == counts[1] < 40
