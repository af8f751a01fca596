"""Several at once, in two steps: a page that says what will happen to whom, and the deed."""

from __future__ import annotations

import re
import secrets
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.forms import Form
from app.registrations import bulk
from app.registrations.actions import OverError
from app.registrations.bulk import Deed, Done, Plan, Words
from app.registrations.choice_rounds import rounds_in
from app.registrations.names import filed_name
from app.registrations.planner_forms import MailForm, PlaceForm, PlainForm, RefuseForm, SeatForm
from app.registrations.question import asked
from app.registrations.seating import seated_in
from app.registrations.seating_actions import NoSessionError, TooManyError, put_all
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie
from app.words import count, joined

blueprint = Blueprint("bulk", __name__)
HERE = "/beheer/<slug>/aanmeldingen/samen"
FORMS: dict[Deed, type[Form]] = {
    Deed.MAIL: MailForm,
    Deed.PLACE: PlaceForm,
    Deed.APPROVE: PlainForm,
    Deed.REFUSE: RefuseForm,
    Deed.WITHDRAW: PlainForm,
}
OVER = "De werksessie is voorbij. Hier verandert niets meer."
REASON = "Schrijf waarom zij voorgaan. Dat komt in de notitie bij deze aanmelding."
_KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")
_SHOWN = 5  # names in a message


@blueprint.get(HERE)
@signed_in
def ask(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    plan, left_out = _plan(werksessie, request.args)
    form = _form(werksessie, plan.deed, formdata=None)
    if isinstance(form, MailForm):
        form.key.data = secrets.token_urlsafe(18)
    return _page(werksessie, plan, form, left_out)


@blueprint.post(HERE)
@signed_in
def do(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    plan, _ = _plan(werksessie, request.form)
    form = _form(werksessie, plan.deed)
    valid = form.validate()
    if isinstance(form, PlaceForm) and plan.passed_over and not form.reason.data:
        form.reason.errors = [REASON]
        valid = False
    if not valid or not plan.concerned:
        return _page(werksessie, plan, form), 422
    if werksessie.over(now()) and plan.deed is not Deed.MAIL:
        flash(OVER, "care")
    elif isinstance(form, SeatForm):
        if not _seat(werksessie, plan, form):
            return _page(werksessie, plan, form), 409
    elif isinstance(form, MailForm):
        _mail(werksessie, plan, form)
    elif isinstance(form, PlaceForm):
        done = bulk.place_all(plan.concerned, signed_in_user(), now(), form.reason.data)
        _tell(done, ("heeft een plaats en krijgt een mail", "hebben een plaats en krijgen een mail"))
    elif isinstance(form, RefuseForm):
        done = bulk.refuse_all(plan.concerned, signed_in_user(), now(), form.reason.data)
        _tell(done, ("is afgewezen en krijgt een mail", "zijn afgewezen en krijgen een mail"))
    elif plan.deed is Deed.APPROVE:
        done = bulk.approve_all(plan.concerned, signed_in_user(), now())
        _tell(done, ("is toegelaten en krijgt een mail", "zijn toegelaten en krijgen een mail"))
    else:
        done = bulk.withdraw_all(plan.concerned, signed_in_user(), now())
        _tell(done, ("is afgemeld en krijgt een mail", "zijn afgemeld en krijgen een mail"))
    return redirect(f"/beheer/{slug}/aanmeldingen{asked(request.form).link()}#lijst", 303)


def _form(werksessie: Werksessie, deed: Deed, **options: Any) -> Form:
    if deed is Deed.SEAT:
        return SeatForm(rounds_in(werksessie), seated_in(werksessie.id), **options)
    return FORMS[deed](**options)


def _seat(werksessie: Werksessie, plan: Plan, form: SeatForm) -> bool:
    """Seat all of them; where they do not fit the form says so."""
    session = form.sessions[form.session.data]
    people = count(len(plan.concerned), "persoon", "mensen")
    try:
        moved = put_all(werksessie, plan.concerned, session.id, signed_in_user(), now())
    except TooManyError as full:
        free = f"heeft nog {count(full.left, 'plaats', 'plaatsen')}" if full.left else "is vol"
        form.session.errors = [
            f"‘{session.title}’ {free}: u koos {people}. Er is nog niets veranderd. "
            "Kies een andere sessie of minder mensen, of geef deze sessie meer plaatsen."
        ]
        return False
    except NoSessionError:
        form.session.errors = ["Deze sessie is er niet meer. Kies een andere."]
        return False
    except OverError:
        flash(OVER, "care")
        return True
    told = (
        f" {count(moved, 'persoon krijgt', 'mensen krijgen')} een nieuwe afspraak per mail." if moved else ""
    )
    flash(f"Bewaard: {people} in ‘{session.title}’.{told} Deze plaatsen blijven zo als u verdeelt.")
    return True


def _mail(werksessie: Werksessie, plan: Plan, form: MailForm) -> None:
    key = form.key.data or ""
    words = Words(
        subject=form.subject.data,
        text=form.text.data,
        key=key if _KEY.fullmatch(key) else secrets.token_urlsafe(18),
    )
    sent = bulk.mail_all(werksessie, plan.concerned, words, signed_in_user(), now())
    flash(
        f"Uw mail gaat naar {count(sent, 'persoon', 'mensen')}." if sent else "Deze mail was al verstuurd.",
        "message" if sent else "care",
    )


def _tell(done: Done, verbs: tuple[str, str]) -> None:
    if done.done:
        flash(f"{_names(done.done)} {verbs[0] if len(done.done) == 1 else verbs[1]}.")
    if done.not_done:
        verb = "veranderde" if len(done.not_done) == 1 else "veranderden"
        flash(
            f"{_names(done.not_done)} {verb} niet: intussen is er iets gewijzigd. Kijk de lijst na.", "care"
        )


def _names(names: list[str]) -> str:
    rest = len(names) - _SHOWN
    return joined(names[:_SHOWN] + ([f"nog {rest}"] if rest > 0 else []))


def _plan(werksessie: Werksessie, fields: MultiDict[str, str]) -> tuple[Plan, int]:
    """Whom the ticks mean, and how many are too many at once; "allen" means everybody whom the filter finds."""
    deed, left_out = fields.get("actie", ""), 0
    if fields.get("allen") and may_change(werksessie):
        people, left_out = bulk.all_found(werksessie, asked(fields))
    else:
        ids = ",".join(fields.getlist("wie")).split(
            ","
        )  # ticks are one each, a form that was shown has all in one
        people = bulk.chosen(werksessie, [int(text) for text in ids if re.fullmatch(r"[0-9]{1,9}", text)])
    return bulk.plan(werksessie, Deed(deed) if deed in set(Deed) else Deed.MAIL, people, now()), left_out


def _page(werksessie: Werksessie, plan: Plan, form: Form, left_out: int = 0) -> str:
    return render_template(
        "registrations/planner_bulk.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        plan=plan,
        left_out=left_out,
        form=form,
        question=asked(request.values),
        filed_name=filed_name,
    )
