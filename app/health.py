"""/gezond for machines that watch over us, and /.well-known/security.txt (RFC 9116) for finders of holes."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, jsonify, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.extensions import db, now
from app.ground import config, static_url

blueprint = Blueprint("health", __name__)
SECURITY_TXT_DAYS = 180


@blueprint.get("/gezond")
def healthy() -> ResponseReturnValue:
    """200 when the database answers with our tables in it, 503 when not."""
    try:
        db.session.execute(text("SELECT 1 FROM werksessie LIMIT 1"))
    except SQLAlchemyError:
        return jsonify(status="fout", database="onbereikbaar"), 503
    return jsonify(status="goed", database="goed")


@blueprint.get("/.well-known/security.txt")
def security_txt() -> ResponseReturnValue:
    """Contact, Expires, Preferred-Languages, Canonical (RFC 9116 section 2.5)."""
    expires = (now() + timedelta(days=SECURITY_TXT_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{config().sender[1]}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {config().base_url}/.well-known/security.txt",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Browsers that ask by habit get the real one."""
    return redirect(static_url("favicon.svg"), 301)


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Personal and planner's pages stay out of search machines."""
    body = "User-agent: *\nDisallow: /beheer\nDisallow: /inloggen\nDisallow: /aanmelding/\n"
    return Response(body, content_type="text/plain; charset=utf-8")
