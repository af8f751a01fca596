"""Workbooks of a small day for the tests: as written, and as a planner changed them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from app.programme.plan import Day, Item
from app.programme.sheet import Mark, workbook
from app.programme.sheet_columns import Known
from app.programme.sheet_file import open_sheet
from app.programme.sheet_reading import Reading, read_items
from app.programme.timeline import timeline
from tests.programme.days import PROGRAMME, draaiboek

DAY = draaiboek()
FRAME = Day(date=DAY.date, starts=DAY.starts, ends=DAY.ends)
KNOWN = Known(
    rooms={"grote zaal": "Grote zaal", "foyer": "Foyer"},
    goals={"herkennen": "herkennen", "iedereen herkent signalen.": "herkennen"},
    speakers={"jip voorbeeld": ":1", "els voorbeeld": ":2", "spreker": "spreker"},
    labels={":1": "Jip Voorbeeld", ":2": "Els Voorbeeld", "spreker": "spreker"},
)
ITEMS = tuple(replace(item, uid=f"e-{number}") for number, item in enumerate(PROGRAMME))
Change = Callable[[Any], None]


def written(items: tuple[Item, ...] = ITEMS) -> bytes:
    return workbook(timeline(FRAME, items), KNOWN, Mark(slug="dag", revision=3), "Een dag")


def read_back(data: bytes, items: tuple[Item, ...] = ITEMS) -> Reading:
    return read_items(open_sheet(data), items, KNOWN)


def edited(change: Change, items: tuple[Item, ...] = ITEMS) -> bytes:
    """The workbook after `change` did something to its sheet."""
    book = load_workbook(BytesIO(written(items)))
    change(book["Programma"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def typed(cells: dict[str, Any]) -> Reading:
    """What is read after these cells were typed."""

    def type_them(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return read_back(edited(type_them))


def own_sheet(*rows: tuple[Any, ...]) -> Reading:
    """What is read of a sheet that a planner made from nothing."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Mijn dag"
    for row in rows:
        book.active.append(row)
    file = BytesIO()
    book.save(file)
    return read_back(file.getvalue(), ())
