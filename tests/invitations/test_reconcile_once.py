"""Twice is once, halfway is finished, and many cost no more questions than one."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import event, select

from app.extensions import db
from app.invitations.reconcile import reconcile
from app.mail.outbox import deliver
from app.registrations.actions import cancel
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.factories import counted_queries
from tests.invitations.told import LATER, kinds, tell, versions
from tests.invitations.werksessies import NOON, published, sign_up


def test_who_changes_while_the_mail_is_made_is_told_the_truth_at_the_next_turn(any_app: Flask) -> None:
    with any_app.app_context():
        registration_id = sign_up(published(), "Ada").id
        engine = db.engine
        db.session.remove()

    def withdraw() -> None:
        with any_app.app_context():
            cancel(db.session.get_one(Registration, registration_id), LATER)
            db.session.remove()

    elsewhere = [Thread(target=withdraw)]

    def withdraw_once(_connection: object) -> None:
        while elsewhere:
            thread = elsewhere.pop()
            thread.start()
            thread.join()

    with any_app.app_context():
        event.listen(engine, "rollback", withdraw_once)  # what ends the reading
        try:
            assert [tell(), tell(LATER), tell(LATER)] == [0, 1, 0]
        finally:
            event.remove(engine, "rollback", withdraw_once)
        assert kinds() == [("withdrawn", "ada")]


def test_a_worker_that_dies_halfway_loses_and_doubles_nothing(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = published(capacity=None)
        for number in range(6):
            sign_up(werksessie, f"Deelnemer{number}")
        updates: list[str] = []

        def die_at_the_fourth(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            updates.extend([statement] if statement.startswith("UPDATE registration") else [])
            if len(updates) == 4:
                raise KeyboardInterrupt

        event.listen(db.engine, "before_cursor_execute", die_at_the_fourth)
        try:
            with pytest.raises(KeyboardInterrupt):
                tell()
        finally:
            event.remove(db.engine, "before_cursor_execute", die_at_the_fourth)
        db.session.rollback()
        assert kinds() == []
        assert [tell(), tell()] == [6, 0]
        assert kinds() == [("confirmation", f"deelnemer{number}") for number in range(6)]


def test_two_workers_at_once_write_each_mail_once(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = published(capacity=None)
        for number in range(12):
            sign_up(werksessie, f"Deelnemer{number}")
    start = Barrier(2)

    def work() -> None:
        with any_app.app_context():
            start.wait()
            tell()
            db.session.remove()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with any_app.app_context():
        tell()
        assert sorted(kinds()) == sorted(("confirmation", f"deelnemer{n}") for n in range(12))
        assert len(versions()) == 12


def test_reading_takes_the_same_number_of_queries_for_any_number_of_people(app: Flask) -> None:
    counts = set()
    with app.app_context():
        for people in (1, 3, 30):
            werksessie = published(slug=f"dag-{people}", capacity=people)
            for number in range(2 * people):
                sign_up(werksessie, f"Deelnemer{number}", form=f"{people} {number}")
            db.session.remove()
            with counted_queries(app) as statements:
                assert reconcile(limit=100, clock=lambda: NOON) == 2 * people
            counts.add(sum(statement.lstrip().startswith("SELECT") for statement in statements))
    assert len(counts) == 1, counts


def test_a_long_queue_is_done_in_turns(app: Flask) -> None:
    with app.app_context():
        werksessie = published(capacity=None)
        for number in range(5):
            sign_up(werksessie, f"Deelnemer{number}")
        assert [reconcile(2, lambda: NOON) for _ in range(4)] == [2, 2, 1, 0]
        assert deliver() == 5
        assert db.session.scalars(select(Werksessie)).one().slug == "schooluitval-2027"
