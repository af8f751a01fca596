"""Opdracht, logistiek, als-dan and the steps at a table in a real browser, from the screen to the paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_programme import signed_in_cookie
from tests.pdf.reading import poppler

pytestmark = pytest.mark.browser
BASE = "/beheer/zwolle-2023"


def planner(site: Site, visit: Visit, path: str, **options: object) -> Page:
    """A page of the example, for a planner who is signed in."""
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(f"{BASE}{path}")
    return page


def printed(page: Page, edition: str, tmp_path: Path) -> str:
    """The words of an edition as it is printed now."""
    answer = page.request.get(f"{BASE}/draaiboek.pdf?editie={edition}")
    return " ".join(poppler("pdftotext", answer.body(), tmp_path, "-raw").split())


@pytest.mark.parametrize(
    "path",
    [
        "/opdracht",
        "/opdracht?open=doelen-nieuw",
        "/logistiek",
        "/logistiek?open=ploeg-nieuw",
        "/als-dan",
        "/als-dan?open=regels-nieuw",
    ],
)
@in_each_look
def test_the_lists_fit_and_have_no_barrier(
    site: Site, visit: Visit, path: str, width: int, scheme: str
) -> None:
    page = planner(site, visit, path, width=width, scheme=scheme)
    expect(page.locator("h1")).to_be_visible()
    assert overflow(page) == 0
    assert faults(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_line_goes_from_the_screen_to_the_paper_and_back(
    site: Site, visit: Visit, javascript: bool, tmp_path: Path
) -> None:
    page = planner(site, visit, "/draaiboek", javascript=javascript)
    page.get_by_role("link", name="Schrijf op wat te doen als het anders loopt").click()
    page.get_by_role("link", name="Voeg een regel toe").click()
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("alert")).to_contain_text("Typ wat er anders kan lopen")
    page.get_by_label("Als", exact=True).fill("de stroom uitvalt")
    page.get_by_label("Dan", exact=True).fill("Ga door bij daglicht.")
    page.get_by_label("Wie", exact=True).fill("techniek, locatie")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("link", name="Als de stroom uitvalt")).to_be_visible()
    line = "de stroom uitvalt Ga door bij daglicht. wie techniek, Tom Voorbeeld 06 00000009 met locatie"
    assert line in printed(page, "als-dan", tmp_path)
    page.get_by_role("link", name="Als de stroom uitvalt").click()
    page.get_by_role("button", name="Verwijder").click()
    assert "de stroom uitvalt" not in printed(page, "als-dan", tmp_path)
    page.get_by_role("button", name="Ongedaan maken").click()
    assert line in printed(page, "als-dan", tmp_path)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_goal_is_changed_taken_out_and_put_back(site: Site, visit: Visit, javascript: bool) -> None:
    page = planner(site, visit, "/opdracht", javascript=javascript)
    page.get_by_role("link", name="Elke tafel legt één interventie vast").click()
    page.get_by_label("Wat is er na de dag anders?").fill("Elke tafel begint iets voor de zomer.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    goal = page.get_by_role("listitem").filter(has_text="Elke tafel begint iets voor de zomer.")
    expect(goal).to_contain_text("Onze afspraak aan de wijktafel")
    page.get_by_role("link", name="Elke tafel begint iets voor de zomer.").click()
    page.get_by_role("button", name="Verwijder").click()
    expect(goal).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(goal).to_contain_text("Onze afspraak aan de wijktafel")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_step_is_typed_at_the_item_and_stands_on_the_sheet(
    site: Site, visit: Visit, javascript: bool, tmp_path: Path
) -> None:
    page = planner(site, visit, "/programma", javascript=javascript)
    page.get_by_role("link", name="Twee tafels aan het woord", exact=True).click()
    page.locator("#deel-stappen > summary").click()
    page.locator("#stap-erbij").click()
    step = page.get_by_role("group", name="Stap 1")
    step.get_by_label("Minuten").fill("8")
    step.get_by_label("Wat de tafel doet").fill("Luister naar tafel 3.")
    page.locator("#deel-stappen").get_by_role("button", name="Klaar").click()
    notice = "De stappen van ‘Twee tafels aan het woord’ duren samen 8 minuten, 3 minuten langer dan het onderdeel."
    expect(page.locator("li[data-item]").filter(has_text="Twee tafels").locator(".notice")).to_contain_text(
        notice
    )
    assert "12.20 8 min Luister naar tafel 3." in printed(page, "tafelinstructie", tmp_path)
