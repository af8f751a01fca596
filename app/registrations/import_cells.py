"""A file or a pasted text as rows of plain text, whatever program made it. Pure.

Excel: the first sheet in view that holds an address, with the values that Excel last computed. CSV: Windows-1252,
UTF-8 or UTF-16, with a semicolon, a comma or a tab between the cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.mail.text import one_line
from app.programme.sheet_columns import text_of
from app.programme.sheet_file import SAVE_ANEW, UnreadableError, checked_parts

MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_SHEETS = 20
LONGEST_CELL = 2_000  # characters; what is longer is cut
DELIMITERS = "\t;,"
TOO_MANY = f"Er staan meer dan {MOST_ROWS} regels in. Verdeel de lijst over twee bestanden."
EMPTY = "Er staat niets in. Plak de lijst opnieuw, of kies een ander bestand."
NO_LIST = (
    "Dit is geen Excel-bestand en geen CSV-bestand. Bewaar de lijst als .xlsx of .csv, of plak haar hier."
)
_MAILTO = "mailto:"
_NUMBERED = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number as the reader sees it, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The rows that hold something. `sheet` and `others`: the sheet that was read, and those with addresses that
    were not; empty for a text."""

    lines: tuple[Line, ...]
    sheet: str = ""
    others: tuple[str, ...] = ()

    def place(self, number: int, column: int | None = None) -> str:
        """`cel B7` in a sheet, `regel 7` in a text."""
        if self.sheet and column is not None:
            return f"cel {get_column_letter(column + 1)}{number}"
        return f"{'rij' if self.sheet else 'regel'} {number}"


def cells_of_file(data: bytes) -> Grid | str:
    """The rows of an xlsx file, or the text of any other. Raises UnreadableError with the Dutch sentence."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _sheet_of(data)
    text = decoded(data)
    if not text.strip():
        raise UnreadableError(EMPTY)
    hidden = sum(not letter.isprintable() and letter not in "\t\r\n" for letter in text[:4000])
    if hidden > len(text[:4000]) / 20 or text.startswith("%PDF"):
        raise UnreadableError(NO_LIST)
    return text


def decoded(data: bytes) -> str:
    """The text in any of the ways in which Windows, Excel and the rest of the world write one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def split_text(text: str, delimiter: str) -> Grid:
    """The rows of a CSV text, with the numbers of their first lines. Raises UnreadableError."""
    lines, before = [], 0
    reader = csv.reader(StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                lines.append(Line(number, tuple(map(_clean, cells[:MOST_COLUMNS]))))
            if len(lines) > MOST_ROWS:
                raise UnreadableError(TOO_MANY)
    except csv.Error as error:
        raise UnreadableError(NO_LIST) from error
    return Grid(lines=tuple(lines))


def _clean(text: str) -> str:
    return one_line(text[:LONGEST_CELL])


def _sheet_of(data: bytes) -> Grid:
    parts = checked_parts(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]
        found = {sheet.title: _lines(sheet, _mail_links(parts, sheet)) for sheet in shown}
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl passes on whatever a broken file makes its parser say
        raise UnreadableError(f"Dit Excel-bestand is beschadigd. {SAVE_ANEW}") from error
    filled = {title: lines for title, lines in found.items() if lines}
    if not filled:
        raise UnreadableError("Op de bladen die te zien zijn, staat niets. Kies een ander bestand.")
    with_mail = [title for title, lines in filled.items() if _has_address(lines)]
    chosen = next(iter(with_mail or filled))
    others = tuple(one_line(title) for title in with_mail if title != chosen)
    return Grid(lines=tuple(filled[chosen]), sheet=one_line(chosen) or "blad", others=others)


def _has_address(lines: list[Line]) -> bool:
    return any("@" in cell for line in lines for cell in line.cells)


def _lines(sheet: Any, links: Mapping[str, str]) -> list[Line]:
    """The rows with something in them; where a link to an address hides behind a name, the address is added."""
    sheet.reset_dimensions()  # what a file says of its own size may be false
    lines = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        cells = [_cell(cell, links) for cell in row]
        if any(cells):
            lines.append(Line(number, tuple(cells)))
        if len(lines) > MOST_ROWS or number > 20 * MOST_ROWS:
            raise UnreadableError(TOO_MANY)
    return lines


def _cell(cell: Any, links: Mapping[str, str]) -> str:
    if cell.value is None:
        return ""
    text = _clean(text_of(cell.value))
    link = links.get(f"{get_column_letter(cell.column)}{cell.row}", "") if links else ""
    return f"{text} <{link}>" if link and "@" not in text else text


def _mail_links(parts: Mapping[str, bytes], sheet: Any) -> dict[str, str]:
    """The addresses that cells of a sheet link to; openpyxl leaves these out when it reads row by row.

    The parts hold no DOCTYPE, so no entity can grow: `checked_parts` refuses it.
    """
    path = sheet._worksheet_path.lstrip("/")
    folder, _, name = path.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{name}.rels", b"")
    if _MAILTO.encode() not in relations.lower():
        return {}
    try:
        targets = {row.get("Id"): row.get("Target", "") for row in _elements(relations)}
        linked = (row for row in _elements(parts[path]) if row.tag.endswith("}hyperlink"))
        links = {row.get("ref", ""): targets.get(row.get(_RELATION), "") for row in linked}
    except (ElementTree.ParseError, KeyError, ValueError):
        return {}
    return {
        ref: _clean(target[len(_MAILTO) :].partition("?")[0])
        for ref, target in links.items()
        if _NUMBERED.fullmatch(ref) and target.lower().startswith(_MAILTO)
    }


def _elements(part: bytes) -> Iterator[Any]:
    return ElementTree.fromstring(part).iter()  # noqa: S314, nothing in it can grow
