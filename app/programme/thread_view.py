"""De rode draad: `/beheer/<slug>/rode-draad`, what the day does for its goals."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in
from app.accounts.models import Role
from app.programme.thread import Thread
from app.werksessies.access import managed_werksessie_or_404, may_change

blueprint = Blueprint("thread", __name__)


@blueprint.get("/beheer/<slug>/rode-draad")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return render_template(
        "programme/rode_draad.html",
        werksessie=werksessie,
        current_tab="rode-draad",
        thread=Thread.of(werksessie),
        may_edit=may_change(werksessie),
    )
