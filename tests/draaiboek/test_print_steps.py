"""Tafelinstructie: a sheet for each werkvorm that has steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print import render
from app.programme.plan import Item, Kind, Pillar, Session, Step
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import AWKWARD, IMPRINT, WORD, bare_day, small_day, zwolle
from tests.pdf.reading import elements

SHEET = "tafelinstructie"
TABLES = Item(
    title="Casustafels",
    minutes=30,
    kind=Kind.WERKVORM,
    pillar=Pillar.VERBINDEN,
    room="Grote zaal",
    roles=("tafelbegeleider",),
    case="D. is vijftien.\nVerzonnen. Noem ook zelf geen namen.",
    steps=(
        Step(minutes=5, what="Iedereen leest de casus.", round="Ronde 1"),
        Step(minutes=25, what="Kies samen één signaal.", paper="gele kaart: één signaal en waar u het meldt"),
    ),
    stuck=("Iemand praat te lang: ‘Ik noteer dat.’",),
)


def odd_tables() -> Draaiboek:
    """Tables with more to do than anyone can."""
    awkward = Step(minutes=5, what=AWKWARD, round=AWKWARD, paper=AWKWARD)
    wide = Step(minutes=5, what="W" * 500, paper=f"{WORD}: {'W' * 300}")
    return bare_day(
        replace(
            TABLES,
            title=WORD,
            room=WORD,
            case=f"{AWKWARD}\n{'Een lange casus. ' * 400}",
            steps=tuple(Step(minutes=1, what=f"Stap {number}. ") for number in range(60)),
            stuck=(AWKWARD, "W" * 500, WORD),
        ),
        replace(
            TABLES,
            kind=Kind.PARALLEL,
            steps=(awkward, wide),
            parallel=(Session(id="a", title=AWKWARD), Session(id="b", title=WORD, room=WORD, minutes=10)),
        ),
    )


@pytest.mark.parametrize("name", [*DAYS, "odd tables"])
def test_the_sheets_of_any_day_are_accessible_and_archivable(name: str) -> None:
    assert broken_rules(odd_tables() if name == "odd tables" else DAYS[name](), SHEET) == {}


def test_a_day_without_steps_says_why_there_is_no_sheet(tmp_path: Path) -> None:
    (page,) = pages_of(small_day(), SHEET, tmp_path)
    assert "Nog geen tafelinstructie Nog geen onderdeel heeft stappen. Open in het programma" in page


def test_a_sheet_has_the_case_the_steps_with_times_what_is_written_and_what_helps(tmp_path: Path) -> None:
    day = bare_day(replace(TABLES, starts=time(11, 15)))
    (page,) = pages_of(day, SHEET, tmp_path)
    assert page.startswith("Tafelinstructie, tafelbegeleider CONCEPT 0.3 Kort")
    assert (
        "Casustafels 11.15 tot 11.45 30 minuten, Grote zaal verbinden tafel de casus D. is vijftien. "
        "Verzonnen. Noem ook zelf geen namen. tijd u doet op papier "
        "11.15 5 min Ronde 1. Iedereen leest de casus. "
        "11.20 25 min Kies samen één signaal. gele kaart één signaal en waar u het meldt "
        "loopt het vast Iemand praat te lang: ‘Ik noteer dat.’"
    ) in page


def test_each_werkvorm_has_its_own_sheet_and_what_has_no_steps_has_none(tmp_path: Path) -> None:
    pages = pages_of(zwolle(), SHEET, tmp_path)
    titles = [
        "Wie zit er aan tafel?",
        "Casustafels ronde 1: wat zie jij?",
        "Casustafels ronde 2: wat doe jij?",
        "Onze afspraak aan de wijktafel",
    ]
    assert len(pages) == 4
    assert all(title in page for title, page in zip(titles, pages, strict=True))


def test_each_session_of_a_block_has_its_own_sheet_with_its_room_and_its_end(tmp_path: Path) -> None:
    block = replace(
        TABLES,
        kind=Kind.PARALLEL,
        parallel=(
            Session(id="a", title="Thuis", room="Atelier"),
            Session(id="b", title="School", room="Zolder", minutes=20),
        ),
    )
    home, school = pages_of(bare_day(block), SHEET, tmp_path)
    assert "Thuis 09.30 tot 10.00 Atelier, Casustafels" in home
    assert "School 09.30 tot 09.50 Zolder, Casustafels" in school
    assert "tafel de casus" not in home


def test_sixty_steps_go_on_overleaf_and_none_is_lost(tmp_path: Path) -> None:
    pages = pages_of(odd_tables(), SHEET, tmp_path)
    text = " ".join(pages)
    assert [number for number in range(60) if f"Stap {number}." not in text] == []
    assert text.count("Een lange casus.") == 400


def test_the_steps_are_one_table_to_who_listens() -> None:
    found = elements(render(odd_tables(), IMPRINT, SHEET))
    assert [element.tag for element in found].count("Table") == 3
    heads = [element for element in found if element.tag == "TH" and element.scope == "Column"]
    assert len(heads) == 9
