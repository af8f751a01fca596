"""What a planner did to the sheet is understood, and what cannot be is named by its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from app.programme.plan import Anchor, Cue, Item, Kind
from app.programme.sheet_file import Fault, UnreadableError, open_sheet
from tests.programme.sheets import ITEMS, edited, own_sheet, read_back, typed


def test_a_planner_moves_columns_adds_rows_and_takes_rows_away() -> None:
    def change(sheet: Any) -> None:
        sheet.delete_rows(4)  # Kennismaken
        sheet.move_range("D1:D99", cols=20)  # Minuten to the far right
        sheet["D1"] = "Kosten"
        sheet.append(["onderdeel", None, None, None, "Borrel", "16:00", None, "Borrel"])
        sheet.cell(sheet.max_row, 24, "1 uur")

    data = edited(change)
    reading = read_back(data)
    borrel = Item(title="Borrel", minutes=60, kind=Kind.BORREL, starts=time(16))
    assert (reading.items, reading.faults) == ((ITEMS[0], *ITEMS[2:], borrel), ())
    assert open_sheet(data).unknown == ("Kosten",)


def test_cues_and_sessions_are_changed_added_and_taken_away_with_their_item() -> None:
    reading = typed(
        {
            "E3": "Microfoon aan",
            "G3": "bij het begin",
            "N6": 35,
            "E7": None,
            "A7": None,
            "K7": None,
            "N7": None,
        }
        | {"D7": None, "M7": None, "A9": "cue", "E9": "Licht uit", "G9": "5 min na het einde"}
    )
    online = replace(ITEMS[2].parallel[0], capacity=35)
    assert reading.faults == ()
    assert reading.items == (
        replace(ITEMS[0], cues=(Cue(anchor=Anchor.START, what="Microfoon aan", roles=("techniek",)),)),
        ITEMS[1],
        replace(ITEMS[2], parallel=(online,)),
        replace(ITEMS[3], cues=(Cue(anchor=Anchor.END, offset=5, what="Licht uit"),)),
    )


def test_columns_that_were_taken_away_change_nothing() -> None:
    def change(sheet: Any) -> None:
        for letter in "TSRQMLKJIHFBA":  # all but Minuten, Onderdeel and a few
            sheet.delete_cols("ABCDEFGHIJKLMNOPQRST".index(letter) + 1)
        for row in (7, 6, 3):  # without Regel no line is a cue or a session
            sheet.delete_rows(row)

    assert read_back(edited(change)).items == ITEMS


def test_a_sheet_without_codes_recognises_items_by_their_title() -> None:
    reading = read_back(edited(lambda sheet: sheet.delete_cols(21)))
    assert [item.uid for item in reading.items] == ["e-0", "e-1", "e-2", "e-3"]


def test_a_row_that_was_copied_is_new() -> None:
    def change(sheet: Any) -> None:
        sheet.append([cell.value for cell in sheet[4]])

    assert read_back(edited(change)).items == (*ITEMS, replace(ITEMS[1], uid=None))


def test_a_sheet_of_ones_own_is_read() -> None:
    reading = own_sheet(
        ("Werksessie in Zwolle",),
        (),
        ("Aanvang", "Duur (min)", "Titel", "Ruimte", "Wie", "Soort"),
        ("9.30", "30 min", "Welkom", "grote zaal", "dagvoorzitter; techniek", "PLENAIR"),
        (),
        (None, 15, "Pauze", None, None, "pauze"),
    )
    welcome = Item(
        title="Welkom", minutes=30, starts=time(9, 30), room="Grote zaal", roles=("dagvoorzitter", "techniek")
    )
    assert (reading.items, reading.faults) == (
        (welcome, Item(title="Pauze", minutes=15, kind=Kind.PAUZE)),
        (),
    )


def test_every_fault_names_its_cell_and_says_what_to_do() -> None:
    reading = typed(
        {
            "D2": "lang", "F2": "25.00", "H2": "lezing", "I4": "leren", "J4": "x", "K4": "Zolder", "L4": "Jan",
            "P4": "misschien", "O4": 30, "N4": 5, "G3": "straks", "E5": None, "A8": "pauzes", "D8": "=1+1",
            "N6": "veel",
        }
    )  # fmt: skip
    assert set(reading.faults) == {
        Fault("Programma!D2", "Typ minuten als een heel getal, bijvoorbeeld 15."),
        Fault("Programma!F2", "De tijd 25.00 bestaat niet. Typ een tijd van 00.00 tot en met 23.59."),
        Fault(
            "Programma!H2",
            "‘lezing’ is geen soort onderdeel. Kies uit: inloop, plenair, parallel, werkvorm, pauze, lunch, wissel, "
            "afsluiting, borrel.",
        ),
        Fault("Programma!I4", "‘leren’ is geen pijler. Kies uit: inspireren, verbinden, activeren."),
        Fault("Programma!J4", "‘x’ is geen doel van deze werksessie. Kies uit: herkennen."),
        Fault("Programma!K4", "‘Zolder’ is geen zaal van deze werksessie. Kies uit: Grote zaal, Foyer."),
        Fault(
            "Programma!L4",
            "‘Jan’ is geen spreker van deze werksessie. Kies uit: Jip Voorbeeld, Els Voorbeeld, spreker.",
        ),
        Fault("Programma!P4", "Typ ‘ja’ of ‘nee’."),
        Fault("Programma!O4", "Maak dit hoogstens 20, of geef het onderdeel meer tijd."),
        Fault("Programma!N4", "Een onderdeel heeft geen ‘Plaatsen’. Maak deze cel leeg."),
        Fault(
            "Programma!G3",
            "Typ wanneer, bijvoorbeeld ‘5 min voor het begin’, ‘bij het begin’ of ‘2 min na het einde’.",
        ),
        Fault("Programma!E5", "Typ hoe dit heet, of haal de hele regel weg."),
        Fault("Programma!A8", "Typ wat deze regel is: onderdeel, cue, deelsessie."),
        Fault("Programma!D8", "Hier staat een formule. Kopieer de cel en plak alleen de waarde terug."),
        Fault("Programma!N6", "Typ het aantal als een heel getal vanaf 1, bijvoorbeeld 24."),
    }


def test_cells_that_were_merged_are_named() -> None:
    reading = read_back(edited(lambda sheet: sheet.merge_cells("K2:K4")))
    text = "Deze cellen zijn samengevoegd. Splits ze, en vul elke cel apart in."
    assert reading.faults == (Fault("Programma!K2:K4", text),)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (
            [("Onderdeel", "Zaal"), ("Welkom", "Foyer")],
            Fault("Mijn dag", "Hier ontbreekt de kolom ‘Minuten’. Zet dat woord in de rij met koppen."),
        ),
        (
            [("Onderdeel", "Minuten", "Duur"), ("Welkom", 5, 5)],
            Fault(
                "Mijn dag!C1", "De kolom ‘Minuten’ staat er twee keer. Geef één van de twee een andere naam."
            ),
        ),
        (
            [("Onderdeel", "Minuten"), *[("x", 1)] * 1001],
            Fault("Mijn dag", "Laat ten hoogste 1000 onderdelen staan."),
        ),
        (
            [("Onderdeel", "Minuten")],
            Fault("Mijn dag", "Hier staat geen enkel onderdeel. Vul ten minste één regel in."),
        ),
        (
            [("Regel", "Onderdeel", "Minuten", "Wanneer"), ("cue", "Licht aan")],
            Fault("Mijn dag!A2", "Zet een onderdeel boven deze cue, of haal de regel weg."),
        ),
        (
            [("Onderdeel", "Minuten"), ("x" * 201, 5)],
            Fault("Mijn dag!A2", "Maak deze tekst korter: ten hoogste 200 tekens. Nu zijn het er 201."),
        ),
    ],
)
def test_what_is_wrong_with_a_sheet_of_ones_own_is_said(rows: list[tuple[Any, ...]], fault: Fault) -> None:
    assert fault in own_sheet(*rows).faults


anything = st.one_of(
    st.text(max_size=12).filter(lambda text: not ILLEGAL_CHARACTERS_RE.search(text)),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.times(),
    st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(9999, 1, 1)),
    st.timedeltas(min_value=timedelta(days=-9), max_value=timedelta(days=9)),
    st.sampled_from(["=A1", "#REF!", "cue", "deelsessie", "1e400", "٣", "ja"]),
)
places = st.tuples(st.sampled_from("ABCDEFGHIJKLMNOPQRSTU"), st.integers(1, 9)).map("{0[0]}{0[1]}".format)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(places, anything, max_size=8))
def test_whatever_stands_in_the_cells_becomes_items_or_faults(cells: dict[str, Any]) -> None:
    try:
        reading = typed(cells)
    except UnreadableError:  # the headings are gone
        return
    assert reading.faults or all(item.title and 1 <= item.minutes <= 1440 for item in reading.items)
