"""The draaiboek of the example as the planner asks for it: every edition opens, under its own name."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.draaiboek.file import read
from app.draaiboek.print import EDITIONS
from tests.factories import add_werksessie, sign_in, words_of

PAGE = "/beheer/zwolle-2023"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app)
    sign_in(client, app)
    return client


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_opens_in_the_browser_under_its_own_name(planner: FlaskClient, edition: str) -> None:
    answer = planner.get(f"{PAGE}/draaiboek.pdf", query_string={"editie": edition})
    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    name = f"inline; filename=draaiboek-zwolle-2023-{edition}-concept-0.1.pdf"
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Cache-Control"] == "no-store"
    page = planner.get(f"{PAGE}/draaiboek/{edition}")
    assert (page.status_code, page.mimetype) == (200, "text/html")


@pytest.mark.parametrize("edition", ["x", "", "DAGVOORZITTER", "<script>", "a" * 5000])
def test_an_edition_that_does_not_exist_shows_which_do(planner: FlaskClient, edition: str) -> None:
    answer = planner.get(f"{PAGE}/draaiboek.pdf", query_string={"editie": edition})
    assert answer.status_code == 404
    assert words_of(answer).startswith(f"De editie ‘{edition[:60]}’ is er niet")
    for name in EDITIONS:
        assert f'href="{PAGE}/draaiboek.pdf?editie={name}"' in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_the_first_edition_is_what_one_gets_without_asking(planner: FlaskClient) -> None:
    disposition = planner.get(f"{PAGE}/draaiboek.pdf").headers["Content-Disposition"]
    assert f"-{next(iter(EDITIONS))}-" in disposition


def test_the_file_is_the_whole_draaiboek_and_what_it_gives_to_think_about_is_a_page(
    planner: FlaskClient,
) -> None:
    file = planner.get(f"{PAGE}/draaiboek.yaml")
    assert file.headers["Content-Disposition"] == "attachment; filename=zwolle-2023.yaml"
    assert read(file.data).errors == ()
    assert "Wat valt op in het draaiboek?" in words_of(planner.get(f"{PAGE}/aandachtspunten"))
