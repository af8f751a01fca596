"""Registering on the public side: the whole flow, and what a stranger learns of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.extensions import db, now
from app.registrations.models import Need, Receipt, Registration
from app.werksessies.models import Domain
from tests.factories import add_werksessie
from tests.registrations.visitor import JOOST, Visitor, heading, personal_page, rows

REGISTERED = {**JOOST, "state": "aangemeld"}


def test_one_registers_with_four_fields_and_reads_what_was_typed(any_app: Flask) -> None:
    add_werksessie(any_app)
    visitor = Visitor(any_app)
    answer = visitor.send()
    assert (answer.status_code, answer.location[:12]) == (303, "/aanmelding/")
    receipt = visitor.get(answer.location)
    assert heading(receipt) == "U bent aangemeld"
    for typed in ("Joost van der Voorbeeld", "joost@gemeente.example", "Gemeente Zwolle", "Onderwijs"):
        assert typed in receipt.text
    assert receipt.headers["Cache-Control"] == "no-store"
    assert receipt.headers["X-Robots-Tag"] == "noindex"
    assert rows(any_app) == [REGISTERED]


def test_a_registration_waits_for_its_mail(app: Flask) -> None:
    add_werksessie(app)
    Visitor(app).register()
    with app.app_context():
        registration = db.session.scalars(select(Registration)).one()
        assert registration.stale_since is not None
        assert (registration.told, registration.link_asked_at) == ("", None)


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "  Joost  van der\tVoorbeeld "},
        {"name": "Joost van\u202e der\x00 Voorbeeld"},
        {"email": " JOOST@Gemeente.EXAMPLE "},
        {"email": "Joost van der Voorbeeld <joost@gemeente.example>"},
        {"email": "mailto:joost@gemeente.example"},
        {"email": "joost@gemeente.example,"},
        {"domain": "Onderwijs"},
        {"domain": " ONDERWIJS  "},
    ],
)
def test_what_is_typed_is_taken_liberally(app: Flask, typed: dict[str, str]) -> None:
    add_werksessie(app)
    assert Visitor(app).register(**typed) == "U bent aangemeld"
    stored = [{**row, "email": row["email"].lower()} for row in rows(app)]
    assert stored == [REGISTERED]


def test_a_domain_may_be_given_by_its_id(app: Flask) -> None:
    add_werksessie(app)
    with app.app_context():
        chosen = db.session.scalars(select(Domain).where(Domain.name == "onderwijs")).one().id
    Visitor(app).register(domain=str(chosen))
    assert rows(app) == [REGISTERED]


def test_a_werksessie_without_domains_does_not_ask_for_one(app: Flask) -> None:
    add_werksessie(app, domains=[])
    visitor = Visitor(app)
    assert "Domein" not in visitor.get("/zwolle-2023/aanmelden").text
    visitor.register(domain="")
    assert rows(app) == [{**REGISTERED, "domain": None}]


def test_wishes_are_stored_apart_and_only_with_consent(app: Flask) -> None:
    add_werksessie(app)
    Visitor(app).register(diet="geen noten", access="schrijftolk", consent="y", note="Ik kom later.")
    with app.app_context():
        need = db.session.scalars(select(Need)).one()
        assert (need.diet, need.access) == ("geen noten", "schrijftolk")
        assert db.session.scalars(select(Registration.note)).one() == "Ik kom later."


def test_full_is_said_before_and_after_and_only_then(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=2)
    said = []
    for name in ("a", "b", "c"):
        visitor = Visitor(any_app)
        page, form = visitor.get("/zwolle-2023").text, visitor.get("/zwolle-2023/aanmelden").text
        words = re.findall(r"Er zijn nog \d+ plaatsen|Er is nog 1 plaats|Vol: u komt op de wachtlijst", page)
        assert set(
            re.findall(r"Er zijn nog \d+ plaatsen|Er is nog 1 plaats|Vol: u komt op de wachtlijst", form)
        ) == {*words}
        said.append((words, visitor.register(email=f"{name}@x.example")))
    assert said == [
        (["Er zijn nog 2 plaatsen"], "U bent aangemeld"),
        (["Er is nog 1 plaats"], "U bent aangemeld"),
        (["Vol: u komt op de wachtlijst"], "U staat op de wachtlijst"),
    ]


def test_the_same_address_twice_is_one_registration_and_shows_nothing_of_the_first(any_app: Flask) -> None:
    add_werksessie(any_app)
    Visitor(any_app).register()
    stranger = Visitor(any_app)
    answer = stranger.send(name="Iemand Anders", email="JOOST@gemeente.example", organisation="Elders")
    receipt = stranger.get(answer.location)
    assert heading(receipt) == "U bent aangemeld"
    assert "Iemand Anders" in receipt.text
    assert "Joost van der Voorbeeld" not in receipt.text
    assert rows(any_app) == [REGISTERED]
    with any_app.app_context():
        registration = db.session.scalars(select(Registration)).one()
        assert registration.link_asked_at is not None
        assert registration.token not in receipt.text
        assert registration.token not in answer.location


def test_a_stranger_cannot_tell_a_known_address_from_a_new_one(app: Flask) -> None:
    add_werksessie(app)
    Visitor(app).register()
    answers = []
    for email in ("joost@gemeente.example", "nieuw@gemeente.example"):
        stranger = Visitor(app)
        sent = stranger.send(email=email)
        receipt = stranger.get(sent.location)
        secret = sent.location.rpartition("/")[2]
        answers.append(
            [
                answer.get_data(as_text=True).replace(secret, "").replace(email, "")
                for answer in (sent, receipt)
            ]
            + [
                sorted(
                    (name, value)
                    for name, value in answer.headers
                    if name not in ("Location", "Content-Length")
                )
                for answer in (sent, receipt)
            ]
        )
    assert answers[0] == answers[1]


def test_a_known_address_on_the_waiting_list_gets_what_a_new_one_would_get(app: Flask) -> None:
    add_werksessie(app, capacity=1)
    first = Visitor(app).register()
    again, new = Visitor(app).register(), Visitor(app).register(email="nieuw@x.example")
    assert (first, again, new) == ("U bent aangemeld", "U staat op de wachtlijst", "U staat op de wachtlijst")


def test_a_double_click_shows_the_first_receipt(any_app: Flask) -> None:
    add_werksessie(any_app)
    visitor = Visitor(any_app)
    token = visitor.token("/zwolle-2023/aanmelden")
    first, second = (visitor.send(csrf_token=token).location for _ in range(2))
    assert first == second
    with any_app.app_context():
        assert len(db.session.scalars(select(Receipt)).all()) == 1
        assert db.session.scalars(select(Registration)).one().link_asked_at is None


def test_the_same_form_with_another_address_is_another_registration(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    token = visitor.token("/zwolle-2023/aanmelden")
    for email in ("a@x.example", "b@x.example"):
        visitor.send(csrf_token=token, email=email)
    assert [row["email"] for row in rows(app)] == ["a@x.example", "b@x.example"]


def test_a_receipt_is_gone_after_a_day(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    location = visitor.send().location
    with app.app_context():
        db.session.execute(update(Receipt).values(created_at=now() - timedelta(days=1, minutes=1)))
        db.session.commit()
    answer = visitor.get(location)
    assert (answer.status_code, heading(answer)) == (404, "Deze link werkt niet")
    assert "met de link in uw mail" in answer.text


def test_a_receipt_is_no_key_to_the_registration(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    receipt = visitor.send().location
    token = visitor.token("/zwolle-2023/aanmelden")
    for deed in ("afmelding", "wijziging", "heraanmelding", "verwijdering"):
        assert visitor.client.post(f"{receipt}/{deed}", data={"csrf_token": token}).status_code == 404
    assert visitor.get(f"{receipt}/inzage").status_code == 404
    assert rows(app) == [REGISTERED]


def test_after_withdrawing_one_joins_the_end_of_the_line(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=1)
    visitor = Visitor(any_app)
    for name in ("a", "b", "c"):
        visitor.register(email=f"{name}@x.example")
    page = personal_page(any_app, "a@x.example")
    visitor.act(page, "afmelding")
    assert Visitor(any_app).register(email="a@x.example", name="Anna Anders") == "U staat op de wachtlijst"
    assert [(row["email"], row["state"]) for row in rows(any_app)] == [
        ("b@x.example", "aangemeld"),
        ("c@x.example", "op de wachtlijst"),
        ("a@x.example", "op de wachtlijst"),
    ]
    assert rows(any_app)[-1]["name"] == "Anna Anders"
    assert "U bent nummer 2" in visitor.get(page).text
