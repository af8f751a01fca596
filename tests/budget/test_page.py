"""The page of the budget: lines of the plan and by hand, what is written beside them, the frame, the workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.budget.models import BudgetLine
from app.catering.models import CateringMoment
from app.draaiboek.example import example_draaiboek
from app.draaiboek.store import store
from app.extensions import db, now
from app.logistics.models import VenueTerms
from app.speakers.models import Speaker
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_werksessie,
    at_once,
    counted_queries,
    ids_of,
    post,
    sign_in,
    words_of,
)

SLUG = "zwolle-2023"
PAGE = f"/beheer/{SLUG}/budget"
PRINT: dict[str, Any] = {"line": "Drukwerk", "estimate": "1.250", "btw": "21"}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """A plan in which only one speaker, one lunch and the venue cost something."""
    add_werksessie(app)
    sign_in(client, app)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        db.session.query(BudgetLine).delete()
        db.session.query(VenueTerms).delete()
        speakers = db.session.scalars(select(Speaker).order_by(Speaker.position)).all()
        for speaker in speakers:
            speaker.fee = speaker.travel_costs = None
        speakers[0].fee, speakers[0].travel_costs, speakers[0].status = 45_000, 2_550, "benaderd"
        for moment in db.session.scalars(select(CateringMoment)):
            moment.per_person = 1_250 if moment.key == "lunch" else None
        db.session.add(VenueTerms(werksessie_id=werksessie.id, rent=100_000))
        werksessie.budget_frame = 200_000
        db.session.commit()
    return client


def rows_of(client: FlaskClient) -> dict[str, list[str]]:
    """What the tables say: per line its name, and its cells."""
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    found = {}
    for row in page.select(".money tbody tr"):
        head = row.select_one("th a.t") or row.select_one("th")
        assert head is not None
        name = next(iter(head.stripped_strings))
        found[name] = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
    return found


def first_speaker(app: Flask) -> tuple[str, str]:
    with app.app_context():
        speaker = db.session.scalars(select(Speaker).order_by(Speaker.position)).first()
        assert speaker is not None
        return speaker.key, speaker.person.name


def meal_of(app: Flask) -> str:
    """The one that has a price."""
    with app.app_context():
        return db.session.scalars(
            select(CateringMoment.title).where(CateringMoment.per_person.is_not(None))
        ).one()


def beside(client: FlaskClient, source: str) -> int:
    """Open the facts beside a line of the plan; the id of their row."""
    answer = post(client, f"{PAGE}/uit-het-plan", bron=source)
    return int(answer.location.rpartition("-")[2])


def test_the_plan_tells_its_own_costs(app: Flask, planner: FlaskClient) -> None:
    _key, name = first_speaker(app)
    rows = rows_of(planner)
    assert rows[name] == ["€ 475,50", "nog niet", "nog niet", "€ 475,50", "€ 575,36 21 %"]
    assert rows["Huur van Congrescentrum De Voorbeeldkade"][0] == "€ 1.000,00"
    portions = meal_of(app)
    before = rows[portions][0]
    add_registrations(app, SLUG, "Anne Berg", "Bea Dijk")
    assert rows_of(planner)[portions][0] != before
    with app.app_context():
        db.session.scalars(select(Speaker).order_by(Speaker.position)).first().status = "bevestigd"  # type: ignore[union-attr]
        db.session.commit()
    assert rows_of(planner)[name][1] == "€ 475,50"


def test_a_line_by_hand_is_added_changed_removed_and_brought_back(app: Flask, planner: FlaskClient) -> None:
    assert post(planner, f"{PAGE}/posten", **PRINT).status_code == 303
    (row,) = ids_of(app, BudgetLine)
    assert rows_of(planner)["Drukwerk"] == [
        "€ 1.250,00",
        "nog niet",
        "nog niet",
        "€ 1.250,00",
        "€ 1.512,50 21 %",
    ]
    facts = {
        "committed": "1250,50",
        "ordered_on": "3-2-2027",
        "obligation": "4501",
        "supplier": "Drukker Voorbeeld",
    }
    form = {"basis": _basis(planner, row)} | PRINT | facts
    assert post(planner, f"{PAGE}/posten/{row}", **form).status_code == 303
    assert rows_of(planner)["Drukwerk"][1:4] == ["€ 1.250,50", "nog niet", "€ 1.250,50"]
    assert "Drukker Voorbeeld opdracht 3 feb (4501)" in words_of(planner.get(PAGE))
    post(planner, f"{PAGE}/posten/{row}/verwijdering")
    answer = planner.get(PAGE)
    assert "‘Drukwerk’ is verwijderd. Ongedaan maken" in words_of(answer)
    undo = BeautifulSoup(answer.text, "html.parser").select_one(".messages form")
    assert undo is not None
    post(planner, str(undo["action"]))
    assert rows_of(planner)["Drukwerk"][1] == "€ 1.250,50"
    assert "opdracht 3 feb (4501)" in words_of(planner.get(PAGE))


def _basis(client: FlaskClient, row: int) -> str:
    page = BeautifulSoup(client.get(f"{PAGE}?open=posten-{row}").text, "html.parser")
    basis = page.select_one("input[name=basis]")
    assert basis is not None
    return str(basis["value"])


def test_facts_stand_beside_a_line_of_the_plan_and_outlive_it(app: Flask, planner: FlaskClient) -> None:
    key, name = first_speaker(app)
    row = beside(planner, f"speaker:{key}")
    assert beside(planner, f"speaker:{key}") == row
    opened = planner.get(f"{PAGE}?open=posten-{row}").text
    assert 'name="actual"' in opened
    assert 'name="estimate"' not in opened
    form: dict[str, Any] = {
        "basis": _basis(planner, row),
        "actual": "500",
        "btw": "0",
        "invoiced_on": "1-7-2027",
    }
    assert post(planner, f"{PAGE}/posten/{row}", **form).status_code == 303
    assert rows_of(planner)[name] == ["€ 475,50", "nog niet", "€ 500,00", "€ 500,00", "€ 500,00 0 %"]
    with app.app_context():
        db.session.scalars(select(Speaker).where(Speaker.key == key)).one().fee = None
        db.session.scalars(select(Speaker).where(Speaker.key == key)).one().travel_costs = None
        db.session.commit()
    assert rows_of(planner)[name] == ["€ 0,00", "nog niet", "€ 500,00", "€ 500,00", "€ 500,00 0 %"]
    assert "Staat niet meer in het plan. Wat u erbij schreef, blijft tellen." in words_of(planner.get(PAGE))
    post(planner, f"{PAGE}/posten/{row}/verwijdering")
    undo = BeautifulSoup(planner.get(PAGE).text, "html.parser").select_one(".messages form")
    assert undo is not None
    post(planner, str(undo["action"]))
    with app.app_context():
        assert db.session.scalars(select(BudgetLine.source)).one() == f"speaker:{key}"


def test_two_who_open_the_same_line_of_the_plan_share_one_row(any_app: Flask) -> None:
    add_werksessie(any_app)
    before = len(ids_of(any_app, BudgetLine))
    with any_app.app_context():
        for speaker in db.session.scalars(select(Speaker)):
            speaker.fee = 45_000
        db.session.commit()
    key, _name = first_speaker(any_app)
    clients = [any_app.test_client() for _ in range(4)]
    for client in clients:
        sign_in(client, any_app)
    rows = at_once(any_app, *(lambda client=client: beside(client, f"speaker:{key}") for client in clients))
    assert len(set(rows)) == 1
    assert len(ids_of(any_app, BudgetLine)) == before + 1
    assert clients[0].get(PAGE).status_code == 200


def test_a_line_that_the_plan_does_not_tell_cannot_be_opened(app: Flask, planner: FlaskClient) -> None:
    for source in ("speaker:niemand", "", "x" * 500):
        assert post(planner, f"{PAGE}/uit-het-plan", bron=source).location == PAGE
    assert ids_of(app, BudgetLine) == []
    assert "Deze post staat niet meer in het plan." in words_of(planner.get(PAGE))


def test_two_planners_in_one_line_see_each_others_amount(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{PAGE}/posten", **PRINT)
    (row,) = ids_of(app, BudgetLine)
    basis = _basis(planner, row)
    post(planner, f"{PAGE}/posten/{row}", **PRINT | {"basis": basis, "estimate": "1300"})
    late = post(planner, f"{PAGE}/posten/{row}", **PRINT | {"basis": basis, "estimate": "1400"})
    assert late.status_code == 409
    assert "Uw collega bewaarde: 1300,00" in words_of(late)
    assert 'value="1400' in late.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"line": ""}, "Typ waarvoor het geld is"),
        ({"estimate": "veel"}, "Typ het bedrag in euro's"),
        ({"estimate": ""}, "Typ wat u verwacht."),
        ({"btw": "2,5"}, "Typ de btw als een heel percentage"),
        ({"btw": "101"}, "Typ de btw als een heel percentage"),
        ({"paid_on": "gisteren"}, "Typ de datum als dag, maand en jaar"),
    ],
)
def test_what_cannot_be_a_line_is_said_and_what_was_typed_stays(
    planner: FlaskClient, fields: dict[str, Any], sentence: str
) -> None:
    answer = post(planner, f"{PAGE}/posten", **PRINT | {"supplier": "Onthoud mij"} | fields)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert "Onthoud mij" in answer.text


def test_the_frame_is_held_against_what_is_expected(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        for moment in db.session.scalars(select(CateringMoment)):
            moment.per_person = None
        db.session.commit()
    assert "Nog € 524,50 binnen het kader" in words_of(planner.get(PAGE))
    post(planner, f"{PAGE}/posten", **PRINT | {"estimate": "€ 824,50"})
    page = planner.get(PAGE)
    assert "€ 300,00 over het kader" in words_of(page)
    assert f'href="/beheer/{SLUG}/opdracht"' in page.text


def test_the_workbook_has_every_line_the_total_and_no_formula(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{PAGE}/posten", **PRINT | {"line": "=1+1", "supplier": "+31", "paid_on": "1-7-2027"})
    answer = planner.get(f"{PAGE}.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=budget-zwolle-2023.xlsx"
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    own = next(row for row in rows if row[1] == "'=1+1")
    assert (own[2], *own[3:10], own[14]) == ("'+31", 1250, None, None, 1250, 21, 262.5, 1512.5, "01-07-2027")
    total, frame = rows[-2:]
    assert total[1] == "Totaal"
    for column in (3, 6, 8, 9):
        amounts = [float(str(row[column])) for row in rows[1:-2] if row[column] is not None]
        assert total[column] == pytest.approx(sum(amounts))
    assert (frame[1], frame[6]) == ("Kader van de opdracht", 2000)


def test_the_page_takes_the_same_number_of_queries_however_much_there_is(
    app: Flask, planner: FlaskClient
) -> None:
    counts = set()
    for number in (1, 40):
        for place in range(number):
            post(planner, f"{PAGE}/posten", **PRINT | {"line": f"Post {number} {place}"})
        planner.get(PAGE)
        with counted_queries(app) as statements:
            assert planner.get(PAGE).status_code == 200
        counts.add(len(statements))
    assert len(counts) == 1


def test_the_example_counts_the_rent_once_and_stays_within_the_frame_when_full(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        werksessie = store(example_draaiboek(now()), now())
        werksessie.published_at, werksessie.registration_opens = now(), None
        slug = werksessie.slug
        db.session.commit()
    sign_in(client, app)
    add_registrations(app, slug, *(f"Deelnemer {number}" for number in range(96)))
    rows = rows_of(client)
    assert [name for name in rows if "huur" in name.lower()] == ["Huur van Congrescentrum De Voorbeeldkade"]
    assert not [name for name in rows if "Lunch en koffie" in name]
    assert "binnen het kader" in words_of(client.get(PAGE))
