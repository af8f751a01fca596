"""What the columns of somebody's list are: by their headings, or by what stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.registrations.import_cells import Grid, Line
from app.registrations.names import plain

HEADING_WITHIN = 30  # rows
TITLES = frozenset({"ba", "bsc", "ma", "mba", "msc", "phd", "llm", "llb", "rc", "ra"})


class Field(StrEnum):
    """What a column is taken for, as the planner reads it."""

    EMAIL = "e-mailadres"
    NAME = "naam"
    GIVEN = "voornaam"
    INFIX = "tussenvoegsel"
    SURNAME = "achternaam"
    ORGANISATION = "organisatie"
    FUNCTION = "functie"
    DOMAIN = "domein"
    UNREAD = "niet gelezen"


_HEADINGS: dict[Field, str] = {
    Field.EMAIL: "email mail emailadres mailadres emailaddress mailaddress emailadressen epost emailwork emailwerk "
    "primaryemail zakelijkemailadres zakelijkemail werkemail emailvalue emailadreszakelijk emailadreswerk "
    "primarysmtpaddress userprincipalname",
    Field.NAME: "naam name volledigenaam fullname weergavenaam displayname deelnemer genodigde contactpersoon contact "
    "naamdeelnemer naamgenodigde volledigenaamdeelnemer naamcontactpersoon persoon medewerker",
    Field.GIVEN: "voornaam firstname givenname roepnaam voorletters initialen voorletter",
    Field.INFIX: "tussenvoegsel tussenvoegsels tussenv tv tsv voorvoegsel voorvoegsels middlename infix prefix",
    Field.SURNAME: "achternaam lastname surname familienaam familyname geslachtsnaam",
    Field.ORGANISATION: "organisatie org organisation organization organisatienaam bedrijf bedrijfsnaam company "
    "companyname werkgever instelling school gemeente naamorganisatie organisatieschool organisatieinstelling "
    "organisatienaamvoluit",
    Field.FUNCTION: "functie function functietitel functienaam jobtitle job beroep position",
    Field.DOMAIN: "domein domain sector werkveld branche vakgebied",
}
_KNOWN = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_MAIL_CELL = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./+-]{5,}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, the heading above it ("" without one), and what it is taken for."""

    index: int
    heading: str
    field: Field


def field_called(heading: str) -> Field | None:
    """What a heading says, in Dutch or English; None when it says nothing we know."""
    return _KNOWN.get(re.sub("[^a-z]", "", plain(heading))) if len(heading) <= 60 else None


def heading_row(grid: Grid) -> int | None:
    """The index of the row with the headings: the one with most of them, before the addresses begin.

    One address may stand above it, of who made the list.
    """
    best, place, addresses = 1, None, 0
    for index, line in enumerate(grid.lines[:HEADING_WITHIN]):
        if any("@" in cell for cell in line.cells):
            addresses += 1
            if place is not None or addresses > 1:
                break
            continue
        known = {field for cell in line.cells if (field := field_called(cell))}
        score = len(known) + (Field.EMAIL in known)
        if score > best:
            best, place = score, index
    return place


def columns_of(grid: Grid, head: int | None) -> tuple[Column, ...]:
    """What each column that holds anything is taken for."""
    lines = grid.lines if head is None else grid.lines[head + 1 :]
    width = max((len(line.cells) for line in grid.lines[head or 0 :]), default=0)
    headings = grid.lines[head].cells if head is not None else ()
    named = [headings[index] if index < len(headings) else "" for index in range(width)]
    fields = [field_called(heading) for heading in named]
    mail = _mail_column(lines, width) if Field.EMAIL not in fields else None
    if mail is not None:
        fields[mail] = Field.EMAIL
    if head is None:
        fields = _guessed(lines, fields)
    return tuple(
        Column(index, named[index], fields[index] or Field.UNREAD)
        for index in range(width)
        if named[index] or any(_at(line, index) for line in lines)
    )


def name_of(full: str, given: str, infix: str, surname: str) -> str:
    """`Jan de Vries` from one cell or three; "Vries, Jan de" is turned round."""
    if surname:
        return " ".join(filter(None, (given, infix, turned(surname))))
    return turned(full) or " ".join(filter(None, (given, infix)))


def turned(name: str) -> str:
    """`Vries, Jan de` as "Jan de Vries"; a degree behind the comma stays where it is."""
    parts = [part.strip() for part in name.strip(" ,").split(",") if part.strip()]
    degrees: list[str] = []
    while len(parts) > 1 and plain(parts[-1]).replace(".", "") in TITLES:
        degrees.insert(0, parts.pop())
    return ", ".join([" ".join(reversed(parts)), *degrees]) if parts else ""


def _at(line: Line, index: int) -> str:
    return line.cells[index] if index < len(line.cells) else ""


def _mail_column(lines: Sequence[Line], width: int) -> int | None:
    """The column with most addresses."""
    counts = [sum("@" in _at(line, index) for line in lines) for index in range(width)]
    return counts.index(max(counts)) if any(counts) else None


def _guessed(lines: Sequence[Line], fields: list[Field | None]) -> list[Field | None]:
    """Without headings: the first two columns of words are name and organisation."""
    wanted = [Field.NAME, Field.ORGANISATION]
    guessed = list(fields)
    for index, field in enumerate(fields):
        words = [text for line in lines if (text := _at(line, index))]
        if field is None and wanted and words and not any(map(_is_no_word, words)):
            guessed[index] = wanted.pop(0)
    return guessed


def _is_no_word(text: str) -> bool:
    return bool(_PHONE.fullmatch(text) or _MAIL_CELL.fullmatch(text) or text.replace(".", "").isdecimal())
