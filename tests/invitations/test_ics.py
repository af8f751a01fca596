"""The calendar files, read by real readers and compared with the law line by line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from app.invitations.ics import (
    Appointment,
    Participation,
    Status,
    cancellation,
    feed,
    invite,
    publish,
    read_back,
    visible_hash,
)
from app.mail.address import Mailbox
from app.mail.text import one_line, paragraphs
from tests.invitations.appointments import BUREAU, JAN, OPENING, at

ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Bureau Delta//Werksessies 1//NL
CALSCALE:GREGORIAN
"""
DATED = """\
UID:p-4fQ9xw2LrT7b@werksessie.example.nl
DTSTAMP:20270601T100000Z
CREATED:20270601T100000Z
LAST-MODIFIED:20270601T100000Z
SEQUENCE:0
DTSTART;TZID=Europe/Amsterdam:20270708T093000
DTEND;TZID=Europe/Amsterdam:20270708T170000
"""
DESCRIBED = """\
SUMMARY:Werksessie Ruimte én water
LOCATION:Zaal Haringvliet\\, Coolsingel 40\\, Rotterdam
DESCRIPTION:09.30 Inloop\\n10.00 Plenair\\n11.15 Ronde 1: Wonen op het water\\, zaal 3
URL:https://werksessie.example.nl/aanmelding/8Zk2hT
"""
ORGANIZER = """\
ORGANIZER;CN="Bureau Delta":mailto:werksessies@example.nl
"""
ATTENDEE = (
    'ATTENDEE;CN="Jan de Vriës";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE'
    ":mailto:jan@waterschap.example.org\n"
)
ALARM = """\
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Werksessie begint over een uur
TRIGGER:-PT1H
END:VALARM
"""


def unfolded(ics: bytes) -> str:
    return ics.decode().replace("\r\n ", "").replace("\r\n", "\n")


def event(*lines: str) -> str:
    return "BEGIN:VEVENT\n" + "".join(lines) + "END:VEVENT\nEND:VCALENDAR\n"


def one_event(ics: bytes) -> Calendar:
    (found,) = Calendar.from_ical(ics).events
    return found


def lines_of(ics: bytes) -> list[str]:
    return unfolded(ics).split("BEGIN:VEVENT\n")[1].splitlines()


def test_an_invitation_is_a_request_to_one_person() -> None:
    confirmed = "STATUS:CONFIRMED\nTRANSP:OPAQUE\nCLASS:PRIVATE\n"
    assert unfolded(invite(JAN)) == (
        f"{HEAD}METHOD:REQUEST\n{ZONE}" + event(DATED, DESCRIBED, confirmed, ORGANIZER, ATTENDEE, ALARM)
    )


def test_a_cancellation_has_the_same_event_without_alarm() -> None:
    gone = replace(JAN, sequence=2)
    assert unfolded(cancellation(gone)) == (
        f"{HEAD}METHOD:CANCEL\n{ZONE}"
        + event(
            DATED.replace("SEQUENCE:0", "SEQUENCE:2"), DESCRIBED, "STATUS:CANCELLED\n", ORGANIZER, ATTENDEE
        )
    )


def test_a_download_names_no_attendee_and_no_calendar() -> None:
    confirmed = "STATUS:CONFIRMED\nTRANSP:OPAQUE\nCLASS:PRIVATE\n"
    assert unfolded(publish(JAN)) == (
        f"{HEAD}METHOD:PUBLISH\n{ZONE}" + event(DATED, DESCRIBED, confirmed, ORGANIZER)
    )


