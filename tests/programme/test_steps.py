"""What happens at a table: its case and steps in the editor, checked against the item, and never lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from app.extensions import db
from app.programme import plan
from app.programme.dividing import halves, split_item
from app.programme.models import Item, RemovedPart
from app.programme.plain import item_from_json, to_json
from app.programme.restoring import restore
from app.programme.rows import item_as_typed
from app.programme.timeline import timeline
from tests.factories import post, sign_in, words_of
from tests.programme.days import PAGE, WELCOME, add_day, id_of, row_of, send, the_day
from tests.programme.test_views import faults_of, opened

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
READ = plan.Step(minutes=5, what="Iedereen leest.", round="Ronde 1")
TALK = plan.Step(minutes=25, what="Kies een signaal.", paper="gele kaart: één signaal")
TABLES = plan.Item(
    title="Casustafels",
    minutes=30,
    kind=plan.Kind.WERKVORM,
    case="D. is vijftien.\nVerzonnen.",
    steps=(READ, TALK),
    stuck=("Te weinig tijd: sla het lezen over.",),
)


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """A planner signed in, with a day of which one item has steps."""
    add_day(app, WELCOME, TABLES)
    sign_in(client, app)
    return client


def kept(app: Flask) -> plan.Item:
    """The tables as they are saved, apart from what they were stored with."""
    with app.app_context():
        return replace(item_as_typed(row_of("Casustafels")), uid=None)


def test_an_item_with_steps_survives_json() -> None:
    assert item_from_json(to_json(TABLES)) == TABLES


def test_saving_the_form_as_it_is_changes_nothing(app: Flask, planner: FlaskClient) -> None:
    item_id = id_of(app, "Casustafels")
    assert send(planner, f"{item_id}", **opened(planner, item_id)).status_code == 303
    assert kept(app) == TABLES


def test_case_steps_and_what_helps_are_typed_at_the_item(app: Flask, planner: FlaskClient) -> None:
    item_id = id_of(app, "Welkom")
    fields = opened(planner, item_id) | {
        "case": "Een casus.",
        "steps-0-minutes": "1 u 0",
        "steps-0-round": "Ronde 1",
        "steps-0-what": "Lees.",
        "steps-0-paper": "",
        "steps-1-minutes": "",
        "steps-1-round": "",
        "steps-1-what": "",
        "steps-1-paper": "",
        "stuck": "Stil: vraag door.\n\nDruk: wacht.",
    }
    assert send(planner, f"{item_id}", **fields).status_code == 303
    with app.app_context():
        item = item_as_typed(row_of("Welkom"))
    assert (item.case, item.steps, item.stuck) == (
        "Een casus.",
        (plan.Step(minutes=60, what="Lees.", round="Ronde 1"),),
        ("Stil: vraag door.", "Druk: wacht."),
    )


def test_a_step_comes_and_goes_by_a_button(app: Flask, planner: FlaskClient) -> None:
    item_id = id_of(app, "Casustafels")
    fields = opened(planner, item_id)
    more = send(planner, f"{item_id}", **fields | {"actie": "steps-erbij"})
    page = BeautifulSoup(more.text, "html.parser")
    assert len(page.select("#deel-stappen fieldset")) == 3
    assert page.select_one("#deel-stappen[open]") is not None
    less = send(planner, f"{item_id}", **fields | {"actie": "steps-weg-0"})
    left = BeautifulSoup(less.text, "html.parser").select("#deel-stappen fieldset input")
    assert [field["value"] for field in left] == ["25", "", "Kies een signaal.", "gele kaart: één signaal"]
    assert kept(app) == TABLES


def test_a_step_without_minutes_or_words_is_asked_for_and_nothing_is_lost(
    app: Flask, planner: FlaskClient
) -> None:
    item_id = id_of(app, "Casustafels")
    fields = opened(planner, item_id) | {"steps-0-minutes": "", "steps-1-what": ""}
    answer = send(planner, f"{item_id}", **fields)
    assert answer.status_code == 422
    assert faults_of(answer) == [
        "Typ minuten als een heel getal, bijvoorbeeld 15.",
        "Typ wat de tafel doet, of haal de stap weg.",
    ]
    assert "gele kaart: één signaal" in answer.text
    assert kept(app) == TABLES


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (
            20,
            [
                "De stappen van ‘Casustafels’ duren samen 30 minuten, 10 minuten langer dan het onderdeel. "
                "Maak een stap korter of het onderdeel langer."
            ],
        ),
        (30, []),
        (35, []),
        (36, ["De stappen van ‘Casustafels’ duren samen 30 minuten. Er blijven 6 minuten over."]),
    ],
)
def test_the_row_says_when_the_steps_do_not_fit(
    app: Flask, client: FlaskClient, minutes: int, told: list[str]
) -> None:
    add_day(app, WELCOME, replace(TABLES, minutes=minutes))
    sign_in(client, app)
    page = BeautifulSoup(client.get(PAGE).text, "html.parser")
    notices = page.select(f"#onderdeel-{id_of(app, 'Casustafels')} .notice > p")
    assert [notice.get_text().strip() for notice in notices] == told


def test_steps_that_do_not_fit_do_not_stop_publishing(app: Flask) -> None:
    add_day(app, replace(TABLES, minutes=20))
    with app.app_context():
        day = plan.Day(date=the_day().date, starts=the_day().starts, ends=the_day().ends)
    found = timeline(day, [replace(TABLES, minutes=20)]).problems
    assert [(problem.minutes, problem.blocking) for problem in found] == [(10, False)]


def test_two_planners_who_change_the_steps_both_see_what_the_other_wrote(
    app: Flask, planner: FlaskClient
) -> None:
    item_id = id_of(app, "Casustafels")
    mine = opened(planner, item_id)
    assert send(planner, f"{item_id}", **mine | {"steps-0-what": "Lees stil."}).status_code == 303
    answer = send(planner, f"{item_id}", **mine | {"steps-1-what": "Kies er twee."})
    assert answer.status_code == 409
    assert "Stappen aan tafel" in words_of(answer)
    assert "5 min: Lees stil. 25 min: Kies een signaal." in words_of(answer)
    assert "Kies er twee." in answer.text


def test_who_takes_an_item_out_gets_it_back_with_its_steps(app: Flask, planner: FlaskClient) -> None:
    send(planner, f"{id_of(app, 'Casustafels')}/verwijdering")
    with app.app_context():
        removed = db.session.query(RemovedPart).one().id
    assert post(planner, f"{PAGE}/verwijderd/{removed}/herstel").status_code == 303
    assert kept(app) == TABLES


def test_a_workbook_leaves_the_steps_as_they_are(app: Flask, planner: FlaskClient) -> None:
    book = load_workbook(BytesIO(planner.get(f"{PAGE}.xlsx").data))
    for row in book["Programma"].iter_rows():
        for cell in row:
            if cell.value == "Casustafels":
                cell.value = "Tafels met casus"
    file = BytesIO()
    book.save(file)
    preview = send(planner, "excel", bestand=(BytesIO(file.getvalue()), "programma.xlsx"))
    field = BeautifulSoup(preview.text, "html.parser").select_one("[name=plan]")
    assert field is not None
    assert send(planner, "excel/toepassing", plan=field["value"]).status_code == 303
    with app.app_context():
        item = item_as_typed(row_of("Tafels met casus"))
    assert replace(item, uid=None) == replace(TABLES, title="Tafels met casus")


def test_who_splits_an_item_gives_each_half_its_share_of_the_steps(app: Flask) -> None:
    start, rest = halves(TABLES, 10)
    assert start.steps == (READ, replace(TALK, minutes=5))
    assert rest.steps == (replace(TALK, minutes=20),)
    assert halves(TABLES, 5)[0].steps == (READ,)
    add_day(app, TABLES)
    with app.app_context():
        second, removed = split_item(the_day(), row_of("Casustafels").id, 10, None, AT)
        assert sum(step["minutes"] for step in second.steps) == 20
        restore(the_day(), removed.id, None, AT)
        assert db.session.query(Item).count() == 1
    assert kept(app) == TABLES
