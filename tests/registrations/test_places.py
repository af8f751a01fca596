"""Places are divided rightly whatever people do, one after the other or all at once, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from app.extensions import db, now
from app.registrations import actions
from app.registrations.entry import Entry
from app.registrations.models import Receipt, Registration, State
from app.registrations.pages import public_or_404
from app.werksessies.models import Werksessie
from tests.conftest import empty_tables
from tests.factories import add_werksessie
from tests.registrations.visitor import JOOST, Visitor, rows

PEOPLE = st.integers(0, 7)


def entry(who: int) -> Entry:
    return Entry(name=f"Naam {who}", organisation="Voorbeeld", email=f"p{who}@x.example")


class Line(RuleBasedStateMachine):
    """Registering, withdrawing, coming back, removing and making room, beside a model of two plain lists."""

    app: Flask

    def __init__(self) -> None:
        super().__init__()
        empty_tables(self.app)
        add_werksessie(self.app, capacity=2)
        self.capacity: int | None = 2
        self.placed: list[int] = []
        self.waiting: list[int] = []
        self.forms = 0
        self.at = now().replace(microsecond=0)

    def tick(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def join(self, who: int) -> bool:
        """Put `who` where they belong; whether that is the waiting list."""
        full = self.waiting or (self.capacity is not None and len(self.placed) >= self.capacity)
        (self.waiting if full else self.placed).append(who)
        return bool(full)

    def promote(self) -> None:
        while self.waiting and (self.capacity is None or len(self.placed) < self.capacity):
            self.placed.append(self.waiting.pop(0))

    @contextmanager
    def known(self, who: int) -> Iterator[Registration | None]:
        with self.app.app_context():
            query = select(Registration).where(Registration.email_key == entry(who).email)
            yield db.session.scalar(query)

    @rule(who=PEOPLE, again=st.booleans())
    def register(self, who: int, again: bool) -> None:
        self.forms += 1
        with self.app.app_context():
            werksessie_id = db.session.scalars(select(Werksessie.id)).one()
            db.session.rollback()
            given = [
                actions.register(werksessie_id, entry(who), str(self.forms), self.tick()).waiting
                for _ in range(1 + again)
            ]
        full = bool(self.waiting) or (self.capacity is not None and len(self.placed) >= self.capacity)
        if who not in self.placed + self.waiting:
            self.join(who)
        assert set(given) == {full}

    @rule(who=PEOPLE)
    def cancel(self, who: int) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            actions.cancel(registration, self.tick())
        self.leave(who)

    @rule(who=PEOPLE)
    def forget(self, who: int) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            actions.forget(registration, self.tick())
        self.leave(who)

    @rule(who=PEOPLE)
    def come_back(self, who: int) -> None:
        with self.known(who) as registration:
            if registration is None:
                return
            actions.register_again(registration, self.tick())
        if who not in self.placed + self.waiting:
            self.join(who)

    def leave(self, who: int) -> None:
        for people in (self.placed, self.waiting):
            if who in people:
                people.remove(who)
        self.promote()

    @rule(capacity=st.none() | st.integers(1, 6))
    def set_capacity(self, capacity: int | None) -> None:
        with self.app.app_context():
            werksessie = db.session.scalars(select(Werksessie)).one()
            werksessie.capacity = capacity
            actions.fill_places(werksessie, self.tick())
            db.session.commit()
        self.capacity = capacity
        self.promote()

    @invariant()
    def everybody_stands_where_they_should(self) -> None:
        with self.app.app_context():
            in_order = db.session.scalars(
                select(Registration).order_by(Registration.registered_at, Registration.id)
            ).all()
            placed = {row.email_key for row in in_order if row.state is State.AANGEMELD}
            waiting = [row.email_key for row in in_order if row.state is State.WACHTLIJST]
        assert placed == {entry(who).email for who in self.placed}
        assert waiting == [entry(who).email for who in self.waiting]


def test_nobody_is_skipped_placed_twice_or_placed_over_capacity(any_app: Flask) -> None:
    machine = type("LineHere", (Line,), {"app": any_app})
    few = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=few)


@pytest.mark.parametrize("turns", ["in turn", "by the database's lock alone"])
def test_two_hundred_people_at_once_get_fifty_places(
    any_app: Flask, monkeypatch: pytest.MonkeyPatch, turns: str
) -> None:
    if turns != "in turn":  # as if each were a process of its own
        monkeypatch.setattr(actions, "turn", nullcontext)
    add_werksessie(any_app, capacity=50)
    with any_app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id)).one()

    def register(who: int) -> bool:
        with any_app.app_context():
            return actions.register(werksessie_id, entry(who), str(who), now()).waiting

    with ThreadPoolExecutor(200) as pool:
        waiting = list(pool.map(register, range(200)))
    states = [row["state"] for row in rows(any_app)]
    assert (waiting.count(False), waiting.count(True)) == (50, 150)
    assert (states.count("aangemeld"), states.count("op de wachtlijst")) == (50, 150)


def test_visitors_at_once_read_what_became_of_them(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=5)

    def register(who: int) -> str:
        return Visitor(any_app).register(email=f"p{who}@x.example")

    with ThreadPoolExecutor(20) as pool:
        headings = list(pool.map(register, range(20)))
    assert sorted(headings) == ["U bent aangemeld"] * 5 + ["U staat op de wachtlijst"] * 15


def test_a_double_click_at_the_same_moment_is_one_registration(any_app: Flask) -> None:
    add_werksessie(any_app)
    visitor = Visitor(any_app)
    fields = {**JOOST, "csrf_token": visitor.token("/zwolle-2023/aanmelden")}
    cookie = visitor.client.get_cookie("rodedraad")
    assert cookie is not None

    def click(_: int) -> str:
        other = any_app.test_client()
        other.set_cookie("rodedraad", cookie.value)
        return other.post("/zwolle-2023/aanmelden", data=fields).location

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(click, range(8)))) == 1
    with any_app.app_context():
        assert db.session.scalars(select(func.count()).select_from(Receipt)).one() == 1
    assert [row["state"] for row in rows(any_app)] == ["aangemeld"]


def test_who_withdraw_at_once_each_give_their_place_to_one_other(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=10)
    with any_app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id)).one()
        for who in range(30):
            actions.register(werksessie_id, entry(who), str(who), now())

    def withdraw(who: int) -> None:
        with any_app.app_context():
            query = select(Registration).where(Registration.email_key == entry(who).email)
            registration = db.session.scalars(query).one()
            db.session.rollback()
            actions.cancel(registration, now())

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(withdraw, range(10)))
    states = [row["state"] for row in rows(any_app)]
    assert states == ["afgemeld"] * 10 + ["aangemeld"] * 10 + ["op de wachtlijst"] * 10


def test_who_posts_to_a_page_that_is_not_in_memory_holds_no_lock_while_waiting_for_a_turn(
    any_app: Flask,
) -> None:
    add_werksessie(any_app)
    with any_app.test_request_context("/zwolle-2023/aanmelden", method="POST"):
        any_app.preprocess_request()
        db.session.rollback()
        assert public_or_404("zwolle-2023").werksessie.title == "Werksessie voorkomen van jonge aanwas"
        assert not db.session().in_transaction()
