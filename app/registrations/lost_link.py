"""Who lost the personal link asks for it again: it goes to the known address, and the answer is always the same."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import update
from wtforms import StringField

from app.extensions import db, now
from app.forms import Form
from app.mail.text import one_line
from app.registrations.entry import email_key
from app.registrations.forms import Address, AtMost, Filled
from app.registrations.models import Registration
from app.registrations.pages import public_or_404
from app.registrations.ways_in import note_try, tried_too_often

blueprint = Blueprint("lost_link", __name__)
MEND = "Vul uw e-mailadres aan, bijvoorbeeld naam@organisatie.nl."


class LinkForm(Form):
    """The address with which somebody registered."""

    email = StringField(
        "E-mail",
        [
            Filled("Vul het e-mailadres in waarmee u bent aangemeld."),
            AtMost("Uw e-mailadres"),
            Address(MEND),
        ],
        [lambda text: one_line(text or "")],
    )


@blueprint.get("/<slug>/link")
def ask(slug: str) -> ResponseReturnValue:
    return _page(slug, LinkForm(formdata=None))


@blueprint.post("/<slug>/link")
def send(slug: str) -> ResponseReturnValue:
    """Ask for the link; whether there is one to send, the answer does not tell."""
    werksessie, form = public_or_404(slug).werksessie, LinkForm()
    if not form.validate():
        return _page(slug, form), 422
    who = werksessie.id, request.remote_addr or "", str(current_app.secret_key), now()
    if tried_too_often(*who, what="link"):
        form.email.errors = [
            "Vanaf uw netwerk is dit te vaak gevraagd. Wacht een kwartier en probeer het dan opnieuw."
        ]
        return _page(slug, form), 429
    note_try(*who, what="link")
    ask_link(werksessie.id, str(form.email.data), now())
    return redirect(f"/{slug}/link/verstuurd", 303)


@blueprint.get("/<slug>/link/verstuurd")
def sent(slug: str) -> ResponseReturnValue:
    return render_template("registrations/lost_link_sent.html", werksessie=public_or_404(slug).werksessie)


def ask_link(werksessie_id: int, email: str, at: datetime) -> None:
    """Let the job mail the link to this address, if it is of a registration whose link still works. Commits."""
    db.session.execute(
        update(Registration)
        .where(
            Registration.werksessie_id == werksessie_id,
            Registration.email_key == email_key(email),
            Registration.replaced_by_id.is_(None) | Registration.cancelled_at.is_(None),
        )
        .values(link_asked_at=at, changed_at=Registration.changed_at),
        execution_options={"synchronize_session": False},
    )
    db.session.commit()


def _page(slug: str, form: LinkForm) -> str:
    return render_template(
        "registrations/lost_link.html", werksessie=public_or_404(slug).werksessie, form=form
    )
