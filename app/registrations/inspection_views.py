"""Inzage by personal link: everything that is known of somebody, to read and to keep."""

from __future__ import annotations

import json
from datetime import date, datetime

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.registrations.inspection import everything_known
from app.registrations.personal import private, registration_or_404

blueprint = Blueprint("inspection", __name__)


@blueprint.get("/aanmelding/<token>/inzage")
def read(token: str) -> ResponseReturnValue:
    """On a page."""
    registration = registration_or_404(token)
    return private(
        render_template(
            "registrations/inspection.html",
            registration=registration,
            werksessie=registration.werksessie,
            known=everything_known(registration),
        )
    )


@blueprint.get("/aanmelding/<token>/inzage.json")
def download(token: str) -> ResponseReturnValue:
    """As a file."""
    known = everything_known(registration_or_404(token))
    response = private(json.dumps(known, ensure_ascii=False, indent=2, default=_iso))
    response.content_type = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


def _iso(day: date) -> str:
    """A day, or a moment in UTC, as ISO 8601."""
    return day.isoformat(timespec="seconds") if isinstance(day, datetime) else day.isoformat()
