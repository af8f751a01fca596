"""One edition of the draaiboek as a web page: of what stands now, or of a version."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in
from app.accounts.models import Role
from app.draaiboek.contents import Imprint
from app.draaiboek.web import web_edition
from app.extensions import now
from app.ground import config
from app.programme.timeline import zone_of
from app.versions.asked import asked_edition, asked_since, asked_version
from app.versions.imprints import printout_of_now, printout_of_version
from app.werksessies.access import managed_werksessie_or_404
from app.words import clock

blueprint = Blueprint("draaiboek_web", __name__)


@blueprint.get("/beheer/<slug>/draaiboek/<edition>")
@signed_in
def page(slug: str, edition: str) -> ResponseReturnValue:
    """`versie` (absent: what stands now); `sinds`: mark what differs from that earlier version."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    asked_edition(werksessie, edition)
    version = asked_version(werksessie, request.args.get("versie"))
    since = asked_since(werksessie, request.args.get("sinds"), version)
    if version:
        printout = printout_of_version(version, edition, since)
    else:
        printout = printout_of_now(werksessie, config().base_url, now(), since)
    return render_template(
        "draaiboek/web.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        edition=web_edition(printout.draaiboek, printout.imprint, edition, printout.since),
        standing=standing(printout.imprint, printout.draaiboek.timezone),
        pdf=url_for(
            "draaiboek_print.printed",
            slug=slug,
            editie=edition,
            versie=version and version.number,
            sinds=since and since.number,
        ),
    )


def standing(imprint: Imprint, timezone: str) -> str:
    """Concept 0.3, gemaakt 12-06-2026 14.05"""
    what = imprint.status.capitalize() if imprint.concept else "Versie"
    made = imprint.made_at.astimezone(zone_of(timezone))
    return f"{what} {imprint.version}, gemaakt {made:%d-%m-%Y} {clock(made)}"
