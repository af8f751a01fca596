"""Who is probably on the list twice: both side by side, and one button to keep one of them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.programme.problems import quoted
from app.registrations.actions import HeldError, OverError, RefusedError
from app.registrations.by_planner import registration_in
from app.registrations.duplicates import duplicates_of, merge
from app.registrations.person_views import HELD, OVER
from app.registrations.spellings import spell_alike, spellings_of
from app.werksessies.access import managed_werksessie_or_404
from app.words import count

blueprint = Blueprint("duplicates", __name__)
LIST = "/beheer/<slug>/aanmeldingen"
NOTHING = "Er is niets om samen te voegen: een van de twee is intussen gewijzigd of weg. Kijk de lijst na."


@blueprint.get(f"{LIST}/dubbel")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return render_template(
        "registrations/planner_duplicates.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        pairs=duplicates_of(werksessie),
        spellings=spellings_of(werksessie),
        over=werksessie.over(now()),
    )


@blueprint.post(f"{LIST}/<int(max=2147483647):registration_id>/samenvoeging")
@signed_in
def keep(slug: str, registration_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    kept = registration_in(werksessie, registration_id) or abort(404)
    typed = request.form.get("met", "")
    other = (
        registration_in(werksessie, int(typed))
        if typed.isascii() and typed.isdecimal() and len(typed) < 10
        else None
    )
    try:
        if other is None:
            raise RefusedError
        merge(kept, other, signed_in_user(), now())
    except RefusedError as refusal:
        held, over = isinstance(refusal, HeldError), isinstance(refusal, OverError)
        flash(HELD if held else OVER if over else NOTHING, "care")
    else:
        flash(f"{kept.person.name} staat er nu één keer op, met de eerste plaats in de rij van de twee.")
    return redirect(f"/beheer/{slug}/aanmeldingen/dubbel", 303)


@blueprint.post(f"{LIST}/dubbel/organisatie")
@signed_in
def spell(slug: str) -> ResponseReturnValue:
    """Write one organisation in one way for everybody."""
    werksessie = managed_werksessie_or_404(slug)
    spelling = request.form.get("naam", "")
    changed = spell_alike(werksessie, spelling, signed_in_user())
    if changed:
        flash(f"Bij {count(changed, 'persoon', 'mensen')} staat nu {quoted(spelling)}.")
    else:
        flash("Dat staat er al zo, of niemand schrijft het meer zo.", "care")
    return redirect(f"/beheer/{slug}/aanmeldingen/dubbel#organisaties", 303)
