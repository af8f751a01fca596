"""Planners who share a werksessie."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry, Membership, User
from app.extensions import db
from app.mail.models import OutgoingMail
from tests.factories import add_user, add_werksessie, counted_queries, ids_of, post, sign_in, words_of

PAGE = "/beheer/zwolle-2023/medewerkers"
NEW = "nieuw@gemeente.example"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """Signed in as the only one who manages the werksessie."""
    add_werksessie(app)
    sign_in(client, app, "sam@gemeente.example", slug="zwolle-2023")
    return client


def members(app: Flask) -> dict[str, str]:
    with app.app_context():
        rows = db.session.execute(
            select(User.email, Membership.role).join(Membership, Membership.user_id == User.id)
        )
        return {row[0]: row[1] for row in rows}


def recorded(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))


def mails(app: Flask) -> list[Any]:
    with app.app_context():
        raws = db.session.scalars(select(OutgoingMail.raw).order_by(OutgoingMail.id)).all()
    return [message_from_bytes(raw or b"", policy=policy.default) for raw in raws]


def test_an_invited_colleague_gets_a_mail_and_sees_the_werksessie(app: Flask, planner: FlaskClient) -> None:
    answer = post(planner, PAGE, email=" Nieuw@Gemeente.Example", role="meelezen")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert members(app) == {"sam@gemeente.example": "beheer", NEW: "meelezen"}
    assert recorded(app)[-1:] == ["colleague.invite"]
    (mail,) = mails(app)
    text = mail.get_body(("plain",)).get_content()
    assert mail["To"] == NEW
    assert "http://localhost/inloggen?volgende=/beheer/zwolle-2023" in text
    assert "alles zien, niets wijzigen" in text
    page = words_of(planner.get(PAGE))
    assert "De uitnodiging aan nieuw@gemeente.example gaat nu weg." in page
    assert "nieuw@gemeente.example meelezen, sinds" in page


def test_a_colleague_is_invited_once_and_can_be_reminded(app: Flask, planner: FlaskClient) -> None:
    post(planner, PAGE, email=NEW, role="beheer")
    twice = post(planner, PAGE, email=NEW, role="meelezen")
    assert twice.status_code == 422
    assert twice.text.count(f"{NEW} doet al mee. U kunt de rol in de lijst wijzigen.") == 2
    assert members(app)[NEW] == "beheer"
    post(planner, f"{PAGE}/{ids_of(app, Membership)[-1]}/uitnodiging")
    assert [mail["To"] for mail in mails(app)] == [NEW, NEW]


@pytest.mark.parametrize(
    "email", ["", "nieuw", "nieuw@", "a@b@c d", "naam@gemeente.example\r\nBcc: x@y.example"]
)
def test_an_address_that_cannot_be_one_keeps_what_was_typed(
    app: Flask, planner: FlaskClient, email: str
) -> None:
    answer = post(planner, PAGE, email=email, role="meelezen")
    assert answer.status_code == 422
    assert "<title>Fout: Medewerkers" in answer.text
    assert 'value="meelezen" checked' in answer.text
    assert (mails(app), len(members(app))) == ([], 1)


def test_a_role_can_be_changed_and_a_colleague_removed_and_taken_back(
    app: Flask, planner: FlaskClient
) -> None:
    post(planner, PAGE, email=NEW, role="beheer")
    new = ids_of(app, Membership)[-1]
    post(planner, f"{PAGE}/{new}/rol", role="meelezen")
    assert members(app)[NEW] == "meelezen"
    post(planner, f"{PAGE}/{new}/verwijdering")
    assert NEW not in members(app)
    page = planner.get(PAGE)
    assert f"{NEW} is verwijderd. Ongedaan maken" in words_of(page)
    post(planner, f"{PAGE}/terug", email=NEW, role="meelezen")
    assert members(app)[NEW] == "meelezen"
    assert len(mails(app)) == 1
    assert recorded(app)[-4:] == [
        "colleague.invite",
        "colleague.role",
        "colleague.remove",
        "colleague.take_back",
    ]


def test_somebody_always_manages(app: Flask, planner: FlaskClient) -> None:
    post(planner, PAGE, email=NEW, role="meelezen")
    own = ids_of(app, Membership)[0]
    for verb, fields in (("rol", {"role": "meelezen"}), ("verwijdering", {})):
        post(planner, f"{PAGE}/{own}/{verb}", **fields)
        assert members(app)["sam@gemeente.example"] == "beheer"
        assert "Dit is de enige collega met de rol beheer." in words_of(planner.get(PAGE))


def test_who_removes_themselves_goes_back_to_their_list(app: Flask, planner: FlaskClient) -> None:
    post(planner, PAGE, email=NEW, role="beheer")
    gone = post(planner, f"{PAGE}/{ids_of(app, Membership)[0]}/verwijdering")
    assert gone.location == "/beheer"
    assert planner.get(PAGE).status_code == 404


def test_the_list_takes_the_same_number_of_queries_however_long_it_is(
    app: Flask, planner: FlaskClient
) -> None:
    counts = set()
    for number in (1, 3, 30):
        while len(members(app)) < number:
            add_user(app, f"collega{len(members(app))}@gemeente.example", slug="zwolle-2023")
        with counted_queries(app) as statements:
            planner.get(PAGE)
        counts.add(len(statements))
    assert counts == {3}
