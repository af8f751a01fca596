"""Who lost the personal link gets it by mail, at the known address; nobody learns from it who is registered."""

from __future__ import annotations

from email import message_from_bytes, policy

from flask import Flask
from sqlalchemy import select

from app.extensions import db
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.registrations.models import Registration
from app.registrations.ways_in import MOST_TRIES
from tests.factories import add_registrations, add_werksessie, words_of
from tests.registrations.visitor import Visitor, faults, heading, personal_page

FORM = "/zwolle-2023/link"


def ask(app: Flask, email: str) -> tuple[int, str]:
    """Status and words of the page that follows."""
    visitor = Visitor(app)
    sent = visitor.client.post(FORM, data={"email": email, "csrf_token": visitor.token(FORM)})
    page = visitor.get(sent.location) if sent.status_code == 303 else sent
    return sent.status_code, words_of(page)


def mails(app: Flask) -> list[tuple[str, str]]:
    """Kind and address of the mails in the order in which they were written."""
    with app.app_context():
        while reconcile():
            pass
        found = db.session.execute(
            select(OutgoingMail.kind, OutgoingMail.to_address).order_by(OutgoingMail.id)
        )
        return [(row.kind, row.to_address) for row in found]


def test_the_link_goes_to_the_known_address_and_the_answer_tells_nothing(any_app: Flask) -> None:
    add_werksessie(any_app)
    add_registrations(any_app, "zwolle-2023", "Fatima")
    mails(any_app)
    answers = [ask(any_app, address) for address in (" FATIMA@gemeente.example ", "niemand@x.example")]
    assert answers[0] == answers[1]
    assert answers[0][0] == 303
    assert mails(any_app)[1:] == [("personal_link", "fatima@gemeente.example")]
    with any_app.app_context():
        raw = db.session.scalars(select(OutgoingMail.raw).order_by(OutgoingMail.id.desc())).first()
        body = message_from_bytes(raw or b"", policy=policy.default).get_body(("plain",))
        assert body is not None
        assert personal_page(any_app, "fatima@gemeente.example") in body.get_content()


def test_asking_again_and_again_mails_once(app: Flask) -> None:
    add_werksessie(app)
    add_registrations(app, "zwolle-2023", "Fatima")
    mails(app)
    for _ in range(3):
        ask(app, "fatima@gemeente.example")
        assert mails(app).count(("personal_link", "fatima@gemeente.example")) == 1


def test_one_network_asks_so_often_and_no_more(app: Flask) -> None:
    add_werksessie(app)
    statuses = [ask(app, f"p{number}@x.example")[0] for number in range(MOST_TRIES + 1)]
    assert statuses == [303] * MOST_TRIES + [429]


def test_another_werksessie_and_a_bad_address_give_nothing(app: Flask) -> None:
    add_werksessie(app)
    add_werksessie(app, "elders")
    add_registrations(app, "elders", "Fatima")
    ask(app, "fatima@gemeente.example")
    with app.app_context():
        assert db.session.scalars(select(Registration.link_asked_at)).all() == [None]
    visitor = Visitor(app)
    bad = visitor.client.post(FORM, data={"email": "fatima@", "csrf_token": visitor.token(FORM)})
    assert bad.status_code == 422
    assert faults(bad) == {"email": "Vul uw e-mailadres aan, bijvoorbeeld naam@organisatie.nl."}
    assert heading(visitor.get(FORM)) == "Bent u uw link kwijt?"
