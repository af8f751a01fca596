"""The marks of a later version on paper: bar, word and what it was, and the list on page 1."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek, Since
from app.draaiboek.print import EDITIONS, render
from app.programme.plan import Anchor, Cue, Item, Kind
from tests.draaiboek.sample import AWKWARD, IMPRINT, bare_day, odd_days, small_day, zwolle
from tests.draaiboek.test_changes import with_item
from tests.draaiboek.test_print_accessible import HEADINGS
from tests.pdf.reading import PROFILES, elements, failures, poppler

FINAL = replace(IMPRINT, version="versie 1.1", concept=False)
QUIZ = Item(
    title="Quiz",
    minutes=5,
    kind=Kind.WERKVORM,
    room="Foyer",
    roles=("dagvoorzitter",),
    card=("Wie weet het?",),
    cues=(Cue(anchor=Anchor.START, offset=-1, what="Muziek", roles=("techniek",)),),
)


def later() -> Draaiboek:
    """The small day with a longer welcome, a quiz instead of the poll, another room and another number."""
    small = with_item(small_day(), 0, minutes=23, say="Goedemiddag.", card=("Welkom",))
    welcome, _, pause, block = small.programme
    moved = replace(block, parallel=(replace(block.parallel[0], room="Kelder"), block.parallel[1]))
    sam, *others = small.team
    return replace(
        small,
        programme=(welcome, QUIZ, pause, moved),
        team=(replace(sam, phone="06 9"), *others),
    )


def printed(draaiboek: Draaiboek, before: Draaiboek, edition: str) -> bytes:
    return render(draaiboek, FINAL, edition, Since(version="1.0", draaiboek=before))


def pages(draaiboek: Draaiboek, before: Draaiboek, edition: str, tmp_path: Path) -> list[str]:
    """The text of each page in the order of the eye, white space evened out."""
    text = poppler("pdftotext", printed(draaiboek, before, edition), tmp_path, "-layout")
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def read(draaiboek: Draaiboek, before: Draaiboek, edition: str, tmp_path: Path) -> str:
    """What a screen reader says, on one line."""
    text = poppler("pdfinfo", printed(draaiboek, before, edition), tmp_path, "-struct-text")
    told = " ".join(line.partition('"')[2].rstrip('"') for line in text.splitlines())
    return " ".join(told.split())


# ---- the list


def test_page_one_lists_what_changed_with_time_word_sentence_and_page(tmp_path: Path) -> None:
    text = read(later(), small_day(), "dagvoorzitter", tmp_path)
    cover = text[: text.index("wie is wie")]
    for told in [
        "09.30 GEWIJZIGD Welkom duurt 23 minuten, was 20; tekst bij ‘zeg’ gewijzigd p. 2",
        "09.50 VERVALLEN Peiling was 5 minuten, mag vervallen bij uitloop p. 2",
        "09.53 NIEUW Quiz 5 minuten, in Foyer p. 2",
        "10.15 GEWIJZIGD Kijken in Kelder, was Atelier p. 2",
        "GEWIJZIGD Sam Voorbeeld (projectmanager) telefoon 06 9, was 06 00000001 p. 1",
    ]:
        assert told in cover
    assert "veranderd sinds 1.0" in cover


def test_a_shift_is_told_once_and_its_rows_only_say_when_they_were(tmp_path: Path) -> None:
    day = bare_day(*(Item(title=title, minutes=20) for title in "ABCD"))
    cover, rows = pages(with_item(day, 0, minutes=30), day, "dagvoorzitter", tmp_path)
    assert "09.30 Alles na 09.30 schuift 10 minuten later" in cover
    assert cover.count("GEWIJZIGD") == rows.count("GEWIJZIGD") == 1
    assert [f"was {at}" in rows for at in ("09.50", "10.10", "10.30")] == [True] * 3


@pytest.mark.parametrize("edition", ["dagvoorzitter", "compleet", "techniek", "opdrachtgever", "bestuurder"])
def test_an_edition_in_which_nothing_changed_says_so(edition: str, tmp_path: Path) -> None:
    text = " ".join(pages(zwolle(), zwolle(), edition, tmp_path))
    assert "Niets veranderd sinds versie 1.0" in text
    assert "GEWIJZIGD" not in text


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_nothing_changed_takes_no_page_more(edition: str) -> None:
    alone = render(zwolle(), FINAL, edition)
    assert len(pages_of(printed(zwolle(), zwolle(), edition))) == len(pages_of(alone))


def pages_of(data: bytes) -> list[int]:
    return sorted({page for element in elements(data) for page in element.pages})


# ---- the rows


def test_rows_say_what_is_new_changed_and_gone_and_what_it_was(tmp_path: Path) -> None:
    day = pages(later(), small_day(), "dagvoorzitter", tmp_path)[1]
    assert "Welkom GEWIJZIGD" in day
    assert "was 20 min" in day
    assert "tekst bij ‘zeg’ gewijzigd" in day
    assert "Quiz NIEUW" in day
    assert "09.50 Peiling VERVALLEN Vervalt, was 5 minuten, mag vervallen bij uitloop" in day
    assert "Kijken: in Kelder, was Atelier" in day


def test_what_is_gone_stands_before_the_slack_that_it_leaves(tmp_path: Path) -> None:
    welcome, _, *others = small_day().programme
    day = pages(replace(small_day(), programme=(welcome, *others)), small_day(), "dagvoorzitter", tmp_path)[1]
    assert day.index("Welkom") < day.index("Peiling") < day.index("10 min speling") < day.index("Pauze")


def test_the_crew_sees_its_orders_marked_and_rows_with_one_cause_share_the_word(tmp_path: Path) -> None:
    ends = tuple(
        Cue(anchor=Anchor.END, offset=offset, what=f"Teken {offset}", roles=("techniek",))
        for offset in (-9, -5)
    )
    before = bare_day(Item(title="Gesprek", minutes=30, cues=ends), Item(title="Slot", minutes=10))
    _, day = pages(with_item(before, 0, minutes=40), before, "techniek", tmp_path)
    assert "was 09.51" in day
    assert "was 09.55" in day
    assert day.count("GEWIJZIGD") == 1


def test_an_order_says_that_the_room_of_its_item_changed_where_the_item_has_no_row(tmp_path: Path) -> None:
    day = pages(with_item(small_day(), 0, room="Foyer"), small_day(), "techniek", tmp_path)[1]
    assert "Microfoon 1 open 09.30 Welkom in Foyer, was Grote zaal Foyer GEWIJZIGD" in day


def test_an_order_that_is_gone_keeps_its_place(tmp_path: Path) -> None:
    before = small_day()
    day = pages(with_item(before, 0, cues=()), before, "techniek", tmp_path)[1]
    assert day.index("Soundcheck") < day.index("Microfoon 1 open VERVALLEN")


def test_a_role_that_lost_all_its_orders_learns_which(tmp_path: Path) -> None:
    cue = Cue(anchor=Anchor.START, what="Gong", roles=("gastvrouw",))
    before = bare_day(Item(title="Gesprek", minutes=30, cues=(cue,)))
    text = " ".join(pages(with_item(before, 0, cues=()), before, "gastvrouw", tmp_path))
    assert "09.30 VERVALLEN Gong p. 2" in text


@pytest.mark.parametrize("edition", ["dagvoorzitter", "compleet", "floormanager", "spreekkaarten"])
def test_an_edition_that_became_empty_says_what_is_gone(edition: str, tmp_path: Path) -> None:
    before = bare_day(Item(title="Gesprek", minutes=30, card=("Hallo",)))
    text = " ".join(pages(replace(before, programme=()), before, edition, tmp_path))
    assert "09.30 VERVALLEN Gesprek was 30 minuten" in text


# ---- cards, signs, single pages


def test_the_first_card_lists_the_cards_that_changed_and_those_carry_the_word(tmp_path: Path) -> None:
    before = with_item(small_day(), 0, card=("Hallo",))
    text = " ".join(pages(later(), before, "spreekkaarten", tmp_path))
    assert "Veranderd sinds versie 1.0" in text
    assert "09.30 GEWIJZIGD Kaart 1: Welkom duurt 23 minuten, was 20; kernwoorden gewijzigd" in text
    assert "09.53 NIEUW Kaart 2: Quiz 5 minuten, in Foyer" in text
    assert "Foyer NIEUW" in text


def test_a_sign_says_for_who_hangs_it_whether_it_changed(tmp_path: Path) -> None:
    text = pages(later(), small_day(), "deurborden", tmp_path)
    foot = {page.split()[0]: page.partition("versie 1.1, ")[2] for page in text[:-1]}
    assert foot == {
        "Grote": "gewijzigd sinds 1.0",
        "Atelier": "gewijzigd sinds 1.0",
        "Foyer": "gewijzigd sinds 1.0",
        "Kelder": "nieuw bord sinds 1.0",
    }
    assert "Veranderd sinds versie 1.0" in text[-1]


def test_the_call_card_lists_the_numbers_that_changed(tmp_path: Path) -> None:
    cards, listed = pages(later(), small_day(), "belkaart", tmp_path)
    assert "06 9" in cards
    assert "Sam Voorbeeld (projectmanager) telefoon 06 9, was 06 00000001" in listed


def test_each_speaker_finds_the_own_changes(tmp_path: Path) -> None:
    after = with_item(zwolle(), 4, room="Foyer")
    found = pages(after, zwolle(), "sprekersbriefing", tmp_path)
    changed = [page for page in found if "in Foyer, was Grote zaal" in page]
    assert len(changed) == 1
    assert "Dr. A. Voorbeeld" in changed[0]
    assert sum("Niets veranderd sinds versie 1.0" in page for page in found) == len(found) - 1


def test_the_handout_of_participants_has_no_marks() -> None:
    assert printed(later(), small_day(), "programma") == render(later(), FINAL, "programma")


# ---- who does not see the page


def test_struck_values_are_read_with_the_word_was(tmp_path: Path) -> None:
    text = read(later(), small_day(), "dagvoorzitter", tmp_path)
    assert "was 20 min" in text
    assert "09.50 Peiling VERVALLEN Vervalt, was 5 minuten, mag vervallen bij uitloop" in text
    assert "Welkom GEWIJZIGD inspireren" in text


@pytest.mark.parametrize("edition", ["dagvoorzitter", "compleet", "techniek"])
def test_headings_and_order_hold_with_marks(edition: str) -> None:
    found = list(elements(printed(later(), small_day(), edition)))
    levels = [int(element.tag[1]) for element in found if element.tag in HEADINGS]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    places = [place for element in found for place in element.pages]
    assert places == sorted(places)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_with_marks_is_accessible_and_archivable(edition: str) -> None:
    for before, after in ((small_day(), later()), (zwolle(), small_day()), (small_day(), zwolle())):
        data = printed(after, before, edition)
        assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


def strained() -> dict[str, tuple[Draaiboek, Draaiboek]]:
    """Odd days, each with a later version in which much changed."""
    days = odd_days()
    three = days["three items"]
    pairs = {name: (three, day) for name, day in days.items()}
    pairs |= {f"{name}, gone": (days[name], three) for name in ("300 items with 6 sessions", "no programme")}
    for name in ("a word of 200", "awkward characters", "taller than a page", "past midnight"):
        items = days[name].programme
        changed = tuple(
            replace(
                item,
                title=f"{AWKWARD} {item.title}",
                room=AWKWARD * 3,
                minutes=item.minutes + 7,
                cues=item.cues[5:],
            )
            for item in items
        )
        pairs[f"{name}, changed"] = (days[name], replace(days[name], programme=changed, starts=time(20)))
    return pairs


@pytest.mark.parametrize("name", strained())
def test_an_odd_day_with_marks_is_accessible_and_archivable(name: str) -> None:
    before, after = strained()[name]
    for edition in ("dagvoorzitter", "compleet", "floormanager"):
        data = printed(after, before, edition)
        assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


# ---- the word of a draft


def test_a_version_for_comments_says_so_where_a_draft_says_concept(tmp_path: Path) -> None:
    asked = replace(IMPRINT, version="0.9", status="TER REACTIE")
    for edition in ("dagvoorzitter", "belkaart", "deurborden"):
        text = poppler("pdftotext", render(small_day(), asked, edition), tmp_path, "-layout")
        assert "TER REACTIE 0.9" in " ".join(text.split())
        assert "CONCEPT" not in text
