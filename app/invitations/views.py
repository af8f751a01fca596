"""Calendars to fetch: the programme to subscribe to, for everybody, and a person's own appointment."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.extensions import db, now
from app.ground import config
from app.invitations.feed import feed_of, recently_cancelled
from app.invitations.ics import publish, read_back
from app.invitations.models import Appointment, AppointmentVersion
from app.invitations.zone import TimeError
from app.programme.models import CancelledPart
from app.registrations.models import Registration
from app.registrations.pages import public_or_404
from app.werksessies.models import Werksessie

MIMETYPE = "text/calendar; charset=utf-8"
KEPT = 64  # calendars in memory at most, of some 10 kB

blueprint = Blueprint("invitations", __name__)
_kept: dict[tuple[object, ...], bytes] = {}


@blueprint.get("/<slug>/programma.ics")
def programme(slug: str) -> ResponseReturnValue:
    """The published programme; equal bytes while nothing changed, so that a client may ask often. None of a closed
    subject.
    """
    werksessie = public_or_404(slug).werksessie
    if werksessie.closed_since is not None:
        abort(404)
    cancelled = recently_cancelled(werksessie, now())
    try:
        body = _body(werksessie, cancelled)
    except TimeError:
        abort(404)
    changed = max([werksessie.programme_changed_at, *(part.cancelled_at for part in cancelled)])
    return _calendar(body, f"{werksessie.slug}.ics", changed)


@blueprint.get("/aanmelding/<token>/afspraak.ics")
def appointment(token: str) -> ResponseReturnValue:
    """The person's own appointment as last sent, to put in an agenda by hand; 404 when none holds."""
    held = (
        select(AppointmentVersion.ics)
        .join(Appointment)
        .join(Registration)
        .where(Registration.token == token, Appointment.ended_at.is_(None))
        .order_by(AppointmentVersion.sequence.desc())
        .limit(1)
    )
    ics = db.session.scalar(held) if "\0" not in token else None
    if ics is None:
        abort(404)
    response = Response(publish(read_back(ics)), content_type=MIMETYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="werksessie.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _body(werksessie: Werksessie, cancelled: Sequence[CancelledPart]) -> bytes:
    """The calendar, made once for each version of the werksessie; `page_stamp` never returns."""
    addresses = config().addresses
    key = (werksessie.page_stamp, addresses, *(part.uid for part in cancelled))
    body = _kept.get(key)
    if body is None:
        if len(_kept) >= KEPT:
            _kept.clear()
        body = _kept[key] = feed_of(werksessie, cancelled, addresses)
    return body


def _calendar(body: bytes, name: str, changed: datetime) -> ResponseReturnValue:
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = gzip.compress(body, mtime=0) if packed else body
    response = Response(body, content_type=MIMETYPE)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=900"
    response.headers["X-Robots-Tag"] = "noindex"
    response.last_modified = changed
    response.set_etag(hashlib.sha256(body).hexdigest())
    return response.make_conditional(request)
