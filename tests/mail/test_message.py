from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.mail.address import Mailbox
from app.mail.message import Attachment, CalendarPart, Message, build
from app.mail.text import header_text, one_line, paragraphs, shortened

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Ruimte én water\r\nEND:VCALENDAR\r\n".encode()
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]


def a_message(**changes: object) -> Message:
    values: dict[str, object] = {
        "sender": Mailbox("Bureau Delta", "werksessies@delta.example"),
        "to": Mailbox("Jan de Vriës", "jan@waterschap.example"),
        "subject": "Bevestiging: Ruimte én water",
        "text": "Beste Jan,\n\nTot donderdag.\n",
        "html": "<p>Beste Jan,</p>\n<p>Tot donderdag.</p>\n",
        "message_id": "p-1-0-request@delta.example",
        "date": datetime(2027, 6, 1, 10, tzinfo=UTC),
    }
    return Message(**{**values, **changes})  # type: ignore[arg-type]


def read(raw: bytes) -> EmailMessage:
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def outline(part: EmailMessage) -> object:
    if part.is_multipart():
        return (part.get_content_type(), [outline(child) for child in part.iter_parts()])
    return part.get_content_type()


def test_the_calendar_is_the_last_child_of_the_alternative_and_its_copy_an_attachment() -> None:
    pdf = Attachment(name="programma.pdf", content=b"%PDF-1.7\n", media_type="application/pdf")
    mail = read(build(a_message(calendar=CalendarPart(content=ICS, method="REQUEST"), attachments=[pdf])))
    assert outline(mail) == (
        "multipart/mixed",
        [
            ("multipart/alternative", ["text/plain", "text/html", "text/calendar"]),
            "application/ics",
            "application/pdf",
        ],
    )
    calendar = list(mail.walk())[4]
    assert calendar["Content-Type"] == 'text/calendar; method="REQUEST"; charset="UTF-8"'
    assert calendar["Content-Transfer-Encoding"] == "base64"
    assert calendar["Content-Disposition"] is None
    copy, programme = mail.iter_attachments()
    assert calendar.get_payload(decode=True) == copy.get_payload(decode=True) == ICS
    assert (copy.get_filename(), programme.get_filename()) == ("werksessie.ics", "programma.pdf")
    assert programme.get_content() == b"%PDF-1.7\n"


def test_a_mail_without_calendar_is_text_and_html() -> None:
    mail = read(build(a_message()))
    assert outline(mail) == ("multipart/alternative", ["text/plain", "text/html"])
    contents = [part.get_content().replace("\r\n", "\n") for part in mail.iter_parts()]
    assert contents == [a_message().text, a_message().html]


def test_the_headers_say_who_what_and_that_no_person_answers() -> None:
    mail = read(
        build(a_message(in_reply_to="eerste@delta.example", reply_to=Mailbox("Sam", "sam@bureau.example")))
    )
    assert {name: str(value) for name, value in mail.items() if name != "Content-Type"} == {
        "From": "Bureau Delta <werksessies@delta.example>",
        "To": "Jan de Vriës <jan@waterschap.example>",
        "Reply-To": "Sam <sam@bureau.example>",
        "Subject": "Bevestiging: Ruimte én water",
        "Date": "Tue, 01 Jun 2027 10:00:00 +0000",
        "Message-ID": "<p-1-0-request@delta.example>",
        "In-Reply-To": "<eerste@delta.example>",
        "References": "<eerste@delta.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
    }


def test_the_same_message_is_the_same_bytes_and_fits_every_server() -> None:
    message = a_message(text="é" * 3000 + "\n", calendar=CalendarPart(content=ICS * 50, method="REQUEST"))
    raw = build(message)
    assert raw == build(message)
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r")
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, head.split(b"\r\n"))) <= 998
    assert max(map(len, body.split(b"\r\n"))) <= 100  # parts have headers too


@pytest.mark.parametrize("length", [5, 60, 69, 70, 71, 150, 400])
def test_the_subject_begins_on_its_own_line_and_comes_back_as_it_went(length: int) -> None:
    subject = "Uitnodiging: " + "werksessie " * (length // 11) + "x" * (length % 11 + 1)
    raw = build(a_message(subject=subject))
    assert f"Subject: {subject}".encode()[:40] in raw
    assert email.message_from_bytes(raw, policy=email.policy.default)["Subject"] == subject


@pytest.mark.parametrize(
    "text",
    [
        "Jan\r\nBcc: iedereen@waterschap.example",
        "Jan\nBcc: iedereen@waterschap.example",
        "Jan\u2028Bcc: iedereen@waterschap.example",
        "=?utf-8?q?Jan=0D=0ABcc:_iedereen=40waterschap.example?=",
        "Jan =?utf-8?b?DQpCY2M6IGllZGVyZWVuQHdhdGVyc2NoYXAuZXhhbXBsZQ==?=",
        "==??utf-8?q?=0ABcc:_x?=",
    ],
)
def test_no_text_adds_a_header(text: str) -> None:
    raw = build(a_message(to=Mailbox(text, "jan@waterschap.example"), subject=text))
    assert list(read(raw).keys()) == HEADERS
    assert b"\r\nBcc" not in raw


@settings(deadline=None)
@given(
    st.text(st.sampled_from("aé 😀,\"<>@;:()\\=?_ú.ü'א\n\t\x00\u202e"), max_size=120),
    st.text(max_size=120),
)
def test_any_name_and_subject_are_read_back_cleaned(name: str, subject: str) -> None:
    raw = build(a_message(to=Mailbox(name, "jan@waterschap.example"), subject=subject))
    mail = email.message_from_bytes(raw)
    shown, address = parseaddr(mail["To"].replace("\r\n", ""))
    assert mail.keys() == HEADERS
    assert address == "jan@waterschap.example"
    assert str(make_header(decode_header(shown))) == header_text(name)
    assert str(make_header(decode_header(mail["Subject"]))) == header_text(subject)


@settings(deadline=None)
@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_more_and_hides_nothing(text: str) -> None:
    cleaned = paragraphs(text)
    assert paragraphs(cleaned) == cleaned
    assert one_line(one_line(text)) == one_line(text)
    assert "\n" not in one_line(text)
    assert cleaned.encode().decode() == cleaned  # no half surrogate pairs


def test_every_kind_of_line_break_is_a_line_feed_and_marks_that_hide_go() -> None:
    assert paragraphs("\ufeffa\r\nb\rc\vd\fe\x85f\u2028g\u2029h\ti\u202ej\u2066\x07") == (
        "a\nb\nc\nd\ne\nf\ng\nh ij"
    )
    assert one_line(" een\n twee\u00a0 drie ") == "een twee drie"


def test_a_text_that_is_too_long_shows_that_it_was_cut() -> None:
    assert [shortened("abc def", limit) for limit in (7, 6, 5, 1)] == ["abc def", "abc d…", "abc…", "…"]
