"""One edition of the draaiboek as a PDF: of what stands now, or of a version, as it went out."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in
from app.accounts.models import Role
from app.extensions import now
from app.ground import config
from app.versions.asked import asked_edition, asked_printout
from app.versions.imprints import Printout
from app.werksessies.access import managed_werksessie_or_404

blueprint = Blueprint("draaiboek_print", __name__)


@blueprint.get("/beheer/<slug>/draaiboek.pdf")
@signed_in
def printed(slug: str) -> ResponseReturnValue:
    """`editie`; `versie` (absent: what stands now); `sinds`: mark what differs from that earlier version."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    edition = asked_edition(werksessie, request.args.get("editie"))
    number, since = request.args.get("versie"), request.args.get("sinds")
    printout = asked_printout(werksessie, edition, number, since, config().base_url, now())
    answer = Response(printout.pdf(edition), content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=file_name(slug, edition, printout))
    return answer


def file_name(slug: str, edition: str, printout: Printout) -> str:
    """draaiboek-zwolle-2023-catering-1.0.pdf; of what stands now -concept-1.1.pdf; with -sinds-0.2 before the dot"""
    number = f"{'concept-' if printout.now else ''}{printout.imprint.version}"
    since = f"-sinds-{printout.since.version}" if printout.since else ""
    return f"draaiboek-{slug}-{edition}-{number}{since}.pdf"
