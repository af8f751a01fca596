"""The list of participants: for planners to print and to download, and for who has a place to read."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db
from app.registrations.exports import Format
from app.registrations.models import Registration, State
from app.registrations.participants import ClosedError, participant_list, participants_of
from app.registrations.personal import private, registration_or_404, unknown
from app.registrations.states import PLACED
from app.werksessies.access import managed_werksessie_or_404

blueprint = Blueprint("participants", __name__)
HERE = "/beheer/<slug>/aanmeldingen/deelnemerslijst"
CLOSED = "Dit onderwerp is besloten. Daarvan maken wij geen deelnemerslijst."


@blueprint.get(HERE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """As a page to print; of a closed subject why there is none."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    closed = werksessie.closed_since is not None
    placed = select(func.count()).where(Registration.werksessie_id == werksessie.id, PLACED)
    return render_template(
        "registrations/planner_participants.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        people=None if closed else participants_of(werksessie),
        placed=db.session.scalars(placed).one(),
        closed=CLOSED,
    )


@blueprint.post(f"{HERE}.xlsx")
@signed_in
def download(slug: str) -> ResponseReturnValue:
    """As a file."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        made = participant_list(werksessie, signed_in_user())
    except ClosedError:
        flash(CLOSED, "care")
        return redirect(f"/beheer/{slug}/aanmeldingen/deelnemerslijst", 303)
    answer = Response(made, content_type=Format.XLSX.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=f"deelnemers-{slug}.xlsx")
    return answer


@blueprint.get("/aanmelding/<token>/deelnemers")
def read(token: str) -> ResponseReturnValue:
    """For who has a place; for anybody else it is not there."""
    registration = registration_or_404(token)
    if registration.state is not State.AANGEMELD:
        return unknown()
    try:
        people = participants_of(registration.werksessie)
    except ClosedError:
        abort(404)
    return private(
        render_template(
            "registrations/participants.html",
            registration=registration,
            werksessie=registration.werksessie,
            people=people,
        )
    )
