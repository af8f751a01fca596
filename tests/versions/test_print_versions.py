"""What a version prints is the same for ever; what stands now prints as a concept, under the number it may get."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app import create_app
from app.accounts.models import Role
from app.draaiboek.editions import short_code
from app.draaiboek.print import EDITIONS
from app.extensions import db
from app.ground import config
from tests.factories import add_werksessie, sign_in, words_of
from tests.versions.days import (
    PAGE,
    REACTIE,
    SLUG,
    VAST,
    add_small_day,
    change,
    change_everything,
    code_of,
    make,
)

PDF = f"{PAGE}.pdf"


def planner(app: Flask) -> FlaskClient:
    client = app.test_client()
    sign_in(client, app)
    return client


def pdf(client: FlaskClient, **query: str) -> bytes:
    answer = client.get(PDF, query_string=query)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return answer.data


def name_of(client: FlaskClient, **query: str) -> str:
    disposition = client.get(PDF, query_string=query).headers["Content-Disposition"]
    return disposition.removeprefix("inline; filename=")


def text_of(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def addresses_in(data: bytes) -> set[str]:
    """Where its links lead, telephone numbers and mail aside."""
    notes = [
        note.get_object() for page in PdfReader(io.BytesIO(data)).pages for note in page.get("/Annots", [])
    ]
    found = {str(note["/A"]["/URI"]) for note in notes if "/A" in note and "/URI" in note["/A"]}
    return {address for address in found if address.startswith("http")}


def test_a_version_prints_the_same_bytes_for_ever_in_every_edition(any_app: Flask) -> None:
    add_small_day(any_app)
    make(any_app, VAST)
    client = planner(any_app)
    before = {edition: pdf(client, editie=edition, versie="1.0") for edition in EDITIONS}
    change_everything(any_app)
    make(any_app, VAST)
    with any_app.app_context():
        again = create_app(config())  # as after a restart
    restarted = planner(again)
    now = {edition: pdf(restarted, editie=edition, versie="1.0") for edition in EDITIONS}
    assert [edition for edition in EDITIONS if now[edition] != before[edition]] == []
    later = {edition: pdf(restarted, editie=edition, versie="2.0") for edition in EDITIONS}
    assert [edition for edition in EDITIONS if later[edition] == before[edition]] == []
    with again.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("edition", ["dagvoorzitter", "catering", "belkaart", "deurborden"])
def test_a_fixed_version_is_no_concept_and_its_code_leads_to_the_readers_page(
    app: Flask, edition: str
) -> None:
    add_small_day(app)
    make(app, VAST)
    data = pdf(planner(app), editie=edition, versie="1.0")
    text = " ".join(text_of(data).split())
    assert "versie 1.0" in text
    assert "CONCEPT" not in text
    assert "TER REACTIE" not in text
    if edition in ("dagvoorzitter", "catering"):  # a sign and a card carry no code
        assert short_code(SLUG) in text
        assert addresses_in(data) == {f"http://localhost/d/{code_of(app, edition)}/1.0"}


def test_a_version_for_comment_says_so(app: Flask) -> None:
    add_small_day(app)
    make(app, REACTIE)
    data = pdf(planner(app), versie="0.1")
    assert "TER REACTIE" in text_of(data)
    assert "CONCEPT" not in text_of(data)
    assert addresses_in(data) == {f"http://localhost/d/{code_of(app, 'dagvoorzitter')}/0.1"}


def test_what_stands_now_is_a_concept_with_the_number_of_the_next_small_step(app: Flask) -> None:
    add_small_day(app)
    client = planner(app)
    numbers = []
    for status in (REACTIE, VAST, VAST):
        change(app, lambda items: setattr(items[0], "minutes", items[0].minutes - 1))
        data = pdf(client, editie="catering")
        numbers.append(name_of(client, editie="catering"))
        assert "CONCEPT" in text_of(data)
        assert addresses_in(data) == {f"http://localhost{PAGE}"}
        make(app, status)
    numbers.append(name_of(client, editie="catering"))
    assert numbers == [
        f"draaiboek-kleine-dag-catering-concept-{one}.pdf" for one in ("0.1", "0.2", "1.1", "2.1")
    ]


def test_the_name_of_the_file_says_which_version_it_is_and_since_which_it_marks(app: Flask) -> None:
    add_small_day(app)
    make(app)
    make(app, VAST)
    client = planner(app)
    assert name_of(client) == "draaiboek-kleine-dag-dagvoorzitter-concept-1.1.pdf"
    assert name_of(client, editie="als-dan", versie="1.0") == "draaiboek-kleine-dag-als-dan-1.0.pdf"
    assert (
        name_of(client, versie="1.0", sinds="0.1") == "draaiboek-kleine-dag-dagvoorzitter-1.0-sinds-0.1.pdf"
    )
    assert name_of(client, sinds="1.0") == "draaiboek-kleine-dag-dagvoorzitter-concept-1.1-sinds-1.0.pdf"


def test_what_changed_is_marked_since_the_version_that_one_chooses(app: Flask) -> None:
    add_small_day(app)
    make(app)
    change(app, lambda items: setattr(items[0], "title", "Ontvangst"))
    make(app, VAST)
    client = planner(app)
    plain, marked = pdf(client, versie="1.0"), pdf(client, versie="1.0", sinds="0.1")
    assert "GEWIJZIGD" not in text_of(plain)
    assert "GEWIJZIGD" in text_of(marked)
    assert pdf(client, versie="1.0", sinds="0.1") == marked
    assert pdf(client, versie="1.0", sinds="geen") == plain


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (".pdf?versie=3.0", "Versie ‘3.0’ is er niet"),
        (".pdf?versie=<script>", "Versie ‘<script>’ is er niet"),
        (".pdf?sinds=3.0", "Versie ‘3.0’ is er niet"),
        (".pdf?versie=0.1&sinds=1.0", "Versie 1.0 komt niet vóór versie 0.1"),
        (".pdf?versie=1.0&sinds=1.0", "Versie 1.0 komt niet vóór versie 1.0"),
        (".pdf?editie=ober&versie=1.0", "De editie ‘ober’ is er niet"),
        ("/ober", "De editie ‘ober’ is er niet"),
        ("/catering?versie=01.0", "Versie ‘01.0’ is er niet"),
        ("?sinds=3.0", "Versie ‘3.0’ is er niet"),
        ("/versies/3.0", "Versie ‘3.0’ is er niet"),
        ("/versies/nu", "Versie ‘nu’ is er niet"),
        ("/versies/1.0?sinds=1.0", "Versie 1.0 komt niet vóór versie 1.0"),
        ("/vergelijk?van=3.0", "Versie ‘3.0’ is er niet"),
        ("/vergelijk?van=1.0&naar=0.1", "Versie 1.0 komt niet vóór versie 0.1"),
        (".pdf?versie=" + "9" * 5000, "Versie ‘" + "9" * 60 + "’ is er niet"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(app: Flask, path: str, said: str) -> None:
    add_small_day(app)
    make(app)
    make(app, VAST)
    answer = planner(app).get(f"{PAGE}{path}")
    assert answer.status_code == 404
    assert words_of(answer).startswith(said)
    assert f'href="{PAGE}/versies/1.0"' in answer.text
    assert f'href="{PDF}?editie=catering"' in answer.text
    assert "<script>" not in answer.text.replace('<script type="module"', "")


def test_who_reads_along_prints_every_version_and_another_planner_none(app: Flask) -> None:
    add_small_day(app)
    add_werksessie(app, "elders")
    make(app)
    reader, other = app.test_client(), app.test_client()
    sign_in(reader, app, "meelezer@gemeente.example", slug=SLUG, role=Role.MEELEZEN)
    sign_in(other, app, "elders@gemeente.example", slug="elders")
    for path in (PDF, f"{PDF}?versie=0.1", f"{PAGE}/catering?versie=0.1", f"{PAGE}/versies/0.1"):
        assert reader.get(path).status_code == 200
        assert other.get(path).status_code == 404
        assert app.test_client().get(path).status_code == 303
    assert other.get("/beheer/elders/draaiboek.pdf?versie=0.1").status_code == 404
