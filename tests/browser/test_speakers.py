"""Speakers in a real browser: from an idea to a yes on the own page, and from a no to a hole with plan B beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_lists import planner, printed
from tests.speakers.people import link_of, pptx

pytestmark = pytest.mark.browser


def card(page: Page, name: str) -> Locator:
    return page.locator(".card").filter(has=page.get_by_role("link", name=name, exact=True))


@in_each_look
def test_the_pages_fit_and_have_no_barrier(site: Site, visit: Visit, width: int, scheme: str) -> None:
    own = link_of(site.app, "onderzoeker")
    page = planner(site, visit, "/sprekers?open=nieuw", width=width, scheme=scheme)
    first = page.locator(".card h3 a").first.get_attribute("href") or ""
    for path in (None, "/beheer/zwolle-2023/sprekers?als=lijst", f"{first}?open=wijzig", first, own):
        if path:
            page.goto(path)
        for details in page.locator("main details").all():
            details.evaluate("each => { each.open = true }")
        expect(page.locator("h1")).to_be_visible()
        assert overflow(page) == 0, path
        assert faults(page) == [], path


def test_a_speaker_says_yes_tells_and_sends_and_then_drops_out(
    site: Site, visit: Visit, tmp_path: Path
) -> None:
    page = planner(site, visit, "/sprekers", javascript=False)
    page.get_by_role("link", name="Voeg een spreker toe").click()
    page.get_by_label("Naam").fill("Mirjam Proef")
    page.get_by_label("E-mailadres").fill("mirjam@ggd.example")
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name="Wijzig", exact=True).click()
    page.get_by_label("Wat u vraagt").fill("Tien minuten over wat de GGD ziet.")
    page.get_by_label("Vergoeding in euro’s").fill("450,00")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("#gegevens")).to_contain_text("€ 450,00")
    page.locator("#link summary").click()
    expect(page.locator(".letter")).to_contain_text("Tien minuten over wat de GGD ziet.")
    page.get_by_role("button", name="Verstuur deze mail").click()
    expect(page.locator("main")).to_contain_text("Benaderd sinds")
    spreker, own = page.url.partition("#")[0], page.get_by_label("Link").input_value()
    page.goto("/beheer/zwolle-2023/programma")
    page.get_by_role("link", name="Wie zit er aan tafel?", exact=True).click()
    page.locator("#speakers").select_option(label="Mirjam Proef")
    page.get_by_role("button", name="Klaar").first.click()
    expect(page.locator(".unsure").filter(has_text="Mirjam Proef")).to_have_text("Mirjam Proef benaderd")

    speaker = visit(own.replace("http://localhost", site.url), width=390, javascript=False)
    expect(speaker.locator("main")).to_contain_text("09.50 tot 10.05 (15 min)")
    speaker.get_by_role("button", name="Ja, ik kom spreken").click()
    speaker.get_by_label("Titel van uw verhaal").fill("Wat de GGD ziet")
    speaker.get_by_role("button", name="Bewaar").click()
    slides = tmp_path / "Verhaal.pptx"
    slides.write_bytes(pptx())
    speaker.locator("#dia").set_input_files(slides)
    speaker.get_by_role("button", name="Stuur de presentatie").click()
    expect(speaker.locator("#bestanden")).to_contain_text("Verhaal.pptx")

    page.goto(spreker)
    changed = page.locator("#wijzigingen")
    for part in ("Antwoord", "Wat de GGD ziet", "Verhaal.pptx"):
        expect(changed).to_contain_text(part)
    page.get_by_label("Plan B").fill("Noor leest drie signalen voor.")
    page.get_by_role("button", name="Bewaar plan B").click()
    page.get_by_role("button", name="Gezien").click()
    speaker.reload()
    speaker.get_by_text("Ik moet afzeggen").click()
    speaker.get_by_label("Waarom niet?").fill("Ziek.")
    speaker.get_by_role("button", name="Zeg af").click()
    expect(speaker.locator("h1")).to_have_text("U komt niet spreken")

    page.goto("/beheer/zwolle-2023/sprekers")
    expect(card(page, "Mirjam Proef")).to_contain_text("Open plek Plan B: Noor leest drie signalen voor.")
    page.goto("/beheer/zwolle-2023/programma")
    hole = page.locator(".hole").filter(has_text="Mirjam Proef")
    expect(hole).to_contain_text("Spreker afgezegd: Mirjam Proef. Plan B: Noor leest drie signalen voor.")
    paper = printed(page, "compleet", tmp_path)
    assert "Spreker afgezegd: Mirjam Proef" in paper
    assert "Plan B: Noor leest drie signalen" in paper
    assert "Mirjam" not in printed(page, "programma", tmp_path)
