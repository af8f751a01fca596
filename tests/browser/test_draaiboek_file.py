"""A draaiboek file into a werksessie, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie

pytestmark = pytest.mark.browser
BASE = "/beheer/zwolle-2023/draaiboek"


def file_page(site: Site, visit: Visit, **options: object) -> Page:
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(f"{BASE}/bestand")
    return page


def choose(page: Page, was: str, becomes: str) -> None:
    """Send the downloaded file with one thing changed, wherever it is named."""
    text = page.context.request.get(f"{page.url.split('/beheer')[0]}{BASE}.yaml").text()
    assert was in text
    file: FilePayload = {
        "name": "zwolle.yaml",
        "mimeType": "application/yaml",
        "buffer": text.replace(was, becomes).encode(),
    }
    page.get_by_label("Draaiboekbestand").set_input_files(file)
    page.get_by_role("button", name="Bekijk wat er verandert").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_planner_sees_what_changes_and_applies_it(site: Site, visit: Visit, javascript: bool) -> None:
    page = file_page(site, visit, javascript=javascript)
    choose(page, "Inloop, badge en tafelnummer", "Inloop met koffie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit verandert er")
    expect(page.locator(".changes")).to_contain_text("Inloop met koffie")
    page.get_by_role("button", name="Wijzig de werksessie").click()
    expect(page.locator("li[data-item]").first).to_contain_text("Inloop met koffie")
    expect(page.get_by_text("Het draaiboekbestand staat erin.")).to_be_visible()


def test_a_mistake_is_mended_on_the_page(site: Site, visit: Visit) -> None:
    page = file_page(site, visit, width=390)
    choose(page, "\nstarts:", "\nstart:")
    expect(page.get_by_role("alert")).to_contain_text("start")
    text = page.get_by_role("textbox", name="Het bestand")
    text.fill(text.input_value().replace("\nstart:", "\nstarts:"))
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_text("Er verandert niets.")).to_be_visible()


@in_each_look
def test_the_page_fits_and_has_no_barrier(site: Site, visit: Visit, scheme: str, width: int) -> None:
    page = file_page(site, visit, width=width, scheme=scheme)
    assert (overflow(page), faults(page)) == (0, [])
    choose(page, "Inloop, badge en tafelnummer", "Inloop met koffie")
    assert (overflow(page), faults(page)) == (0, [])
    page.go_back()
    choose(page, "\nstarts:", "\nstart:")
    assert (overflow(page), faults(page)) == (0, [])
