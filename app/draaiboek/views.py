"""The draaiboek of one werksessie as a printed edition, as a file, and what the check notices in it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.access import signed_in
from app.accounts.models import Role
from app.draaiboek.editions import FOR_WHOM, imprint_of
from app.draaiboek.file import dump, read
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.print import EDITIONS, render
from app.extensions import db, now
from app.ground import config
from app.registrations.places import taken
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("draaiboek", __name__)
HERE = "/beheer/<slug>"


@blueprint.get(f"{HERE}/draaiboek")
@signed_in
def editions(slug: str) -> ResponseReturnValue:
    return _choice(managed_werksessie_or_404(slug, Role.MEELEZEN))


def _choice(werksessie: Werksessie, missing: str | None = None) -> str:
    names = {name: FOR_WHOM.get(name, "") for name in EDITIONS}
    return render_template(
        "draaiboek/editions.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        editions=names,
        missing=missing,
    )


@blueprint.get(f"{HERE}/draaiboek.pdf")
@signed_in
def printed(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    edition = request.args.get("editie", next(iter(EDITIONS)))
    if edition not in EDITIONS:
        return _choice(werksessie, missing=edition[:60]), 404
    expected = db.session.execute(select(taken(werksessie.id))).scalar_one()
    imprint = imprint_of(slug, werksessie.programme_revision, config().base_url, now(), expected or None)
    return _file(
        render(draaiboek_of(werksessie), imprint, edition),
        "application/pdf",
        f'inline; filename="draaiboek-{slug}-{edition}-{imprint.version}.pdf"',
    )


@blueprint.get(f"{HERE}/draaiboek.yaml")
@signed_in
def file(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    name = f'attachment; filename="{slug}.yaml"'
    return _file(dump(draaiboek_of(werksessie)).encode(), "application/yaml; charset=utf-8", name)


@blueprint.get(f"{HERE}/aandachtspunten")
@signed_in
def noticed(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    reading = read(dump(draaiboek_of(werksessie)).encode(), draft=True)
    return render_template("draaiboek/noticed.html", werksessie=werksessie, problems=reading.problems)


def _file(body: bytes, content_type: str, disposition: str) -> Response:
    return Response(body, content_type=content_type, headers={"Content-Disposition": disposition})
