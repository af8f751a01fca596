"""The planner says who may register and for whom seats are held."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry
from app.extensions import db
from app.werksessies.models import Domain
from tests.factories import add_registrations, add_werksessie, ids_of, post, sign_in, werksessie_in, words_of
from tests.registrations.visitor import Visitor, faults, rows

PAGE = "/beheer/zwolle-2023/aanmeldingen/regels"
DAY = {"date": date(2031, 6, 12), "registration_opens": None, "registration_closes": None}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2, **DAY)
    sign_in(client, app)
    return client


def save(app: Flask, planner: FlaskClient, **fields: str) -> TestResponse:
    """Send the rules; `held` and `until` go to the first domain."""
    first = ids_of(app, Domain)[0]
    named = {"held": f"domein-{first}-seats", "until": f"domein-{first}-until"}
    sent = {named.get(name, name): text for name, text in fields.items()}
    return post(planner, PAGE, **{"way_in": "open", **sent})


def test_seats_are_held_until_a_day_as_it_is_typed(app: Flask, planner: FlaskClient) -> None:
    answer = save(app, planner, held="2", until="1 mei 2031", auto_place_until="10-6-2031")
    assert answer.status_code == 303
    with app.app_context():
        held = db.session.execute(
            select(Domain.held, Domain.held_until).order_by(Domain.position).limit(2)
        ).all()
        assert [tuple(row) for row in held] == [(2, date(2031, 5, 1)), (None, None)]
    assert werksessie_in(app).auto_place_until == date(2031, 6, 10)
    page = planner.get(PAGE).text
    assert 'value="2031-05-01"' in page
    assert 'value="2031-06-10"' in page


def test_letting_go_of_seats_gives_them_to_who_waits_and_says_so(app: Flask, planner: FlaskClient) -> None:
    save(app, planner, held="2")
    add_registrations(app, "zwolle-2023", "Anna Anders")
    assert [row["state"] for row in rows(app)] == ["op de wachtlijst"]
    answer = save(app, planner)
    assert "1 persoon kreeg een plaats" in words_of(planner.get(answer.location))
    assert [row["state"] for row in rows(app)] == ["aangemeld"]


def test_the_same_rules_again_leave_no_line_on_the_record(app: Flask, planner: FlaskClient) -> None:
    for _ in range(2):
        save(app, planner, way_in="code", entry_code="Rode draad")
    with app.app_context():
        made = db.session.scalars(
            select(AuditEntry.what).where(AuditEntry.what == "registration.rules")
        ).all()
    assert made == ["registration.rules"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"held": "3"}, "U houdt 3 plaatsen vrij, maar er zijn er 2. Houd er minder vrij."),
        ({"held": "", "until": "2031-05-01"}, "Vul in hoeveel plaatsen u vrijhoudt voor gemeente."),
        ({"held": "1", "until": "31-2-2031"}, "De datum 31-2-2031 bestaat niet. Kijk de dag en de maand na."),
        (
            {"way_in": "code", "entry_code": "abc"},
            "Kies een code van minstens 4 tekens. Die typen mensen bij het aanmelden.",
        ),
        (
            {"way_in": "maildomein"},
            "Typ minstens één maildomein, bijvoorbeeld organisatie.nl.",
        ),
        (
            {"way_in": "maildomein", "mail_domains": "zwolle.example, mis lukt"},
            "‘mis’ is geen maildomein. Typ het zo: organisatie.nl",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_asked_again_and_nothing_is_lost(
    app: Flask, planner: FlaskClient, fields: dict[str, str], said: str
) -> None:
    answer = save(app, planner, **fields)
    assert (answer.status_code, list(faults(answer).values())) == (422, [said])
    assert all(text in answer.text for text in fields.values())
    assert (werksessie_in(app).way_in, Visitor(app).get("/zwolle-2023").status_code) == ("open", 200)
