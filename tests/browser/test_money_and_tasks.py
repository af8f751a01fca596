"""Tasks and the budget in a real browser: a task by hand, done by somebody without an account; a line of the plan."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select, update

from app.budget.models import BudgetLine
from app.catering.models import CateringMoment
from app.extensions import db, now
from app.logistics.models import Task, VenueTerms
from app.speakers.models import Speaker
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import Werksessie
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie

pytestmark = pytest.mark.browser
BASE = "/beheer/zwolle-2023"


@pytest.fixture
def planned(site: Site) -> Site:
    """One speaker with a fee, no line by hand, no task."""
    with site.app.app_context():
        db.session.execute(delete(Task))
        db.session.execute(delete(BudgetLine))
        db.session.execute(delete(VenueTerms))
        db.session.execute(update(Speaker).values(fee=None, travel_costs=None, status="bevestigd"))
        first = db.session.scalars(select(Speaker).order_by(Speaker.position)).first()
        assert first is not None
        first.fee = 45_000
        db.session.execute(update(CateringMoment).values(per_person=None))
        db.session.execute(update(Werksessie).values(budget_frame=150_000))
        db.session.commit()
    return site


def planner(site: Site, visit: Visit, path: str, **options: object) -> Page:
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(f"{BASE}{path}")
    return page


def test_a_task_goes_to_somebody_without_an_account_and_comes_back_done(planned: Site, visit: Visit) -> None:
    page = planner(planned, visit, "/taken", javascript=False)
    page.get_by_role("link", name="Voeg een taak toe").click()
    page.get_by_label("Hoeveel dagen").fill("3")
    page.get_by_label("Of van iemand zonder account").fill("Lotte Voorbeeld")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("alert")).to_contain_text("aanvullen of verbeteren")
    expect(page.get_by_label("Hoeveel dagen")).to_have_value("3")
    page.get_by_label("Taak", exact=True).fill("Bel vier scholen")
    page.get_by_label("E-mailadres van die persoon").fill("lotte@school.example")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("status")).to_contain_text("‘Bel vier scholen’ is toegevoegd.")
    page.get_by_role("button", name="Stuur de taken").click()
    expect(page.get_by_role("status")).to_contain_text("Lotte Voorbeeld krijgt de taken per mail.")
    with planned.app.app_context():
        token = db.session.scalars(select(PersonalLink.token)).one()
    guest = visit(f"/taken/{token}", width=320, scheme="dark")
    expect(guest.locator("h1")).to_have_text("Uw taken, Lotte Voorbeeld")
    assert (overflow(guest), faults(guest)) == (0, [])
    guest.get_by_role("button", name="Klaar").click()
    expect(guest.get_by_role("status")).to_contain_text("Klaar: Bel vier scholen")
    guest.get_by_role("button", name="Ongedaan maken").click()
    guest.get_by_role("button", name="Klaar").click()
    page.reload()
    page.get_by_text("Klaar: 1").click()
    expect(page.locator("main")).to_contain_text("door Lotte Voorbeeld")


def test_a_line_of_the_plan_gets_its_invoice_and_the_frame_answers(planned: Site, visit: Visit) -> None:
    page = planner(planned, visit, "/budget", javascript=False)
    expect(page.locator(".facts")).to_contain_text("binnen het kader")
    page.get_by_role("button", name="Vul bedragen en data aan").first.click()
    page.get_by_label("Werkelijk, excl. btw").fill("€ 1.800,00")
    page.get_by_label("Factuur van").fill("3 juli 2027")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator(".facts")).to_contain_text("€ 300,00 over het kader")
    expect(page.get_by_role("table", name="Sprekers")).to_contain_text("factuur 3 jul")
    page.get_by_role("link", name="Voeg een post toe").click()
    page.get_by_label("Regel").fill("Drukwerk")
    page.get_by_label("Geraamd, excl. btw").fill("12")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("table", name="Alles samen")).to_contain_text("€ 1.812,00")


@pytest.mark.parametrize(
    "path", ["/beheer", BASE, f"{BASE}/taken?open=lijst-nieuw", f"{BASE}/budget?open=posten-nieuw"]
)
@in_each_look
def test_the_screens_fit_and_have_no_barrier(
    planned: Site, visit: Visit, path: str, width: int, scheme: str
) -> None:
    with planned.app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        away = (werksessie.date - werksessie.local_day(now())).days
        for place, days in enumerate((-2, 0, 3, 30)):
            db.session.add(
                Task(werksessie_id=werksessie.id, position=place, day=days - away, what=f"Taak {days}")
            )
        db.session.commit()
    page = planner(planned, visit, "", width=width, scheme=scheme)
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    assert overflow(page) == 0
    assert faults(page) == []
