"""The page of somebody who is invited: the day in short, "ik kom", "ik ben verhinderd", or a colleague instead."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.extensions import db, now
from app.registrations import invitation_actions as actions
from app.registrations.invitation_forms import ColleagueForm
from app.registrations.models import Invitation, Registration
from app.registrations.pages import Phase, Public, public_or_404
from app.registrations.public import asking, form_page

blueprint = Blueprint("invited", __name__)
ONE = "/uitnodiging/<token>"


@blueprint.get(ONE)
def show(token: str) -> ResponseReturnValue:
    invitation = _find(token)
    return _unknown() if invitation is None else _page(invitation)


@blueprint.get(f"{ONE}/aanmelden")
def fill_in(token: str) -> ResponseReturnValue:
    """The form of registering with what the planner knew already; the person may change all of it."""
    invitation = _find(token)
    if invitation is None:
        return _unknown()
    public = _public(invitation)
    if public is None or invitation.revoked_at is not None or public.content.phase(now()) is not Phase.OPEN:
        return redirect(f"/uitnodiging/{token}", 303)
    known = {
        "name": invitation.name,
        "email": invitation.email,
        "organisation": invitation.organisation,
        "function": invitation.function,
        "domain": str(invitation.domain_id) if invitation.domain_id else None,
    }
    form = asking(public)(public.werksessie.domains, formdata=None, data=known)
    return _private(form_page(public, form, token))


@blueprint.post(f"{ONE}/verhinderd")
def decline(token: str) -> ResponseReturnValue:
    """Ik ben verhinderd: one button."""
    said = "Dank u wel. Wij hebben genoteerd dat u verhinderd bent."
    return _done(token, lambda invitation: actions.decline(invitation, now()), said)


@blueprint.post(f"{ONE}/toch")
def take_back(token: str) -> ResponseReturnValue:
    """Undo that."""
    return _done(
        token, lambda invitation: actions.take_back(invitation, now()), "Uw uitnodiging staat weer open."
    )


@blueprint.post(f"{ONE}/collega")
def pass_on(token: str) -> ResponseReturnValue:
    """Put a colleague forward."""
    invitation = _find(token)
    if invitation is None:
        return _unknown()
    form = ColleagueForm()
    if not form.validate():
        return _page(invitation, form, 422)
    name, email = str(form.name.data), str(form.email.data)
    said = f"Dank u wel. De organisatie bekijkt of {name} kan komen en stuurt dan een uitnodiging."
    return _done(token, lambda invitation: actions.pass_on(invitation, name, email, now()), said)


@blueprint.post(f"{ONE}/verwijdering")
def remove(token: str) -> ResponseReturnValue:
    """Forget what the invitation says of this person."""
    invitation = _find(token)
    if invitation is None:
        return _unknown()
    actions.remove(invitation)
    return _private(render_template("registrations/invited_gone.html"))


def _done(token: str, act: Callable[[Invitation], None], said: str) -> ResponseReturnValue:
    invitation = _find(token)
    if invitation is None:
        return _unknown()
    try:
        act(invitation)
    except actions.ClosedError:
        return _page(invitation, status=409)
    flash(said)
    return redirect(f"/uitnodiging/{token}", 303)


def _find(token: str) -> Invitation | None:
    if "\0" in token:
        return None  # PostgreSQL refuses it in a text; no token of ours holds it
    return db.session.scalar(select(Invitation).where(Invitation.token == token))


def _public(invitation: Invitation) -> Public | None:
    werksessie = invitation.werksessie
    if werksessie.published_at is None or werksessie.archived_at is not None:
        return None
    return public_or_404(werksessie.slug)


def _page(invitation: Invitation, form: ColleagueForm | None = None, status: int = 200) -> Response:
    at, werksessie, public = now(), invitation.werksessie, _public(invitation)
    phase = public.content.phase(at) if public else None
    registration = db.session.scalar(
        select(Registration).where(
            Registration.werksessie_id == werksessie.id, Registration.email_key == invitation.email_key
        )
    )
    passed = db.session.scalar(select(Invitation.name).where(Invitation.passed_by_id == invitation.id))
    answer = _private(
        render_template(
            "registrations/invited.html",
            invitation=invitation,
            werksessie=werksessie,
            state=registration.state.value if registration else "",
            open_now=phase is Phase.OPEN,
            places=public.places(phase) if public and phase else "",
            over=werksessie.over(at) or werksessie.started(at),
            passed=passed,
            form=form or ColleagueForm(formdata=None),
        )
    )
    answer.status_code = status
    return answer


def _unknown() -> Response:
    answer = _private(render_template("registrations/invited_gone.html", unknown=True))
    answer.status_code = 404
    return answer


def _private(body: str | bytes) -> Response:
    answer = make_response(body)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
