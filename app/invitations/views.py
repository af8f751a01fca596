"""The programme as a calendar to subscribe to, for everybody."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.draaiboek.store import draaiboek_of
from app.extensions import db, now
from app.ground import config
from app.invitations.ics import FeedEvent, Status
from app.invitations.programme import calendar_of, location
from app.invitations.zone import TimeError
from app.mail.address import Mailbox
from app.programme.models import CancelledPart
from app.registrations.pages import public_or_404
from app.werksessies.models import Werksessie

CANCELLED_SHOWN = timedelta(days=30)

blueprint = Blueprint("invitations", __name__)


@blueprint.get("/<slug>/programma.ics")
def programme(slug: str) -> ResponseReturnValue:
    """The published programme; equal bytes while nothing changed, so that a client may ask often."""
    public = public_or_404(slug)
    werksessie = public.werksessie
    gone = _recently_cancelled(werksessie, now())
    key = ("programma.ics", *(part.uid for part in gone))
    try:
        body = public.content.page(key, lambda: _calendar(werksessie, gone).decode())
    except TimeError:
        abort(404)
    changed = max([werksessie.programme_changed_at, *(part.cancelled_at for part in gone)])
    return _calendar_response(body, f"{werksessie.slug}.ics", changed)


def _calendar(werksessie: Werksessie, gone: Iterable[CancelledPart]) -> bytes:
    addresses = config().addresses
    domain = Mailbox.parse(addresses.mail_from).domain
    zone = ZoneInfo(werksessie.timezone)
    draaiboek = draaiboek_of(werksessie)
    return calendar_of(
        draaiboek,
        werksessie.programme_changed_at,
        addresses,
        sequence=werksessie.programme_revision,
        cancelled=[_cancelled(part, domain, zone, location(draaiboek)) for part in gone],
    )


def _recently_cancelled(werksessie: Werksessie, at: datetime) -> list[CancelledPart]:
    recent = CancelledPart.cancelled_at > at - CANCELLED_SHOWN
    query = select(CancelledPart).where(CancelledPart.werksessie_id == werksessie.id, recent)
    return list(db.session.scalars(query.order_by(CancelledPart.id)))


def _cancelled(part: CancelledPart, domain: str, zone: ZoneInfo, place: str) -> FeedEvent:
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


def _calendar_response(body: bytes, name: str, changed: datetime) -> ResponseReturnValue:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = gzip.compress(body, mtime=0) if packed else body
    response = Response(body, content_type="text/calendar; charset=utf-8")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=900"
    response.headers["X-Robots-Tag"] = "noindex"
    response.last_modified = changed
    response.set_etag(hashlib.sha256(body).hexdigest())
    return response.make_conditional(request)
