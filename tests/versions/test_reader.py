"""What a link opens: one edition, its versions, what changed; never another edition and never the work of now."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from app.extensions import db
from app.programme.models import Item
from app.speakers.models import Speaker
from app.versions.models import Status
from app.versions.reader import OWN_ITEMS, WHOLE_DAY
from app.werksessies.models import Person, Werksessie
from tests.factories import add_werksessie, counted_queries, make_version, post, sign_in, words_of
from tests.versions.links import LINKS, addresses, items_in, link_with, person_named, token_for

SAID = "Goedemorgen, welkom in Zwolle."  # what the chair says at the second item
REGIE = "06 00000003"  # the number to call on the day, on the crew's paper only


@pytest.fixture
def day(app: Flask) -> Flask:
    """The Zwolle day with version 0.1."""
    add_werksessie(app)
    make_version(app)
    return app


def change(app: Flask, position: int, **changes: Any) -> None:
    """Change an item as a colleague would."""
    with app.app_context():
        item = db.session.scalars(select(Item).order_by(Item.position).offset(position)).first()
        assert item is not None
        for name, value in changes.items():
            setattr(item, name, value)
        db.session.commit()


def test_a_link_shows_the_newest_version_of_its_edition(day: Flask) -> None:
    client, token = day.test_client(), token_for(day)
    page = client.get(f"/d/{token}")
    assert page.status_code == 200
    assert "Versie 0.1, ter reactie" in words_of(page)
    assert "Dit is de laatste versie." in words_of(page)
    assert "Reversmicrofoon 1 (dagvoorzitter) open" in words_of(page)
    make_version(day, status=Status.VASTGESTELD)
    assert "Versie 1.0, vastgesteld" in words_of(client.get(f"/d/{token}"))


def test_a_link_never_shows_the_work_of_now(day: Flask) -> None:
    client, token = day.test_client(), token_for(day, "compleet")
    change(day, 1, title="Nog niet voor u")
    for path in (f"/d/{token}", f"/d/{token}/0.1", f"/d/{token}/0.2"):
        assert "Nog niet voor u" not in client.get(path).text
    paper = PdfReader(BytesIO(client.get(f"/d/{token}/0.1.pdf").data))
    assert "Nog niet voor u" not in "".join(page.extract_text() for page in paper.pages)


def test_technique_never_reads_what_the_chair_says_and_has_the_numbers_of_the_team(day: Flask) -> None:
    client = day.test_client()
    token = token_for(day, "techniek")
    change(day, 1, say="Iets heel anders om te zeggen")
    make_version(day)
    everything = "".join(
        words_of(client.get(f"/d/{token}{rest}"))
        for rest in ("", "/0.1", "/0.2", "?sinds=0.1", "/0.1?sinds=0.2")
    )
    assert REGIE in everything
    for secret in (SAID, "Iets heel anders om te zeggen"):
        assert secret not in everything


@pytest.mark.parametrize(
    ("edition", "numbers"),
    [("programma", 0), ("deurborden", 0), ("sprekersbriefing", 1), ("bestuurder", 1)],
)
def test_editions_for_outside_hold_no_number_but_that_of_regie(
    day: Flask, edition: str, numbers: int
) -> None:
    """Which stands at the head of a sheet for a speaker or an alderman."""
    whose = {"person_id": person_named(day, "Els Voorbeeld")} if edition == "sprekersbriefing" else {}
    client, token = day.test_client(), token_for(day, edition, **whose)
    make_version(day, status=Status.VASTGESTELD)
    pages = client.get(f"/d/{token}").text + client.get(f"/d/{token}/0.1").text
    assert set(re.findall("06 [0-9]{8}", pages)) == set([REGIE][:numbers])
    assert "Bel Ilse Voorbeeld." in pages


def test_the_chair_reads_what_she_says(day: Flask) -> None:
    token = token_for(day, "dagvoorzitter", "Noor")
    assert SAID in words_of(day.test_client().get(f"/d/{token}"))


def test_who_is_called_stands_with_the_number_on_the_paper_of_the_crew(day: Flask) -> None:
    token = token_for(day)
    make_version(day, status=Status.VASTGESTELD)
    page = words_of(day.test_client().get(f"/d/{token}"))
    assert "Moet er toch iets anders? Bel Ilse Voorbeeld, 06 00000003." in page
    assert "Verstuur uw reactie" not in page


def test_the_code_on_paper_says_whether_it_is_the_latest(day: Flask) -> None:
    client, token = day.test_client(), token_for(day)
    assert "U hebt de laatste versie, 0.1." in words_of(client.get(f"/d/{token}/0.1"))
    change(day, 1, title="Welkom met muziek")
    make_version(day, status=Status.VASTGESTELD, note="De muziek is erbij.")
    page = words_of(client.get(f"/d/{token}/0.1"))
    assert "U hebt versie 0.1. Versie 1.0 is de laatste." in page
    assert "Versie 1.0, vastgesteld, is van " in page
    assert "De muziek is erbij." in page
    assert "Dit is er veranderd voor u" in page
    assert "Welkom met muziek" in page


def test_a_shift_of_the_day_is_told_once(day: Flask) -> None:
    client, token = day.test_client(), token_for(day, "floormanager")
    items = items_in(day)
    change(day, 3, minutes=items[3].minutes + 5)
    make_version(day)
    page = words_of(client.get(f"/d/{token}/0.1"))
    assert page.count("later") == 1, page


def test_who_has_the_same_in_a_new_version_is_told_so(day: Flask) -> None:
    client, token = day.test_client(), token_for(day, "catering")
    change(day, 1, say="Iets heel anders om te zeggen")
    make_version(day)
    page = words_of(client.get(f"/d/{token}/0.1"))
    assert "Voor u is er niets veranderd" in page
    assert "Iets heel anders" not in page


@pytest.mark.parametrize("number", ["0.37", "9.9", "0.2"])
def test_a_number_that_never_was_a_version_is_a_concept(day: Flask, number: str) -> None:
    page = day.test_client().get(f"/d/{token_for(day)}/{number}")
    assert page.status_code == 200
    assert f"U hebt een concept, {number}." in words_of(page)
    assert "De laatste versie is 0.1, ter reactie" in words_of(page)


@pytest.mark.parametrize(
    "rest", ["/abc", "/1", "/01.0", "/0.1.2", "/9.9.pdf", "/abc.pdf", "/schrijven", "/1.0/iets", "/ "]
)
def test_what_a_link_does_not_have_is_not_there(day: Flask, rest: str) -> None:
    client, token = day.test_client(), token_for(day)
    assert client.get(f"/d/{token}{rest}").status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 32, "a" * 5000, "%F0%9F%98%80", "'; DROP TABLE--"])
def test_an_unknown_token_is_404_and_says_nothing(day: Flask, token: str) -> None:
    for rest in ("", "/0.1", "/0.1.pdf", "/schrijven"):
        answer = day.test_client().get(f"/d/{token}{rest}")
        assert answer.status_code == 404
        assert "Deze link werkt niet" in words_of(answer)
        assert "Werksessie" not in words_of(answer)


def test_a_revoked_link_opens_nothing_and_says_whom_to_ask(day: Flask) -> None:
    client, planner = day.test_client(), day.test_client()
    token = token_for(day, "dagvoorzitter", "Noor", writes=True)
    sign_in(planner, day)
    post(planner, f"{LINKS}/{link_with(day, token).id}/intrekking")
    item = items_in(day)[1]
    answers = [client.get(f"/d/{token}{rest}") for rest in ("", "/0.1", "/0.1.pdf", "/9.9", "/schrijven")]
    answers += [
        post(client, f"/d/{token}{rest}", tekst="Hallo", naam="Noor", zeg="Hallo")
        for rest in ("/0.1/ontvangst", "/reacties", f"/schrijven/{item.id}", "/schrijven/reacties")
    ]
    for answer in answers:
        assert answer.status_code == 410
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Vraag Sam Voorbeeld om een nieuwe link" in words_of(answer)
        assert SAID not in answer.text
        assert "06 " not in answer.text
    assert items_in(day)[1].say == item.say


def test_a_page_by_link_is_in_no_index_and_in_no_cache(day: Flask) -> None:
    client, token = day.test_client(), token_for(day, "dagvoorzitter", writes=True)
    for rest in ("", "/0.1", "/0.1.pdf", "/schrijven"):
        headers = client.get(f"/d/{token}{rest}").headers
        assert (headers["X-Robots-Tag"], headers["Cache-Control"]) == ("noindex", "no-store")
        assert headers.getlist("Referrer-Policy") == ["same-origin"]


def test_a_reader_says_which_version_they_have_and_the_first_time_counts(day: Flask) -> None:
    client, token = day.test_client(), token_for(day)
    answer = post(client, f"/d/{token}/0.1/ontvangst")
    assert answer.location == f"/d/{token}"
    assert "Wij weten nu dat u versie 0.1 hebt." in words_of(client.get(f"/d/{token}"))
    first = link_with(day, token)
    post(client, f"/d/{token}/0.1/ontvangst")
    assert link_with(day, token).has_since == first.has_since
    assert "Ik heb deze versie" not in client.get(f"/d/{token}/0.1").text
    assert post(client, f"/d/{token}/7.7/ontvangst").status_code == 404


def test_paper_by_a_link_carries_its_own_token_and_marks_what_changed(day: Flask) -> None:
    client, token = day.test_client(), token_for(day)
    change(day, 1, title="Welkom met muziek")
    make_version(day)
    plain, marked = client.get(f"/d/{token}/0.2.pdf"), client.get(f"/d/{token}/0.2.pdf?sinds=0.1")
    assert plain.content_type == marked.content_type == "application/pdf"
    assert plain.headers["Content-Disposition"] == "inline; filename=draaiboek-zwolle-2023-techniek-0.2.pdf"
    assert marked.headers["Content-Disposition"].endswith("-techniek-0.2-sinds-0.1.pdf")
    for answer in (plain, marked):
        assert f"http://localhost/d/{token}/0.2" in addresses(answer.data)
    words = "".join(page.extract_text() for page in PdfReader(BytesIO(marked.data)).pages)
    assert "GEWIJZIGD" in words
    assert plain.data == client.get(f"/d/{token}/0.2.pdf").data


def test_before_the_first_version_a_reader_hears_to_come_back(app: Flask) -> None:
    add_werksessie(app)
    token = token_for(app, "dagvoorzitter", "Noor", writes=True)
    page = words_of(app.test_client().get(f"/d/{token}"))
    assert "Er is nog geen versie van dit draaiboek" in page
    assert "U kunt uw teksten al wel schrijven." in page
    assert app.test_client().get(f"/d/{token}/0.1").status_code == 404


@pytest.mark.parametrize(
    "edition", sorted(WHOLE_DAY | OWN_ITEMS | {"programma", "belkaart", "opdrachtgever"})
)
def test_every_edition_opens_and_offers_only_its_own_items(day: Flask, edition: str) -> None:
    page = day.test_client().get(f"/d/{token_for(day, edition)}")
    assert page.status_code == 200
    titles = [item.title for item in items_in(day)]
    options = page.text.partition('name="onderwerp"')[2].partition("</select>")[0]
    offered = [title for title in titles if title in options]
    if edition in WHOLE_DAY:
        assert offered == titles
    elif edition in OWN_ITEMS:
        assert 0 < len(offered) < len(titles)
    else:
        assert offered == []


def test_a_page_takes_the_same_number_of_queries_however_many_versions(day: Flask) -> None:
    client, token = day.test_client(), token_for(day)
    counts = []
    for many in (1, 4):
        for number in range(many):
            change(day, 1, title=f"Welkom {many} {number}")
            make_version(day)
        for rest in ("", "/0.1", "?sinds=0.1"):
            with counted_queries(day) as statements:
                client.get(f"/d/{token}{rest}")
            counts.append(len(statements))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 8


def test_a_deleted_werksessie_takes_its_links_along(day: Flask) -> None:
    token = token_for(day)
    with day.app_context():
        db.session.delete(db.session.scalars(select(Werksessie)).one())
        db.session.commit()
    assert day.test_client().get(f"/d/{token}").status_code == 404


def test_the_token_of_one_werksessie_opens_nothing_of_another(day: Flask, client: FlaskClient) -> None:
    add_werksessie(day, "elders", title="Elders en geheim")
    make_version(day, "elders")
    token = token_for(day)
    assert "Elders en geheim" not in client.get(f"/d/{token}").text


def test_who_comes_instead_of_a_speaker_never_reads_what_was_agreed_with_that_one(day: Flask) -> None:
    with day.app_context():
        speaker = db.session.scalars(select(Speaker).where(Speaker.key == "wethouder")).one()
        speaker.needs = ["Ringleiding"]
        db.session.commit()
    make_version(day)
    with day.app_context():
        speaker = db.session.scalars(select(Speaker).where(Speaker.key == "wethouder")).one()
        speaker.person = Person(werksessie_id=speaker.werksessie_id, name="Nora Anders")
        speaker.needs = []
        db.session.commit()
    make_version(day)
    client = day.test_client()
    token = token_for(day, "sprekersbriefing", person_id=person_named(day, "Nora Anders"))
    assert "Nora Anders" in words_of(client.get(f"/d/{token}"))
    paper = PdfReader(BytesIO(client.get(f"/d/{token}/0.2.pdf").data))
    everything = "".join(page.extract_text() for page in paper.pages)
    everything += "".join(client.get(f"/d/{token}{rest}").text for rest in ("", "?sinds=0.2", "/0.2"))
    assert "Nog geen sprekersbriefing" in everything
    assert "Ringleiding" not in everything
    assert "Wethouder H. Voorbeeld" not in everything


def test_the_link_of_a_speaker_who_left_says_so_to_both(day: Flask) -> None:
    token = token_for(day, "sprekersbriefing", "Els", person_id=person_named(day, "Els Voorbeeld"))
    reader = day.test_client()
    assert reader.get(f"/d/{token}").status_code == 200
    with day.app_context():
        db.session.delete(db.session.scalars(select(Person).where(Person.name == "Els Voorbeeld")).one())
        db.session.commit()
    assert reader.get(f"/d/{token}").status_code == 410
    planner = day.test_client()
    sign_in(planner, day)
    assert "Deze spreker staat niet meer in het draaiboek" in words_of(planner.get(LINKS))
