"""Bringing a database up to date, or back down, from code: what bin/serve, the commands and the tests call."""

from __future__ import annotations

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db


def migrate_up() -> None:
    """Bring the database to the newest schema; does nothing, quickly, when it is there already."""
    alembic = _alembic()
    with db.engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_heads() == tuple(
            ScriptDirectory.from_config(alembic).get_heads()
        ):
            return
    command.upgrade(alembic, "head")


def plain_cause(error: SQLAlchemyError) -> str:
    """The first line of what the database itself said."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0].rstrip(".")


def schema_version(connection: Connection) -> str | None:
    """The revision that the database is at."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate_down() -> None:
    """Take every table away again."""
    command.downgrade(_alembic(), "base")


def _alembic() -> AlembicConfig:
    directory = current_app.extensions["migrate"].directory
    alembic = AlembicConfig()
    alembic.set_main_option("script_location", str(directory).replace("%", "%%"))
    return alembic
