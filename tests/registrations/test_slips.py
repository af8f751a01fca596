"""What people do by mistake when they register: each time something sensible happens."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.registrations.known import meant_address
from app.registrations.models import Registration
from app.registrations.pages import content_of
from app.werksessies.models import Person
from tests.factories import add_werksessie, werksessie_in
from tests.registrations.visitor import Visitor, faults, rows


def emails(app: Flask) -> list[str]:
    return [row["email"] for row in rows(app)]


def forget_what_is_known(app: Flask) -> None:
    """As if the minutes had passed for which it is kept."""
    werksessie = werksessie_in(app)
    with app.app_context():
        content_of(werksessie.id, werksessie.page_stamp).known = None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jan@hotnail.com", "jan@hotmail.com"),
        ("jan@gmial.com", "jan@gmail.com"),
        ("jan@gmail.co", "jan@gmail.com"),
        ("Jan@GMAILL.com", "Jan@gmail.com"),
        ("jan@zwole.example", "jan@zwolle.example"),
        ("jan@zwolle.example", None),
        ("jan@gmail.com", None),
        ("jan@hotmail.nl", None),
        ("jan@elders.example", None),
    ],
)
def test_an_address_with_one_slip_is_recognised(typed: str, meant: str | None) -> None:
    assert meant_address(typed, {"zwolle.example"}) == meant


@pytest.mark.parametrize(("button", "kept"), [(0, "joost@hotmail.com"), (1, "joost@hotnail.com")])
def test_a_typo_is_asked_about_once_and_one_tap_answers(app: Flask, button: int, kept: str) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    asked = visitor.send(email="joost@hotnail.com")
    assert (asked.status_code, faults(asked)) == (
        422,
        {"email": "Bedoelt u joost@hotmail.com? U typte joost@hotnail.com."},
    )
    assert rows(app) == []
    choices = [tag["value"] for tag in BeautifulSoup(asked.text, "html.parser").select('button[name="sure"]')]
    assert visitor.send(email="joost@hotnail.com", sure=str(choices[button])).status_code == 303
    assert emails(app) == [kept]


def test_a_typo_in_the_address_of_a_colleague_organisation_is_asked_about(app: Flask) -> None:
    add_werksessie(app)
    for name in ("an", "bo"):
        Visitor(app).register(email=f"{name}@zwolle.example")
    forget_what_is_known(app)
    assert faults(Visitor(app).send(email="cas@zwole.example")) == {
        "email": "Bedoelt u cas@zwolle.example? U typte cas@zwole.example."
    }


def test_an_answer_that_was_not_offered_is_asked_again(app: Flask) -> None:
    add_werksessie(app)
    answer = Visitor(app).send(email="joost@hotnail.com", sure="ander@gemeente.example")
    assert (answer.status_code, list(faults(answer)), rows(app)) == (422, ["email"], [])


def test_who_mends_the_address_by_hand_keeps_what_they_typed_whatever_button_enter_presses(
    app: Flask,
) -> None:
    add_werksessie(app)
    Visitor(app).register(email="joost@outlook.com", sure="joost@hotmail.com")
    assert emails(app) == ["joost@outlook.com"]


def test_capitals_and_spaces_are_the_same_person_and_a_plus_address_is_another(app: Flask) -> None:
    add_werksessie(app)
    for email in ("jan@x.example", " JAN@X.example ", "mailto:Jan@x.example", "jan+werk@x.example"):
        assert Visitor(app).register(email=email) == "U bent aangemeld"
    assert emails(app) == ["jan@x.example", "jan+werk@x.example"]


def test_two_tabs_are_one_registration_as_the_first_said(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    first, second = visitor.token("/zwolle-2023/aanmelden"), visitor.token("/zwolle-2023/aanmelden")
    answers = [
        visitor.send(csrf_token=token, organisation=organisation).status_code
        for token, organisation in ((first, "Gemeente Zwolle"), (second, "Gemeente Elders"))
    ]
    assert answers == [303, 303]
    assert [row["organisation"] for row in rows(app)] == ["Gemeente Zwolle"]


def test_an_organisation_of_two_hundred_characters_is_kept_whole(app: Flask) -> None:
    add_werksessie(app)
    Visitor(app).register(organisation="O" * 200)
    assert rows(app)[0]["organisation"] == "O" * 200


def test_an_organisation_is_suggested_once_two_people_share_it(app: Flask) -> None:
    add_werksessie(app)
    form = "/zwolle-2023/aanmelden"
    Visitor(app).register(email="a@x.example", organisation="Politie Oost-Nederland")
    Visitor(app).register(email="b@x.example", organisation="Bijzonder Bureau")
    forget_what_is_known(app)
    assert "datalist" not in Visitor(app).get(form).text
    Visitor(app).register(email="c@x.example", organisation="Politie Oost-Nederland")
    assert "datalist" not in Visitor(app).get(form).text, "looked up now and then, not each time"
    forget_what_is_known(app)
    page = BeautifulSoup(Visitor(app).get(form).text, "html.parser")
    assert [tag["value"] for tag in page.select("#organisaties option")] == ["Politie Oost-Nederland"]


def test_a_function_is_kept_when_it_is_told(app: Flask) -> None:
    add_werksessie(app)
    Visitor(app).register(function="Beleidsadviseur")
    Visitor(app).register(email="b@x.example")
    with app.app_context():
        people = db.session.execute(select(Person.function).join(Registration).order_by(Person.id))
        assert [row.function for row in people] == ["Beleidsadviseur", ""]
