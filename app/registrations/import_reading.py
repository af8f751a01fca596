"""Reading a list of people to invite, as somebody has it: pasted from Outlook or Excel, or a file. Pure.

Nothing here raises on what people send: what cannot be used comes back as a fault with its place and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.mail.text import one_line, shortened
from app.programme.sheet_file import UnreadableError
from app.registrations.entry import email_key
from app.registrations.forms import mail_address
from app.registrations.import_cells import (
    DELIMITERS,
    EMPTY,
    MOST_ROWS,
    TOO_MANY,
    Grid,
    cells_of_file,
    split_text,
)
from app.registrations.import_columns import (
    Column,
    Field,
    columns_of,
    field_called,
    heading_row,
    name_of,
    turned,
)
from app.words import joined

LONGEST = 200  # characters of a name, an organisation, a function
LONGEST_TEXT = 1_000_000  # characters that are pasted
NO_COLUMN = "Wij vinden geen kolom met e-mailadressen. Zet ‘E-mail’ boven die kolom en lees de lijst opnieuw."
NONE_FOUND = "Wij vinden geen e-mailadressen. Plak per persoon een naam en een e-mailadres."
_ADDRESS = re.compile(r"[^\s<>:;,\"'()\[\]|/@]+\s?@\s?[^\s<>;,\"'()\[\]|/@]+")
_AROUND = " \t<>\"'()[]|,;:."
_PREFIX = re.compile(r"[\[(]?\b(?:mailto|smtp|e-?mail)\s*:", re.IGNORECASE)
_PIECES = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody on the list, as cleaned. `row` is where they stand first; `domain` is in the list's own words."""

    row: int
    email: str
    name: str = ""
    organisation: str = ""
    function: str = ""
    domain: str = ""

    @property
    def key(self) -> str:
        return email_key(self.email)


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be used: where (`cel B7`, `regel 7`, "" for the whole list), and what to do."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a list says. `merged`: the places of the same address, one tuple for each address that came twice."""

    guests: tuple[Guest, ...] = ()
    faults: tuple[Fault, ...] = ()
    columns: tuple[Column, ...] = ()
    merged: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()


def read_file(data: bytes) -> Reading:
    """The people in an xlsx or CSV file."""
    try:
        found = cells_of_file(data)
        return _read_text(found) if isinstance(found, str) else _read_grid(found)
    except UnreadableError as error:
        return Reading(faults=(Fault("", str(error)),))


def read_text(text: str) -> Reading:
    """The people in a pasted text: recipients as Outlook copies them, or cells from Excel."""
    try:
        return _read_text(text)
    except UnreadableError as error:
        return Reading(faults=(Fault("", str(error)),))


def _read_text(text: str) -> Reading:
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(TOO_MANY)
    if re.match(r"\s*sep=.\r?\n", text):
        text = text.partition("\n")[2]  # by which Excel says what stands between its cells
    if not text.strip():
        raise UnreadableError(EMPTY)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    grid = _table_in(text)
    return _read_grid(grid) if grid is not None else _read_recipients(text)


def _table_in(text: str) -> Grid | None:
    """The cells, when the text is a table: with headings, with tabs, or with one bare address in every line."""
    grids = [split_text(text, delimiter) for delimiter in DELIMITERS if delimiter in text]
    headed = [grid for grid in grids if heading_row(grid) is not None]
    if headed:
        return max(headed, key=lambda grid: len(grid.lines[heading_row(grid) or 0].cells))
    if "\t" in text and "@" in text:
        return grids[0]
    single = split_text(text, "\t")
    if heading_row(single) is not None:
        return single
    return next((grid for grid in grids if _is_even(grid)), None)


def _is_even(grid: Grid) -> bool:
    """Whether each line has as many cells, of which one is just an address and no other has any."""
    widths = {len(line.cells) for line in grid.lines}
    addressed = [[cell for cell in line.cells if _ADDRESS.search(cell)] for line in grid.lines]
    alone = all(len(cells) == 1 and _is_bare(cells[0]) for cells in addressed)
    return len(widths) == 1 and widths != {1} and alone


def _is_bare(cell: str) -> bool:
    return _ADDRESS.fullmatch(_PREFIX.sub("", cell).strip(_AROUND)) is not None


def _read_recipients(text: str) -> Reading:
    """`Jan de Vries <jan@x.example>; …`, on one line or on many."""
    found: list[tuple[str, Guest]] = []
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        for piece in map(one_line, _PIECES.split(line)):
            people = list(_recipients_in(piece))
            if not people and piece.strip(_AROUND):
                faults.append(_lacks_address(f"regel {number}", piece))
            for name, address in people:
                try:
                    found.append((f"regel {number}", _guest(number, address, name=name)))
                except ValueError:
                    faults.append(_no_address(f"regel {number}", address))
        if len(found) + len(faults) > MOST_ROWS:
            raise UnreadableError(TOO_MANY)
    if not found and not any("@" in fault.text for fault in faults):
        return Reading(faults=(Fault("", NONE_FOUND),))
    guests, merged = _merge(found)
    return Reading(guests=guests, faults=tuple(faults), merged=merged)


