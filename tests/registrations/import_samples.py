"""Lists as planners have them: the same three people in thirty files and pasted texts, each with its own fault."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from app.registrations.import_reading import Reading, read_file, read_text

Rows = Sequence[Sequence[Any]]
JAN = ("Jan de Vries", "jan@politie.example", "Politie", "wijkagent", "veiligheid")
ANNE = ("Anne van den Berg", "anne@zorg.example", "Zorggroep", "arts", "zorg")
ZOE = ("Zoë Çelik", "zoe@school.example", "De Brug", "mentor", "onderwijs")
ALL = (JAN, ANNE, ZOE)
DUTCH = ("Naam", "E-mail", "Organisatie", "Functie", "Domein")
WHOLE: Rows = (DUTCH, *ALL)
THREE = ("Achternaam", "Tussenvoegsel", "Voornaam", "E-mailadres", "Organisatie", "Functie", "Domein")
IN_THREE: Rows = (
    THREE,
    ("Vries", "de", "Jan", *JAN[1:]),
    ("Berg", "van den", "Anne", *ANNE[1:]),
    ("Çelik", None, "Zoë", *ZOE[1:]),
)


def xlsx(rows: Rows, prepare: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    """A workbook with the rows on its first sheet."""
    book = Workbook()
    active: Any = book.active
    for row in rows:
        active.append(list(row))
    prepare(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def text(rows: Rows, delimiter: str = ";", **more: Any) -> str:
    """The rows as CSV."""
    file = StringIO()
    csv.writer(file, delimiter=delimiter, **more).writerows(rows)
    return file.getvalue()


def other_sheets(book: Workbook) -> None:
    """A cover sheet in front, and an old list that is hidden."""
    book.create_sheet("Voorblad", 0).append(["Genodigden", None, "versie 3"])
    hidden = book.create_sheet("Oud", 0)
    hidden.append(["Naam", "E-mail"])
    hidden.append(["Oude Lijst", "oud@weg.example"])
    hidden.sheet_state = "hidden"


def title_rows(book: Workbook) -> None:
    """A merged title of two rows above the head."""
    sheet: Any = book.active
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Genodigden werksessie: naam en e-mail"
    sheet.merge_cells("A1:E2")


def empty_rows_and_columns(book: Workbook) -> None:
    sheet: Any = book.active
    sheet.insert_cols(1, 2)
    sheet.insert_rows(3, 2)
    sheet.insert_rows(1, 4)


def links(book: Workbook) -> None:
    """The addresses hide behind the words `mail mij`."""
    active: Any = book.active
    for cell in active["B"][1:]:
        cell.hyperlink = f"mailto:{cell.value}?subject=Werksessie"
        cell.value = "mail mij"


def without(rows: Rows, *places: int) -> Rows:
    return [[cell for place, cell in enumerate(row) if place not in places] for row in rows]


def changed(rows: Rows, place: int, change: Callable[[Any], Any]) -> Rows:
    head, *rest = rows
    return [head, *([change(cell) if i == place else cell for i, cell in enumerate(row)] for row in rest)]


def with_heads(*heads: str) -> Rows:
    return (heads, *ALL)


PHONES: Rows = (
    ("Naam", "Telefoon", "Mobiel", *DUTCH[1:]),
    *((row[0], 612345678 + i, "06-12345678", *row[1:]) for i, row in enumerate(ALL)),
)
FULL = [row[:5] for row in ALL]
NAMES = [row[:2] for row in ALL]
WITH_ORGANISATION = [row[:3] for row in ALL]

# name of the sample: how it is read, and who must come out: all five fields, name and address, or three
Sample = tuple[Callable[[], Reading], Sequence[tuple[str, ...]]]
SAMPLES: dict[str, Sample] = {
    "xlsx, Dutch headings": (lambda: read_file(xlsx(WHOLE)), FULL),
    "xlsx, English headings": (
        lambda: read_file(xlsx(with_heads("Full Name", "E-mail Address", "Company", "Job Title", "Sector"))),
        FULL,
    ),
    "xlsx, name in three": (lambda: read_file(xlsx(IN_THREE)), FULL),
    "xlsx, merged title rows": (lambda: read_file(xlsx(WHOLE, title_rows)), FULL),
    "xlsx, empty rows and columns": (lambda: read_file(xlsx(WHOLE, empty_rows_and_columns)), FULL),
    "xlsx, cover and hidden sheet": (lambda: read_file(xlsx(WHOLE, other_sheets)), FULL),
    "xlsx, addresses as links": (lambda: read_file(xlsx(WHOLE, links)), FULL),
    "xlsx, phone columns": (lambda: read_file(xlsx(PHONES)), FULL),
    "xlsx, no headings": (lambda: read_file(xlsx(WITH_ORGANISATION)), WITH_ORGANISATION),
    "xlsx, headings in capitals with colons": (
        lambda: read_file(xlsx(with_heads("NAAM:", "E-MAIL: ", "ORGANISATIE :", "FUNCTIE", " Domein "))),
        FULL,
    ),
    "csv, UTF-8 with BOM and semicolons": (lambda: read_file(text(WHOLE).encode("utf-8-sig")), FULL),
    "csv, UTF-8 without BOM and commas": (lambda: read_file(text(WHOLE, ",").encode()), FULL),
    "csv, Windows-1252": (lambda: read_file(text(WHOLE).encode("cp1252")), FULL),
    "csv, UTF-16 and tabs": (lambda: read_file(text(WHOLE, "\t").encode("utf-16")), FULL),
    "csv, UTF-16 without BOM": (lambda: read_file(text(WHOLE, "\t").encode("utf-16-le")), FULL),
    "csv, sep= on top": (lambda: read_file(("sep=;\r\n" + text(WHOLE)).encode("cp1252")), FULL),
    "csv, everything in quotes": (
        lambda: read_file(text(WHOLE, ",", quoting=csv.QUOTE_ALL).encode()),
        FULL,
    ),
    "csv, three columns for a name": (lambda: read_file(text(IN_THREE).encode("cp1252")), FULL),
    "csv, line feeds only": (lambda: read_file(text(WHOLE).replace("\r\n", "\n").encode()), FULL),
    "csv, old Macintosh line ends": (lambda: read_file(text(WHOLE).replace("\r\n", "\r").encode()), FULL),
    "csv, names turned round": (
        lambda: read_file(
            text(
                changed(
                    WHOLE,
                    0,
                    {JAN[0]: "Vries, Jan de", ANNE[0]: "Berg, Anne van den", ZOE[0]: "Çelik, Zoë"}.get,
                )
            ).encode()
        ),
        FULL,
    ),
    "csv, addresses with mailto, dots and spaces": (
        lambda: read_file(text(changed(WHOLE, 1, lambda address: f" mailto:{address} . ")).encode()),
        FULL,
    ),
    "csv, addresses between brackets": (
        lambda: read_file(text(changed(WHOLE, 1, lambda address: f"Iemand <{address}>;")).encode()),
        FULL,
    ),
    "csv, without headings": (lambda: read_file(text(WITH_ORGANISATION).encode()), WITH_ORGANISATION),
    "csv, only addresses": (
        lambda: read_file("\r\n".join(row[1] for row in ALL).encode()),
        [("", row[1]) for row in ALL],
    ),
    "pasted, Outlook on one line": (
        lambda: read_text("Jan de Vries <jan@politie.example>; "
                          "Anne van den Berg <anne@zorg.example>; Zoë Çelik <zoe@school.example>"),
        NAMES,
    ),
    "pasted, Outlook with names turned round": (
        lambda: read_text("Vries, Jan de <jan@politie.example>; "
                          "Berg, Anne van den <anne@zorg.example>;\n'Çelik, Zoë' <zoe@school.example>;"),
        NAMES,
    ),
    "pasted, commas between recipients": (
        lambda: read_text('"Jan de Vries" <jan@politie.example>, Anne van den Berg <anne@zorg.example>, '
                          "Zoë Çelik <zoe@school.example>"),
        NAMES,
    ),
    "pasted, one a line without brackets": (
        lambda: read_text("\n".join(f"{row[0]} {row[1]}" for row in ALL)),
        NAMES,
    ),
    "pasted, cells from Excel": (lambda: read_text(text(WHOLE, "\t")), FULL),
    "pasted, cells without headings": (
        lambda: read_text(text(WITH_ORGANISATION, "\t")),
        WITH_ORGANISATION,
    ),
    "pasted, one column with its heading": (
        lambda: read_text("E-mailadres\n" + "\n".join(row[1] for row in ALL)),
        [("", row[1]) for row in ALL],
    ),
    "xlsx, the maker's address above the head": (
        lambda: read_file(xlsx([("Lijst van sam@gemeente.example",), ("Versie 3",), *WHOLE])),
        FULL,
    ),
    "csv, the headings once more on a second page": (
        lambda: read_file(text([*WHOLE[:3], DUTCH, *WHOLE[3:]]).encode()),
        FULL,
    ),
    "csv, a second list with more columns below": (
        lambda: read_file(text([("Naam", "E-mail", "", "", ""), *ALL[:2], DUTCH, ALL[2]]).encode()),
        NAMES,
    ),
    "pasted, names behind the addresses": (
        lambda: read_text("\n".join(f"MAILTO:{row[1]} ({row[0]})" for row in ALL)),
        NAMES,
    ),
    "pasted, as old Outlook shows them": (
        lambda: read_text("; ".join(f"{row[0]} [SMTP:{row[1]}]" for row in ALL)),
        NAMES,
    ),
}  # fmt: skip
