"""What cards, handouts, signs and one-page editions have in common: structure, order, and who may read what."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.draaiboek.print import EDITIONS, render
from tests.draaiboek.editions import pages_of
from tests.draaiboek.sample import IMPRINT, odd_days, zwolle
from tests.pdf.reading import elements, poppler

SHORT = [
    "spreekkaarten",
    "programma",
    "deurborden",
    "belkaart",
    "opdrachtgever",
    "sprekersbriefing",
    "bestuurder",
    "als-dan",
    "tafelinstructie",
]


def test_the_short_editions_can_be_chosen() -> None:
    assert set(SHORT) <= set(EDITIONS)


@pytest.mark.parametrize("edition", SHORT)
def test_headings_begin_at_one_and_skip_no_level(edition: str) -> None:
    found = elements(render(zwolle(), IMPRINT, edition))
    levels = [int(element.tag[1]) for element in found if re.fullmatch("H[1-6]", element.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("edition", SHORT)
def test_every_header_cell_has_a_scope(edition: str) -> None:
    cells = [element for element in elements(render(zwolle(), IMPRINT, edition)) if element.tag == "TH"]
    assert all(cell.scope in ("Row", "Column") for cell in cells)
    assert bool(cells) == (edition != "spreekkaarten")


@pytest.mark.parametrize("edition", SHORT)
def test_the_same_draaiboek_gives_the_same_bytes(edition: str) -> None:
    assert render(zwolle(), IMPRINT, edition) == render(zwolle(), IMPRINT, edition)


@pytest.mark.parametrize("edition", SHORT)
@pytest.mark.parametrize("day", ["a word of 200", "awkward characters"])
def test_no_text_runs_off_the_paper(edition: str, day: str, tmp_path: Path) -> None:
    # poppler writes a document's title with emoji as bytes that are no UTF-8
    found = replace(odd_days()[day], title=odd_days()[day].title.replace("😀", ""))
    boxes = poppler("pdftotext", render(found, IMPRINT, edition), tmp_path, "-bbox")
    edges = [float(edge) for edge in re.findall(r'<word xMin="([\d.-]+)"', boxes)]
    assert min(edges) >= 5 / 25.4 * 72
    assert max(float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)) <= 205 / 25.4 * 72
    assert max(float(edge) for edge in re.findall(r'yMax="([\d.]+)"', boxes)) <= 297 / 25.4 * 72


@pytest.mark.parametrize("edition", ["programma", "deurborden"])
def test_public_paper_has_no_telephone_number(edition: str, tmp_path: Path) -> None:
    assert "06 0000" not in " ".join(pages_of(zwolle(), edition, tmp_path))


@pytest.mark.parametrize("edition", ["sprekersbriefing", "bestuurder"])
def test_paper_for_guests_has_the_number_of_regie_only(edition: str, tmp_path: Path) -> None:
    numbers = set(re.findall(r"06 \d{8}", " ".join(pages_of(zwolle(), edition, tmp_path))))
    assert numbers == {"06 00000003"}
