"""One organisation under several spellings: suggested once, seen by planners, written in one way."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from app.registrations.known import known_in
from app.registrations.spellings import alike, bare
from app.werksessies.models import Person
from tests.factories import (
    add_registrations,
    add_werksessie,
    counted_queries,
    post,
    sign_in,
    werksessie_in,
    words_of,
)

PAGE = "/beheer/zwolle-2023/aanmeldingen/dubbel"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app)
    sign_in(client, app)
    return client


def come_from(app: Flask, *organisations: str) -> None:
    """Somebody registers from each."""
    names = [f"Naam {number}" for number in range(len(organisations))]
    add_registrations(app, "zwolle-2023", *names)
    with app.app_context():
        for name, organisation in zip(names, organisations, strict=True):
            db.session.scalars(select(Person).where(Person.name == name)).one().organisation = organisation
        db.session.commit()


def organisations(app: Flask) -> list[str]:
    with app.app_context():
        query = select(Person.organisation).where(Person.name.startswith("Naam ")).order_by(Person.name)
        return list(db.session.scalars(query))


@pytest.mark.parametrize(
    "spelling",
    ["politie oost nederland", "POLITIE OOST-NEDERLAND", "Politie, Oost–Nederland ", "Pölitie Oostnederland"],
)
def test_capitals_accents_spaces_and_signs_make_no_other_organisation(spelling: str) -> None:
    assert bare(spelling) == bare("Politie Oost-Nederland")


def test_the_most_used_spelling_comes_first_and_signs_alone_are_no_organisation() -> None:
    assert alike(["GGD", "g.g.d.", "GGD", "Zorg", "--", ""]) == [[("GGD", 2), ("g.g.d.", 1)], [("Zorg", 1)]]


def test_what_two_people_share_is_suggested_in_one_spelling(app: Flask, planner: FlaskClient) -> None:
    come_from(app, "Politie Oost-Nederland", "politie oost nederland", "Politie Oost-Nederland", "Alleen Ik")
    with app.app_context():
        assert known_in(werksessie_in(app).id).organisations == ("Politie Oost-Nederland",)


def test_the_planner_writes_it_in_one_way_for_all(app: Flask, planner: FlaskClient) -> None:
    come_from(app, "Politie Oost-Nederland", "politie oost nederland", "Zorg")
    assert "Dezelfde organisatie, anders geschreven: 1" in words_of(planner.get(PAGE))
    done = post(planner, f"{PAGE}/organisatie", naam="Politie Oost-Nederland")
    assert "Bij 1 persoon staat nu ‘Politie Oost-Nederland’." in words_of(planner.get(done.location))
    assert organisations(app) == ["Politie Oost-Nederland", "Politie Oost-Nederland", "Zorg"]
    again = post(planner, f"{PAGE}/organisatie", naam="Politie Oost-Nederland")
    assert "Dat staat er al zo" in words_of(planner.get(again.location))


@pytest.mark.parametrize("name", ["Politie oost NEDERLAND", "", "Bestaat niet", "--"])
def test_only_a_spelling_that_somebody_used_is_written(app: Flask, planner: FlaskClient, name: str) -> None:
    come_from(app, "Politie Oost-Nederland", "politie oost nederland")
    post(planner, f"{PAGE}/organisatie", naam=name)
    assert organisations(app) == ["Politie Oost-Nederland", "politie oost nederland"]


def test_looking_costs_the_same_for_any_number_of_spellings(app: Flask, planner: FlaskClient) -> None:
    counted = []
    for number in range(2):
        with counted_queries(app) as queries:
            planner.get(PAGE)
        counted.append(len(queries))
        if number == 0:
            come_from(app, *(name for each in range(5) for name in (f"Zorg {each}", f"zorg-{each}")))
    assert counted[0] == counted[1]
