"""An edition as a page says what its print says, in order and whole, as sound HTML, for every edition and odd day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.draaiboek import file
from app.draaiboek.contents import Draaiboek, Since, TeamMember
from app.draaiboek.print import EDITIONS, UnknownEditionError, drawn, render
from app.draaiboek.web import web_edition
from app.draaiboek.web_tree import page_of
from app.pdf import Content, Element
from app.programme.plan import Item
from tests.draaiboek.sample import AWKWARD, IMPRINT, WORD, bare_day, odd_days, small_day, zwolle
from tests.pdf.reading import poppler

READY_MADE = sorted((Path(__file__).parents[2] / "draaiboeken").glob("*.yaml"))
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
MAY_BE_EMPTY = {"td", "svg", "use"}  # a cell with nothing in the print either, and a mark beside its word
Node = ElementTree.Element


@cache
def days() -> dict[str, Draaiboek]:
    """The ready-made draaiboeken, a small day and the odd ones."""
    found = {path.stem: file.read(path.read_bytes()).draaiboek for path in READY_MADE}
    ready = {name: day for name, day in found.items() if day is not None}
    odd = {name: day for name, day in odd_days().items() if name != "1000 items"}  # 300 are as odd
    return ready | {"small": small_day()} | odd


@cache
def tree(name: str, edition: str) -> Element:
    """The structure of the print of one of these days."""
    return drawn(days()[name], IMPRINT, edition).root


@cache
def page(name: str, edition: str) -> Node:
    """The body of its page, read by a parser that takes no faults."""
    return ElementTree.fromstring(f"<article>{page_of(tree(name, edition), edition.capitalize())}</article>")


def every_edition(test: object) -> object:
    return pytest.mark.parametrize("edition", EDITIONS)(test)


def letters(text: str) -> str:
    """Without white space: where a line breaks is not what it says."""
    return "".join(text.split())


def said(element: Element) -> Iterator[str]:
    """What the tree of a print says, in order."""
    for kid in on_screen(element):
        if isinstance(kid, Content):
            yield from (piece.text for piece in kid.said)
        elif isinstance(kid, Element):
            yield from said(kid)


def on_screen(element: Element) -> list[object]:
    """The kids of an element, without what paper says again overleaf: time and title; without the labels, which are
    said again there too; and without what is true of paper only."""
    if element.role == "continued":
        _, first, *others = element.elements
        return [*first.kids[1:], *others]
    return [
        kid
        for kid in element.kids
        if not (isinstance(kid, Element) and (kid.role == "paper" or is_label(kid)))
    ]


def is_label(element: Element) -> bool:
    words = [piece.text.strip() for kid in element.kids if isinstance(kid, Content) for piece in kid.said]
    return element.tag == "Lbl" and words in (["zeg"], ["doe"])


def in_order_of_page(root: Element) -> str:
    """What the print says; the colophon, on paper at the foot of page 1, comes last."""
    colophons = [element for element in root.walk() if element.title == "Colofon"]
    last = [letters("".join(said(colophon))) for colophon in colophons]
    whole = letters("".join(said(root)))
    for text in last:
        whole = whole.replace(text, "", 1)
    return whole + "".join(last)


def body_text(body: Node) -> str:
    """What the page says, without the labels and the title that several sheets get together."""
    return letters("".join(text for part in body if part.get("class") != "name" for text in shown(part)))


def shown(node: Node) -> Iterator[str]:
    yield node.text or ""
    for number, kid in enumerate(node):
        if number or node.get("class") not in ("zeg", "doe"):
            yield from shown(kid)
        yield kid.tail or ""


def test_every_edition_says_on_a_page_what_its_print_says() -> None:
    for name in days():
        for edition in EDITIONS:
            root = tree(name, edition)
            printed, told = in_order_of_page(root), body_text(page(name, edition))
            if any(
                row.role == "continued" for row in root.walk()
            ):  # its cells are longer, not in another order
                printed, told = "".join(sorted(printed)), "".join(sorted(told))
            assert told == printed, (name, edition)


@every_edition
def test_the_words_are_those_in_the_file_that_is_printed(edition: str, tmp_path: Path) -> None:
    """Read back by poppler, which knows nothing of how the page is made."""
    for name in ("zwolle-2023", "small"):
        listed = poppler("pdfinfo", render(days()[name], IMPRINT, edition), tmp_path, "-struct-text")
        printed = [
            letters(line.strip()[1:-1]) for line in listed.splitlines() if line.strip().startswith('"')
        ]
        whole = letters("".join(page(name, edition).itertext()))
        lacking = [text for text in printed if "…" not in text and text not in whole]
        assert (len(printed) > 3, lacking) == (True, []), name


@every_edition
def test_headings_nest_under_one_title(edition: str) -> None:
    for name in days():
        levels = [HEADINGS[node.tag] for node in page(name, edition).iter() if node.tag in HEADINGS]
        assert levels[:1] == [1], name
        assert levels.count(1) == 1, name
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], name


@every_edition
def test_no_element_is_empty(edition: str) -> None:
    for name in days():
        empty = {
            node.tag
            for node in page(name, edition).iter()
            if node.tag not in MAY_BE_EMPTY
            and not (node.get("class") or "").startswith("bead")
            and not "".join(node.itertext()).strip()
        }
        assert empty == set(), name


@every_edition
def test_a_table_says_what_its_cells_are_and_has_as_many_in_each_row(edition: str) -> None:
    for name in days():
        for table in page(name, edition).iter("table"):
            rows = list(table.iter("tr"))
            widths = {sum(int(cell.get("colspan", "1")) for cell in row) for row in rows}
            firsts = {(row[0].get("scope"), row[0].get("role")) for row in rows if row[0].tag == "th"}
            assert len(widths) == 1, name
            assert firsts <= {("col", "columnheader"), ("row", "rowheader")}, name


def test_what_is_typed_stays_text() -> None:
    for edition in EDITIONS:
        body = page("awkward characters", edition)
        assert {"script", "vet"}.isdisjoint(node.tag for node in body.iter()), edition
    title = page("awkward characters", "dagvoorzitter").find(".//h1")
    assert title is not None
    assert title.text == AWKWARD.replace("e\u0301", "é").replace("\u200b", "")


def test_no_page_says_that_a_character_is_lacking() -> None:
    for edition in EDITIONS:
        text = "".join(page("awkward characters", edition).itertext())
        assert ("[?]" in text, "met de hand aan" in text) == (False, False), edition


def test_a_word_or_title_that_paper_cuts_stands_whole() -> None:
    for edition in ("dagvoorzitter", "compleet", "programma", "deurborden", "opdrachtgever"):
        words = " ".join(page("a word of 200", edition).itertext()).split()
        assert WORD in words, edition
        assert not [word for word in words if "…" in word], edition


def test_an_item_on_the_page_of_the_day_chair() -> None:
    rows = page("small", "dagvoorzitter").iter("tr")
    row = next(row for row in rows if "Welkom" in "".join(row.itertext()))
    marks = re.compile(r"<svg.*?</svg>")
    assert marks.sub("", ElementTree.tostring(row, encoding="unicode")).strip() == (
        '<tr role="row"><th scope="row" role="rowheader"><span class="bead inspireren"></span>'
        '<b class="time">09.30</b> <span>tot 09.50</span> <span>20 min</span> <span>minstens 15</span>'
        ' <b class="fixed">vast</b></th>'
        '<td role="cell" data-label="onderdeel"><h2>Welkom</h2>'
        '<p class="meta"><span><span class="pillar inspireren">inspireren</span></span>'
        " <span>Grote zaal</span> <span>Dr. A. Voorbeeld, Hogeschool Voorbeeld (idee)</span></p>"
        '<ul><li class="zeg"><b>zeg</b> <div><p>Goedemorgen.</p><p>Fijn dat u er bent.</p></div></li>'
        '<li class="doe"><b>doe</b> <div><p>Wacht tot het stil is.</p>'
        "<p><b>09.45</b> Rond af</p></div></li></ul></td>"
        '<td role="cell" data-label="om u heen"><ul><li><b>09.25</b> Microfoon 1 open</li></ul></td></tr>'
    )


def test_a_row_that_goes_on_overleaf_is_one_row_with_each_label_once() -> None:
    body = page("taller than a page", "dagvoorzitter")
    titles = [node.text for node in body.iter("h2") if node.text and "Lang verhaal" in node.text]
    spoken = [item for item in body.iter("li") if item.get("class") == "zeg"]
    assert (titles, len(spoken)) == (["Lang verhaal"], 1)
    paragraphs = [paragraph.text or "" for paragraph in spoken[0].iter("p")]
    assert [text.split(".")[0] for text in paragraphs] == [f"Alinea {number}" for number in range(20)]


def test_a_paragraph_that_paper_cuts_is_one_paragraph() -> None:
    spoken = page("one long paragraph", "dagvoorzitter").findall(".//li[@class='zeg']//p")
    assert [" ".join((node.text or "").split()) for node in spoken] == [
        "Dit is een zin. " * 399 + "Dit is een zin."
    ]


def test_what_changed_is_marked_with_its_word_and_without_page_numbers() -> None:
    day = small_day()
    before = replace(day, programme=(replace(day.programme[0], title="Hallo"), *day.programme[2:]))
    body = web_edition(day, IMPRINT, "dagvoorzitter", Since(version="0.2", draaiboek=before)).body
    found = ElementTree.fromstring(f"<article>{body}</article>")
    marked = [row for row in found.iter("tr") if row.find(".//p[@class='change gewijzigd']") is not None]
    fresh = [row for row in found.iter("tr") if row.find(".//p[@class='change nieuw']") is not None]
    assert ["Welkom" in "".join(row.itertext()) for row in marked] == [True]
    assert ["Peiling" in "".join(row.itertext()) for row in fresh] == [True]
    assert not re.search(r"\bp\. \d", "".join(found.itertext()))


def test_slack_is_a_row_of_its_own_kind() -> None:
    kinds = [row.get("class") for row in page("small", "dagvoorzitter").iter("tr") if row.get("class")]
    assert kinds == ["slack"]


def test_a_telephone_number_can_be_tapped_and_a_date_cannot() -> None:
    team = (TeamMember(role="regie", name="Ilse", phone="+31 6 1234 5678", regie=True),)
    day = replace(bare_day(Item(title="08-03-2027 16", minutes=10)), team=team)
    body = web_edition(day, IMPRINT, "dagvoorzitter").body
    assert set(re.findall(r'href="(tel:[^"]*)"', body)) == {"tel:+31612345678"}


def test_a_link_leads_only_to_the_web() -> None:
    body = web_edition(small_day(), replace(IMPRINT, url="javascript:alert(1)"), "dagvoorzitter").body
    assert "javascript" not in body
    assert f'href="{IMPRINT.url}"' in web_edition(small_day(), IMPRINT, "dagvoorzitter").body


def test_sheets_together_get_the_name_of_the_edition() -> None:
    assert [node.text for node in page("zwolle-2023", "deurborden").iter("h1")] == ["Deurborden"]
    assert [node.text for node in page("zwolle-2023", "dagvoorzitter").iter("h1")] == [zwolle().title]


def test_an_edition_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UnknownEditionError, match=r"‘badges’ bestaat niet\. Kies uit: dagvoorzitter, "):
        web_edition(small_day(), IMPRINT, "badges")
