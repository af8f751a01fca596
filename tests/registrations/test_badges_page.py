"""The planner's page of badges: who is on them, who may make them, and what is remembered of it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import delete, select

from app.accounts.models import AuditEntry, Role
from app.extensions import db
from app.registrations.badges_people import badge_code, called, crew_of, guests_of
from app.registrations.models import Registration
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Person, TeamMember, Werksessie
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of

PAGE = "/beheer/zwolle-2023/aanmeldingen/badges"
CHOICE = {"sheet": "90x54", "order": "achternaam"}
SECRET = "a secret"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=3)
    sign_in(client, app)
    return client


def first_names(data: bytes) -> list[str]:
    """The largest text of each badge, in order."""
    found: list[str] = []

    def note(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        if size > 20 and text.strip():
            found.append(text.strip())

    for page in PdfReader(BytesIO(data)).pages:
        page.extract_text(visitor_text=note)
    return found


def without_crew(app: Flask) -> None:
    with app.app_context():
        db.session.execute(delete(TeamMember))
        db.session.execute(delete(Speaker))
        db.session.commit()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Anne-Sophie van der Meer-Özdemir", ("Anne-Sophie", "van der Meer-Özdemir")),
        ("Jan Willem de Vries", ("Jan Willem", "de Vries")),
        ("Willem van ’t Hooft tot den Dam", ("Willem", "van ’t Hooft tot den Dam")),
        ("Fatima Ben Ali", ("Fatima", "Ben Ali")),
        ("Zoë El Amrani", ("Zoë", "El Amrani")),
        ("Vries, Jan de", ("Jan", "de Vries")),
        ("De Vries", ("De", "Vries")),
        ("M.", ("M.", "")),
        ("M., ervaringsdeskundige", ("M.", "ervaringsdeskundige")),
        ("Jan de Vries, wethouder", ("Jan", "de Vries, wethouder")),
        ("محمد علي", ("محمد", "علي")),
    ],
)
def test_a_name_falls_apart_into_what_one_is_called_and_the_rest(name: str, parts: tuple[str, str]) -> None:
    assert called(name) == parts


def test_a_code_is_the_same_each_time_and_says_nothing_of_the_person() -> None:
    codes = [badge_code(SECRET, kind, number) for kind in ("gast", "ploeg") for number in range(500)]
    assert codes == [badge_code(SECRET, kind, number) for kind in ("gast", "ploeg") for number in range(500)]
    assert len(set(codes)) == 1000
    assert {bool(re.fullmatch("RD:[A-Z2-7]{16}", code)) for code in codes} == {True}
    assert set(codes).isdisjoint(badge_code("another", "gast", number) for number in range(500))


def test_who_has_a_place_gets_a_badge_and_nobody_else(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fokker")
    with app.app_context():
        gone = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        assert gone
        gone.cancelled_at = gone.registered_at
        db.session.commit()
    answer = post(planner, f"{PAGE}.pdf", **CHOICE)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=badges-zwolle-2023.pdf"
    assert first_names(answer.data) == ["Bea", "Cas"]


@pytest.mark.parametrize(
    ("order", "names"),
    [
        ("achternaam", ["Émile", "Zoë", "Anne"]),
        ("voornaam", ["Anne", "Émile", "Zoë"]),
        ("organisatie", ["Zoë", "Anne", "Émile"]),
    ],
)
def test_badges_come_in_the_order_that_was_chosen(
    app: Flask, planner: FlaskClient, order: str, names: list[str]
) -> None:
    add_registrations(app, "zwolle-2023", "Zoë van Brug", "Anne de Zee", "Émile Aal")
    with app.app_context():
        for person in db.session.scalars(select(Person).join(Registration)):
            person.organisation = {"Z": "ábc", "A": "Bcd", "É": "cde"}[person.name[0]]
        db.session.commit()
    assert first_names(post(planner, f"{PAGE}.pdf", **{**CHOICE, "order": order}).data) == names


def test_the_crew_comes_last_with_roles_and_without_what_planners_note(
    app: Flask, planner: FlaskClient
) -> None:
    add_registrations(app, "zwolle-2023", "Zoë Zee")
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        member = werksessie.team[0]
        member.person.name = "Aagje Aal (belt liever niet)"
        werksessie.team.append(TeamMember(position=99, role="reserve", person_id=member.person_id))
        db.session.commit()
        crew = crew_of(werksessie, SECRET)
        confirmed = {
            row.person.name for row in db.session.scalars(select(Speaker)) if row.status == "bevestigd"
        }
        assert (crew[0].name, crew[0].role) == ("Aagje Aal", f"{member.role} en reserve")
        assert {badge.name for badge in crew if badge.role == "spreker"} == {
            name.partition(" (")[0].partition(", ervaringsdeskundige")[0] for name in confirmed
        }
    names = first_names(post(planner, f"{PAGE}.pdf", **CHOICE, crew="y").data)
    assert names[:2] == ["Zoë", "Aagje"]
    assert len(names) == 1 + len(crew)


def test_a_badge_tells_the_domain(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    with app.app_context():
        row = db.session.scalars(select(Registration).order_by(Registration.id)).first()
        domain = db.session.scalars(select(Domain)).first()
        assert row
        assert domain
        row.domain_id, name = domain.id, domain.name
        db.session.commit()
        found = guests_of(db.session.scalars(select(Werksessie)).one(), SECRET)
    assert [badge.domain for badge in found] == [name, ""]


def test_who_took_the_names_out_is_on_the_record_and_looking_is_not(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    without_crew(app)
    planner.get(PAGE)
    post(planner, f"{PAGE}.pdf", **CHOICE, crew="y")
    with app.app_context():
        noted = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "badges.print")).all()
        assert [entry.detail for entry in noted] == [{"guests": 2, "crew": 0}]
        assert all(entry.user_id for entry in noted)


def test_the_page_counts_and_says_which_letters_cannot_be_printed(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "علي Berg")
    page = words_of(planner.get(PAGE))
    assert "2 badges voor wie een plaats heeft, en " in page
    assert "Letters die ons lettertype niet heeft Op deze badge komt [?] te staan." in page
    assert "علي Berg Gemeente Zwolle" in page


def test_without_anybody_the_page_says_why_and_makes_nothing(app: Flask, planner: FlaskClient) -> None:
    without_crew(app)
    for answer, status in ((planner.get(PAGE), 200), (post(planner, f"{PAGE}.pdf", **CHOICE), 422)):
        assert answer.status_code == status
        assert "Nog niemand heeft een plaats, dus er zijn nog geen badges voor deelnemers." in words_of(
            answer
        )
        assert "Maak de badges" not in words_of(answer)
    with app.app_context():
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.what == "badges.print")).all() == []


@pytest.mark.parametrize("wrong", [{"sheet": "a4"}, {"order": "leeftijd"}, {"sheet": ""}])
def test_a_sheet_that_is_not_there_is_refused_with_a_word(
    app: Flask, planner: FlaskClient, wrong: dict[str, str]
) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg")
    answer = post(planner, f"{PAGE}.pdf", **{**CHOICE, **wrong})
    assert answer.status_code == 422
    (field,) = wrong
    assert f"Kies een {'vel' if field == 'sheet' else 'volgorde'} uit de lijst." in words_of(answer)
    assert "<title>Fout: Badges" in answer.text


def test_who_reads_along_sees_that_a_colleague_can_make_them(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    add_registrations(app, "zwolle-2023", "Anne Berg")
    sign_in(client, app, slug="zwolle-2023", role=Role.MEELEZEN)
    page = words_of(client.get(PAGE))
    assert "U leest mee." in page
    assert "Maak de badges" not in page
    assert post(client, f"{PAGE}.pdf", **CHOICE).status_code == 403


def test_the_number_of_queries_is_the_same_for_few_and_many(app: Flask, planner: FlaskClient) -> None:
    counts = []
    for names in (["Anne Berg"], ["Bea Dijk", "Cas Els"]):
        add_registrations(app, "zwolle-2023", *names)
        with counted_queries(app) as page:
            planner.get(PAGE)
        with counted_queries(app) as pdf:
            post(planner, f"{PAGE}.pdf", **CHOICE, crew="y")
        counts.append((len(page), len(pdf)))
    assert counts[0] == counts[1]
