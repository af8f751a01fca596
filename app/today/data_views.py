"""The data of one werksessie: what it says of itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.registrations.places import taken
from app.today.actions import DATA, ChangedError, change_data, digest_of
from app.today.forms import DataForm
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import count

blueprint = Blueprint("data", __name__)


@blueprint.get("/beheer/<slug>/gegevens")
@signed_in
def data(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _page(werksessie, DataForm(werksessie.date, obj=werksessie))


@blueprint.post("/beheer/<slug>/gegevens")
@signed_in
def change(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = DataForm(werksessie.date)
    if not form.validate():
        return _page(werksessie, form, seen=form.seen.data), 422
    try:
        placed = change_data(
            werksessie,
            form.values(),
            signed_in_user(),
            now(),
            seen=form.seen.data or "",
            tell=form.tell.data,
        )
    except ChangedError:
        return _page(werksessie, form, theirs=_differences(werksessie, form)), 409
    flash("Uw wijzigingen zijn opgeslagen.")
    if form.tell.data:
        flash("Wie een afspraak heeft die nu anders is, krijgt die per mail.")
    if placed:
        flash(
            f"{count(placed, 'persoon', 'mensen')} van de wachtlijst kregen een plaats en horen dat per mail."
        )
    _warn_when_too_full(werksessie)
    return redirect(f"/beheer/{slug}/gegevens", 303)


def _warn_when_too_full(werksessie: Werksessie) -> None:
    seated = db.session.execute(select(taken(werksessie.id))).scalar_one()
    if werksessie.capacity is not None and seated > werksessie.capacity:
        flash(f"Er hebben al {seated} mensen een plaats. Zij houden die. Er komt niemand bij.", "care")


def _page(
    werksessie: Werksessie,
    form: DataForm,
    *,
    seen: str | None = None,
    theirs: list[tuple[str, Any]] | None = None,
) -> str:
    form.seen.data = seen or digest_of(werksessie)
    return render_template("today/data.html", werksessie=werksessie, form=form, theirs=theirs)


def _differences(werksessie: Werksessie, form: DataForm) -> list[tuple[str, str]]:
    """What stands there now, by label, where it is not what was typed."""
    stored = DataForm(werksessie.date, formdata=None, obj=werksessie)
    return [
        (form[name].label.text, stored[name]._value())
        for name in DATA
        if getattr(werksessie, name) != form[name].data
    ]
