"""The rules of registering, and the question about a typo, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_registrations_list import at_list

pytestmark = pytest.mark.browser


@in_each_look
def test_axe_finds_nothing_in_the_rules_and_nothing_overflows(
    site: Site, visit: Visit, width: int, scheme: str
) -> None:
    page = at_list(site, visit, "/regels", width=width, scheme=scheme)
    found = {"rules": (faults(page), overflow(page))}
    page.get_by_label("Wie de code weet").check()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator(".error-summary")).to_contain_text("Kies een code van minstens 4 tekens")
    found["refused"] = faults(page), overflow(page)
    assert found == dict.fromkeys(found, ([], 0))


@in_each_look
def test_a_typo_is_mended_by_one_tap(site: Site, visit: Visit, width: int, scheme: str) -> None:
    page = visit(f"/{site.slug}/aanmelden", width=width, scheme=scheme)
    page.get_by_label("Naam", exact=True).fill("Joost van der Voorbeeld")
    page.get_by_label("E-mail", exact=True).fill("joost@hotnail.com")
    page.get_by_label("Organisatie", exact=True).fill("Gemeente Zwolle")
    page.get_by_label("Onderwijs", exact=True).check()
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert (faults(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Ja, joost@hotmail.com").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")
    expect(page.locator("main")).to_contain_text("joost@hotmail.com")
