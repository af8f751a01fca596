"""What people were told, read back from the database."""

from __future__ import annotations

import email
import email.policy
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select

from app.extensions import db
from app.invitations.models import AppointmentVersion
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from tests.invitations.werksessies import NOON

LATER = NOON + timedelta(hours=1)


def tell(at: datetime = NOON) -> int:
    return reconcile(clock=lambda: at)


def mails() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def kinds() -> list[tuple[str, str]]:
    return [(mail.kind, mail.to_address.split("@")[0]) for mail in mails()]


def versions() -> list[tuple[str, int, str]]:
    query = select(AppointmentVersion).order_by(AppointmentVersion.id)
    return [(row.method, row.sequence, row.appointment.uid) for row in db.session.scalars(query)]


def content(mail: OutgoingMail) -> EmailMessage:
    message = email.message_from_bytes(mail.raw or b"", policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(mail: OutgoingMail) -> str:
    part = content(mail).get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def calendar_of(mail: OutgoingMail) -> bytes | None:
    parts = [part for part in content(mail).walk() if part.get_content_type() == "text/calendar"]
    payload = parts[0].get_payload(decode=True) if parts else None
    assert payload is None or isinstance(payload, bytes)
    return payload
