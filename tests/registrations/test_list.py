"""The planner's list of registrations."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from app.accounts.models import Role
from app.extensions import db, now
from app.registrations.models import Need, Registration, State
from app.registrations.names import sort_name
from app.werksessies.models import Domain, Person, Werksessie
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of

PAGE = "/beheer/zwolle-2023/aanmeldingen"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2)
    sign_in(client, app)
    return client


def names(client: FlaskClient, query: str = "") -> list[str]:
    """The names of the list, in order."""
    page = client.get(PAGE + query)
    rows = page.text.split('<th scope="row"')[1:]
    return [row.split("</a>")[0].rpartition(">")[2] for row in rows]


def state_of(app: Flask, registration_id: int) -> State:
    with app.app_context():
        return db.session.get_one(Registration, registration_id).state


def fill(app: Flask, number: int) -> None:
    """Rows straight into the table, up to `number`, spread over domains and states."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        domains = list(db.session.scalars(select(Domain.id).where(Domain.werksessie_id == werksessie.id)))
        have = len(db.session.scalars(select(Registration.id)).all())
        for count in range(have, number):
            name, at = f"Noor van Voorbeeld{count:03}", now()
            person = insert(Person).values(
                werksessie_id=werksessie.id, name=name, organisation="Zorg", email=""
            )
            db.session.execute(
                insert(Registration).values(
                    werksessie_id=werksessie.id,
                    person_id=db.session.execute(person.returning(Person.id)).scalar_one(),
                    email_key=f"p{count}@zorg.example",
                    sort_name=sort_name(name),
                    domain_id=domains[count % len(domains)],
                    registered_at=at,
                    placed_at=at if count % 3 else None,
                    cancelled_at=at if count % 7 == 0 else None,
                )
            )
        db.session.commit()


def test_names_stand_in_the_order_that_dutch_people_expect(app: Flask, planner: FlaskClient) -> None:
    add_registrations(
        app, "zwolle-2023", "Koen de Vries", "Ömer Aydın", "Anne van den Berg", "Lotte in ’t Veld"
    )
    assert names(planner) == ["Aydın, Ömer", "Berg, Anne van den", "Veld, Lotte in ’t", "Vries, Koen de"]


def test_the_counts_say_how_it_stands(app: Flask, planner: FlaskClient) -> None:
    first, *_ = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fokker")
    post(planner, f"{PAGE}/{first}/afmelding")
    page = words_of(planner.get(PAGE))
    assert "2 van de 2 plaatsen zijn bezet. 1 wacht op een plaats. 1 meldde zich af." in page
    assert "aangemeld (2) op de wachtlijst (1) afgemeld (1)" in page


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("vries", ["Vries, Koen de"]),
        ("KOEN de vries", ["Vries, Koen de"]),
        ("omer", ["Aydın, Ömer"]),
        ("Ömer aydin", ["Aydın, Ömer"]),
        ("koen-de-vries@gemeente.example", ["Vries, Koen de"]),
        ("gemeente zwolle", ["Aydın, Ömer", "Vries, Koen de"]),
        ("100%", []),
        ("_", []),
        ("'; drop table person; --", []),
        ("<script>", []),
        ("\0", ["Aydın, Ömer", "Vries, Koen de"]),
    ],
)
def test_one_finds_people_by_name_organisation_and_address(
    app: Flask, planner: FlaskClient, search: str, found: list[str]
) -> None:
    add_registrations(app, "zwolle-2023", "Koen de Vries", "Ömer Aydın")
    page = planner.get(PAGE, query_string={"q": search})
    assert page.status_code == 200
    assert [name for name in ("Aydın, Ömer", "Vries, Koen de") if f">{name}</a>" in page.text] == found
    assert "<script>" not in page.text.replace('<script type="module"', "")


