"""The list of participants, and the names that are kept back: with tests that try to get at what they should not."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db, now
from app.registrations.models import Registration
from app.werksessies.models import Person
from tests.factories import add_werksessie, ids_of, post, sign_in, words_of
from tests.pdf.reading import poppler
from tests.registrations.visitor import Visitor

LIST = "/beheer/zwolle-2023/aanmeldingen"
DAY = {"date": date(2031, 6, 12), "registration_opens": None, "registration_closes": None}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """Anna and Bo agreed to stand on the list and Cor did not; Dirk did, and waits."""
    add_werksessie(app, capacity=3, **DAY)
    sign_in(client, app)
    visitor = Visitor(app)
    for name, fields in (
        ("Anna Berg", {"listed": "y", "photo": "y"}),
        ("Bo Zilver", {"listed": "y"}),
        ("Cor Stil", {}),
        ("Dirk Wacht", {"listed": "y"}),
    ):
        answer = visitor.send(name=name, email=f"{name.split()[1].lower()}@x.example", **fields)
        assert answer.status_code == 303
    return client


def own_page(app: Flask, name: str) -> str:
    with app.app_context():
        token = select(Registration.token).join(Person, Person.id == Registration.person_id)
        return f"/aanmelding/{db.session.scalars(token.where(Person.name == name)).one()}"


def keep_back(app: Flask, name: str) -> None:
    with app.app_context():
        db.session.scalars(select(Person).where(Person.name == name)).one().first_name_only_since = now()
        db.session.commit()


def in_xlsx(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def test_only_who_agreed_and_has_a_place_stands_on_the_list(app: Flask, planner: FlaskClient) -> None:
    page = words_of(planner.get(f"{LIST}/deelnemerslijst"))
    assert "2 van de 3 mensen met een plaats willen op deze lijst." in page
    assert "Berg, Anna Gemeente Zwolle Zilver, Bo Gemeente Zwolle" in page
    assert "Stil" not in page
    assert "Wacht" not in page
    assert in_xlsx(post(planner, f"{LIST}/deelnemerslijst.xlsx").data) == [
        ("Naam", "Op achternaam", "Organisatie"),
        ("Anna Berg", "Berg, Anna", "Gemeente Zwolle"),
        ("Bo Zilver", "Zilver, Bo", "Gemeente Zwolle"),
    ]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.what, entry.detail) == ("participants.export", {"people": 2})


def test_who_has_a_place_reads_it_and_nobody_else(app: Flask, planner: FlaskClient) -> None:
    visitor = Visitor(app)
    seen = visitor.get(f"{own_page(app, 'Cor Stil')}/deelnemers")
    assert seen.status_code == 200
    assert "Anna Berg , Gemeente Zwolle Bo Zilver" in words_of(seen)
    assert "U staat er zelf niet op." in words_of(seen)
    assert (seen.headers["Cache-Control"], seen.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert visitor.get(f"{own_page(app, 'Dirk Wacht')}/deelnemers").status_code == 404
    assert visitor.get("/aanmelding/geraden/deelnemers").status_code == 404


def test_one_changes_ones_mind_at_any_time(app: Flask, planner: FlaskClient) -> None:
    visitor, page = Visitor(app), own_page(app, "Anna Berg")
    known = {"name": "Anna Berg", "organisation": "Gemeente Zwolle", "domain": "onderwijs"}
    for fields, listed, photo in (
        ({"photo": "y"}, False, True),
        ({"listed": "y"}, True, False),
        ({}, False, False),
    ):
        sent = {**known, **fields, "csrf_token": visitor.token(page)}
        assert visitor.client.post(f"{page}/wijziging", data=sent).status_code == 303
        with app.app_context():
            row = db.session.scalars(select(Registration).order_by(Registration.id)).first()
            assert row is not None
            assert (row.listed_at is not None, row.photo_at is not None) == (listed, photo)


def test_of_a_closed_subject_there_is_no_list_by_any_address(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{LIST}/regels", way_in="open", closed="y")
    visitor = Visitor(app)
    shown = planner.get(f"{LIST}/deelnemerslijst").text
    refused = post(planner, f"{LIST}/deelnemerslijst.xlsx")
    own = visitor.get(own_page(app, "Cor Stil")).text
    assert "Dit onderwerp is besloten." in shown
    assert (refused.status_code, visitor.get(f"{own_page(app, 'Cor Stil')}/deelnemers").status_code) == (
        303,
        404,
    )
    assert "deelnemers" not in own.partition("</head>")[2].replace("deelnemerslijst.", "")
    assert 'name="listed"' not in own
    assert "Maak geen foto’s" in own
    assert not [name for name in ("Berg", "Zilver") if name in shown + refused.text + own]
    sent = {"name": "Cor Stil", "organisation": "X", "domain": "onderwijs", "listed": "y"}
    page = own_page(app, "Cor Stil")
    visitor.client.post(f"{page}/wijziging", data={**sent, "csrf_token": visitor.token(page)})
    with app.app_context():
        cor = db.session.scalars(select(Registration).where(Registration.email_key == "stil@x.example")).one()
        assert (cor.person.organisation, cor.listed_at) == ("X", None)


def test_a_surname_is_kept_back_on_every_list_badge_and_file(
    app: Flask, planner: FlaskClient, tmp_path: Path
) -> None:
    keep_back(app, "Bo Zilver")
    files = [post(planner, f"{LIST}/download", als=kind).data for kind in ("csv", "xlsx")]
    lists = [
        files[0].decode("utf-8-sig"),
        repr(in_xlsx(files[1])),
        repr(in_xlsx(post(planner, f"{LIST}/deelnemerslijst.xlsx").data)),
        planner.get(f"{LIST}/deelnemerslijst").text,
        Visitor(app).get(f"{own_page(app, 'Anna Berg')}/deelnemers").text,
        poppler("pdftotext", post(planner, f"{LIST}/presentielijst.pdf", per="letter").data, tmp_path),
        poppler(
            "pdftotext", post(planner, f"{LIST}/badges.pdf", sheet="90x54", order="achternaam").data, tmp_path
        ),
    ]
    for told in lists:
        assert "Bo" in told
        assert "Anna" in told
        assert "zilver" not in told.casefold()


def test_a_badge_says_who_may_not_be_photographed(app: Flask, planner: FlaskClient, tmp_path: Path) -> None:
    badges = post(planner, f"{LIST}/badges.pdf", sheet="90x54", order="achternaam").data
    assert poppler("pdftotext", badges, tmp_path).count("geen foto") == 2


def test_the_planner_keeps_a_surname_back_and_gives_it_again(app: Flask, planner: FlaskClient) -> None:
    bo = ids_of(app, Registration)[1]
    for wanted in (True, False):
        page = planner.get(f"{LIST}/{bo}").text
        seen = page.partition('name="seen"')[2].partition('value="')[2].partition('"')[0]
        fields = {"name": "Bo Zilver", "organisation": "Gemeente Zwolle", "seen": seen}
        answer = post(
            planner, f"{LIST}/{bo}/gegevens", **fields, **({"first_name_only": "y"} if wanted else {})
        )
        assert answer.status_code == 303
        with app.app_context():
            assert db.session.get_one(Registration, bo).person.first_name_only is wanted
        assert ("op papier alleen de voornaam" in planner.get(f"{LIST}/{bo}").text) is wanted
