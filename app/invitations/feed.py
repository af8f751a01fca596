"""A werksessie's programme as a calendar: what its address gives and what the command writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.draaiboek.discreet import withheld
from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.invitations.ics import FeedEvent, Status
from app.invitations.programme import calendar_of, location
from app.mail.address import Mailbox
from app.programme.models import CancelledPart
from app.werksessies.discretion import veiled
from app.werksessies.models import Werksessie
from config import Addresses

CANCELLED_SHOWN = timedelta(days=30)


def recently_cancelled(werksessie: Werksessie, at: datetime) -> Sequence[CancelledPart]:
    """The parts that were taken out in the thirty days before `at`."""
    recent = CancelledPart.cancelled_at > at - CANCELLED_SHOWN
    query = select(CancelledPart).where(CancelledPart.werksessie_id == werksessie.id, recent)
    return db.session.scalars(query.order_by(CancelledPart.id)).all()


def feed_of(werksessie: Werksessie, cancelled: Sequence[CancelledPart], addresses: Addresses) -> bytes:
    """The programme with what was cancelled. Raises TimeError for times or a zone that no calendar can tell."""
    draaiboek = draaiboek_of(werksessie)
    domain = Mailbox.parse(addresses.mail_from).domain
    zone = ZoneInfo(werksessie.timezone)
    return calendar_of(
        draaiboek,
        werksessie.programme_changed_at,
        addresses,
        sequence=werksessie.programme_revision,
        cancelled=[
            replace(event, summary=veiled(event.summary, withheld(draaiboek)))
            for event in (_event(part, domain, zone, location(draaiboek)) for part in cancelled)
        ],
    )


def _event(part: CancelledPart, domain: str, zone: ZoneInfo, place: str) -> FeedEvent:
    return FeedEvent(
        uid=f"{part.uid}@{domain}",
        created=part.cancelled_at,
        last_modified=part.cancelled_at,
        starts=part.starts_at.astimezone(zone),
        ends=part.ends_at.astimezone(zone),
        summary=part.title,
        location=place,
        sequence=part.sequence,
        status=Status.CANCELLED,
    )
