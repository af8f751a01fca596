"""Several at once: what the page says will happen, what then happens, and what is refused."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.accounts.models import AuditEntry
from app.extensions import db, now
from app.mail.models import OutgoingMail
from app.mail.outbox import deliver
from app.registrations import bulk
from app.registrations.models import Registration
from app.werksessies.models import Person, Werksessie
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of
from tests.registrations.test_list import fill

LIST = "/beheer/zwolle-2023/aanmeldingen"
HERE = f"{LIST}/samen"
KEY = "abcdefghijklmnop"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2)
    sign_in(client, app)
    return client


@pytest.fixture
def people(app: Flask, planner: FlaskClient) -> list[int]:
    """Two with a place, three who wait."""
    return add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fok", "Eva Gras")


def states(app: Flask, people: list[int]) -> list[str]:
    with app.app_context():
        return [db.session.get_one(Registration, number).state.value for number in people]


def raise_capacity(app: Flask, places: int) -> None:
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().capacity = places
        db.session.commit()


def asked(planner: FlaskClient, deed: str, *people: int, **more: str) -> str:
    return words_of(planner.get(HERE, query_string={"actie": deed, "wie": people, **more}))


def mails(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        found = db.session.execute(
            select(OutgoingMail.to_address, OutgoingMail.subject).order_by(OutgoingMail.id)
        )
        return [(row[0], row[1]) for row in found]


def test_without_a_tick_the_page_says_what_to_do(planner: FlaskClient) -> None:
    for query in ("", "?actie=dans&wie=x&wie=99999999999", "?actie=plaats&wie=12345"):
        assert "U hebt nog niemand gekozen." in words_of(planner.get(HERE + query))
    assert post(planner, HERE, actie="afmelding").status_code == 422


def test_a_mail_goes_to_each_apart_and_once(app: Flask, planner: FlaskClient, people: list[int]) -> None:
    page = asked(planner, "mail", *people[:2])
    assert "2 mensen krijgen deze mail, ieder apart." in page
    form = {
        "actie": "mail",
        "wie": people[:2],
        "subject": "Parkeren",
        "text": "Regel één.\nRegel twee.",
        "key": KEY,
    }
    answers = [post(planner, HERE, **form) for _ in range(2)]
    assert [answer.location for answer in answers] == [f"{LIST}#lijst"] * 2
    assert "Uw mail gaat naar 2 mensen." in words_of(planner.get(LIST))
    assert mails(app) == [
        ("anne-berg@gemeente.example", "Parkeren"),
        ("bea-dijk@gemeente.example", "Parkeren"),
    ]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.what, entry.detail) == ("registrations.mail", {"people": 2})
        raw = db.session.scalars(select(OutgoingMail.raw)).first() or b""
        token = db.session.get_one(Registration, people[0]).token
        assert b"Dag Anne Berg," in raw
        assert token[:20].encode() in raw.replace(b"=\r\n", b"")
        assert b"bea-dijk" not in raw
        assert deliver() == 2


def test_a_mail_needs_a_subject_and_a_text_and_keeps_what_was_typed(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    answer = post(planner, HERE, actie="mail", wie=people[:1], subject="", text="Toch iets", key=KEY)
    assert answer.status_code == 422
    assert "Vul een onderwerp in." in words_of(answer)
    assert "Toch iets</textarea>" in answer.text
    assert mails(app) == []


def test_everybody_whom_the_filter_finds_can_be_meant(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    page = asked(planner, "mail", allen="1", staat="op de wachtlijst")
    assert "3 mensen krijgen deze mail" in page


def test_more_than_go_at_once_are_not_left_out_in_silence(
    app: Flask, planner: FlaskClient, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 3)
    page = asked(planner, "mail", allen="1")
    assert "3 mensen krijgen deze mail" in page
    assert "de laatste 2 doen nu niet mee" in page


def test_many_go_in_one_form(app: Flask, planner: FlaskClient) -> None:
    fill(app, 1200)
    with app.app_context():
        people = sorted(db.session.scalars(select(Registration.id)))
        db.session.execute(update(Person).values(email="p@zorg.example"))
        db.session.commit()
    page = planner.get(HERE, query_string={"actie": "mail", "allen": "1"}).text
    ids = page.partition('name="wie" value="')[2].partition('"')[0]
    assert sorted(map(int, ids.split(","))) == people
    assert "en nog 1000" in page
    post(planner, HERE, actie="mail", wie=ids, subject="Dag", text="Tot dan.", key=KEY)
    assert len(mails(app)) == 1200


def test_withdrawing_several_tells_first_and_gives_nobody_of_them_a_place(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    chosen = [people[0], people[1], people[2]]
    assert "3 mensen worden afgemeld" in asked(planner, "afmelding", *chosen)
    post(planner, HERE, actie="afmelding", wie=chosen)
    assert states(app, people) == ["afgemeld", "afgemeld", "afgemeld", "aangemeld", "aangemeld"]
    with app.app_context():
        assert db.session.get_one(Registration, people[2]).placed_at is None
    assert "Cas Els, Anne Berg en Bea Dijk zijn afgemeld en krijgen een mail." in words_of(planner.get(LIST))
    assert "al afgemeld" in asked(planner, "afmelding", people[0])


def test_placing_in_the_order_of_the_line_asks_for_no_reason(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    raise_capacity(app, 4)
    page = asked(planner, "plaats", people[0], people[2], people[3])
    assert "2 mensen krijgen een plaats" in page
    assert "Reden" not in page
    assert "heeft al een plaats" in page
    post(planner, HERE, actie="plaats", wie=people[2:4])
    assert states(app, people) == ["aangemeld"] * 4 + ["op de wachtlijst"]


def test_who_passes_others_by_needs_a_reason_that_stays_with_them(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    raise_capacity(app, 3)
    assert "2 mensen die eerder op de wachtlijst kwamen, blijven wachten." in asked(
        planner, "plaats", people[4]
    )
    refused = post(planner, HERE, actie="plaats", wie=people[4:])
    assert refused.status_code == 422
    assert "Schrijf waarom zij voorgaan." in words_of(refused)
    post(planner, HERE, actie="plaats", wie=people[4:], reason="Zij leidt tafel 3")
    assert states(app, people) == ["aangemeld", "aangemeld", *["op de wachtlijst"] * 2, "aangemeld"]
    with app.app_context():
        kept = db.session.get_one(Registration, people[4]).planner_note
    assert kept == "Kreeg voorrang op de wachtlijst: Zij leidt tafel 3"


def test_the_page_of_one_person_leads_to_the_reason_too(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    raise_capacity(app, 3)
    answer = post(planner, f"{LIST}/{people[4]}/plaats")
    assert answer.location == f"{HERE}?actie=plaats&wie={people[4]}"
    assert states(app, people)[4] == "op de wachtlijst"


def test_never_more_than_there_is_room_for(app: Flask, planner: FlaskClient, people: list[int]) -> None:
    raise_capacity(app, 3)
    page = asked(planner, "plaats", *people[2:])
    assert "1 persoon krijgt een plaats" in page
    assert page.count("geen plaats meer vrij, blijft wachten") == 2
    post(planner, HERE, actie="plaats", wie=people[2:], reason="x")
    assert states(app, people) == ["aangemeld"] * 3 + ["op de wachtlijst"] * 2


def test_of_a_day_that_is_over_only_mail_can_go(app: Flask, planner: FlaskClient, people: list[int]) -> None:
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().archived_at = now()
        db.session.commit()
    post(planner, HERE, actie="afmelding", wie=people)
    assert "De werksessie is voorbij." in words_of(planner.get(LIST))
    assert states(app, people)[0] == "aangemeld"
    post(planner, HERE, actie="mail", wie=people, subject="Dank", text="Tot ziens", key=KEY)
    assert len(mails(app)) == 5


def test_people_of_another_werksessie_are_not_meant(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    add_werksessie(app, "elders")
    (stranger,) = add_registrations(app, "elders", "Vreemde Vogel")
    assert "U hebt nog niemand gekozen." in asked(planner, "afmelding", stranger)
    post(planner, HERE, actie="afmelding", wie=[stranger, people[0]])
    assert states(app, [stranger, people[0]]) == ["aangemeld", "afgemeld"]


def test_the_page_takes_the_same_number_of_queries_for_any_number(app: Flask, planner: FlaskClient) -> None:
    counts = set()
    for number in (2, 200):
        fill(app, number)
        with counted_queries(app) as statements:
            page = planner.get(HERE, query_string={"actie": "mail", "allen": "1"})
        assert re.search("mensen? (krijgen|krijgt)|mailadres", words_of(page))
        counts.add(len(statements))
    assert len(counts) == 1, counts
