"""One page for the client, for each speaker, and for the bestuurder."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from app.draaiboek.contents import Brief, Draaiboek, Speaker, SpeakerStatus
from app.programme.plan import Item
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import bare_day, small_day, zwolle

CLIENT, SPEAKER, OFFICIAL = "opdrachtgever", "sprekersbriefing", "bestuurder"


def all_coming(draaiboek: Draaiboek) -> Draaiboek:
    """The day with its speakers confirmed, and a wethouder when it has none."""
    speakers = tuple(replace(speaker, status=SpeakerStatus.BEVESTIGD) for speaker in draaiboek.speakers)
    if any(speaker.id == "wethouder" for speaker in speakers):
        return replace(draaiboek, speakers=speakers)
    wethouder = Speaker(id="wethouder", name="H. Voorbeeld", status=SpeakerStatus.BEVESTIGD)
    programme = (
        replace(item, speakers=(*item.speakers, "wethouder")) if number < 3 else item
        for number, item in enumerate(draaiboek.programme)
    )
    return replace(draaiboek, speakers=(*speakers, wethouder), programme=tuple(programme))


@pytest.mark.parametrize("edition", [CLIENT, SPEAKER, OFFICIAL])
@pytest.mark.parametrize("name", DAYS)
def test_any_day_is_accessible_and_archivable(name: str, edition: str) -> None:
    assert broken_rules(all_coming(DAYS[name]()), edition) == {}


def test_the_client_has_goals_conditions_outline_and_contacts_on_one_page(tmp_path: Path) -> None:
    (page,) = pages_of(zwolle(), CLIENT, tmp_path)
    for told in [
        "wanneer donderdag 15 juni 2023 09.30 tot 16.30",
        "waar Congrescentrum De Voorbeeldkade Voorbeeldkade 1, 1234 AB Zwolle wie",
        "wie 24 verwacht, 96 plaatsen uit gemeente, onderwijs, zorg en jeugdhulp, jongerenwerk, politie",
        "inspireren Elke deelnemer herkent signalen van ronselen, online en op straat, en weet waar die te melden. "
        "In de evaluatie noemt 80 % twee nieuwe signalen en het juiste meldpunt.",
        "voorwaarden Meer dan 80 professionals",
        "09.40 Waarom nu: de opgave van Zwolle 09.50 Wie zit er aan tafel?",
        "regie Ilse Voorbeeld 06 00000003 Sam projectmanager Sam Voorbeeld 06 00000002 Ilse",
    ]:
        assert told in page
    for internal in ["Wissel van zaal", "Handen omhoog", "minstens", "Noor Voorbeeld", "Zaalhuur"]:
        assert internal not in page


def test_a_bare_day_gives_the_client_what_there_is_and_no_empty_headings(tmp_path: Path) -> None:
    (page,) = pages_of(bare_day(), CLIENT, tmp_path)
    assert "Kort wanneer donderdag 11 maart 2027 09.30 tot 11.30 wie 24 verwacht programma" in page
    assert not any(word in page for word in ("doel", "voorwaarden", "waar ", "wie is wie", "let op"))


def test_a_speaker_has_a_page_with_when_where_what_was_agreed_and_whom_to_call(tmp_path: Path) -> None:
    pages = pages_of(zwolle(), SPEAKER, tmp_path)
    assert len(pages) == 8
    (page,) = [page for page in pages if "Jip Voorbeeld" in page]
    for told in [
        "Jip Voorbeeld Jongerenwerk Voorbeeld waarvoor Werksessie voorkomen van jonge aanwas",
        "u bent er 12.00 u spreekt 13.30 tot 14.15 Online signalen lezen "
        "Zaal Vecht, 45 minuten, Deelsessies ronde 1, 24 plaatsen "
        "Ervoor 13.20 De middag in; erna 14.15 Wissel van zaal en 14.25 tot 15.10",
        "afgesproken HDMI doel Elke deelnemer heeft bij drie andere organisaties",
        "bellen 06 00000003 Ilse Voorbeeld, regie",
    ]:
        assert told in page
    assert "Els Voorbeeld" not in page
    assert not any(f"06 000000{number:02}" in page for number in (1, 2, *range(4, 15)))


def test_only_speakers_who_are_coming_get_a_page(tmp_path: Path) -> None:
    for status in SpeakerStatus:
        speaker = Speaker(id="x", name="Els Voorbeeld", status=status)
        (page,) = pages_of(replace(bare_day(), speakers=(speaker,)), SPEAKER, tmp_path)
        coming = status in (SpeakerStatus.BEVESTIGD, SpeakerStatus.ONDER_VOORBEHOUD)
        assert ("Els Voorbeeld" in page) == coming
        assert ("onder voorbehoud waarvoor" in page) == (status is SpeakerStatus.ONDER_VOORBEHOUD)
        assert ("Nog geen sprekersbriefing" in page) == (not coming)


def test_a_speaker_without_a_place_or_an_hour_is_told_so(tmp_path: Path) -> None:
    speaker = Speaker(id="x", name="Els Voorbeeld", status=SpeakerStatus.BEVESTIGD)
    (page,) = pages_of(replace(bare_day(), speakers=(speaker,)), SPEAKER, tmp_path)
    assert "u bent er Spreek met de regie af hoe laat u er bent." in page
    assert "u spreekt U staat nog niet in het programma." in page
    assert "bellen Er is nog niemand voor de regie." in page


def test_the_bestuurder_reads_when_what_who_and_the_conditions_without_the_money(tmp_path: Path) -> None:
    (page,) = pages_of(zwolle(), OFFICIAL, tmp_path)
    for told in [
        "Voor wethouder H. Voorbeeld Werksessie voorkomen van jonge aanwas",
        "u bent er 09.15 u bent aan zet 09.40 tot 09.50 Waarom nu: de opgave van Zwolle Grote zaal, 10 minuten "
        "Ervoor 09.30 Welkom en afspraken voor vandaag; erna 09.50 Wie zit er aan tafel?",
        "in de zaal 24 verwacht, 96 plaatsen uit gemeente, onderwijs, zorg en jeugdhulp",
        "punten Elke deelnemer herkent signalen",
        "voorzitter 09.40 Waarom nu, en waarom met u? Het woord is aan wethouder Voorbeeld. Na afloop: wat is",
        "voorwaarden Meer dan 80 professionals",
        "Alleen verzonnen casuïstiek",
    ]:
        assert told in page
    assert "19.500" not in page


def test_without_a_bestuurder_the_page_says_how_to_name_one(tmp_path: Path) -> None:
    (page,) = pages_of(small_day(), OFFICIAL, tmp_path)
    assert "Nog geen bestuurder Er staat geen bestuurder bij de sprekers" in page


@pytest.mark.parametrize(
    ("key", "name", "official"),
    [
        ("x", "Burgemeester A. Voorbeeld", True),
        ("Wethouder", "A. Voorbeeld", True),
        ("x", "Ministerie", False),
    ],
)
def test_an_office_before_the_name_or_as_id_makes_a_bestuurder(
    key: str, name: str, official: bool, tmp_path: Path
) -> None:
    speaker = Speaker(id=key, name=name, status=SpeakerStatus.BEVESTIGD, arrives=time(9))
    (page,) = pages_of(replace(bare_day(), speakers=(speaker,)), OFFICIAL, tmp_path)
    assert ("U hebt geen eigen onderdeel" in page) == official


def test_long_conditions_go_on_overleaf_and_lose_nothing(tmp_path: Path) -> None:
    conditions = tuple(f"Voorwaarde {number}: " + "dit is een lange zin. " * 12 for number in range(40))
    day = replace(bare_day(Item(title="Gesprek", minutes=30)), brief=Brief(conditions=conditions))
    text = " ".join(pages_of(day, CLIENT, tmp_path))
    assert all(f"Voorwaarde {number}:" in text for number in range(40))


def test_a_speakers_sheet_names_the_talk(tmp_path: Path) -> None:
    speaker = Speaker(
        id="x", name="Sadia Voorbeeld", status=SpeakerStatus.BEVESTIGD, talk_title="De werkvloer"
    )
    (page,) = pages_of(replace(bare_day(), speakers=(speaker,)), SPEAKER, tmp_path)
    assert "uw verhaal De werkvloer" in page