def test_state_and_domain_narrow_the_list_and_nonsense_does_not(app: Flask, planner: FlaskClient) -> None:
    fill(app, 21)
    with app.app_context():
        domains = list(db.session.scalars(select(Domain.id).order_by(Domain.position)))
    assert len(names(planner)) == 21
    assert names(planner, "?staat=afgemeld") == [f"Voorbeeld{n:03}, Noor van" for n in (0, 7, 14)]
    assert names(planner, f"?domein={domains[1]}") == [f"Voorbeeld{n:03}, Noor van" for n in (1, 7, 13, 19)]
    assert names(planner, f"?domein={domains[1]}&staat=afgemeld") == ["Voorbeeld007, Noor van"]
    for nonsense in (
        "?staat=aanwezig",
        "?domein=x",
        "?bladzijde=-1",
        "?bladzijde=99999999999999999999",
        "?domein=",
    ):
        assert len(names(planner, nonsense)) == 21, nonsense


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("organisatie", ["Berg, Anne", "Aal, Zoë", "Zee, Émile"]),
        ("-organisatie", ["Zee, Émile", "Aal, Zoë", "Berg, Anne"]),
        ("-naam", ["Zee, Émile", "Berg, Anne", "Aal, Zoë"]),
        ("aangemeld", ["Zee, Émile", "Aal, Zoë", "Berg, Anne"]),
        ("staat", ["Aal, Zoë", "Zee, Émile", "Berg, Anne"]),
        ("lengte", ["Aal, Zoë", "Berg, Anne", "Zee, Émile"]),
    ],
)
def test_the_list_is_sorted_by_the_column_that_one_chooses(
    app: Flask, planner: FlaskClient, order: str, found: list[str]
) -> None:
    people = add_registrations(app, "zwolle-2023", "Émile Zee", "Zoë Aal", "Anne Berg")
    with app.app_context():
        for number, organisation in zip(people, ("zorg", "Politie", "Gemeente"), strict=True):
            db.session.get_one(Registration, number).person.organisation = organisation
        db.session.commit()
    assert names(planner, f"?volgorde={order}") == found


