"""Lists of people to invite are read as planners have them; what cannot be used is said in Dutch, with its place."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.registrations.import_columns import turned
from app.registrations.import_reading import Fault, Guest, Reading, read_file, read_text
from tests.registrations.import_samples import ALL, DUTCH, JAN, SAMPLES, WHOLE, text, xlsx


def said(reading: Reading, width: int = 5) -> list[tuple[str, ...]]:
    """Who came out, as many fields as were in the list."""
    fields = ("name", "email", "organisation", "function", "domain")
    return [tuple(getattr(guest, name) for name in fields[:width]) for guest in reading.guests]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_list_gives_the_right_people(name: str) -> None:
    read, wanted = SAMPLES[name]
    reading = read()
    width = len(wanted[0])
    assert said(reading, width) == [tuple(row) for row in wanted]
    assert said(reading) == [(*row, *([""] * (5 - width))) for row in wanted]
    assert (reading.faults, reading.merged) == ((), ())


def test_there_are_thirty_of_them() -> None:
    assert len(SAMPLES) >= 30


def faults(reading: Reading) -> list[tuple[str, str]]:
    return [(fault.place, fault.text) for fault in reading.faults]


def test_a_row_that_cannot_be_used_is_named_and_the_others_are_read() -> None:
    rows = [
        DUTCH,
        JAN,
        ("Kees", "kees@", "", "", ""),
        ("Els Bos", "", "", "", ""),
        ("Paar", "a@x.example en b@x.example", "", "", ""),
    ]
    reading = read_file(xlsx(rows))
    assert said(reading) == [JAN]
    assert faults(reading) == [
        ("cel B3", "‘kees@’ is geen heel e-mailadres. Maak er iets van als naam@organisatie.nl."),
        ("rij 4", "Bij ‘Els Bos’ staat geen e-mailadres. Vul het aan, of haal deze regel weg."),
        ("cel B5", "Hier staan 2 adressen. Zet ieder adres op een eigen regel."),
    ]
    assert faults(read_text("Jan <jan@x.example>; Els Bos\npiet@x")) == [
        ("regel 1", "Bij ‘Els Bos’ staat geen e-mailadres. Vul het aan, of haal deze regel weg."),
        ("regel 2", "‘piet@x’ is geen heel e-mailadres. Maak er iets van als naam@organisatie.nl."),
    ]


def test_org_is_short_for_an_organisation() -> None:
    assert read_text("Naam;E-mail;Org.\nJan;jan@x.example;Kade").guests[0].organisation == "Kade"


def test_lines_of_as_many_recipients_are_no_table() -> None:
    pasted = "Jan <jan@x.example>; Bos, Anne <anne@x.example>; kees@x.example\nPiet <piet@x.example>; Els; el@x.example"
    reading = read_text(pasted)
    assert [(guest.name, guest.email) for guest in reading.guests] == [
        ("Jan", "jan@x.example"),
        ("Anne Bos", "anne@x.example"),
        ("", "kees@x.example"),
        ("Piet", "piet@x.example"),
        ("", "el@x.example"),
    ]
    assert [fault.place for fault in reading.faults] == ["regel 2"]


def test_the_same_address_twice_is_one_guest_with_what_both_rows_say() -> None:
    rows = [
        DUTCH,
        ("", "Jan@Politie.example", "Politie", "", ""),
        *ALL[1:],
        ("Jan de Vries", "jan@politie.example", "", "", "zorg"),
    ]
    reading = read_file(xlsx(rows))
    assert reading.guests[0] == Guest(
        row=2, email="Jan@politie.example", name="Jan de Vries", organisation="Politie", domain="zorg"
    )
    assert reading.merged == (("rij 2", "rij 5"),)
    assert len(reading.guests) == 3


def test_what_each_column_is_taken_for_is_told() -> None:
    reading = read_file(xlsx([("Nr", *DUTCH, "Telefoon"), *((i, *row, 6123) for i, row in enumerate(ALL))]))
    assert [(column.heading, column.field.value) for column in reading.columns] == [
        ("Nr", "niet gelezen"),
        ("Naam", "naam"),
        ("E-mail", "e-mailadres"),
        ("Organisatie", "organisatie"),
        ("Functie", "functie"),
        ("Domein", "domein"),
        ("Telefoon", "niet gelezen"),
    ]


def test_another_sheet_with_addresses_is_named() -> None:
    def second(book: Workbook) -> None:
        book.create_sheet("Zorg").append(["Els", "els@zorg.example"])

    assert read_file(xlsx(WHOLE, second)).notes == (
        "Wij lazen het blad ‘Sheet’. Ook op ‘Zorg’ staan adressen; lees die als apart bestand.",
    )


def test_a_formula_counts_for_what_it_last_gave() -> None:
    """As Excel stores it: the formula and its value side by side, which openpyxl writes only apart."""
    file = BytesIO(xlsx([DUTCH, ("Jan de Vries", '=A2&"@x.example"', "", "", "")]))
    wanted = BytesIO()
    with ZipFile(file) as old, ZipFile(wanted, "w") as new:
        for info in old.infolist():
            part = old.read(info).decode(errors="surrogateescape")
            part = part.replace(
                '<c r="B2"><f>A2&amp;"@x.example"</f><v /></c>',
                '<c r="B2" t="str"><f>A2&amp;"@x.example"</f><v>jan@x.example</v></c>',
            ).replace(
                '<c r="B2"><f>A2&amp;"@x.example"</f><v></v></c>',
                '<c r="B2" t="str"><f>A2&amp;"@x.example"</f><v>jan@x.example</v></c>',
            )
            new.writestr(info.filename, part.encode(errors="surrogateescape"))
    assert said(read_file(wanted.getvalue()), 2) == [("Jan de Vries", "jan@x.example")]


def bomb() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", b"0" * 20_000_000)
    return file.getvalue()


REFUSED = {
    "nothing": (b"", "Er staat niets in. Plak de lijst opnieuw, of kies een ander bestand."),
    "a picture": (
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "Dit is geen Excel-bestand en geen CSV-bestand. Bewaar de lijst als .xlsx of .csv, of plak haar hier.",
    ),
    "a zip bomb": (bomb(), "Dit bestand is te groot. Laat er alleen in staan wat wij moeten lezen."),
    "half a workbook": (
        xlsx(WHOLE)[:900],
        "Dit is geen Excel-bestand. Kies een bestand waarvan de naam eindigt op .xlsx.",
    ),
    "no addresses": (
        text([("Naam", "Organisatie"), ("Jan", "Politie")]).encode(),
        "Wij vinden geen kolom met e-mailadressen. Zet ‘E-mail’ boven die kolom en lees de lijst opnieuw.",
    ),
    "heads only": (
        xlsx([DUTCH]),
        "Onder de koppen staat niemand. Kies een ander bestand, of plak de lijst hier.",
    ),
    "an empty workbook": (
        xlsx([]),
        "Op de bladen die te zien zijn, staat niets. Kies een ander bestand.",
    ),
    "a letter": (
        b"Beste Jan,\nKom je ook?\nGroet, Els",
        "Wij vinden geen e-mailadressen. Plak per persoon een naam en een e-mailadres.",
    ),
    "too many rows": (
        b"E-mail\n" + b"jan@x.example\n" * 6000,
        "Er staan meer dan 5000 regels in. Verdeel de lijst over twee bestanden.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_list_is_refused_with_what_to_do(name: str) -> None:
    data, words = REFUSED[name]
    assert read_file(data) == Reading(faults=(Fault("", words),))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Vries, Jan de", "Jan de Vries"),
        ("Vries, de, Jan", "Jan de Vries"),
        ("Jan de Vries, MSc", "Jan de Vries, MSc"),
        ("Vries, Jan de, MSc.", "Jan de Vries, MSc."),
        ("Jan de Vries", "Jan de Vries"),
        (",", ""),
    ],
)
def test_names_are_turned_round(typed: str, name: str) -> None:
    assert turned(typed) == name


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.builds(lambda cut: xlsx(WHOLE)[:cut], st.integers(0, 5000)))
def test_no_bytes_make_it_fall(data: bytes) -> None:
    reading = read_file(data)
    assert reading.guests or reading.faults


@settings(max_examples=150, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab@.,;<>\"'\t\n\r \0é:-E=mail\ud800"), max_size=200)
    | st.text(max_size=100)
)
def test_no_text_makes_it_fall(pasted: str) -> None:
    reading = read_text(pasted)
    assert reading.guests or reading.faults
    assert len({guest.key for guest in reading.guests}) == len(reading.guests)
