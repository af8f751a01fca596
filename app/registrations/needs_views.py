"""`/beheer/<slug>/aanmeldingen/wensen`: how many told what they need; who, only when a manager asks."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.registrations.needs import Told, counted_needs, read_needs
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("needs", __name__)
HERE = "/beheer/<slug>/aanmeldingen/wensen"


@blueprint.get(HERE)
@signed_in
def count_them(slug: str) -> ResponseReturnValue:
    """Numbers, without a name."""
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


@blueprint.post(HERE)
@signed_in
def read(slug: str) -> ResponseReturnValue:
    """By name; a POST, because it writes that they were read."""
    werksessie = managed_werksessie_or_404(slug)
    return _page(werksessie, read_needs(werksessie, signed_in_user()))


def _page(werksessie: Werksessie, told: list[Told] | None = None) -> str:
    access, diet = counted_needs(werksessie)
    return render_template(
        "registrations/planner_needs.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        access=access,
        diet=diet,
        told=told,
    )
