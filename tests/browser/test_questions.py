"""Own questions in a real browser: a planner asks them, a visitor answers what applies, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.extensions import db, now
from app.registrations.question_models import FormQuestion
from app.werksessies.models import Werksessie
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_registrations_list import at_list

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(site: Site) -> None:
    """How do you travel, and for who comes by car two more that follow from it."""
    with site.app.app_context():
        werksessie = db.session.query(Werksessie).one()
        for one in db.session.query(FormQuestion):
            db.session.delete(one)  # those of the example
        travel = FormQuestion(
            werksessie_id=werksessie.id, position=0, text="Hoe reist u?", kind="meer van", purpose="Parkeren.",
            options=["Trein", "Auto"], required_since=now(),
        )  # fmt: skip
        db.session.add(travel)
        db.session.flush()
        electric = FormQuestion(
            werksessie_id=werksessie.id, position=1, text="Moet uw auto laden?", kind="ja of nee",
            purpose="Laadpalen.", required_since=now(), shown_if_id=travel.id, shown_if="Auto",
        )  # fmt: skip
        db.session.add(electric)
        db.session.flush()
        power = FormQuestion(
            werksessie_id=werksessie.id, position=2, text="Hoeveel uur?", kind="getal", purpose="Laadpalen.",
            shown_if_id=electric.id, shown_if="ja",
        )  # fmt: skip
        db.session.add(power)
        db.session.commit()


def fill_in(page: Page) -> None:
    page.get_by_label("Naam", exact=True).fill("Joost van der Voorbeeld")
    page.get_by_label("E-mail", exact=True).fill("joost@gemeente.example")
    page.get_by_label("Organisatie", exact=True).fill("Gemeente Zwolle")
    page.get_by_label("Onderwijs", exact=True).check()


@in_each_look
def test_a_question_is_there_when_it_applies(
    site: Site, visit: Visit, asked: None, width: int, scheme: str
) -> None:
    page = visit(f"/{site.slug}/aanmelden", width=width, scheme=scheme)
    fill_in(page)
    electric = page.get_by_role("group", name="Moet uw auto laden?")
    hours = page.get_by_label("Hoeveel uur?")
    expect(electric).to_be_hidden()
    page.get_by_label("Auto", exact=True).check()
    electric.get_by_label("Ja", exact=True).check()
    expect(hours).to_be_visible()
    expect(page.locator("[data-when]")).to_have_count(2)
    expect(page.locator("[data-when]").first).to_be_hidden()
    found = {"form": (faults(page), overflow(page))}
    hours.fill("drie")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator(".error-summary")).to_contain_text("Vul bij ‘Hoeveel uur?’ een getal in")
    expect(hours).to_have_value("drie")
    found["refused"] = faults(page), overflow(page)
    page.get_by_label("Auto", exact=True).uncheck()
    expect(electric).to_be_hidden()
    expect(hours).to_be_hidden()
    page.get_by_label("Trein", exact=True).check()
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")
    assert found == dict.fromkeys(found, ([], 0))


def test_without_scripts_the_words_say_when_a_question_applies(site: Site, visit: Visit, asked: None) -> None:
    page = visit(f"/{site.slug}/aanmelden", javascript=False)
    fill_in(page)
    expect(page.get_by_text("Alleen als u bij ‘Hoe reist u?’ antwoordt: Auto.")).to_be_visible()
    page.get_by_label("Trein", exact=True).check()
    page.get_by_label("Hoeveel uur?").fill("drie")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U bent aangemeld")


@in_each_look
def test_a_planner_asks_a_question(site: Site, visit: Visit, asked: None, width: int, scheme: str) -> None:
    page = at_list(site, visit, "/vragen", width=width, scheme=scheme)
    found = {"list": (faults(page), overflow(page))}
    page.get_by_role("link", name="Voeg een vraag toe").click()
    page.get_by_label("Vraag", exact=True).fill("Blijft u eten?")
    page.get_by_label("Hoe mensen antwoorden").select_option(label="Ja of nee")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Typ waarom u dit vraagt.").first).to_be_visible()
    found["refused"] = faults(page), overflow(page)
    page.get_by_label("Waarom u dit vraagt").fill("Dan bestellen wij genoeg.")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("‘Blijft u eten?’ is toegevoegd.")).to_be_visible()
    page.goto(f"/beheer/{site.slug}/aanmeldingen/deelnemerslijst")
    found["participants"] = faults(page), overflow(page)
    assert found == dict.fromkeys(found, ([], 0))
