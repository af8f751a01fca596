"""The kit itself: a file that claims PDF/UA-1 and PDF/A-2a and keeps its word, and defects that would be found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.pdf import Document, Face, Style, dark_runs, paragraph
from tests.pdf.reading import PROFILES, broken, elements, failures, poppler

BLACK = (0.0, 0.0, 0.0)
STYLE = Style(Face.REGULAR, 12, 15, BLACK)
URL = "https://rodedraad.example/proef"


def document() -> Document:
    """A heading, a table over two pages, a list, a figure and a link."""
    made = Document(
        title="Proef & meer", subject="s", author="a", made_at=datetime(2027, 3, 8, 16, tzinfo=UTC)
    )
    page = made.page()
    with page.marked(made.root.child("H1")):
        page.text(20, 30, "Proef <b>", STYLE)
    made.bookmark("Proef", page, 20)
    table = made.root.child("Table")
    with page.marked(table.child("TR").child("TH", scope="Column").child("P")):
        page.text(20, 50, "kop", STYLE)
    cell = table.child("TR").child("TD").child("P")
    with page.marked(cell):
        page.paragraph(20, 60, paragraph("Een zin die op de ene bladzij begint", STYLE, 30))
    page.rule(20, 190, 70, 1, BLACK)
    figure = made.root.child("Figure", alt="QR-code die naar de proef leidt.")
    modules, runs = dark_runs(URL)
    with page.marked(figure):
        page.boxes(tuple((100 + x, 100 + y, wide, 1) for x, y, wide in runs), BLACK)
    page.place(figure, 100, 100, modules, modules)
    link = made.root.child("P").child("Link")
    with page.marked(link):
        page.text(20, 150, "naar de proef", STYLE)
    page.link(link, URL, "Naar de proef.", (20, 145, 40, 6))
    following = made.page()
    with following.marked(cell):
        following.text(20, 30, "en op de andere eindigt.", STYLE)
    return made


@pytest.mark.parametrize("profile", PROFILES)
def test_what_the_kit_makes_is_accessible_and_archivable(profile: str) -> None:
    assert failures(document().save(), profile) == []


def test_the_same_content_and_moment_give_the_same_bytes() -> None:
    assert document().save() == document().save()


def test_elements_stand_in_reading_order_and_one_may_go_on_overleaf() -> None:
    found = elements(document().save())
    tags = ["Document", "H1", "Table", "TR", "TH", "P", "TR", "TD", "P", "Figure", "P", "Link"]
    assert [element.tag for element in found] == tags
    assert found[8].pages == (0, 1)
    assert found[9].alt == "QR-code die naar de proef leidt."


def _first(pdf: pikepdf.Pdf, tag: str) -> Any:
    return next(
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(tag)
    )


def _no_alt(pdf: pikepdf.Pdf) -> None:
    del _first(pdf, "/Figure").Alt


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _no_link_words(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[0].Contents


def _no_title_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _unmarked_text(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT /F1+0 12 Tf 10 10 Td <01> Tj ET")


@pytest.mark.parametrize(
    "defect", [_no_alt, _no_language, _no_structure, _no_link_words, _no_title_shown, _unmarked_text]
)
def test_a_planted_defect_against_pdf_ua_is_found(defect: Callable[[pikepdf.Pdf], None]) -> None:
    assert failures(broken(document().save(), defect), "ua1") != []


def _no_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def _no_font_file(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.FontDescriptor.FontFile2


def _no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize("defect", [_no_colours, _no_font_file, _no_metadata])
def test_a_planted_defect_against_pdf_a_is_found(defect: Callable[[pikepdf.Pdf], None]) -> None:
    assert failures(broken(document().save(), defect), "2a") != []


def test_no_stream_ends_in_a_byte_that_reads_as_the_end_of_a_line() -> None:
    saved = [_stamped(number).save() for number in range(60)]
    assert not any(b"\r\nendstream" in data for data in saved)


def _stamped(number: int) -> Document:
    """Documents that differ a little, so that some stream of theirs ends in each byte there is."""
    made = Document(title=f"{number}", subject="", author="", made_at=datetime(2027, 3, 8, 16, tzinfo=UTC))
    with (page := made.page()).marked(made.root.child("H1")):
        page.text(20, 30 + number / 10, str(number), STYLE)
    return made


def test_more_characters_than_one_subset_holds_print_as_themselves(tmp_path: Path) -> None:
    made = Document(title="t", subject="s", author="a", made_at=datetime(2027, 3, 8, 16, tzinfo=UTC))
    letters = "".join(chr(code) for code in range(0x100, 0x17F)) + "".join(
        chr(code) for code in range(0x391, 0x3A1)
    )
    letters += "".join(chr(code) for code in range(0x410, 0x44F)) + "".join(
        chr(code) for code in range(0x1E00, 0x1E60)
    )
    page = made.page()
    rows = paragraph(" ".join(letters), STYLE, 170)
    with page.marked(made.root.child("H1")):
        page.paragraph(20, 30, rows)
    data = made.save()
    shown = set(poppler("pdftotext", data, tmp_path)) - {" ", "\n", "\f"}
    assert shown == set(letters)  # what the font lacks is copied as it was
    assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


def test_what_the_font_lacks_shows_a_mark_and_is_copied_and_read_as_itself(tmp_path: Path) -> None:
    made = Document(title="t", subject="s", author="a", made_at=datetime(2027, 3, 8, 16, tzinfo=UTC))
    page = made.page()
    with page.marked(made.root.child("H1")):
        page.text(20, 30, "Ali 😀!", STYLE)
    with page.marked(made.root.child("P")):
        page.text(20, 40, "[?]", STYLE)
    replaced = re.findall(r"/Span <</ActualText <FEFFd83dde00>>> BDC (.+?) EMC", page.stream())
    marks = re.findall(r"BT [\d.]+ [\d.]+ Td (.+?) ET", page.stream())
    assert replaced == [marks[1]]
    data = made.save()
    assert poppler("pdftotext", data, tmp_path).split() == ["Ali", "😀!", "[?]"]
    assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


def test_a_qr_code_is_made_of_dark_runs_with_its_finder_in_the_corner() -> None:
    modules, runs = dark_runs(URL)
    assert modules == 29
    assert sum(wide for _, _, wide in runs) > modules * modules // 3
    assert runs[0] == (0, 0, 7)
