"""A speaker's day as a file for their agenda: from their arrival to their last contribution."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.extensions import db
from app.ground import config
from app.invitations.ics import Appointment, Status, publish
from app.mail.outbox import sender
from app.speakers.models import Speaker
from app.speakers.slots import Slot
from app.speakers.standing import SURE
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.models import Werksessie
from app.words import clock

ALARM = 120  # minutes before a speaker is there


def calendar_of(werksessie: Werksessie, speaker: Speaker, slots: Sequence[Slot], url: str) -> bytes:
    """The appointment with this day's times, the same bytes while nothing changed. `slots` holds at least one.

    Raises TimeError for times that no calendar can tell.
    """
    organizer = sender()
    changed = werksessie.programme_changed_at.replace(microsecond=0)
    place = (slots[0].room, werksessie.venue_name, werksessie.venue_address.replace("\n", ", "))
    return publish(
        Appointment(
            uid=f"s-{_code(speaker)}@{organizer.domain}",
            sequence=werksessie.programme_revision,
            stamp=changed,
            created=werksessie.created_at.replace(microsecond=0),
            last_modified=changed,
            starts=_begins(werksessie, speaker, slots[0]),
            ends=max(slot.ends for slot in slots),
            summary=f"Spreker: {speaker.talk_title or slots[0].title}",
            location=", ".join(filter(None, place)),
            description=_description(werksessie, speaker, slots, url),
            url=url,
            status=Status.CONFIRMED if speaker.status == SURE else Status.TENTATIVE,
            organizer=organizer,
            attendee=organizer,  # a file to put in an agenda names nobody
            alarm=ALARM,
        )
    )


def _begins(werksessie: Werksessie, speaker: Speaker, first: Slot) -> datetime:
    """When they arrive, unless that is after they speak."""
    if speaker.arrives is None:
        return first.starts
    arrives = datetime.combine(werksessie.date, speaker.arrives, ZoneInfo(werksessie.timezone))
    return min(arrives, first.starts)


def _description(werksessie: Werksessie, speaker: Speaker, slots: Sequence[Slot], url: str) -> str:
    lines = [f"{clock(speaker.arrives)} U bent er"] if speaker.arrives else []
    lines += [f"{clock(slot.starts)}–{clock(slot.ends)} {slot.title}" for slot in slots]
    route = f"Route: {werksessie.venue_route}" if werksessie.venue_route else ""
    return "\n\n".join(filter(None, ("\n".join(lines), route, f"Uw pagina:\n{url}")))


def _code(speaker: Speaker) -> str:
    """The same for every link that this speaker ever had, and telling nothing: made from the token of the first."""
    first = (
        select(PersonalLink.token)
        .where(PersonalLink.person_id == speaker.person_id, PersonalLink.kind == LinkKind.SPEAKER.value)
        .order_by(PersonalLink.id)
        .limit(1)
    )
    return hashlib.sha256(f"{config().secret_key}\n{db.session.scalar(first)}".encode()).hexdigest()[:20]
