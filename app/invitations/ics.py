"""Calendar bytes: an invitation, its cancellation, a download and a feed. The sole importer of icalendar.

Follows RFC 5545, 5546 (iTIP) and 7986. Pure: the same input gives the same bytes, nothing asks the time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast
from urllib.parse import quote, unquote

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from app.invitations.zone import TimeError, block, zone_of
from app.mail.address import Mailbox
from app.mail.text import one_line, paragraphs, shortened

_SUMMARY_LIMIT = 200
# Characters of a parameter's value that readers take for an escape.
_UNREADABLE_IN_A_NAME = str.maketrans({'"': "'", "\\": "/", "^": None})
_VERSION_LINES = re.compile(rb"^(DTSTAMP|SEQUENCE|LAST-MODIFIED):[^\r]*\r\n", re.MULTILINE)
_END = b"END:VCALENDAR\r\n"


class Status(StrEnum):
    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Participation(StrEnum):
    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One person's day as it stands in one message: one event, for one attendee.

    `starts` and `ends` are aware, in one ZoneInfo, in whole minutes; the three stamps are aware. `alarm` is
    in minutes before the start. `url` is left out unless it is https.
    """

    uid: str
    sequence: int
    stamp: datetime
    created: datetime
    last_modified: datetime
    starts: datetime
    ends: datetime
    summary: str
    location: str
    description: str
    organizer: Mailbox
    attendee: Mailbox
    url: str | None = None
    status: Status = Status.CONFIRMED
    participation: Participation = Participation.NEEDS_ACTION
    alarm: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """One part of a programme in a feed; times as in `Appointment`.

    `last_modified` is the DTSTAMP too, so that a feed without news has the same bytes. `transparent`: leaves
    its hour free in the agenda, as a break does.
    """

    uid: str
    created: datetime
    last_modified: datetime
    starts: datetime
    ends: datetime
    summary: str
    location: str
    description: str = ""
    url: str | None = None
    sequence: int = 0
    status: Status = Status.CONFIRMED
    transparent: bool = False


class _Text(vText):
    """TEXT by RFC 5545, 3.3.11. icalendar 7.3.0 takes a backslash before a capital N for a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def invite(appointment: Appointment) -> bytes:
    """A first or later version of `appointment` for its attendee. Raises TimeError for a doubtful time."""
    event = _dated(appointment, appointment.stamp)
    _describe(event, appointment)
    event.add("STATUS", appointment.status)
    event.add("TRANSP", "OPAQUE")
    event.add("CLASS", "PRIVATE")
    event.add("ORGANIZER", _person(appointment.organizer))
    event.add("ATTENDEE", _attendee(appointment))
    if appointment.alarm:
        event.add_component(_alarm(appointment.alarm))
    return _message("REQUEST", appointment, event)


def cancellation(appointment: Appointment) -> bytes:
    """Takes `appointment`, with times as last sent, out of its attendee's agenda. Raises TimeError."""
    event = _dated(appointment, appointment.stamp)
    _describe(event, appointment)
    event.add("STATUS", Status.CANCELLED)
    event.add("ORGANIZER", _person(appointment.organizer))
    event.add("ATTENDEE", _attendee(appointment))
    return _message("CANCEL", appointment, event)


def publish(appointment: Appointment) -> bytes:
    """`appointment` as a download: no attendee, no alarm, no name (which makes Outlook add a calendar)."""
    event = _dated(appointment, appointment.stamp)
    _describe(event, appointment)
    event.add("STATUS", appointment.status)
    event.add("TRANSP", "OPAQUE")
    event.add("CLASS", "PRIVATE")
    event.add("ORGANIZER", _person(appointment.organizer))
    return _message("PUBLISH", appointment, event)


def read_back(ics: bytes) -> Appointment:
    """The appointment of an invitation that `invite` made: what its attendee's agenda was told."""
    (event,) = cast(Any, Calendar.from_ical(ics)).events
    attendee = event["ATTENDEE"]
    alarm = next((-alarm.TRIGGER for alarm in event.walk("VALARM")), None)
    return Appointment(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        stamp=event["DTSTAMP"].dt,
        created=event["CREATED"].dt,
        last_modified=event["LAST-MODIFIED"].dt,
        starts=event["DTSTART"].dt,
        ends=event["DTEND"].dt,
        summary=str(event["SUMMARY"]),
        location=str(event["LOCATION"]),
        description=str(event.get("DESCRIPTION", "")),
        organizer=_mailbox(event["ORGANIZER"]),
        attendee=_mailbox(attendee),
        url=str(event["URL"]) if "URL" in event else None,
        status=Status(event["STATUS"]),
        participation=Participation(attendee.params["PARTSTAT"]),
        alarm=int(alarm.total_seconds()) // 60 if alarm else None,
    )


