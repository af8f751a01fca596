"""Als-dan: what to do when the day goes otherwise, as the planner wrote it or as the plan proposes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek, WhatIf
from app.draaiboek.print import render
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import AWKWARD, IMPRINT, WORD, bare_day, small_day, zwolle
from tests.pdf.reading import elements

ALS_DAN = "als-dan"
ALARM = WhatIf(
    when="het alarm gaat",
    then="Ga als laatste.",
    say="‘Loop rustig naar buiten.’",
    roles=("projectmanager", "bhv"),
)
LONG = WhatIf(when=WORD, then="W" * 1000, say="W" * 1000, roles=("bhv",))


def odd_lines() -> Draaiboek:
    """Lines that no page of paper was made for."""
    awkward = WhatIf(when=AWKWARD, then=AWKWARD, say=AWKWARD)
    return replace(bare_day(), what_if=(LONG, awkward, *(ALARM for _ in range(20))))


@pytest.mark.parametrize("name", DAYS)
def test_als_dan_of_any_day_is_accessible_and_archivable(name: str) -> None:
    assert broken_rules(DAYS[name](), ALS_DAN) == {}


@pytest.mark.parametrize("edition", [ALS_DAN, "dagvoorzitter", "compleet", "floormanager"])
def test_lines_of_any_length_are_accessible_and_archivable(edition: str) -> None:
    assert broken_rules(odd_lines(), edition) == {}


def test_a_line_has_its_case_what_to_do_what_to_say_and_who_owns_it(tmp_path: Path) -> None:
    (page,) = pages_of(replace(small_day(), what_if=(ALARM,)), ALS_DAN, tmp_path)
    assert (
        "het alarm gaat Ga als laatste. zeg ‘Loop rustig naar buiten.’ "
        "wie projectmanager, Sam Voorbeeld 06 00000001 met BHV u vóór"
    ) in page
    assert page.index("het alarm gaat") < page.index("u vóór 10.00 achterloopt voorstel")
    assert "Bij twijfel: regie, 06 00000002." in page


def test_what_nobody_wrote_down_is_proposed_and_says_so(tmp_path: Path) -> None:
    text = " ".join(pages_of(small_day(), ALS_DAN, tmp_path))
    assert (
        "Dr. A. Voorbeeld er om 09.30 niet is voorstel Bel. Er staat geen reserve in het plan. "
        "Anders begint ‘Peiling’ en is er later 20 minuten over. "
        "wie floormanager, Ilse Voorbeeld 06 00000002 met projectmanager"
    ) in text
    assert (
        "het alarm gaat voorstel Stop meteen. Er staat nog geen BHV in de ploeg: vraag de locatie wie dat is."
        in text
    )
    assert "het geluid uitvalt voorstel Er staat geen reservemicrofoon bij de materialen." in text
    assert "Voorstel: dit schreef de planner niet, het volgt uit het plan." in text
    assert text.count("voorstel") == len(
        [one for one in elements(render(small_day(), IMPRINT, ALS_DAN)) if one.tag == "TR"]
    ) - 1  # fmt: skip


def test_a_proposal_knows_the_spare_speaker_the_other_sessions_and_which_of_them_are_enough(
    tmp_path: Path,
) -> None:
    text = " ".join(pages_of(replace(zwolle(), what_if=()), ALS_DAN, tmp_path))
    assert "Bel. Reserve: Wim Voorbeeld, Politie Voorbeeld (onder voorbehoud). Anders begint" in text
    assert (
        "Anders verdeelt u de deelnemers van ‘Online signalen lezen’ over ‘School: wat zie je en wie bel je?’ "
        "(Zaal IJssel), ‘Wat mag ik delen?’ (Grote zaal) en ‘Praten met ouders, broers en zussen’"
    ) in text
    assert (
        "Voor 48 mensen is bij ‘Deelsessies ronde 1’ genoeg: ‘Wat mag ik delen?’ en ‘Online signalen lezen’."
    ) in text
    assert "Pak de reserve: Handmicrofoon (nummer 3 ligt als reserve op de lessenaar)." in text
    assert "het alarm gaat voorstel Stop meteen. De BHV neemt over." in text
    assert "de dagvoorzitter uitvalt voorstel De projectmanager neemt het over" in text


def test_a_plan_without_anyone_still_says_what_to_do(tmp_path: Path) -> None:
    (page,) = pages_of(bare_day(), ALS_DAN, tmp_path)
    assert "iemand onwel wordt voorstel Bij levensgevaar eerst 112." in page
    assert "wie BHV, nog niemand in de ploeg" in page


def test_a_page_has_at_most_nine_rows(tmp_path: Path) -> None:
    short = tuple(WhatIf(when=f"geval {number}", then="Doe iets.") for number in range(20))
    pages = pages_of(replace(bare_day(), what_if=short), ALS_DAN, tmp_path)
    assert [page.count("geval ") for page in pages] == [9, 9, 2]


def test_a_line_longer_than_a_page_goes_on_overleaf(tmp_path: Path) -> None:
    pages = pages_of(replace(bare_day(), what_if=(LONG,)), ALS_DAN, tmp_path)
    assert "".join(pages).count("W") == 2000
    assert all("vervolg" in page for page in pages[1:])


@pytest.mark.parametrize(
    ("edition", "theirs"), [("dagvoorzitter", False), ("compleet", True), ("floormanager", True)]
)
def test_who_leads_the_day_finds_the_lines_with_the_rest_of_it(
    edition: str, theirs: bool, tmp_path: Path
) -> None:
    mine = WhatIf(when="uw microfoon uitvalt", then="Pak nummer 3.", roles=("dagvoorzitter",))
    day = replace(small_day(), what_if=(mine, ALARM))
    text = " ".join(pages_of(day, edition, tmp_path))
    assert "Als het anders loopt als dan u vóór" in text
    assert "uw microfoon uitvalt Pak nummer 3." in text
    assert ("het alarm gaat" in text) is theirs
    assert ("wie dagvoorzitter, Noor Voorbeeld 06 00000003" in text) is theirs


def test_without_lines_that_page_is_about_running_late(tmp_path: Path) -> None:
    text = " ".join(pages_of(small_day(), "compleet", tmp_path))
    assert "Als het uitloopt als dan u vóór" in text
    assert "anders loopt" not in text
