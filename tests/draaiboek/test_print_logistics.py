"""Who is there when, what is delivered and how rooms stand: in the editions of those who need it, and in no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek, TeamMember
from tests.draaiboek.editions import pages_of
from tests.draaiboek.sample import zwolle

LISTS = {
    "uren": "uren en taken er van tot wie taken",
    "leveringen": "leveringen komt om wie wat",
    "opstellingen": "opstellingen vanaf zaal opstelling",
}
TOM = "07.00\u201318.30 Tom Voorbeeld, techniek Soundcheck om 08.15; Presentaties vooraf op de regielaptop"
LOT = "07.45\u201318.30 Lot Voorbeeld, gastvrouw Balie en garderobe; Presentielijst bij de hand bij alarm"
ANS = "09.45\u201311.15 Ans Voorbeeld, begeleider Met M. binnenkomen via de zij-ingang"
PRINTER = "07.45\u201308.00 Drukkerij Voorbeeld Kaarten, badges en draaiboeken"
BADGES = "07.45 projectmanager 120 × Badges met zwart koord (12 rode koorden extra), naar Foyer"
CHAIRS = "12.00 Zaal IJssel carré"
COFFEE = "08.30 Zaal IJssel koffie staand, voor de tafelbegeleiders"
ALL = (TOM, LOT, ANS, PRINTER, BADGES, CHAIRS, COFFEE)
PRINTED = {
    "compleet": ALL,
    "floormanager": ALL,
    "techniek": (TOM, PRINTER),
    "gastvrouw": (LOT,),
    "locatie": (PRINTER, CHAIRS, COFFEE),
    "catering": (),
    "programma": (),
    "opdrachtgever": (),
}


def text_of(draaiboek: Draaiboek, edition: str, tmp_path: Path) -> str:
    return " ".join(pages_of(draaiboek, edition, tmp_path))


@pytest.mark.parametrize("edition", PRINTED)
def test_each_edition_has_the_lines_of_its_reader_and_no_others(edition: str, tmp_path: Path) -> None:
    text = text_of(zwolle(), edition, tmp_path)
    assert {line for line in ALL if line in text} == set(PRINTED[edition])


@pytest.mark.parametrize(
    ("edition", "lists"),
    [
        ("compleet", {"uren", "leveringen", "opstellingen"}),
        ("floormanager", {"uren", "leveringen", "opstellingen"}),
        ("techniek", {"uren", "leveringen"}),
        ("gastvrouw", {"uren"}),
        ("locatie", {"leveringen", "opstellingen"}),
        ("catering", set()),
    ],
)
def test_what_the_plan_does_not_have_leaves_no_empty_list(
    edition: str, lists: set[str], tmp_path: Path
) -> None:
    text = text_of(zwolle(), edition, tmp_path)
    assert {name for name, head in LISTS.items() if head in text} == lists
    plan = zwolle()
    rooms = tuple(replace(room, stands=()) for room in plan.venue.rooms)
    bare = replace(
        plan,
        team=tuple(replace(member, starts=None, ends=None, tasks=(), follows=None) for member in plan.team),
        suppliers=(),
        materials=tuple(replace(thing, arrives=None) for thing in plan.materials),
        venue=replace(plan.venue, rooms=rooms),
    )
    text = text_of(bare, edition, tmp_path)
    assert [name for name, head in LISTS.items() if head in text] == []


def test_whom_somebody_goes_with_stands_with_their_tasks(tmp_path: Path) -> None:
    assert "Bij M. blijven tot het vertrek; gaat mee met M." in text_of(zwolle(), "floormanager", tmp_path)


def test_half_a_shift_is_said_as_far_as_it_is_known(tmp_path: Path) -> None:
    plan = zwolle()
    late = next(member for member in plan.team if member.role == "techniek")
    team: tuple[TeamMember, ...] = (replace(late, starts=None, tasks=()),)
    assert "tot 18.30 Tom Voorbeeld, techniek" in text_of(replace(plan, team=team), "techniek", tmp_path)
