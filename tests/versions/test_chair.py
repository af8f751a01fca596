"""The day chair who writes her own texts by a link, until a version is fixed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry
from app.extensions import db, now
from app.programme.models import Item
from app.versions.chair import Texts, write
from app.versions.models import EditionLink, Status
from app.werksessies.models import Werksessie
from tests.factories import add_werksessie, at_once, counted_queries, make_version, post, sign_in, words_of
from tests.versions.links import COMMENTS, LINKS, comments_in, items_in, link_with, token_for


@pytest.fixture
def token(app: Flask) -> str:
    """The link of Noor, who writes, in the Zwolle day without any version."""
    add_werksessie(app)
    return token_for(app, "dagvoorzitter", "Noor", writes=True)


@pytest.fixture
def chair(app: Flask) -> FlaskClient:
    return app.test_client()


def form_of(client: FlaskClient, token: str, item_id: int) -> dict[str, str]:
    """The fields of the opened form, as a browser would send them."""
    page = BeautifulSoup(client.get(f"/d/{token}/schrijven?open={item_id}").text, "html.parser")
    form = page.find("form", attrs={"data-minutes": True})
    assert form is not None
    fields = {field["name"]: field.get("value") or "" for field in form.find_all("input")}
    return {
        **fields,
        **{area["name"]: area.get_text().removeprefix("\n") for area in form.find_all("textarea")},
    }


def save(
    client: FlaskClient, token: str, item_id: int, fields: dict[str, str], **changes: Any
) -> TestResponse:
    return post(client, f"/d/{token}/schrijven/{item_id}", **{**fields, **changes, "csrf_token": ""})


def texts(item: Item) -> tuple[str, str, list[str]]:
    return item.say, item.do, item.card


def by_colleague(app: Flask, item_id: int, **changes: Any) -> None:
    with app.app_context():
        item = db.session.get_one(Item, item_id)
        for name, value in changes.items():
            setattr(item, name, value)
        db.session.commit()


def test_what_she_writes_stands_in_the_programme_at_once(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id)
    assert fields["zeg"].startswith("Goedemorgen, welkom in Zwolle.")
    answer = save(
        chair, token, item.id, fields, zeg="Welkom.\r\n\r\nGa zitten.", kaart="Welkom\r\n\r\nzitten"
    )
    assert answer.location == f"/d/{token}/schrijven#onderdeel-{item.id}"
    saved = items_in(app)[1]
    assert texts(saved) == ("Welkom.\n\nGa zitten.", item.do, ["Welkom", "zitten"])
    assert (saved.title, saved.minutes, saved.roles, saved.uid) == (
        item.title,
        item.minutes,
        item.roles,
        item.uid,
    )
    with app.app_context():
        found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
        assert {(entry.what, entry.user_id) for entry in found} == {
            ("link.write", None),
            ("programme.change_item", None),
        }


def test_the_planner_sees_where_she_wrote(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    for text in ("Een.", "Twee."):
        save(chair, token, item.id, form_of(chair, token, item.id), zeg=text)
    planner = app.test_client()
    sign_in(planner, app)
    page = words_of(planner.get(COMMENTS))
    assert page.count(f"Noor schreef bij {item.title}") == 1


def test_save_and_go_on_opens_the_next(app: Flask, token: str, chair: FlaskClient) -> None:
    item, following = items_in(app)[1:3]
    fields = form_of(chair, token, item.id)
    answer = save(chair, token, item.id, fields, zeg="Welkom.", daarna=str(following.id))
    assert answer.location == f"/d/{token}/schrijven?open={following.id}#onderdeel-{following.id}"


def test_without_a_change_nothing_is_written(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    assert save(chair, token, item.id, form_of(chair, token, item.id)).status_code == 303
    assert items_in(app)[1].version == item.version


def test_what_a_planner_changed_elsewhere_in_the_item_stays(
    app: Flask, token: str, chair: FlaskClient
) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id)
    by_colleague(app, item.id, title="Welkom met muziek", do="Zwaai.", minutes=12)
    assert save(chair, token, item.id, fields, zeg="Welkom.").status_code == 303
    saved = items_in(app)[1]
    assert (saved.title, saved.minutes, *texts(saved)[:2]) == ("Welkom met muziek", 12, "Welkom.", "Zwaai.")


def test_two_who_write_the_same_both_see_both_texts(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id)
    by_colleague(app, item.id, say="Van de planner.")
    clash = save(chair, token, item.id, fields, zeg="Van Noor.")
    assert clash.status_code == 409
    assert "De planner schreef hier ook" in words_of(clash)
    assert "Van de planner." in words_of(clash)
    assert items_in(app)[1].say == "Van de planner."
    again = fields_in(clash)
    assert again["zeg"] == "Van Noor."
    assert save(chair, token, item.id, again).status_code == 303
    assert items_in(app)[1].say == "Van Noor."


def fields_in(answer: TestResponse) -> dict[str, str]:
    form = BeautifulSoup(answer.text, "html.parser").find("form", attrs={"data-minutes": True})
    assert form is not None
    names = {area["name"]: area.get_text().removeprefix("\n") for area in form.find_all("textarea")}
    return {**names, "basis": form.find("input", attrs={"name": "basis"})["value"]}


def test_with_a_tick_the_planners_text_stays(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id)
    by_colleague(app, item.id, say="Van de planner.")
    again = fields_in(save(chair, token, item.id, fields, zeg="Van Noor.", doe="Zwaai."))
    assert save(chair, token, item.id, again, neem="say").status_code == 303
    assert texts(items_in(app)[1])[:2] == ("Van de planner.", "Zwaai.")


@pytest.mark.parametrize("basis", ["", "{}", "[]", "nul", '{"say": 5}', "[" * 5000])
def test_a_form_that_lost_what_was_seen_asks_about_every_difference(
    app: Flask, token: str, chair: FlaskClient, basis: str
) -> None:
    item = items_in(app)[1]
    clash = save(chair, token, item.id, {"zeg": "Van Noor.", "doe": item.do, "kaart": "", "basis": basis})
    assert clash.status_code == 409
    assert "Van Noor." in clash.text
    assert items_in(app)[1].say == item.say


def test_an_item_that_is_gone_gives_back_what_she_typed(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id)
    with app.app_context():
        db.session.delete(db.session.get_one(Item, item.id))
        db.session.commit()
    answer = save(chair, token, item.id, fields, zeg="Van Noor.")
    assert answer.status_code == 409
    assert "Dit onderdeel is intussen weggehaald." in words_of(answer)
    assert "Van Noor." in answer.text


def test_an_item_of_another_werksessie_is_not_hers(app: Flask, token: str, chair: FlaskClient) -> None:
    add_werksessie(app, "elders")
    with app.app_context():
        other = db.session.scalars(
            select(Item).join(Werksessie).where(Werksessie.slug == "elders").order_by(Item.position)
        ).first()
        assert other is not None
        other_id, before = other.id, other.say
    answer = save(chair, token, other_id, {"zeg": "Van Noor.", "basis": "{}"}, neem="say")
    assert answer.status_code == 409
    given_back = BeautifulSoup(answer.text, "html.parser").find(id="kwijt")
    assert given_back is not None
    assert given_back.get_text().strip() == "Van Noor."
    with app.app_context():
        assert db.session.get_one(Item, other_id).say == before


def test_a_fixed_version_ends_the_writing_until_the_planner_opens_it_again(
    app: Flask, token: str, chair: FlaskClient
) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id)
    make_version(app, status=Status.VASTGESTELD, anyway=True)
    page = chair.get(f"/d/{token}/schrijven")
    assert (
        "De tekst staat vast in versie 1.0. Moet er toch iets anders? Bel Ilse Voorbeeld, 06 00000003."
        in (words_of(page))
    )
    assert "Wijzig of overleg" not in page.text
    by_colleague(app, item.id, title="Werk van na de versie")
    assert "Werk van na de versie" not in chair.get(f"/d/{token}/schrijven?open={item.id}").text
    refused = save(chair, token, item.id, fields, zeg="Te laat.")
    assert refused.status_code == 409
    assert "Te laat." in refused.text
    assert items_in(app)[1].say == item.say
    planner = app.test_client()
    sign_in(planner, app)
    assert "De teksten staan vast in versie 1.0." in words_of(planner.get(LINKS))
    post(planner, f"{LINKS}/{link_with(app, token).id}/schrijven")
    assert save(chair, token, item.id, fields, zeg="Toch op tijd.").status_code == 303
    assert items_in(app)[1].say == "Toch op tijd."
    post(planner, f"{LINKS}/{link_with(app, token).id}/schrijven/einde")
    assert chair.get(f"/d/{token}/schrijven").status_code == 404


def test_a_version_for_comment_does_not_end_the_writing(app: Flask, token: str, chair: FlaskClient) -> None:
    make_version(app)
    item = items_in(app)[1]
    assert save(chair, token, item.id, form_of(chair, token, item.id), zeg="Nog open.").status_code == 303


def test_only_a_link_that_may_write_has_the_page(app: Flask, token: str, chair: FlaskClient) -> None:
    make_version(app)
    item = items_in(app)[1]
    for other in (token_for(app, "dagvoorzitter", "Alleen lezen"), token_for(app, "techniek")):
        assert chair.get(f"/d/{other}/schrijven").status_code == 404
        assert save(chair, other, item.id, {"zeg": "Nee.", "basis": "{}"}).status_code == 404
        assert post(chair, f"/d/{other}/schrijven/reacties", naam="X", tekst="X").status_code == 404
        planner = app.test_client()
        sign_in(planner, app)
    link = link_with(app, token_for(app, "techniek", "Tom"))
    post(planner, f"{LINKS}/{link.id}/schrijven")
    assert "Alleen wie een werkende link naar de editie dagvoorzitter heeft" in words_of(planner.get(LINKS))
    assert items_in(app)[1].say == item.say


def test_the_page_says_how_long_it_takes_and_what_fits_on_a_card(
    app: Flask, token: str, chair: FlaskClient
) -> None:
    item = items_in(app)[1]
    by_colleague(app, item.id, say="woord " * 1500, card=["kern " * 46])
    page = words_of(chair.get(f"/d/{token}/schrijven"))
    assert "1500 woorden, ongeveer 12 minuten spreken; dit onderdeel duurt 10" in page
    assert "kaart: 46 van 45 woorden, dat past niet goed" in page


def test_a_text_that_is_too_long_stays_to_be_made_shorter(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    refused = save(chair, token, item.id, form_of(chair, token, item.id), zeg="x" * 20_001)
    assert refused.status_code == 422
    assert "Maak deze tekst korter: ten hoogste 20000 tekens." in words_of(refused)
    assert "x" * 20_001 in refused.text


def test_a_page_that_stood_open_too_long_keeps_the_words(app: Flask, token: str, chair: FlaskClient) -> None:
    item = items_in(app)[1]
    fields = form_of(chair, token, item.id) | {"csrf_token": "oud", "zeg": "Mijn lange tekst"}
    answer = app.test_client().post(f"/d/{token}/schrijven/{item.id}", data=fields)
    assert answer.status_code == 400
    assert "Mijn lange tekst" in answer.text
    assert "Deze pagina stond te lang open." in words_of(answer)


def test_she_and_the_planner_speak_at_an_item_before_there_is_a_version(
    app: Flask, token: str, chair: FlaskClient
) -> None:
    item = items_in(app)[1]
    answer = post(
        chair,
        f"/d/{token}/schrijven/reacties",
        onderwerp=item.uid,
        naam="Noor",
        tekst="Hoe heet de tolk?",
        open=str(item.id),
    )
    assert answer.location == f"/d/{token}/schrijven?open={item.id}#onderdeel-{item.id}"
    planner = app.test_client()
    sign_in(planner, app)
    (said,) = comments_in(app)
    assert (said.item_uid, said.version_id) == (item.uid, None)
    post(planner, f"{COMMENTS}/{said.id}/antwoord", tekst="Pim.")
    page = chair.get(f"/d/{token}/schrijven")
    row = BeautifulSoup(page.text, "html.parser").find(id=f"onderdeel-{item.id}")
    assert row is not None
    assert re.search(r"Hoe heet de tolk\?.*Pim\.", row.get_text(" ", strip=True))


def test_two_saves_at_once_lose_nothing(any_app: Flask) -> None:
    add_werksessie(any_app)
    token = token_for(any_app, "dagvoorzitter", "Noor", writes=True)
    item = items_in(any_app)[1]
    seen = {"say": item.say, "do": item.do, "card": item.card}

    def save_texts(**changes: Any) -> None:
        link = db.session.scalars(select(EditionLink).where(EditionLink.token == token)).one()
        now_there = {**seen, "card": tuple(item.card), **changes}
        write(link, item.id, Texts(**now_there), seen, now())

    at_once(any_app, lambda: save_texts(say="Zeg dit."), lambda: save_texts(do="Doe dat."))
    assert texts(items_in(any_app)[1])[:2] == ("Zeg dit.", "Doe dat.")


def test_the_page_takes_the_same_number_of_queries_however_long_the_day(
    app: Flask, token: str, chair: FlaskClient
) -> None:
    counts = []
    for _ in range(2):
        with counted_queries(app) as statements:
            chair.get(f"/d/{token}/schrijven")
        counts.append(len(statements))
        for item in items_in(app)[:5]:
            post(chair, f"/d/{token}/schrijven/reacties", onderwerp=item.uid, naam="Noor", tekst="Vraag")
        with app.app_context():
            werksessie_id = db.session.scalars(select(Werksessie.id)).one()
            for number in range(20):
                db.session.add(
                    Item(werksessie_id=werksessie_id, position=100 + number, title="Extra", minutes=5)
                )
            db.session.commit()
    assert counts[1] == counts[0]
    assert counts[0] <= 15
