"""Somebody registers on a phone: with the keyboard alone, helped by the browser, and where the network fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.extensions import db
from app.registrations.models import Registration
from tests.browser.conftest import Site, Visit, faults, overflow

pytestmark = pytest.mark.browser
TYPED = ("Joost van der Voorbeeld", "joost@gemeente.example", "Gemeente Zwolle")


def type_in(page: Page) -> None:
    """Fill in the form with nothing but keys."""
    page.get_by_label("Naam", exact=True).focus()
    for text in TYPED:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")


def typed(page: Page) -> tuple[str, ...]:
    return tuple(page.locator(name).input_value() for name in ("#name", "#email", "#organisation"))


def test_one_registers_on_a_phone_where_the_network_comes_and_goes(site: Site, visit: Visit) -> None:
    form = f"/{site.slug}/aanmelden"
    page = visit(form, width=390)
    expect(page.locator("#name")).to_have_attribute("autocomplete", "name")
    expect(page.locator("#email")).to_have_attribute("autocomplete", "email")
    expect(page.locator("#email")).to_have_attribute("type", "email")
    expect(page.locator("#organisation")).to_have_attribute("autocomplete", "organization")
    type_in(page)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Geen verbinding. Wat u typte staat er nog.")
    assert typed(page) == TYPED
    assert (faults(page), overflow(page)) == ([], 0)
    page.context.set_offline(False)
    page.reload()  # as a phone does that had to let the page go
    assert typed(page) == TYPED
    expect(page.locator("[name=domain]:checked")).to_have_count(1)
    page.get_by_role("button", name="Aanmelden").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")
    with site.app.app_context():
        assert db.session.scalars(select(Registration.email_key)).all() == [TYPED[1]]
    page.goto(form)
    assert typed(page) == ("", "", "")
