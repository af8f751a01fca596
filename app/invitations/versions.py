"""The versions of an appointment: what goes with a mail, and the rows that remember it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.ground import config
from app.invitations.day import Programme, day_of, new_uid
from app.invitations.ics import cancellation, invite, read_back, visible_hash
from app.invitations.models import Appointment, AppointmentVersion
from app.invitations.zone import TimeError
from app.mail.message import CalendarPart
from app.mail.outbox import message_id_of, sender
from app.registrations.models import Registration
from app.words import clock, full_date

logger = logging.getLogger("rodedraad.invitations")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A calendar part to send under `key`, with the row to add for it."""

    part: CalendarPart
    key: str
    row: Appointment | AppointmentVersion
    in_reply_to: str | None = None
    was: str = ""  # date and hours that no longer hold


def personal_url(registration: Registration) -> str:
    """The page where a person sees, changes or withdraws their registration."""
    return f"{config().base_url}/aanmelding/{registration.token}"


def first_version(registration: Registration, programme: Programme, at: datetime) -> Version | None:
    """An invitation under a new UID; None when there is none to send.

    That is: nothing in the programme, out of view, over, or told in a zone or at an hour that no calendar can tell.
    Raises AddressError for an address to which no mail can go.
    """
    werksessie, parts = registration.werksessie, programme.parts
    in_view = werksessie.published_at is not None and werksessie.archived_at is None
    if not parts or not in_view or _past(parts[-1].ends, at):
        return None
    organizer = sender()
    uid = new_uid(organizer.domain)
    url = personal_url(registration)
    appointment = day_of(registration, programme, uid=uid, at=at, organizer=organizer, url=url)
    try:
        ics = invite(appointment)
    except TimeError as error:
        logger.warning("no appointment", extra={"werksessie": werksessie.id, "reason": str(error)})
        return None
    row = Appointment(
        registration_id=registration.id,
        day=appointment.starts.date(),
        uid=uid,
        created_at=at,
        versions=[_row("REQUEST", 0, ics, at)],
    )
    return Version(part=CalendarPart(content=ics, method="REQUEST"), key=f"{uid}:0:REQUEST", row=row)


def next_version(
    appointment: Appointment, registration: Registration, programme: Programme, at: datetime
) -> Version | None:
    """An update under the same UID; None when an agenda would show nothing else than what was last sent.

    None too where `first_version` has none to send. Raises AddressError for an address to which no mail can go.
    """
    sent = appointment.versions[-1]
    fresh = first_version(registration, programme, at)
    if fresh is None:
        return None
    before = read_back(sent.ics)
    day = replace(
        read_back(fresh.part.content), uid=before.uid, sequence=before.sequence + 1, created=before.created
    )
    if visible_hash(invite(replace(day, attendee=before.attendee))) == sent.content_hash:
        return None  # another name alone is no news
    ics = invite(day)
    row = _row("REQUEST", day.sequence, ics, at)
    row.appointment_id = appointment.id
    moved = (before.starts, before.ends) != (day.starts, day.ends)
    hours = f"{full_date(before.starts)}, {clock(before.starts)} tot {clock(before.ends)} uur"
    return Version(
        part=CalendarPart(content=ics, method="REQUEST"),
        key=f"{day.uid}:{day.sequence}:REQUEST",
        row=row,
        in_reply_to=message_id_of(f"{day.uid}:0:REQUEST"),
        was=hours if moved else "",
    )


def last_version(appointment: Appointment, at: datetime) -> Version | None:
    """The cancellation of what was last sent of `appointment`; None when that is past."""
    sent = read_back(appointment.versions[-1].ics)
    if _past(sent.ends, at):
        return None
    gone = replace(sent, sequence=sent.sequence + 1, stamp=at, last_modified=at)
    ics = cancellation(gone)
    row = _row("CANCEL", gone.sequence, ics, at)
    row.appointment_id = appointment.id
    return Version(
        part=CalendarPart(content=ics, method="CANCEL"),
        key=f"{gone.uid}:{gone.sequence}:CANCEL",
        row=row,
        in_reply_to=message_id_of(f"{gone.uid}:0:REQUEST"),
    )


def _past(ends: datetime, at: datetime) -> bool:
    return ends.astimezone(UTC) <= at


def _row(method: str, sequence: int, ics: bytes, at: datetime) -> AppointmentVersion:
    return AppointmentVersion(
        method=method, sequence=sequence, content_hash=visible_hash(ics), stamped_at=at, ics=ics
    )
