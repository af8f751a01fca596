"""The public side in a real browser: readable by everybody, in every width, with or without scripts."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from app.extensions import db
from app.registrations.models import Registration
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow

pytestmark = pytest.mark.browser


def fill_in(page: Page, name: str = "Joost van der Voorbeeld", email: str = "joost@gemeente.example") -> None:
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Organisatie", exact=True).fill("Gemeente Zwolle")
    page.get_by_label("Onderwijs", exact=True).check()


def registered(visit: Visit, site: Site, **options: object) -> Page:
    page = visit(f"/{site.slug}/aanmelden", **options)
    fill_in(page)
    page.get_by_role("button", name="Aanmelden").click()
    page.wait_for_url("**/aanmelding/*")
    return page


def personal_link(site: Site) -> str:
    with site.app.app_context():
        return f"/aanmelding/{db.session.scalars(select(Registration.token)).one()}"


@in_each_look
def test_axe_finds_nothing_and_nothing_overflows(site: Site, visit: Visit, scheme: str, width: int) -> None:
    page = registered(visit, site, width=width, scheme=scheme)
    found = {"receipt": (faults(page), overflow(page))}
    page.goto(f"/{site.slug}/aanmelden")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator(".error-summary")).to_be_visible()
    found["faults"] = faults(page), overflow(page)
    for path in (
        "/",
        f"/{site.slug}",
        f"/{site.slug}/aanmelden",
        personal_link(site),
        "/aanmelding/onbekend",
    ):
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        found[path] = faults(page), overflow(page)
    assert found == dict.fromkeys(found, ([], 0))


def test_one_registers_with_the_keyboard_alone(site: Site, visit: Visit) -> None:
    page = visit(f"/{site.slug}")
    page.get_by_role("link", name="Aanmelden", exact=True).press("Enter")
    page.get_by_label("Naam", exact=True).focus()
    for text in ("Joost van der Voorbeeld", "joost@gemeente.example", "Gemeente Zwolle"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _stop in range(12):  # past the sessions and the planner's own questions
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Aanmelden")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")


def test_a_fault_gets_the_focus_and_leads_to_its_field(site: Site, visit: Visit) -> None:
    page = visit(f"/{site.slug}/aanmelden")
    fill_in(page, email="joost@gemeente")
    page.get_by_role("button", name="Aanmelden").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Fout: Aanmelden: Werksessie voorkomen van jonge aanwas")
    summary.get_by_role("link").click()
    expect(page.get_by_label("E-mail", exact=True)).to_be_focused()
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("joost@gemeente")
    expect(page.get_by_label("Naam", exact=True)).to_have_value("Joost van der Voorbeeld")
    expect(page.get_by_label("Onderwijs", exact=True)).to_be_checked()


def test_everything_works_without_scripts(site: Site, visit: Visit) -> None:
    page = registered(visit, site, width=390, javascript=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")
    page.goto(personal_link(site))
    page.get_by_label("Organisatie", exact=True).fill("Provincie Voorbeeld")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("status")).to_have_text("Wij hebben dit bewaard.")
    expect(page.get_by_label("Organisatie", exact=True)).to_have_value("Provincie Voorbeeld")
    page.get_by_text("Ik meld mij af").click()
    page.get_by_role("button", name="Meld mij af").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent afgemeld")
    page.get_by_role("button", name="Meld mij weer aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")
    page.get_by_text("Verwijder mijn gegevens").first.click()
    page.get_by_role("button", name="Verwijder mijn gegevens").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw gegevens zijn verwijderd")


def test_the_page_prints_whole_on_a_few_sheets(site: Site, visit: Visit) -> None:
    page = visit(f"/{site.slug}", scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".btns").first.is_hidden()
    assert page.get_by_text("Zo komt u er").is_visible()
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) <= 4


def test_a_page_is_light(site: Site, visit: Visit) -> None:
    page = visit("/")
    weights: dict[str, int] = {}
    page.on("response", lambda answer: weights.update({answer.url: len(answer.body())}))
    page.goto(f"/{site.slug}")
    page.wait_for_load_state("networkidle")
    assert len(weights) <= 6
    assert sum(weights.values()) <= 60_000
