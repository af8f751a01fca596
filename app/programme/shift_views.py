"""Begin later, end sooner: first the new day beside the old one, then, when confirmed, all at once."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.programme.replacing import ProgrammeChangedError
from app.programme.schedule import day_of, timeline_of
from app.programme.shift_actions import apply_shift, shifted, undo_shift
from app.programme.shift_form import ShiftForm
from app.programme.shifted import Result
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("programme_shift", __name__)
PAGE = "/beheer/<slug>/programma/schuiven"
OVERTAKEN = "Het programma is intussen gewijzigd. Daarom is het schuiven niet teruggedraaid."


@blueprint.get(PAGE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """The form; with a wish in the address what would become of the day. Nothing is written."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    form = ShiftForm(timeline_of(werksessie).items, request.args)
    if not request.args:
        return _page(werksessie, form)
    if not form.validate():
        return _page(werksessie, form, status=422)
    return _page(werksessie, form, shifted(werksessie, form.wish()))


@blueprint.post(PAGE)
@signed_in
def apply(slug: str) -> ResponseReturnValue:
    """Do what the preview showed. When a colleague was first, show what it would do now."""
    werksessie = managed_werksessie_or_404(slug)
    form = ShiftForm(timeline_of(werksessie).items, request.form)
    if not form.validate():
        return _page(werksessie, form, status=422)
    revision = request.form.get("revisie", -1, type=int)
    try:
        changed = apply_shift(werksessie, form.wish(), revision, signed_in_user().id, now())
    except ProgrammeChangedError:
        return _page(werksessie, form, shifted(werksessie, form.wish()), overtaken=True, status=409)
    if changed:
        _offer_undo(werksessie)
    else:
        flash("Er veranderde niets.")
    return redirect(url_for("programme.show", slug=slug, _anchor="programma"), 303)


@blueprint.post(f"{PAGE}/terug")
@signed_in
def undo(slug: str) -> ResponseReturnValue:
    """Give the day the times it had, when nothing else changed since."""
    werksessie = managed_werksessie_or_404(slug)
    try:
        undo_shift(werksessie, request.form.get("revisie", -1, type=int), signed_in_user().id, now())
        flash("Het programma heeft weer de tijden van eerst.")
    except ProgrammeChangedError:
        flash(OVERTAKEN, "care")
    return redirect(url_for("programme.show", slug=slug, _anchor="programma"), 303)


def _offer_undo(werksessie: Werksessie) -> None:
    fields = {"revisie": werksessie.programme_revision}
    action = url_for("programme_shift.undo", slug=werksessie.slug)
    flash({"text": "De nieuwe tijden staan erin.", "action": action, "fields": fields}, "undo")  # type: ignore[arg-type]


def _page(
    werksessie: Werksessie,
    form: ShiftForm,
    result: Result | None = None,
    *,
    overtaken: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    answer = render_template(
        "programme/shift.html",
        werksessie=werksessie,
        current_tab="programma",
        form=form,
        result=result,
        changes=result is not None and (result.changed or result.day != day_of(werksessie)),
        overtaken=overtaken,
    )
    return answer, status
