"""A colleague comes instead: one place changes hands, both are told, and the old link opens nothing more."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db, now
from app.invitations.models import Appointment
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.registrations import judging
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.factories import add_registrations, add_user, add_werksessie, at_once, sign_in, words_of
from tests.registrations.visitor import JOOST, Visitor, faults, heading, personal_page, rows

BRAM = {"colleague": "Bram Bakker", "colleague_email": "bram@gemeente.example"}


def joost(app: Flask, **columns: Any) -> tuple[Visitor, str]:
    """Joost is registered; his browser and his page."""
    add_werksessie(app, **columns)
    visitor = Visitor(app)
    visitor.register()
    return visitor, personal_page(app)


def make(app: Flask, **columns: Any) -> None:
    """Change columns of the werksessie."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        for name, value in columns.items():
            setattr(werksessie, name, value)
        db.session.commit()


def states(app: Flask) -> dict[str, str]:
    return {row["name"]: row["state"] for row in rows(app)}


def told(app: Flask) -> list[tuple[str, str, bool]]:
    """Kind, address and whether an appointment goes along, of every mail that was written."""
    with app.app_context():
        while reconcile():
            pass
        mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
        return [(mail.kind, mail.to_address, b"text/calendar" in (mail.raw or b"")) for mail in mails]


def judge(app: Flask, email: str, verb: Any) -> None:
    planner = add_user(app)
    with app.app_context():
        found = db.session.scalars(select(Registration).where(Registration.email_key == email)).one()
        verb(found, db.session.get_one(User, planner), now())


def test_the_place_and_the_appointment_change_hands(any_app: Flask) -> None:
    visitor, page = joost(any_app, capacity=1)
    visitor.register(email="wacht@x.example", name="Wacht")
    told(any_app)
    assert visitor.act(page, "collega", **BRAM).status_code == 303
    assert states(any_app) == {
        JOOST["name"]: "afgemeld",
        "Wacht": "op de wachtlijst",
        "Bram Bakker": "aangemeld",
    }
    assert rows(any_app)[-1]["organisation"] == JOOST["organisation"]
    assert told(any_app)[2:] == [
        ("withdrawn", JOOST["email"], True),
        ("confirmation", "bram@gemeente.example", True),
    ]
    with any_app.app_context():
        ended = db.session.execute(select(Appointment.registration_id, Appointment.ended_at)).all()
        assert [at is None for _, at in ended] == [False, True]


def test_the_old_link_says_kindly_that_it_is_over(app: Flask) -> None:
    visitor, page = joost(app)
    token = visitor.token(page)
    visitor.act(page, "collega", **BRAM)
    gone = visitor.get(page)
    assert (gone.status_code, heading(gone)) == (410, "Uw collega komt in uw plaats")
    for deed in ("wijziging", "heraanmelding", "collega", "afmelding"):
        answer = visitor.client.post(f"{page}/{deed}", data={**JOOST, **BRAM, "csrf_token": token})
        assert answer.status_code in (404, 410, 409, 303), deed
    assert states(app) == {JOOST["name"]: "afgemeld", "Bram Bakker": "aangemeld"}
    assert visitor.get(f"{page}/inzage.json").status_code == 200
    assert heading(visitor.act(page, "verwijdering")) == "Uw gegevens zijn verwijderd"
    assert states(app) == {"Bram Bakker": "aangemeld"}


def test_a_second_click_leads_to_how_it_stands(app: Flask) -> None:
    visitor, page = joost(app)
    typed = {**BRAM, "csrf_token": visitor.token(page)}
    answers = [visitor.client.post(f"{page}/collega", data=typed) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, page)] * 2
    assert states(app) == {JOOST["name"]: "afgemeld", "Bram Bakker": "aangemeld"}


def test_who_waits_gives_the_place_in_line(app: Flask) -> None:
    visitor, _ = joost(app, capacity=1)
    for name in ("Eerste", "Tweede"):
        visitor.register(email=f"{name}@x.example".lower(), name=name)
    visitor.act(personal_page(app, "eerste@x.example"), "collega", **BRAM)
    assert "U bent nummer 1" in visitor.get(personal_page(app, "bram@gemeente.example")).text
    assert "U bent nummer 2" in visitor.get(personal_page(app, "tweede@x.example")).text