def _recipients_in(piece: str) -> Iterator[tuple[str, str]]:
    """Each address in a piece with the name before it; a single one may have its name behind it."""
    piece = _PREFIX.sub(" ", piece)
    matches = list(_ADDRESS.finditer(piece))
    start = 0
    for match in matches:
        before = piece[start : match.start()].strip(_AROUND)
        start = match.end()
        behind = piece[start:].strip(_AROUND) if len(matches) == 1 else ""
        yield turned(before or behind), match[0]


def _read_grid(grid: Grid) -> Reading:
    head = heading_row(grid)
    columns = columns_of(grid, head)
    if not any(column.field is Field.EMAIL for column in columns):
        raise UnreadableError(NO_COLUMN)
    found: list[tuple[str, Guest]] = []
    faults = []
    for line in grid.lines[(head if head is not None else -1) + 1 :]:
        guest = _row(grid, columns, line.number, line.cells)
        if isinstance(guest, Fault):
            faults.append(guest)
        elif guest is not None:
            found.append((grid.place(line.number), guest))
    if not found and not faults:
        raise UnreadableError("Onder de koppen staat niemand. Kies een ander bestand, of plak de lijst hier.")
    guests, merged = _merge(found)
    notes: tuple[str, ...] = ()
    if grid.others:
        names = joined([f"‘{name}’" for name in grid.others])
        notes = (
            f"Wij lazen het blad ‘{grid.sheet}’. Ook op {names} staan adressen; lees die als apart bestand.",
        )
    return Reading(guests=guests, faults=tuple(faults), columns=columns, merged=merged, notes=notes)


def _row(grid: Grid, columns: Sequence[Column], number: int, cells: Sequence[str]) -> Guest | Fault | None:
    """Who stands in a row, what is wrong with it, or None when there is nobody in it."""
    values: dict[Field, tuple[str, Column]] = {}
    for column in columns:
        text = cells[column.index] if column.index < len(cells) else ""
        if text and column.field not in values and column.field is not Field.UNREAD:
            values[column.field] = text, column
    said = {field: text for field, (text, _column) in values.items()}
    parts = (said.get(field, "") for field in (Field.NAME, Field.GIVEN, Field.INFIX, Field.SURNAME))
    name = name_of(*parts)
    if Field.EMAIL not in values:
        told = name or said.get(Field.ORGANISATION, "")
        return _lacks_address(grid.place(number), told) if told else None
    text, column = values[Field.EMAIL]
    if field_called(text) is Field.EMAIL:
        return None  # the headings once more, as on a second page
    place = grid.place(number, column.index)
    people = list(_recipients_in(text))
    if len({address.casefold() for _name, address in people}) > 1:
        return Fault(place, f"Hier staan {len(people)} adressen. Zet ieder adres op een eigen regel.")
    own, address = people[0] if people else ("", text)
    try:
        return _guest(
            number,
            address,
            name=name or own,
            organisation=said.get(Field.ORGANISATION, ""),
            function=said.get(Field.FUNCTION, ""),
            domain=said.get(Field.DOMAIN, ""),
        )
    except ValueError:
        return _no_address(place, text)


def _guest(row: int, address: str, **said: str) -> Guest:
    """Raises ValueError for an address to which no mail can go."""
    address = mail_address(re.sub(r"\s", "", address).strip(_AROUND + "…"))
    return Guest(row=row, email=address, **{name: shortened(text, LONGEST) for name, text in said.items()})


def _merge(found: Sequence[tuple[str, Guest]]) -> tuple[tuple[Guest, ...], tuple[tuple[str, ...], ...]]:
    """Each address once; what one row lacks, the other gives."""
    guests: dict[str, Guest] = {}
    places: dict[str, list[str]] = {}
    for place, guest in found:
        first = guests.get(guest.key, guest)
        lacking = {
            name: getattr(guest, name)
            for name in ("name", "organisation", "function", "domain")
            if not getattr(first, name)
        }
        guests[guest.key] = replace(first, **lacking)
        places.setdefault(guest.key, []).append(place)
    return tuple(guests.values()), tuple(tuple(each) for each in places.values() if len(each) > 1)


def _lacks_address(place: str, told: str) -> Fault:
    text = f"Bij ‘{shortened(told, 60)}’ staat geen e-mailadres. Vul het aan, of haal deze regel weg."
    return Fault(place, text)


def _no_address(place: str, text: str) -> Fault:
    words = f"‘{shortened(text, 60)}’ is geen heel e-mailadres. Maak er iets van als naam@organisatie.nl."
    return Fault(place, words)
