"""The paper of a version, or of the opdracht as it is now, as an answer to a browser."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response

from app.brief.contents import Brief
from app.brief.sheet import Stamp, brief_sheet
from app.brief.versions import approval_of
from app.mail.outbox import sender
from app.werksessies.brief_models import BriefVersion
from app.werksessies.models import Werksessie
from app.words import moment


def printed(werksessie: Werksessie, brief: Brief, version: BriefVersion | None, at: datetime) -> Response:
    """The PDF. `version` None: a concept made at `at`."""
    made_at = (version.made_at if version else at).astimezone(ZoneInfo(werksessie.timezone))
    stamp = Stamp(
        version=f"versie {version.number}" if version else "concept",
        made_at=made_at,
        approved=approved_words(version, werksessie.timezone) if version else "",
        author=sender().name or "Rode Draad",
    )
    response = Response(brief_sheet(brief, stamp), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="opdracht-{werksessie.slug}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def approved_words(version: BriefVersion, timezone: str) -> str:
    """Versie 2 is goedgekeurd door Sam Voorbeeld, do 12 juni 14.05; "" when nobody did."""
    yes = approval_of(version)
    if yes is None:
        return ""
    return f"Versie {version.number} is goedgekeurd door {yes.author}, {moment(yes.at, timezone)}."
