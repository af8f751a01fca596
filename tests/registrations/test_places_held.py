"""Seats that are held for a domain, on both databases and by all at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time

from flask import Flask
from sqlalchemy import select

from app import jobs
from app.extensions import db, now
from app.registrations import actions
from app.registrations.entry import Details, Entry
from app.registrations.models import Registration
from app.registrations.places import Places, places_of
from app.werksessies.models import Domain, Werksessie
from tests.factories import at_once, counted_queries, words_of
from tests.registrations.visitor import Visitor, personal_page, rows

DAY = date(2031, 6, 12)
APRIL = datetime(2031, 4, 20, 10, tzinfo=UTC)
MAY = datetime(2031, 4, 30, 22, 1, tzinfo=UTC)  # 1 May, 00.01 in Amsterdam
SOON = date(2031, 5, 1)


def add_hall(app: Flask, capacity: int | None, onderwijs: int | None, until: date | None = SOON) -> int:
    """A werksessie with seats held for onderwijs, and zorg beside it; its id."""
    with app.app_context():
        domains = [
            Domain(name="onderwijs", position=0, held=onderwijs, held_until=until),
            Domain(name="zorg", position=1),
        ]
        hall = Werksessie(
            slug="hal",
            title="De hal",
            date=DAY,
            starts=time(9, 30),
            ends=time(16),
            capacity=capacity,
            published_at=APRIL,
            domains=domains,
        )
        db.session.add(hall)
        db.session.commit()
        return hall.id


def come(app: Flask, who: str, domain: str, at: datetime = APRIL) -> bool:
    """`who` registers; whether they wait."""
    with app.app_context():
        werksessie_id, domain_id = db.session.execute(
            select(Domain.werksessie_id, Domain.id).where(Domain.name == domain)
        ).one()
        db.session.rollback()
        entry = Entry(name=who, organisation="Voorbeeld", email=f"{who}@x.example", domain_id=domain_id)
        return actions.register(werksessie_id, entry, f"form of {who}", at).waiting


def states(app: Flask) -> dict[str, str]:
    return {row["name"]: row["state"] for row in rows(app)}


def named(name: str) -> Registration:
    query = select(Registration).where(Registration.email_key == f"{name}@x.example")
    return db.session.scalars(query).one()


def test_the_last_seats_go_to_the_domain_that_they_are_held_for(any_app: Flask) -> None:
    add_hall(any_app, 3, onderwijs=2)
    people = [("a", "zorg"), ("b", "zorg"), ("c", "onderwijs"), ("d", "onderwijs"), ("e", "onderwijs")]
    given = [come(any_app, who, domain) for who, domain in people]
    assert given == [False, True, False, False, True]


def test_held_seats_fall_free_on_their_day_at_midnight_without_anybody_acting(any_app: Flask) -> None:
    add_hall(any_app, 2, onderwijs=2)
    assert [come(any_app, "a", "zorg"), come(any_app, "b", "zorg")] == [True, True]
    with any_app.app_context():
        early = actions.give_ended_holds(APRIL)
        placed = actions.give_ended_holds(MAY)
    assert (early, placed) == (0, 2)
    assert states(any_app) == {"a": "aangemeld", "b": "aangemeld"}
    assert jobs.fill_places in jobs.HOURLY


def test_who_registers_before_the_job_ran_comes_after_who_waited(any_app: Flask) -> None:
    add_hall(any_app, 2, onderwijs=1)
    assert [come(any_app, who, "zorg") for who in "abc"] == [False, True, True]
    assert come(any_app, "d", "zorg", MAY)
    assert states(any_app) == dict.fromkeys("ab", "aangemeld") | dict.fromkeys("cd", "op de wachtlijst")


def test_after_the_last_automatic_day_a_free_place_waits_for_the_planner(any_app: Flask) -> None:
    hall = add_hall(any_app, 1, onderwijs=None)
    with any_app.app_context():
        db.session.get_one(Werksessie, hall).auto_place_until = SOON
        db.session.commit()
    assert [come(any_app, who, "zorg") for who in "abc"] == [False, True, True]
    with any_app.app_context():
        actions.cancel(named("a"), datetime(2031, 5, 1, 21, 59, tzinfo=UTC))  # the last minute of that day
        actions.cancel(named("b"), datetime(2031, 5, 1, 22, 1, tzinfo=UTC))
    assert states(any_app) == {"a": "afgemeld", "b": "afgemeld", "c": "op de wachtlijst"}
    assert come(any_app, "d", "zorg", datetime(2031, 5, 2, 10, tzinfo=UTC)), "nobody passes who waits"


def test_a_change_of_domain_takes_no_seat_that_is_held_for_others(any_app: Flask) -> None:
    add_hall(any_app, 2, onderwijs=1)
    assert [come(any_app, "a", "zorg"), come(any_app, "b", "onderwijs")] == [False, False]
    with any_app.app_context():
        zorg = db.session.scalars(select(Domain.id).where(Domain.name == "zorg")).one()
        onderwijs = db.session.scalars(select(Domain.id).where(Domain.name == "onderwijs")).one()
        db.session.rollback()
        details = Details(name="b", organisation="Elders", domain_id=zorg)
        try:
            actions.change(named("b"), details, APRIL)
            refused = False
        except actions.HeldError:
            refused = True
        actions.change(named("a"), Details(name="a", organisation="Voorbeeld", domain_id=onderwijs), APRIL)
        actions.change(named("b"), details, APRIL)
    assert refused
    assert [(row["name"], row["organisation"], row["domain"]) for row in rows(any_app)] == [
        ("a", "Voorbeeld", "onderwijs"),
        ("b", "Elders", "zorg"),
    ]


def test_sixty_at_once_leave_the_held_seats_to_their_domain(any_app: Flask) -> None:
    hall = add_hall(any_app, 20, onderwijs=8)
    people = [(f"p{number}", "onderwijs" if number % 3 == 0 else "zorg") for number in range(60)]
    with ThreadPoolExecutor(30) as pool:
        waiting = list(pool.map(lambda person: come(any_app, *person), people))
    with any_app.app_context():
        places = places_of(db.session.get_one(Werksessie, hall), APRIL)
        zorg = db.session.scalars(select(Domain.id).where(Domain.name == "zorg")).one()
    assert (waiting.count(False), places.placed.total(), places.left()) == (20, 20, 0)
    assert places.placed[zorg] <= 12


def test_job_withdrawal_change_and_newcomer_at_the_same_moment_fill_the_hall_once(any_app: Flask) -> None:
    add_hall(any_app, 4, onderwijs=2)
    for who in "abcdef":
        come(any_app, who, "zorg")

    def cancel() -> None:
        registration = named("a")
        db.session.rollback()
        actions.cancel(registration, MAY)

    def job() -> int:
        return actions.give_ended_holds(MAY)

    done = at_once(any_app, job, cancel, job, lambda: come(any_app, "g", "onderwijs", MAY), job)
    assert [result for result in done if isinstance(result, Exception)] == []
    assert states(any_app) == {"a": "afgemeld"} | dict.fromkeys("bcde", "aangemeld") | dict.fromkeys(
        "fg", "op de wachtlijst"
    )


def test_without_held_seats_registering_asks_no_more_of_the_database(any_app: Flask) -> None:
    add_hall(any_app, 2, onderwijs=None)
    with counted_queries(any_app) as statements:
        come(any_app, "a", "zorg", now())
    plain = len(statements)
    assert plain == 6, statements  # one looks up the domain for this test


def test_more_held_than_there_is_gives_nobody_a_place_that_does_not_exist() -> None:
    places = Places(capacity=3, placed=Counter({1: 3}), held={1: 2, 2: 2})
    assert (places.room_for(1), places.room_for(2), places.room_for(None), places.spare()) == (0, 0, 0, -2)


def test_the_page_says_what_is_held_and_for_whom(app: Flask) -> None:
    add_hall(app, 3, onderwijs=2, until=None)
    page = Visitor(app)
    assert "Er is nog 1 plaats, en 2 voor onderwijs" in page.get("/hal").text
    come(app, "a", "zorg")
    assert "Nog vrij: 2 voor onderwijs. Met een ander domein komt u op de wachtlijst" in page.get("/hal").text
    come(app, "b", "onderwijs")
    come(app, "c", "onderwijs")
    assert "Vol: u komt op de wachtlijst" in page.get("/hal").text


def test_who_waits_reads_how_a_place_is_given(app: Flask) -> None:
    hall = add_hall(app, 1, onderwijs=1, until=None)
    come(app, "a", "zorg")
    page = personal_page(app, "a@x.example")
    mine = words_of(Visitor(app).get(page))
    assert (
        "U bent nummer 1, a. Komt er een plaats vrij, dan gaat die naar de eerste in de rij voor wie" in mine
    )
    with app.app_context():
        db.session.get_one(Werksessie, hall).auto_place_until = date(2026, 1, 1)
        db.session.commit()
    mine = words_of(Visitor(app).get(page))
    assert "Komt er nu nog een plaats vrij, dan kiest de organisatie wie die krijgt." in mine
