"""The public page and the list: what everybody may see, always as it is now, at a constant price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from app.extensions import db, now
from app.programme.models import Item, ParallelSession, Room, item_person
from app.programme.schedule import items_of
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Goal, Person, Werksessie
from tests.factories import add_registrations, add_werksessie, counted_queries
from tests.registrations.visitor import Visitor, heading, personal_page


def text(client: FlaskClient, path: str = "/zwolle-2023") -> str:
    """The words of a page."""
    return " ".join(BeautifulSoup(client.get(path).text, "html.parser").get_text(" ").split())


def test_the_page_says_what_when_where_and_how_many_places(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        goals = [goal.text for goal in werksessie.goals]
        outline = [item.title for item in items_of(werksessie)]
        sessions = list(db.session.scalars(select(ParallelSession.title)))
    page = text(client)
    for said in (
        "Werksessie voorkomen van jonge aanwas",
        "09.30 tot 16.30",
        "Inloop vanaf 09.00, borrel tot 17.30",
        "Congrescentrum De Voorbeeldkade",
        "Voorbeeldkade 1, 1234 AB Zwolle",
        "Er zijn nog 96 plaatsen",
        "Tien minuten lopen vanaf station Zwolle",
        *goals,
        *outline,
        *sessions,
    ):
        assert said in page
    assert client.get("/zwolle-2023").text.count('<a class="btn') == 2


def test_what_is_internal_stays_inside(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        items = items_of(werksessie)
        inside = [
            line for item in items for line in (item.say + "\n" + item.do).splitlines() if len(line) > 20
        ]
        inside += [cue.what for item in items for cue in item.cues]
        inside += [member.person.phone for member in werksessie.team if member.person.phone]
        inside += [member.person.email for member in werksessie.team if member.person.email]
        inside += [row.text for row in werksessie.conditions]
    page = client.get("/zwolle-2023").text
    assert len(inside) > 100
    assert [words for words in inside if words in page] == []
    assert "volledige naam bij de projectmanager" not in page


@pytest.mark.parametrize("status", ["idee", "benaderd", "onder voorbehoud", "afgezegd", "vervallen"])
def test_a_speaker_who_is_not_confirmed_is_not_shown(app: Flask, client: FlaskClient, status: str) -> None:
    add_werksessie(app)
    assert "Dr. A. Voorbeeld, Hogeschool Voorbeeld" in text(client)
    with app.app_context():
        db.session.scalars(select(Speaker).where(Speaker.key == "onderzoeker")).one().status = status
        db.session.commit()
    assert "Dr. A. Voorbeeld" not in text(client)


def rename(model: type, column: str = "title") -> Callable[[], None]:
    def act() -> None:
        row = db.session.scalars(select(model).limit(1)).one()
        setattr(row, column, "Splinternieuw")

    return act


def rename_speaker() -> None:
    db.session.scalars(select(Speaker).where(Speaker.key == "jurist")).one().person.name = "Splinternieuw"


def give_a_speaker() -> None:
    item = db.session.scalars(select(Item).where(Item.kind == "lunch")).one()
    person = db.session.scalars(select(Speaker)).first()
    assert person is not None
    person.person.name = "Splinternieuw"
    db.session.flush()
    db.session.execute(insert(item_person).values(item_id=item.id, person_id=person.person_id, position=0))


def by_statement() -> None:
    db.session.execute(update(Item).where(Item.kind == "lunch").values(title="Splinternieuw"))


def a_new_item() -> None:
    werksessie = db.session.scalars(select(Werksessie)).one()
    db.session.add(Item(werksessie_id=werksessie.id, position=99, title="Splinternieuw", minutes=5))


@pytest.mark.parametrize(
    "change",
    [
        rename(Werksessie),
        rename(Werksessie, "occasion"),
        rename(Goal, "text"),
        rename(Room, "name"),
        rename(Item),
        rename(ParallelSession),
        rename_speaker,
        give_a_speaker,
        by_statement,
        a_new_item,
    ],
)
def test_a_change_shows_at_once(any_app: Flask, change: Callable[[], None]) -> None:
    add_werksessie(any_app)
    client = any_app.test_client()
    assert "Splinternieuw" not in text(client)
    with any_app.app_context():
        change()
        db.session.commit()
    assert "Splinternieuw" in text(client)


def test_a_removed_part_and_a_renamed_domain_show_at_once(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    assert "Borrel" in text(client)
    assert "Onderwijs" in text(client, "/zwolle-2023/aanmelden")
    with app.app_context():
        db.session.delete(db.session.scalars(select(Item).where(Item.kind == "borrel")).one())
        block = db.session.scalars(select(Item).where(Item.kind == "parallel").limit(1)).one()
        block.sessions = block.sessions[1:]
        db.session.scalars(select(Domain).where(Domain.name == "onderwijs")).one().name = "scholen"
        db.session.commit()
    assert "Borrel" not in text(client)
    assert text(client).count("Online signalen lezen") == 1
    assert "Scholen" in text(client, "/zwolle-2023/aanmelden")


def test_a_change_that_is_rolled_back_never_shows(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    text(client)
    with app.app_context():
        rename(Item)()
        db.session.flush()
        db.session.rollback()
    assert "Splinternieuw" not in text(client)


def test_registering_leaves_the_stamp_alone(app: Flask) -> None:
    add_werksessie(app)
    with app.app_context():
        before = db.session.scalars(select(Werksessie.page_stamp)).one()
    Visitor(app).register()
    with app.app_context():
        assert db.session.scalars(select(Werksessie.page_stamp)).one() == before


def test_a_browser_need_not_load_the_same_page_twice(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    tag = client.get("/zwolle-2023").headers["ETag"]
    same = client.get("/zwolle-2023", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    Visitor(app).register()
    other = client.get("/zwolle-2023", headers={"If-None-Match": tag})
    assert (other.status_code, "Er zijn nog 95 plaatsen" in other.text) == (200, True)


def test_an_example_says_so(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app, example_since=now())
    assert "Dit is een voorbeeld. Alle mensen, adressen en aantallen zijn verzonnen." in text(client)


def test_a_werksessie_without_limit_place_or_programme_has_a_page(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        day = now().date() + timedelta(days=30)
        bare = {"slug": "kaal", "title": "Kaal", "date": day, "starts": now().time(), "ends": now().time()}
        db.session.add(Werksessie(**bare, published_at=now()))
        db.session.commit()
    assert "Er is plaats" in text(client, "/kaal")
    assert heading(client.get("/kaal/aanmelden")) == "Aanmelden"


def test_the_list_shows_what_is_in_view_first_what_comes_first(app: Flask, client: FlaskClient) -> None:
    assert "Er staan nu geen werksessies gepland." in text(client, "/")
    today = now().date()
    for slug, days in (("later", 60), ("eerder", 30), ("voorbij", -30), ("lang-voorbij", -60)):
        add_werksessie(app, slug=slug, date=today + timedelta(days=days), title=slug)
    add_werksessie(app, slug="verborgen", published_at=None)
    add_werksessie(app, slug="archief", archived_at=now())
    page = BeautifulSoup(client.get("/").text, "html.parser")
    assert [link["href"] for link in page.select("ol a")] == [
        "/eerder",
        "/later",
        "/voorbij",
        "/lang-voorbij",
    ]


@pytest.mark.parametrize("people", [1, 3, 300])
def test_a_page_costs_the_same_queries_for_any_number_of_people(app: Flask, people: int) -> None:
    add_werksessie(app)
    add_registrations(app, "zwolle-2023", *(f"Naam {number}" for number in range(people)))
    page = personal_page(app, f"naam-{people - 1}@gemeente.example")
    visitor = Visitor(app)
    receipt = visitor.send().location
    paths = ("/", "/zwolle-2023", "/zwolle-2023/aanmelden", receipt, page)
    counted = []
    for path in paths:
        visitor.get(path)
        with counted_queries(app) as queries:
            visitor.get(path)
        counted.append(len(queries))
    waits = people > 96  # a place in line is one count more
    assert counted == [1, 1, 1, 1, 7 + waits]


def test_a_registration_costs_six_statements(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    token = visitor.token("/zwolle-2023/aanmelden")
    with counted_queries(app) as queries:
        visitor.send(csrf_token=token)
    kinds = [statement.split()[0] for statement in queries]
    assert kinds == ["SELECT", "UPDATE", "SELECT", "INSERT", "INSERT", "INSERT"]


def test_every_person_sees_only_what_is_theirs(app: Flask) -> None:
    add_werksessie(app)
    add_registrations(app, "zwolle-2023", "Anna Een", "Bert Twee")
    with app.app_context():
        assert db.session.scalars(select(Person.name).where(Person.name == "Bert Twee")).one()
    assert "Bert Twee" not in app.test_client().get(personal_page(app, "anna-een@gemeente.example")).text
