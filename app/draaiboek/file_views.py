"""A draaiboek file into a werksessie that is there: read it, see what changes, apply.

Between seeing and applying nothing is kept here: the form carries the file's text, and the digest of what it was
compared with.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.draaiboek.changes import changes_between
from app.draaiboek.contents import Draaiboek
from app.draaiboek.file import Reading, read
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.taking_in import OvertakenError, digest_of, effects_of, fitted_to, take_in
from app.extensions import db, now
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("draaiboek_file", __name__)
PAGE = "/beheer/<slug>/draaiboek/bestand"
CHOOSE = "Kies eerst een draaiboekbestand op uw computer. De naam eindigt op .yaml."


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


@blueprint.post(PAGE)
@signed_in
def preview(slug: str) -> ResponseReturnValue:
    """Read a file, or its text once mended, and show what it changes. Nothing is written."""
    werksessie = managed_werksessie_or_404(slug)
    text, draft = _sent(), "draft" in request.form
    if not text.strip():
        return _page(werksessie, trouble=CHOOSE, status=422)
    db.session.rollback()  # colleagues can write while the file is read
    reading = read(text, draft=draft)
    if reading.draaiboek is None:
        return _page(werksessie, reading=reading, text=_shown(text), draft=draft, status=422)
    return _preview_page(werksessie, reading.draaiboek, reading, _shown(text), draft)


@blueprint.post(f"{PAGE}/toepassing")
@signed_in
def apply(slug: str) -> ResponseReturnValue:
    """Do what the preview showed. When a colleague was first, show what it would change now."""
    werksessie = managed_werksessie_or_404(slug)
    text, draft = _sent(), "draft" in request.form
    reading = read(text, draft=draft)
    if reading.draaiboek is None:
        return _page(werksessie, reading=reading, text=_shown(text), draft=draft, status=422)
    try:
        changed = take_in(
            werksessie, reading.draaiboek, request.form.get("seen", ""), signed_in_user().id, now()
        )
    except OvertakenError:
        page = _preview_page(werksessie, reading.draaiboek, reading, _shown(text), draft, overtaken=True)
        return page, 409
    flash("Het draaiboekbestand staat erin." if changed else "Er veranderde niets.")
    return redirect(url_for("programme.show", slug=werksessie.slug), 303)


def _sent() -> bytes:
    file = request.files.get("bestand")
    data = file.read() if file else b""
    return data or request.form.get("text", "").replace("\r\n", "\n").encode("utf-8", "replace")


def _shown(text: bytes) -> str:
    """The text as a form can carry it; a file that is no text at all had errors before."""
    return text.decode("utf-8-sig", "replace").replace("\0", "\ufffd")


def _preview_page(
    werksessie: Werksessie,
    wanted: Draaiboek,
    reading: Reading,
    text: str,
    draft: bool,
    overtaken: bool = False,
) -> str:
    there = draaiboek_of(werksessie)
    fitted = fitted_to(there, wanted)
    return _page(
        werksessie,
        reading=reading,
        text=text,
        draft=draft,
        changes=changes_between(there, fitted),
        same=fitted == there,
        effects=effects_of(there, fitted),
        seen=digest_of(there),
        slug_differs=wanted.slug != there.slug,
        overtaken=overtaken,
    )[0]


def _page(werksessie: Werksessie, status: int = 200, **shown: Any) -> tuple[str, int]:
    page = render_template(
        "draaiboek/file.html", werksessie=werksessie, current_tab="draaiboek", **({"text": ""} | shown)
    )
    return page, status