def test_a_feed_says_how_often_to_look_and_holds_no_person() -> None:
    pause = replace(OPENING, uid="e-0@x.example", transparent=True, description="", url=None, summary="Pauze")
    gone = replace(OPENING, uid="e-2@x.example", status=Status.CANCELLED, starts=at(2027, 7, 8, 9, 0))
    ics = feed("Ruimte én water", [OPENING, pause, gone], organizer=BUREAU, zone="Europe/Amsterdam")

    def part(uid: str, start: str, *rest: str) -> str:
        return (
            f"BEGIN:VEVENT\nUID:{uid}\nDTSTAMP:20270601T100000Z\nCREATED:20270501T080000Z\n"
            f"LAST-MODIFIED:20270601T100000Z\nSEQUENCE:3\nDTSTART;TZID=Europe/Amsterdam:20270708T{start}\n"
            "DTEND;TZID=Europe/Amsterdam:20270708T110000\n" + "".join(rest) + f"{ORGANIZER}END:VEVENT\n"
        )

    place = "LOCATION:Zaal Haringvliet\\, Coolsingel 40\\, Rotterdam\n"
    more = "DESCRIPTION:Waarom we hier zijn\nURL:https://werksessie.example.nl/ruimte-en-water\n"
    assert unfolded(ics) == (
        f"{HEAD}METHOD:PUBLISH\nNAME:Ruimte én water\nX-WR-CALNAME:Ruimte én water\n"
        "X-WR-TIMEZONE:Europe/Amsterdam\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\nX-PUBLISHED-TTL:PT1H\n"
        + ZONE
        + part("e-2@x.example", "090000", "SUMMARY:Vervalt: Plenaire opening\n", place, more).replace(
            ORGANIZER, f"STATUS:CANCELLED\nTRANSP:OPAQUE\nCLASS:PUBLIC\n{ORGANIZER}"
        )
        + part("e-0@x.example", "100000", "SUMMARY:Pauze\n", place).replace(
            ORGANIZER, f"STATUS:CONFIRMED\nTRANSP:TRANSPARENT\nCLASS:PUBLIC\n{ORGANIZER}"
        )
        + part("e-1@werksessie.example.nl", "100000", "SUMMARY:Plenaire opening\n", place, more).replace(
            ORGANIZER, f"STATUS:CONFIRMED\nTRANSP:OPAQUE\nCLASS:PUBLIC\n{ORGANIZER}"
        )
        + "END:VCALENDAR\n"
    )


def test_a_feed_does_not_depend_on_the_order_of_its_events() -> None:
    events = [replace(OPENING, uid=f"e-{n % 3}@x.example", starts=at(2027, 7, 8, 9, n)) for n in range(9)]
    both = [feed("Dag", some, organizer=BUREAU, zone="Europe/Amsterdam") for some in (events, events[::-1])]
    assert both[0] == both[1]
    assert [str(e["UID"]) for e in Calendar.from_ical(both[0]).events] == [e.uid for e in events]


def test_a_feed_without_parts_is_still_a_calendar() -> None:
    ics = feed("Dag", [], organizer=BUREAU, zone="Europe/Amsterdam")
    assert vobject.readOne(ics.decode()).x_wr_calname.value == "Dag"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"status": Status.TENTATIVE}, "STATUS:TENTATIVE"),
        ({"location": "  "}, "LOCATION:Locatie volgt"),
        ({"summary": "W" * 201}, "SUMMARY:" + "W" * 199 + "…"),
        ({"alarm": 120}, "TRIGGER:-PT2H"),
        ({"alarm": 120}, "DESCRIPTION:Werksessie begint over 2 uur"),
        ({"alarm": 45}, "DESCRIPTION:Werksessie begint over 45 minuten"),
        ({"organizer": Mailbox("", "w@x.example")}, "ORGANIZER;CN=w@x.example:mailto:w@x.example"),
        (
            {"organizer": Mailbox('Buro "D^lta"', "a%b?c@x.example")},
            "ORGANIZER;CN=\"Buro 'Dlta'\":mailto:a%25b%3Fc@x.example",
        ),
    ],
)
def test_one_property_follows_its_field(changes: dict[str, object], line: str) -> None:
    assert line in lines_of(invite(replace(JAN, **changes)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"url": "http://127.0.0.1:8000/aanmelding/8Zk2hT"}, "URL"),
        ({"url": None}, "URL"),
        ({"description": " \n "}, "DESCRIPTION:0"),
        ({"alarm": None}, "BEGIN:VALARM"),
    ],
)
def test_a_property_without_value_is_left_out(changes: dict[str, object], name: str) -> None:
    def has_it(appointment: Appointment) -> bool:
        return any(line.startswith(name) for line in lines_of(invite(appointment)))

    assert has_it(JAN)
    assert not has_it(replace(JAN, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("participation", "expected"),
    [
        (Participation.NEEDS_ACTION, "PARTSTAT=NEEDS-ACTION;RSVP=TRUE"),
        (Participation.ACCEPTED, "PARTSTAT=ACCEPTED;RSVP=FALSE"),
        (Participation.DECLINED, "PARTSTAT=DECLINED;RSVP=FALSE"),
    ],
)
def test_who_answered_is_not_asked_again(participation: Participation, expected: str) -> None:
    assert f";{expected}:" in unfolded(invite(replace(JAN, participation=participation)))


@pytest.mark.parametrize("build", [invite, cancellation, publish])
def test_lines_end_by_crlf_and_fold_at_75_octets_between_characters(
    build: Callable[[Appointment], bytes],
) -> None:
    long = replace(JAN, description="Café ☕ naïef 😀 " * 60, summary="é" * 200)
    ics = build(long)
    lines = ics.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) == 75
    assert all(line.decode() for line in lines)
    assert ics.count(b"\n") == ics.count(b"\r") == ics.count(b"\r\n")
    assert one_event(ics)["DESCRIPTION"] == long.description.strip()


