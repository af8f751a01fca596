"""Versions in a real browser: make one, change the programme, see the difference; also without scripts."""

from __future__ import annotations

import re
from datetime import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie
from tests.versions.days import PAGE, SLUG, VAST, add_small_day, change, make

pytestmark = pytest.mark.browser


def planner(site: Site, visit: Visit, path: str = PAGE, **options: object) -> Page:
    """A page of the small day, for a planner who is signed in."""
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(path)
    return page


@pytest.mark.parametrize("javascript", [True, False])
def test_a_planner_makes_a_version_changes_the_day_and_sees_the_difference(
    site: Site, visit: Visit, javascript: bool
) -> None:
    add_small_day(site.app)
    page = planner(site, visit, javascript=javascript)
    expect(page.get_by_text("Wat u nu afdrukt, heet CONCEPT 0.1.")).to_be_visible()
    page.get_by_role("link", name="Maak een versie").click()
    page.get_by_role("button", name="Maak deze versie").click()
    page.get_by_role("link", name="Kies waar deze versie voor is.").click()
    page.get_by_label("Wat wilt u erbij zeggen?").fill("Klaar voor de dag.")
    page.locator("label.option", has_text=re.compile(r"^\s*Vastgesteld")).click()
    page.get_by_role("button", name="Maak deze versie").click()
    expect(page.get_by_role("heading", name="Versie 1.0")).to_be_visible()
    expect(page.get_by_text("Klaar voor de dag.")).to_be_visible()

    page.get_by_role("navigation", name="Werksessie").get_by_role("link", name="Programma").click()
    minutes = page.get_by_label("Minuten van Peiling", exact=True)
    minutes.fill("4")
    minutes.press("Enter")
    expect(page.locator("#gezegd, .messages, #bewaard").first).to_be_attached()
    page.get_by_role("navigation", name="Werksessie").get_by_role("link", name="Draaiboek").click()
    expect(page.get_by_text("Eén wijziging sinds versie 1.0")).to_be_visible()
    page.get_by_text("Bekijk wat er veranderde").click()
    row = page.locator(".differs > li")
    expect(row).to_contain_text("09.50")
    expect(row).to_contain_text("GEWIJZIGD Peiling")
    expect(row).to_contain_text("Duurt 4 minuten, was 5.")
    row.get_by_role("link", name="Peiling").click()
    expect(page.locator("li:target")).to_contain_text("Peiling")

    page.goto(f"{PAGE}/versies/1.0")
    page.get_by_role("link", name="Wat veranderde er daarna?").click()
    expect(page.get_by_role("heading", name="Vergelijk versies")).to_be_visible()
    expect(page.locator("ol.differ > li")).to_contain_text("Duurt 4 minuten, was 5.")


def test_one_chooses_since_when_changes_are_marked_without_scripts(site: Site, visit: Visit) -> None:
    add_small_day(site.app)
    make(site.app)
    change(site.app, lambda items: setattr(items[0], "title", "Ontvangst"))
    make(site.app, VAST)
    page = planner(site, visit, f"{PAGE}/versies/1.0", javascript=False)
    pdf = page.get_by_role("link", name="Pdf van catering")
    expect(pdf).to_have_attribute("href", f"{PAGE}.pdf?editie=catering&versie=1.0")
    page.get_by_label("Markeer wat veranderde sinds").select_option(label="Versie 0.1, ter reactie")
    page.get_by_role("button", name="Toon").click()
    expect(pdf).to_have_attribute("href", f"{PAGE}.pdf?editie=catering&versie=1.0&sinds=0.1")
    web = page.get_by_role("link", name="Webpagina van dagvoorzitter")
    web.click()
    expect(page.get_by_text("GEWIJZIGD", exact=True).first).to_be_visible()
    expect(page.get_by_role("link", name="Als pdf")).to_have_attribute(
        "href", f"{PAGE}.pdf?editie=dagvoorzitter&versie=1.0&sinds=0.1"
    )


@in_each_look
def test_the_pages_fit_and_have_no_barrier(site: Site, visit: Visit, scheme: str, width: int) -> None:
    add_small_day(site.app)
    page = planner(site, visit, width=width, scheme=scheme)
    found = {"nog geen": (faults(page), overflow(page))}
    make(site.app, note="Graag voor vrijdag. " * 20)
    change(site.app, lambda items: setattr(items[0], "title", "Werkgeversvertegenwoordigersoverleg" * 4))
    change(site.app, lambda items: setattr(items[2], "starts", time(9, 50)))
    make(site.app, VAST, anyway=True)
    change(site.app, lambda items: setattr(items[1], "do", "Tel."))
    for path in ("", "/versies/0.1", "/versies/1.0", "/vergelijk?van=0.1", "/versies/nieuw", "/versies/9.9"):
        page.goto(PAGE + path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found[path] = (faults(page), overflow(page))
    page.goto(f"{PAGE}/versies/nieuw")
    page.locator("label.option", has_text="Hier houdt iedereen zich aan").click()
    page.get_by_role("button", name="Maak deze versie").click()
    expect(page.get_by_role("link", name="Zet hier een vinkje")).to_be_visible()
    found["fault"] = (faults(page), overflow(page))
    assert found == dict.fromkeys(found, ([], 0))
    assert SLUG in page.url
