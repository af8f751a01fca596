"""The extensions, free of anything of ours: database, migrations, CSRF.

SQLite runs in WAL with foreign keys on; a transaction that may write starts with BEGIN IMMEDIATE, so that two
writers queue up instead of failing halfway (https://www.sqlite.org/lang_transaction.html). On PostgreSQL a verb
that divides something scarce locks the werksessie's row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_MS = 15_000
SINGLE_READ = "single_read"  # execution option: one SELECT, which on SQLite needs no transaction around it


class Base(DeclarativeBase):
    """The base of every model; constraints get names, so that migrations can drop them again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def read_json(text: str) -> Any:
    """What a JSON column holds; most lists are empty, and a page reads hundreds of them."""
    return [] if text == "[]" else {} if text == "{}" else json.loads(text)


db = SQLAlchemy(model_class=Base, engine_options={"json_deserializer": read_json})
migrate = Migrate(render_as_batch=True)
csrf = CSRFProtect()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """A moment that happened: aware UTC in Python, whatever the database returns. Refuses naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a timezone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """This moment, aware UTC."""
    return datetime.now(UTC)


_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


def set_read_only(read_only: bool) -> None:
    """Say for this request whether its transactions only read (GET, HEAD): they then wait for no writer."""
    _read_only.set(read_only)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we write BEGIN ourselves, below
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name != "sqlite" or connection.get_execution_options().get(SINGLE_READ):
        return
    if _read_only.get():
        # straight to the driver, at a third of the price: a plain BEGIN waits for nobody and cannot fail
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
