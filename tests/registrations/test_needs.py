"""Who needs what: numbers for all planners, names for who manages, and each reading on the record."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry, Role
from app.extensions import db, now
from app.registrations.models import Need, Registration
from app.speakers.models import Speaker
from app.werksessies.models import PersonNeed, TeamMember
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of

PAGE = "/beheer/zwolle-2023/aanmeldingen/wensen"


def told(app: Flask) -> None:
    """A guest with a place, one without, a speaker who comes, one who does not, and one of the crew."""
    add_werksessie(app, capacity=1)
    guests = add_registrations(app, "zwolle-2023", "Anne van den Berg", "Wacht Nog")
    with app.app_context():
        db.session.add_all(
            Need(registration_id=guest, diet="geen noten", access="ringleiding", consented_at=now())
            for guest in guests
        )
        speakers = db.session.scalars(select(Speaker).order_by(Speaker.id)).all()
        speakers[0].status, speakers[1].status = "bevestigd", "afgezegd"
        taken = {speaker.person_id for speaker in speakers}
        crew = next(row for row in db.session.scalars(select(TeamMember)) if row.person_id not in taken)
        for person_id, access in (
            (speakers[0].person_id, "lage katheder"), (speakers[1].person_id, "komt niet"), (crew.person_id, "stoel"),
        ):  # fmt: skip
            db.session.add(PersonNeed(person_id=person_id, access=access, consented_at=now()))
        db.session.commit()


def readings(app: Flask) -> list[int]:
    with app.app_context():
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "need.read")).all()
        return [entry.detail["people"] for entry in entries]


def test_who_manages_reads_by_name_and_that_is_on_the_record(app: Flask, client: FlaskClient) -> None:
    told(app)
    sign_in(client, app)
    counted = words_of(client.get(PAGE))
    assert "hebben 3 mensen iets nodig om mee te doen, en eet 1 iets niet" in counted
    assert "ringleiding" not in counted
    assert readings(app) == []
    page = words_of(post(client, PAGE))
    for said in ("Berg, Anne van den", "ringleiding", "geen noten", "lage katheder", "stoel"):
        assert said in page
    assert "komt niet" not in page
    assert "Wacht" not in page
    assert readings(app) == [3]


def test_who_reads_along_sees_numbers_only(app: Flask, client: FlaskClient) -> None:
    told(app)
    sign_in(client, app, "lees@gemeente.example", slug="zwolle-2023", role=Role.MEELEZEN)
    page = client.get(PAGE)
    assert (page.status_code, "ringleiding" in page.text, "Laat zien" in page.text) == (200, False, False)
    assert post(client, PAGE).status_code == 403
    assert readings(app) == []


def test_without_wishes_the_page_says_so(app: Flask, client: FlaskClient) -> None:
    add_werksessie(app)
    sign_in(client, app)
    assert "Nog niemand gaf iets door." in words_of(client.get(PAGE))


def test_reading_costs_the_same_queries_for_any_number_of_people(app: Flask, client: FlaskClient) -> None:
    told(app)
    sign_in(client, app)
    counted = []
    for _round in range(2):
        with counted_queries(app) as queries:
            post(client, PAGE)
        counted.append(len(queries))
        with app.app_context():
            for registration in db.session.scalars(select(Registration)):
                registration.placed_at = now()
            db.session.commit()
    assert counted[0] == counted[1]
