"""The colleagues of a werksessie."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Membership, Role
from app.werksessies import colleagues
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.forms import InviteForm, RoleForm
from app.werksessies.models import Werksessie

blueprint = Blueprint("werksessies", __name__)
COLLEAGUES = "/beheer/<slug>/medewerkers"
ONE = f"{COLLEAGUES}/<int(max=2147483647):membership_id>"


@blueprint.get(COLLEAGUES)
@signed_in
def colleagues_page(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN), InviteForm())


@blueprint.post(COLLEAGUES)
@signed_in
def invite(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = InviteForm()
    if not form.validate():
        return _page(werksessie, form), 422
    try:
        new = colleagues.invite_colleague(werksessie, form.email.data, Role(form.role.data), signed_in_user())
    except colleagues.ColleagueError as error:
        form.email.errors = [str(error)]
        return _page(werksessie, form), 422
    flash(f"De uitnodiging aan {new.user.email} gaat nu weg.")
    return _back(werksessie)


@blueprint.post(f"{COLLEAGUES}/terug")
@signed_in
def take_back(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = InviteForm()
    if not form.validate():
        return _page(werksessie, form), 422
    try:
        back = colleagues.take_back(werksessie, form.email.data, Role(form.role.data), signed_in_user())
        flash(f"{back.user.email} doet weer mee.")
    except colleagues.ColleagueError as error:
        flash(str(error), "care")
    return _back(werksessie)


@blueprint.post(f"{ONE}/rol")
@signed_in
def change_role(slug: str, membership_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    membership = _colleague_or_404(werksessie, membership_id)
    form = RoleForm()
    if not form.validate():
        abort(422)
    try:
        colleagues.change_role(werksessie, membership, Role(form.role.data), signed_in_user())
        flash(f"{membership.user.email} heeft nu de rol {form.role.data}.")
    except colleagues.ColleagueError as error:
        flash(str(error), "care")
    return _back(werksessie)


@blueprint.post(f"{ONE}/uitnodiging")
@signed_in
def invite_again(slug: str, membership_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    membership = _colleague_or_404(werksessie, membership_id)
    try:
        colleagues.invite_again(werksessie, membership, signed_in_user())
        flash(f"De uitnodiging aan {membership.user.email} gaat nog een keer weg.")
    except colleagues.ColleagueError as error:
        flash(str(error), "care")
    return _back(werksessie)


@blueprint.post(f"{ONE}/verwijdering")
@signed_in
def remove(slug: str, membership_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    membership = _colleague_or_404(werksessie, membership_id)
    email, role, user = membership.user.email, membership.role, signed_in_user()
    leaves = membership.user_id == user.id and user.sees_all_since is None
    try:
        colleagues.remove(werksessie, membership, user)
    except colleagues.ColleagueError as error:
        flash(str(error), "care")
        return _back(werksessie)
    if leaves:
        flash(f"U doet niet meer mee met ‘{werksessie.title}’.")
        return redirect("/beheer", 303)
    undo = {"action": f"/beheer/{slug}/medewerkers/terug", "fields": {"email": email, "role": role}}
    flash({"text": f"{email} is verwijderd.", **undo}, "undo")  # type: ignore[arg-type]
    return _back(werksessie)


def _page(werksessie: Werksessie, form: InviteForm) -> str:
    return render_template(
        "werksessies/colleagues.html",
        werksessie=werksessie,
        current_tab="medewerkers",
        members=colleagues.colleagues_of(werksessie),
        form=form,
    )


def _colleague_or_404(werksessie: Werksessie, membership_id: int) -> Membership:
    return colleagues.colleague(werksessie, membership_id) or abort(404)


def _back(werksessie: Werksessie) -> ResponseReturnValue:
    return redirect(f"/beheer/{werksessie.slug}/medewerkers", 303)
