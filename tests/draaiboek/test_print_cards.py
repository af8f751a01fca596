"""The day chair's cards: what stands on each, how many there are, and that no day upsets them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print import render
from app.programme.plan import Anchor, Cue, Item
from tests.draaiboek.editions import DAYS, broken_rules, pages_of
from tests.draaiboek.sample import IMPRINT, WORD, bare_day, small_day, zwolle
from tests.pdf.reading import elements, poppler

CARDS = "spreekkaarten"


def with_cards(draaiboek: Draaiboek) -> Draaiboek:
    """The day with a card for every item that has none."""
    programme = (
        replace(item, card=item.card or (item.title, "Twee woorden")) for item in draaiboek.programme
    )
    return replace(draaiboek, programme=tuple(programme))


@pytest.mark.parametrize("name", DAYS)
def test_cards_of_any_day_are_accessible_and_archivable(name: str) -> None:
    assert broken_rules(with_cards(DAYS[name]()), CARDS) == {}


def test_a_day_without_key_words_says_why_there_are_no_cards(tmp_path: Path) -> None:
    assert broken_rules(small_day(), CARDS) == {}
    (page,) = pages_of(small_day(), CARDS, tmp_path)
    assert "Nog geen spreekkaarten Er staan nog geen kernwoorden in het programma" in page
    assert "CONCEPT 0.3" in page


def test_a_card_says_when_what_how_long_and_what_comes_next(tmp_path: Path) -> None:
    text = pages_of(zwolle(), CARDS, tmp_path)[1]
    assert (
        "Waarom nu: de opgave van Zwolle 09.40 10 min minstens 8 vast inspireren Grote zaal "
        "Waarom nu, en waarom met u? Het woord is aan wethouder Voorbeeld "
        "Na afloop: wat is om half vijf gelukt? doe Blijf in beeld bij de trap. "
    ) in text
    assert "volgende: 09.50 Wie zit er aan tafel? 3 kaart van 18 CONCEPT 0.3" in text


def test_two_cards_share_a_sheet_and_each_has_its_heading() -> None:
    data = render(zwolle(), IMPRINT, CARDS)
    headings = [element.pages for element in elements(data) if element.tag == "H1"]
    assert headings == [(number // 2,) for number in range(18)]


def test_what_comes_next_without_a_card_says_so(tmp_path: Path) -> None:
    first = Item(title="Welkom", minutes=10, card=("Welkom",))
    text = pages_of(bare_day(first, Item(title="Pauze", minutes=5)), CARDS, tmp_path)[0]
    assert "volgende: 09.40 Pauze (geen kaart) 1 kaart van 1" in text
    assert "volgende: einde van het programma" in pages_of(bare_day(first), CARDS, tmp_path)[0]


def test_more_key_words_than_a_card_holds_go_on_on_the_next(tmp_path: Path) -> None:
    words = tuple(f"Punt {number}: " + "veel woorden " * 6 for number in range(12))
    text = " ".join(pages_of(bare_day(Item(title="Lang", minutes=9, card=words)), CARDS, tmp_path))
    assert all(f"Punt {number}:" in text for number in range(12))
    assert "volgende: kaart 2, vervolg" in text
    assert "vervolg: Lang" in text


def test_a_card_carries_at_most_45_words(tmp_path: Path) -> None:
    words = tuple(f"a{number} b c d e f" for number in range(20))
    text = pages_of(bare_day(Item(title="Lang", minutes=9, card=words)), CARDS, tmp_path)[0]
    first = text[: text.index("volgende: kaart 2")]
    assert [f"a{number}" for number in range(20) if f"a{number} " in first] == [
        f"a{number}" for number in range(7)
    ]


def test_cues_of_the_chair_stand_with_their_time_and_go_last(tmp_path: Path) -> None:
    cues = (
        Cue(anchor=Anchor.END, offset=-5, what="Rond af", roles=("dagvoorzitter",)),
        Cue(anchor=Anchor.START, what="Licht aan", roles=("techniek",)),
    )
    item = Item(title="Gesprek", minutes=30, card=("Luister",), do="Loop rond.", cues=cues)
    assert "doe Loop rond. 09.55 Rond af volgende:" in pages_of(bare_day(item), CARDS, tmp_path)[0]
    busy = replace(item, do="\n".join(f"Doe {number}." for number in range(30)))
    text = pages_of(bare_day(busy), CARDS, tmp_path)[0]
    assert "09.55 Rond af Meer te doen: zie uw draaiboek." in text
    assert "Licht aan" not in text


def test_a_long_title_is_cut_visibly_and_an_endless_word_stays_on_the_card(tmp_path: Path) -> None:
    item = Item(title="Gewone woorden " * 14, minutes=5, card=(WORD,))
    text = pages_of(bare_day(item), CARDS, tmp_path)[0]
    assert text.count("Gewone") < 14
    assert "…" in text
    data = render(bare_day(item), IMPRINT, CARDS)
    boxes = poppler("pdftotext", data, tmp_path, "-bbox")
    assert max(float(right) for right in re.findall(r'xMax="([\d.]+)"', boxes)) <= 196.2 / 25.4 * 72


def test_the_same_cards_come_out_byte_for_byte() -> None:
    assert render(zwolle(), IMPRINT, CARDS) == render(zwolle(), IMPRINT, CARDS)
