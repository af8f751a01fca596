"""The signs on the doors: one for each room, with what happens in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import Room, SpeakerStatus, Venue
from app.programme.plan import Item, Kind, Session
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import bare_day, odd_days, small_day, zwolle

SIGNS = "deurborden"


@pytest.mark.parametrize("name", DAYS)
def test_the_signs_of_any_day_are_accessible_and_archivable(name: str) -> None:
    assert broken_rules(DAYS[name](), SIGNS) == {}


def test_a_day_without_rooms_says_why_there_are_no_signs(tmp_path: Path) -> None:
    (page,) = pages_of(bare_day(), SIGNS, tmp_path)
    assert "Nog geen deurborden Er staan nog geen zalen in het draaiboek." in page


def test_a_sign_says_which_room_when_what_and_how_many_fit(tmp_path: Path) -> None:
    (sign,) = [page for page in pages_of(zwolle(), SIGNS, tmp_path) if page.startswith("Zaal Vecht")]
    assert sign == (
        "Zaal Vecht 13.30 tot 14.15 Online signalen lezen Deelsessies ronde 1 "
        "Jip Voorbeeld, Jongerenwerk Voorbeeld 14.25 tot 15.10 Online signalen lezen Deelsessies ronde 2 "
        "Jip Voorbeeld, Jongerenwerk Voorbeeld 24 plaatsen. Vol? Vraag de gastvrouw. "
        "Werksessie voorkomen van jonge aanwas CONCEPT 0.3"
    )


def test_rooms_come_as_the_venue_lists_them_then_those_of_the_programme(tmp_path: Path) -> None:
    signs = pages_of(small_day(), SIGNS, tmp_path)
    assert [sign.split(" 1")[0].split(" 0")[0] for sign in signs] == ["Grote zaal", "Atelier", "Foyer"]


def test_a_room_without_programme_says_so(tmp_path: Path) -> None:
    day = replace(bare_day(), venue=Venue(rooms=(Room(name="Sprekerskamer"),)))
    (sign,) = pages_of(day, SIGNS, tmp_path)
    assert sign == "Sprekerskamer Hier is vandaag geen programma voor deelnemers. Kort CONCEPT 0.3"


def test_places_that_differ_stand_with_their_session(tmp_path: Path) -> None:
    rounds = tuple(
        Item(
            title=f"Ronde {number}",
            minutes=30,
            kind=Kind.PARALLEL,
            parallel=(Session(id=f"s{number}", title="Kijken", room="Atelier", capacity=number),),
        )
        for number in (1, 20)
    )
    (sign,) = pages_of(bare_day(*rounds), SIGNS, tmp_path)
    assert "Ronde 1, 1 plaats" in sign
    assert "Ronde 20, 20 plaatsen" in sign
    assert "Vol?" not in sign


def test_a_busy_room_gets_sheets_that_hold_about_as_much(tmp_path: Path) -> None:
    signs = [page for page in pages_of(zwolle(), SIGNS, tmp_path) if page.startswith("Grote zaal")]
    assert [sign.count("tot ") for sign in signs] == [7, 7]
    assert "blad 1 van 2" in signs[0]


def test_no_speaker_stands_on_a_door_before_confirming(tmp_path: Path) -> None:
    day = small_day()
    for status in SpeakerStatus:
        speakers = tuple(replace(speaker, status=status) for speaker in day.speakers)
        text = " ".join(pages_of(replace(day, speakers=speakers), SIGNS, tmp_path))
        assert ("Dr. A. Voorbeeld" in text) == (status is SpeakerStatus.BEVESTIGD)


def test_a_sign_past_midnight_keeps_the_order_of_the_night(tmp_path: Path) -> None:
    night = odd_days()["past midnight"]
    night = replace(night, programme=tuple(replace(item, room="Zaal 1") for item in night.programme))
    (sign,) = pages_of(night, SIGNS, tmp_path)
    assert sign.index("22.00") < sign.index("23.30") < sign.index("01.00")