def visible_hash(ics: bytes) -> str:
    """SHA-256 (hex) of an invitation but for what only tells versions apart: DTSTAMP, SEQUENCE, LAST-MODIFIED."""
    return hashlib.sha256(_VERSION_LINES.sub(b"", ics)).hexdigest()


def feed(name: str, events: Iterable[FeedEvent], *, organizer: Mailbox, zone: str) -> bytes:
    """A calendar to subscribe to, called `name`; `zone` (IANA) is that of all its events.

    Raises TimeError for a doubtful time, a zone without a block and an event in another zone.
    """
    head = _head("PUBLISH", _name(organizer), zone, one_line(name))
    ordered = sorted(events, key=lambda event: (event.starts.timestamp(), event.uid))
    return b"".join((head, *(_feed_event(event, organizer, zone) for event in ordered), _END))


def _feed_event(entry: FeedEvent, organizer: Mailbox, zone: str) -> bytes:
    if zone_of(entry.starts, entry.ends) != zone:
        raise TimeError(
            f"Een onderdeel staat niet in de tijdzone van de agenda ({zone}). Gebruik één tijdzone."
        )
    event = _dated(entry, entry.last_modified)
    _describe(event, entry)
    event.add("STATUS", entry.status)
    event.add("TRANSP", "TRANSPARENT" if entry.transparent else "OPAQUE")
    event.add("CLASS", "PUBLIC")
    event.add("ORGANIZER", _person(organizer))
    return bytes(event.to_ical(sorted=False))


def _dated(entry: Appointment | FeedEvent, stamp: datetime) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", stamp)
    event.add("CREATED", entry.created)
    event.add("LAST-MODIFIED", entry.last_modified)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTART", entry.starts)
    event.add("DTEND", entry.ends)
    return event


def _describe(event: Event, entry: Appointment | FeedEvent) -> None:
    summary = one_line(entry.summary)
    if isinstance(entry, FeedEvent) and entry.status is Status.CANCELLED:
        summary = f"Vervalt: {summary}"
    event.add("SUMMARY", _Text(shortened(summary, _SUMMARY_LIMIT)))
    event.add("LOCATION", _Text(one_line(entry.location) or "Locatie volgt"))
    if description := paragraphs(entry.description):
        event.add("DESCRIPTION", _Text(description))
    if entry.url and entry.url.startswith("https://"):
        event.add("URL", entry.url)


def _person(mailbox: Mailbox) -> vCalAddress:
    person = vCalAddress("mailto:" + quote(mailbox.address, safe="@!$&'*+/="))
    person.params["CN"] = _name(mailbox)
    return person


def _mailbox(person: vCalAddress) -> Mailbox:
    return Mailbox(person.params["CN"], unquote(person.removeprefix("mailto:")))


def _name(mailbox: Mailbox) -> str:
    return mailbox.name.translate(_UNREADABLE_IN_A_NAME) or mailbox.address


def _attendee(appointment: Appointment) -> vCalAddress:
    answered = appointment.participation is not Participation.NEEDS_ACTION
    person = _person(appointment.attendee)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = appointment.participation.value
    person.params["RSVP"] = "FALSE" if answered else "TRUE"
    return person


def _alarm(minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _Text(f"Werksessie begint over {_span(minutes)}"))
    alarm.TRIGGER = timedelta(minutes=-minutes)
    return alarm


def _span(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if rest:
        return f"{minutes} minuten"
    return "een uur" if hours == 1 else f"{hours} uur"


def _message(method: str, appointment: Appointment, event: Event) -> bytes:
    zone = zone_of(appointment.starts, appointment.ends)
    return _head(method, _name(appointment.organizer), zone) + bytes(event.to_ical(sorted=False)) + _END


@lru_cache(maxsize=64)
def _head(method: str, organiser: str, zone: str, name: str = "") -> bytes:
    """All that stands before the first event: the same for many, and half the work of a message."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", _Text(f"-//{organiser.replace('/', '-')}//Werksessies 1//NL"))
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    if name:
        calendar.add("NAME", _Text(name))
        calendar.add("X-WR-CALNAME", _Text(name))
        calendar.add("X-WR-TIMEZONE", zone)
        calendar.add("REFRESH-INTERVAL", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT1H")
    return bytes(calendar.to_ical(sorted=False)).removesuffix(_END) + block(zone)
