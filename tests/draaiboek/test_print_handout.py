"""The programme to hand out: what participants may know, and that nothing else is on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import SpeakerStatus
from app.draaiboek.print import render
from app.programme.plan import Item
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import IMPRINT, bare_day, small_day, zwolle
from tests.pdf.reading import elements

PROGRAMME = "programma"


@pytest.mark.parametrize("name", DAYS)
def test_the_programme_of_any_day_is_accessible_and_archivable(name: str) -> None:
    assert broken_rules(DAYS[name](), PROGRAMME) == {}


def test_a_day_without_items_says_why_there_is_no_programme(tmp_path: Path) -> None:
    (page,) = pages_of(replace(bare_day(), programme=()), PROGRAMME, tmp_path)
    assert "Nog geen programma Er staat nog niets in het programma." in page


def test_the_model_case_fits_on_both_sides_of_one_sheet(tmp_path: Path) -> None:
    first, second = pages_of(zwolle(), PROGRAMME, tmp_path)
    assert (
        "wanneer donderdag 15 juni 2023 09.30 tot 16.30 inloop 09.00, borrel tot 17.30 "
        "waar Congrescentrum De Voorbeeldkade Voorbeeldkade 1, 1234 AB Zwolle. Tien minuten lopen"
    ) in first
    assert (
        "09.40 Waarom nu: de opgave van Zwolle Grote zaal inspireren "
        "Opening door de wethouder. Wethouder H. Voorbeeld, Gemeente Zwolle 09.50"
    ) in first
    assert "Zaal Vecht Online signalen lezen Jip Voorbeeld, Jongerenwerk Voorbeeld Zaal IJssel" in second
    assert "17.30 einde" in second


def test_nothing_of_the_crew_is_on_public_paper(tmp_path: Path) -> None:
    text = " ".join(pages_of(zwolle(), PROGRAMME, tmp_path))
    day = zwolle()
    for internal in [
        *(member.phone for member in day.team),
        *(item.say.splitlines()[0] for item in day.programme if item.say),
        *(item.do.splitlines()[0] for item in day.programme if item.do),
        *(cue.what for item in day.programme for cue in item.cues if len(cue.what) > 12),
        *(moment.what for moment in day.moments),
        "minstens",
        "mag vervallen",
        "projectmanager",
        "Wim Voorbeeld",
    ]:
        assert internal not in text


@pytest.mark.parametrize("status", SpeakerStatus)
def test_only_a_confirmed_speaker_is_named(status: SpeakerStatus, tmp_path: Path) -> None:
    day = small_day()
    speakers = tuple(replace(speaker, status=status) for speaker in day.speakers)
    text = pages_of(replace(day, speakers=speakers), PROGRAMME, tmp_path)[0]
    assert ("Dr. A. Voorbeeld" in text) == (status is SpeakerStatus.BEVESTIGD)


def test_a_session_that_ends_before_its_block_says_when(tmp_path: Path) -> None:
    text = pages_of(small_day(), PROGRAMME, tmp_path)[0]
    assert "Atelier Kijken Grote zaal Doen, tot 10.45 11.00 einde" in text


def test_a_long_public_text_goes_on_overleaf_whole_and_in_order(tmp_path: Path) -> None:
    told = "\n".join(f"Alinea {number}. " + "Dit mag u weten. " * 9 for number in range(60))
    day = bare_day(Item(title="Lang", minutes=30, public=told), Item(title="Slot", minutes=5))
    text = " ".join(pages_of(day, PROGRAMME, tmp_path))
    at = [text.index(f"Alinea {number}.") for number in range(60)]
    assert at == sorted(at)
    places = [place for found in elements(render(day, IMPRINT, PROGRAMME)) for place in found.pages]
    colophon = places.index(0, places.index(1))  # the footer of page 1 is read last
    assert places[:colophon] == sorted(places[:colophon])
    assert set(places[colophon:]) == {0}
