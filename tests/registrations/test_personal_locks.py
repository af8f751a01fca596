"""What is still open on a person's own page, and until when."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.extensions import db, now
from app.registrations.models import Need, Registration
from app.werksessies.models import Werksessie
from tests.factories import add_werksessie, words_of
from tests.registrations.visitor import JOOST, Visitor, faults, heading, personal_page, rows

NUTS = {"diet": "geen noten", "consent": "y"}


def joost(app: Flask, **wishes: str) -> tuple[Visitor, str]:
    add_werksessie(app)
    visitor = Visitor(app)
    visitor.register(**wishes)
    return visitor, personal_page(app)


def set_columns(app: Flask, **columns: Any) -> None:
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        for name, value in columns.items():
            setattr(werksessie, name, value)
        db.session.commit()


def diets(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Need.diet)))


def change(visitor: Visitor, page: str, **fields: str) -> int:
    return visitor.act(page, "wijziging", **{**JOOST, **fields}).status_code


def test_the_deadline_is_so_many_working_days_before_the_day() -> None:
    monday_after_easter = Werksessie(date=date(2027, 4, 5), catering_workdays=3)
    assert monday_after_easter.diet_deadline() == date(2027, 3, 31)
    assert Werksessie(date=date(2027, 4, 5)).diet_deadline() is None


def test_who_comes_later_and_goes_earlier_says_so(app: Flask) -> None:
    visitor, page = joost(app)
    assert change(visitor, page, arrives="13", leaves="15.30") == 303
    with app.app_context():
        kept = db.session.scalars(select(Registration)).one()
        assert (kept.arrives, kept.leaves) == (time(13), time(15, 30))
    assert 'value="15.30"' in visitor.get(page).text
    wrong = visitor.act(page, "wijziging", **JOOST, arrives="kwart", leaves="15.30")
    assert faults(wrong) == {"arrives": "Typ de tijd als uren en minuten, bijvoorbeeld 09.30."}
    turned = visitor.act(page, "wijziging", **JOOST, arrives="16.00", leaves="15.30")
    assert faults(turned) == {"leaves": "U gaat weg voordat u komt. Kijk de twee tijden na."}
    assert change(visitor, page) == 303
    with app.app_context():
        assert db.session.scalars(select(Registration.arrives)).all() == [None]


def test_after_the_caterer_s_deadline_the_diet_stays_and_the_rest_is_open(any_app: Flask) -> None:
    visitor, page = joost(any_app, **NUTS)
    set_columns(any_app, date=now().date() + timedelta(days=1), catering_workdays=10)
    shown = visitor.get(page)
    assert "Daarom wijzigt u dit hier niet meer" in words_of(shown)
    assert 'name="diet"' not in shown.text
    assert change(visitor, page, name="Joost Nieuw", diet="alles", consent="y") == 303
    assert diets(any_app) == ["geen noten"]
    assert rows(any_app)[0]["name"] == "Joost Nieuw"
    assert change(visitor, page, drop_needs="y") == 303
    assert diets(any_app) == []
    assert change(visitor, page, **NUTS) == 303
    assert diets(any_app) == []


@pytest.mark.parametrize(("workdays", "late"), [(10, True), (0, False), (None, False)])
def test_the_form_warns_who_comes_after_the_deadline(app: Flask, workdays: int | None, late: bool) -> None:
    add_werksessie(app, date=now().date() + timedelta(days=3), catering_workdays=workdays)
    form = words_of(Visitor(app).get("/zwolle-2023/aanmelden"))
    assert ("De keuken kreeg de aantallen al" in form) == late


def test_once_the_day_has_begun_nothing_changes(app: Flask) -> None:
    visitor, page = joost(app)
    token = visitor.token(page)
    set_columns(app, date=now().date(), starts=time(0), ends=time(23, 59), timezone="UTC")
    shown = visitor.get(page)
    assert heading(shown) == "U bent aangemeld"
    assert "De werksessie is begonnen" in words_of(shown)
    for deed in ("wijziging", "afmelding", "collega"):
        assert f"/{deed}" not in shown.text
    sent = {**JOOST, "colleague": "Bram", "colleague_email": "b@x.example", "csrf_token": token}
    for deed in ("wijziging", "collega"):
        assert visitor.client.post(f"{page}/{deed}", data=sent).status_code == 409
    assert rows(app) == [{**JOOST, "state": "aangemeld"}]
    assert visitor.get(f"{page}/inzage").status_code == 200
