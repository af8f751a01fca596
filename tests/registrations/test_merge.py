"""Who is on the list twice: who is suggested, what stays, what goes, and that no place is lost or made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db, now
from app.invitations.models import Appointment
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.programme.models import ParallelSession
from app.registrations.actions import Entry, register
from app.registrations.choice_models import Seat, Wish
from app.registrations.duplicates import bare_address, duplicates_of
from app.registrations.models import Need, Registration
from app.registrations.question_models import Answer, FormQuestion
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_werksessie,
    counted_queries,
    post,
    sign_in,
    werksessie_in,
    words_of,
)
from tests.registrations.test_list import fill

LIST = "/beheer/zwolle-2023/aanmeldingen"
PAGE = f"{LIST}/dubbel"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2)
    sign_in(client, app)
    return client


def registered(app: Flask, name: str, email: str, organisation: str = "Zorg") -> int:
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        register(werksessie.id, Entry(name=name, organisation=organisation, email=email), email, now())
        found = select(Registration.id).where(Registration.email_key == email.casefold())
        return db.session.scalars(found).one()


def states(app: Flask, *people: int) -> list[str]:
    with app.app_context():
        return [db.session.get_one(Registration, number).state.value for number in people]


def test_an_address_is_bare_without_dots_and_what_follows_a_plus() -> None:
    assert bare_address("jan.de.vries+werk@x.example") == "jandevries@x.example"
    assert bare_address("jan@sub.x.example") == "jan@sub.x.example"


def test_the_same_name_or_nearly_the_same_address_is_suggested_once(app: Flask, planner: FlaskClient) -> None:
    first = registered(app, "Jan de Vries", "jan@x.example")
    again = registered(app, "jan de vries", "jan2@y.example", "ZORG")
    plus = registered(app, "J. de Vries", "jan+werk@x.example")
    registered(app, "Jan de Vries", "jan@z.example", "Politie")
    with app.app_context():
        pairs = duplicates_of(db.session.scalars(select(Werksessie)).one())
        found = [(pair.first.id, pair.second.id, pair.why) for pair in pairs]
    assert found == [
        (first, again, "zelfde naam en organisatie"),
        (first, plus, "adressen die bijna hetzelfde zijn"),
    ]


def test_without_duplicates_the_page_says_so(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    assert "Wij zien niemand die er twee keer op staat." in words_of(planner.get(PAGE))


def test_what_is_kept_gets_the_earliest_place_and_the_other_link_dies(
    app: Flask, planner: FlaskClient
) -> None:
    first = registered(app, "Jan de Vries", "jan@x.example")
    others = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    late = registered(app, "Jan de Vries", "jan@y.example", "Zorg en meer")
    with app.app_context():
        reconcile()
        db.session.add(Need(registration_id=first, diet="geen noten", consented_at=now()))
        was = db.session.get_one(Registration, first).registered_at
        old_token = db.session.get_one(Registration, first).token
        db.session.commit()
    assert states(app, first, *others, late) == ["aangemeld", "aangemeld", *["op de wachtlijst"] * 2]
    assert post(planner, f"{LIST}/{late}/samenvoeging", met=str(first)).location == PAGE
    assert states(app, first, *others, late) == ["afgemeld", "aangemeld", "op de wachtlijst", "aangemeld"]
    assert planner.get(f"/aanmelding/{old_token}").status_code == 404
    with app.app_context():
        kept = db.session.get_one(Registration, late)
        assert (kept.registered_at, kept.person.organisation) == (was, "Zorg en meer")
        assert db.session.scalars(select(Need.registration_id)).all() == [late]
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "registration.merge")).one()
        assert entry.detail == {"registration": late, "other": first}
        reconcile()
        told = select(OutgoingMail.kind).where(OutgoingMail.to_address == "jan@x.example")
        assert list(db.session.scalars(told.order_by(OutgoingMail.id))) == [
            "confirmation",
            "merged",
            "withdrawn",
        ]
        ended = db.session.scalars(select(Appointment).where(Appointment.registration_id == first)).one()
        assert ended.ended_at is not None
    assert "Samengevoegd met een dubbele aanmelding" in words_of(planner.get(f"{LIST}/{late}"))


def test_two_places_become_one_and_the_first_in_line_gets_the_other(app: Flask, planner: FlaskClient) -> None:
    first = registered(app, "Jan de Vries", "jan@x.example")
    late = registered(app, "Jan de Vries", "jan@y.example")
    (waits,) = add_registrations(app, "zwolle-2023", "Anne Berg")
    post(planner, f"{LIST}/{first}/samenvoeging", met=str(late))
    assert states(app, first, late, waits) == ["aangemeld", "afgemeld", "aangemeld"]


@pytest.mark.parametrize("met", ["", "x", "999999999", "self", "gone"])
def test_what_cannot_be_merged_stays_as_it_is(app: Flask, planner: FlaskClient, met: str) -> None:
    first = registered(app, "Jan de Vries", "jan@x.example")
    gone = registered(app, "Jan de Vries", "jan@y.example")
    post(planner, f"{LIST}/{gone}/afmelding")
    other = {"self": str(first), "gone": str(gone)}.get(met, met)
    post(planner, f"{LIST}/{first}/samenvoeging", met=other)
    assert "Er is niets om samen te voegen" in words_of(planner.get(PAGE))
    assert states(app, first, gone) == ["aangemeld", "afgemeld"]


def test_somebody_of_another_werksessie_cannot_be_merged(app: Flask, planner: FlaskClient) -> None:
    first = registered(app, "Jan de Vries", "jan@x.example")
    add_werksessie(app, "elders")
    (stranger,) = add_registrations(app, "elders", "Jan de Vries")
    post(planner, f"{LIST}/{first}/samenvoeging", met=str(stranger))
    assert states(app, first, stranger) == ["aangemeld", "aangemeld"]


def test_of_a_day_that_is_over_nothing_is_merged(app: Flask, planner: FlaskClient) -> None:
    first = registered(app, "Jan de Vries", "jan@x.example")
    late = registered(app, "Jan de Vries", "jan@y.example")
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().date = (now() - timedelta(days=9)).date()
        db.session.commit()
    post(planner, f"{LIST}/{first}/samenvoeging", met=str(late))
    assert "De werksessie is voorbij." in words_of(planner.get(PAGE))
    assert states(app, first, late) == ["aangemeld", "aangemeld"]


def test_the_page_takes_the_same_number_of_queries_however_many_there_are(
    app: Flask, planner: FlaskClient
) -> None:
    registered(app, "Jan de Vries", "jan@x.example")
    registered(app, "Jan de Vries", "jan@y.example")
    counts = set()
    for number in (3, 150):
        fill(app, number)
        with counted_queries(app) as statements:
            planner.get(PAGE)
        counts.add(len(statements))
    assert len(counts) == 1, counts


def test_answers_wishes_and_seats_of_the_other_are_not_lost(app: Flask, planner: FlaskClient) -> None:
    kept, other = (
        registered(app, "Jan de Vries", "jan@x.example"),
        registered(app, "Jan de Vries", "jan@y.example"),
    )
    with app.app_context():
        werksessie = werksessie_in(app)
        questions = [
            FormQuestion(
                werksessie_id=werksessie.id, position=n, text=f"{n}?", kind="korte tekst", purpose="p"
            )
            for n in range(2)
        ]
        sessions = db.session.scalars(select(ParallelSession).order_by(ParallelSession.id).limit(2)).all()
        db.session.add_all(questions)
        for registration_id in (kept, other):
            registration = db.session.get_one(Registration, registration_id)
            registration.placed_at = now()
        db.session.flush()
        db.session.add_all([
            Answer(registration_id=kept, question_id=questions[0].id, value="mijn"),
            *(Answer(registration_id=other, question_id=question.id, value="ander") for question in questions),
            Wish(registration_id=other, item_id=sessions[0].item_id, session_id=sessions[0].id, rank=1),
            Seat(registration_id=other, item_id=sessions[0].item_id, session_id=sessions[0].id),
        ])  # fmt: skip
        db.session.commit()
    post(planner, f"{LIST}/{kept}/samenvoeging", met=str(other))
    with app.app_context():
        answers = select(Answer.value).where(Answer.registration_id == kept).order_by(Answer.question_id)
        assert list(db.session.scalars(answers)) == ["mijn", "ander"]
        for model in (Wish, Seat):
            assert list(db.session.scalars(select(model.registration_id))) == [kept]
