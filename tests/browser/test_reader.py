"""Sharing an edition, reading it on a phone, commenting, and the day chair who writes, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Dialog, Page, expect
from sqlalchemy import select

from app.extensions import db
from app.programme.models import Item
from app.versions.models import EditionLink, Status
from tests.browser.conftest import Site, Visit, faults, in_each_look, overflow
from tests.browser.test_planner import signed_in
from tests.factories import make_version
from tests.versions.links import token_for

pytestmark = pytest.mark.browser


def second_item(site: Site) -> int:
    with site.app.app_context():
        return list(db.session.scalars(select(Item.id).order_by(Item.position)))[1]


def change(site: Site, item_id: int, **changes: str) -> None:
    """As a colleague elsewhere would."""
    with site.app.app_context():
        for name, value in changes.items():
            setattr(db.session.get_one(Item, item_id), name, value)
        db.session.commit()


def test_from_sharing_to_the_code_on_paper(site: Site, visit: Visit) -> None:
    """Share, read on a phone, comment, answer, a new version, and what the old paper then says."""
    planner = signed_in(site, visit, f"/beheer/{site.slug}/draaiboek/wie-heeft-wat")
    planner.get_by_role("link", name="Maak eerst een versie ‘ter reactie’").click()
    planner.get_by_label("Ter reactie").check()
    planner.get_by_role("button", name="Maak").click()
    planner.goto(f"/beheer/{site.slug}/draaiboek/wie-heeft-wat")
    planner.get_by_label("Editie").select_option("techniek")
    expect(planner.get_by_label("Welke spreker?")).to_be_hidden()
    expect(planner.get_by_label("Mag de teksten schrijven")).to_be_hidden()
    planner.get_by_label("Voor wie?").fill("Bram")
    planner.get_by_role("button", name="Maak de link").click()
    address = planner.get_by_label("Link techniek voor Bram").input_value()
    path = address[address.index("/d/") :]

    phone = visit(path, width=390)
    expect(phone.get_by_text("Versie 0.1, ter reactie")).to_be_visible()
    phone.get_by_role("button", name="Ik heb deze versie").click()
    expect(phone.get_by_role("status")).to_have_text("Dank u. Wij weten nu dat u versie 0.1 hebt.")
    phone.get_by_label("Waarover?").select_option(label="09.30 Welkom en afspraken voor vandaag")
    phone.get_by_label("Uw reactie").fill("Microfoon 2 is stuk.")
    expect(phone.get_by_label("Uw naam")).to_have_value("Bram")
    phone.get_by_role("button", name="Verstuur uw reactie").click()
    expect(phone.locator(".talk")).to_contain_text("Microfoon 2 is stuk.")

    planner.goto(f"/beheer/{site.slug}")
    planner.get_by_role("link", name="Naar de reacties").click()
    planner.get_by_text("Antwoord op Bram").click()
    planner.get_by_label("Uw antwoord").fill("Wij nemen een nieuwe mee.")
    planner.get_by_role("button", name="Verstuur en handel af").click()
    expect(planner.get_by_role("status")).to_have_text("Uw antwoord aan Bram staat erbij.")
    change(site, second_item(site), title="Welkom met nieuwe microfoon")
    make_version(site.app, site.slug, Status.VASTGESTELD)

    phone.goto(f"{path}/0.1")
    expect(phone.get_by_role("heading", level=1)).to_have_text("U hebt versie 0.1. Versie 1.0 is de laatste.")
    expect(phone.get_by_role("heading", name="Dit is er veranderd voor u")).to_be_visible()
    expect(phone.locator(".changes")).to_contain_text("Welkom met nieuwe microfoon")
    phone.get_by_role("link", name="Lees versie 1.0").click()
    expect(phone.locator(".talk")).to_contain_text("Wij nemen een nieuwe mee.")
    expect(phone.get_by_role("button", name="Verstuur uw reactie")).to_have_count(0)
    planner.goto(f"/beheer/{site.slug}/draaiboek/wie-heeft-wat")
    expect(planner.get_by_text("Heeft nog versie 0.1")).to_be_visible()


def writing(site: Site, visit: Visit, query: str = "", **options: object) -> Page:
    """The page on which the day chair writes."""
    token = token_for(site.app, "dagvoorzitter", "Noor", writes=True)
    return visit(f"/d/{token}/schrijven{query}", **options)


def test_the_chair_writes_on_a_phone_and_goes_on_to_the_next(site: Site, visit: Visit) -> None:
    page = writing(site, visit, width=390)
    page.get_by_role("link", name="Wijzig of overleg bij Welkom en afspraken voor vandaag").click()
    page.get_by_label("Wat u zegt").fill("woord " * 1400)
    expect(page.locator("[data-count=zeg]")).to_have_text(
        "1400 woorden, ongeveer 11 minuten spreken; dit onderdeel duurt 10"
    )
    page.get_by_label("Op de kaart").fill("kern " * 46)
    expect(page.locator("[data-count=kaart]")).to_contain_text("46 van 45 woorden, dat past niet goed")
    page.get_by_label("Wat u zegt").fill("Goedemorgen, allemaal.")
    page.get_by_role("button", name="Bewaar en ga naar Waarom nu").click()
    expect(page.get_by_role("status")).to_have_text("Bewaard.")
    expect(page.get_by_label("Wat u zegt")).to_contain_text("Waarom nu")
    expect(page.get_by_text("Goedemorgen, allemaal.")).to_be_visible()


def test_opening_another_item_saves_what_was_typed(site: Site, visit: Visit) -> None:
    page = writing(site, visit, f"?open={second_item(site)}")
    page.get_by_label("Wat u doet").fill("Zwaai naar de zaal.")
    page.get_by_role("link", name="Wijzig of overleg bij Wie zit er aan tafel?").click()
    expect(page.get_by_text("Zwaai naar de zaal.")).to_be_visible()
    expect(page.get_by_label("Wat u zegt")).to_be_visible()


def test_leaving_with_unsaved_text_asks_first(site: Site, visit: Visit) -> None:
    page = writing(site, visit, f"?open={second_item(site)}")
    page.get_by_label("Wat u zegt").press_sequentially("Nog niet bewaard. ")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("link", name="Sluit", exact=True).click()
    expect(page.get_by_label("Wat u zegt")).to_have_value(re.compile("^Nog niet bewaard."))
    assert asked == ["beforeunload"]


def test_both_texts_are_shown_when_a_planner_wrote_too(site: Site, visit: Visit) -> None:
    page = writing(site, visit, f"?open={second_item(site)}", width=390)
    change(site, second_item(site), say="Van de planner.")
    page.get_by_label("Wat u zegt").fill("Van Noor.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text("Van de planner.")
    expect(page.get_by_label("Wat u zegt")).to_have_value("Van Noor.")
    assert (faults(page), overflow(page)) == ([], 0)
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Van Noor.")).to_be_visible()


def test_the_chair_writes_and_asks_without_scripts(site: Site, visit: Visit) -> None:
    page = writing(site, visit, f"?open={second_item(site)}", width=390, javascript=False)
    page.get_by_label("Wat u zegt").fill("Zonder scripts.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Zonder scripts.")).to_be_visible()
    page.get_by_role("link", name="Wijzig of overleg bij Welkom en afspraken voor vandaag").click()
    page.get_by_text("Overleg met de planner over dit onderdeel").click()
    page.get_by_label("Uw reactie").fill("Hoe heet de tolk?")
    page.get_by_role("button", name="Verstuur aan de planner").click()
    expect(page.locator(".talk")).to_contain_text("Hoe heet de tolk?")


@in_each_look
def test_axe_finds_nothing_and_nothing_overflows(site: Site, visit: Visit, scheme: str, width: int) -> None:
    number = make_version(site.app, site.slug)
    long = "Eenheelerglangwoordzonderspatie" * 4
    chair = token_for(site.app, "dagvoorzitter", "Noor", writes=True)
    reader = token_for(site.app, "techniek", "Bram " + long[:100], email="bram@geluid.example")
    gone = token_for(site.app, "catering", "Weg")
    change(site, second_item(site), title="Welkom met " + long[:120])
    make_version(site.app, site.slug)
    with site.app.app_context():
        link = db.session.scalars(select(EditionLink).where(EditionLink.token == gone)).one()
        link.revoked_at = link.made_at
        db.session.commit()
    page = visit(f"/d/{reader}", width=width, scheme=scheme)
    page.get_by_label("Uw reactie").fill(long)
    page.get_by_role("button", name="Verstuur uw reactie").click()
    found = {"said": (faults(page), overflow(page))}
    page.get_by_role("button", name="Verstuur uw reactie").click()
    found["faults"] = faults(page), overflow(page)
    inside = f"/beheer/{site.slug}/draaiboek"
    planner = signed_in(site, visit, f"{inside}/reacties", width=width, scheme=scheme)
    for path in (
        f"/d/{reader}",
        f"/d/{reader}/{number}",
        f"/d/{reader}/9.9",
        f"/d/{reader}?sinds={number}",
        f"/d/{gone}",
        "/d/onbekend",
        f"/d/{chair}/schrijven?open={second_item(site)}",
        f"{inside}/reacties",
        f"{inside}/wie-heeft-wat",
    ):
        planner.goto(path)
        for summary in planner.locator("main summary").all():
            summary.click()
        found[path.removeprefix(inside)[-20:]] = faults(planner), overflow(planner)
    assert found == dict.fromkeys(found, ([], 0))


def test_a_page_by_link_takes_six_requests_and_is_light(site: Site, visit: Visit) -> None:
    make_version(site.app, site.slug)
    chair = token_for(site.app, "dagvoorzitter", "Noor", writes=True)
    for path in (f"/d/{chair}", f"/d/{chair}/0.1", f"/d/{chair}/schrijven?open={second_item(site)}"):
        page = visit("/")
        weights: dict[str, int] = {}
        page.on(
            "requestfinished",
            lambda request, weights=weights: weights.update(
                {request.url: request.sizes()["responseBodySize"]}
            ),
        )
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert len(weights) <= 6, weights
        assert 0 < sum(weights.values()) <= 60_000, weights
