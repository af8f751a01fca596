"""Asking to come, and the planner's yes and no, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.extensions import db
from app.werksessies.models import Werksessie
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_registrations_list import at_list
from tests.factories import add_registrations

pytestmark = pytest.mark.browser


@in_each_look
def test_somebody_asks_to_come_and_the_planner_answers(
    site: Site, visit: Visit, width: int, scheme: str
) -> None:
    with site.app.app_context():
        db.session.scalars(select(Werksessie)).one().way_in = "goedkeuring"
        db.session.commit()
    add_registrations(site.app, site.slug, "Anne Berg", "Bea van den Dijk")

    form = visit(f"/{site.slug}/aanmelden", width=width, scheme=scheme)
    expect(form.locator("main")).to_contain_text(
        "De organisatie bekijkt uw aanmelding; u hoort het per mail."
    )
    form.get_by_label("Naam", exact=True).fill("Joost van der Voorbeeld")
    form.get_by_label("E-mail", exact=True).fill("joost@gemeente.example")
    form.get_by_label("Organisatie", exact=True).fill("Gemeente Zwolle")
    form.get_by_label("Onderwijs", exact=True).check()
    form.get_by_role("button", name="Aanmelden").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Wij bekijken uw aanmelding")
    found = {"receipt": (faults(form), overflow(form))}

    page = at_list(site, visit, "?staat=te+beoordelen", width=width, scheme=scheme)
    found["list"] = faults(page), overflow(page)
    page.get_by_role("button", name="Laat toe Anne Berg").click()
    expect(page.locator("main")).to_contain_text("Anne Berg is toegelaten en krijgt een mail.")
    page.get_by_role("link", name="Wijs af Bea van den Dijk").click()
    page.get_by_label("Reden").fill("Wij zoeken nog mensen uit het onderwijs.")
    found["refusing"] = faults(page), overflow(page)
    page.get_by_role("button", name="Wijs af: 1 persoon").click()
    expect(page.locator("main")).to_contain_text("Bea van den Dijk is afgewezen en krijgt een mail.")
    page.goto(f"/beheer/{site.slug}/aanmeldingen?staat=afgewezen")
    page.get_by_role("link", name="Dijk, Bea van den").click()
    expect(page.locator("main")).to_contain_text("Wij zoeken nog mensen uit het onderwijs.")
    found["person"] = faults(page), overflow(page)
    page.get_by_role("button", name="Laat toch toe").click()
    expect(page.locator("main")).to_contain_text("Bea van den Dijk heeft een plaats en krijgt een mail.")
    assert found == dict.fromkeys(found, ([], 0))
