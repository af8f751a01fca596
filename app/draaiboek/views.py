"""The draaiboek of one werksessie as a file, and what the check notices in it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in
from app.accounts.models import Role
from app.draaiboek.file import dump, read
from app.draaiboek.gather import draaiboek_of
from app.werksessies.access import managed_werksessie_or_404

blueprint = Blueprint("draaiboek", __name__)
HERE = "/beheer/<slug>"


@blueprint.get(f"{HERE}/draaiboek.yaml")
@signed_in
def file(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    answer = Response(dump(draaiboek_of(werksessie)), content_type="application/yaml; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{slug}.yaml")
    return answer


@blueprint.get(f"{HERE}/aandachtspunten")
@signed_in
def noticed(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    reading = read(dump(draaiboek_of(werksessie)).encode(), draft=True)
    return render_template("draaiboek/noticed.html", werksessie=werksessie, problems=reading.problems)
