"""The programme editor in a real browser: by mouse, by keyboard, without scripts, in every width and scheme."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.extensions import db
from app.programme.models import Item
from app.programme.plan import Session
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.factories import sign_in
from tests.programme.days import PAGE, PROGRAMME, ROUND, WELCOME, add_day, id_of, titles

pytestmark = pytest.mark.browser


def editor(site: Site, visit: Visit, query: str = "", **options: object) -> Page:
    """The editor of the small day, for a planner who is signed in."""
    add_day(site.app)
    page = visit("/inloggen", **options)
    page.context.add_cookies([signed_in_cookie(site)])
    page.goto(PAGE + query)
    return page


def signed_in_cookie(site: Site) -> dict[str, str]:
    """The session of a planner who just signed in."""
    client = site.app.test_client()
    sign_in(client, site.app)
    cookie = client.get_cookie("rodedraad")
    assert cookie is not None
    return {"name": "rodedraad", "value": cookie.value, "url": site.url}


def row(page: Page, title: str) -> Locator:
    return page.locator("li[data-item]").filter(has=page.get_by_role("link", name=title, exact=True))


def minutes(page: Page, title: str) -> Locator:
    return page.get_by_label(f"Minuten van {title}", exact=True)


def begin(page: Page, title: str) -> Locator:
    return page.get_by_label(f"Vast begin van {title}", exact=True)


def when(page: Page, title: str) -> Locator:
    return row(page, title).locator(".when")


def said(page: Page) -> Locator:
    return page.locator("#gezegd")


def saved_minutes(site: Site, title: str) -> int:
    with site.app.app_context():
        return db.session.scalars(select(Item.minutes).where(Item.title == title)).one()


def saved_start(site: Site, title: str) -> time | None:
    with site.app.app_context():
        return db.session.scalars(select(Item.starts).where(Item.title == title)).one()


@in_each_look
def test_axe_finds_nothing_and_nothing_overflows(site: Site, visit: Visit, scheme: str, width: int) -> None:
    page = editor(site, visit, width=width, scheme=scheme)
    found = {"page": (faults(page), overflow(page))}
    for part, query in (
        ("block", f"?open={id_of(site.app, 'Deelsessies')}"),
        ("new", "?nieuw=eind"),
        ("moment", "?moment=nieuw"),
        ("item", f"?open={id_of(site.app, 'Welkom')}"),
    ):
        page.goto(PAGE + query)
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        found[part] = (faults(page), overflow(page))
    page.goto(f"{PAGE}?moment=nieuw")
    page.get_by_label("Begin", exact=True).fill("25.00")
    page.get_by_role("button", name="Voeg toe").click()
    page.locator(".error-summary").wait_for()
    found["fault"] = (faults(page), overflow(page))
    assert found == dict.fromkeys(found, ([], 0))


def test_typing_minutes_moves_what_follows_at_once_and_leaving_saves(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    minutes(page, "Welkom").press_sequentially("4")
    minutes(page, "Welkom").press("Home")
    minutes(page, "Welkom").fill("45")
    expect(when(page, "Kennismaken")).to_contain_text("10.15")
    expect(page.locator("#bewaard")).to_have_text("Nog niet bewaard")
    expect(said(page)).to_contain_text("Welkom: 09.30 tot 10.15. 1 botsing")
    expect(minutes(page, "Welkom")).to_be_focused()
    assert saved_minutes(site, "Welkom") == 30
    page.keyboard.press("Tab")
    expect(said(page)).to_have_text("‘Welkom’ is nu van 09.30 tot 10.15.")
    expect(begin(page, "Welkom")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Welkom", exact=True)).to_be_focused()
    expect(page.locator("#bewaard")).to_contain_text("Opgeslagen")
    assert saved_minutes(site, "Welkom") == 45


def test_typing_a_fixed_start_moves_what_follows_at_once_and_emptying_it_lets_go(
    site: Site, visit: Visit
) -> None:
    page = editor(site, visit)
    begin(page, "Kennismaken").fill("0950")
    expect(when(page, "Kennismaken")).to_contain_text("09.50 vast")
    expect(page.locator("#problemen")).to_contain_text("‘Welkom’ loopt 10 minuten door in ‘Kennismaken’")
    expect(page.locator("#bewaard")).to_have_text("Nog niet bewaard")
    assert saved_start(site, "Kennismaken") is None
    begin(page, "Kennismaken").fill("10:05")
    expect(page.locator("#problemen")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(said(page)).to_have_text("‘Kennismaken’ is nu van 10.05 tot 10.25.")
    expect(begin(page, "Kennismaken")).to_have_value("10.05")
    assert saved_start(site, "Kennismaken") == time(10, 5)
    begin(page, "Kennismaken").fill("")
    expect(when(page, "Kennismaken")).not_to_contain_text("vast")
    page.keyboard.press("Escape")
    expect(begin(page, "Kennismaken")).to_have_value("10.05")
    begin(page, "Kennismaken").fill("")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("‘Kennismaken’ is nu van 10.00 tot 10.20.")
    assert saved_start(site, "Kennismaken") is None


def test_a_start_that_is_no_time_stays_with_the_fault_at_its_field(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    begin(page, "Kennismaken").fill("na de koffie")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_role("link").click()
    expect(begin(page, "Kennismaken")).to_be_focused()
    expect(begin(page, "Kennismaken")).to_have_value("na de koffie")
    expect(page.get_by_role("alert")).to_contain_text("Typ de tijd als uren en minuten, bijvoorbeeld 09.30.")
    assert faults(page) == []


def test_an_item_is_copied_by_the_keyboard_and_the_copy_taken_away(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Welkom", exact=True).press("Enter")
    page.get_by_label("Onderdeel", exact=True).fill("Opening")
    page.get_by_role("button", name="Kopieer").press("Enter")
    expect(said(page)).to_contain_text("‘Opening’ is gekopieerd. De kopie staat eronder.")
    assert titles(site.app) == ["Opening", "Opening", "Kennismaken", "Deelsessies", "Afspraken"]
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page, "Opening")).to_have_count(1)
    assert titles(site.app) == ["Opening", "Kennismaken", "Deelsessies", "Afspraken"]


def test_an_item_is_split_and_made_one_again(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Welkom", exact=True).click()
    page.get_by_text("Splits in twee…").click()
    first = page.get_by_label("Minuten van het eerste deel")
    expect(first).to_have_value("15")
    first.fill("40")
    page.get_by_role("button", name="Splits", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Typ een getal van 1 tot en met 29.")
    first.fill("10")
    first.press("Tab")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("‘Welkom’ is gesplitst in 10 en 20 minuten.")
    expect(when(page, "Welkom (vervolg)")).to_contain_text("09.40 tot 10.00")
    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page, "Welkom (vervolg)")).to_have_count(0)
    expect(minutes(page, "Welkom")).to_have_value("30")
    assert titles(site.app) == [item.title for item in PROGRAMME]


def test_a_problem_leads_to_its_row_and_a_double_room_is_solved_there(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    together = tuple(replace(session, room="Grote zaal") for session in ROUND.parallel)
    add_day(site.app, WELCOME, replace(ROUND, title="Samen", parallel=together), slug="zalen")
    page.goto("/beheer/zalen/programma")
    page.locator("#problemen").get_by_role("link", name="zijn tegelijk in Grote zaal").press("Enter")
    expect(row(page, "Samen")).to_be_focused()
    expect(row(page, "Samen")).to_be_in_viewport()
    page.get_by_role("link", name="Kies zelf een andere zaal").press("Enter")
    expect(page.get_by_label("Zaal", exact=True).nth(2)).to_be_focused()
    assert faults(page) == []
    page.get_by_role("button", name="Zet ‘Op school’ in Foyer: die is vrij").click()
    expect(page.locator("#problemen")).to_have_count(0)
    expect(said(page)).to_contain_text("‘Op school’ is nu in Foyer.")


def test_moments_are_folded_away_by_choice_and_stay_so(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    setting_up = page.get_by_role("link", name="Opbouw", exact=True)
    expect(setting_up).to_be_visible()
    page.get_by_role("link", name="Verberg in de lijst").click()
    expect(setting_up).to_have_count(0)
    expect(page.get_by_role("link", name="Toon in de lijst")).to_be_focused()
    page.goto(PAGE)
    expect(setting_up).to_have_count(0)
    page.get_by_role("link", name="Toon in de lijst").click()
    setting_up.click()
    expect(page.get_by_label("Begin", exact=True)).to_be_focused()


def test_the_sums_take_two_lines_of_a_phone_until_they_are_unfolded(site: Site, visit: Visit) -> None:
    page = editor(site, visit, width=390)
    bar = page.locator("#som").bounding_box()
    assert bar is not None
    assert bar["height"] < 120
    page.get_by_text("Per pijler en doel").click()
    expect(page.locator("#som-doelen li").first).to_have_text("30 min herkennen")
    expect(page.locator("#som-doelen li").first).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Verbinden 65")).to_be_in_viewport(ratio=1)
    minutes(page, "Kennismaken").fill("25")
    expect(page.get_by_text("Verbinden 70")).to_be_in_viewport(ratio=1)
    assert (faults(page), overflow(page)) == ([], 0)


def test_the_caret_stays_where_it_is_while_the_day_is_reckoned(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    field = minutes(page, "Welkom")
    field.fill("1200")
    field.press("Home")
    field.press("ArrowRight")
    expect(page.locator("#problemen")).to_be_visible()
    field.press("Delete")
    field.press("Delete")
    expect(when(page, "Kennismaken")).to_contain_text("09.40")
    expect(field).to_have_value("10")
    assert page.evaluate("document.activeElement.selectionStart") == 1


def test_enter_saves_and_escape_restores(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    minutes(page, "Welkom").fill("25")
    expect(when(page, "Kennismaken")).to_contain_text("09.55")
    page.keyboard.press("Escape")
    expect(when(page, "Kennismaken")).to_contain_text("10.00")
    expect(minutes(page, "Welkom")).to_have_value("30")
    minutes(page, "Welkom").fill("35")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("‘Welkom’ is nu van 09.30 tot 10.05.")
    expect(minutes(page, "Welkom")).to_be_focused()
    assert saved_minutes(site, "Welkom") == 35


def test_wrong_minutes_stay_with_the_fault_in_focus_until_they_are_right(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    minutes(page, "Welkom").fill("lang")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Welkom: Typ minuten als een heel getal, bijvoorbeeld 15.")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Fout: Programma: Een dag")
    expect(minutes(page, "Welkom")).to_have_value("lang")
    summary.get_by_role("link").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("35")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("‘Welkom’ is nu van 09.30 tot 10.05.")
    expect(page).to_have_title("Programma: Een dag")
    assert saved_minutes(site, "Welkom") == 35


def test_a_row_opens_in_place_and_keeps_what_is_typed_while_minutes_are_saved(
    site: Site, visit: Visit
) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Welkom", exact=True).click()
    expect(page.get_by_label("Onderdeel", exact=True)).to_be_focused()
    page.get_by_label("Onderdeel", exact=True).fill("Opening")
    minutes(page, "Kennismaken").fill("25")
    page.keyboard.press("Tab")
    expect(said(page)).to_contain_text("‘Kennismaken’ is nu van")
    expect(page.get_by_label("Onderdeel", exact=True)).to_have_value("Opening")
    page.get_by_role("link", name="Kennismaken", exact=True).click()
    expect(page.get_by_label("Onderdeel", exact=True)).to_have_value("Kennismaken")
    assert titles(site.app)[0] == "Opening"


def test_the_bar_says_and_saves_what_is_typed_in_an_opened_row(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    state = page.locator("#bewaard")
    page.get_by_role("link", name="Welkom", exact=True).click()
    expect(page.get_by_role("button", name="Bewaar tijden")).to_be_hidden()
    expect(state).to_contain_text("Opgeslagen")
    page.get_by_label("Onderdeel", exact=True).fill("Opening")
    expect(state).to_have_text("Nog niet bewaard")
    minutes(page, "Kennismaken").fill("25")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("‘Kennismaken’ is nu van")
    expect(state).to_have_text("Nog niet bewaard")
    page.get_by_label("Minuten", exact=True).first.fill("lang")
    page.get_by_role("button", name="Bewaar onderdeel").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(state).to_have_text("Nog niet bewaard")
    page.get_by_label("Minuten", exact=True).first.fill("30")
    page.get_by_role("button", name="Bewaar onderdeel").click()
    expect(row(page, "Opening")).to_have_count(1)
    expect(state).to_contain_text("Opgeslagen")
    expect(page.get_by_role("button", name="Bewaar tijden")).to_be_visible()
    assert (titles(site.app)[0], saved_minutes(site, "Kennismaken")) == ("Opening", 25)


def test_a_button_beside_a_problem_leaves_an_opened_row_and_its_own_button(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    minutes(page, "Kennismaken").fill("40")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Afspraken", exact=True).click()
    page.get_by_label("Onderdeel", exact=True).fill("Beloften")
    page.get_by_role("button", name="Maak ‘Kennismaken’ 30 minuten").click()
    expect(page.locator("#problemen")).to_have_count(0)
    expect(page.locator("#bewaard")).to_have_text("Nog niet bewaard")
    page.get_by_role("button", name="Bewaar onderdeel").click()
    expect(row(page, "Beloften")).to_have_count(1)
    assert saved_minutes(site, "Kennismaken") == 30


def test_every_tab_is_in_sight_on_a_phone(site: Site, visit: Visit) -> None:
    page = editor(site, visit, width=390)
    page.goto("/beheer/dag/medewerkers")
    expect(page.get_by_role("link", name="Medewerkers")).to_be_in_viewport(ratio=1)
    assert page.evaluate("(nav => nav.scrollWidth - nav.clientWidth)(document.querySelector('.nav'))") == 0


def test_rows_move_by_the_keyboard_and_the_result_is_said(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Kennismaken", exact=True).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(said(page)).to_have_text("‘Kennismaken’ is nu van 09.30 tot 09.50.")
    expect(page.get_by_role("link", name="Kennismaken", exact=True)).to_be_focused()
    assert titles(site.app)[:2] == ["Kennismaken", "Welkom"]
    page.keyboard.press("Alt+ArrowDown")
    expect(said(page)).to_have_text("‘Kennismaken’ is nu van 10.00 tot 10.20.")
    assert titles(site.app)[:2] == ["Welkom", "Kennismaken"]


def test_an_opened_row_moves_by_the_keyboard_with_what_was_typed(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Kennismaken", exact=True).click()
    page.get_by_label("Onderdeel", exact=True).fill("Wie bent u?")
    page.keyboard.press("Alt+ArrowUp")
    expect(said(page)).to_have_text("‘Wie bent u?’ is nu van 09.30 tot 09.50.")
    assert titles(site.app)[:2] == ["Wie bent u?", "Welkom"]


def test_a_row_is_dragged_by_its_handle(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.set_viewport_size({"width": 1280, "height": 1200})
    handle = row(page, "Afspraken").get_by_role("link", name="Verplaats Afspraken").bounding_box()
    above = row(page, "Kennismaken").bounding_box()
    assert handle is not None
    assert above is not None
    assert (handle["width"], handle["height"]) == (44, 44)
    page.mouse.move(handle["x"] + 20, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(handle["x"] + 20, above["y"] + 60, steps=4)
    page.mouse.move(handle["x"] + 20, above["y"] + 6, steps=4)
    page.mouse.up()
    expect(said(page)).to_contain_text("‘Afspraken’ is nu van 10.00 tot 10.30.")
    assert titles(site.app) == ["Welkom", "Afspraken", "Kennismaken", "Deelsessies"]
    expect(page.locator("#open-formulier")).to_have_count(0)


def test_a_removed_row_comes_back_with_one_press(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Kennismaken", exact=True).click()
    page.get_by_role("button", name="Verwijder").click()
    undo = page.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_focused()
    expect(row(page, "Kennismaken")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(row(page, "Kennismaken")).to_have_count(1)
    assert titles(site.app) == [item.title for item in PROGRAMME]


def test_two_planners_in_one_row_both_see_both_texts(site: Site, visit: Visit) -> None:
    query = "?nieuw=eind"
    page = editor(site, visit, query)
    page.goto(f"{PAGE}?open={id_of(site.app, 'Welkom')}")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Onderdeel", exact=True).fill("Van de ander")
    other.get_by_role("button", name="Klaar").first.click()
    expect(row(other, "Van de ander")).to_have_count(1)
    page.get_by_label("Onderdeel", exact=True).fill("Van mij")
    page.get_by_role("button", name="Klaar").first.click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#title-anders")).to_contain_text("Van de ander")
    expect(page.get_by_label("Onderdeel", exact=True)).to_have_value("Van mij")
    assert faults(page) == []
    page.get_by_label("Neem de tekst van uw collega over").check()
    page.get_by_role("button", name="Klaar").first.click()
    expect(row(page, "Van de ander")).to_have_count(1)
    assert titles(site.app)[0] == "Van de ander"


def test_a_cue_is_added_with_scripts_and_nothing_typed_is_lost(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    page.get_by_role("link", name="Kennismaken", exact=True).click()
    page.get_by_label("Onderdeel", exact=True).fill("Wie bent u?")
    page.get_by_text("Cues", exact=True).click()
    page.get_by_role("button", name="Cue erbij").click()
    page.get_by_label("Wat", exact=True).fill("Gong")
    expect(page.get_by_label("Onderdeel", exact=True)).to_have_value("Wie bent u?")
    minutes(page, "Welkom").fill("31")
    page.keyboard.press("Tab")
    expect(said(page)).to_contain_text("‘Welkom’ is nu van")
    expect(page.get_by_label("Wat", exact=True)).to_have_value("Gong")
    page.get_by_role("button", name="Klaar").first.click()
    expect(row(page, "Wie bent u?")).to_contain_text("1 cue")


def test_who_signed_in_anew_elsewhere_saves_what_was_typed_before(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    minutes(page, "Welkom").fill("35")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("U bent uitgelogd.")
    expect(minutes(page, "Welkom")).to_have_value("35")
    page.context.add_cookies([signed_in_cookie(site)])
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text("‘Welkom’ is nu van 09.30 tot 10.05.")
    assert saved_minutes(site, "Welkom") == 35


def test_everything_works_without_scripts(site: Site, visit: Visit) -> None:
    page = editor(site, visit, javascript=False)
    minutes(page, "Welkom").fill("35")
    minutes(page, "Welkom").press("Enter")
    expect(when(page, "Kennismaken")).to_contain_text("10.05")
    expect(page.locator("#melding")).to_contain_text("‘Welkom’ is nu van 09.30 tot 10.05.")
    begin(page, "Afspraken").fill("11.30")
    minutes(page, "Afspraken").fill("25")
    page.get_by_role("button", name="Bewaar tijden").click()
    expect(when(page, "Afspraken")).to_contain_text("11.30 vast tot 11.55")
    begin(page, "Afspraken").fill("")
    begin(page, "Afspraken").press("Enter")
    expect(when(page, "Afspraken")).to_contain_text("11.15 tot 11.40")
    page.get_by_role("link", name="Afspraken", exact=True).click()
    page.get_by_text("Splits in twee…").click()
    page.get_by_label("Minuten van het eerste deel").fill("10")
    page.get_by_role("button", name="Splits", exact=True).click()
    expect(when(page, "Afspraken (vervolg)")).to_contain_text("11.25 tot 11.40")
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("link", name="Afspraken", exact=True).click()
    page.get_by_role("button", name="Kopieer").click()
    expect(row(page, "Afspraken")).to_have_count(2)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(row(page, "Afspraken")).to_have_count(1)
    page.get_by_role("link", name="Verplaats Kennismaken").click()
    minutes(page, "Welkom").fill("30")
    page.get_by_role("button", name="Bewaar tijden").click()
    expect(when(page, "Deelsessies")).to_contain_text("10.30")
    page.get_by_label("Onderdeel", exact=True).fill("Kennis")
    page.get_by_role("button", name="Bewaar onderdeel").click()
    page.get_by_role("link", name="Kennis", exact=True).click()
    page.get_by_label("Onderdeel", exact=True).fill("Wie bent u?")
    page.get_by_role("button", name="Omhoog").click()
    expect(page.locator("#melding")).to_contain_text("‘Wie bent u?’ is nu van 09.30 tot 09.50.")
    page.get_by_role("link", name="Voeg een onderdeel toe").click()
    page.get_by_label("Onderdeel", exact=True).fill("Borrel")
    page.get_by_text("Cues", exact=True).click()
    page.get_by_role("button", name="Cue erbij").click()
    page.get_by_label("Wat", exact=True).fill("Muziek aan")
    page.get_by_label("Minuten", exact=True).first.fill("60")
    page.get_by_label("Minuten", exact=True).first.press("Enter")
    expect(row(page, "Borrel")).to_contain_text("1 cue")
    page.get_by_role("link", name="Borrel", exact=True).click()
    page.get_by_role("button", name="Verwijder").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(row(page, "Borrel")).to_contain_text("1 cue")
    assert titles(site.app) == ["Wie bent u?", "Welkom", "Deelsessies", "Afspraken", "Borrel"]


def test_six_rooms_at_once_and_long_words_fit(site: Site, visit: Visit) -> None:
    page = editor(site, visit)
    long = "Samenwerkingsverbandoverstijgende" * 6
    block = replace(
        ROUND,
        title=long,
        starts=time(9, 30),
        parallel=tuple(Session(id=f"s{n}", title=f"{n} {long}"[:200], capacity=10) for n in range(6)),
    )
    add_day(site.app, replace(WELCOME, title=long[:200]), replace(block, title=long[:200]), slug="groot")
    for width in (1280, 1024, 800, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/beheer/groot/programma")
        assert (width, overflow(page)) == (width, 0)
    expect(page.locator("#problemen")).to_contain_text(re.compile("loopt 30 minuten door"))
