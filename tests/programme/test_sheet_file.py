"""Files that are no programme: each gets a sentence that says what to do, and none costs more than it is worth."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from app.programme.sheet_file import UnreadableError, open_sheet

SAVE_ANEW = "Open het in Excel of LibreOffice en bewaar het opnieuw als ‘Excel-werkmap (.xlsx)’."


def book(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip `data` with some parts added or replaced."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


GOOD = book(("Onderdeel", "Minuten"), ("Welkom", 30))
SHEET = "xl/worksheets/sheet1.xml"
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as refused:
        open_sheet(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Onderdeel;Minuten", "Dit is geen Excel-bestand. Kies een bestand waarvan de naam eindigt op .xlsx."),
        (GOOD[:2000], "Dit is geen Excel-bestand. Kies een bestand waarvan de naam eindigt op .xlsx."),
        (EMPTY_ZIP, "Dit is geen Excel-bestand. Kies een bestand waarvan de naam eindigt op .xlsx."),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600),
            f"Dit bestand heeft een wachtwoord of is een oud .xls-bestand. {SAVE_ANEW}",
        ),
        (
            with_parts(GOOD, {"xl/vbaProject.bin": b"x"}),
            f"In dit bestand staan macro’s; die lezen wij niet. {SAVE_ANEW}",
        ),
        (
            with_parts(EMPTY_ZIP, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            f"Dit is een bestand van LibreOffice of OpenOffice (.ods). {SAVE_ANEW}",
        ),
        (
            with_parts(GOOD, {"xl/media/image1.png": bytes(13_000_000)}),
            "Dit bestand is te groot. Laat er alleen in staan wat wij moeten lezen.",
        ),
        (
            with_parts(GOOD, {f"xl/{number}": b"" for number in range(501)}),
            "Dit bestand is te groot. Laat er alleen in staan wat wij moeten lezen.",
        ),
        (
            with_parts(GOOD, {SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}),
            f"In dit bestand staat iets wat wij niet lezen. {SAVE_ANEW}",
        ),
        (
            with_parts(GOOD, {SHEET: OPEN + b"<row"}),
            f"Dit Excel-bestand is beschadigd. {SAVE_ANEW}",
        ),
        (
            with_parts(GOOD, {"xl/workbook.xml": b"niets"}),
            f"Dit Excel-bestand is beschadigd. {SAVE_ANEW}",
        ),
        (
            book(("Naam", "Telefoon"), ("Noor", 1)),
            "In dit bestand staat geen blad met de kolommen ‘Onderdeel’ en ‘Minuten’. Download het blad "
            "‘Programma’ opnieuw, of zet deze woorden boven de kolommen.",
        ),
        (
            book(("Onderdeel", "Minuten"), *[("x", 1)] * 5000),
            "Het blad heeft meer dan 5000 regels. Haal weg wat niet bij het programma hoort.",
        ),
    ],
    ids=[
        "text", "half a file", "an empty zip", "a password", "macros", "ods", "a bomb", "many parts", "entities",
        "a broken sheet", "no workbook", "another list", "5,000 rows",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_what_to_do(data: bytes, text: str) -> None:
    assert refusal(data) == text


def test_a_part_that_hides_its_size_is_not_unpacked() -> None:
    """The size in the zip is believed and never exceeded: the rest does not come out."""
    bomb = with_parts(GOOD, {SHEET: OPEN + b" " * 30_000_000})
    small = (30_000_000 + len(OPEN)).to_bytes(4, "little")
    assert bomb.count(small) == 2
    lying = bomb.replace(small, (100).to_bytes(4, "little"))
    assert refusal(lying) == "Dit is geen Excel-bestand. Kies een bestand waarvan de naam eindigt op .xlsx."


def test_a_sheet_that_says_it_is_huge_is_read_as_far_as_it_goes() -> None:
    rows = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Onderdeel</t></is></c>'
        b'<c r="B1" t="inlineStr"><is><t>Minuten</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
        b'<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells></worksheet>'
    )
    sheet = open_sheet(with_parts(GOOD, {SHEET: OPEN.replace(b"<sheetData>", b"") + b"<sheetData>" + rows}))
    assert [fault.place for fault in sheet.faults] == ["Sheet!A2:XFD1048576"]
    assert [row for row in sheet.rows if row.values] == []


def test_a_good_file_is_read() -> None:
    sheet = open_sheet(GOOD)
    assert [dict(row.values) for row in sheet.rows] == [{"title": "Welkom", "minutes": 30}]
