"""The planner's verbs on each of the two databases, and two planners at once."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy import func, select

from app.accounts import actions
from app.accounts.models import Membership, Role, SignInAttempt, User, UserSession
from app.draaiboek.formats import ready_made
from app.extensions import db, now
from app.registrations import by_planner
from app.registrations.listing import Question, listing_of
from app.registrations.models import Registration, State
from app.today import actions as today
from app.today.beginning import SlugTakenError, begin, begin_at_free_address
from app.today.overview import overview_of
from app.today.standing import standing_of
from app.werksessies import colleagues
from app.werksessies.models import Werksessie
from tests.factories import add_registrations, add_user, add_werksessie, at_once

SECRET = "only-for-tests"


def test_a_link_that_is_clicked_twice_at_once_signs_in_once(any_app: Flask) -> None:
    with any_app.app_context():
        token = actions.make_link(actions.add_user("sam@gemeente.example"))
        db.session.commit()
    states = at_once(any_app, *[lambda: actions.use_link(token, None)[0]] * 4)
    assert sorted(str(state) for state in states) == ["LinkState.GONE"] * 3 + ["LinkState.GOOD"]
    with any_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1


def test_asking_is_counted_per_address_and_per_place(any_app: Flask) -> None:
    with any_app.app_context():
        asked = [
            actions.may_ask("a@b.example", f"192.0.2.{n}", SECRET) for n in range(actions.PER_ADDRESS + 1)
        ]
        db.session.commit()
        assert asked == [True] * actions.PER_ADDRESS + [False]
        keys = set(db.session.scalars(select(SignInAttempt.key)))
        assert len(keys) == 1 + actions.PER_ADDRESS
        assert not [key for key in keys if "a@b" in key or "192" in key]


def test_two_who_manage_cannot_both_leave_at_once(any_app: Flask) -> None:
    add_werksessie(any_app)
    for email in ("a@gemeente.example", "b@gemeente.example"):
        add_user(any_app, email, slug="zwolle-2023")
    with any_app.app_context():
        ids = list(db.session.scalars(select(Membership.id)))

    def leave(membership_id: int) -> None:
        werksessie = db.session.scalars(select(Werksessie)).one()
        own = colleagues.colleague(werksessie, membership_id)
        assert own is not None
        colleagues.remove(werksessie, own, own.user)

    results = at_once(any_app, *[lambda each=each: leave(each) for each in ids])
    assert sorted(type(result).__name__ for result in results) == ["ColleagueError", "NoneType"]
    with any_app.app_context():
        assert list(db.session.scalars(select(Membership.role))) == ["beheer"]


def test_a_colleague_comes_and_changes(any_app: Flask) -> None:
    add_werksessie(any_app)
    user_id = add_user(any_app)
    with any_app.app_context():
        werksessie, by = db.session.scalars(select(Werksessie)).one(), db.session.get_one(User, user_id)
        joined = colleagues.invite_colleague(werksessie, "Nieuw@Gemeente.example", Role.MEELEZEN, by)
        colleagues.change_role(werksessie, joined, Role.BEHEER, by)
        rows = [(row.user.email, row.role) for row in colleagues.colleagues_of(werksessie)]
        assert rows == [("nieuw@gemeente.example", "beheer")]


def test_the_list_counts_searches_and_pages(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=2)
    add_registrations(
        any_app, "zwolle-2023", "Koen de Vries", "Ömer Aydın", "Anne van den Berg", "Els 100% Zeker"
    )
    with any_app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()

        def found(**question: object) -> list[str]:
            return [row.person.name for row in listing_of(werksessie, Question(**question)).rows]  # type: ignore[arg-type]

        assert found() == ["Ömer Aydın", "Anne van den Berg", "Koen de Vries", "Els 100% Zeker"]
        assert found(search="OMER gemeente") == ["Ömer Aydın"]
        assert found(search="100%") == ["Els 100% Zeker"]
        assert found(state=State.WACHTLIJST) == ["Anne van den Berg", "Els 100% Zeker"]
        assert found(domain=0, page=99) == found()
        states = listing_of(werksessie, Question()).states
        assert {state: many for state, many in states.items() if many} == {
            State.AANGEMELD: 2,
            State.WACHTLIJST: 2,
        }


def test_placing_and_taking_back_never_pass_the_capacity(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=2)
    people = add_registrations(any_app, "zwolle-2023", *(f"Noor Voorbeeld {n}" for n in range(8)))
    user_id = add_user(any_app)

    def place(registration_id: int) -> None:
        row, by = db.session.get_one(Registration, registration_id), db.session.get_one(User, user_id)
        by_planner.place(row, by, now())

    with any_app.app_context():
        by = db.session.get_one(User, user_id)
        for person in people[:2]:
            by_planner.withdraw(db.session.get_one(Registration, person), by, now())
        for person in people[:2]:
            by_planner.take_back(db.session.get_one(Registration, person), by, now())
        db.session.scalars(select(Werksessie)).one().capacity = 4
        db.session.commit()
    results = at_once(any_app, *[lambda each=each: place(each) for each in people[4:]])
    assert sorted(type(result).__name__ for result in results) == ["NoRoomError"] * 2 + ["NoneType"] * 2
    with any_app.app_context():
        assert db.session.scalar(select(func.count()).where(Registration.placed_at.is_not(None))) == 4


def test_more_capacity_places_the_first_in_line(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=1)
    add_registrations(any_app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els")
    user_id = add_user(any_app)
    with any_app.app_context():
        werksessie, by = db.session.scalars(select(Werksessie)).one(), db.session.get_one(User, user_id)
        assert today.change_data(werksessie, {"capacity": 2}, by, now()) == 1
        assert today.change_data(werksessie, {"capacity": 2}, by, now()) == 0
        standing = standing_of(werksessie, now())
        assert standing.facts[0].value == "2 van 2"
        assert standing.facts[0].judgement == "Vol, 1 op de wachtlijst"


def test_one_address_is_given_once(any_app: Flask) -> None:
    user_id = add_user(any_app)
    plan = replace(ready_made()["dagdeel"].draaiboek, slug="samen")

    def make() -> str:
        return begin(plan, db.session.get_one(User, user_id)).slug

    results = at_once(any_app, make, make, make)
    assert list(map(str, results)) == ["samen"] * 3
    assert sum(isinstance(result, SlugTakenError) for result in results) == 2
    with any_app.app_context():
        groups = overview_of(db.session.get_one(User, user_id), now()).groups
        assert {name: len(lines) for name, lines in groups.items()} == {"Concept": 1}


def test_planners_who_begin_at_once_each_get_an_address(any_app: Flask) -> None:
    user_id = add_user(any_app)
    plan = replace(ready_made()["dagdeel"].draaiboek, title="Samen")

    def make() -> str:
        return begin_at_free_address(plan, db.session.get_one(User, user_id)).slug

    assert sorted(map(str, at_once(any_app, make, make, make))) == ["samen", "samen-2", "samen-3"]
