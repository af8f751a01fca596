"""Moments in the programme editor: what happens outside the programme, on the same page."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.extensions import db, now
from app.programme import moments
from app.programme.deed import ClashError, FullError, GoneError
from app.programme.forms import MomentForm
from app.programme.models import Moment
from app.programme.opening import Opened, clashing, taken_over
from app.programme.page import PAGE, ROW_ID, back, gone, offer_undo, page
from app.programme.problems import quoted
from app.programme.rows import Choices, moment_as_typed
from app.werksessies.access import managed_werksessie_or_404

blueprint = Blueprint("programme_moments", __name__)


@blueprint.post(f"{PAGE}/momenten")
@signed_in
def add_moment(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = MomentForm(Choices.of(werksessie))
    if not form.validate():
        return page(werksessie, Opened(form=form), status=422)
    try:
        moment = moments.add_moment(werksessie, form.moment(), signed_in_user().id, now())
    except FullError as full:
        form.what.errors = [str(full)]
        return page(werksessie, Opened(form=form), status=422)
    flash(f"{quoted(moment.what)} is toegevoegd.")
    return back(werksessie, f"moment-{moment.id}")


@blueprint.post(f"{PAGE}/momenten/{ROW_ID}")
@signed_in
def save_moment(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    row = db.session.get(Moment, row_id)
    saved = moment_as_typed(row) if row and row.werksessie_id == werksessie.id else None
    form = MomentForm(Choices.of(werksessie))
    form.offer(saved)
    if not form.validate():
        return page(werksessie, Opened(form=form, row_id=row_id if saved else None), status=422)
    if saved is None:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    wanted = replace(form.moment(), **taken_over(saved, request.form))
    try:
        moment = moments.change_moment(werksessie, row_id, wanted, form.base(), signed_in_user().id, now())
    except GoneError:
        return page(werksessie, Opened(form=form, gone=True), status=409)
    except ClashError as clash:
        return page(werksessie, clashing(Choices.of(werksessie), row_id, clash), status=409)
    flash(f"{quoted(moment.what)} is bewaard.")
    return back(werksessie, f"moment-{moment.id}")


@blueprint.post(f"{PAGE}/momenten/{ROW_ID}/verwijdering")
@signed_in
def remove_moment(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    try:
        removed = moments.remove_moment(werksessie, row_id, signed_in_user().id, now())
    except GoneError:
        return gone(werksessie)
    offer_undo(
        f"{quoted(removed.title)} is verwijderd.",
        url_for("programme.restore", slug=slug, row_id=removed.id),
    )
    return back(werksessie, "momenten")
