"""The difference between two versions on the screen: what stands on paper, by part, with a way to the editor."""

from __future__ import annotations

from datetime import time

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.draaiboek.changes import Word
from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.programme.models import Item, Moment
from app.versions.compare import Comparison, Group
from app.versions.frozen import draaiboek_of_version
from app.versions.models import Version
from app.werksessies.models import Werksessie
from app.words import clock
from tests.factories import counted_queries, ids_of, sign_in, words_of
from tests.versions.days import PAGE, SLUG, VAST, add_small_day, change, make

PROGRAMME = f"/beheer/{SLUG}/programma"


def planner(app: Flask) -> FlaskClient:
    client = app.test_client()
    sign_in(client, app)
    return client


def comparison(app: Flask) -> Comparison:
    """From the only version to what stands now."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        version = db.session.scalars(select(Version)).one()
        return Comparison.of(werksessie, draaiboek_of_version(version), draaiboek_of(werksessie))


def rows(group: Group) -> list[tuple[str, str, str, str]]:
    """Word, time, time before, title."""
    return [
        (
            line.word,
            (line.at and clock(line.at)) or "",
            (line.was_at and clock(line.was_at)) or "",
            line.title,
        )
        for line in group.lines
    ]


def test_a_shift_is_said_once_and_not_at_every_item(app: Flask) -> None:
    add_small_day(app)

    def loosen(items):  # type: ignore[no-untyped-def]
        items[2].starts = None

    change(app, loosen)
    make(app)
    change(app, lambda items: setattr(items[0], "minutes", 30))
    [group] = (found := comparison(app)).groups
    assert (found.count, group.name) == (2, "Programma")
    assert group.shifts == ("alles na 09.30 schuift 10 minuten later",)
    assert rows(group) == [("GEWIJZIGD", "09.30", "", "Welkom")]


def test_every_part_has_its_heading_and_items_lead_to_the_editor(app: Flask) -> None:
    add_small_day(app)
    make(app)
    welcome, poll, _, _ = ids_of(app, Item, SLUG)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        werksessie.client = "Gemeente Anders"
        werksessie.team[0].person.phone = "06 00000009"
        items = db.session.scalars(select(Item).order_by(Item.position)).all()
        items[0].title = "Ontvangst"
        items[3].sessions[1].title = "Zelf doen"
        db.session.delete(items[1])
        db.session.scalars(select(Moment).order_by(Moment.position)).first().starts = time(7, 30)  # type: ignore[union-attr]
        db.session.commit()
    found = comparison(app)
    assert [group.name for group in found.groups] == [
        "De werksessie", "Programma", "Momenten buiten het programma", "Mensen",
    ]  # fmt: skip
    facts, programme, moments, people = found.groups
    assert rows(facts) == [("GEWIJZIGD", "", "", "Opdrachtgever")]
    assert rows(programme) == [
        ("GEWIJZIGD", "09.30", "", "Ontvangst"),
        ("VERVALLEN", "09.50", "", "Peiling"),
        ("GEWIJZIGD", "10.15", "", "Zelf doen"),
    ]
    assert rows(moments) == [("GEWIJZIGD", "07.30", "08.00", "Opbouw: stoelen en scherm")]
    block = ids_of(app, Item, SLUG)[-1]
    assert [line.link for group in found.groups for line in group.lines] == [
        "", f"{PROGRAMME}#onderdeel-{welcome}", "", f"{PROGRAMME}#onderdeel-{block}", f"{PROGRAMME}#momenten", "",
    ]  # fmt: skip
    assert programme.lines[1].word is Word.VERVALLEN
    assert poll not in ids_of(app, Item, SLUG)
    assert found.count == sum(len(group.lines) for group in found.groups)
    assert len(people.lines) == 1


def test_the_page_strikes_the_old_time_and_says_that_it_is_the_old_one(app: Flask) -> None:
    add_small_day(app)
    make(app)

    def shorten(items):  # type: ignore[no-untyped-def]
        items[2].starts, items[2].minutes = time(10, 5), 10

    change(app, shorten)
    answer = planner(app).get(f"{PAGE}/vergelijk?van=0.1&naar=nu")
    row = BeautifulSoup(answer.text, "html.parser").select_one("ol.differ > li")
    assert row is not None
    assert " ".join(row.get_text(" ").split()).startswith("10.05 was 10.00 GEWIJZIGD Pauze")
    assert [struck.get_text() for struck in row.select("del")] == ["was 10.00"]


def test_one_compares_any_two_versions_and_by_default_the_last_with_now(app: Flask) -> None:
    add_small_day(app)
    client = planner(app)
    assert "Er is nog geen versie om mee te vergelijken" in words_of(client.get(f"{PAGE}/vergelijk"))
    make(app)
    change(app, lambda items: setattr(items[0], "title", "Ontvangst"))
    make(app, VAST)
    change(app, lambda items: setattr(items[0], "do", "Glimlach."))
    for query, said in {
        "": "Eén wijziging van versie 1.0 naar wat nu staat",
        "?van=1.0&naar=nu": "Eén wijziging van versie 1.0 naar wat nu staat",
        "?van=0.1&naar=1.0": "Eén wijziging van versie 0.1 naar versie 1.0",
        "?naar=1.0": "Eén wijziging van versie 0.1 naar versie 1.0",
        "?van=0.1": "Eén wijziging van versie 0.1 naar wat nu staat",
        "?naar=0.1": "Vóór versie 0.1 is er geen andere versie",
    }.items():
        answer = client.get(f"{PAGE}/vergelijk{query}")
        assert answer.status_code == 200
        assert said in words_of(answer), query


def test_the_pages_take_the_same_queries_however_many_versions_there_are(app: Flask) -> None:
    add_small_day(app)
    client = planner(app)
    paths = ["", "/versies/0.1", "/vergelijk", "/versies/nieuw"]
    counts = []
    for turn in range(3):
        change(app, lambda items: setattr(items[0], "minutes", 19 - turn))  # noqa: B023, called in this turn
        make(app)
        change(app, lambda items: setattr(items[1], "do", f"Tel tot {turn}."))  # noqa: B023
        found = []
        for path in paths:
            with counted_queries(app) as statements:
                assert client.get(PAGE + path).status_code == 200
            found.append(len(statements))
        counts.append(found)
    assert counts[0] == counts[1] == counts[2]
