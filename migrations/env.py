"""How Alembic reaches the application's database; run through Flask-Migrate or `app.database.migrate_up`."""

from typing import Any

from alembic import context
from flask import current_app

from app.extensions import UtcDateTime, db


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own column type as what it is in the database, so that old migrations need no code of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def run() -> None:
    """Run the asked migrations on the given connection, or on a new one."""
    arguments = dict(current_app.extensions["migrate"].configure_args)
    given = context.config.attributes.get("connection")
    if given is not None:
        _run_on(given, arguments)
        return
    with db.engine.connect() as connection:
        _run_on(connection, arguments)


def _run_on(connection: Any, arguments: dict[str, Any]) -> None:
    context.configure(
        connection=connection, target_metadata=db.metadata, render_item=render_item, **arguments
    )
    with context.begin_transaction():
        context.run_migrations()


run()
