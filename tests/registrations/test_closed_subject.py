"""A closed subject is one switch. These tests try to get at what it keeps in."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db, now
from app.registrations.models import Invitation, Registration
from app.registrations.question_models import Answer, FormQuestion
from app.registrations.questions import last_day_of_answers
from app.registrations.rules import STANDARD_HOUSE_RULES
from app.retention import forget
from app.werksessies.models import Person, Werksessie
from tests.factories import add_werksessie, post, sign_in, werksessie_in, words_of
from tests.registrations.visitor import JOOST, Visitor

PAGE = "/beheer/zwolle-2023/aanmeldingen/regels"
DAY = {"date": date(2031, 6, 12), "registration_opens": None, "registration_closes": None}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=20, **DAY)
    sign_in(client, app)
    return client


def close(planner: FlaskClient, **fields: str) -> None:
    assert post(planner, PAGE, **{"way_in": "open", "closed": "y", **fields}).status_code == 303


def test_one_switch_lets_in_only_who_is_invited_and_has_house_rules(app: Flask, planner: FlaskClient) -> None:
    close(planner, way_in="code", entry_code="sleutel")
    werksessie = werksessie_in(app)
    assert (werksessie.way_in, werksessie.house_rules) == ("uitnodiging", STANDARD_HOUSE_RULES)
    since = werksessie.closed_since
    assert since is not None
    close(planner, house_rules="Fluister.")
    assert (werksessie_in(app).closed_since, werksessie_in(app).house_rules) == (since, "Fluister.")
    post(planner, PAGE, way_in="open", house_rules="")
    werksessie = werksessie_in(app)
    assert (werksessie.closed_since, werksessie.way_in, werksessie.house_rules) == (None, "open", "")


def test_the_public_learns_no_more_than_title_and_date(app: Flask, planner: FlaskClient) -> None:
    open_page = Visitor(app).get("/zwolle-2023").text.casefold()
    werksessie = werksessie_in(app)
    facts = (werksessie.venue_name, werksessie.theme, werksessie.client, "programma.ics", "inloop")
    told = [fact.casefold() for fact in facts]
    assert all(word in open_page for word in told)
    close(planner)
    visitor = Visitor(app)
    token = visitor.token("/zwolle-2023/link")
    answers = [
        visitor.get("/zwolle-2023"),
        visitor.get("/zwolle-2023/aanmelden"),
        visitor.get("/zwolle-2023/aanmelden/groep"),
        visitor.get("/zwolle-2023/link"),
        visitor.client.post("/zwolle-2023/aanmelden", data={**JOOST, "csrf_token": token}),
        visitor.client.post(
            "/zwolle-2023/aanmelden", data={**JOOST, "uitnodiging": "gok", "csrf_token": token}
        ),
        visitor.client.post("/zwolle-2023/aanmelden/groep", data={"csrf_token": token}),
    ]
    assert [answer.status_code for answer in answers] == [200, 409, 409, 200, 409, 409, 409]
    for answer in answers:
        assert werksessie.title in answer.text
        assert not [word for word in told if word in answer.text.casefold()]
    assert answers[0].headers["X-Robots-Tag"] == "noindex"
    assert "Deze werksessie is op uitnodiging." in words_of(answers[0])
    assert visitor.get("/zwolle-2023/programma.ics").status_code == 404
    assert werksessie.title not in visitor.get("/").text


def test_no_way_in_can_be_set_beside_it(any_app: Flask) -> None:
    add_werksessie(any_app, **DAY)
    with any_app.app_context():
        werksessie = db.session.query(Werksessie).one()
        werksessie.closed_since = now()
        with pytest.raises(Exception, match="ck_werksessie_closed"):
            db.session.commit()
        db.session.rollback()


def held(days: int, *, closed: bool) -> Werksessie:
    """A werksessie that was so many days ago, with somebody who answered a question that is kept 20 days."""
    at = now()
    werksessie = Werksessie(
        slug=f"dag-{days}-{closed}",
        title="Dag",
        date=(at - timedelta(days=days)).date(),
        starts=time(9),
        ends=time(17),
        closed_since=at if closed else None,
        way_in="uitnodiging",
    )
    db.session.add(werksessie)
    db.session.flush()
    person = Person(werksessie_id=werksessie.id, name="Anna Berg", email="anna@x.example")
    registration = Registration(
        werksessie_id=werksessie.id,
        person=person,
        email_key="anna@x.example",
        sort_name="berg, anna",
        placed_at=at,
    )
    question = FormQuestion(
        werksessie_id=werksessie.id,
        position=0,
        text="Auto?",
        kind="ja of nee",
        purpose="Parkeren.",
        kept_days=20,
    )
    invitation = Invitation(werksessie_id=werksessie.id, email="bo@x.example", email_key="bo@x.example")
    db.session.add_all([registration, question, invitation])
    db.session.flush()
    db.session.add(Answer(registration_id=registration.id, question_id=question.id, value=True))
    return werksessie


@pytest.mark.parametrize(
    ("days", "closed", "kept"),
    [
        (19, False, (True, True, True)),
        (22, False, (True, True, False)),
        (22, True, (True, True, False)),
        (33, False, (True, True, False)),
        (33, True, (False, False, False)),
    ],
)
def test_answers_go_on_their_day_and_of_a_closed_subject_people_go_after_a_month(
    any_app: Flask, days: int, closed: bool, kept: tuple[bool, ...]
) -> None:
    with any_app.app_context():
        held(days, closed=closed)
        db.session.commit()
        forget()
        names = db.session.scalars(select(Person.name)).all()
        counted = [bool(db.session.query(model).count()) for model in (Invitation, Answer)]
        assert (names == ["Anna Berg"], *counted) == kept
        assert forget() == 0


def test_answers_of_a_closed_subject_are_promised_and_kept_no_longer_than_a_month() -> None:
    day = date(2031, 6, 12)
    assert last_day_of_answers(day, 183, closed=False) == date(2031, 12, 12)
    assert last_day_of_answers(day, 183, closed=True) == date(2031, 7, 13)
    assert last_day_of_answers(day, 7, closed=True) == date(2031, 6, 19)
