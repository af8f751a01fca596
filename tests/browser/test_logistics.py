"""Logistics in a real browser: from what the venue agreed to a member of the crew who opens the own page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.extensions import db
from app.werksessies.link_models import PersonalLink
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_lists import planner

pytestmark = pytest.mark.browser
PATH = "/logistiek"


def added(page: Page, word: str, **fields: str) -> None:
    """Open the form for another row of a list, fill it in by the names of its fields, and keep it."""
    page.goto(f"/beheer/zwolle-2023{PATH}?open={word}-nieuw#{word}-nieuw")
    form = page.locator(f"#{word}-nieuw form")
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if value == "y":
            field.check()
        elif field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    form.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("status").first).to_contain_text("is toegevoegd.")


@in_each_look
def test_the_page_fits_and_has_no_barrier(site: Site, visit: Visit, width: int, scheme: str) -> None:
    for word in ("zalen", "ploeg"):
        page = planner(site, visit, f"{PATH}?open={word}-nieuw", width=width, scheme=scheme)
        for details in page.locator("main details").all():
            details.evaluate("each => { each.open = true }")
        expect(page.locator("h1")).to_have_text("Logistiek")
        assert (overflow(page), faults(page)) == (0, [])


def test_a_plan_of_logistics_shows_what_does_not_fit_and_reaches_the_crew(site: Site, visit: Visit) -> None:
    page = planner(site, visit, PATH, javascript=False)
    expect(page.locator("main")).to_contain_text("Ploeg en techniek passen bij het programma.")
    page.get_by_text("Afspraken met de locatie").click()
    page.get_by_label("Verzamelplaats bij alarm").fill("Het plein voor de schouwburg")
    page.locator("#locatie").get_by_role("button", name="Bewaar").click()
    expect(page.locator("#locatie dl")).to_contain_text("Het plein voor de schouwburg")
    added(page, "annuleren", after="1-2-2027", percent="90")
    expect(page.locator("#annuleren")).to_contain_text("Na maandag 1 februari: 90 % van de huur")
    added(page, "zalen", name="Zolder", capacity="30", accessible="nee", setups="theater 30\ncarré 16")
    added(page, "opstellingen", room="Zolder", starts="8.30", setup="carré", note="Ramen open")
    expect(page.locator("#opstellingen")).to_contain_text("Zolder vanaf 08.30: carré")
    added(
        page,
        "leveranciers",
        name="Bloemen Voorbeeld",
        delivers="Twee boeketten",
        arrives="8.00",
        leaves="8.15",
    )
    expect(page.locator("#leveranciers")).to_contain_text("Er van 08.00 tot 08.15")
    added(page, "materiaal", what="Flip-over", count="1", room="Zolder", technique="y")
    trouble = page.locator(".start .list")
    expect(trouble).to_contain_text("Twee sprekers willen de enige flip-over om 13.30: Els Voorbeeld")
    added(
        page,
        "ploeg",
        role="begeleider",
        name="Toos Proef",
        email="toos@proef.example",
        starts="12.00",
        ends="17.00",
        tasks="Ophalen bij de zij-ingang",
        follows="M., ervaringsdeskundige (volledige naam bij de projectmanager)",
    )
    expect(trouble).to_contain_text("Toos Proef gaat mee met M., en is er vanaf 12.00 tot 17.00: niet bij")

    page.goto("/beheer/zwolle-2023")
    raised = page.locator("li, article, p").filter(has_text="knelpunten in ploeg en techniek op").first
    expect(raised).to_be_visible()
    page.get_by_role("link", name="Naar de logistiek").first.click()
    page.get_by_text("Wie heeft een link").click()
    page.locator("#links li").filter(has_text="Toos Proef").get_by_role("button", name="Mail de link").click()
    expect(page.get_by_role("status").first).to_be_visible()
    with site.app.app_context():
        token = db.session.scalars(select(PersonalLink.token)).one()
    own = visit(f"/ploeg/{token}", width=390)
    expect(own.locator("h1")).to_have_text("Uw dag, Toos Proef")
    for part in (
        "van 12.00 tot 17.00",
        "Ophalen bij de zij-ingang",
        "U gaat mee met M.",
        "Het plein voor de schouwburg",
    ):
        expect(own.locator("main")).to_contain_text(part)
    assert (overflow(own), faults(own)) == (0, [])
