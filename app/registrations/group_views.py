"""Registering colleagues: the form, its receipt, and the page of the contact that says how it stands with them."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from app.extensions import csrf, db, now
from app.registrations.actions import NotOpenError
from app.registrations.group_actions import forget_contact, register_group, standings_of
from app.registrations.group_forms import GroupForm
from app.registrations.models import RECEIPT_KEPT, GroupContact, Receipt
from app.registrations.pages import Phase, Public, public_or_404
from app.registrations.public import refusal, valid
from app.registrations.ways_in import WayIn

blueprint = Blueprint("group", __name__)
FORM = "/<slug>/aanmelden/groep"


@blueprint.get(FORM)
def fill_in(slug: str) -> ResponseReturnValue:
    """Ten rows; it works without a script."""
    public = public_or_404(slug)
    if not _offered(public):
        return refusal(public)
    return _form_page(public, GroupForm(public.werksessie.domains, public.werksessie, formdata=None))


@blueprint.post(FORM)
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def submit(slug: str) -> ResponseReturnValue:
    """Register all of them; the answer says of no address whether it was known."""
    public = public_or_404(slug)
    if not _offered(public):
        return refusal(public)
    form = GroupForm(public.werksessie.domains, public.werksessie, public.content.known_at(now()).hosts)
    if not valid(form, public.werksessie):
        return _form_page(public, form), 400 if form.csrf_token.errors else 422
    group = form.group()
    key = hashlib.sha256(repr((form.csrf_token.data, slug, group)).encode()).hexdigest()
    try:
        receipt = register_group(public.werksessie.id, group, key, now())
    except NotOpenError:
        return refusal(public_or_404(slug))
    return redirect(f"/groep/ontvangen/{receipt.token}", 303)


@blueprint.get("/groep/ontvangen/<token>")
def receipt(token: str) -> ResponseReturnValue:
    """That it went well; for a day, to whoever typed it."""
    found = db.session.scalar(select(Receipt).where(Receipt.token == token)) if "\0" not in token else None
    if found is None or now() - found.created_at > RECEIPT_KEPT:
        return _unknown()
    return _private(
        render_template("registrations/group_receipt.html", receipt=found, werksessie=found.werksessie)
    )


@blueprint.get("/groep/<token>")
def show(token: str) -> ResponseReturnValue:
    """Who has a place, waits or withdrew. With the link from the mail only."""
    contact = _find(token)
    if contact is None:
        return _unknown()
    return _private(
        render_template(
            "registrations/group.html",
            contact=contact,
            werksessie=contact.werksessie,
            standings=standings_of(contact),
        )
    )


@blueprint.post("/groep/<token>/verwijdering")
def forget(token: str) -> ResponseReturnValue:
    """Remove what is known of the contact."""
    contact = _find(token)
    if contact is None:
        return _unknown()
    forget_contact(contact)
    return _private(render_template("registrations/group_gone.html"))


def _find(token: str) -> GroupContact | None:
    asked = select(GroupContact).where(GroupContact.token == token)
    return db.session.scalar(asked) if "\0" not in token else None


def _offered(public: Public) -> bool:
    """Where an invitation is of one person, nobody registers others."""
    return public.content.phase(now()) is Phase.OPEN and public.werksessie.way_in != WayIn.INVITED


def _form_page(public: Public, form: GroupForm) -> str:
    return render_template(
        "registrations/group_form.html",
        form=form,
        werksessie=public.werksessie,
        places=public.places(Phase.OPEN),
        token=generate_csrf(),
        organisations=public.content.known_at(now()).organisations,
    )


def _unknown() -> Response:
    answer = _private(render_template("registrations/unknown.html"))
    answer.status_code = 404
    return answer


def _private(body: str) -> Response:
    answer = make_response(body)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
