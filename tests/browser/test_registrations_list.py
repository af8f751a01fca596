"""The list of registrations in a real browser: finding while typing, several at once, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.accounts.actions import make_link
from app.accounts.models import User
from app.extensions import db
from app.mail.models import OutgoingMail
from app.registrations.models import Registration
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.factories import add_registrations, add_user

pytestmark = pytest.mark.browser
NAMES = ("Koen de Vries", "Ömer Aydın", "Anne van den Berg", "Lotte in ’t Veld", "Bea Dijk", "Cas Els")


@pytest.fixture
def people(site: Site) -> list[int]:
    return add_registrations(site.app, site.slug, *NAMES)


def at_list(site: Site, visit: Visit, path: str = "", **window: object) -> Page:
    """The list, signed in."""
    user_id = add_user(site.app)
    with site.app.app_context():
        token = make_link(db.session.get_one(User, user_id))
        db.session.commit()
    page = visit(f"/inloggen/{token}", **window)
    page.locator("main button").click()
    page.goto(f"/beheer/{site.slug}/aanmeldingen{path}")
    return page


def listed(page: Page) -> list[str]:
    return page.locator("tbody th a").all_inner_texts()


def test_who_types_finds_at_once_and_stays_in_the_field(site: Site, visit: Visit, people: list[int]) -> None:
    page = at_list(site, visit)
    page.get_by_label("Naam, organisatie of e-mail").press_sequentially("vri")
    expect(page.locator("#gezegd")).to_have_text("1 persoon")
    assert listed(page) == ["Vries, Koen de"]
    assert page.evaluate("document.activeElement.id") == "q"
    assert page.url.endswith("/aanmeldingen?q=vri")
    page.keyboard.press("Backspace")
    page.locator("#toestemming").select_option("ja")
    expect(page.locator("#gezegd")).to_contain_text("Niemand gevonden.")
    assert listed(page) == []


def test_without_a_connection_the_list_stays_and_says_so(site: Site, visit: Visit, people: list[int]) -> None:
    page = at_list(site, visit)
    page.route("**/aanmeldingen?q=*", lambda route: route.abort())
    page.get_by_label("Naam, organisatie of e-mail").fill("vries")
    expect(page.locator("#gezegd")).to_contain_text("kon niet worden bijgewerkt")
    assert len(listed(page)) == len(NAMES)


@pytest.mark.parametrize("javascript", [True, False])
def test_several_get_a_mail_after_a_page_that_says_who(
    site: Site, visit: Visit, people: list[int], javascript: bool
) -> None:
    page = at_list(site, visit, javascript=javascript)
    page.get_by_label("Naam, organisatie of e-mail").fill("gemeente")
    page.get_by_role("button", name="Toon").click()
    page.get_by_label("Kies Koen de Vries").check()
    page.get_by_label("Kies Bea Dijk").check()
    page.get_by_role("button", name="Mail").click()
    expect(page.locator(".lead")).to_contain_text("2 mensen krijgen deze mail")
    page.get_by_role("button", name="Verstuur aan 2 mensen").click()
    expect(page.locator(".error-summary")).to_contain_text("Vul een onderwerp in.")
    page.get_by_label("Onderwerp").fill("Parkeren")
    page.get_by_label("Bericht").fill("Kom met de fiets.")
    page.get_by_role("button", name="Verstuur aan 2 mensen").click()
    expect(page.locator(".messages")).to_contain_text("Uw mail gaat naar 2 mensen.")
    with site.app.app_context():
        sent = db.session.scalars(select(OutgoingMail.to_name).order_by(OutgoingMail.to_name))
        assert list(sent) == ["Bea Dijk", "Koen de Vries"]


def test_withdrawing_several_by_keyboard(site: Site, visit: Visit, people: list[int]) -> None:
    page = at_list(site, visit)
    page.get_by_label("Kies Cas Els").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Meld af").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Meld af: 1 persoon").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Cas Els is afgemeld en krijgt een mail.")
    with site.app.app_context():
        assert db.session.get_one(Registration, people[5]).cancelled_at is not None


def test_a_head_sorts_the_list(site: Site, visit: Visit, people: list[int]) -> None:
    page = at_list(site, visit)
    page.get_by_role("link", name="Naam").click()
    expect(page.get_by_role("columnheader", name="Naam")).to_have_attribute("aria-sort", "descending")
    assert listed(page)[0] == "Vries, Koen de"


@in_each_look
def test_every_page_is_accessible_and_fits(
    site: Site, visit: Visit, people: list[int], width: int, scheme: str
) -> None:
    page = at_list(site, visit, width=width, scheme=scheme)
    base = f"/beheer/{site.slug}/aanmeldingen"
    ticks = "&".join(f"wie={number}" for number in people[:2])
    for path in (
        "",
        "?q=niemand",
        f"/{people[0]}#wijzig",
        "/nieuw",
        f"/samen?actie=mail&{ticks}",
        f"/samen?actie=afmelding&{ticks}",
        "/samen",
        "/presentielijst",
        "/verwachting",
        "/dubbel",
    ):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        assert (path, faults(page), overflow(page)) == (path, [], 0)
