"""The schema goes up and down on both databases, and the migrations say what the models say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.database import migrate_down, migrate_up
from app.extensions import db
from app.programme.models import Item
from app.werksessies.models import Goal, Werksessie


def werksessie(**given: object) -> Werksessie:
    values = {
        "slug": "proef",
        "title": "Proef",
        "date": date(2027, 3, 11),
        "starts": time(9),
        "ends": time(12),
    }
    return Werksessie(**{**values, **given})


def test_the_schema_goes_down_and_up_again(any_app: Flask) -> None:
    with any_app.app_context():
        before = set(inspect(db.engine).get_table_names())
        migrate_down()
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        migrate_up()
        assert set(inspect(db.engine).get_table_names()) == before == {*db.metadata.tables, "alembic_version"}


def test_the_migrations_say_what_the_models_say(any_app: Flask) -> None:
    with any_app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


@pytest.mark.parametrize(
    "row",
    [
        lambda: werksessie(capacity=0),
        lambda: werksessie(registration_opens=date(2027, 2, 2), registration_closes=date(2027, 2, 1)),
        lambda: Goal(werksessie_id=999, position=0, key="a", text="x", pillar="inspireren"),
        lambda: Item(werksessie=werksessie(), position=0, title="x", minutes=0),
        lambda: Item(werksessie=werksessie(), position=0, title="x", minutes=10, minimum=11),
        lambda: Item(werksessie=werksessie(), position=0, title="x", minutes=10, kind="feest"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(any_app: Flask, row: object) -> None:
    with any_app.app_context():
        db.session.add(row())  # type: ignore[operator]
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_two_werksessies_cannot_share_an_address(any_app: Flask) -> None:
    with any_app.app_context():
        db.session.add_all([werksessie(), werksessie(title="Andere")])
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_a_moment_comes_back_aware_and_in_utc(any_app: Flask) -> None:
    at = datetime(2027, 3, 28, 1, 30, 15, tzinfo=UTC)
    with any_app.app_context():
        db.session.add(werksessie(published_at=at))
        db.session.commit()
        assert db.session.query(Werksessie.published_at).scalar() == at
        assert db.session.query(Werksessie.published_at).scalar().tzinfo is UTC


def test_a_naive_moment_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(werksessie(published_at=datetime(2027, 3, 28)))
        with pytest.raises(StatementError, match="a moment needs a timezone"):
            db.session.commit()


def test_sqlite_runs_in_wal_with_foreign_keys_on(app: Flask) -> None:
    with app.app_context():
        assert db.session.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert db.session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert db.session.execute(text("PRAGMA busy_timeout")).scalar() >= 10_000
