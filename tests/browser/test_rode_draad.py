"""The rode draad in a real browser: every width and scheme, without scripts, and the way to the programme."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie
from tests.programme.test_rode_draad import PAGE, add_bad_day

pytestmark = pytest.mark.browser


def thread(site: Site, visit: Visit, path: str = PAGE, **options: object) -> Page:
    """The page of the bad day or of another, for a planner who is signed in."""
    add_bad_day(site.app)
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(path)
    return page


@pytest.mark.parametrize("path", [PAGE, "/beheer/zwolle-2023/rode-draad"])
@in_each_look
def test_the_page_fits_and_has_no_barrier(
    site: Site, visit: Visit, path: str, scheme: str, width: int
) -> None:
    page = thread(site, visit, path, width=width, scheme=scheme)
    expect(page.get_by_role("heading", name="De rode draad")).to_be_visible()
    expect(page.locator("svg.wide-only")).to_be_visible(visible=width > 736)
    expect(page.locator("svg.tall")).to_be_visible(visible=width < 736)
    assert overflow(page) == 0
    assert faults(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_advice_leads_to_the_item_or_to_a_new_one_at_its_place(
    site: Site, visit: Visit, javascript: bool
) -> None:
    page = thread(site, visit, javascript=javascript)
    page.get_by_role("link", name="Naar ‘Terugblik’").first.click()
    expect(page.locator("li:target")).to_contain_text("Terugblik")
    page.get_by_role("navigation", name="Werksessie").get_by_role("link", name="Rode draad").click()
    page.get_by_role("link", name="Voeg iets toe na ‘Opening’").click()
    expect(page.locator("#nieuw")).to_be_in_viewport()
    page.get_by_label("Onderdeel", exact=True).fill("Kennismaken")
    page.get_by_label("Minuten", exact=True).fill("10")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("li[data-item]").nth(1)).to_contain_text("Kennismaken")