def test_the_same_appointment_is_the_same_bytes() -> None:
    assert invite(JAN) == invite(replace(JAN))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"url": None, "alarm": None, "description": ""},
        {"status": Status.TENTATIVE, "participation": Participation.ACCEPTED, "sequence": 7, "alarm": 120},
        {"attendee": Mailbox("", "a%b?c+d@waterschap.example.org"), "location": 'Zaal; 3\\N, "links"'},
    ],
)
def test_what_was_sent_is_read_back_whole(changes: dict[str, object]) -> None:
    appointment = replace(JAN, **changes)  # type: ignore[arg-type]
    read = read_back(invite(appointment))
    named = read if appointment.attendee.name else replace(read, attendee=appointment.attendee)
    assert named == appointment
    assert invite(read) == invite(appointment)


def test_the_hash_sees_what_a_reader_sees_and_not_the_version() -> None:
    later = datetime(2027, 6, 2, 10, tzinfo=UTC)
    same = replace(JAN, sequence=3, stamp=later, last_modified=later)
    assert visible_hash(invite(JAN)) == visible_hash(invite(same))
    visible: list[dict[str, object]] = [
        {"summary": "Anders"},
        {"location": "Anders"},
        {"description": "Anders"},
        {"starts": at(2027, 7, 8, 9, 0)},
        {"ends": at(2027, 7, 8, 16, 0)},
        {"attendee": Mailbox("Jan", "jan@waterschap.example.org")},
        {"alarm": 30},
    ]
    others = {visible_hash(invite(replace(JAN, **change))) for change in visible}  # type: ignore[arg-type]
    assert len(others | {visible_hash(invite(JAN)), visible_hash(cancellation(JAN))}) == len(visible) + 2


TEXTS = st.text(st.characters()) | st.text(
    st.sampled_from("a;,:\\nN\"'^\r\n\t\u2028\u202e\u0000\ufeffé😀א %=")
)


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_any_text_is_read_back_cleaned_by_both_readers(
    summary: str, location: str, description: str, name: str
) -> None:
    appointment = replace(
        JAN,
        summary=summary,
        location=location,
        description=description,
        attendee=Mailbox(name, "jan@waterschap.example.org"),
    )
    ics = invite(appointment)
    read = one_event(ics)
    expected = (
        (one_line(summary)[:199] + "…" if len(one_line(summary)) > 200 else one_line(summary)),
        one_line(location) or "Locatie volgt",
        paragraphs(description),
    )
    assert (read["SUMMARY"], read["LOCATION"], read.get("DESCRIPTION", "")) == expected
    common_name = one_line(name).replace('"', "'").replace("^", "").replace("\\", "/")
    assert read["ATTENDEE"].params["CN"] == (common_name or "jan@waterschap.example.org")
    other = vobject.readOne(ics.decode()).vevent
    assert (other.summary.value, other.location.value) == expected[:2]
    assert (other.description.value if "description" in other.contents else "") == expected[2]
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", ics.decode())
