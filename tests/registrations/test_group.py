"""A team leader registers colleagues: each comes in as if alone, and the contact learns names and states only."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.extensions import db
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.registrations.models import GroupContact, Receipt, Registration
from tests.factories import add_registrations, add_werksessie, at_once, words_of
from tests.registrations.visitor import Visitor, faults, heading, rows

FORM = "/zwolle-2023/aanmelden/groep"
LEADER = {
    "name": "Nadia Leider",
    "email": "nadia@gemeente.example",
    "organisation": "Gemeente Zwolle",
    "domain": "jongerenwerk",
}


def colleagues(*names: str) -> dict[str, str]:
    """Rows 1, 2, … of the form."""
    fields = {}
    for row, name in enumerate(names, 1):
        fields |= {f"name_{row}": name.title(), f"email_{row}": f"{name.lower()}@gemeente.example"}
    return fields


def send(app: Flask, *names: str, **fields: str) -> TestResponse:
    visitor = Visitor(app)
    token = visitor.token(FORM)
    return visitor.client.post(FORM, data={**LEADER, **colleagues(*names), "csrf_token": token, **fields})


def groups_page(app: Flask, email: str = LEADER["email"]) -> str:
    with app.app_context():
        token = db.session.scalars(select(GroupContact.token).where(GroupContact.email == email)).one()
    return f"/groep/{token}"


def states(page: TestResponse) -> list[tuple[str, str]]:
    """Names and states on the page of a contact."""
    pairs = BeautifulSoup(page.text, "html.parser").select(".pairs > div")
    return [(pair.dd.get_text(strip=True), pair.dt.get_text(strip=True)) for pair in pairs]


def test_each_gets_a_place_and_a_mail_and_the_contact_one_link(any_app: Flask) -> None:
    add_werksessie(any_app)
    answer = send(any_app, "fatima", "bram", function_1="Wijkteam")
    assert answer.status_code == 303
    client = any_app.test_client()
    assert heading(client.get(answer.location)) == "Wij hebben uw collega’s genoteerd"
    shared = {"organisation": "Gemeente Zwolle", "domain": "jongerenwerk", "state": "aangemeld"}
    assert rows(any_app) == [
        {"name": "Fatima", "email": "fatima@gemeente.example", **shared},
        {"name": "Bram", "email": "bram@gemeente.example", **shared},
    ]
    page = client.get(groups_page(any_app))
    assert states(page) == [("Fatima", "aangemeld"), ("Bram", "aangemeld")]
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    with any_app.app_context():
        reconcile()
        sent = db.session.execute(select(OutgoingMail.to_address, OutgoingMail.kind)).all()
        assert sorted(tuple(row) for row in sent) == [
            ("bram@gemeente.example", "confirmation"),
            ("fatima@gemeente.example", "confirmation"),
            ("nadia@gemeente.example", "group"),
        ]
        functions = db.session.scalars(select(Registration).order_by(Registration.id))
        assert [row.person.function for row in functions] == ["Wijkteam", ""]


def test_who_comes_too_goes_first_and_the_rest_waits_in_the_order_given(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=2)
    send(any_app, "fatima", "bram", "ilse", comes="y")
    assert [(row["name"], row["state"]) for row in rows(any_app)] == [
        ("Nadia Leider", "aangemeld"),
        ("Fatima", "aangemeld"),
        ("Bram", "op de wachtlijst"),
        ("Ilse", "op de wachtlijst"),
    ]


def test_the_page_of_the_contact_shows_what_becomes_of_them_and_no_details(app: Flask) -> None:
    add_werksessie(app)
    send(app, "fatima", "bram", function_1="Wijkteam")
    visitor = Visitor(app)
    with app.app_context():
        fatima = db.session.scalars(
            select(Registration).where(Registration.email_key.startswith("fatima"))
        ).one()
        own = f"/aanmelding/{fatima.token}"
    visitor.act(own, "afmelding")
    page = visitor.get(groups_page(app))
    assert states(page) == [("Fatima", "afgemeld"), ("Bram", "aangemeld")]
    for detail in ("fatima@", "Wijkteam", own):
        assert detail not in page.text


def test_nothing_tells_who_was_on_the_list_before(app: Flask) -> None:
    add_werksessie(app)
    add_registrations(app, "zwolle-2023", "Fatima")
    answers = []
    for leader, name in (("a@x.example", "fatima"), ("b@x.example", "karim")):
        sent = send(app, name, email=leader, name_1="Iemand Anders")
        visitor = Visitor(app)
        receipt = words_of(visitor.get(sent.location)).replace(leader, "")
        answers.append((sent.status_code, receipt, words_of(visitor.get(groups_page(app, leader)))))
    assert answers[0] == answers[1]
    assert rows(app)[0]["name"] == "Fatima"
    with app.app_context():
        asked = select(Registration.email_key).where(Registration.link_asked_at.is_not(None))
        assert db.session.scalars(asked).all() == ["fatima@gemeente.example"]
        contact = db.session.scalars(select(GroupContact).where(GroupContact.email == "a@x.example")).one()
        assert db.session.scalar(select(Registration).where(Registration.contact_id == contact.id)) is None


def test_a_second_click_is_one_act(any_app: Flask) -> None:
    add_werksessie(any_app)
    token = Visitor(any_app)
    fields = {**LEADER, **colleagues("fatima", "bram"), "csrf_token": token.token(FORM)}
    answers = [token.client.post(FORM, data=fields).location for _ in range(2)]
    assert answers[0] == answers[1]
    with any_app.app_context():
        made = [
            db.session.scalars(select(func.count()).select_from(table)).one()
            for table in (GroupContact, Registration, Receipt, OutgoingMail)
        ]
    assert made == [1, 2, 1, 1]


def test_faults_are_told_by_row_and_nothing_is_lost(app: Flask) -> None:
    add_werksessie(app)
    answer = send(
        app,
        "fatima",
        email_1="fatima@gemeente",
        function_2="Docent",
        name_3="Ilse",
        email_3="ilse@hotnail.com",
        name_5="Bram",
        email_5="nadia@gemeente.example",
        comes="y",
    )
    assert answer.status_code == 422
    assert faults(answer) == {
        "email_1": "Collega 1: vul het e-mailadres aan, bijvoorbeeld naam@organisatie.nl.",
        "name_2": "Collega 2: vul de naam in.",
        "email_2": "Collega 2: vul het e-mailadres in. Daar gaan de bevestiging en de link heen.",
        "email_3": "Collega 3: bedoelt u ilse@hotmail.com? U typte ilse@hotnail.com. Klopt dat wel? "
        "Verstuur dan nog een keer.",
        "email_5": "Collega 5: dit adres staat er al, bij uzelf.",
    }
    typed = {
        field["name"]: field.get("value", "")
        for field in BeautifulSoup(answer.text, "html.parser").select("input[name]")
    }
    assert [typed[name] for name in ("name", "email_1", "function_2", "name_5", "sure_3")] == [
        "Nadia Leider",
        "fatima@gemeente",
        "Docent",
        "Bram",
        "ilse@hotnail.com",
    ]
    assert rows(app) == []
    empty = send(app)
    assert faults(empty) == {"name_1": "Vul de naam en het e-mailadres van ten minste één collega in."}
    stubborn = send(app, "ilse", email_1="ilse@hotnail.com", sure_1="ilse@hotnail.com")
    assert stubborn.status_code == 303


@pytest.mark.parametrize(
    ("columns", "offered"),
    [
        ({}, 200),
        ({"way_in": "code", "entry_code": "1234"}, 200),
        ({"way_in": "goedkeuring"}, 200),
        ({"way_in": "uitnodiging"}, 409),
        ({"published_at": None}, 404),
    ],
)
def test_the_form_is_there_where_one_can_register_without_an_invitation(
    client: FlaskClient, app: Flask, columns: dict[str, Any], offered: int
) -> None:
    add_werksessie(app, **columns)
    assert client.get(FORM).status_code == offered


def test_the_way_in_holds_for_a_group(app: Flask) -> None:
    add_werksessie(app, way_in="maildomein", mail_domains="gemeente.example")
    refused = send(app, "fatima", email="nadia@elders.example", email_1="fatima@elders.example")
    assert faults(refused) == {
        "email_1": "Collega 1: aanmelden kan met een e-mailadres van gemeente.example."
    }
    assert send(app, "fatima", email="nadia@elders.example").status_code == 303
    add_werksessie(app, "met-code", way_in="code", entry_code="zonnebloem")
    visitor = Visitor(app)
    path = "/met-code/aanmelden/groep"
    wrong = visitor.client.post(
        path, data={**LEADER, **colleagues("bram"), "code": "roos", "csrf_token": visitor.token(path)}
    )
    assert list(faults(wrong)) == ["code"]


def test_where_the_planner_judges_each_of_the_group_is_judged(app: Flask) -> None:
    add_werksessie(app, way_in="goedkeuring", capacity=1)
    sent = send(app, "fatima", "bram")
    assert [row["state"] for row in rows(app)] == ["te beoordelen", "te beoordelen"]
    assert "De organisatie bekijkt wie er kunnen komen" in words_of(Visitor(app).get(sent.location))


def test_groups_at_once_take_no_more_places_than_there_are(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=7)

    def one(number: int) -> None:
        assert send(any_app, f"a{number}", f"b{number}", f"c{number}").status_code == 303

    assert at_once(any_app, *(partial(one, number) for number in range(4))) == [None] * 4
    assert [row["state"] for row in rows(any_app)].count("aangemeld") == 7
    assert len(rows(any_app)) == 12


def test_another_s_link_opens_nothing(app: Flask) -> None:
    add_werksessie(app)
    send(app, "fatima")
    with app.app_context():
        tokens = [db.session.scalars(select(Registration.token)).one(), "onbekend", "nul\0"]
        receipt = db.session.scalars(select(Receipt.token)).one()
    client = app.test_client()
    assert {client.get(f"/groep/{token}").status_code for token in [*tokens, receipt]} == {404}
    assert {client.get(f"/groep/ontvangen/{token}").status_code for token in tokens} == {404}


def test_the_contact_is_forgotten_on_asking_and_the_colleagues_stay(any_app: Flask) -> None:
    add_werksessie(any_app)
    send(any_app, "fatima")
    visitor, page = Visitor(any_app), groups_page(any_app)
    assert heading(visitor.act(page, "verwijdering")) == "Uw gegevens zijn verwijderd"
    assert visitor.get(page).status_code == 404
    assert [row["name"] for row in rows(any_app)] == ["Fatima"]
