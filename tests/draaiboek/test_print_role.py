"""The editions of the crew: what each role is asked, when nothing is, and what is kept from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.draaiboek.contents import Material, TeamMember
from app.draaiboek.print import render
from app.draaiboek.print_role import ROLE_EDITIONS
from app.programme.plan import Anchor, Cue, Item
from app.words import Cents
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import IMPRINT, bare_day, small_day, zwolle
from tests.pdf.reading import elements, table_widths

ROLES = list(ROLE_EDITIONS)
SUPPLIERS = ("catering", "locatie")


def test_the_crew_has_five_editions() -> None:
    assert ROLES == ["techniek", "floormanager", "catering", "locatie", "gastvrouw"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", DAYS)
def test_an_edition_of_any_day_is_accessible_and_archivable(name: str, role: str) -> None:
    assert broken_rules(DAYS[name](), role) == {}


@pytest.mark.parametrize("role", ROLES)
def test_an_edition_says_what_it_is_on_every_page(role: str, tmp_path: Path) -> None:
    pages = pages_of(zwolle(), role, tmp_path)
    for number, page in enumerate(pages, 1):
        assert page.startswith(f"Draaiboek {role} CONCEPT 0.3")
        assert "regie 06 00000003" in page
        assert f"pagina {number} van {len(pages)}" in page


@pytest.mark.parametrize("role", ROLES)
def test_every_order_that_names_a_role_is_in_its_edition(role: str, tmp_path: Path) -> None:
    text = " ".join(pages_of(zwolle(), role, tmp_path))
    orders = [cue.what for item in zwolle().programme for cue in item.cues if role in cue.roles]
    assert len(orders) > 2 or role == "locatie"
    assert [order for order in orders if order not in text] == []


@pytest.mark.parametrize("role", ["techniek", "catering", "locatie", "gastvrouw"])
def test_an_order_for_others_is_left_out(role: str, tmp_path: Path) -> None:
    text = " ".join(pages_of(zwolle(), role, tmp_path))
    others = [cue.what for item in zwolle().programme for cue in item.cues if role not in cue.roles]
    own = {cue.what for item in zwolle().programme for cue in item.cues if role in cue.roles}
    assert [order for order in others if len(order) > 24 and order not in own and order in text] == []


def test_an_order_stands_with_its_item_its_room_and_who_does_it_too(tmp_path: Path) -> None:
    day = pages_of(zwolle(), "techniek", tmp_path)[1]
    assert (
        "09.38 Wethouder met reversmicrofoon 2 links van het podium met floormanager "
        "09.30 Welkom en afspraken voor vandaag Grote zaal"
    ) in day


def test_a_stretch_without_a_task_is_said_from_twenty_minutes_on(tmp_path: Path) -> None:
    def day(gap: int) -> str:
        first = Cue(anchor=Anchor.START, what="Licht aan", roles=("techniek",))
        second = Cue(anchor=Anchor.START, offset=gap, what="Licht uit", roles=("techniek",))
        item = Item(title="Gesprek", minutes=60, cues=(first, second))
        return " ".join(pages_of(bare_day(item), "techniek", tmp_path))

    assert "09.30\u201309.50 niets voor techniek 09.50 Licht uit" in day(20)
    assert "niets voor" not in day(19)


def test_a_role_is_busy_while_an_item_or_moment_names_it(tmp_path: Path) -> None:
    techniek = pages_of(small_day(), "techniek", tmp_path)[1]
    assert "08.00 tot 09.00 Opbouw: Stoelen en scherm Grote zaal 09.00 tot 09.10 Soundcheck:" in techniek
    gastvrouw = pages_of(small_day(), "gastvrouw", tmp_path)[1]
    assert "10.15 tot 11.00 Deelsessies Atelier Kijken Grote zaal Doen, tot 10.45" in gastvrouw
    assert "niets voor" not in techniek + gastvrouw


def test_the_floormanager_has_every_item_with_fixed_points_and_slack(tmp_path: Path) -> None:
    text = " ".join(pages_of(zwolle(), "floormanager", tmp_path))
    assert [item.title for item in zwolle().programme if item.title not in text] == []
    assert "11.00 tot 11.15 vast Pauze" in text
    assert (
        "15.55 Wethouder is terug en staat bij tafel 1 15.25 Onze afspraak aan de wijktafel Grote zaal "
        "16.00 5 min speling uiterlijk 16.05 klaar, ‘Twaalf afspraken’ staat vast"
    ) in text


def test_catering_lays_the_table_half_an_hour_ahead_unless_the_plan_says_when(tmp_path: Path) -> None:
    cover, day = pages_of(small_day(), "catering", tmp_path)
    assert "te serveren opbouw op tafel wat waar 09.30 10.00 Koffie en thee Foyer" in cover
    assert (
        "09.30 Koffie en thee klaarzetten, 10.00 op tafel Foyer 10.00 tot 10.15 Koffie en thee op tafel "
        "10.00 Pauze Foyer"
    ) in day
    planned = " ".join(pages_of(zwolle(), "catering", tmp_path))
    assert "klaarzetten, 11.00 op tafel" not in planned
    assert "10.30\u2013" not in planned  # laying takes until it is served


@pytest.mark.parametrize("role", SUPPLIERS)
def test_suppliers_get_no_names_no_prices_and_no_number_but_the_regie(role: str, tmp_path: Path) -> None:
    dear = tuple(replace(meal, per_person=Cents(8888)) for meal in zwolle().catering)
    day = replace(zwolle(), catering=dear)
    text = " ".join(pages_of(day, role, tmp_path))
    kept = ["88.88", "88,88"]
    kept += [member.phone for member in day.team if not member.regie]
    kept += [person.name for person in (*day.team, *day.speakers)]
    assert [private for private in kept if private in text] == []


def test_the_house_sees_when_its_rooms_are_in_use_and_what_it_brings(tmp_path: Path) -> None:
    cover = " ".join(pages_of(zwolle(), "locatie", tmp_path)[:2])
    assert "Zaal IJssel 08.45\u201309.05 Briefing twaalf tafelbegeleiders met koffie 26" in cover
    assert "Zaal IJssel 13.30\u201314.15 School: wat zie je en wie bel je?" in cover
    assert "zet u klaar aantal wat waar 1 Flip-over als parkeerflap Grote zaal" in cover
    assert "Reversmicrofoon" not in cover


def test_technicians_see_what_speakers_need_and_the_hostess_what_lies_ready(tmp_path: Path) -> None:
    assert "08.15 Dr. A. Voorbeeld HDMI, eigen laptop" in pages_of(zwolle(), "techniek", tmp_path)[-1]
    assert "120 Badges met zwart koord" in pages_of(zwolle(), "gastvrouw", tmp_path)[-1]


def test_things_that_the_role_brings_stand_out_and_their_signs_stay_beside_them(tmp_path: Path) -> None:
    cue = Cue(anchor=Anchor.START, what="Zet (Lamp 1), lampen 2 en 3 uit.", roles=("techniek",))
    lamps = replace(bare_day(Item(title="Gesprek", minutes=60, cues=(cue,))))
    lamps = replace(lamps, materials=(Material(what="Lamp met statief", supplier="techniek"),))
    assert "Zet (Lamp 1), lampen 2 en 3 uit." in pages_of(lamps, "techniek", tmp_path)[1]


def test_an_edition_of_which_nothing_is_asked_says_why_on_one_page(tmp_path: Path) -> None:
    for role in ("techniek", "catering", "locatie", "gastvrouw"):
        (page,) = pages_of(bare_day(), role, tmp_path)
        assert f"Niets voor {role} Het programma vraagt niets van {role}: geen cue, geen onderdeel" in page
    (page,) = pages_of(replace(bare_day(), programme=()), "floormanager", tmp_path)
    assert "Niets voor floormanager" in page


def test_an_order_longer_than_a_page_goes_on_overleaf_and_loses_nothing(tmp_path: Path) -> None:
    words = [f"woord{number}" for number in range(900)]
    cue = Cue(anchor=Anchor.START, what=" ".join(words), roles=("techniek",))
    text = " ".join(pages_of(bare_day(Item(title="Gesprek", minutes=60, cues=(cue,))), "techniek", tmp_path))
    assert [word for word in words if word not in text] == []
    assert "vervolg 09.30" in text


@pytest.mark.parametrize("role", ROLES)
def test_a_reader_who_does_not_see_the_page_gets_headings_scopes_and_order(role: str) -> None:
    found = elements(render(zwolle(), IMPRINT, role))
    levels = [int(element.tag[1]) for element in found if element.tag in ("H1", "H2", "H3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {element.scope for element in found if element.tag == "TH"} == {"Row", "Column"}
    places = [place for element in found if element.scope == "Row" for place in element.pages]
    assert places == sorted(places)


@pytest.mark.parametrize("role", ROLES)
def test_every_row_of_a_table_has_as_many_columns_as_the_others(role: str) -> None:
    widths = table_widths(render(zwolle(), IMPRINT, role))
    assert {3} in widths
    assert all(len(found) == 1 for found in widths)


def test_the_floormanager_knows_what_can_give_when_it_runs_late(tmp_path: Path) -> None:
    text = " ".join(pages_of(zwolle(), "floormanager", tmp_path))
    assert "Als het anders loopt als dan u vóór 09.40 achterloopt" in text
    assert "Bij twijfel" not in text  # she is the one to ask


@pytest.mark.parametrize("more", [0, 1, 2, 9, 40])
def test_the_cover_names_everyone_of_the_crew_once_however_many_there_are(more: int, tmp_path: Path) -> None:
    others = tuple(TeamMember(role=f"hulp {n}", name=f"Wie{n:03} Voorbeeld") for n in range(more))
    team = (*zwolle().team, *others)
    text = " ".join(pages_of(replace(zwolle(), team=team), "techniek", tmp_path))
    listed = text[text.index("wie is wie") : text.index("tijd opdracht bij")]
    called = [(member, f"{member.name.split(',')[0]} {member.phone}".strip()) for member in team]
    assert {member.name: listed.count(told) for member, told in called if member.role != "techniek"} == {
        member.name: 1 for member in team if member.role != "techniek"
    }
    assert len(pages_of(zwolle(), "techniek", tmp_path)) == 5
