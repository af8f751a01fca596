"""The planner's first screen of a werksessie, and what is done there."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.programme.problems import Problem
from app.today import actions
from app.today.standing import standing_of
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import short_date

blueprint = Blueprint("today", __name__)
HERE = "/beheer/<slug>"
MOST_SHOWN = 30  # lines for later, and of what is done; twice as many that ask for something now


@blueprint.get(HERE)
@signed_in
def today(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


@blueprint.post(f"{HERE}/publicatie")
@signed_in
def publish(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    blocking = actions.publish(werksessie, signed_in_user())
    if blocking:
        return _page(werksessie, blocking), 422
    opens, text = werksessie.registration_opens, "De werksessie staat op de site."
    if opens is not None and werksessie.registration_not_yet_open(now()):
        text += f" Aanmelden kan vanaf {short_date(opens)}."
    flash(text)
    return _back(werksessie)


@blueprint.post(f"{HERE}/publicatie/einde")
@signed_in
def withdraw_from_view(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    actions.withdraw_from_view(werksessie, signed_in_user())
    _say_with_undo("De werksessie staat niet meer op de site.", f"/beheer/{slug}/publicatie")
    return _back(werksessie)


@blueprint.post(f"{HERE}/archief")
@signed_in
def archive(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    actions.archive(werksessie, signed_in_user())
    _say_with_undo("De werksessie staat in het archief.", f"/beheer/{slug}/archief/einde")
    return _back(werksessie)


@blueprint.post(f"{HERE}/archief/einde")
@signed_in
def take_from_archive(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    actions.take_from_archive(werksessie, signed_in_user())
    flash("De werksessie is terug uit het archief.")
    return _back(werksessie)


def _page(werksessie: Werksessie, blocking: Sequence[Problem] = ()) -> str:
    return render_template(
        "today/today.html",
        werksessie=werksessie,
        current_tab="vandaag",
        standing=standing_of(werksessie, now()),
        most_shown=MOST_SHOWN,
        blocking=blocking,
    )


def _say_with_undo(text: str, action: str) -> None:
    flash({"text": text, "action": action, "fields": {}}, "undo")  # type: ignore[arg-type]


def _back(werksessie: Werksessie) -> ResponseReturnValue:
    return redirect(f"/beheer/{werksessie.slug}", 303)