def test_an_address_that_is_on_the_list_is_refused_without_saying_why(app: Flask) -> None:
    visitor, page = joost(app, way_in="maildomein", mail_domains="gemeente.example")
    add_registrations(app, "zwolle-2023", "Bram")
    refused = []
    for address in ("bram@gemeente.example", "bram@elders.example", JOOST["email"]):
        answer = visitor.act(page, "collega", colleague="Bram", colleague_email=address)
        assert answer.status_code == 409
        assert f'value="{address}"' in answer.text
        refused.append(faults(answer))
    assert refused == [refused[0]] * 3
    assert list(refused[0]) == ["colleague_email"]
    assert states(app) == {JOOST["name"]: "aangemeld", "Bram": "aangemeld"}


def test_a_fault_keeps_what_was_typed(app: Flask) -> None:
    visitor, page = joost(app)
    answer = visitor.act(page, "collega", colleague="Bram Bakker", colleague_email="bram@")
    assert answer.status_code == 422
    assert faults(answer) == {"colleague_email": "Vul het e-mailadres aan, bijvoorbeeld naam@organisatie.nl."}
    assert 'value="Bram Bakker"' in answer.text


@pytest.mark.parametrize(
    "columns", [{"way_in": "goedkeuring"}, {"closed_since": now(), "way_in": "uitnodiging"}]
)
def test_of_a_closed_subject_the_place_stays_until_the_planner_says_yes(
    any_app: Flask, columns: dict[str, Any]
) -> None:
    visitor, page = joost(any_app, capacity=1)
    make(any_app, **columns)
    visitor.act(page, "collega", **BRAM)
    assert states(any_app) == {JOOST["name"]: "aangemeld", "Bram Bakker": "te beoordelen"}
    assert "U vroeg of Bram Bakker in uw plaats kan komen" in words_of(visitor.get(page))
    judge(any_app, "bram@gemeente.example", judging.approve)
    assert states(any_app) == {JOOST["name"]: "afgemeld", "Bram Bakker": "aangemeld"}
    assert visitor.get(page).status_code == 410


def test_after_a_no_the_place_is_as_it_was(app: Flask) -> None:
    visitor, page = joost(app)
    make(app, closed_since=now(), way_in="uitnodiging")
    visitor.act(page, "collega", **BRAM)
    judge(app, "bram@gemeente.example", judging.refuse)
    assert states(app) == {JOOST["name"]: "aangemeld", "Bram Bakker": "afgewezen"}
    again = words_of(visitor.get(page))
    assert "Mijn collega komt in mijn plaats" in again
    assert "U vroeg of Bram Bakker" not in again


def test_who_withdraws_meanwhile_gives_no_place_to_the_colleague(app: Flask) -> None:
    visitor, page = joost(app, capacity=1)
    visitor.register(email="wacht@x.example", name="Wacht")
    make(app, closed_since=now(), way_in="uitnodiging")
    visitor.act(page, "collega", **BRAM)
    visitor.act(page, "afmelding")
    judge(app, "bram@gemeente.example", judging.approve)
    assert states(app) == {
        JOOST["name"]: "afgemeld",
        "Wacht": "aangemeld",
        "Bram Bakker": "op de wachtlijst",
    }
    assert heading(visitor.get(page)) == "U bent afgemeld"


def test_a_place_can_go_back_under_a_new_link(app: Flask) -> None:
    visitor, page = joost(app)
    visitor.act(page, "collega", **BRAM)
    other = personal_page(app, "bram@gemeente.example")
    visitor.act(other, "collega", colleague=JOOST["name"], colleague_email=JOOST["email"])
    assert states(app) == {JOOST["name"]: "aangemeld", "Bram Bakker": "afgemeld"}
    assert visitor.get(page).status_code == 404
    assert visitor.get(other).status_code == 410
    assert heading(visitor.get(personal_page(app))) == "U bent aangemeld"


def test_two_colleagues_at_once_get_one_place(any_app: Flask) -> None:
    _, page = joost(any_app, capacity=1)

    def one(number: int) -> int:
        visitor = Visitor(any_app)
        sent = {"colleague": f"C{number}", "colleague_email": f"c{number}@x.example"}
        return visitor.act(page, "collega", **sent).status_code

    at_once(any_app, *(partial(one, number) for number in range(3)))
    assert list(states(any_app).values()).count("aangemeld") == 1


def test_the_planner_reads_who_came_instead_of_whom(app: Flask) -> None:
    visitor, page = joost(app)
    visitor.act(page, "collega", **BRAM)
    client = app.test_client()
    sign_in(client, app)
    with app.app_context():
        ids = list(db.session.scalars(select(Registration.id).order_by(Registration.id)))
    pages = [words_of(client.get(f"/beheer/zwolle-2023/aanmeldingen/{number}")) for number in ids]
    assert "Vervangen door Bram Bakker" in pages[0]
    assert f"Aangemeld in de plaats van {JOOST['name']}, met een plaats" in pages[1]
