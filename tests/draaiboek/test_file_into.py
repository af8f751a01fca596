"""A draaiboek file into a werksessie that is there: seen first, then applied all at once or not at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry, Role
from app.draaiboek.file import dump
from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.programme.models import CancelledPart, Item, RemovedPart
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.factories import add_registrations, add_werksessie, post, sign_in, words_of

BASE = "/beheer/zwolle-2023/draaiboek"


@pytest.fixture
def planner(any_app: Flask) -> FlaskClient:
    add_werksessie(any_app)
    client = any_app.test_client()
    sign_in(client, any_app)
    return client


def file_of(client: FlaskClient) -> str:
    return client.get(f"{BASE}.yaml").text


def upload(client: FlaskClient, text: str | bytes, **fields: str) -> TestResponse:
    data = text.encode() if isinstance(text, str) else text
    return post(client, f"{BASE}/bestand", bestand=(BytesIO(data), "zwolle.yaml"), **fields)


def confirm(client: FlaskClient, preview: TestResponse) -> TestResponse:
    page = BeautifulSoup(preview.text, "html.parser")
    form = page.select_one("form[action$=toepassing]")
    assert form is not None
    text, seen = form.select_one("textarea"), form.select_one("[name=seen]")
    assert text is not None
    assert seen is not None
    # as browsers send it: without the first line break, each other one as CR LF
    sent = text.text.removeprefix("\n").replace("\n", "\r\n")
    return post(client, f"{BASE}/bestand/toepassing", text=sent, seen=str(seen["value"]))


def uids(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row.title: row.uid for row in db.session.scalars(select(Item).order_by(Item.position))}


def test_what_changes_is_shown_before_it_is_done(any_app: Flask, planner: FlaskClient) -> None:
    before = file_of(planner)
    preview = upload(planner, before.replace("title: Inloop, badge en tafelnummer", "title: Welkom", 1))
    assert preview.status_code == 200
    assert "Welkom" in words_of(preview)
    assert "gewijzigd" in words_of(preview)
    assert file_of(planner) == before
    answer = confirm(planner, preview)
    assert answer.status_code == 303
    assert file_of(planner) == before.replace("title: Inloop, badge en tafelnummer", "title: Welkom", 1)


def test_the_same_file_changes_nothing(any_app: Flask, planner: FlaskClient) -> None:
    with any_app.app_context():
        revision = db.session.scalars(select(Werksessie.programme_revision)).one()
    preview = upload(planner, file_of(planner))
    assert "Er verandert niets" in words_of(preview)
    with any_app.app_context():
        assert db.session.scalars(select(Werksessie.programme_revision)).one() == revision


def test_an_item_that_the_file_lacks_can_be_put_back_and_the_others_stay_the_same_rows(
    any_app: Flask, planner: FlaskClient
) -> None:
    before = uids(any_app)
    lines = file_of(planner).split("\n")
    starts = [
        number for number, line in enumerate(lines) if line.startswith("  - title: ") or line == "moments:"
    ]
    first = next(number for number in starts if lines[number].startswith("  - title: "))
    after = next(number for number in starts if number > first)
    title = lines[first].removeprefix("  - title: ").strip("\"'")
    shorter = "\n".join([*lines[:first], *lines[after:]])
    assert confirm(planner, upload(planner, shorter, draft="y")).status_code in (303, 422)
    with any_app.app_context():
        removed = db.session.scalars(select(RemovedPart)).one()
        assert removed.title == title
        assert db.session.scalars(select(CancelledPart)).one().uid == before[title]
    assert uids(any_app) == {name: uid for name, uid in before.items() if name != title}


def test_registrations_stay_and_who_waits_gets_a_place_when_there_is_more_room(
    any_app: Flask, planner: FlaskClient
) -> None:
    with any_app.app_context():
        db.session.scalars(select(Werksessie)).one().capacity = 1
        db.session.commit()
    add_registrations(any_app, "zwolle-2023", "Een Voorbeeld", "Twee Voorbeeld")
    more = file_of(planner).replace("capacity: 1\n", "capacity: 5\n", 1)
    assert confirm(planner, upload(planner, more)).status_code == 303
    with any_app.app_context():
        rows = db.session.scalars(select(Registration).order_by(Registration.id)).all()
        assert [row.placed_at is not None for row in rows] == [True, True]


def test_what_a_colleague_did_meanwhile_is_shown_and_not_overwritten(
    any_app: Flask, planner: FlaskClient
) -> None:
    preview = upload(planner, file_of(planner).replace("capacity:", "capacity: 7 #", 1))
    with any_app.app_context():
        db.session.scalars(select(Werksessie)).one().theme = "iets anders"
        db.session.commit()
    answer = confirm(planner, preview)
    assert answer.status_code == 409
    assert "Een collega wijzigde de werksessie, net voor u." in words_of(answer)
    with any_app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        assert (werksessie.theme, werksessie.capacity) != ("", 7)
    assert confirm(planner, answer).status_code == 303
    with any_app.app_context():
        assert db.session.scalars(select(Werksessie)).one().capacity == 7


def test_errors_come_back_by_line_with_the_text_to_mend(any_app: Flask, planner: FlaskClient) -> None:
    before = file_of(planner)
    broken = before.replace("title:", "titel:", 1)
    answer = upload(planner, broken)
    assert answer.status_code == 422
    assert "regel 2" in words_of(answer)
    area = BeautifulSoup(answer.text, "html.parser").select_one("textarea#text")
    assert area is not None
    assert area.text.removeprefix("\n") == broken
    mended = post(planner, f"{BASE}/bestand", text=before.replace("\n", "\r\n"))
    assert "Er verandert niets" in words_of(mended)


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"\xff\xfe\x00", b"\x00" * 10, b"draaiboek: 1\n", b"[" * 5000],
    ids=["nothing", "spaces", "utf-16", "nulls", "too little", "brackets"],
)
def test_what_is_no_draaiboek_is_refused_in_words(planner: FlaskClient, data: bytes) -> None:
    answer = upload(planner, data)
    assert answer.status_code == 422
    assert BeautifulSoup(answer.text, "html.parser").select_one(".error-summary") is not None


def test_it_is_on_the_record(any_app: Flask, planner: FlaskClient) -> None:
    confirm(planner, upload(planner, file_of(planner).replace("theme:", "theme: Anders #", 1)))
    with any_app.app_context():
        [entry] = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "draaiboek.take_in"))
        assert entry.user_id is not None


def test_who_only_reads_along_sees_no_form_and_may_not_send_one(any_app: Flask) -> None:
    add_werksessie(any_app)
    reader = any_app.test_client()
    sign_in(reader, any_app, "mee@gemeente.example", slug="zwolle-2023", role=Role.MEELEZEN)
    page = reader.get(f"{BASE}/bestand")
    assert page.status_code == 200
    assert "form[action$=bestand]" not in page.text
    assert BeautifulSoup(page.text, "html.parser").select_one("main form") is None
    assert upload(reader, "draaiboek: 1").status_code == 403


def test_the_file_after_taking_it_in_is_the_file_that_was_sent(any_app: Flask, planner: FlaskClient) -> None:
    sent = file_of(planner).replace("theme:", "theme: Heel anders #", 1)
    confirm(planner, upload(planner, sent))
    with any_app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        assert dump(draaiboek_of(werksessie)) == file_of(planner)
        assert werksessie.theme == "Heel anders"
