"""The programme as a workbook and back: the same day, or exactly what a planner changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from app.programme.plan import Anchor, Cue, Item, Kind, Pillar, Session
from app.programme.sheet_reading import Reading
from app.programme.typed import one_line, prose
from tests.programme.sheets import ITEMS, read_back, written

lines = st.text(max_size=40).map(one_line)
proses = st.text(max_size=60).map(prose)
words = st.lists(st.sampled_from(["techniek", "gastvrouw", "locatie"]), unique=True, max_size=2).map(tuple)
cues = st.builds(
    Cue,
    anchor=st.sampled_from(Anchor),
    offset=st.integers(-1440, 1440),
    what=lines.filter(bool),
    roles=words,
)
rooms = st.sampled_from([None, "Foyer", "Grote zaal"])
people = st.lists(st.sampled_from([":1", ":2"]), unique=True, max_size=2).map(tuple)
sessions = st.builds(
    Session,
    id=st.uuids().map(str),
    title=lines.filter(bool),
    room=rooms,
    capacity=st.none() | st.integers(1, 500),
    minutes=st.none() | st.integers(1, 1440),
    speakers=people,
    roles=words,
)
days = st.lists(
    st.builds(
        Item,
        title=lines.filter(bool),
        minutes=st.integers(60, 1440),
        kind=st.sampled_from(Kind),
        starts=st.none() | st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
        minimum=st.none() | st.integers(1, 60),
        droppable=st.booleans(),
        pillar=st.none() | st.sampled_from(Pillar),
        goal=st.sampled_from([None, "herkennen"]),
        room=rooms,
        speakers=people,
        roles=words,
        public=proses,
        say=proses,
        do=proses,
        card=st.lists(lines.filter(bool), max_size=2).map(tuple),
        cues=st.lists(cues, max_size=3).map(tuple),
        parallel=st.lists(sessions, max_size=2).map(tuple),
        uid=st.uuids().map(str),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda item: item.uid,
).map(tuple)


@settings(max_examples=25, deadline=None)
@given(days)
def test_what_goes_out_comes_back_the_same(items: tuple[Item, ...]) -> None:
    reading = read_back(written(items), items)
    assert (reading.items, reading.faults) == (items, ())


@settings(max_examples=15, deadline=None)
@given(days)
def test_a_day_can_be_made_from_its_sheet_alone(items: tuple[Item, ...]) -> None:
    """Read where nothing is known of it, all cells are read, and only the codes are lost."""
    made = tuple(
        replace(item, uid=None, parallel=tuple(replace(session, id="") for session in item.parallel))
        for item in items
    )
    assert read_back(written(items), ()) == Reading(made, read_back(written(items), ()).rows, ())


def test_the_sheet_has_dutch_headings_times_as_times_and_a_hidden_code() -> None:
    sheet = load_workbook(BytesIO(written()))["Programma"]
    assert [cell.value for cell in sheet[1]] == [
        "Regel", "Van", "Tot", "Minuten", "Onderdeel", "Vast begin", "Wanneer", "Soort", "Pijler", "Doel",
        "Zaal", "Sprekers", "Rollen", "Plaatsen", "Ten minste", "Mag vervallen", "Voor deelnemers", "Zeg",
        "Doe", "Kaart", "Code",
    ]  # fmt: skip
    assert [[cell.value for cell in row[:7]] for row in sheet.iter_rows(min_row=2, max_row=6)] == [
        ["onderdeel", time(9, 30), time(10), 30, "Welkom", None, None],
        ["cue", time(9, 25), None, None, "Microfoon open", None, "5 min voor het begin"],
        ["onderdeel", time(10), time(10, 20), 20, "Kennismaken", None, None],
        ["onderdeel", time(10, 30), time(11, 15), 45, "Deelsessies", time(10, 30), None],
        ["deelsessie", time(10, 30), time(11, 15), None, "Online signalen", None, None],
    ]
    assert (sheet["B2"].number_format, sheet["R2"].alignment.wrap_text) == ('hh"."mm', True)
    assert (sheet.freeze_panes, sheet.column_dimensions["U"].hidden, sheet["U2"].value) == ("F2", True, "e-0")


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5 graden", "@iedereen", "=HYPERLINK(1)"])
def test_text_never_becomes_a_formula(text: str) -> None:
    items = (replace(ITEMS[0], title=text, say=text, roles=(text,), cues=(), parallel=()),)
    sheet = load_workbook(BytesIO(written(items)))["Programma"]
    cells = [sheet[place] for place in ("E2", "R2", "M2")]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(text, "s", True)] * 3
    assert read_back(written(items), items).items == items


def test_each_line_looks_as_its_kind_and_its_pillar() -> None:
    pillars = [*Pillar, None, Pillar.INSPIREREN]
    items = [replace(item, pillar=pillar, cues=()) for item, pillar in zip(ITEMS * 2, pillars, strict=False)]
    items = [
        replace(item, uid=f"u{number}", parallel=ITEMS[2].parallel[:1]) for number, item in enumerate(items)
    ]
    sheet = load_workbook(BytesIO(written(tuple(items))))["Programma"]
    lines = [(row[8].font.color.rgb, row[4].alignment.indent, row[4].font.b) for row in sheet.iter_rows(2)]
    colours = ["00A84F10", "001C2789", "000C665A", "001A1D26", "00A84F10"]
    assert lines == [line for colour in colours for line in ((colour, 0, True), ("00525868", 2, False))]
