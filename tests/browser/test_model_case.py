"""The model case, from the assignment to the printed draaiboek, as the planner and everyone around her live it.

One werksessie that begins empty. Each chapter is what somebody does in a browser; who has no account gets in with the
link from the mail. It ends on paper: every fact that was typed once has to stand where its reader needs it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visit
from tests.browser.model_case import (
    CATERER,
    CREW,
    DAY,
    EDITIONS,
    FACTS,
    FENNA,
    GOALS,
    GUESTS,
    ON_PAPER,
    OWNER,
    PLAN_B,
    PROGRAMME,
    ROOS,
    SLUG,
    SPEAKER,
    SPEAKERS,
    TASK,
    TERMS,
    TITLE,
    TOLD,
    WHO_DROPS_OUT,
    Case,
    add,
    fill,
)
from tests.factories import add_user, post

pytestmark = pytest.mark.browser


def the_planner_signs_in(site: Site, visit: Visit, folder: Path) -> Case:
    with site.app.app_context():
        add_user(site.app, ROOS)
    case = Case(site, visit, folder, visit("/beheer/nieuw"))
    fill(case.roos, {"E-mailadres": ROOS}, "Stuur mij een link")
    case.roos.goto(case.mailed(ROOS, "inloggen"))
    case.roos.get_by_role("button", name="Inloggen").click()
    return case


def a_werksessie_begins_empty(case: Case) -> None:
    page = case.roos
    page.goto("/beheer")
    fill(page, {"Uw naam": "Roos Voorbeeld"}, "Bewaar uw naam")
    page.get_by_role("link", name="Nieuwe werksessie").first.click()
    page.get_by_label("Leeg begin").check()
    facts = {"Titel": TITLE, "Datum": DAY.isoformat()}
    page.get_by_label("Opdrachtgever").fill("Gemeente Zwolle")
    fill(page, facts, "Maak een concept")
    expect(page).to_have_url(re.compile(f"/beheer/{SLUG}$"))
    page.get_by_role("link", name="Wijzig de gegevens").click()
    times = {"Begintijd": "09.30", "Eindtijd": "15.30"}
    for label, value in {"Locatie": "De Voorbeeldhof", "Aantal plaatsen": "80"}.items():
        page.get_by_label(label).fill(value)
    fill(page, times, "Opslaan")


def the_assignment_is_written_down(case: Case) -> None:
    case.to("Vandaag").get_by_role("link", name="Naar de opdracht").click()
    page = case.roos
    fill(page.locator("#feiten"), FACTS, "Bewaar de opdracht")
    for pillar, text in GOALS.items():
        add(
            page,
            "Voeg een doel toe",
            {"Wat is er na de dag anders?": text, "Pijler": pillar, "Korte naam": pillar},
        )
    add(page, "Voeg een randvoorwaarde toe", {"Randvoorwaarde": "Geen namen van jongeren in de zaal."})
    duty = {"Onderwerp": "het programma", "Wie beslist": "Fenna Voorbeeld", "Wie doet het": "Roos Voorbeeld"}
    add(page, "Voeg een onderwerp toe", duty)


def the_client_approves_it_by_link(case: Case) -> None:
    fill(case.roos, {"Naam": "Fenna Voorbeeld", "E-mailadres": FENNA}, "Mail de opdracht")
    fenna = case.opened(FENNA, "opdracht")
    expect(fenna.locator("main")).to_contain_text(GOALS["activeren"])
    fenna.get_by_role("button", name="Ik keur de opdracht goed").click()
    expect(fenna.get_by_role("status")).to_contain_text("U hebt de opdracht goedgekeurd.")
    case.roos.reload()
    expect(case.roos.locator("#goedkeuring")).to_contain_text("Versie 1 is goedgekeurd door Fenna Voorbeeld")


def the_programme_is_made(case: Case) -> None:
    page = case.to("Programma")
    for title, minutes, start, kind, pillar in PROGRAMME:
        page.get_by_role("link", name="Voeg een onderdeel toe").click()
        values = {"Onderdeel": title, "Minuten": minutes, "Vast begin": start, "Soort": kind}
        chosen = {"Pijler": pillar, "Doel": pillar} if pillar else {}
        fill(page.locator("#nieuw"), values | chosen, "Voeg toe")
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(item(page, "Lunch").locator(".when")).to_contain_text("12.00 vast")
    case.to("Rode draad")
    for goal in GOALS.values():
        expect(page.locator("main")).to_contain_text(goal)


def item(page: Page, title: str) -> Locator:
    return page.locator("li[data-item]").filter(has=page.get_by_role("link", name=title, exact=True))


def two_speakers_are_asked(case: Case) -> None:
    for name, address, title, asked in SPEAKERS:
        page = case.to("Sprekers")
        page.get_by_role("link", name="Voeg een spreker toe").click()
        fill(page, {"Naam": name, "E-mailadres": address}, "Voeg toe")
        case.to("Programma")
        page.get_by_role("link", name=title, exact=True).click()
        page.get_by_label("Spreker", exact=True).first.select_option(label=name)
        page.get_by_role("button", name="Klaar").first.click()
        expect(item(page, title).locator(".unsure")).to_have_text(f"{name} idee")
        case.to("Sprekers").get_by_role("link", name=name).click()
        page.get_by_role("link", name="Wijzig", exact=True).click()
        fill(page, {"Wat u vraagt": asked}, "Bewaar")
        page.locator("#link summary").click()
        page.get_by_role("button", name="Verstuur deze mail").click()
        expect(page.locator("main")).to_contain_text("Benaderd sinds")
    fill(case.roos, {"Plan B als Wim Voorbeeld uitvalt": PLAN_B}, "Bewaar plan B")


def one_confirms_and_tells_what_is_needed(case: Case) -> None:
    sadia = case.opened(SPEAKER, "spreker")
    expect(sadia.locator("main")).to_contain_text("09.30 tot 10.15")
    sadia.get_by_role("button", name="Ja, ik kom spreken").click()
    sadia.get_by_text("U mag bewaren wat ik niet eet").click()
    fill(sadia, TOLD, "Bewaar")
    expect(sadia.get_by_label("Hoe laat komt u aan?")).to_have_value("08.45")


def the_other_drops_out_and_leaves_a_hole_with_plan_b(case: Case) -> None:
    wim = case.opened(WHO_DROPS_OUT, "spreker")
    wim.get_by_text("Nee, met een reden").click()
    wim.get_by_label("Waarom niet?").fill("Dienst die dag.")
    wim.get_by_role("button", name="Zeg nee met deze reden").click()
    expect(wim.locator("h1")).to_have_text("U komt niet spreken")
    page = case.to("Programma")
    expect(item(page, "Vanaf de straat").locator(".hole")).to_have_text(
        f"Spreker afgezegd: Wim Voorbeeld. Plan B: {PLAN_B}"
    )
    expect(item(page, "Zo werkt ronselen")).to_contain_text("Sadia Voorbeeld")
    expect(item(page, "Zo werkt ronselen").locator(".unsure")).to_have_count(0)


def rooms_crew_and_deliveries_are_arranged(case: Case) -> None:
    page = case.to("Logistiek")
    for name, places in (("Grote zaal", "100"), ("Foyer", "120")):
        add(page, "Voeg een zaal toe", {"Zaal": name, "Plaatsen": places})
    for role, name, phone, starts, ends in CREW:
        page.get_by_role("link", name="Voeg iemand toe").click()
        if role == "floormanager":
            page.get_by_label("Heeft de regie").check()
        shift = {"Rol": role, "Naam": name, "Telefoon": phone, "Er vanaf": starts, "Klaar om": ends}
        fill(page, shift, "Voeg toe")
    supplier = {"Leverancier": "Geluid Voorbeeld", "Levert": "twee reversmicrofoons", "Komt om": "08.15"}
    add(page, "Voeg een leverancier toe", supplier)
    things = {"Wat": "flipover", "Aantal": "8", "Zaal": "Grote zaal", "Komt om": "08.30"}
    add(page, "Voeg materiaal toe", things)
    case.to("Programma")
    for title, room in (("Zo werkt ronselen", "Grote zaal"), ("Lunch", "Foyer")):
        page.get_by_role("link", name=title, exact=True).click()
        page.get_by_label("Zaal", exact=True).first.select_option(label=room)
        page.get_by_role("button", name="Klaar").first.click()
        expect(item(page, title)).to_contain_text(room)


def it_is_published_and_professionals_register(case: Case) -> None:
    page = case.to("Vandaag")
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("De werksessie staat op de site.")).to_be_visible()
    for name, diet in GUESTS.items():
        fields = {
            "name": name,
            "organisation": "Zorg",
            "email": address_of(name),
            "diet": diet,
            "consent": "y",
        }
        assert post(case.site.app.test_client(), f"/{SLUG}/aanmelden", **fields).status_code == 303
    joost = case.visit(f"/{SLUG}", width=390)
    joost.get_by_role("link", name="Aanmelden").first.click()
    joost.get_by_text("Wilt u ons nog iets laten weten?").click()
    joost.get_by_label("Wat kunt of wilt u niet eten?").fill("vegetarisch")
    joost.get_by_text("De organisatie mag deze wensen bewaren").click()
    joost.get_by_label("Naam", exact=True).fill("Joost Voorbeeld")
    fill(joost, {"E-mail": "joost@voorbeeld.example", "Organisatie": "Politie"}, "Aanmelden")
    expect(joost.locator("h1")).to_have_text("U bent aangemeld")


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@zorg.example"


def after_the_caterers_deadline_a_diet_is_closed(case: Case) -> None:
    page = case.to("Catering")
    anne = case.opened(address_of("Anne Bos"), "aanmelding")
    expect(anne.get_by_label("Wat kunt of wilt u niet eten?")).to_have_value("vegetarisch")
    page.get_by_label("E-mailadres").fill(CATERER)
    for label, value in TERMS.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Bewaar de afspraken").click()
    anne.reload()
    expect(anne.get_by_label("Wat kunt of wilt u niet eten?")).to_have_count(0)
    expect(anne.locator("main")).to_contain_text("Daarom wijzigt u dit hier niet meer.")
    expect(anne.locator("main")).to_contain_text("vegetarisch")


def lunch_moves_and_catering_follows(case: Case) -> None:
    page = case.to("Catering")
    lunch = {"Wat": "Lunchbuffet", "Hoort bij dit onderdeel": "Lunch", "Prijs per portie": "14,50"}
    add(page, "Voeg een moment toe", lunch)
    row = page.locator("#cateringmomenten li").filter(has_text="Lunchbuffet")
    expect(row).to_contain_text("12.00–13.00, 1 u, Foyer")
    case.to("Programma")
    begin = page.get_by_label("Vast begin van Lunch")
    begin.fill("12.15")
    begin.press("Enter")
    expect(page.locator("#gezegd")).to_have_text("‘Lunch’ is nu van 12.15 tot 13.15.")
    case.to("Catering")
    expect(row).to_contain_text("12.15")


def the_caterer_confirms_by_link(case: Case) -> None:
    page = case.roos
    page.get_by_role("button", name="Maak bestelling 1").click()
    page.get_by_role("button", name="Mail bestelling 1 naar de cateraar").click()
    yara = case.opened(CATERER, "catering")
    expect(yara.locator("main")).to_contain_text("Lunchbuffet: 13 porties")
    expect(yara.locator("main")).to_contain_text("3 vegetarisch")
    yara.get_by_label("Uw naam").first.fill("Yara Voorbeeld")
    yara.get_by_role("button", name="Bevestig bestelling 1").click()
    expect(yara.locator("main")).to_contain_text("Bevestigd door Yara Voorbeeld")
    for name in (*GUESTS, "Joost", "Sadia"):
        expect(yara.locator("body")).not_to_contain_text(name)


def somebody_withdraws_and_the_planner_sees_the_difference(case: Case) -> None:
    bram = case.opened(address_of("Bram Kok"), "aanmelding")
    bram.get_by_text("Ik meld mij af").click()
    bram.get_by_role("button", name="Meld mij af").click()
    expect(bram.locator("h1")).to_have_text("U bent afgemeld")
    case.roos.reload()
    expect(case.roos.locator("#bestelling")).to_contain_text("Anders dan in bestelling 1")
    expect(case.roos.locator("#bestelling")).to_contain_text("Lunchbuffet: −1 vegetarisch, −1 totaal")


def somebody_without_an_account_does_a_task(case: Case) -> None:
    page = case.to("Taken")
    page.get_by_role("link", name="Voeg een taak toe").click()
    fill(page, TASK, "Voeg toe")
    page.get_by_role("button", name="Stuur de taken").click()
    lotte = case.opened(OWNER, "taken")
    lotte.get_by_role("button", name="Klaar").click()
    page.reload()
    page.get_by_text("Klaar: 1").click()
    expect(page.locator("main")).to_contain_text("door Lotte Voorbeeld")


def a_version_is_fixed(case: Case) -> None:
    page = case.to("Draaiboek")
    page.get_by_role("link", name="Maak een versie").click()
    page.locator("label.option", has_text=re.compile(r"^\s*Vastgesteld")).click()
    page.get_by_role("button", name="Maak deze versie").click()
    expect(page.get_by_role("heading", name="Versie 1.0")).to_be_visible()


def every_fact_is_on_paper(case: Case) -> None:
    base = f"/beheer/{SLUG}"
    papers = {edition: f"{base}/draaiboek.pdf?editie={edition}&versie=1.0" for edition in EDITIONS}
    papers |= {"opdracht": f"{base}/opdracht.pdf", "bestelling": f"{base}/catering/bestelling.pdf"}
    printed = {name: case.paper(case.roos, path) for name, path in papers.items()}
    missing = {
        name: [fact for fact in facts if fact not in printed[name]] for name, facts in ON_PAPER.items()
    }
    assert {name: facts for name, facts in missing.items() if facts} == {}
    for name in (*GUESTS, "Joost Voorbeeld", "Sadia Voorbeeld"):
        assert name not in printed["bestelling"]
    assert "Wim" not in printed["sprekersbriefing"]


def test_from_the_assignment_to_the_printed_draaiboek(site: Site, visit: Visit, tmp_path: Path) -> None:
    case = the_planner_signs_in(site, visit, tmp_path)
    a_werksessie_begins_empty(case)
    the_assignment_is_written_down(case)
    the_client_approves_it_by_link(case)
    the_programme_is_made(case)
    two_speakers_are_asked(case)
    one_confirms_and_tells_what_is_needed(case)
    the_other_drops_out_and_leaves_a_hole_with_plan_b(case)
    rooms_crew_and_deliveries_are_arranged(case)
    it_is_published_and_professionals_register(case)
    after_the_caterers_deadline_a_diet_is_closed(case)
    lunch_moves_and_catering_follows(case)
    the_caterer_confirms_by_link(case)
    somebody_withdraws_and_the_planner_sees_the_difference(case)
    somebody_without_an_account_does_a_task(case)
    a_version_is_fixed(case)
    every_fact_is_on_paper(case)
