"""The printed draaiboek and its file, as the planner asks for them."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.draaiboek.editions import FOR_WHOM, short_code
from app.draaiboek.print import EDITIONS
from tests.factories import add_registrations, add_werksessie, sign_in, words_of

PAGE = "/beheer/zwolle-2023"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, programme_revision=7)
    sign_in(client, app)
    return client


def test_the_draaiboek_opens_in_the_browser_with_its_version_and_code(
    app: Flask, planner: FlaskClient
) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg")
    answer = planner.get(f"{PAGE}/draaiboek.pdf?editie=dagvoorzitter")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    name = 'inline; filename="draaiboek-zwolle-2023-dagvoorzitter-0.7.pdf"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Cache-Control"] == "no-store"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert "0.7" in text
    assert short_code("zwolle-2023") in text
    assert planner.get(f"{PAGE}/draaiboek.pdf").mimetype == "application/pdf"


def test_the_page_of_the_draaiboek_offers_every_edition_and_says_for_whom_it_is(planner: FlaskClient) -> None:
    answer = planner.get(f"{PAGE}/draaiboek")
    assert list(FOR_WHOM) == list(EDITIONS)
    for edition, words in FOR_WHOM.items():
        assert f'href="{PAGE}/draaiboek.pdf?editie={edition}"' in answer.text
        assert words in words_of(answer)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_opens_under_its_own_name(planner: FlaskClient, edition: str) -> None:
    answer = planner.get(f"{PAGE}/draaiboek.pdf", query_string={"editie": edition})
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert f"draaiboek-zwolle-2023-{edition}-0.7.pdf" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("edition", ["x", "", "DAGVOORZITTER", "<script>", "a" * 5000])
def test_an_edition_that_does_not_exist_shows_which_do(planner: FlaskClient, edition: str) -> None:
    answer = planner.get(f"{PAGE}/draaiboek.pdf", query_string={"editie": edition})
    assert answer.status_code == 404
    assert "Van dit draaiboek kunt u afdrukken: Dagvoorzitter (pdf)" in words_of(answer)
    assert "<script>" not in answer.text.replace('<script type="module"', "")
