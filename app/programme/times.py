"""The times that a planner types in the rows of the programme: each item's minutes and its fixed start."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import time
from enum import StrEnum
from typing import Any, NamedTuple

from app.programme import plan
from app.programme.typed import WHOLE_MINUTES, read_clock, read_minutes
from app.words import clock

LONGEST_TYPED = 40  # characters of a field that are kept
_NAME = re.compile("(minuten|begin)-([0-9]{1,9})")
Value = int | time | None  # minutes; a fixed start, None when the item follows the one above it


class Column(StrEnum):
    """Which of an item's two times; the word names the field on the page."""

    MINUTES = "minuten"
    START = "begin"


ATTRIBUTES = {Column.MINUTES: "minutes", Column.START: "starts"}  # of an item


class Cell(NamedTuple):
    """One field in the rows."""

    item_id: int
    column: Column

    @property
    def name(self) -> str:
        """The field's name and id on the page: minuten-12."""
        return f"{self.column}-{self.item_id}"

    def read(self, text: str) -> Value:
        """What was typed here. Raises ValueError with the Dutch sentence that says what to do."""
        text = text.strip()
        if self.column is Column.START:
            return read_clock(text) if text else None
        if not text:
            raise ValueError(WHOLE_MINUTES)
        return read_minutes(text)


def cell_of(name: str) -> Cell | None:
    """The field that is called `name`, when it is one in the rows."""
    match = _NAME.fullmatch(name)
    return Cell(int(match[2]), Column(match[1])) if match else None


def typed_cells(values: Mapping[str, str]) -> dict[Cell, str]:
    """What stands in the fields of the rows."""
    return {cell: values[name][:LONGEST_TYPED] for name in values if (cell := cell_of(name))}


def shown(column: Column, item: plan.Item) -> str:
    """What stands in an item's field when nothing was typed."""
    if column is Column.MINUTES:
        return str(item.minutes)
    return clock(item.starts) if item.starts else ""


def basis_of(items: Iterable[tuple[int, plan.Item]]) -> dict[str, str]:
    """What the fields show, by name; a start that is not fixed is left out."""
    basis = {}
    for item_id, item in items:
        basis[f"minuten-{item_id}"] = str(item.minutes)
        if item.starts is not None:
            basis[f"begin-{item_id}"] = clock(item.starts)
    return basis


def base_of(text: str) -> dict[Cell, Value]:
    """The values that a planner saw, from `basis_of` as JSON; what cannot be read is left out."""
    try:
        basis = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    base: dict[Cell, Value] = {}
    for name, shown_text in basis.items() if isinstance(basis, dict) else ():
        cell = cell_of(name)
        if cell and isinstance(shown_text, str):
            with suppress(ValueError):
                base[cell] = cell.read(shown_text)
    return base


def with_typed(item_id: int, item: plan.Item, typed: Mapping[Cell, str]) -> plan.Item:
    """The item with what was typed in its row, where that can be read."""
    changes: dict[str, Any] = {}
    for column, name in ATTRIBUTES.items():
        cell = Cell(item_id, column)
        if cell in typed:
            with suppress(ValueError):
                changes[name] = cell.read(typed[cell])
    return replace(item, **changes) if changes else item
