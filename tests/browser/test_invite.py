"""Inviting in a real browser: from a pasted list to the answer on a phone, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.extensions import db
from app.mail.models import OutgoingMail
from app.registrations.invitation_job import write_invitations
from app.registrations.models import Invitation
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_lists import planner

pytestmark = pytest.mark.browser
PASTED = "Jan de Vries <jan@politie.example>; Anne Bos <anne@zorg.example>; Kees"


def put_on_the_list(page: Page) -> None:
    page.get_by_label("Plak uit Outlook of Excel").fill(PASTED)
    page.get_by_role("button", name="Bekijk wat er staat").click()
    expect(page.locator("h1")).to_have_text("Dit komt op de lijst")


def link(site: Site, email: str = "jan@politie.example") -> str:
    """The personal page in the mail to this address."""
    with site.app.app_context():
        while write_invitations():
            pass
        raw = db.session.scalars(select(OutgoingMail.raw).where(OutgoingMail.to_address == email)).one()
        token = db.session.scalars(select(Invitation.token).where(Invitation.email_key == email)).one()
        assert token.encode() in (raw or b"").replace(b"=\r\n", b"")
        return f"/uitnodiging/{token}"


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_pasted_list_to_the_answers(site: Site, visit: Visit, javascript: bool) -> None:
    page = planner(site, visit, "/aanmeldingen", width=390, javascript=javascript)
    page.get_by_role("link", name="Uitnodigen", exact=True).click()
    put_on_the_list(page)
    expect(page.get_by_text("Bij ‘Kees’ staat geen e-mailadres.")).to_be_visible()
    page.get_by_role("button", name="Zet 2 op de lijst").click()
    page.get_by_role("link", name="Bekijk de uitnodiging").click()
    page.get_by_label("Tekst").fill("Wij zien u graag.\nKomt u?")
    page.get_by_role("button", name="Bekijk de mail zo").click()
    expect(page.locator(".letter")).to_contain_text("Dag Jan de Vries, wij zien u graag.")
    page.get_by_role("button", name="Verstuur naar 2 genodigden").click()
    expect(page.get_by_text("2 genodigden krijgen deze uitnodiging.")).to_be_visible()

    guest = visit(link(site), width=390, javascript=javascript)
    guest.get_by_role("link", name="Ik kom", exact=True).click()
    expect(guest.get_by_label("Naam", exact=True)).to_have_value("Jan de Vries")
    guest.get_by_label("Organisatie", exact=True).fill("Politie")
    guest.get_by_label("Politie en justitie").check()
    guest.get_by_role("button", name="Aanmelden").click()
    expect(guest.locator("h1")).to_have_text("U bent aangemeld")

    other = visit(link(site, "anne@zorg.example"), width=390, javascript=javascript)
    other.get_by_role("button", name="Ik ben verhinderd").click()
    expect(other.locator("h1")).to_have_text("U bent verhinderd")
    other.get_by_text("Vraag mijn collega").click()
    other.get_by_label("Naam van uw collega").fill("Koen Smit")
    other.get_by_label("E-mail van uw collega").fill("koen@zorg.example")
    other.get_by_role("button", name="Stel mijn collega voor").click()
    expect(other.get_by_text("U stelde Koen Smit voor.")).to_be_visible()

    page.reload()
    rows = page.locator(".invited > li")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("wacht op uw ja")
    expect(rows.nth(1)).to_contain_text("verhinderd")
    expect(rows.nth(2)).to_contain_text("aangemeld")
    page.get_by_role("button", name="Mag komen").click()
    expect(page.get_by_text("Koen Smit mag komen en krijgt nu de uitnodiging.")).to_be_visible()


@in_each_look
def test_axe_finds_nothing_and_nothing_overflows(site: Site, visit: Visit, scheme: str, width: int) -> None:
    page = planner(site, visit, "/aanmeldingen/uitnodigen", width=width, scheme=scheme)
    found = {"empty": (faults(page), overflow(page))}
    page.get_by_role("button", name="Bekijk wat er staat").click()
    expect(page.locator(".error-summary")).to_be_focused()
    found["faults"] = faults(page), overflow(page)
    put_on_the_list(page)
    found["preview"] = faults(page), overflow(page)
    page.get_by_role("button", name="Zet 2 op de lijst").click()
    found["list"] = faults(page), overflow(page)
    page.get_by_role("link", name="Bekijk de uitnodiging").click()
    found["letter"] = faults(page), overflow(page)
    page.get_by_role("button", name="Verstuur naar 2 genodigden").click()
    for name, path in (
        ("invited", link(site)),
        ("form", f"{link(site)}/aanmelden"),
        ("unknown", "/uitnodiging/x"),
    ):
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        found[name] = faults(page), overflow(page)
    page.goto(link(site))
    page.get_by_role("button", name="Ik ben verhinderd").click()
    page.get_by_text("Vraag mijn collega").click()
    page.get_by_role("button", name="Stel mijn collega voor").click()
    found["colleague"] = faults(page), overflow(page)
    assert found == dict.fromkeys(found, ([], 0))
