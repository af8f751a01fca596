"""A person's day as an appointment: from the first part to the last, with the programme and the way there."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.draaiboek.contents import Draaiboek
from app.draaiboek.discreet import discreet
from app.invitations.ics import Appointment
from app.invitations.programme import Part, location, outline
from app.mail.address import Mailbox
from app.programme.plan import Item
from app.registrations.models import Registration
from app.words import clock

ALARM = 60  # minutes before a participant's first part


@dataclass(frozen=True, slots=True)
class Programme:
    """What everybody of one werksessie shares: computed once, for many people."""

    draaiboek: Draaiboek
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, draaiboek: Draaiboek) -> Programme:
        shown = discreet(draaiboek)
        return cls(shown, outline(shown))

    def seen_by(self, seats: Mapping[str, str]) -> Programme:
        """As somebody sees it who sits in these sessions: keys of sessions by the uid of their item."""
        if not seats:
            return self
        items = self.draaiboek.programme
        return replace(
            self, parts=tuple(_narrowed(*each, seats) for each in zip(self.parts, items, strict=True))
        )


def _narrowed(part: Part, item: Item, seats: Mapping[str, str]) -> Part:
    """A parallel block with the one session in which somebody sits; the others as they are."""
    key = seats.get(item.uid or "")
    mine = tuple(
        shown for shown, session in zip(part.sessions, item.parallel, strict=True) if session.id == key
    )
    return replace(part, sessions=mine) if mine else part


def day_of(
    registration: Registration,
    programme: Programme,
    *,
    uid: str,
    at: datetime,
    organizer: Mailbox,
    url: str,
) -> Appointment:
    """The first version of a participant's day, made at `at` (aware). `url` is the personal page.

    Raises AddressError for an address to which no mail can go, IndexError for a programme without parts.
    """
    person = registration.person
    attendee = Mailbox(person.name, person.email)
    return appointment_of(programme, uid=uid, at=at, organizer=organizer, attendee=attendee, url=url)


def appointment_of(
    programme: Programme,
    *,
    uid: str,
    at: datetime,
    organizer: Mailbox,
    attendee: Mailbox,
    url: str,
) -> Appointment:
    """As `day_of`, for a participant that is in no database. A participant takes part in everything."""
    draaiboek, parts = programme.draaiboek, programme.parts
    return Appointment(
        uid=uid,
        sequence=0,
        stamp=at,
        created=at,
        last_modified=at,
        starts=parts[0].starts,
        ends=parts[-1].ends,
        summary=full_title(draaiboek.title),
        location=location(draaiboek),
        description=_description(programme, url, organizer),
        url=url,
        organizer=organizer,
        attendee=attendee,
        alarm=ALARM,
    )


def new_uid(domain: str) -> str:
    """A participant's UID: made once, stored, without name or row number."""
    return f"p-{secrets.token_urlsafe(12)}@{domain}"


def full_title(title: str) -> str:
    """`title` with the word werksessie before it, unless it begins with it."""
    return title if title.casefold().startswith("werksessie") else f"Werksessie {title}"


def _description(programme: Programme, url: str, organizer: Mailbox) -> str:
    route = programme.draaiboek.venue.route
    blocks = (
        "\n".join(_lines(programme.parts)),
        f"Route: {route}" if route else "",
        f"Uw aanmelding bekijken, wijzigen of afmelden:\n{url}",
        f"Vragen? Mail naar {organizer.address}",
    )
    return "\n\n".join(filter(None, blocks))


def _lines(parts: tuple[Part, ...]) -> list[str]:
    lines = []
    for part in parts:
        lines.append(f"{clock(part.starts)} {part.what}")
        lines += [f"- {session.what}" for session in part.sessions]
    return lines
