"""What is expected: who stays away, the mix of domains, and how registrations come in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.extensions import db
from app.registrations.charts import growth
from app.registrations.expected import expected
from app.registrations.mix import judge
from app.registrations.models import Registration
from app.versions.imprints import expected_at
from app.werksessies.models import Domain, Werksessie
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of
from tests.registrations.test_list import fill

LIST = "/beheer/zwolle-2023/aanmeldingen"
PAGE = f"{LIST}/verwachting"
FIRST = date(2023, 5, 1)


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=20)
    sign_in(client, app)
    return client


def on(*days: int) -> Iterable[date]:
    return [FIRST + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("placed", "no_show", "come"),
    [(0, 20, 0), (64, None, 64), (64, 0, 64), (64, 20, 51), (10, 25, 8), (3, 50, 2), (1, 90, 0)],
)
def test_who_stays_away_is_taken_off_and_a_half_counts(placed: int, no_show: int | None, come: int) -> None:
    assert expected(placed, no_show) == come


@pytest.mark.parametrize(
    ("placed", "aim", "capacity", "said"),
    [
        (8, 20, 96, ("van 19", "nog 11", "care")),
        (19, 20, 96, ("van 19", "genoeg", "good")),
        (8, 20, None, ("13 %, u hoopt op 20 %", "blijft achter", "care")),
        (20, 20, None, ("31 %, u hoopt op 20 %", "genoeg", "good")),
        (0, 0, 96, ("van 0", "genoeg", "good")),
    ],
)
def test_a_domain_is_judged_against_what_is_hoped_for(
    placed: int, aim: int, capacity: int | None, said: tuple[str, str, str]
) -> None:
    found = judge(placed, aim, capacity, 64)
    assert found is not None
    assert (found.against, found.word, found.tone) == said


def test_without_an_aim_or_with_few_people_nothing_is_judged() -> None:
    assert judge(8, None, 96, 64) is None
    assert judge(1, 20, 96, 4) is None


def test_registrations_add_up_by_day() -> None:
    found = growth(on(3, 0, 0, 3, 3, 9), 10, FIRST + timedelta(days=12))
    assert found is not None
    assert [((day.date - FIRST).days, day.new, day.total) for day in found.days] == [
        (0, 2, 2),
        (3, 3, 5),
        (9, 1, 6),
    ]
    assert (found.until, found.most) == (FIRST + timedelta(days=12), 10)
    assert found.steps == "40,150 40,150 40,124.4 188,124.4 188,86 484,86 484,73.2 632,73.2"


def test_few_registrations_make_no_drawing() -> None:
    assert growth(on(0, 1, 2, 3), 10, FIRST) is None


def test_all_on_one_day_draw_a_line_too() -> None:
    found = growth(on(0, 0, 0, 0, 0), None, FIRST)
    assert found is not None
    assert found.steps == "40,150 40,150 40,22 632,22"


def test_the_page_keeps_what_the_planner_expects_and_all_reckon_with_it(
    app: Flask, planner: FlaskClient
) -> None:
    add_registrations(app, "zwolle-2023", *(f"Noor {letter}" for letter in "ABCDEFGHIJ"))
    with app.app_context():
        ids = list(db.session.scalars(select(Domain.id).order_by(Domain.position)))
    aims = {f"aim_{number}": "" for number in ids} | {f"aim_{ids[0]}": "25 %"}
    answer = post(planner, PAGE, no_show="20%", **aims)
    assert answer.location == PAGE
    page = words_of(planner.get(PAGE))
    assert "10 mensen hebben een plaats. U verwacht er 8 , want 20 % blijft weg." in page
    assert "Nu samen 25 %." in page
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        assert (werksessie.no_show, [domain.aim for domain in werksessie.domains][:2]) == (20, [25, None])
        assert expected_at(werksessie) == 8
    listed = words_of(planner.get(LIST))
    assert "10 van de 20 plaatsen zijn bezet. U verwacht er 8 ." in listed
    assert "0 van 5 nog 5" in listed
    today = words_of(planner.get("/beheer/zwolle-2023"))
    assert "U verwacht er 8." in today
    assert "Doorgeven: 8 deelnemers, sprekers en ploeg" in today


@pytest.mark.parametrize("typed", ["91", "-1", "veel", "12,5", "1000"])
def test_what_is_no_per_cent_is_asked_again(app: Flask, planner: FlaskClient, typed: str) -> None:
    answer = post(planner, PAGE, no_show=typed)
    assert answer.status_code == 422
    assert "Vul een heel getal van 0 tot en met 90 in, of laat het vak leeg." in words_of(answer)
    assert f'value="{typed}"' in answer.text


def test_the_drawing_has_a_text_and_a_table(app: Flask, planner: FlaskClient) -> None:
    people = add_registrations(app, "zwolle-2023", *(f"Noor {letter}" for letter in "ABCDEF"))
    with app.app_context():
        db.session.get_one(Registration, people[0]).cancelled_at = db.session.get_one(
            Registration, people[0]
        ).registered_at
        db.session.commit()
    page = planner.get(PAGE)
    assert "Een lijn die stijgt van 0 naar 5 aanmeldingen; er zijn 20 plaatsen." in page.text
    assert "Dag Erbij Samen" in words_of(page)


def test_the_page_takes_the_same_number_of_queries_however_many_there_are(
    app: Flask, planner: FlaskClient
) -> None:
    counts = set()
    for number in (1, 150):
        fill(app, number)
        with counted_queries(app) as statements:
            planner.get(PAGE)
        counts.add(len(statements))
    assert len(counts) == 1, counts
