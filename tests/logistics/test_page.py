"""The page of logistics: terms, ladder, rooms, crew with shifts, what does not fit, prints and the crew's links."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from pikepdf import Pdf
from sqlalchemy import select

from app.accounts.models import Role
from app.extensions import db
from app.logistics.models import CancellationStep, RoomSetup, VenueTerms
from app.mail.models import OutgoingMail
from app.programme.models import Room
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import TeamMember
from tests.factories import add_werksessie, make_version, post, sign_in, words_of

BASE = "/beheer/zwolle-2023/logistiek"


@pytest.fixture
def planner(app: Flask) -> FlaskClient:
    slug = add_werksessie(app)
    client = app.test_client()
    sign_in(client, app, "mee@gemeente.example", slug=slug, role=Role.BEHEER)
    return client


def rows(app: Flask, model: Any) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model).order_by(model.id)))


def form_of(client: FlaskClient, action: str, query: str = "") -> dict[str, str]:
    """The fields of one form of the page as a browser would send them."""
    page = BeautifulSoup(client.get(f"{BASE}{query}").text, "html.parser")
    form = next(
        each for each in page.find_all("form") if each["action"].partition("#")[0] == f"{BASE}{action}"
    )
    values = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input")
        if field.get("type") != "checkbox" and field["name"] != "csrf_token"
    }
    values |= {area["name"]: area.text.removeprefix("\n") for area in form.find_all("textarea")}
    for choice in form.find_all("select"):
        chosen = choice.find("option", selected=True) or choice.find("option")
        values[choice["name"]] = chosen["value"]
    return values


def test_the_venue_s_terms_are_kept_and_read_in_dutch(app: Flask, planner: FlaskClient) -> None:
    values = form_of(planner, "/locatie") | {
        "option_until": "14-5-2027",
        "rent": "2850",
        "assembly_point": "De kade",
    }
    assert post(planner, f"{BASE}/locatie", **values).status_code == 303
    [terms] = rows(app, VenueTerms)
    assert (str(terms.option_until), terms.rent, terms.assembly_point) == ("2027-05-14", 285000, "De kade")
    page = words_of(planner.get(BASE))
    assert "Optie tot en met vrijdag 14 mei 2027" in page
    assert "€ 2.850,00" in page


def test_terms_that_cannot_be_come_back_as_typed(app: Flask, planner: FlaskClient) -> None:
    answer = post(
        planner,
        f"{BASE}/locatie",
        **form_of(planner, "/locatie") | {"option_until": "31-2-2027", "signs": "Drie"},
    )
    assert answer.status_code == 422
    assert 'value="31-2-2027"' in answer.text
    assert "Drie" in answer.text
    assert rows(app, VenueTerms) == []


def test_two_planners_at_the_same_term_are_asked(app: Flask, planner: FlaskClient) -> None:
    mine = form_of(planner, "/locatie")
    post(planner, f"{BASE}/locatie", **mine | {"parking": "Achter"})
    answer = post(planner, f"{BASE}/locatie", **mine | {"parking": "Voor"})
    assert answer.status_code == 409
    assert "Achter" in answer.text
    assert rows(app, VenueTerms)[0].parking == "Achter"


def test_a_step_of_the_ladder_is_added_removed_and_put_back(app: Flask, planner: FlaskClient) -> None:
    step = {"after": "14-5-2027", "percent": "60"}
    assert post(planner, f"{BASE}/annuleren", **step).status_code == 303
    assert "Na vrijdag 14 mei: 60 % van de huur" in words_of(planner.get(BASE))
    again = post(planner, f"{BASE}/annuleren", **step)
    assert again.status_code == 422
    assert "Voor deze dag staat er al een stap." in words_of(again)
    [row] = rows(app, CancellationStep)
    post(planner, f"{BASE}/annuleren/{row.id}/verwijdering")
    undo = BeautifulSoup(planner.get(BASE).text, "html.parser").select_one("form[action*=herstel]")
    assert undo is not None
    post(planner, str(undo["action"]))
    assert [(str(one.after), one.percent) for one in rows(app, CancellationStep)] == [("2027-05-14", 60)]


def test_a_room_that_is_put_back_stands_as_it_stood(app: Flask, planner: FlaskClient) -> None:
    room = rows(app, Room)[1]
    setups = len(rows(app, RoomSetup))
    post(planner, f"{BASE}/zalen/{room.id}/verwijdering")
    assert len(rows(app, RoomSetup)) < setups
    undo = BeautifulSoup(planner.get(BASE).text, "html.parser").select_one("form[action*=herstel]")
    assert undo is not None
    post(planner, str(undo["action"]))
    assert len(rows(app, RoomSetup)) == setups
    restored = next(each for each in rows(app, Room) if each.name == room.name)
    assert (restored.accessible, restored.setups) == (room.accessible, room.setups)


def test_a_setup_without_a_number_says_how_to_write_it(planner: FlaskClient) -> None:
    answer = post(planner, f"{BASE}/zalen", name="Kelder", setups="theater tachtig")
    assert answer.status_code == 422
    assert "bijvoorbeeld theater 80. Nu staat er: theater tachtig." in words_of(answer)


def test_a_shift_that_is_too_short_is_told_at_the_top(app: Flask, planner: FlaskClient) -> None:
    member = next(row for row in rows(app, TeamMember) if row.role == "techniek")
    values = form_of(planner, f"/ploeg/{member.id}", f"?open=ploeg-{member.id}")
    post(
        planner,
        f"{BASE}/ploeg/{member.id}",
        **values | {"starts": "8.00", "ends": "18.30", "tasks": "Soundcheck"},
    )
    page = words_of(planner.get(BASE))
    assert "techniek is nodig bij ‘Opbouw podium" in page
    assert "en Tom Voorbeeld is er vanaf 08.00 tot 18.30." in page


def test_the_prints_have_what_is_in_the_plan(planner: FlaskClient) -> None:
    for paper, pages in (("paklijst", 2), ("zaalbladen", 7), ("contacten", 2)):
        answer = planner.get(f"{BASE}/{paper}.pdf")
        assert answer.content_type == "application/pdf"
        assert len(Pdf.open(BytesIO(answer.data)).pages) == pages, paper


def test_somebody_of_the_crew_gets_a_link_with_hours_tasks_and_a_sheet(
    app: Flask, planner: FlaskClient
) -> None:
    make_version(app, "zwolle-2023")
    member = next(row for row in rows(app, TeamMember) if row.role == "techniek")
    post(planner, f"{BASE}/ploeglinks/{member.id}")
    [link] = rows(app, PersonalLink)
    assert [message.kind for message in rows(app, OutgoingMail)] == ["crew"]
    visitor = app.test_client()
    page = words_of(visitor.get(f"/ploeg/{link.token}"))
    assert "Uw dag, Tom Voorbeeld" in page
    assert "07.15-08.15 Opbouw podium" in page
    assert "Ilse Voorbeeld regie 06 00000003" in page
    assert visitor.get(f"/ploeg/{link.token}/blad.pdf").data.startswith(b"%PDF")
    post(planner, f"{BASE}/ploeglinks/{member.id}/intrekking")
    assert visitor.get(f"/ploeg/{link.token}").status_code == 410
    assert visitor.get(f"/ploeg/{link.token}/blad.pdf").status_code == 410


def test_without_an_address_there_is_nothing_to_mail(app: Flask, planner: FlaskClient) -> None:
    member = next(row for row in rows(app, TeamMember) if row.role == "bhv")
    post(planner, f"{BASE}/ploeglinks/{member.id}")
    assert "Er is geen e-mailadres." in words_of(planner.get(BASE))
    assert rows(app, PersonalLink) == []
