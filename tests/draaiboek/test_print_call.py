"""The card with telephone numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import TeamMember
from app.draaiboek.print import render
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import IMPRINT, bare_day, small_day, zwolle
from tests.pdf.reading import elements

CARD = "belkaart"


@pytest.mark.parametrize("name", DAYS)
def test_the_card_of_any_day_is_accessible_and_archivable(name: str) -> None:
    assert broken_rules(DAYS[name](), CARD) == {}


def test_without_a_team_it_says_why_there_is_no_card(tmp_path: Path) -> None:
    (page,) = pages_of(bare_day(), CARD, tmp_path)
    assert "Nog geen belkaart Er staat nog niemand in de ploeg." in page


def test_emergency_bhv_and_regie_come_first_then_the_team(tmp_path: Path) -> None:
    page, _second = pages_of(zwolle(), CARD, tmp_path)
    assert page.startswith(
        "Wie belt wie (1 van 2) CONCEPT 0.3 donderdag 15 juni 2023, Congrescentrum De Voorbeeldkade "
        "nood 112 eerst 112, dan BHV BHV 06 00000007 via de receptie; geen gehoor: Bas "
        "regie 06 00000003 Ilse Voorbeeld; geen gehoor: Sam "
        "project 06 00000002 Sam opdracht 06 00000001 Fenna"
    )
    assert page.count("Alleen voor de ploeg. Na afloop vernietigen.") == 4


def test_the_card_is_on_the_sheet_four_times_and_is_read_once(tmp_path: Path) -> None:
    found = [element.tag for element in elements(render(small_day(), IMPRINT, CARD))]
    assert (found.count("H1"), found.count("TR")) == (1, 4)
    assert pages_of(small_day(), CARD, tmp_path)[0].count("Wie belt wie") == 4


def test_a_team_without_bhv_calls_regie_and_without_regie_the_venue(tmp_path: Path) -> None:
    assert "eerst 112, dan regie" in pages_of(small_day(), CARD, tmp_path)[0]
    alone = replace(bare_day(), team=(TeamMember(role="gastvrouw", name="Lot Voorbeeld"),))
    (page,) = pages_of(alone, CARD, tmp_path)
    assert "nood 112 eerst 112, dan de locatie gastvrouw nummer ontbreekt Lot Alleen" in page


def test_a_number_is_never_cut_and_a_large_team_takes_more_cards(tmp_path: Path) -> None:
    number = "06 00000001 of 06 00000002, na zessen 038 0000000"
    team = tuple(TeamMember(role=f"rol {n}", name=f"Naam{n} Voorbeeld", phone=number) for n in range(30))
    pages = pages_of(replace(bare_day(), team=team), CARD, tmp_path)
    assert [page.count(number) for page in pages] == [48, 48, 24]
    assert "Wie belt wie (3 van 3)" in pages[2]
