"""The planner's side in a real browser: sign in by mail, list, dashboard, new werksessie, colleagues, registrations."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from app.accounts.actions import add_user, make_link
from app.accounts.models import Membership, Role
from app.draaiboek.formats import FOLDER
from app.extensions import db, now
from app.logistics.models import Task
from app.mail.models import OutgoingMail
from app.registrations.actions import Entry, register
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow

pytestmark = pytest.mark.browser

SAM = "sam@gemeente.example"


def signed_in(site: Site, visit: Visit, path: str = "/beheer", **options: object) -> Page:
    """A page for a planner who sees everything, signed in with a link of the command line."""
    with site.app.app_context():
        token = make_link(add_user(SAM))
        db.session.commit()
    page = visit(f"/inloggen/{token}", **options)
    page.get_by_role("button", name="Inloggen").click()
    page.goto(path)
    return page


def fill(site: Site) -> None:
    """People in every state, a colleague, and tasks that are late, due and done."""
    with site.app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        werksessie.capacity = 2
        db.session.commit()
        for number, name in enumerate(("Anne van den Berg", "Koen de Vries", "Ömer Aydın", "Noor Voorbeeld")):
            entry = Entry(name=name, organisation="Gemeente Zwolle", email=f"p{number}@gemeente.example")
            register(werksessie.id, entry, name, now())
        days = (werksessie.date - now().date()).days
        tasks = list(db.session.scalars(select(Task).order_by(Task.position).limit(4)))
        for task, away in zip(tasks, (-9, 0, 3, -40), strict=True):
            task.day, task.workday = away - days, None
        tasks[3].done_at = now()
        werksessie_id = werksessie.id
        db.session.add(
            Membership(
                werksessie_id=werksessie_id,
                user_id=add_user("bas@bureau.example").id,
                role=Role.MEELEZEN.value,
            )
        )
        db.session.execute(update(Registration).where(Registration.id == 1).values(cancelled_at=now()))
        db.session.commit()


PAGES = [
    "/beheer",
    "/beheer/nieuw",
    "/beheer/zwolle-2023",
    "/beheer/zwolle-2023/gegevens",
    "/beheer/zwolle-2023/medewerkers",
    "/beheer/zwolle-2023/aanmeldingen",
    "/beheer/zwolle-2023/aanmeldingen?q=niemand",
    "/beheer/zwolle-2023/aandachtspunten",
    "/beheer/zwolle-2023/draaiboek",
    "/beheer/zwolle-2023/draaiboek.pdf?editie=onbekend",
]


@in_each_look
def test_axe_finds_nothing_and_nothing_overflows(site: Site, visit: Visit, scheme: str, width: int) -> None:
    fill(site)
    page = signed_in(site, visit, width=width, scheme=scheme)
    found = {}
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found[path] = (faults(page), overflow(page))
    page.goto("/beheer/zwolle-2023/aanmeldingen")
    page.get_by_role("link", name="Vries, Koen de").click()
    found["one"] = (faults(page), overflow(page))
    page.get_by_role("button", name="Meld af").click()
    found["withdrawn"] = (faults(page), overflow(page))
    assert found == dict.fromkeys(found, ([], 0))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_what_goes_wrong(site: Site, visit: Visit, scheme: str) -> None:
    page = signed_in(site, visit, "/beheer/nieuw", width=390, scheme=scheme)
    page.get_by_role("button", name="Maak een concept").click()
    found = {"new": (faults(page), overflow(page))}
    broken = FOLDER.joinpath("dagdeel.yaml").read_bytes().replace(b"capacity: 60 ", b"capacity: veel ")
    page.get_by_label("Draaiboekbestand").set_input_files(
        {"name": "kapot.yaml", "mimeType": "application/yaml", "buffer": broken}
    )
    page.get_by_role("button", name="Laad het bestand").click()
    expect(page.get_by_role("heading", name="Verbeter één ding in het bestand")).to_be_visible()
    found["file"] = (faults(page), overflow(page))
    page.goto("/beheer/zwolle-2023/gegevens")
    page.get_by_label("Begintijd").fill("25:00")
    page.get_by_role("button", name="Opslaan").click()
    found["data"] = (faults(page), overflow(page))
    page.goto("/beheer/zwolle-2023/medewerkers")
    page.get_by_role("button", name="Nodig uit", exact=True).click()
    found["colleagues"] = (faults(page), overflow(page))
    for path in ("/inloggen", "/inloggen/verstuurd", "/inloggen/verlopen"):
        page = visit(path, width=320, scheme=scheme)
        found[path] = (faults(page), overflow(page))
    assert found == dict.fromkeys(found, ([], 0))


@pytest.mark.parametrize("javascript", [True, False])
def test_one_signs_in_with_the_link_from_the_mail(site: Site, visit: Visit, javascript: bool) -> None:
    with site.app.app_context():
        add_user(SAM)
        db.session.commit()
    page = visit("/beheer/zwolle-2023/medewerkers", javascript=javascript)
    expect(page).to_have_url(re.compile("/inloggen"))
    page.get_by_label("E-mailadres").fill(SAM)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    with site.app.app_context():
        raw = db.session.scalars(select(OutgoingMail.raw)).one() or b""
    found = re.search(rb"/inloggen/[\w-]{20,}", raw.replace(b"=\r\n", b""))
    assert found is not None
    page.goto(found[0].decode())
    page.get_by_role("button", name="Inloggen").click()
    expect(page).to_have_url(re.compile("/beheer/zwolle-2023/medewerkers$"))
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_text("U bent uitgelogd.")).to_be_visible()
    page.goto("/beheer")
    expect(page).to_have_url(re.compile("/inloggen"))


def test_a_task_is_done_and_taken_back_by_keyboard(site: Site, visit: Visit) -> None:
    fill(site)
    page = signed_in(site, visit, "/beheer/zwolle-2023")
    button = page.get_by_role("button", name="Gedaan").first
    task = page.get_by_role("listitem").filter(has=button).last.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_visible()
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Weer te doen:")).to_be_visible()
    again = page.get_by_role("listitem").filter(has=page.get_by_role("button", name="Gedaan").first)
    assert again.last.inner_text() == task


def test_from_a_format_to_a_public_page(site: Site, visit: Visit) -> None:
    page = signed_in(site, visit, "/beheer/nieuw", width=390)
    page.get_by_label("Wereldcafé: langer thuis wonen").check()
    page.get_by_label("Titel", exact=True).fill("Samen langer thuis")
    page.get_by_label("Datum", exact=True).fill("2099-06-15")
    page.get_by_role("button", name="Maak een concept").click()
    expect(page).to_have_url(re.compile("/beheer/samen-langer-thuis$"))
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("De werksessie staat op de site.")).to_be_visible()
    page.goto("/samen-langer-thuis")
    expect(page.get_by_role("heading", name="Samen langer thuis")).to_be_visible()


def test_the_error_summary_takes_focus_and_leads_to_the_field(site: Site, visit: Visit) -> None:
    page = signed_in(site, visit, "/beheer/nieuw")
    page.get_by_role("button", name="Maak een concept").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Geef de werksessie een titel").click()
    expect(page.get_by_label("Titel", exact=True)).to_be_focused()


def test_the_list_is_searched_and_somebody_withdrawn_without_scripts(site: Site, visit: Visit) -> None:
    fill(site)
    page = signed_in(site, visit, "/beheer/zwolle-2023/aanmeldingen", javascript=False, width=390)
    page.get_by_label("Naam, organisatie of e-mail").fill("omer")
    page.get_by_role("button", name="Toon").click()
    page.get_by_role("link", name="Aydın, Ömer").click()
    page.get_by_role("button", name="Meld af").click()
    expect(page.get_by_text("Ömer Aydın is afgemeld en krijgt een mail.")).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Ömer Aydın is weer")).to_be_visible()


def test_a_page_of_fifty_people_stays_small(site: Site, visit: Visit) -> None:
    with site.app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id)).one()
        for number in range(60):
            entry = Entry(
                name=f"Noor Voorbeeld {number}", organisation="Zorg", email=f"p{number}@zorg.example"
            )
            register(werksessie_id, entry, str(number), now())
    page = signed_in(site, visit)
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto("/beheer/zwolle-2023/aanmeldingen", wait_until="networkidle")
    assert len(sizes) <= 6
    assert sum(sizes) <= 90_000, "unpacked; 60 kB packed"
