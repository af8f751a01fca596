"""What belongs to one person: the receipt of what was typed, and the page of a registration."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import BindParameter, bindparam, select

from app.extensions import csrf, db, now
from app.registrations import actions
from app.registrations.choice_own import own_rounds
from app.registrations.forms import ChangeForm, capitalised
from app.registrations.inspection import everything_known
from app.registrations.models import NEEDS_KEPT, RECEIPT_KEPT, Need, Receipt, Registration, State
from app.registrations.pages import content_of, first_row
from app.registrations.places import number_in_line
from app.registrations.questions import Asked, missing, questions_of
from app.registrations.questions_answers import answers_of
from app.registrations.questions_fields import asking, filled_in
from app.werksessies.models import Werksessie

blueprint = Blueprint("registrations", __name__)

HELD = (
    "Uw plaats is voor uw domein vrijgehouden; onder een ander domein is er nu geen plaats. "
    "Wij hebben niets gewijzigd. Kies uw eerdere domein en bewaar nog een keer."
)
_TOKEN: BindParameter[str] = bindparam("token")
_TABLE: Any = Receipt.__table__
_RECEIPT = (
    select(_TABLE, Werksessie.__table__.c.page_stamp)
    .join(Werksessie.__table__, Werksessie.__table__.c.id == _TABLE.c.werksessie_id)
    .where(_TABLE.c.token == _TOKEN)
)
_PERSONAL: Any = (
    select(Werksessie.id, Werksessie.page_stamp)
    .join(Registration, Registration.werksessie_id == Werksessie.id)
    .where(Registration.token == _TOKEN)
)


@blueprint.get("/aanmelding/<token>")
def show(token: str) -> ResponseReturnValue:
    """A receipt shows what was typed and no more; a personal link shows the registration and what one can do."""
    receipt = first_row(_RECEIPT, {"token": token})
    if receipt is None:
        return _personal_page(token)
    if now() - receipt.created_at > RECEIPT_KEPT:
        return _unknown()
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
    return _private(page)


@blueprint.post("/aanmelding/<token>/wijziging")
@csrf.exempt  # type: ignore[untyped-decorator]  # the form checks the token itself and keeps what was typed when the page stood open too long
def change(token: str) -> ResponseReturnValue:
    """Keep what the person changed."""
    registration = _registration_or_404(token)
    werksessie = registration.werksessie
    form = _change_form(werksessie, questions_of(werksessie))(werksessie.domains)
    if not form.validate():
        db.session.rollback()
        return _personal_page(token, form), 400 if form.csrf_token.errors else 422
    return _done(
        token, lambda: actions.change(registration, form.changed(), now()), "Wij hebben dit bewaard."
    )


@blueprint.post("/aanmelding/<token>/afmelding")
def cancel(token: str) -> ResponseReturnValue:
    """Withdraw."""
    registration = _registration_or_404(token)
    return _done(token, lambda: actions.cancel(registration, now()), "Wij hebben u afgemeld.")


@blueprint.post("/aanmelding/<token>/heraanmelding")
def register_again(token: str) -> ResponseReturnValue:
    """Come back after withdrawing."""
    registration = _registration_or_404(token)
    return _done(token, lambda: actions.register_again(registration), "Wij hebben u weer aangemeld.")


@blueprint.get("/aanmelding/<token>/inzage")
def inspect(token: str) -> ResponseReturnValue:
    """Everything that is known of this person, as a file."""
    known = json.dumps(everything_known(_registration_or_404(token)), ensure_ascii=False, indent=2)
    response = _private(known)
    response.content_type = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@blueprint.post("/aanmelding/<token>/verwijdering")
def forget(token: str) -> ResponseReturnValue:
    """Withdraw and remove everything that is known of this person."""
    actions.forget(_registration_or_404(token), now())
    return render_template("registrations/forgotten.html")


def _done(token: str, act: Callable[[], None], said: str) -> ResponseReturnValue:
    """Do `act` and go back to the personal page, which says what happened."""
    try:
        act()
    except actions.NotOpenError:
        return _personal_page(token, refusal="U kunt zich nu niet aanmelden."), 409
    except actions.HeldError:
        return _personal_page(token, refusal=HELD), 409
    except actions.OverError:
        return _personal_page(token), 409
    except actions.GoneError:
        abort(404)
    flash(said)
    return redirect(f"/aanmelding/{token}", 303)


def _registration_or_404(token: str) -> Registration:
    registration = _find(token)
    if registration is None:
        abort(404)
    return registration


def _find(token: str) -> Registration | None:
    return (
        db.session.scalar(select(Registration).where(Registration.token == token))
        if "\0" not in token
        else None
    )


def _personal_page(token: str, form: ChangeForm | None = None, refusal: str = "") -> Response:
    row = first_row(_PERSONAL, {"token": token})
    if row is None:
        return _unknown()
    content = content_of(
        row.id, row.page_stamp
    )  # before the registration, so that its werksessie is not the one in memory
    werksessie = content.werksessie
    registration = _registration_or_404(token)
    answers = answers_of(registration.id) if content.questions else {}
    at = now()
    if form is None:
        known = _as_known(registration) | filled_in(content.questions, answers)
        form = _change_form(werksessie, content.questions)(werksessie.domains, formdata=None, data=known)
    return _private(
        render_template(
            "registrations/personal.html",
            registration=registration,
            state=registration.state,
            werksessie=werksessie,
            outline=content.outline,
            form=form,
            questions=form.questions,
            lacking=missing(content.questions, answers),
            needs_kept_until=werksessie.date + NEEDS_KEPT,
            refusal=refusal,
            over=werksessie.over(at),
            by_itself=werksessie.places_by_itself(at),
            held=bool(content.held(at)),
            can_return=werksessie.registration_open(at),
            number=number_in_line(registration) if registration.state is State.WACHTLIJST else None,
            own=own_rounds(registration, content.rounds, werksessie.local_day(at), over=werksessie.over(at)),
        )
    )


def _as_known(registration: Registration) -> dict[str, object]:
    need = db.session.scalar(select(Need).where(Need.registration_id == registration.id))
    return {
        "name": registration.person.name,
        "organisation": registration.person.organisation,
        "function": registration.person.function,
        "domain": str(registration.domain_id),
        "note": registration.note,
        "diet": need.diet if need else "",
        "access": need.access if need else "",
        "consent": need is not None,
        "listed": registration.listed_at is not None,
        "photo": registration.photo_at is not None,
    }


def _change_form(werksessie: Werksessie, questions: Sequence[Asked]) -> type[ChangeForm]:
    return asking(ChangeForm, questions, closed=werksessie.closed_since is not None)


def _unknown() -> Response:
    response = _private(render_template("registrations/unknown.html"))
    response.status_code = 404
    return response


def _private(body: str | bytes) -> Response:
    response = make_response(body)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
