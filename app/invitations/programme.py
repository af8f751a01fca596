"""The programme as participants may see it, as data for agendas and mails, and as a calendar to subscribe to.

From a plain Draaiboek: no database. Nothing internal comes through (what the chair says and does, cues, roles,
moments), and no person: an agenda is shared and synchronised beyond anyone's sight.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.draaiboek.contents import Draaiboek
from app.draaiboek.discreet import discreet
from app.invitations.ics import FeedEvent, feed
from app.mail.address import Mailbox
from app.programme.plan import Kind
from app.programme.timeline import TimedItem, TimedSession, timeline
from app.words import clock
from config import Addresses

BREAKS = frozenset({Kind.INLOOP, Kind.PAUZE, Kind.LUNCH, Kind.WISSEL, Kind.BORREL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the programme, or one session of a parallel block. Times are aware, in the day's zone."""

    uid: str  # without the domain
    starts: datetime
    ends: datetime
    title: str
    text: str
    room: str
    is_break: bool
    sessions: tuple[Part, ...] = ()

    @property
    def what(self) -> str:
        """Title and room: Online signalen lezen, Zaal Vecht"""
        comma = "" if self.title.endswith(("?", "!", ".", "…")) else ","
        return f"{self.title}{comma} {self.room}" if self.room else self.title


def outline(draaiboek: Draaiboek) -> tuple[Part, ...]:
    """The parts in order of time."""
    day = timeline(draaiboek.day, draaiboek.programme)
    return tuple(_part(timed, draaiboek.slug) for timed in day.items)


def _part(timed: TimedItem, slug: str) -> Part:
    item = timed.item
    return Part(
        uid=item.uid or uid_from_file(slug, timed.index),
        starts=timed.starts,
        ends=timed.ends,
        title=item.title,
        text=item.public,
        room=item.room or "",
        is_break=item.kind in BREAKS,
        sessions=tuple(_session(timed.index, session, slug) for session in timed.sessions),
    )


def _session(index: int, timed: TimedSession, slug: str) -> Part:
    return Part(
        uid=uid_from_file(slug, index, timed.session.id),
        starts=timed.starts,
        ends=timed.ends,
        title=timed.session.title,
        text="",
        room=timed.session.room or "",
        is_break=False,
    )


def uid_from_file(slug: str, index: int, session: str = "") -> str:
    """The UID, without domain, of a part that never was in a database.

    `e-` and the first 20 hex digits of the SHA-256 of the UTF-8 bytes of slug, line feed, the item's index from 0 in
    decimal, line feed, the session's id (empty for the item itself).
    """
    return "e-" + hashlib.sha256(f"{slug}\n{index}\n{session}".encode()).hexdigest()[:20]


def location(draaiboek: Draaiboek, room: str = "") -> str:
    """Room, building and address on one line; empty when nothing is known."""
    return ", ".join(filter(None, (room, draaiboek.venue.name, draaiboek.venue.address)))


def programme_events(
    draaiboek: Draaiboek, *, changed: datetime, domain: str, url: str | None = None, sequence: int = 0
) -> tuple[FeedEvent, ...]:
    """One event per part; a parallel block is one event that describes its sessions.

    `changed` (aware) is every stamp, `domain` that of the UIDs, `url` the public page.
    """
    return tuple(
        FeedEvent(
            uid=f"{part.uid}@{domain}",
            created=changed,
            last_modified=changed,
            starts=part.starts,
            ends=part.ends,
            summary=part.title,
            location=location(draaiboek, part.room),
            description=_description(part),
            url=url,
            sequence=sequence,
            transparent=part.is_break,
        )
        for part in outline(draaiboek)
    )


def _description(part: Part) -> str:
    sessions = [f"{clock(session.starts)}–{clock(session.ends)} {session.what}" for session in part.sessions]
    return "\n\n".join(filter(None, (part.text, "\n".join(sessions))))


def calendar_of(
    draaiboek: Draaiboek,
    changed: datetime,
    addresses: Addresses,
    *,
    sequence: int = 0,
    cancelled: Iterable[FeedEvent] = (),
) -> bytes:
    """The programme as a calendar: the same programme and `changed` (aware) give the same bytes.

    `sequence` rises with each change, `cancelled` are parts that were taken out. Raises TimeError for times or a zone
    that no calendar can tell.
    """
    draaiboek = discreet(draaiboek)
    organizer = Mailbox.parse(addresses.mail_from)
    url = f"{addresses.base_url}/{draaiboek.slug}"
    events = programme_events(draaiboek, changed=changed, domain=organizer.domain, url=url, sequence=sequence)
    return feed(draaiboek.title, [*events, *cancelled], organizer=organizer, zone=draaiboek.timezone)
