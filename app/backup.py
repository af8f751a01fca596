"""A backup of everything in the database as one zip: a line of JSON per row, the same from SQLite and PostgreSQL.

So a copy can also move from the one to the other. Bytes travel as base64, moments as ISO 8601 in UTC.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, Table, func, insert, select, text
from sqlalchemy.engine import Connection

from app.database import schema_version
from app.extensions import db, reading

FORMAT = 1
ABOUT = "rodedraad.json"
BATCH = 500
# what a file that is no backup, or a damaged one, makes of reading it
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    EOFError,
)


class BackupError(Exception):
    """Why a backup cannot be made or put back: one Dutch sentence."""


def backup(path: Path) -> int:
    """Write everything to `path`, as it was at one moment. Returns the number of rows.

    Ends the session's own transaction.
    """
    db.session.rollback()
    part = path.with_name(path.name + ".part")
    count = 0
    with reading(), db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        part.touch(mode=0o600)  # everything about everybody is inside
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(ABOUT, json.dumps({"format": FORMAT, "schema": schema_version(connection)}))
            for table in db.metadata.sorted_tables:
                with archive.open(f"{table.name}.jsonl", "w") as file:
                    for line in _lines(connection, table):
                        file.write(line)
                        count += 1
    part.replace(path)
    return count


def restore(path: Path, *, replace: bool) -> int:
    """Put everything back in one transaction. Refuses a database with rows in it unless `replace`.

    Ends the session's own transaction, which would hold this one up.
    """
    db.session.rollback()
    try:
        with zipfile.ZipFile(path) as archive, db.engine.begin() as connection:
            return _restore(archive, connection, replace)
    except DAMAGED as error:
        raise BackupError(
            "dit is geen back-up van Rode Draad. Kies het bestand dat ‘backup’ maakte."
        ) from error


def _restore(archive: zipfile.ZipFile, connection: Connection, replace: bool) -> int:
    if json.loads(archive.read(ABOUT)) != {"format": FORMAT, "schema": schema_version(connection)}:
        raise BackupError("deze back-up is van een andere versie. Gebruik de versie waarmee hij gemaakt is.")
    if _filled(connection):
        if not replace:
            raise BackupError("de database is niet leeg. Gebruik --replace om alles erin te vervangen.")
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())
    return sum(_fill(connection, table, archive) for table in db.metadata.sorted_tables)


def _filled(connection: Connection) -> bool:
    return any(connection.execute(select(table).limit(1)).first() for table in db.metadata.sorted_tables)


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    keys = list(table.primary_key.columns)
    for row in connection.execute(select(table).order_by(*keys)).mappings():
        values = {name: _pack(value) for name, value in row.items()}
        yield json.dumps(values, ensure_ascii=False).encode() + b"\n"


def _pack(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dt.date | dt.time):  # a datetime is a date
        return value.isoformat()
    return value


def _fill(connection: Connection, table: Table, archive: zipfile.ZipFile) -> int:
    count = 0
    batch: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as file:
        for line in file:
            batch.append({name: _unpack(table.c[name], value) for name, value in json.loads(line).items()})
            if len(batch) == BATCH:
                connection.execute(insert(table), batch)
                count, batch = count + BATCH, []
    if batch:
        connection.execute(insert(table), batch)
    _set_sequence(connection, table)
    return count + len(batch)


def _unpack(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type.python_type
    if kind is bytes:
        return base64.b64decode(value)
    if kind in (dt.datetime, dt.date, dt.time):
        return kind.fromisoformat(value)
    return value


def _set_sequence(connection: Connection, table: Table) -> None:
    key = table.c.get("id")
    if connection.dialect.name != "postgresql" or key is None or not isinstance(key.type, Integer):
        return
    highest = connection.execute(select(func.max(key))).scalar()
    if highest is not None:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)"),
            {"name": table.name, "highest": highest},
        )
