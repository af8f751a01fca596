"""The page of the rules of registering."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.registrations.rules import set_rules
from app.registrations.rules_forms import RulesForm
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import count

blueprint = Blueprint("registration_rules", __name__)
HERE = "/beheer/<slug>/aanmeldingen/regels"


@blueprint.get(HERE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """The rules as they stand."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _page(werksessie, RulesForm(werksessie, werksessie.domains))


@blueprint.post(HERE)
@signed_in
def change(slug: str) -> ResponseReturnValue:
    """Keep the rules."""
    werksessie = managed_werksessie_or_404(slug)
    form = RulesForm(werksessie, werksessie.domains)
    if not form.validate():
        return _page(werksessie, form), 422
    placed = set_rules(werksessie, form.rules(), signed_in_user(), now())
    told = f" {count(placed, 'persoon kreeg', 'mensen kregen')} een plaats en krijgen mail." if placed else ""
    flash(f"Opgeslagen.{told}")
    return redirect(f"/beheer/{slug}/aanmeldingen/regels", 303)


def _page(werksessie: Werksessie, form: RulesForm) -> str:
    return render_template(
        "registrations/rules.html", werksessie=werksessie, current_tab="aanmeldingen", form=form
    )
