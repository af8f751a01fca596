"""Opening a workbook that somebody sends: never more than it is worth, and always a Dutch sentence when it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from app.programme.sheet_columns import BY_FIELD, Column, Line, column_called, text_of
from app.programme.typed import one_line
from app.words import joined

SHEET = "Programma"
MARK = "Rode Draad"  # the property of a workbook that says which programme it is
MOST_UNPACKED = 12_000_000  # bytes
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 100
HEADING_WITHIN = 30  # rows
NO_WORKBOOK = "Dit is geen Excel-bestand. Kies een bestand waarvan de naam eindigt op .xlsx."
SAVE_ANEW = "Open het in Excel of LibreOffice en bewaar het opnieuw als ‘Excel-werkmap (.xlsx)’."


class UnreadableError(Exception):
    """The whole file cannot be used; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell: `place` as Programma!C7."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line below the headings: its number in the sheet, and the filled cells by the field of their column."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The lines of a programme. `letters`: the letter of each column that is there; `mark` what `MARK` says."""

    name: str
    rows: tuple[Row, ...]
    letters: Mapping[str, str]
    unknown: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    mark: str = ""

    def place(self, field: str, row: Row) -> str:
        """Where a cell is: Programma!C7; the whole row when its column is not there."""
        return f"{self.name}!{self.letters.get(field, '')}{row.number}"


def open_sheet(data: bytes) -> Sheet:
    """The sheet with the programme in the xlsx file `data`. Raises UnreadableError."""
    parts = checked_parts(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True)
        sheet = _programme_in(book)
        merged = _merged(parts, sheet) if sheet is not None else []
        rows = list(_rows(sheet)) if sheet is not None else []
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl passes on whatever a broken file makes its parser say
        raise UnreadableError(f"Dit Excel-bestand is beschadigd. {SAVE_ANEW}") from error
    if sheet is None:
        raise UnreadableError(
            f"In dit bestand staat geen blad met de kolommen ‘Onderdeel’ en ‘Minuten’. Download het blad "
            f"‘{SHEET}’ opnieuw, of zet deze woorden boven de kolommen."
        )
    return _sheet(sheet.title, rows, merged, _mark(book))


def checked_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts of the file. Nothing is unpacked before its size is known; zipfile never unpacks more."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(f"Dit bestand heeft een wachtwoord of is een oud .xls-bestand. {SAVE_ANEW}")
    try:
        with ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise UnreadableError(
                    "Dit bestand is te groot. Laat er alleen in staan wat wij moeten lezen."
                )
            names = {info.filename for info in infos}
            if "xl/workbook.xml" not in names and "mimetype" in names:
                raise UnreadableError(f"Dit is een bestand van LibreOffice of OpenOffice (.ods). {SAVE_ANEW}")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise UnreadableError(f"In dit bestand staan macro’s; die lezen wij niet. {SAVE_ANEW}")
            parts = {
                info.filename: archive.read(info)
                for info in infos
                if info.filename.endswith((".xml", ".rels"))
            }
    except (BadZipFile, RuntimeError, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise UnreadableError(NO_WORKBOOK) from error
    if any(b"<!DOCTYPE" in part.replace(b"\0", b"") for part in parts.values()):
        raise UnreadableError(f"In dit bestand staat iets wat wij niet lezen. {SAVE_ANEW}")
    if "[Content_Types].xml" not in parts:
        raise UnreadableError(NO_WORKBOOK)
    return parts


def _programme_in(book: Workbook) -> Any:
    """The sheet called Programma, or else the first one with its headings."""
    sheets = sorted(book.worksheets, key=lambda sheet: sheet.title.strip().casefold() != SHEET.casefold())
    for sheet in sheets[:20]:
        sheet.reset_dimensions()  # what a file says of its own size may be false
        if sheet.title.strip().casefold() == SHEET.casefold() or _headings(_rows(sheet)) is not None:
            return sheet
    return None


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1):
        if number > MOST_ROWS and any(cell.value is not None for cell in cells):
            raise UnreadableError(
                f"Het blad heeft meer dan {MOST_ROWS} regels. Haal weg wat niet bij het programma hoort."
            )
        yield cells


def _headings(rows: Iterator[tuple[Any, ...]]) -> int | None:
    """The place of the first row in which a title and minutes are headings."""
    for index, cells in zip(range(HEADING_WITHIN), rows, strict=False):
        fields = {column.field for cell in cells if (column := column_called(cell.value))}
        if {"title", "minutes"} & fields and len(fields) > 1:
            return index
    return None


def _merged(parts: Mapping[str, bytes], sheet: Any) -> list[str]:
    part = parts.get(
        sheet._worksheet_path.lstrip("/"), b""
    )  # read-only sheets do not tell which cells are merged
    return [
        ref.decode() for ref in re.findall(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z0-9:]{5,21})\"", part)
    ][:50]


def _mark(book: Any) -> str:
    marks = [prop.value for prop in book.custom_doc_props.props if prop.name == MARK]
    return one_line(text_of(marks[0]))[:200] if marks and marks[0] is not None else ""


def _sheet(name: str, rows: list[tuple[Any, ...]], merged: list[str], mark: str) -> Sheet:
    name = one_line(name)
    head = _headings(iter(rows))
    columns: dict[int, Column] = {}
    unknown, faults = [], []
    for index, cell in enumerate(rows[head] if head is not None else ()):
        column = column_called(cell.value)
        if column is None:
            unknown += [one_line(text_of(cell.value))[:60]] if text_of(cell.value or "").strip() else []
        elif column in columns.values():
            text = f"De kolom ‘{column.heading}’ staat er twee keer. Geef één van de twee een andere naam."
            faults.append(Fault(f"{name}!{cell.coordinate}", text))
        else:
            columns[index] = column
    faults += _missing(name, columns)
    first = (head or 0) + 1
    faults += [
        Fault(f"{name}!{ref}", "Deze cellen zijn samengevoegd. Splits ze, en vul elke cel apart in.")
        for ref in merged
        if (range_boundaries(ref)[3] or 0) > first
    ]
    found, broken = _lines(name, rows[first:], first + 1, columns)
    return Sheet(
        name=name,
        rows=found,
        letters={column.field: get_column_letter(index + 1) for index, column in columns.items()},
        unknown=tuple(unknown),
        faults=(*faults, *broken),
        mark=mark,
    )


def _missing(name: str, columns: Mapping[int, Column]) -> list[Fault]:
    there = {column.field for column in columns.values()}
    needed = ["title", "minutes", *(["when"] if "line" in there else [])]
    missing = [f"‘{BY_FIELD[field].heading}’" for field in needed if field not in there]
    if not missing:
        return []
    verb = "ontbreekt de kolom" if len(missing) == 1 else "ontbreken de kolommen"
    return [Fault(name, f"Hier {verb} {joined(missing)}. Zet dat woord in de rij met koppen.")]


def _lines(
    name: str, rows: list[tuple[Any, ...]], first: int, columns: Mapping[int, Column]
) -> tuple[tuple[Row, ...], list[Fault]]:
    found, faults = [], []
    for number, cells in enumerate(rows, first):
        values = {}
        for index, column in columns.items():
            cell = cells[index] if index < len(cells) else None
            if cell is None or cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
                continue
            values[column.field] = cell.value
            if column.field not in ("begins", "ends") and (text := _unusable(cell)):
                faults.append(Fault(f"{name}!{cell.coordinate}", text))
        found.append(Row(number, values))
    return tuple(found), faults


def _unusable(cell: Any) -> str:
    if cell.data_type == "f":
        return "Hier staat een formule. Kopieer de cel en plak alleen de waarde terug."
    if cell.data_type == "e":
        return f"Hier staat {one_line(text_of(cell.value))[:20]}, een fout van Excel. Typ wat er moet staan."
    return ""


LINES = {line.value: line for line in Line} | {"item": Line.ITEM, "sessie": Line.SESSION}