def test_a_head_says_how_the_list_is_sorted_and_turns_it_around(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Émile Zee")
    page = planner.get(f"{PAGE}?volgorde=organisatie&q=zee").text
    assert page.count("aria-sort") == 1
    turned = "?q=zee&amp;volgorde=-organisatie#lijst"
    assert f'aria-sort="ascending"><a href="{PAGE}{turned}">Organisatie</a>' in page
    back = planner.get(f"{PAGE}?volgorde=-organisatie").text
    assert f'aria-sort="descending"><a href="{PAGE}?volgorde=organisatie#lijst">Organisatie</a>' in back


def test_organisations_are_counted_and_narrow_the_list(app: Flask, planner: FlaskClient) -> None:
    people = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els")
    with app.app_context():
        db.session.get_one(Registration, people[1]).person.organisation = "Zorg & co"
        db.session.commit()
    page = planner.get(PAGE)
    assert "Per organisatie: 2 Gemeente Zwolle 2 Zorg & co 1" in words_of(page)
    assert f'href="{PAGE}?organisatie=Zorg+%26+co#lijst"' in page.text
    assert names(planner, "?organisatie=Zorg+%26+co") == ["Dijk, Bea"]


def test_only_who_may_change_can_ask_who_told_what_they_need(app: Flask, planner: FlaskClient) -> None:
    people = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    with app.app_context():
        db.session.add(Need(registration_id=people[1], diet="geen noten", consented_at=now()))
        db.session.commit()
    assert names(planner, "?toestemming=ja") == ["Dijk, Bea"]
    assert names(planner, "?toestemming=nee") == ["Berg, Anne"]
    reader = app.test_client()
    sign_in(reader, app, "meelezer@gemeente.example", slug="zwolle-2023", role=Role.MEELEZEN)
    assert names(reader, "?toestemming=ja") == ["Berg, Anne", "Dijk, Bea"]


def test_the_list_has_pages_of_fifty(app: Flask, planner: FlaskClient) -> None:
    fill(app, 120)
    pages = [names(planner, f"?bladzijde={number}") for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [50, 50, 20, 20]
    assert [*pages[0], *pages[1], *pages[2]] == [f"Voorbeeld{n:03}, Noor van" for n in range(120)]
    second = planner.get(f"{PAGE}?q=voorbeeld&bladzijde=2").text
    assert "51 tot en met 100 van 120" in second
    assert 'href="/beheer/zwolle-2023/aanmeldingen?q=voorbeeld#lijst">Vorige' in second
    assert 'href="/beheer/zwolle-2023/aanmeldingen?q=voorbeeld&amp;bladzijde=3#lijst">Volgende' in second


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    app: Flask, planner: FlaskClient
) -> None:
    for query in ("", "?q=noor", "?staat=aangemeld&domein=1", "?toestemming=nee&volgorde=organisatie"):
        counts = set()
        for number in (1, 3, 300):
            fill(app, number)
            with counted_queries(app) as statements:
                planner.get(PAGE + query)
            counts.add(len(statements))
        assert counts == {9}, query


def test_an_empty_list_says_what_to_do(app: Flask, planner: FlaskClient) -> None:
    assert "Stuur het adres van de openbare pagina rond." in words_of(planner.get(PAGE))


def test_diets_are_not_shown(app: Flask, planner: FlaskClient) -> None:
    (person,) = add_registrations(app, "zwolle-2023", "Koen de Vries")
    with app.app_context():
        db.session.add(Need(registration_id=person, diet="geen noten", access="rolstoel", consented_at=now()))
        db.session.commit()
    for page in (PAGE, f"{PAGE}/{person}"):
        assert "noten" not in planner.get(page).text
        assert "rolstoel" not in planner.get(page).text


def test_withdrawing_makes_room_for_the_first_in_line_and_can_be_undone(
    app: Flask, planner: FlaskClient
) -> None:
    people = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fokker")
    post(planner, f"{PAGE}/{people[0]}/afmelding")
    states = [state_of(app, person).value for person in people]
    assert states == ["afgemeld", "aangemeld", "aangemeld", "op de wachtlijst"]
    assert "Anne Berg is afgemeld en krijgt een mail. Ongedaan maken" in words_of(
        planner.get(f"{PAGE}/{people[0]}")
    )
    post(planner, f"{PAGE}/{people[0]}/terug")
    assert state_of(app, people[0]) is State.WACHTLIJST
    post(planner, f"{PAGE}/{people[1]}/afmelding")
    assert state_of(app, people[0]) is State.AANGEMELD, "back at the old place in line"


def test_undoing_at_once_gives_the_place_back(app: Flask, planner: FlaskClient) -> None:
    (person,) = add_registrations(app, "zwolle-2023", "Anne Berg")
    post(planner, f"{PAGE}/{person}/afmelding")
    post(planner, f"{PAGE}/{person}/terug")
    assert state_of(app, person) is State.AANGEMELD


def test_placing_by_hand_needs_room(app: Flask, planner: FlaskClient) -> None:
    people = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els")
    post(planner, f"{PAGE}/{people[2]}/plaats")
    assert state_of(app, people[2]) is State.WACHTLIJST
    assert "Alle plaatsen zijn bezet." in words_of(planner.get(f"{PAGE}/{people[2]}"))
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().capacity = 3
        db.session.commit()
    post(planner, f"{PAGE}/{people[2]}/plaats")
    assert state_of(app, people[2]) is State.AANGEMELD


def test_the_page_of_one_person_shows_what_they_said(app: Flask, planner: FlaskClient) -> None:
    (person,) = add_registrations(app, "zwolle-2023", "Koen de <b>Vries")
    with app.app_context():
        db.session.get_one(Registration, person).note = "Ik kom later.\n<script>"
        db.session.commit()
    page = planner.get(f"{PAGE}/{person}")
    assert "Koen de <b>Vries aangemeld sinds" in words_of(page)
    assert "Bericht Ik kom later. <script>" in words_of(page)


def test_the_public_page_counts_along_with_the_planner(app: Flask, planner: FlaskClient) -> None:
    people = add_registrations(app, "zwolle-2023", "Anne Berg")
    said = [words_of(planner.get("/zwolle-2023"))]
    for verb in ("afmelding", "terug"):
        post(planner, f"{PAGE}/{people[0]}/{verb}")
        said.append(words_of(planner.get("/zwolle-2023")))
    places = [page.count("Er is nog 1 plaats") > 0 for page in said]
    assert places == [True, False, True]
    post(planner, "/beheer/zwolle-2023/publicatie/einde")
    assert planner.get("/zwolle-2023").status_code == 404


@pytest.mark.parametrize("verb", ["afmelding", "terug", "plaats"])
def test_of_a_werksessie_that_is_over_nothing_changes_any_more(
    app: Flask, planner: FlaskClient, verb: str
) -> None:
    first, _, third = add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els")
    post(planner, f"{PAGE}/{first}/afmelding")
    post(planner, f"{PAGE}/{third}/afmelding")
    before = [state_of(app, person) for person in (first, third)]
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().date = date(2023, 6, 15)
        db.session.commit()
    answer = post(planner, f"{PAGE}/{first}/{verb}")
    assert answer.location == f"{PAGE}/{first}"
    assert "De werksessie is voorbij. Hier verandert niets meer." in words_of(planner.get(answer.location))
    assert [state_of(app, person) for person in (first, third)] == before == [State.AFGEMELD] * 2
