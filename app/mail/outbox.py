"""The outbox at work: messages are rows written in the transaction that causes them, and sent by a job.

Two workers may run `deliver` at once: a row is claimed by a conditional UPDATE with a lease, so that one of them
sends it. A worker that dies while sending leaves a lease that runs out; what is then sent are the same bytes with
the same Message-ID.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from app.extensions import db, now, reading
from app.ground import config
from app.mail.address import Mailbox
from app.mail.delivery import Permanent, Refusal, Transport, Unreachable, transport
from app.mail.message import CalendarPart, Message, build
from app.mail.models import OutgoingMail
from app.mail.text import one_line

LEASE = timedelta(minutes=10)  # longer than a mail server's every answer may take
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
MOST_ATTEMPTS = 20  # with these pauses a little over two days

logger = logging.getLogger("rodedraad.mail")


def sender() -> Mailbox:
    """MAIL_FROM: who sends every message and organises every appointment."""
    return Mailbox.parse(config().mail_from)


def enqueue(kind: str, to: Mailbox, subject: str, content: tuple[str, str], **more: Any) -> OutgoingMail:
    """`compose` a message and add it to the current transaction; it goes when that is committed."""
    mail = compose(kind, to, subject, content, **more)
    db.session.add(mail)
    return mail


def compose(
    kind: str,
    to: Mailbox,
    subject: str,
    content: tuple[str, str],
    *,
    werksessie_id: int | None = None,
    calendar: CalendarPart | None = None,
    key: str | None = None,
    in_reply_to: str | None = None,
    at: datetime | None = None,
) -> OutgoingMail:
    """A message ready to be added to a transaction. `content`: text and HTML; `at`: aware, default this moment.

    `key` makes it go once: a second row with the same key fails on commit (IntegrityError). An appointment's key
    is "uid:sequence:method", any other's may hold no address or name: the Message-ID is made from it.
    """
    at = at or now()
    organiser = sender()
    message_id = message_id_of(key or secrets.token_urlsafe(18))
    text, html = content
    message = Message(
        sender=organiser,
        to=to,
        subject=subject,
        text=text,
        html=html,
        message_id=message_id,
        date=at.replace(microsecond=0),
        calendar=calendar,
        in_reply_to=in_reply_to,
    )
    return OutgoingMail(
        werksessie_id=werksessie_id,
        kind=kind,
        to_name=to.name[:200],
        to_address=to.address,
        subject=one_line(subject),
        message_id=message_id,
        dedupe_key=key,
        raw=build(message),
        created_at=at,
    )


def message_id_of(key: str) -> str:
    """The Message-ID (without angle brackets) of the message with this key: "uid-sequence-method@domain"."""
    uid, _, version = key.partition(":")
    local_part = "-".join(filter(None, [uid.partition("@")[0], *version.lower().split(":")]))
    return f"{local_part}@{sender().domain}"


def deliver(limit: int = 100, clock: Callable[[], datetime] = now) -> int:
    """Send what is waiting, at most `limit` messages; the number sent. Commits after each message.

    Messages to one address go in the order in which they were written: the second waits until the first went or
    was given up. A mail server that cannot be reached ends the run.
    """
    worker = secrets.token_hex(16)
    sent = 0
    way: Transport = transport(config().mail_url, config().instance_dir)
    with way:
        while heads := _first_for_each_address(clock()):
            for mail_id in heads:
                if sent == limit:
                    return sent
                try:
                    sent += _send(mail_id, worker, way, clock)
                except Unreachable:
                    return sent
    return sent


def _first_for_each_address(at: datetime) -> list[int]:
    """The ids of messages that may go now: of each address's waiting ones the first, if it is due and unclaimed."""
    mail = OutgoingMail
    query = (
        select(mail.id, mail.to_address, mail.not_before, mail.claimed_until)
        .where(mail.sent_at.is_(None), mail.failed_at.is_(None), mail.raw.is_not(None))
        .order_by(mail.id)
    )
    with reading():
        rows = db.session.execute(query).all()
        db.session.rollback()
    return list(_due(rows, at))


def _due(rows: Any, at: datetime) -> Iterator[int]:
    seen: set[str] = set()
    for mail_id, address, not_before, claimed_until in rows:
        if address not in seen:
            seen.add(address)
            if all(moment is None or moment <= at for moment in (not_before, claimed_until)):
                yield mail_id


def _send(mail_id: int, worker: str, way: Transport, clock: Callable[[], datetime]) -> bool:
    mail = _claim(mail_id, worker, clock())
    if mail is None:
        return False
    raw, to, attempts = mail.raw or b"", mail.to_address, mail.attempts
    db.session.commit()
    try:
        way.send(raw, sender=sender().address, to=to)
    except Refusal as refusal:
        _finish(mail_id, worker, **_after(refusal, attempts, clock()))
        logger.warning("mail not taken", extra={"mail": mail_id, "final": isinstance(refusal, Permanent)})
        if isinstance(refusal, Unreachable):
            raise
        return False
    return _finish(mail_id, worker, sent_at=clock(), last_error=None)


def _claim(mail_id: int, worker: str, at: datetime) -> OutgoingMail | None:
    mail = OutgoingMail
    free = mail.claimed_until.is_(None) | (mail.claimed_until <= at)
    claimed = _changes(
        update(mail)
        .where(
            mail.id == mail_id, mail.sent_at.is_(None), mail.failed_at.is_(None), mail.raw.is_not(None), free
        )
        .values(claimed_by=worker, claimed_until=at + LEASE, attempts=mail.attempts + 1)
    )
    if not claimed:
        db.session.rollback()
        return None
    return db.session.get(mail, mail_id, populate_existing=True)


def _after(refusal: Refusal, attempts: int, at: datetime) -> dict[str, Any]:
    if isinstance(refusal, Permanent):
        return {"failed_at": at, "last_error": str(refusal)}
    if attempts >= MOST_ATTEMPTS:
        return {"failed_at": at, "last_error": f"Na {attempts} pogingen opgegeven. {refusal}"}
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return {"not_before": at + pause, "last_error": str(refusal)}


def _finish(mail_id: int, worker: str, **values: Any) -> bool:
    """Write the outcome down, unless the lease ran out and another worker has taken over."""
    mail = OutgoingMail
    mine = update(mail).where(mail.id == mail_id, mail.claimed_by == worker)
    finished = _changes(mine.values(claimed_by=None, claimed_until=None, **values))
    db.session.commit()
    return finished


def _changes(statement: Any) -> bool:
    statement = statement.execution_options(synchronize_session=False)
    return cast(CursorResult[Any], db.session.execute(statement)).rowcount == 1
