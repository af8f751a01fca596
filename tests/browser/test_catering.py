"""Catering in a real browser: from the list of moments to the caterer's yes, and a programme that moves in between."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.extensions import db
from app.mail.models import OutgoingMail
from app.werksessies.link_models import PersonalLink
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie

pytestmark = pytest.mark.browser
BASE = "/beheer/zwolle-2023"


def planner(site: Site, visit: Visit, path: str, **options: object) -> Page:
    """A page of the example, for a planner who is signed in."""
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(f"{BASE}{path}")
    return page


def ordered(page: Page, site: Site) -> str:
    """Agree, order and mail; the path of the caterer's page."""
    page.get_by_label("Cateraar", exact=False).first.fill("Keuken De Kade")
    page.get_by_label("E-mailadres").fill("yara@kade.example")
    page.get_by_label("Aantallen vooraf, in werkdagen").fill("5")
    page.get_by_role("button", name="Bewaar de afspraken").click()
    page.get_by_role("button", name="Maak bestelling 1").click()
    page.get_by_role("button", name="Mail bestelling 1 naar de cateraar").click()
    expect(page.get_by_role("status")).to_contain_text("De bestelling gaat naar yara@kade.example.")
    with site.app.app_context():
        assert db.session.scalars(select(OutgoingMail.kind).where(OutgoingMail.kind == "catering")).all()
        return f"/catering/{db.session.scalars(select(PersonalLink.token)).one()}"


@in_each_look
def test_the_pages_fit_and_have_no_barrier(site: Site, visit: Visit, width: int, scheme: str) -> None:
    page = planner(site, visit, "/catering?open=cateringmomenten-nieuw", width=width, scheme=scheme)
    expect(page.locator("h1")).to_have_text("Catering")
    assert (overflow(page), faults(page)) == (0, [])
    page.goto(ordered(page, site))
    expect(page.locator("h1")).to_have_text("Bestelling 1")
    page.get_by_text("Klopt er iets niet? Schrijf het ons").click()
    page.get_by_role("button", name="Verstuur uw bericht").click()
    expect(page.get_by_role("alert")).to_contain_text("Typ uw naam, zodat wij weten wie dit schreef.")
    assert (overflow(page), faults(page)) == (0, [])


@pytest.mark.parametrize("javascript", [True, False])
def test_lunch_follows_the_programme_to_the_caterer_who_confirms(
    site: Site, visit: Visit, javascript: bool
) -> None:
    page = planner(site, visit, "/catering", javascript=javascript)
    page.get_by_role("link", name="Voeg een moment toe").click()
    page.get_by_label("Wat", exact=True).fill("Soep vooraf")
    page.get_by_label("Hoort bij dit onderdeel").select_option(label="Lunch")
    page.get_by_label("Hoeveel minuten van het begin van dat onderdeel?").fill("5")
    page.get_by_label("Minuten", exact=True).fill("20")
    page.get_by_label("Prijs per portie").fill("3,50")
    page.get_by_role("button", name="Voeg toe").click()
    soup = page.locator("#cateringmomenten li").filter(has_text="Soep vooraf")
    expect(soup).to_contain_text("5 min na het begin van ‘Lunch’, en schuift mee.")
    before = soup.locator(".meta").first.inner_text()
    caterer = visit(ordered(page, site), javascript=javascript)
    expect(caterer.locator("main")).to_contain_text("Soep vooraf")
    page.goto(f"{BASE}/programma/schuiven?minuten=15&richting=later&vaste=y&momenten=y&belofte=y")
    page.get_by_role("button", name="Pas").click()
    page.goto(f"{BASE}/catering")
    assert soup.locator(".meta").first.inner_text() != before
    expect(page.locator("#bestelling")).to_contain_text("Soep vooraf")
    page.get_by_role("button", name="Maak bestelling 2").click()
    caterer.get_by_label("Uw naam").first.fill("Yara Voorbeeld")
    caterer.get_by_role("button", name="Bevestig bestelling 1").click()
    expect(caterer.get_by_role("alert")).to_contain_text("Er is intussen een nieuwere bestelling.")
    expect(caterer.get_by_label("Uw naam").first).to_have_value("Yara Voorbeeld")
    caterer.get_by_role("button", name="Bevestig bestelling 2").click()
    expect(caterer.locator("main")).to_contain_text("Bevestigd door Yara Voorbeeld op")
    page.reload()
    expect(page.locator(".lead")).to_contain_text(
        "Bestelling 2 klopt nog, en is bevestigd door Yara Voorbeeld"
    )
