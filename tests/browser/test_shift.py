"""Shifting a day, moving a werksessie and copying one, in a real browser: with and without scripts, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie
from tests.programme.days import add_day

pytestmark = pytest.mark.browser


def at(site: Site, visit: Visit, path: str, **options: object) -> Page:
    """A page for a planner who is signed in, with the small day beside the example."""
    add_day(site.app)
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(path)
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_a_day_is_shifted_and_shifted_back(site: Site, visit: Visit, javascript: bool) -> None:
    page = at(site, visit, "/beheer/dag/programma", javascript=javascript)
    page.get_by_role("link", name="Schuiven of inkorten").click()
    page.get_by_label("Minuten").fill("15")
    page.get_by_label("Vaste tijden schuiven mee").check()
    page.get_by_role("button", name="Bekijk de nieuwe tijden").click()
    expect(page.get_by_text("Alles begint 15 minuten later.")).to_be_visible()
    assert not javascript or faults(page) == []
    page.get_by_role("button", name="Pas toe").click()
    expect(page.get_by_text("De nieuwe tijden staan erin.")).to_be_visible()
    expect(page.locator("li[data-item] .when").first).to_contain_text("09.45")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("li[data-item] .when").first).to_contain_text("09.30")


@in_each_look
def test_shifting_fits_every_screen(site: Site, visit: Visit, width: int, scheme: str) -> None:
    page = at(site, visit, "/beheer/dag/programma/schuiven", width=width, scheme=scheme)
    assert (faults(page), overflow(page)) == ([], 0)
    page.goto("/beheer/dag/programma/schuiven?minuten=40&richting=later&klaar=11.00&momenten=y")
    expect(page.get_by_text("staat vast;")).to_be_visible()
    assert (faults(page), overflow(page)) == ([], 0)
    page.goto("/beheer/dag/programma/schuiven?minuten=veel")
    expect(page.locator(".error-summary")).to_be_visible()
    assert (faults(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_werksessie_is_moved_and_its_calls_are_listed(site: Site, visit: Visit, javascript: bool) -> None:
    page = at(site, visit, f"/beheer/{site.slug}/gegevens", javascript=javascript)
    page.get_by_role("link", name="Verzet naar een andere datum").click()
    page.get_by_label("Nieuwe datum").fill("2099-05-14")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("heading", name="donderdag 14 mei 2099")).to_be_visible()
    assert not javascript or faults(page) == []
    page.get_by_role("button", name="Verzet naar donderdag 14 mei").click()
    expect(page.get_by_text("De werksessie is nu op donderdag 14 mei 2099.")).to_be_visible()
    expect(page.get_by_role("heading", name="Wie belt u over de nieuwe datum?")).to_be_visible()
    assert not javascript or faults(page) == []


@in_each_look
def test_moving_and_copying_fit_every_screen(site: Site, visit: Visit, width: int, scheme: str) -> None:
    page = at(site, visit, f"/beheer/{site.slug}/datum?datum=2099-05-14", width=width, scheme=scheme)
    for path in (
        f"/beheer/{site.slug}/datum?datum=1999-05-14",
        "/beheer/nieuw",
        "/beheer",
        "/beheer/dag/gegevens",
    ):
        assert (faults(page), overflow(page)) == ([], 0), page.url
        page.goto(path)
    assert (faults(page), overflow(page)) == ([], 0)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_werksessie_is_copied(site: Site, visit: Visit, javascript: bool) -> None:
    page = at(site, visit, "/beheer/dag/gegevens", javascript=javascript)
    page.get_by_role("link", name="Maak een kopie").click()
    form = page.locator("form[action='/beheer/nieuw/kopie']")
    expect(form.get_by_label("Van welke werksessie?")).to_have_value("dag")
    form.get_by_label("Titel van de kopie").fill("Nog een dag")
    form.get_by_label("Datum van de kopie").fill("2099-05-14")
    form.get_by_role("button", name="Maak een kopie").click()
    expect(page.get_by_text("Uw concept staat klaar")).to_be_visible()
    page.goto("/beheer/nog-een-dag/programma")
    expect(page.get_by_role("link", name="Welkom", exact=True)).to_be_visible()
