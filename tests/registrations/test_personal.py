"""A person's own page: see, change, withdraw, come back, take along, remove."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.extensions import db, now
from app.mail.models import OutgoingMail
from app.registrations.models import Need, Receipt, Registration
from app.werksessies.models import Person, Werksessie
from tests.factories import add_werksessie
from tests.registrations.visitor import JOOST, Visitor, faults, heading, personal_page, rows


def registered(app: Flask, **fields: str) -> tuple[Visitor, str]:
    """Somebody who registered, and their page."""
    visitor = Visitor(app)
    visitor.register(**fields)
    return visitor, personal_page(app, fields.get("email", JOOST["email"]))


def test_the_page_shows_what_is_known(app: Flask) -> None:
    add_werksessie(app)
    visitor, page = registered(app)
    answer = visitor.get(page)
    assert (answer.status_code, heading(answer)) == (200, "U bent aangemeld")
    assert 'value="Joost van der Voorbeeld"' in answer.text
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")


def test_what_is_changed_is_kept_and_said_by_mail(any_app: Flask) -> None:
    add_werksessie(any_app)
    visitor, page = registered(any_app)
    changed = {"name": "Joost de Vries", "organisation": "Provincie", "domain": "jongerenwerk"}
    wishes = {"diet": "geen noten", "consent": "y"}
    assert visitor.act(page, "wijziging", **changed, **wishes).status_code == 303
    assert rows(any_app) == [{**changed, "email": JOOST["email"], "state": "aangemeld"}]
    with any_app.app_context():
        registration = db.session.scalars(select(Registration)).one()
        assert registration.sort_name == "vries, joost de"
        assert registration.stale_since is not None
        assert db.session.scalars(select(Need.diet)).one() == "geen noten"
    visitor.act(page, "wijziging", **changed)
    with any_app.app_context():
        assert db.session.scalars(select(Need)).all() == []


def test_a_fault_in_a_change_loses_nothing(app: Flask) -> None:
    add_werksessie(app)
    visitor, page = registered(app)
    answer = visitor.act(page, "wijziging", name="", organisation="Provincie", domain="onderwijs")
    assert answer.status_code == 422
    assert faults(answer) == {"name": "Vul uw naam in. Zo komt die op uw badge."}
    assert 'value="Provincie"' in answer.text
    expired = visitor.client.post(f"{page}/wijziging", data={**JOOST, "organisation": "Provincie"})
    assert expired.status_code == 400
    assert 'value="Provincie"' in expired.text
    assert rows(app)[0]["organisation"] == "Gemeente Zwolle"


def test_who_withdraws_makes_room_for_the_first_in_line(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=1)
    visitor, page = registered(any_app)
    registered(any_app, email="b@x.example")
    registered(any_app, email="c@x.example")
    visitor.act(page, "afmelding")
    assert heading(visitor.get(page)) == "U bent afgemeld"
    assert [(row["email"], row["state"]) for row in rows(any_app)] == [
        (JOOST["email"], "afgemeld"),
        ("b@x.example", "aangemeld"),
        ("c@x.example", "op de wachtlijst"),
    ]
    with any_app.app_context():
        stale = select(Registration.email_key).where(Registration.stale_since.is_not(None))
        assert set(db.session.scalars(stale)) == {JOOST["email"], "b@x.example", "c@x.example"}


def test_withdrawing_twice_gives_one_place_away(app: Flask) -> None:
    add_werksessie(app, capacity=2)
    visitor, page = registered(app)
    for name in "bcd":
        registered(app, email=f"{name}@x.example")
    token = visitor.token(page)
    for _ in range(2):
        visitor.client.post(f"{page}/afmelding", data={"csrf_token": token})
    assert [row["state"] for row in rows(app)] == ["afgemeld", "aangemeld", "aangemeld", "op de wachtlijst"]


def test_who_comes_back_stands_at_the_end(app: Flask) -> None:
    add_werksessie(app, capacity=1)
    visitor, page = registered(app)
    registered(app, email="b@x.example")
    registered(app, email="c@x.example")
    visitor.act(page, "afmelding")
    visitor.act(page, "heraanmelding")
    answer = visitor.get(page)
    assert heading(answer) == "U staat op de wachtlijst"
    assert "U bent nummer 2" in answer.text


def test_one_cannot_come_back_when_registration_is_closed(app: Flask) -> None:
    add_werksessie(app)
    visitor, page = registered(app)
    visitor.act(page, "afmelding")
    token = visitor.token("/zwolle-2023/aanmelden")
    set_columns(app, registration_closes=now().date() - timedelta(days=1), registration_opens=None)
    answer = visitor.client.post(f"{page}/heraanmelding", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "U kunt zich nu niet aanmelden." in answer.text
    assert rows(app)[0]["state"] == "afgemeld"


def test_after_the_day_the_page_only_shows_takes_along_and_removes(app: Flask) -> None:
    add_werksessie(app)
    visitor, page = registered(app)
    token = visitor.token(page)
    set_columns(app, date=now().date() - timedelta(days=1))
    answer = visitor.get(page)
    assert heading(answer) == "Deze werksessie is geweest"
    assert "/afmelding" not in answer.text
    assert "/wijziging" not in answer.text
    for deed in ("afmelding", "wijziging"):
        late = visitor.client.post(f"{page}/{deed}", data={"csrf_token": token, **JOOST, "name": "Nieuw"})
        assert late.status_code == 409
    assert rows(app) == [{**JOOST, "state": "aangemeld"}]
    assert visitor.get(f"{page}/inzage").status_code == 200
    assert heading(visitor.act(page, "verwijdering")) == "Uw gegevens zijn verwijderd"
    assert rows(app) == []


def test_inzage_gives_everything_that_is_known(app: Flask) -> None:
    add_werksessie(app)
    visitor, page = registered(
        app, diet="geen noten", consent="y", note="Ik kom later.", name="Joëlle Voorbeeld"
    )
    read = visitor.get(f"{page}/inzage")
    assert heading(read) == "Alles wat wij van u weten"
    for said in ("Joëlle Voorbeeld", "geen noten", "Ik kom later.", "Gemeente Zwolle"):
        assert said in read.text
    answer = visitor.get(f"{page}/inzage.json")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    assert "Joëlle" in answer.text
    known = json.loads(answer.text)
    moments = {name: value for name, value in known.items() if name.endswith(" op")}
    assert [moments.pop(f"{deed} op") for deed in ("afgemeld", "toegelaten", "afgewezen")] == [None] * 3
    assert all(moments.values())
    assert known["wensen"].pop("toestemming gegeven op")
    assert known["formulieren van de laatste dag"][0].pop("ingevuld op")
    assert [event.pop("wanneer") is not None for event in known["wat er gebeurde"]] == [True]
    with app.app_context():
        date = db.session.scalars(select(Werksessie.date)).one().isoformat()
    assert {name: value for name, value in known.items() if not name.endswith(" op")} == {
        "werksessie": "Werksessie voorkomen van jonge aanwas",
        "datum": date,
        "naam": "Joëlle Voorbeeld",
        "e-mail": "joost@gemeente.example",
        "organisatie": "Gemeente Zwolle",
        "functie": "",
        "domein": "onderwijs",
        "komt om": None,
        "gaat om": None,
        "op papier alleen de voornaam sinds": None,
        "op de deelnemerslijst sinds": None,
        "mag op de foto sinds": None,
        "bericht": "Ik kom later.",
        "antwoorden": {},
        "deelsessies": [],
        "notitie van de planner": "",
        "wensen": {"eten": "geen noten", "meedoen": ""},
        "stand": "aangemeld",
        "reden van afwijzen": "",
        "aangemeld door": "",
        "vervangen door": "",
        "formulieren van de laatste dag": [
            {"naam": "Joëlle Voorbeeld", "organisatie": "Gemeente Zwolle", "domein": "onderwijs"}
        ],
        "uitnodiging": None,
        "groepen die u aanmeldde": [],
        "wat er gebeurde": [{"wat": "Aangemeld, met een plaats"}],
        "mails": [],
    }


def test_removal_leaves_nothing_and_gives_the_place_away(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=1)
    visitor, page = registered(any_app, diet="geen noten", consent="y")
    registered(any_app, email="b@x.example", name="B")
    with any_app.app_context():
        people = db.session.scalars(select(func.count()).select_from(Person)).one()
        db.session.add(mail_to(JOOST["email"]))
        db.session.commit()
    assert heading(visitor.act(page, "verwijdering")) == "Uw gegevens zijn verwijderd"
    assert visitor.get(page).status_code == 404
    assert [(row["name"], row["state"]) for row in rows(any_app)] == [("B", "aangemeld")]
    with any_app.app_context():
        assert db.session.scalars(select(func.count()).select_from(Person)).one() == people - 1
        assert db.session.scalars(select(Need)).all() == db.session.scalars(select(OutgoingMail)).all() == []
        assert [row.email for row in db.session.scalars(select(Receipt))] == ["b@x.example"]


def mail_to(address: str) -> OutgoingMail:
    with_id = select(Werksessie.id)
    return OutgoingMail(
        werksessie_id=db.session.scalars(with_id).one(),
        kind="confirmation",
        to_address=address,
        subject="x",
        message_id="x@x.example",
        created_at=now(),
    )


@pytest.mark.parametrize("deed", ["afmelding", "heraanmelding", "verwijdering", "wijziging"])
def test_nothing_happens_without_a_token_or_by_looking(app: Flask, deed: str) -> None:
    add_werksessie(app)
    visitor, page = registered(app)
    assert app.test_client().post(f"{page}/{deed}", data=JOOST).status_code == 400
    assert visitor.get(f"{page}/{deed}").status_code in (404, 405)
    assert rows(app) == [{**JOOST, "state": "aangemeld"}]


def set_columns(app: Flask, **columns: object) -> None:
    """Change the werksessie behind everybody's back."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        for name, value in columns.items():
            setattr(werksessie, name, value)
        db.session.commit()
