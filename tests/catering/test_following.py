"""A moment that is tied to an item is served when the programme says, wherever that is read."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.catering.models import CateringMoment
from app.catering.standing import standing_of
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.print import render
from app.extensions import db, now
from app.programme.actions import remove_item, step_item
from app.programme.models import Item
from app.programme.restoring import restore
from app.programme.shift_actions import apply_shift
from app.programme.shifted import Wish
from tests.catering.day import PAGE, add_catering, the_werksessie, uid_of_item
from tests.draaiboek.sample import IMPRINT
from tests.factories import ids_of, post, sign_in, words_of
from tests.pdf.reading import poppler
from tests.programme.days import id_of

LUNCH = f"{PAGE}/cateringmomenten"


@pytest.fixture
def planner(any_app: Flask) -> FlaskClient:
    """Lunch is tied to the item Afspraken (11.15 to 11.45), ten minutes after its start."""
    add_catering(any_app)
    client = any_app.test_client()
    sign_in(client, any_app)
    saved = save(client, item=uid_of_item(any_app, "Afspraken"), offset="10", side="na")
    assert saved.status_code == 303, words_of(saved)
    return client


def save(client: FlaskClient, **typed: Any) -> Any:
    """The lunch with these fields otherwise than they stand."""
    row = ids_of(client.application, CateringMoment, "dag")[0]
    page = client.get(f"{PAGE}?open=cateringmomenten-{row}").text
    basis = page.split('name="basis" value="', 1)[1].split('"', 1)[0].replace("&#34;", '"')
    fields = {
        "title": "Lunch", "item": "", "offset": "0", "side": "na", "starts": "10.15", "minutes": "45", "room": "",
        "choice": "Broodjes", "margin": "", "per_person": "12,50", "btw": "9",
    }  # fmt: skip
    return post(client, f"{LUNCH}/{row}", basis=basis, **{**fields, **typed})


def served(app: Flask) -> tuple[time, time, tuple[str, ...]]:
    """When lunch is served by the draaiboek and by the page of the catering, and which moments lost their item."""
    with app.app_context():
        werksessie = the_werksessie()
        standing = standing_of(werksessie, now())
        return (
            draaiboek_of(werksessie).catering[0].starts,
            standing.served[0].meal.starts,
            standing.state.lost,
        )


def test_a_tied_moment_begins_with_its_item(planner: FlaskClient) -> None:
    app = planner.application
    assert served(app) == (time(11, 25), time(11, 25), ())
    assert "10 min na het begin van ‘Afspraken’, en schuift mee." in words_of(planner.get(PAGE))
    assert save(planner, item=uid_of_item(app, "Welkom"), offset="15", side="voor").status_code == 303
    assert served(app) == (time(9, 15), time(9, 15), ())
    assert save(planner, starts="12.40").status_code == 303
    assert served(app) == (time(12, 40), time(12, 40), ())


def test_it_follows_when_the_item_is_moved_and_the_day_shifted(planner: FlaskClient) -> None:
    app = planner.application
    item = id_of(app, "Afspraken")
    with app.app_context():
        step_item(the_werksessie(), item, -1, None, now())
    moved = served(app)[0]
    assert moved != time(11, 25)
    assert served(app) == (moved, moved, ())
    with app.app_context():
        step_item(the_werksessie(), item, 1, None, now())
        werksessie = the_werksessie()
        wish = Wish(minutes=20, promise=True, unpin=True)
        apply_shift(werksessie, wish, werksessie.programme_revision, None, now())
    assert served(app) == (time(11, 45), time(11, 45), ())


def test_without_its_item_it_has_its_last_own_time_and_undo_ties_it_again(planner: FlaskClient) -> None:
    app = planner.application
    item = id_of(app, "Afspraken")
    with app.app_context():
        removed = remove_item(the_werksessie(), item, None, now()).id
    assert served(app) == (time(11, 25), time(11, 25), ("Lunch",))
    page = words_of(planner.get(PAGE))
    assert "‘Lunch’ hoorde bij een onderdeel dat niet meer in het programma staat." in page
    assert "Het moment begint nu om 11.25." in page
    with app.app_context():
        restore(the_werksessie(), removed, None, now())
        row = db.session.scalars(select(Item).where(Item.title == "Afspraken")).one()
        row.starts = time(11, 30)
        db.session.commit()
    assert served(app) == (time(11, 40), time(11, 40), ())


def test_a_moment_that_lost_its_item_can_be_saved_and_given_a_time(planner: FlaskClient) -> None:
    app = planner.application
    gone, item = uid_of_item(app, "Afspraken"), id_of(app, "Afspraken")
    with app.app_context():
        remove_item(the_werksessie(), item, None, now())
    assert save(planner, item=gone, margin="3").status_code == 303
    assert served(app)[2] == ("Lunch",)
    assert save(planner, item="", starts="12.00", margin="3").status_code == 303
    assert served(app) == (time(12), time(12), ())


def test_the_print_says_the_followed_time(planner: FlaskClient, tmp_path: Any) -> None:
    with planner.application.app_context():
        data = render(draaiboek_of(the_werksessie()), IMPRINT, "catering")
    text = " ".join(poppler("pdftotext", data, tmp_path, "-raw").split())
    assert "11.25 Lunch" in text
    assert "10.15 Lunch" not in text


def test_a_moment_is_removed_and_put_back_with_its_tie(planner: FlaskClient) -> None:
    app = planner.application
    row = ids_of(app, CateringMoment, "dag")[0]
    gone = post(planner, f"{LUNCH}/{row}/verwijdering")
    assert gone.status_code == 303
    page = planner.get(PAGE)
    assert "‘Lunch’ is verwijderd." in words_of(page)
    undo = page.text.split('action="', 2)[2].split('"', 1)[0]
    assert post(planner, undo).status_code == 303
    assert served(app) == (time(11, 25), time(11, 25), ())
    with app.app_context():
        back = db.session.scalars(select(CateringMoment)).one()
        assert (back.key, back.per_person, back.choice) == ("lunch", 1250, "Broodjes")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ({"title": " "}, "Typ wat het is, bijvoorbeeld lunch."),
        ({"starts": ""}, "Typ hoe laat het begint, of kies een onderdeel van het programma."),
        ({"starts": "half twaalf"}, "Typ de tijd als uren en minuten, bijvoorbeeld 09.30."),
        ({"item": "e-bestaat-niet"}, "Kies een onderdeel uit de lijst."),
        ({"per_person": "gratis"}, "Typ het bedrag in euro’s, bijvoorbeeld 450 of 1.250,50."),
        ({"margin": "2000"}, "Typ een marge van ten hoogste 1000 porties."),
        ({"btw": "12"}, "Kies een regel uit de lijst."),
        ({"minutes": "0"}, "Typ ten minste 1 minuut."),
        ({"offset": "ver"}, "Typ minuten als een heel getal, bijvoorbeeld 15."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, typed: dict[str, str], fault: str
) -> None:
    add_catering(app)
    sign_in(client, app)
    answer = save(client, choice="Soep van de dag", **typed)
    assert answer.status_code == 422
    assert fault.replace("’", "'") in answer.text.replace("&#39;", "'").replace("’", "'")
    assert "Soep van de dag" in answer.text
    with app.app_context():
        assert db.session.scalars(select(CateringMoment.choice)).all() == ["Broodjes"]


def test_a_new_moment_takes_room_and_minutes_from_its_item_unless_one_typed_them(
    planner: FlaskClient,
) -> None:
    app = planner.application
    fields = {
        "item": uid_of_item(app, "Afspraken"),
        "offset": "",
        "side": "na",
        "starts": "",
        "btw": "9",
        "basis": "{}",
    }
    for title, typed in (("Koffie", {}), ("Soep", {"minutes": "10", "room": "Foyer"})):
        answer = post(planner, LUNCH, **fields, title=title, **typed)
        assert answer.status_code == 303, words_of(answer)
    with app.app_context():
        meals = {meal.title: meal for meal in draaiboek_of(the_werksessie()).catering}
        (item,) = (item for item in draaiboek_of(the_werksessie()).programme if item.title == "Afspraken")
    assert item.room is not None
    assert (meals["Koffie"].room, meals["Koffie"].minutes) == (item.room, item.minutes)
    assert (meals["Soep"].room, meals["Soep"].minutes) == ("Foyer", 10)
