"""Every personal column, filled with something to look for, is looked for in all that the database holds afterwards."""

from __future__ import annotations

import base64
import re
import zipfile
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    Time,
    insert,
)

from app.backup import backup
from app.extensions import UtcDateTime, db, now
from app.privacy.registry import REGISTRY
from app.retention import forget, what_is_due

YEARS_AGO = timedelta(days=3 * 365)
SOUGHT = re.compile(r"zoek-([a-z_]+\.[a-z_]+)")
ONE_OF = re.compile(r"\b(\w+) IN \('?([^',)]*)")  # a column and the first value that a rule allows it
BETWEEN = re.compile(r"\b(\w+) BETWEEN (-?\d+)")


def allowed(table: Table) -> dict[str, Any]:
    """A value for each column that a rule of the table binds."""
    rules = [str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint)]
    values: dict[str, Any] = {}
    for rule in rules:
        values |= {name: int(least) for name, least in BETWEEN.findall(rule)}
        values |= dict(ONE_OF.findall(rule))
    return dict.fromkeys(("closed_since", "failed_at", "placed_at", "refused_at", "workday")) | values


def value_of(column: Column[Any]) -> Any:
    """Something to look for in a text; else a value of its kind, of long ago."""
    long_ago = now() - YEARS_AGO
    mark = f"zoek-{column.table.name}.{column.name}"
    kinds: list[tuple[Any, Any]] = [
        (UtcDateTime, long_ago),
        (Date, long_ago.date()),
        (Time, time(9)),
        (JSON, [mark]),
        (LargeBinary, mark.encode()),
        (Boolean, False),
        (Integer, 1),
    ]
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return value
    assert isinstance(column.type, String | Text), column
    return mark[: column.type.length or None]


def fill() -> None:
    """One row in each table, which points at the one row of each other table."""
    for table in db.metadata.sorted_tables:
        values = {column.name: value_of(column) for column in table.columns} | {
            name: value for name, value in allowed(table).items() if name in table.columns
        }
        for column in table.columns:
            if column.foreign_keys:
                own = any(key.column.table is table for key in column.foreign_keys)
                values[column.name] = None if own else 1
        db.session.execute(insert(table).values(values))
    db.session.commit()


def found(folder: Path) -> set[str]:
    """The columns whose mark stands anywhere in a backup."""
    file = folder / "alles.zip"
    backup(file)
    with zipfile.ZipFile(file) as archive:
        text = "\n".join(archive.read(name).decode() for name in archive.namelist())
    file.unlink()
    files = (
        base64.b64decode(word).decode() for word in re.findall(r"em9lay[\w+/]+=*", text)
    )  # bytes in a backup
    return set(SOUGHT.findall(" ".join([text, *files])))


def test_of_everything_personal_nothing_is_left_that_was_promised_to_go(
    any_app: Flask, tmp_path: Path
) -> None:
    personal = {column for entry in REGISTRY for column in entry.columns}
    stays = {
        column
        for entry in REGISTRY
        for column in entry.columns
        if "zonder naam" in entry.kept.lower() or entry.kept.startswith("Zolang")
    }
    with any_app.app_context():
        fill()
        before = found(tmp_path)
        due = what_is_due()
        touched = forget()
        marked = {"registration.note", "speaker_file.contents", "supplier.phone", "task.owner_name"}
        assert marked <= before
        assert found(tmp_path) & personal <= stays
        assert sum(due.values()) == touched > 20
        assert forget() == sum(what_is_due().values()) == 0
