"""What belongs to one person: the receipt of what was typed, and the deeds of the page of a registration."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import BindParameter, bindparam, select

from app.extensions import csrf, db, now
from app.registrations import actions
from app.registrations.forms import capitalised
from app.registrations.models import RECEIPT_KEPT, Receipt
from app.registrations.pages import content_of, first_row
from app.registrations.personal import form_of, personal_page, private, registration_or_404, unknown
from app.registrations.personal_forms import ReplaceForm
from app.registrations.questions import questions_of
from app.registrations.replacing import Colleague, NotThisAddressError, replace
from app.werksessies.models import Werksessie

blueprint = Blueprint("registrations", __name__)
ONE = "/aanmelding/<token>"

HELD = (
    "Uw plaats is voor uw domein vrijgehouden; onder een ander domein is er nu geen plaats. "
    "Wij hebben niets gewijzigd. Kies uw eerdere domein en bewaar nog een keer."
)
NOT_THIS_ADDRESS = (
    "Naar dit adres kunnen wij uw plaats niet overdragen. Kijk het adres na, of vraag uw collega zich zelf aan te "
    "melden. Er is niets gewijzigd."
)
_TOKEN: BindParameter[str] = bindparam("token")
_TABLE: Any = Receipt.__table__
_RECEIPT = (
    select(_TABLE, Werksessie.__table__.c.page_stamp)
    .join(Werksessie.__table__, Werksessie.__table__.c.id == _TABLE.c.werksessie_id)
    .where(_TABLE.c.token == _TOKEN)
)


@blueprint.get(ONE)
def show(token: str) -> ResponseReturnValue:
    """A receipt shows what was typed and no more; a personal link shows the registration and what one can do."""
    receipt = first_row(_RECEIPT, {"token": token})
    if receipt is None:
        return personal_page(token)
    if now() - receipt.created_at > RECEIPT_KEPT:
        return unknown()
    stands = {"waiting": bool(receipt.waiting), "judged": bool(receipt.judged)}
    has_domain = bool(receipt.domain)
    page = content_of(receipt.werksessie_id, receipt.page_stamp).page(
        ("receipt", *stands.values(), has_domain),
        {
            "name": receipt.name,
            "email": receipt.email,
            "organisation": receipt.organisation,
            "domain": capitalised(receipt.domain),
        },
        partial(render_template, "registrations/receipt.html", has_domain=has_domain, **stands),
    )
    return private(page)


@blueprint.post(f"{ONE}/wijziging")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def change(token: str) -> ResponseReturnValue:
    """Keep what the person changed."""
    registration = registration_or_404(token)
    form = form_of(registration, questions_of(registration.werksessie))
    if not form.validate():
        db.session.rollback()
        return personal_page(token, form), 400 if form.csrf_token.errors else 422
    return _done(
        token, lambda: actions.change(registration, form.changed(), now()), "Wij hebben dit bewaard."
    )


@blueprint.post(f"{ONE}/afmelding")
def cancel(token: str) -> ResponseReturnValue:
    """Withdraw."""
    registration = registration_or_404(token)
    return _done(token, lambda: actions.cancel(registration, now()), "Wij hebben u afgemeld.")


@blueprint.post(f"{ONE}/heraanmelding")
def register_again(token: str) -> ResponseReturnValue:
    """Come back after withdrawing."""
    registration = registration_or_404(token)
    return _done(token, lambda: actions.register_again(registration), "Wij hebben u weer aangemeld.")


@blueprint.post(f"{ONE}/collega")
def send_colleague(token: str) -> ResponseReturnValue:
    """Let a colleague come instead."""
    registration = registration_or_404(token)
    form = ReplaceForm()
    if not form.validate():
        db.session.rollback()
        return personal_page(token, colleague=form), 422
    colleague = Colleague(str(form.colleague.data), str(form.colleague_email.data))
    try:
        done = replace(registration, colleague, now())
    except NotThisAddressError:
        form.colleague_email.errors = [NOT_THIS_ADDRESS]
        return personal_page(token, colleague=form), 409
    except actions.OverError:
        return personal_page(token), 409
    except actions.GoneError:  # a second click, too: the page says how it stands
        return redirect(f"/aanmelding/{token}", 303)
    if not done:
        flash(f"De organisatie bekijkt of {colleague.name} kan komen. Tot dan houdt u uw plaats.")
    return redirect(f"/aanmelding/{token}", 303)


@blueprint.post(f"{ONE}/verwijdering")
def forget(token: str) -> ResponseReturnValue:
    """Withdraw and remove everything that is known of this person."""
    actions.forget(registration_or_404(token), now())
    return render_template("registrations/forgotten.html")


def _done(token: str, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do `act` and go back to the personal page, which says what happened."""
    try:
        act()
    except actions.NotOpenError:
        return personal_page(token, refusal="U kunt zich nu niet aanmelden."), 409
    except actions.HeldError:
        return personal_page(token, refusal=HELD), 409
    except actions.OverError:
        return personal_page(token), 409
    except actions.GoneError:
        abort(404)
    flash(said)
    return redirect(f"/aanmelding/{token}", 303)
