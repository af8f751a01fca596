"""A speaker's own page: yes or no, what we need to know, files, what they get; and what it never opens."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db, now
from app.mail.models import OutgoingMail
from app.speakers.models import Speaker, SpeakerChange, SpeakerFile
from app.speakers.uploads import LARGEST
from app.werksessies.models import PersonNeed, Werksessie
from tests.factories import make_version, post, sign_in, words_of
from tests.speakers.people import BASE, add_day, change, form_at, link_of, photo, pptx, speaker_in

KEY = "onderzoeker"


def changes(app: Flask) -> list[tuple[str, str, str]]:
    """What speakers changed, as planners see it."""
    with app.app_context():
        rows = db.session.scalars(select(SpeakerChange).order_by(SpeakerChange.id))
        return [(row.field, row.was, row.becomes) for row in rows]


def send(client: FlaskClient, link: str, name: str, contents: bytes, **fields: str) -> TestResponse:
    """Upload a file as a browser does."""
    answer = post(client, f"{link}/bestanden", file=(io.BytesIO(contents), name), **fields)
    answer.request.environ[
        "wsgi.input"
    ].close()  # a large one lies in a file, which the test's client leaves open
    return answer


def test_an_invitation_is_read_and_answered_with_one_click(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    change(app, KEY, status="benaderd", expected="Een half uur over ronselen.", fee=45_000)
    link = link_of(app, KEY)
    page = client.get(link)
    words = words_of(page)
    for part in ("Wilt u bij ons spreken?", "Een half uur over ronselen.", "Waarom deze dag De jeugdcriminaliteit",
                 "10.05 tot 10.35 (30 min) Zo begint ronselen, Grote zaal", "Ten hoogste 96 mensen.",
                 "€ 450,00, zonder btw", "Uw contact Ilse Voorbeeld, 06 00000003"):  # fmt: skip
        assert part in words
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    for _ in range(2):
        assert post(client, f"{link}/antwoord", answer="ja").status_code == 303
    assert "U spreekt bij ons" in words_of(client.get(link))
    speaker = speaker_in(app, KEY)
    assert (speaker.status, speaker.answered_at is not None) == ("bevestigd", True)
    assert changes(app) == [("Antwoord", "benaderd", "ja")]
    assert post(client, f"{link}/antwoord", answer="misschien").status_code == 422


def test_a_no_with_a_reason_leaves_a_hole_and_a_change_of_mind_is_not_certain(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app)
    link = link_of(app, KEY)
    post(client, f"{link}/antwoord", answer="nee", reason="Ik geef college.")
    assert "U komt niet spreken" in words_of(client.get(link))
    assert client.get(f"{link}/afspraak.ics").status_code == 404
    assert "Dr. A. Voorbeeld" not in client.get("/zwolle-2023").text
    post(client, f"{link}/antwoord", answer="ja")
    assert speaker_in(app, KEY).status == "onder voorbehoud"
    assert changes(app) == [
        ("Antwoord", "bevestigd", "nee: Ik geef college."),
        ("Antwoord", "afgezegd", "toch ja, na een afzegging"),
    ]
    sign_in(client, app)
    here = f"{BASE}/{speaker_in(app, KEY).id}"
    assert "wordt nee: Ik geef college." in words_of(client.get(here))
    assert "2 dingen gewijzigd door de spreker" in words_of(client.get(BASE))
    post(client, f"{here}/gezien")
    assert "gewijzigd door de spreker" not in words_of(client.get(BASE))


def test_what_a_speaker_tells_reaches_the_planner_as_changes_and_not_as_mail(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app)
    link = link_of(app, KEY)
    change(app, KEY, talk_title="")
    fields = form_at(client, link, f"{link}/gegevens")
    assert fields["name"] == "Dr. A. Voorbeeld"
    fields |= {"name": "Dr. Anna Voorbeeld", "talk_title": "Zo begint het", "needs": "HDMI\nklikker",
               "arrives": "8.45", "diet": "Geen noten", "invoice_address": "Postbus 1"}  # fmt: skip
    refused = post(client, f"{link}/gegevens", **fields)
    assert refused.status_code == 422
    assert "Zet een vinkje als wij dit mogen bewaren" in words_of(refused)
    assert "Dr. Anna Voorbeeld" in refused.text
    assert changes(app) == []
    assert post(client, f"{link}/gegevens", **fields, consent="y").status_code == 303
    assert changes(app) == [
        ("Naam", "Dr. A. Voorbeeld", "Dr. Anna Voorbeeld"),
        ("Titel", "", "Zo begint het"),
        ("Techniek", "HDMI\neigen laptop\ngeluid uit laptop\nreversmicrofoon", "HDMI\nklikker"),
        ("Aankomst", "08.15", "08.45"),
        ("Factuuradres", "", "Postbus 1"),
        ("Dieet en toegang", "", "gewijzigd"),
    ]
    with app.app_context():
        need = db.session.scalars(select(PersonNeed)).one()
        assert (need.diet, need.access) == ("Geen noten", "")
        assert db.session.scalars(select(OutgoingMail)).all() == []
    again = form_at(client, link, f"{link}/gegevens")
    assert (again["diet"], again["consent"]) == ("Geen noten", "y")
    post(client, f"{link}/gegevens", **again | {"diet": "", "consent": ""})
    with app.app_context():
        assert db.session.scalars(select(PersonNeed)).all() == []


def test_what_the_organisation_changed_meanwhile_is_shown_beside_it(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    link = link_of(app, KEY)
    fields = form_at(client, link, f"{link}/gegevens") | {"talk_title": "Mijn titel"}
    change(app, KEY, talk_title="Titel van de planner")
    clash = post(client, f"{link}/gegevens", **fields)
    assert clash.status_code == 409
    assert "Titel van de planner" in words_of(clash)
    assert 'value="Mijn titel"' in clash.text
    assert speaker_in(app, KEY).talk_title == "Titel van de planner"


def test_an_invoice_is_asked_only_where_something_was_agreed(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    assert "invoice_address" in form_at(client, link_of(app, KEY), f"{link_of(app, KEY)}/gegevens")
    without = link_of(app, "school")
    assert "invoice_address" not in form_at(client, without, f"{without}/gegevens")


def test_slides_and_a_photo_are_sent_seen_and_taken_back(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    link = link_of(app, KEY)
    assert "ten hoogste 25 MB" in words_of(client.get(link))
    big = b"%PDF-1.7" + bytes(3 * 1024 * 1024)
    assert send(client, link, "groot.pdf", big, kind="dia").status_code == 303
    assert send(client, link, "verhaal.pptx", pptx(), kind="dia").status_code == 303
    refused = send(client, link, "ik.jpg", photo(), kind="foto")
    assert (refused.status_code, "Zet een vinkje" in words_of(refused)) == (422, True)
    for _ in range(2):
        assert send(client, link, "ik.jpg", photo(), kind="foto", consent="y").status_code == 303
    for wrong in (b"<svg/>", b"", b"%PDF-" + bytes(LARGEST)):
        assert send(client, link, "x.pdf", wrong, kind="dia").status_code == 422
    with app.app_context():
        files = db.session.scalars(select(SpeakerFile).order_by(SpeakerFile.id)).all()
        assert [(file.kind, file.name, file.size) for file in files] == [
            ("dia", "groot.pdf", len(big)),
            ("dia", "verhaal.pptx", len(pptx())),
            ("foto", "ik.jpg", files[2].size),
        ]
        assert (
            db.session.scalars(select(Speaker.photo_consent_at).where(Speaker.key == KEY)).one() is not None
        )
        first, picture = files[0].id, files[2].id
    assert client.get(f"{link}/bestanden/{first}").data == big
    assert client.get(f"{link_of(app, 'school')}/bestanden/{first}").status_code == 404
    post(client, f"{link_of(app, 'school')}/bestanden/verwijdering", bestand=first)
    assert client.get(f"{link}/bestanden/{first}").status_code == 200
    post(client, f"{link}/bestanden/verwijdering", bestand=first)
    post(client, f"{link}/bestanden/verwijdering", bestand=picture)
    assert client.get(f"{link}/bestanden/{first}").status_code == 404
    assert speaker_in(app, KEY).photo_consent_at is None


def test_a_file_without_the_form_s_token_or_far_too_large_is_not_taken(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app)
    link = link_of(app, KEY)
    bare = client.post(f"{link}/bestanden", data={"file": (io.BytesIO(pptx()), "x.pptx"), "kind": "dia"})
    assert bare.status_code == 422
    huge = client.post(
        f"{link}/bestanden",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(70 * 1024 * 1024)},
    )
    assert (huge.status_code, "groter dan 25 MB" in words_of(huge)) == (413, True)
    with app.app_context():
        assert db.session.scalars(select(SpeakerFile)).all() == []


def test_a_speaker_gets_an_appointment_that_stays_the_same_one(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    link = link_of(app, KEY)
    first = client.get(f"{link}/afspraak.ics")
    assert (first.mimetype, first.data) == ("text/calendar", client.get(f"{link}/afspraak.ics").data)
    (event,) = Calendar.from_ical(first.data).events
    assert str(event["SUMMARY"]) == "Spreker: Zo begint ronselen"
    assert (f"{event.start:%H.%M}", f"{event.end:%H.%M}") == ("08.15", "10.35")
    assert str(event["UID"]).startswith("s-")
    assert "10.05–10.35 Zo begint ronselen" in str(event["DESCRIPTION"])
    assert (str(event["STATUS"]), "ATTENDEE" in event) == ("CONFIRMED", False)
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().touch_programme(now() + timedelta(minutes=1))
        db.session.commit()
    change(app, KEY, status="onder voorbehoud", talk_title="Anders")
    (later,) = Calendar.from_ical(client.get(f"{link}/afspraak.ics").data).events
    assert later["UID"] == event["UID"]
    assert (str(later["SUMMARY"]), str(later["STATUS"])) == ("Spreker: Anders", "TENTATIVE")
    assert later["SEQUENCE"] > event["SEQUENCE"]
    assert client.get(f"{link_of(app, 'reserve')}/afspraak.ics").status_code == 404


def test_a_speaker_s_sheet_is_that_of_the_newest_version_and_of_nobody_else(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app)
    link = link_of(app, KEY)
    assert client.get(f"{link}/briefing").status_code == 404
    assert "Lees uw briefing" not in client.get(link).text
    make_version(app)
    sheet = words_of(client.get(f"{link}/briefing"))
    assert "Dr. A. Voorbeeld" in sheet
    assert "10.05" in sheet
    for other in ("Jip Voorbeeld", "Els Voorbeeld", "Wim Voorbeeld"):
        assert other not in sheet
    paper = client.get(f"{link}/briefing.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    change(app, KEY, person_name="Iemand Anders", person_email="")
    assert client.get(f"{link}/briefing").status_code == 404


def test_after_the_day_and_after_being_dropped_a_page_is_only_read(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    link = link_of(app, KEY)
    change(app, KEY, status="vervallen")
    assert "Uw bijdrage gaat niet door" in words_of(client.get(link))
    refused = post(client, f"{link}/antwoord", answer="ja")
    assert (refused.status_code, speaker_in(app, KEY).status) == (409, "vervallen")
    change(app, KEY, status="bevestigd", talk_title="Zo begint het")
    fields = form_at(client, link, f"{link}/gegevens") | {"talk_title": "Te laat"}
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        werksessie.date = (now() - timedelta(days=2)).date()
        db.session.commit()
    page = client.get(link)
    assert "Deze werksessie is geweest" in words_of(page)
    assert "Titel van uw verhaal Zo begint het" in words_of(page)
    assert BeautifulSoup(page.text, "html.parser").select("main form") == []
    assert post(client, f"{link}/gegevens", **fields).status_code == 409
    assert send(client, link, "x.pptx", pptx(), kind="dia").status_code == 409
    assert post(client, f"{link}/antwoord", answer="nee").status_code == 409
    after = speaker_in(app, KEY)
    assert (after.talk_title, after.status) == ("Zo begint het", "bevestigd")


@pytest.mark.parametrize("token", ["nergens", "a%00b", "../beheer"])
def test_an_unknown_link_says_so_kindly(app: Flask, client: FlaskClient, token: str) -> None:
    add_day(app)
    answer = client.get(f"/spreker/{token}")
    assert answer.status_code == 404
    if token == "nergens":
        assert "Deze link werkt niet" in words_of(answer)


def test_a_speaker_s_link_opens_no_page_of_another_kind(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    token = link_of(app, KEY).rpartition("/")[2]
    for kind in ("opdracht", "catering", "ploeg", "taken", "d", "aanmelding", "uitnodiging"):
        assert client.get(f"/{kind}/{token}").status_code == 404, kind
    assert client.get("/beheer/zwolle-2023/sprekers").status_code == 303
