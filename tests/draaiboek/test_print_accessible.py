"""What a reader who does not see the page gets: structure, order, names; what validators do not judge."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from app.draaiboek.print import render
from tests.draaiboek.sample import IMPRINT, odd_days, small_day, zwolle
from tests.pdf.reading import elements, poppler

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
GOLDEN = Path(__file__).parent / "golden" / "small-day.txt"


def test_the_structure_of_a_small_day_is_the_golden_one(tmp_path: Path) -> None:
    """The golden file is what `pdfinfo -struct-text` prints, less the numbers of objects.

    After a change that is meant, read the new tree over and put it in its place.
    """
    found = poppler("pdfinfo", render(small_day(), IMPRINT), tmp_path, "-struct-text")
    assert re.sub(r"Object \d+ 0", "Object", found) == GOLDEN.read_text()


@pytest.mark.parametrize("name", ["three items", "taller than a page", "a long team"])
def test_every_header_cell_has_a_scope_and_no_other_cell_has(name: str) -> None:
    data = render(odd_days()[name], IMPRINT)
    assert {element.scope for element in elements(data) if element.tag == "TH"} == {"Row", "Column"}
    assert all(not element.scope for element in elements(data) if element.tag != "TH")


def test_alternative_texts_are_sentences() -> None:
    figures = [element for element in elements(render(zwolle(), IMPRINT)) if element.tag == "Figure"]
    assert [figure.alt for figure in figures] == [f"QR-code die naar de laatste versie leidt, {IMPRINT.url}."]


def test_there_is_one_first_heading_and_no_level_is_skipped() -> None:
    levels = [
        int(element.tag[1]) for element in elements(render(zwolle(), IMPRINT)) if element.tag in HEADINGS
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_content_is_read_in_the_order_of_the_pages() -> None:
    places = [place for element in elements(render(zwolle(), IMPRINT)) for place in element.pages]
    assert places == sorted(places)


def test_all_fonts_are_embedded_and_say_which_characters_they_show(tmp_path: Path) -> None:
    table = poppler("pdffonts", render(zwolle(), IMPRINT), tmp_path).splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in table} == {
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
        "SourceSansPro-Bold",
    }
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in table)


def test_the_document_names_its_language_its_title_and_its_bookmarks() -> None:
    with pikepdf.open(BytesIO(render(small_day(), IMPRINT))) as pdf:
        assert str(pdf.Root.Lang) == "nl-NL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == "Kleine dag, draaiboek dagvoorzitter"
        with pdf.open_outline() as outline:
            titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [
        ("Omslag", []),
        ("De dag", ["09.00 Soundcheck", "09.30 Welkom", "09.50 Peiling", "10.00 Pauze", "10.15 Deelsessies"]),
        ("Als het uitloopt", []),
        ("Om de dag heen", ["Ploeg", "Catering", "Zalen", "Na afloop"]),
    ]


def test_the_live_version_is_one_click_away() -> None:
    with pikepdf.open(BytesIO(render(small_day(), IMPRINT))) as pdf:
        link = pdf.pages[0].obj.Annots[0]
        assert (str(link.A.URI), str(link.Contents)) == (
            IMPRINT.url,
            f"Bekijk de laatste versie op {IMPRINT.url}",
        )
