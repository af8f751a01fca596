"""One werksessie through the whole house: two places, three people, one withdraws; what each page and mail says."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
from email.message import EmailMessage
from pathlib import Path

import icalendar
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from app.invitations.reconcile import reconcile
from app.mail.outbox import deliver
from tests.factories import add_werksessie, post, sign_in, words_of

SLUG = "zwolle-2023"


class Post:
    """What the copy mailed, taken out of the box at each look."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app, self.folder = app, folder

    def new(self) -> list[EmailMessage]:
        """Let the jobs run and take what came, in order."""
        with self.app.app_context():
            while reconcile():
                pass
            deliver()
            db.session.remove()
        files = sorted(self.folder.glob("*.eml"))
        mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        shutil.rmtree(self.folder, ignore_errors=True)
        return [mail for mail in mails if isinstance(mail, EmailMessage)]


def register(client: FlaskClient, name: str, address: str) -> TestResponse:
    fields = {"name": name, "email": address, "organisation": "School Voorbeeld", "domain": "onderwijs"}
    answer = post(client, f"/{SLUG}/aanmelden", **fields)
    assert answer.status_code == 303
    return client.get(answer.headers["Location"])


def heading(answer: TestResponse) -> str:
    found = BeautifulSoup(answer.text, "html.parser").find("h1")
    assert found is not None
    return found.get_text(" ", strip=True)


def personal_path(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://localhost(/aanmelding/\S+)", body.get_content())
    assert found is not None
    return found[1]


def appointment(mail: EmailMessage) -> icalendar.Event | None:
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            return icalendar.Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
    return None


def test_two_places_and_three_people(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    mailbox = Post(app, Path(app.extensions["rodedraad.config"].instance_dir) / "mail")
    mailbox.new()
    add_werksessie(app, SLUG, capacity=2)

    assert "nog 2 plaatsen" in words_of(client.get(f"/{SLUG}"))
    first = register(client, "Jan de Vries", "jan@school.example")
    assert "wachtlijst" not in heading(first).lower()
    register(app.test_client(), "Anne Bakker", "anne@school.example")
    assert "wachtlijst" in words_of(client.get(f"/{SLUG}"))
    assert "wachtlijst" in words_of(client.get(f"/{SLUG}/aanmelden"))
    third = register(app.test_client(), "Zoë Smit", "zoe@school.example")
    assert "wachtlijst" in heading(third).lower()

    jan, anne, zoe = mailbox.new()
    assert [mail["To"].addresses[0].addr_spec for mail in (jan, anne, zoe)] == [
        "jan@school.example",
        "anne@school.example",
        "zoe@school.example",
    ]
    uid = appointment(jan)
    assert uid is not None
    assert appointment(zoe) is None
    assert "wachtlijst" in zoe["Subject"].lower()

    # the same address once more: one registration, the link goes by mail only
    stranger = app.test_client()
    again = register(stranger, "Iemand Anders", "JAN@school.example")
    assert "Jan de Vries" not in again.text
    assert personal_path(jan) not in again.text
    [repeat] = mailbox.new()
    assert repeat["To"].addresses[0].addr_spec.lower() == "jan@school.example"
    assert personal_path(repeat) == personal_path(jan)

    # Jan withdraws on his own page, Zoë moves up and is told with her appointment
    own = client.get(personal_path(jan))
    assert "Jan de Vries" in words_of(own)
    assert post(client, f"{personal_path(jan)}/afmelding").status_code == 303
    goodbye, promoted = sorted(mailbox.new(), key=lambda mail: mail["To"].addresses[0].addr_spec)
    assert goodbye["To"].addresses[0].addr_spec == "jan@school.example"
    assert promoted["To"].addresses[0].addr_spec == "zoe@school.example"
    event = appointment(promoted)
    assert event is not None
    assert event["UID"] != uid["UID"]
    assert "wachtlijst" not in heading(client.get(personal_path(zoe))).lower()

    # the planner sees it so
    planner = app.test_client()
    sign_in(planner, app)
    listed = words_of(planner.get(f"/beheer/{SLUG}/aanmeldingen"))
    for name in ("Bakker, Anne", "Smit, Zoë", "Vries, Jan de"):
        assert name in listed
    assert "2 van" in words_of(planner.get(f"/beheer/{SLUG}"))
    assert mailbox.new() == []
