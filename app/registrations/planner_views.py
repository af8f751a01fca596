"""The planner's list of registrations. Diet and access needs are not shown here."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.registrations import by_planner, judging
from app.registrations.actions import GoneError, RefusedError
from app.registrations.choice_rounds import named_sessions
from app.registrations.expected import expected
from app.registrations.listing import listing_of
from app.registrations.mix import judge
from app.registrations.models import Registration, State
from app.registrations.names import filed_name
from app.registrations.places import number_in_line
from app.registrations.question import Sort, asked
from app.registrations.questions import questions_of
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie

blueprint = Blueprint("registrations_list", __name__)
LIST = "/beheer/<slug>/aanmeldingen"
FULL = "Alle plaatsen zijn bezet. Verhoog eerst het aantal plaatsen, of meld iemand af."
OVER = "De werksessie is voorbij. Hier verandert niets meer."
JUDGED = "Intussen is over deze aanmelding besloten. U ziet hier hoe die nu staat."
ONE = f"{LIST}/<int(max=2147483647):registration_id>"


SORTS = (
    (Sort.NAME, "Naam"),
    (Sort.ORGANISATION, "Organisatie"),
    (None, "Domein"),
    (Sort.STATE, "Staat"),
    (Sort.SINCE, "Aangemeld"),
)


@blueprint.get(LIST)
@signed_in
def show_list(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    question = asked(request.args)
    if not may_change(werksessie):
        question = replace(question, consent=None)  # who told what they need is for planners only
    listing = listing_of(werksessie, question)
    return render_template(
        "registrations/planner_list.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        question=question,
        listing=listing,
        own_questions=questions_of(werksessie),
        sessions=named_sessions(werksessie),
        filed_name=filed_name,
        sorts=SORTS,
        expected=expected,
        judge=judge,
        open_now=werksessie.registration_open(now()),
    )


@blueprint.post(f"{ONE}/afmelding")
@signed_in
def withdraw(slug: str, registration_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    registration = _registration_or_404(werksessie, registration_id)
    name = registration.person.name
    try:
        by_planner.withdraw(registration, signed_in_user(), now())
    except RefusedError as refusal:
        return _refused(slug, registration_id, refusal)
    undo = {"action": f"/beheer/{slug}/aanmeldingen/{registration_id}/terug", "fields": {}}
    flash({"text": f"{name} is afgemeld en krijgt een mail.", **undo}, "undo")  # type: ignore[arg-type]
    return redirect(f"/beheer/{slug}/aanmeldingen/{registration_id}", 303)


@blueprint.post(f"{ONE}/terug")
@signed_in
def take_back(slug: str, registration_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    registration = _registration_or_404(werksessie, registration_id)
    try:
        by_planner.take_back(registration, signed_in_user(), now())
    except RefusedError as refusal:
        return _refused(slug, registration_id, refusal)
    flash(f"{registration.person.name} is weer {registration.state.value}.")
    return redirect(f"/beheer/{slug}/aanmeldingen/{registration_id}", 303)


@blueprint.post(f"{ONE}/plaats")
@signed_in
def place(slug: str, registration_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    registration = _registration_or_404(werksessie, registration_id)
    if registration.state is State.WACHTLIJST and number_in_line(registration) > 1:
        return redirect(f"/beheer/{slug}/aanmeldingen/samen?actie=plaats&wie={registration_id}", 303)
    try:
        by_planner.place(registration, signed_in_user(), now())
    except RefusedError as refusal:
        return _refused(slug, registration_id, refusal)
    _tell(registration)
    return redirect(f"/beheer/{slug}/aanmeldingen/{registration_id}", 303)


@blueprint.post(f"{ONE}/toelating")
@signed_in
def approve(slug: str, registration_id: int) -> ResponseReturnValue:
    """The planner's yes; with `toch` also to who got a no."""
    werksessie = managed_werksessie_or_404(slug)
    registration = _registration_or_404(werksessie, registration_id)
    try:
        judging.approve(registration, signed_in_user(), now(), after_all="toch" in request.form)
    except RefusedError as refusal:
        return _refused(slug, registration_id, refusal)
    _tell(registration)
    return redirect(f"/beheer/{slug}/aanmeldingen/{registration_id}", 303)


def _tell(registration: Registration) -> None:
    """How somebody stands after a deed of the planner."""
    stands = {
        State.AANGEMELD: "heeft een plaats en krijgt een mail",
        State.WACHTLIJST: "staat op de wachtlijst en krijgt een mail",
    }
    said = stands.get(registration.state, f"is {registration.state.value}. Er veranderde niets")
    flash(f"{registration.person.name} {said}.")


def _refused(slug: str, registration_id: int, refusal: RefusedError) -> ResponseReturnValue:
    if isinstance(refusal, GoneError):
        flash("Deze aanmelding is net verwijderd.", "care")
        return redirect(f"/beheer/{slug}/aanmeldingen", 303)
    said = {by_planner.NoRoomError: FULL, judging.JudgedError: JUDGED}
    flash(said.get(type(refusal), OVER), "care")
    return redirect(f"/beheer/{slug}/aanmeldingen/{registration_id}", 303)


def _registration_or_404(werksessie: Werksessie, registration_id: int) -> Registration:
    return by_planner.registration_in(werksessie, registration_id) or abort(404)
