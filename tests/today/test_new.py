"""The planner's list, and beginning a werksessie from a format or a file."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import Membership
from app.draaiboek.contents import Draaiboek
from app.draaiboek.file import read
from app.draaiboek.formats import FOLDER, ready_made
from app.draaiboek.gather import draaiboek_of
from app.extensions import db, now
from app.speakers.models import Speaker
from app.werksessies.models import Person, Werksessie
from tests.factories import add_werksessie, counted_queries, post, sign_in, werksessie_in, words_of

NEW, FILE = "/beheer/nieuw", "/beheer/nieuw/bestand"
DAY = date.today() + timedelta(days=120)
HALF_DAY = FOLDER / "dagdeel.yaml"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    sign_in(client, app)
    return client


def slugs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Werksessie.slug).order_by(Werksessie.id)))


def upload(client: FlaskClient, contents: bytes | str, **fields: str) -> TestResponse:
    data = contents.encode() if isinstance(contents, str) else contents
    return post(client, FILE, file=(io.BytesIO(data), "draaiboek.yaml"), **fields)


def test_the_formats_are_shown_by_what_they_hold(planner: FlaskClient) -> None:
    page = words_of(planner.get(NEW))
    assert set(ready_made()) == {path.stem for path in FOLDER.glob("*.yaml")}
    assert (
        "Eerder helpen bij geldzorgen zien, vragen, doorgeven 3 u 30, van 13.00 tot 16.30, 60 mensen Inspireren"
    ) in page


@pytest.mark.parametrize("name", sorted(ready_made()))
def test_a_format_becomes_a_draft_of_ones_own(app: Flask, planner: FlaskClient, name: str) -> None:
    fields = {"format": name, "title": " Samen eerder ", "date": DAY.isoformat(), "client": "Gemeente Dalen"}
    answer = post(planner, NEW, **fields)
    assert (answer.status_code, answer.location) == (303, "/beheer/samen-eerder")
    made, original = werksessie_in(app, "samen-eerder"), ready_made()[name].draaiboek
    assert (made.title, made.date, made.client, made.published_at) == (
        "Samen eerder",
        DAY,
        "Gemeente Dalen",
        None,
    )
    closes = original.registration.closes
    assert closes is not None and made.registration_closes is not None
    assert made.date - made.registration_closes == original.date - closes
    with app.app_context():
        row = db.session.scalars(select(Werksessie)).one()
        stored = draaiboek_of(row)
        assert [replace(item, uid=None) for item in stored.programme] == list(original.programme)
        assert set(db.session.scalars(select(Speaker.status))) == {"idee"}
        assert set(db.session.scalars(select(Person.email))) == {""}
        assert [row.role for row in db.session.scalars(select(Membership))] == ["beheer"]
    assert "Concept. Alleen u en uw collega’s zien deze werksessie. Publiceren" in words_of(
        planner.get(answer.location)
    )
    assert planner.get("/samen-eerder").status_code == 404
    assert post(planner, "/beheer/samen-eerder/publicatie").status_code == 303


def test_the_same_title_gets_another_address(app: Flask, planner: FlaskClient) -> None:
    for title in (
        "Samen",
        "Samen",
        "samen!",
        "Nieuw",
        "Beheer",
        "💬",
        "מפגש",
        "<script>alert(1)</script>",
        "a" * 200,
    ):
        assert post(planner, NEW, format="dagdeel", title=title, date=DAY.isoformat()).status_code == 303, (
            title
        )
    assert slugs(app) == [
        "samen", "samen-2", "samen-3", "werksessie-nieuw", "werksessie-beheer", "werksessie", "werksessie-2",
        "script-alert-1-script", "a" * 60,
    ]  # fmt: skip
    page = planner.get("/beheer").text
    assert "&lt;script&gt;alert(1)" in page


def test_a_registration_period_that_would_be_over_is_left_open(app: Flask, planner: FlaskClient) -> None:
    post(planner, NEW, format="dagdeel", title="Morgen", date=(date.today() + timedelta(days=1)).isoformat())
    made = werksessie_in(app, "morgen")
    assert (made.registration_opens, made.registration_closes) == (None, None)


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"title": ""}, "Geef de werksessie een titel. Die komt op de site en in de mail."),
        ({"title": "a" * 3000}, "Maak deze tekst korter: ten hoogste 200 tekens."),
        ({"date": ""}, "Kies de dag van de werksessie."),
        ({"date": "31 februari 2027"}, "De datum 31 februari 2027 bestaat niet."),
        ({"date": "2027-02-31"}, "De datum 2027-02-31 bestaat niet."),
        ({"date": "morgen"}, "Typ de datum als dag, maand en jaar, bijvoorbeeld 15-6-2027."),
        ({"date": "2023-06-15"}, "Deze dag is voorbij. Kies een dag vanaf vandaag."),
        ({"date": "15-6-9999"}, "Kies een jaar van 2000 tot en met 2099."),
    ],
)
def test_a_mistake_is_said_twice_and_nothing_is_lost(
    app: Flask, planner: FlaskClient, fields: dict[str, str], fault: str
) -> None:
    typed = {
        "format": "wereldcafe",
        "title": "Mijn titel",
        "date": DAY.isoformat(),
        "client": "Mijn klant",
    } | fields
    answer = post(planner, NEW, **typed)
    assert answer.status_code == 422
    assert "<title>Fout: Nieuwe werksessie</title>" in answer.text
    assert words_of(answer).count(fault) == 2
    assert 'value="wereldcafe" checked' in answer.text
    assert 'value="Mijn klant"' in answer.text
    assert f'value="{typed["title"]}"' in answer.text
    assert slugs(app) == []


@pytest.mark.parametrize(
    "typed", ["15-6-2099", "15/06/2099", "15 juni 2099", "15. 6. 2099", "2099-6-15", "15 jun. 2099"]
)
def test_a_date_is_read_as_people_type_it(app: Flask, planner: FlaskClient, typed: str) -> None:
    post(planner, NEW, format="dagdeel", title="Later", date=typed)
    assert werksessie_in(app, "later").date == date(2099, 6, 15)


def test_a_format_that_is_not_there_is_refused(app: Flask, planner: FlaskClient) -> None:
    answer = post(planner, NEW, format="../../etc/passwd", title="Titel", date=DAY.isoformat())
    assert (answer.status_code, slugs(app)) == (422, [])
    assert "Kies een van deze programma’s." in words_of(answer)


def test_a_file_becomes_a_draft_with_everything_in_it(app: Flask, planner: FlaskClient) -> None:
    answer = upload(planner, HALF_DAY.read_bytes())
    assert answer.status_code == 303
    assert answer.location.startswith("/beheer/dagdeel")
    with app.app_context():
        row = db.session.scalars(select(Werksessie)).one()
        expected = read(HALF_DAY.read_bytes()).draaiboek
        assert expected is not None
        stored = draaiboek_of(row)
        programme = tuple(replace(item, uid=None) for item in stored.programme)
        assert replace(stored, programme=programme) == expected
        assert row.published_at is None


def test_errors_in_a_file_come_with_their_lines_and_the_file_to_mend(
    app: Flask, planner: FlaskClient
) -> None:
    broken = (
        HALF_DAY.read_text()
        .replace('starts: "13:00"', 'starts: "25:00"', 1)
        .replace("capacity: 60 ", "capacity: -1 ", 1)
    )
    answer = upload(planner, broken)
    assert answer.status_code == 422
    lines = broken.splitlines()
    for wrong in ('starts: "25:00"', "capacity: -1"):
        number = next(number for number, line in enumerate(lines, 1) if line.startswith(wrong))
        assert f"regel {number} " in words_of(answer)
    assert "Verbeter 2 dingen in het bestand" in words_of(answer)
    assert "25:00" in answer.text.partition("<textarea")[2]
    assert slugs(app) == []
    mended = post(planner, FILE, text=HALF_DAY.read_text().replace("\n", "\r\n"))
    assert (mended.status_code, slugs(app)) == (303, ["dagdeel"])


@pytest.mark.parametrize(
    "contents",
    [
        b"", b"   \n", b"\xff\xfe\x00", "café".encode("latin-1"), b"\0" * 50, b"\t- x", b"a: 1\na: 2\n", b"- [" * 5000,
        b"%PDF-1.7", b"a: &a [1]\nb: [*a, *a]", b"draaiboek: 1\n", b"<script>alert(1)</script>",
    ],
)  # fmt: skip
def test_what_is_no_draaiboek_gets_a_clear_answer(app: Flask, planner: FlaskClient, contents: bytes) -> None:
    answer = upload(planner, contents)
    assert answer.status_code == 422
    assert '<div class="error-summary"' in answer.text
    assert "<script>alert" not in answer.text
    assert slugs(app) == []


def test_no_file_at_all_says_what_to_choose(planner: FlaskClient) -> None:
    answer = post(planner, FILE)
    assert answer.status_code == 422
    assert words_of(answer).count("Kies een draaiboekbestand op uw computer.") == 2


def test_a_file_above_the_limit_is_answered_kindly(planner: FlaskClient) -> None:
    body, kind = b"#" * (10 * 1024 * 1024), "multipart/form-data; boundary=x"
    answer = planner.post(FILE, data=body, content_type=kind)
    assert answer.status_code == 413
    assert "Dit is te groot" in words_of(answer)


def test_a_taken_address_asks_for_another_and_keeps_the_file(app: Flask, planner: FlaskClient) -> None:
    add_werksessie(app, "dagdeel")
    answer = upload(planner, HALF_DAY.read_bytes())
    assert answer.status_code == 422
    assert (
        "Het adres ‘dagdeel’ is al in gebruik. Kies een ander adres, bijvoorbeeld ‘dagdeel-2’."
        in words_of(answer)
    )
    for wrong in ("dagdeel", "Met Hoofdletters", "beheer"):
        assert post(planner, FILE, text=HALF_DAY.read_text(), slug=wrong).status_code == 422, wrong
    assert post(planner, FILE, text=HALF_DAY.read_text(), slug="geldzorgen").status_code == 303
    assert slugs(app) == ["dagdeel", "geldzorgen"]


def test_a_draaiboek_that_is_half_done_can_be_loaded_as_such(app: Flask, planner: FlaskClient) -> None:
    half = HALF_DAY.read_text().replace("room: Foyer", "room: Nog onbekend")
    assert upload(planner, half).status_code == 422
    answer = upload(planner, half, draft="y")
    assert answer.location == "/beheer/dagdeel/aandachtspunten"
    assert "Nog onbekend" in words_of(planner.get(answer.location))


def test_the_file_that_comes_out_goes_in_again(app: Flask, planner: FlaskClient) -> None:
    upload(planner, HALF_DAY.read_bytes())
    out = planner.get("/beheer/dagdeel/draaiboek.yaml")
    assert out.headers["Content-Disposition"] == "attachment; filename=dagdeel.yaml"
    upload(planner, out.data, slug="nog-een-keer")
    again = planner.get("/beheer/nog-een-keer/draaiboek.yaml").text
    assert again.replace("slug: nog-een-keer", "slug: dagdeel") == out.text


def test_an_empty_list_helps_to_begin(planner: FlaskClient) -> None:
    page = words_of(planner.get("/beheer"))
    assert "U hebt nog geen werksessie. Begin met een kant-en-klaar programma" in page
    assert "met het adres sam@gemeente.example" in page


def test_the_list_has_four_groups_in_order_of_date(app: Flask, planner: FlaskClient) -> None:
    today = date.today()
    for slug, away, changes in (
        ("later", 9, {}), ("eerst", 2, {}), ("klad", 5, {"published_at": None}), ("oud", -3, {}), ("ouder", -9, {}),
        ("weg", -20, {"archived_at": now()}),
    ):  # fmt: skip
        add_werksessie(app, slug, title=slug.capitalize(), date=today + timedelta(days=away), **changes)
    page = words_of(planner.get("/beheer")).rpartition("Mijn werksessies")[2]
    order = [
        "Komt eraan 2",
        "Eerst",
        "Later",
        "Concept 1",
        "Klad",
        "Geweest 2",
        "Oud",
        "Ouder",
        "Archief 1",
        "Weg",
    ]
    places = [page.index(word) for word in order]
    assert places == sorted(places)


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    app: Flask, planner: FlaskClient
) -> None:
    counts, have = set(), 0
    for number in (1, 3, 300):
        with app.app_context():
            for count in range(have, number):
                db.session.add(
                    Werksessie(slug=f"w{count}", title="W", date=DAY, starts=now().time(), ends=now().time())
                )
            db.session.commit()
        have = number
        with counted_queries(app) as statements:
            listed = re.findall(r'href="/beheer/(w\d+)"', planner.get("/beheer").text)
            assert len(set(listed)) == number
        counts.add(len(statements))
    assert len(counts) == 1
    assert counts.pop() <= 24


def test_one_can_begin_with_an_empty_day(app: Flask, planner: FlaskClient) -> None:
    assert "Leeg begin Zonder programma, van 09.00 tot 17.00." in words_of(planner.get(NEW))
    fields = {"format": "leeg", "title": "Samen eerder", "date": DAY.isoformat(), "client": "Gemeente Dalen"}
    answer = post(planner, NEW, **fields)
    assert (answer.status_code, answer.location) == (303, "/beheer/samen-eerder")
    with app.app_context():
        stored = draaiboek_of(db.session.scalars(select(Werksessie)).one())
    assert stored == Draaiboek(
        title="Samen eerder",
        slug="samen-eerder",
        date=DAY,
        starts=time(9),
        ends=time(17),
        client="Gemeente Dalen",
    )
    first_screen = words_of(planner.get(answer.location))
    assert "Vandaag 2 taken vandaag Schrijf de opdracht op" in first_screen
    assert "Maak het programma Neem de doelen als leidraad. Naar het programma" in first_screen
    tabs = ("", "/opdracht", "/programma", "/rode-draad", "/sprekers", "/catering", "/logistiek", "/budget")
    pages = {tab: planner.get(answer.location + tab).status_code for tab in (*tabs, "/taken", "/draaiboek")}
    assert set(pages.values()) == {200}, pages
