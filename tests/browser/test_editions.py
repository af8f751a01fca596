"""Editions as pages in a real browser: on a phone and wide, light and dark, on paper, for who sees and who listens."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from app.draaiboek.print import EDITIONS
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie
from tests.pdf.reading import poppler

pytestmark = pytest.mark.browser
CHOSEN = ["dagvoorzitter", "compleet", "techniek", "programma"]
WIDE, HIGH = 595, 842  # points, A4


def read(site: Site, visit: Visit, edition: str, **options: object) -> Page:
    """The page of an edition, for a planner who is signed in."""
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(f"/beheer/{site.slug}/draaiboek/{edition}")
    return page


@pytest.mark.parametrize("edition", CHOSEN)
@in_each_look
def test_a_page_has_no_barrier(site: Site, visit: Visit, edition: str, scheme: str, width: int) -> None:
    page = read(site, visit, edition, width=width, scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert faults(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_every_edition_fits_the_smallest_telephone(site: Site, visit: Visit, javascript: bool) -> None:
    page = read(site, visit, "dagvoorzitter", width=320, javascript=javascript)
    found = {}
    for edition in EDITIONS:
        page.goto(f"/beheer/{site.slug}/draaiboek/{edition}")
        found[edition] = overflow(page)
    assert found == dict.fromkeys(EDITIONS, 0)


def test_other_editions_have_no_barrier_on_a_telephone(site: Site, visit: Visit) -> None:
    page = read(site, visit, "belkaart", width=390)
    found = {}
    for edition in EDITIONS:
        if edition not in CHOSEN:
            page.goto(f"/beheer/{site.slug}/draaiboek/{edition}")
            found[edition] = faults(page)
    assert [fault for faulty in found.values() for fault in faulty] == []


def test_on_a_telephone_the_time_stands_above_what_happens_and_cues_under_it(
    site: Site, visit: Visit
) -> None:
    page = read(site, visit, "dagvoorzitter", width=390)
    row = page.get_by_role("row").filter(has=page.get_by_role("heading", name="Welkom en afspraken"))
    time, what, cues = (box(row.locator(place)) for place in (".time", "h2", "td:last-child"))
    assert time[0] == what[0] == cues[0]
    assert time[1] < what[1] < cues[1]
    spoken, done = (font_size(row.locator(f".{kind} p").first) for kind in ("zeg", "doe"))
    assert spoken > done


def test_wide_the_cues_stand_beside_what_happens(site: Site, visit: Visit) -> None:
    page = read(site, visit, "dagvoorzitter")
    row = page.get_by_role("row").filter(has=page.get_by_role("heading", name="Welkom en afspraken"))
    time, what, cues = (box(row.locator(place)) for place in (".time", "h2", "td:last-child"))
    assert time[0] < what[0] < cues[0]
    assert abs(what[1] - cues[1]) < 8


@pytest.mark.parametrize("edition", CHOSEN)
def test_on_paper_stands_the_edition_and_nothing_around_it(
    site: Site, visit: Visit, tmp_path: Path, edition: str
) -> None:
    page = read(site, visit, edition)
    data = page.pdf(prefer_css_page_size=True)
    pages = [" ".join(text.split()) for text in poppler("pdftotext", data, tmp_path).split("\f")[:-1]]
    assert sizes(data) == {(HIGH, WIDE) if edition == "compleet" else (WIDE, HIGH)}
    assert min(map(len, pages)) > 20  # no page without text
    assert "Werksessie voorkomen van jonge aanwas" in pages[0]
    assert [
        word for word in ("Uitloggen", "Aanmeldingen", "Als pdf", "Privacy") if word in " ".join(pages)
    ] == []


@pytest.mark.parametrize("edition", CHOSEN)
def test_on_paper_no_row_is_cut_in_two(site: Site, visit: Visit, edition: str) -> None:
    page = read(site, visit, edition)
    page.emulate_media(media="print")
    rows = page.locator(".edition tbody tr")
    assert set(rows.evaluate_all("rows => rows.map(row => getComputedStyle(row).breakInside)")) == {"avoid"}


def box(place: Locator) -> tuple[float, float]:
    """The upper left corner, in whole pixels."""
    found = place.bounding_box()
    assert found is not None
    return round(found["x"]), round(found["y"])


def font_size(place: Locator) -> float:
    return float(place.evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))


def sizes(data: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages, in points."""
    with pikepdf.open(BytesIO(data)) as pdf:
        boxes = [[round(float(side)) for side in page.mediabox] for page in pdf.pages]
    return {(right - left, high - low) for left, low, right, high in boxes}
