"""A member of the crew's own page, by link and without an account: `/ploeg/<token>`, with their sheet."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from app.draaiboek.print_role import ROLE_EDITIONS
from app.logistics.crew_links import crew_rows, own_parts
from app.logistics.terms import terms_of
from app.versions.imprints import printout_of_version
from app.versions.models import Version
from app.versions.print_views import file_name
from app.versions.stored import latest_of
from app.werksessies.discretion import shown_name
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import kept_private, link_or_gone
from app.werksessies.models import TeamMember

blueprint = Blueprint("crew_own", __name__)
blueprint.after_request(kept_private)
HERE = "/ploeg/<token>"
OWN_EDITIONS = (*ROLE_EDITIONS, "dagvoorzitter", "opdrachtgever")


@blueprint.get(HERE)
def page(token: str) -> ResponseReturnValue:
    """Their shift and tasks, what asks for their role, and whom to call."""
    link, mine = _own(token)
    werksessie = link.werksessie
    crew = crew_rows(werksessie)
    followed = [row.follows.name for row in mine if row.follows]
    version = latest_of(werksessie)
    return render_template(
        "logistics/own.html",
        link=link,
        werksessie=werksessie,
        mine=mine,
        parts=own_parts(werksessie, [row.role for row in mine], followed),
        contacts=[row for row in crew if row.person_id != link.person_id and row.person.phone],
        shown_name=shown_name,
        terms=terms_of(werksessie),
        version=version,
        edition=_edition(mine) if version else None,
        here=f"/ploeg/{token}",
    )


@blueprint.get(f"{HERE}/blad.pdf")
def sheet(token: str) -> Response:
    """The edition for their role of the newest version; 404 while there is none."""
    link, mine = _own(token)
    version, edition = latest_of(link.werksessie), _edition(mine)
    if version is None or edition is None:
        abort(404)
    return _printed(version, edition)


def _printed(version: Version, edition: str) -> Response:
    printout = printout_of_version(version, edition)
    answer = Response(printout.pdf(edition), content_type="application/pdf")
    name = file_name(version.werksessie.slug, edition, printout)
    answer.headers.set("Content-Disposition", "inline", filename=name)
    return answer


def _own(token: str) -> tuple[PersonalLink, list[TeamMember]]:
    """The link and the lines of the crew of whose it is; 404 when they have no role any more."""
    link = link_or_gone(LinkKind.CREW, token)
    mine = [row for row in crew_rows(link.werksessie) if row.person_id == link.person_id]
    return (link, mine) if mine else abort(404)


def _edition(mine: list[TeamMember]) -> str | None:
    """The edition that is made for one of these roles."""
    return next((row.role for row in mine if row.role in OWN_EDITIONS), None)
