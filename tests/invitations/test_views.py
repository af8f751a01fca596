from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import event, select

from app.draaiboek.gather import draaiboek_of
from app.extensions import db, now
from app.invitations.ics import publish, read_back
from app.invitations.models import AppointmentVersion
from app.invitations.programme import calendar_of
from app.invitations.reconcile import reconcile
from app.programme.models import CancelledPart
from app.registrations.actions import cancel
from app.werksessies.models import Werksessie
from tests.invitations.werksessies import NOON, published, sign_up

PATH = "/schooluitval-2027/programma.ics"


def test_the_published_programme_can_be_subscribed_to(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        werksessie = published()
        expected = calendar_of(
            draaiboek_of(werksessie), NOON, app.extensions["rodedraad.config"].addresses, sequence=0
        )
    answer = client.get(PATH)
    assert (answer.status_code, answer.data) == (200, expected)
    shown = ("Content-Type", "Content-Disposition", "Cache-Control", "Last-Modified", "X-Robots-Tag", "Vary")
    assert {name: answer.headers[name] for name in shown} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="schooluitval-2027.ics"',
        "Cache-Control": "public, max-age=900",
        "Last-Modified": "Tue, 01 Jun 2027 12:00:00 GMT",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Encoding",
    }
    tag, weak = answer.get_etag()
    assert tag and not weak


def test_who_has_it_already_gets_304_without_a_body(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        published()
    first = client.get(PATH)
    for header, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = client.get(PATH, headers={header: value})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert client.get(PATH, headers={"If-None-Match": '"iets anders"'}).status_code == 200


def test_head_tells_the_same_without_a_body(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        published()
    full, head = client.get(PATH), client.head(PATH)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", full.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(full.data))


def test_packed_it_is_the_same_calendar_under_a_tag_of_its_own(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        published()
    plain, packed = client.get(PATH), client.get(PATH, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = client.get(PATH, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "changes",
    [{"published_at": None}, {"archived_at": NOON}, {"timezone": "America/New_York"}],
)
def test_what_is_out_of_view_or_in_a_zone_without_a_calendar_is_not_there(
    app: Flask, client: FlaskClient, changes: dict[str, object]
) -> None:
    with app.app_context():
        werksessie = published()
        for name, value in changes.items():
            setattr(werksessie, name, value)
        db.session.commit()
    assert client.get(PATH).status_code == 404


def test_an_unknown_werksessie_has_no_calendar(client: FlaskClient) -> None:
    assert client.get("/bestaat-niet/programma.ics").status_code == 404


def test_a_change_gives_new_bytes_and_a_higher_sequence(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        werksessie_id = published().id
    before = client.get(PATH)
    with app.app_context():
        werksessie = db.session.get_one(Werksessie, werksessie_id)
        werksessie.venue_name = "Stadhuis"
        werksessie.touch_programme(NOON + timedelta(hours=1))
        db.session.commit()
    after = client.get(PATH, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["Last-Modified"] == "Tue, 01 Jun 2027 13:00:00 GMT"
    (old, *_), (new, *_) = (Calendar.from_ical(answer.data).events for answer in (before, after))
    assert (old["UID"], old["SEQUENCE"], new["SEQUENCE"]) == (new["UID"], 0, 1)
    assert new["LOCATION"] == "Foyer, Stadhuis, Marktplein 1, 1234 AB Voorbeeld"


def test_a_part_that_was_taken_out_is_told_for_thirty_days(app: Flask, client: FlaskClient) -> None:
    starts = NOON.replace(month=7, day=8, hour=8)
    with app.app_context():
        werksessie = published()
        for name, days in (("Stadswandeling", 29), ("Lang geleden", 31)):
            db.session.add(
                CancelledPart(
                    werksessie_id=werksessie.id,
                    uid=f"e-{name[:4]}",
                    title=name,
                    starts_at=starts,
                    ends_at=starts + timedelta(minutes=30),
                    cancelled_at=now() - timedelta(days=days),
                    sequence=4,
                )
            )
        db.session.commit()
    events = Calendar.from_ical(client.get(PATH).data).events
    gone = [part for part in events if part["STATUS"] == "CANCELLED"]
    assert [(str(part["UID"]), str(part["SUMMARY"]), part["SEQUENCE"]) for part in gone] == [
        ("e-Stad@rodedraad.example", "Vervalt: Stadswandeling", 4)
    ]
    assert f"{gone[0].start:%H:%M %z}" == "10:00 +0200"
    assert len(events) == 5


def test_a_person_can_fetch_the_appointment_as_it_was_sent_until_withdrawing(
    app: Flask, client: FlaskClient
) -> None:
    with app.app_context():
        registration = sign_up(published(), "Ada Lovelace")
        path = f"/aanmelding/{registration.token}/afspraak.ics"
        assert client.get(path).status_code == 404
        reconcile(clock=lambda: NOON)
        (sent,) = db.session.scalars(select(AppointmentVersion.ics))
        answer = client.get(path)
        assert (answer.status_code, answer.data) == (200, publish(read_back(sent)))
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="werksessie.ics"'
        assert answer.headers["Cache-Control"] == "no-store"
        (before,), (after,) = Calendar.from_ical(sent).events, Calendar.from_ical(answer.data).events
        assert [before[name] for name in ("UID", "SEQUENCE", "DTSTART")] == [
            after[name] for name in ("UID", "SEQUENCE", "DTSTART")
        ]
        assert "ATTENDEE" not in after
        cancel(registration, NOON)
        reconcile(clock=lambda: NOON)
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("token", ["onbekend", "%00", "a" * 500, "%F0%9F%98%80"])
def test_an_unknown_token_has_no_appointment(any_app: Flask, token: str) -> None:
    assert any_app.test_client().get(f"/aanmelding/{token}/afspraak.ics").status_code == 404


def test_asking_again_costs_two_queries(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        published()
        engine = db.engine
    client.get(PATH)
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        client.get(PATH)
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2
