from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.mail.address import Mailbox
from app.mail.message import CalendarPart
from app.mail.models import OutgoingMail
from app.mail.outbox import LEASE, MOST_ATTEMPTS, deliver, enqueue
from tests.mail.smtp import Receiver, running

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
SENDER = "werksessies@rodedraad.example"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running() as running_receiver:
        yield running_receiver


@pytest.fixture
def mail_app(any_app: Flask, receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application, sending to `receiver`."""
    config = replace(any_app.extensions["rodedraad.config"], mail_url=receiver.url)
    monkeypatch.setitem(any_app.extensions, "rodedraad.config", config)
    return any_app


def write(address: str = "jan@a.example", subject: str = "Bericht", key: str | None = None) -> OutgoingMail:
    mail = enqueue("test", Mailbox("Jan", address), subject, ("Hoi\n", "<p>Hoi</p>\n"), key=key, at=NOON)
    db.session.commit()
    return mail


def clock_at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def rows() -> list[OutgoingMail]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def test_what_was_written_is_sent_once_byte_for_byte(mail_app: Flask, receiver: Receiver) -> None:
    with mail_app.app_context():
        raw = write().raw
        assert deliver(clock=clock_at(NOON)) == 1
        assert deliver(clock=clock_at(NOON + timedelta(days=1))) == 0
        assert receiver.taken == [(SENDER, "jan@a.example", raw)]
        (mail,) = rows()
        assert (mail.sent_at, mail.failed_at, mail.attempts, mail.claimed_by, mail.claimed_until) == (
            NOON,
            None,
            1,
            None,
            None,
        )


def test_what_was_not_committed_is_never_sent(mail_app: Flask, receiver: Receiver) -> None:
    with mail_app.app_context():
        enqueue("test", Mailbox("", "jan@a.example"), "Nee", ("a\n", "a\n"))
        db.session.rollback()
        assert deliver() == 0
    assert receiver.taken == []


def test_a_key_can_be_used_once_and_makes_the_message_id(mail_app: Flask) -> None:
    with mail_app.app_context():
        mail = write(key="p-4fQ9xw2LrT7b@rodedraad.example:0:REQUEST")
        assert mail.message_id == "p-4fQ9xw2LrT7b-0-request@rodedraad.example"
        with pytest.raises(IntegrityError):
            write(key="p-4fQ9xw2LrT7b@rodedraad.example:0:REQUEST")
        db.session.rollback()
        assert len(rows()) == 1


def test_a_calendar_stands_in_the_stored_bytes(mail_app: Flask) -> None:
    part = CalendarPart(content=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", method="REQUEST")
    with mail_app.app_context():
        mail = enqueue("test", Mailbox("", "jan@a.example"), "x", ("a\n", "a\n"), calendar=part)
        assert b'text/calendar; method="REQUEST"' in (mail.raw or b"")
        db.session.rollback()


def test_two_workers_at_once_send_each_message_once_and_in_order(mail_app: Flask, receiver: Receiver) -> None:
    people = [f"deelnemer{number}@a.example" for number in range(12)]
    with mail_app.app_context():
        for number in range(5):
            for address in people:
                write(address, f"Bericht {number}")
        expected = [(mail.to_address, mail.raw) for mail in rows()]
    start = Barrier(2)
    counts: list[int] = []

    def work() -> None:
        with mail_app.app_context():
            start.wait()
            counts.append(deliver())
            db.session.remove()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with mail_app.app_context():
        deliver()  # what one had in hand when the other found nothing left
        assert all(mail.sent_at and mail.attempts == 1 for mail in rows())
    taken = [(to, raw) for _, to, raw in receiver.taken]
    assert Counter(taken) == Counter(expected)
    for address in people:
        assert [raw for to, raw in taken if to == address] == [raw for to, raw in expected if to == address]


def test_a_refused_address_is_given_up_in_plain_words_and_holds_nobody_else_up(
    mail_app: Flask, receiver: Receiver
) -> None:
    receiver.answers["weg@a.example"] = ["550 5.1.1 Onbekend"]
    with mail_app.app_context():
        write("weg@a.example")
        write("jan@a.example")
        assert deliver(clock=clock_at(NOON)) == 1
        gone, sent = rows()
        assert (gone.sent_at, gone.failed_at, gone.last_error) == (
            None,
            NOON,
            "De mailserver neemt geen bericht voor weg@a.example aan (550 5.1.1 Onbekend).",
        )
        assert sent.sent_at == NOON
        assert deliver(clock=clock_at(NOON + timedelta(days=9))) == 0


def test_a_temporary_refusal_is_tried_again_later_with_the_same_bytes_and_in_order(
    mail_app: Flask, receiver: Receiver
) -> None:
    receiver.answers["jan@a.example"] = ["451 Later", "451 Later"]
    with mail_app.app_context():
        first, second = write(subject="Een").raw, write(subject="Twee").raw
        sent = [deliver(clock=clock_at(NOON + timedelta(minutes=minutes))) for minutes in (0, 0.9, 1, 2.9, 3)]
    assert sent == [0, 0, 0, 0, 2]
    assert [raw for _, _, raw in receiver.taken] == [first, second]


def test_a_message_that_never_goes_is_given_up_after_two_days(mail_app: Flask, receiver: Receiver) -> None:
    receiver.answers["jan@a.example"] = ["451 Later"] * MOST_ATTEMPTS
    at = NOON
    with mail_app.app_context():
        write()
        while rows()[0].failed_at is None:
            deliver(clock=clock_at(at))
            at += timedelta(hours=1)
        (mail,) = rows()
        assert mail.attempts == MOST_ATTEMPTS
        assert timedelta(days=2) < (mail.failed_at or at) - NOON < timedelta(days=3)
        assert (mail.last_error or "").startswith("Na 20 pogingen opgegeven. De mailserver neemt geen")


def test_a_server_that_is_away_costs_one_try_and_everything_goes_when_it_is_back(
    mail_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = mail_app.extensions["rodedraad.config"]
    monkeypatch.setitem(
        mail_app.extensions, "rodedraad.config", replace(config, mail_url="smtp://127.0.0.1:1")
    )
    with mail_app.app_context():
        for number in range(3):
            write(f"deelnemer{number}@a.example")
        assert deliver(clock=clock_at(NOON)) == 0
        assert [mail.attempts for mail in rows()] == [1, 0, 0]
        monkeypatch.setitem(mail_app.extensions, "rodedraad.config", config)
        assert deliver(clock=clock_at(NOON + timedelta(minutes=1))) == 3


def test_a_worker_that_died_is_followed_when_its_lease_runs_out(mail_app: Flask, receiver: Receiver) -> None:
    with mail_app.app_context():
        mail = write()
        mail.claimed_by, mail.claimed_until, mail.attempts = "gone", NOON + LEASE, 1
        db.session.commit()
        assert deliver(clock=clock_at(NOON + LEASE - timedelta(seconds=1))) == 0
        assert deliver(clock=clock_at(NOON + LEASE)) == 1
        assert len(receiver.taken) == 1


def test_no_more_than_the_limit_goes_in_one_run(mail_app: Flask, receiver: Receiver) -> None:
    with mail_app.app_context():
        for number in range(5):
            write(f"deelnemer{number}@a.example")
        assert [deliver(2), deliver(2), deliver(2), deliver(2)] == [2, 2, 1, 0]


def test_a_message_whose_personal_data_are_gone_is_left_alone(mail_app: Flask, receiver: Receiver) -> None:
    with mail_app.app_context():
        write().raw = None
        db.session.commit()
        assert deliver() == 0
    assert receiver.taken == []
