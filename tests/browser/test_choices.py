"""Parallel sessions in a real browser: asked, chosen on a phone, changed, divided, and read where one sits and why."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.extensions import db
from app.programme.models import Item
from app.registrations.choice_models import Round
from app.registrations.models import Registration
from app.registrations.question_models import FormQuestion
from tests.browser.conftest import Site, Visit, faults, overflow
from tests.browser.test_registrations_list import at_list
from tests.factories import add_registrations

pytestmark = pytest.mark.browser


@pytest.fixture
def blocks(site: Site) -> tuple[str, str, list[str]]:
    """The first two parallel blocks of the day, in which nobody is asked yet: their titles, and the sessions of the
    first, of which the first two have one seat."""
    with site.app.app_context():
        for row in (*db.session.scalars(select(Round)), *db.session.scalars(select(FormQuestion))):
            db.session.delete(row)
        first, second = db.session.scalars(
            select(Item).where(Item.sessions.any()).order_by(Item.position)
        ).all()[:2]
        for session in first.sessions[:2]:
            session.capacity = 1
        db.session.commit()
        return first.title, second.title, [session.title for session in first.sessions]


def block_of(page: Page, title: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name=title, exact=True))


def ask(page: Page, title: str, way: str) -> None:
    """Set how a block is divided."""
    block = block_of(page, title)
    block.get_by_label(way).check()
    block.get_by_role("button", name="Bewaar").click()
    expect(page.locator("main")).to_contain_text("Bewaard.")


def looked_at(page: Page) -> list[str]:
    """What is wrong with a page on the narrowest screen in the dark and the widest in the light."""
    size, found = page.viewport_size, []
    for width, scheme in ((320, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found += faults(page)
        if overflow(page):
            found.append(f"{overflow(page)} pixels too wide at {width}")
    if size is not None:
        page.set_viewport_size(size)
    return found


def personal_link(site: Site) -> str:
    with site.app.app_context():
        query = select(Registration.token).where(Registration.email_key == "joost@gemeente.example")
        return f"/aanmelding/{db.session.scalars(query).one()}"


def test_people_choose_on_a_phone_and_the_planner_divides(
    site: Site, visit: Visit, blocks: tuple[str, str, list[str]]
) -> None:
    wishes, first_come, sessions = blocks
    planner = at_list(site, visit, "/deelsessies")
    ask(planner, wishes, "Op voorkeur")
    ask(planner, first_come, "Op volgorde")
    add_registrations(site.app, site.slug, "Anne Berg", "Bea van den Dijk")

    phone = visit(f"/{site.slug}/aanmelden", width=390)
    phone.get_by_label("Naam", exact=True).fill("Joost van der Voorbeeld")
    phone.get_by_label("E-mail", exact=True).fill("joost@gemeente.example")
    phone.get_by_label("Organisatie", exact=True).fill("Gemeente Zwolle")
    phone.get_by_label("Onderwijs", exact=True).check()
    phone.get_by_role("button", name="Aanmelden").click()
    expect(phone.locator(".error-summary")).to_contain_text(f"Kies een sessie bij ‘{first_come}’")
    ranked = phone.get_by_role("group", name=wishes)
    ranked.get_by_label("Eerste keus").select_option(sessions[2])
    ranked.get_by_label("Tweede keus").select_option(sessions[0])
    one = phone.get_by_role("group", name=first_come)
    one.get_by_role("radio").first.check()
    found = {"form": looked_at(phone)}
    phone.get_by_role("button", name="Aanmelden").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")

    phone.goto(personal_link(site))
    phone.get_by_role("link", name="Kies of wijzig").click()
    ranked.get_by_label("Eerste keus").select_option(sessions[0])
    ranked.get_by_label("Tweede keus").select_option(sessions[1])
    one.get_by_role("radio").nth(3).check()
    found["own page"] = looked_at(phone)
    phone.get_by_role("button", name="Bewaar mijn keuze").click()
    expect(phone.locator("main")).to_contain_text("Wij hebben uw keuze bewaard.")
    expect(phone.locator("main")).to_contain_text(f"1. {sessions[0]}2. {sessions[1]}")

    planner.reload()
    planner.get_by_label("Naam, organisatie of e-mail").fill("Berg")
    planner.get_by_role("button", name="Zoek").click()
    planner.get_by_role("link", name="Berg, Anne").click()
    block_of(planner, wishes).get_by_label("Zet in").select_option(label=f"{sessions[0]} (nog 1 plaats)")
    found["one person"] = looked_at(planner)
    block_of(planner, wishes).get_by_role("button", name="Zet vast").click()
    expect(planner.locator("main")).to_contain_text("Deze plaats blijft zo als u verdeelt.")
    planner.get_by_role("link", name="Deelsessies", exact=True).click()
    found["planner"] = looked_at(planner)
    planner.get_by_role("link", name="Verdeel nu").click()
    expect(block_of(planner, wishes)).to_contain_text("Tweede keus")
    found["preview"] = looked_at(planner)
    planner.get_by_role("button", name="Verdeel zo").click()
    expect(planner.locator("main")).to_contain_text("Verdeeld.")
    found["divided"] = looked_at(planner)

    phone.reload()
    why = f"Uw tweede keus: ‘{sessions[0]}’ (1 van 1) was vol."
    expect(phone.locator("dl.pairs").first).to_contain_text(sessions[1])
    expect(phone.locator("dl.pairs").first).to_contain_text(why)
    found["personal"] = looked_at(phone)

    planner.goto(f"/beheer/{site.slug}/aanmeldingen")
    planner.get_by_label("Kies Bea van den Dijk").check()
    planner.get_by_role("button", name="Zet in deelsessie").click()
    planner.get_by_label("Zet in").select_option(label=f"{wishes}: {sessions[0]} (vol)")
    planner.get_by_role("button", name="Zet in deze sessie: 1 persoon").click()
    expect(planner.locator(".error-summary")).to_contain_text(f"‘{sessions[0]}’ is vol")
    found["several"] = looked_at(planner)
    assert found == {name: [] for name in found}
