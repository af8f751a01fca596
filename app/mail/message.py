"""A mail message as bytes, with the calendar part where mail programs look for it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from app.mail.address import Mailbox
from app.mail.text import header_text

# Python folds a subject that does not fit beside its name onto an empty first line; RFC 5322 2.1.1 allows 998
UNFOLDED = SMTP.clone(max_line_length=998)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPart:
    """A calendar file of one event; `method` repeats the METHOD in it, as mail programs go by the header."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to send along; `media_type` as in `application/pdf`."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person. `date` is aware; `message_id` and `in_reply_to` without angle brackets."""

    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    html: str
    message_id: str
    date: datetime
    calendar: CalendarPart | None = None
    attachments: Sequence[Attachment] = ()
    in_reply_to: str | None = None
    reply_to: Mailbox | None = None


def build(message: Message) -> bytes:
    """The bytes to send, lines ended by CRLF, ASCII only, the same for the same message.

    multipart/mixed > multipart/alternative (text, html, and the calendar as its last child: only there does
    Outlook show buttons), then the attachments. The copy of the calendar is `application/ics`, since a second
    `text/calendar` gives two invitations.
    """
    mail = EmailMessage(policy=SMTP)
    _address(mail, message)
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    if message.calendar is not None:
        _add_calendar(mail, message.calendar)
    for attachment in message.attachments:
        main, _, sub = attachment.media_type.partition("/")
        name = header_text(attachment.name)
        mail.add_attachment(attachment.content, maintype=main, subtype=sub, filename=name)
    _name_boundaries(mail, message.message_id)
    return mail.as_bytes(policy=UNFOLDED)


def _add_calendar(mail: EmailMessage, calendar: CalendarPart) -> None:
    mail.add_alternative(
        calendar.content,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": calendar.method, "charset": "UTF-8"},
    )
    name = "werksessie.ics"
    mail.add_attachment(
        calendar.content, maintype="application", subtype="ics", filename=name, params={"name": name}
    )


def _address(mail: EmailMessage, message: Message) -> None:
    mail["From"] = message.sender.header
    mail["To"] = message.to.header
    if message.reply_to is not None:
        mail["Reply-To"] = message.reply_to.header
    mail["Subject"] = header_text(message.subject)
    mail["Date"] = message.date
    mail["Message-ID"] = f"<{message.message_id}>"
    if message.in_reply_to is not None:
        mail["In-Reply-To"] = f"<{message.in_reply_to}>"
        mail["References"] = f"<{message.in_reply_to}>"
    mail["Auto-Submitted"] = "auto-generated"


def _name_boundaries(mail: EmailMessage, message_id: str) -> None:
    """Name the boundaries after the message: a random one would make each building differ.

    Quoted-printable and base64 never hold "=_", so that no text can hold the boundary.
    """
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            digest = hashlib.sha256(f"{message_id} {number}".encode()).hexdigest()
            part.set_boundary(f"=_{digest[:32]}")
        if number:
            del part["MIME-Version"]
