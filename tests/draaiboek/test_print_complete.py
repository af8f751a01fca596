"""The complete edition: the day with a column for each part of the crew, and all that the team has to know."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.draaiboek.print import render
from app.programme.plan import Anchor, Cue, Item, Kind, Moment, Session
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import AWKWARD, IMPRINT, bare_day, odd_days, small_day, tall_item, zwolle
from tests.pdf.reading import elements, poppler, table_widths

COMPLETE = "compleet"


def order(what: str, *roles: str, offset: int = 0) -> Cue:
    return Cue(anchor=Anchor.START, offset=offset, what=what, roles=roles)


def day_of(tmp_path: Path, *items: Item) -> str:
    """The pages after the cover."""
    return " ".join(pages_of(bare_day(*items), COMPLETE, tmp_path)[1:])


@pytest.mark.parametrize("name", DAYS)
def test_the_complete_edition_of_any_day_is_accessible_and_archivable(name: str) -> None:
    assert broken_rules(DAYS[name](), COMPLETE) == {}


def test_every_page_is_landscape_and_says_whom_it_is_for(tmp_path: Path) -> None:
    data = render(zwolle(), IMPRINT, COMPLETE)
    assert "841.89 x 595.276 pts (A4)" in poppler("pdfinfo", data, tmp_path)
    pages = pages_of(zwolle(), COMPLETE, tmp_path)
    for number, page in enumerate(pages, 1):
        assert page.startswith("Draaiboek compleet, alleen voor de ploeg CONCEPT 0.3")
        assert "regie 06 00000003" in page
        assert f"pagina {number} van {len(pages)}" in page


def test_every_item_moment_order_and_number_of_the_crew_is_in_it(tmp_path: Path) -> None:
    text = " ".join(pages_of(zwolle(), COMPLETE, tmp_path))
    day = zwolle()
    told = [item.title for item in day.programme]
    told += [cue.what for item in day.programme for cue in item.cues]
    told += [session.title for item in day.programme for session in item.parallel]
    told += [member.phone for member in day.team]
    told += [material.what for material in day.materials]
    assert [words for words in told if words not in text] == []


def test_an_order_stands_with_its_time_in_the_column_of_its_role(tmp_path: Path) -> None:
    item = Item(
        title="Gesprek",
        minutes=60,
        cues=(
            order("Licht aan", "techniek"),
            order("Deuren dicht", "locatie", offset=5),
            order("Kaarten", "catering", "locatie", offset=6),
            order("Foto", "fotograaf", offset=7),
        ),
    )
    assert (
        "09.30 10.30 60 min Gesprek 09.30 Licht aan 09.35 Locatie: Deuren dicht 09.36 Catering en locatie: Kaarten "
        "09.37 Fotograaf: Foto"
    ) in day_of(tmp_path, item)


def test_an_order_for_most_of_the_crew_runs_over_the_columns(tmp_path: Path) -> None:
    everyone = ("dagvoorzitter", "techniek", "catering", "gastvrouw", "bhv")
    item = Item(title="Gesprek", minutes=60, cues=(order("Verzamel op de kade", *everyone, offset=10),))
    told = "09.40 dagvoorzitter, techniek, catering, gastvrouw en BHV: Verzamel op de kade"
    assert told in day_of(tmp_path, item)
    block = replace(item, kind=Kind.PARALLEL, parallel=(Session(id="a", title="Kijken"),))
    assert day_of(tmp_path, block).count("Verzamel op de kade") == 4


def test_who_is_named_without_an_order_stands_by_name(tmp_path: Path) -> None:
    item = Item(
        title="Gesprek",
        minutes=60,
        roles=("techniek", "gastvrouw", "bhv", "dagvoorzitter"),
        card=("Wie belt u?", "Noem één naam"),
        cues=(order("Licht aan", "techniek"),),
    )
    told = "Gesprek Wie belt u? Noem één naam. 09.30 Licht aan BHV gastvrouw"
    assert told in day_of(tmp_path, item)


def test_a_moment_stands_among_the_items_with_what_it_asks(tmp_path: Path) -> None:
    moments = (
        Moment(
            starts=zwolle().starts,
            minutes=10,
            what="Foto: iedereen naar buiten",
            room="Kade",
            roles=("techniek",),
        ),
        Moment(starts=zwolle().starts, minutes=5, what="Ontvangst", roles=("bhv",)),
    )
    _, day, _ = pages_of(replace(bare_day(), moments=moments), COMPLETE, tmp_path)
    assert "09.30 09.40 10 min Foto Kade 09.30 Iedereen naar buiten" in day
    assert "09.30 09.35 5 min Ontvangst 09.30 BHV" in day


def test_slack_has_its_own_row(tmp_path: Path) -> None:
    day = pages_of(small_day(), COMPLETE, tmp_path)[1]
    assert "09.55 5 min speling uiterlijk 10.00 klaar, de pauze staat vast" in day


def test_sessions_stand_with_room_speaker_and_places(tmp_path: Path) -> None:
    day = pages_of(small_day(), COMPLETE, tmp_path)[1]
    assert "Atelier Kijken Dr. A. Voorbeeld (idee) 20 Grote zaal Doen, tot 10.45" in day


def test_sessions_get_one_line_each_before_a_page_is_left_nearly_empty(tmp_path: Path) -> None:
    sessions = tuple(
        Session(id=f"s{number}", title=f"Sessie {number}", speakers=("Els Voorbeeld",))
        for number in range(12)
    )
    block = Item(title="Deelsessies", minutes=45, kind=Kind.PARALLEL, parallel=sessions)
    filler = [Item(title=f"Onderdeel {number}", minutes=5) for number in range(5)]
    assert day_of(tmp_path, block).count("Els Voorbeeld") == 12
    beside = day_of(tmp_path, *filler, block)
    assert all(f"Sessie {number}" in beside for number in range(12))
    assert "Els Voorbeeld" not in beside


def test_a_row_taller_than_a_page_goes_on_overleaf_and_loses_nothing(tmp_path: Path) -> None:
    everyone = ("dagvoorzitter", "techniek", "catering", "gastvrouw")
    item = replace(tall_item(), cues=(*tall_item().cues, order("Verzamel", *everyone)))
    text = day_of(tmp_path, Item(title="Kort", minutes=10), item, Item(title="Slot", minutes=10))
    assert "hierna: 11.15" not in text  # it begins below the short row
    assert "vervolg 11.15: Lang verhaal" in text
    assert all(f"Teken {number} voor" in text for number in range(60))
    assert "Verzamel" in text


def test_the_key_facts_and_goals_are_on_the_cover_and_the_team_after_the_day(tmp_path: Path) -> None:
    pages = pages_of(zwolle(), COMPLETE, tmp_path)
    assert "24 verwacht 96 plaatsen, zes domeinen" in pages[0]
    assert "drie doelen inspireren Elke deelnemer herkent signalen" in pages[0]
    team = next(page for page in pages if "wie is wie" in page)
    assert "floormanager (regie) Ilse Voorbeeld Bureau Voorbeeld 06 00000003 projectmanager" in team


def test_the_same_draaiboek_gives_the_same_bytes() -> None:
    assert render(small_day(), IMPRINT, COMPLETE) == render(small_day(), IMPRINT, COMPLETE)


def test_a_plan_with_nothing_in_it_says_so_on_one_page(tmp_path: Path) -> None:
    (page,) = pages_of(replace(bare_day(), programme=()), COMPLETE, tmp_path)
    assert "Nog geen compleet draaiboek Er staat nog niets in het programma: geen onderdeel" in page


def test_characters_that_the_font_lacks_are_told_and_copied(tmp_path: Path) -> None:
    cover, *day = pages_of(odd_days()["awkward characters"], COMPLETE, tmp_path)
    assert AWKWARD[0] in " ".join(day)
    assert "é <b>vet</b> & <script>alert(1)</script> Zoë Ångström" in " ".join(day)
    assert "Waar [?] staat, heeft het lettertype het teken niet." in cover
    assert "Vul het met de hand aan: in de titel, bij de locatie, " in cover


def test_a_reader_who_does_not_see_the_page_gets_headings_scopes_and_order() -> None:
    found = elements(render(zwolle(), IMPRINT, COMPLETE))
    levels = [int(element.tag[1]) for element in found if element.tag in ("H1", "H2", "H3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert {element.scope for element in found if element.tag == "TH"} == {"Row", "Column"}
    places = [place for element in found for place in element.pages]
    assert places == sorted(places)


def test_every_row_of_the_day_has_its_seven_columns() -> None:
    assert {7} in table_widths(render(zwolle(), IMPRINT, COMPLETE))
    assert all(len(widths) == 1 for widths in table_widths(render(zwolle(), IMPRINT, COMPLETE)))


def test_a_title_too_long_for_its_column_says_that_it_goes_on(tmp_path: Path) -> None:
    title = "Een titel die maar niet ophoudt en doorgaat " * 5
    text = day_of(tmp_path, Item(title=title.strip(), minutes=60))
    assert text.count("Een titel die maar") == 4
    assert "Een titel die…" in text
