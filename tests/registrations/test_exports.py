"""Who registered, as xlsx and as CSV: whom the filter finds, safe to open, recorded, without what is special."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, time
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db
from app.registrations.exports import HEADS, as_csv, safe_cell, workbook
from app.registrations.models import Need, Registration
from app.werksessies.models import Domain
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of
from tests.registrations.test_list import fill

PAGE = "/beheer/zwolle-2023/aanmeldingen"
AT = datetime(2023, 5, 9, 7, 30, tzinfo=UTC)


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2)
    sign_in(client, app)
    return client


def in_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def in_xlsx(data: bytes) -> list[list[str]]:
    rows = load_workbook(BytesIO(data))["Aanmeldingen"].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def as_known(app: Flask, *people: int) -> None:
    """Registered on a day that a test can name, with a wish that no export may hold."""
    with app.app_context():
        for number in people:
            row = db.session.get_one(Registration, number)
            row.registered_at = AT
            row.placed_at = AT if row.placed_at else None
            db.session.add(
                Need(registration_id=number, diet="geen noten", access="rolstoel", consented_at=AT)
            )
        db.session.commit()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_says_of_everybody_who_when_and_how_it_stands(
    app: Flask, planner: FlaskClient, kind: str
) -> None:
    people = add_registrations(app, "zwolle-2023", "Koen de Vries", "Ömer Aydın", "Anne van den Berg")
    as_known(app, *people)
    with app.app_context():
        first = db.session.get_one(Registration, people[0])
        first.domain_id = db.session.scalars(select(Domain.id).order_by(Domain.position)).first()
        first.note = "Ik kom later;\nbeetje."
        first.person.function, first.arrives, first.leaves = "Adviseur", time(11), time(15, 30)
        db.session.commit()
        domain = db.session.get_one(Registration, people[0]).domain
        assert domain is not None
        domain_name = domain.name
    answer = post(planner, f"{PAGE}/download", als=kind)
    assert answer.headers["Content-Disposition"] == f"attachment; filename=aanmeldingen-zwolle-2023.{kind}"
    day, own = "09-05-2023 09.30", "Gemeente Zwolle"
    omer = ["Ömer Aydın", "Aydın, Ömer", own, "", "", "omer-aydn@gemeente.example"]
    berg = ["Anne van den Berg", "Berg, Anne van den", own, "", "", "anne-van-den-berg@gemeente.example"]
    vries = [
        "Koen de Vries",
        "Vries, Koen de",
        own,
        "Adviseur",
        domain_name,
        "koen-de-vries@gemeente.example",
    ]
    assert (in_xlsx if kind == "xlsx" else in_csv)(answer.data) == [
        list(HEADS),
        [*omer, "aangemeld", day, day, "", "", "", ""],
        [*berg, "op de wachtlijst", day, "", "", "", "", ""],
        [*vries, "aangemeld", day, day, "", "11.00", "15.30", "Ik kom later;\nbeetje."],
    ]


def test_a_csv_is_what_a_dutch_spreadsheet_opens_at_once() -> None:
    data = as_csv(HEADS, [["Ö", "a;b", 'zeg "ja"', "", "", "", "", "", "", ""]])
    assert data.startswith(b"\xef\xbb\xbfNaam;Op achternaam;")
    assert data.endswith('\r\nÖ;"a;b";"zeg ""ja""";;;;;;;\r\n'.encode())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_as_a_formula(start: str) -> None:
    typed = f"{start}HYPERLINK(1)"
    line = [typed, *[""] * 9]
    assert safe_cell(typed) == f"'{typed}"
    assert in_csv(as_csv(HEADS, [line]))[1][0] == f"'{typed}"
    sheet = load_workbook(BytesIO(workbook("Aanmeldingen", HEADS, (20,) * len(HEADS), [line])))[
        "Aanmeldingen"
    ]
    assert sheet["A2"].data_type == "s"
    assert str(sheet["A2"].value).startswith("'")


def test_letters_that_a_workbook_cannot_hold_do_not_break_it() -> None:
    assert in_xlsx(
        workbook("Aanmeldingen", HEADS, (20,) * len(HEADS), [["Jan\x00\x0b", "x" * 40_000, *[""] * 8]])
    )[1][:2] == ["Jan", "x" * 32_767]


def test_the_filter_in_force_says_who_is_in_it(app: Flask, planner: FlaskClient) -> None:
    fill(app, 120)
    waiting = in_csv(post(planner, f"{PAGE}/download", als="csv", staat="op de wachtlijst").data)
    assert len(waiting) == 1 + sum(n % 3 == 0 and n % 7 != 0 for n in range(120))
    assert {line[6] for line in waiting[1:]} == {"op de wachtlijst"}
    turned = in_csv(post(planner, f"{PAGE}/download", als="csv", volgorde="-naam").data)
    assert [line[1] for line in turned[1:3]] == ["Voorbeeld119, Noor van", "Voorbeeld118, Noor van"]


@pytest.mark.parametrize("consent", ["ja", "nee"])
def test_who_told_what_they_need_leaves_the_house_in_no_file(
    app: Flask, planner: FlaskClient, consent: str
) -> None:
    as_known(app, *add_registrations(app, "zwolle-2023", "Koen de Vries"))
    answer = post(planner, f"{PAGE}/download", toestemming=consent)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?toestemming={consent}")
    assert "daarvan maken wij geen bestand met namen" in words_of(planner.get(answer.location))
    with app.app_context():
        assert db.session.scalars(select(AuditEntry.what)).all() == []


def test_what_leaves_the_house_is_recorded_without_names(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Koen de Vries")
    post(planner, f"{PAGE}/download", als="csv", q="koen")
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.what, entry.detail) == ("registrations.export", {"format": "csv", "people": 1})


def test_a_file_takes_the_same_number_of_queries_however_long_it_is(app: Flask, planner: FlaskClient) -> None:
    counts = set()
    for number in (1, 200):
        fill(app, number)
        with counted_queries(app) as statements:
            post(planner, f"{PAGE}/download")
        counts.add(len(statements))
    assert len(counts) == 1, counts
