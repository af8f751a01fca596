"""Several people into one parallel session at once: all of them or nobody, and there they stay."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.extensions import db
from app.registrations.choice_models import Seat, Way
from app.registrations.models import Registration
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of
from tests.registrations.test_choices import asked, divided, seats, title_of
from tests.registrations.visitor import faults

HERE = "/beheer/zwolle-2023/aanmeldingen/samen"
BY_PLANNER = "De organisatie gaf u deze plaats."


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=4)
    sign_in(client, app)
    return client


def test_all_are_seated_and_stay_or_nobody_is(app: Flask, planner: FlaskClient) -> None:
    _, first, *_ = asked(app, Way.WISHES, 2, 5)
    people = add_registrations(app, "zwolle-2023", "Anne", "Bea", "Cas", "Dirk", "Eva")
    page = words_of(planner.get(HERE, query_string={"actie": "deelsessie", "wie": people}))
    assert "4 mensen krijgen een plaats in de sessie die u kiest" in page
    assert "Eva staat op de wachtlijst" in page
    assert f"{title_of(app, first)} (nog 2 plaatsen)" in page
    form = {"actie": "deelsessie", "wie": ",".join(map(str, people))}
    none = post(planner, HERE, **form)
    assert (none.status_code, faults(none)) == (422, {"session": "Kies in welke sessie zij zitten."})
    full = post(planner, HERE, **form, session=first)
    assert full.status_code == 409
    assert f"‘{title_of(app, first)}’ heeft nog 2 plaatsen: u koos 4 mensen." in faults(full)["session"]
    assert seats(app) == {}
    two = {"actie": "deelsessie", "wie": ",".join(map(str, people[2:4]))}
    done = post(planner, HERE, **two, session=first)
    assert done.location == "/beheer/zwolle-2023/aanmeldingen#lijst"
    assert seats(app) == {"Cas": (first, BY_PLANNER), "Dirk": (first, BY_PLANNER)}
    divided(app)
    assert [seats(app)[name] for name in ("Cas", "Dirk")] == [(first, BY_PLANNER)] * 2
    with app.app_context():
        db.session.execute(update(Registration).values(stale_since=None))
        db.session.commit()
    again = post(planner, HERE, **two, session=first)
    assert again.status_code == 303
    with app.app_context():
        told = select(Registration).where(Registration.stale_since.is_not(None))
        assert db.session.scalars(told).all() == []
        assert len(db.session.scalars(select(Seat).where(Seat.session_id == first)).all()) == 2
    gone = post(planner, HERE, **two, session=999)
    assert (gone.status_code, list(faults(gone))) == (422, ["session"])


def test_where_nobody_is_asked_the_page_says_where_to_set_it(app: Flask, planner: FlaskClient) -> None:
    people = add_registrations(app, "zwolle-2023", "Anne")
    page = words_of(planner.get(HERE, query_string={"actie": "deelsessie", "wie": people}))
    assert "In geen enkel blok wordt nu gevraagd wie waar zit." in page
    assert post(planner, HERE, actie="deelsessie", wie=people).status_code == 422


def test_the_number_of_queries_does_not_grow_with_the_people(app: Flask, planner: FlaskClient) -> None:
    _, first, *_ = asked(app, Way.FIRST_COME, 9)
    people = add_registrations(app, "zwolle-2023", "Anne", "Bea", "Cas", "Dirk")
    sent = []
    for chosen in (people[:1], people[:3]):
        with counted_queries(app) as queries:
            ids = ",".join(map(str, chosen))
            assert post(planner, HERE, actie="deelsessie", wie=ids, session=first).status_code == 303
        sent.append(len(queries))
    assert sent[0] == sent[1]
