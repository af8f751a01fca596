"""What the planner types about one person: somebody new on the list, other details, a note."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.registrations import by_planner
from app.registrations.actions import GoneError, HeldError, OverError
from app.registrations.by_planner import ChangedError, KnownError, Wish
from app.registrations.history import history_of
from app.registrations.models import Registration, State
from app.registrations.planner_forms import AddForm, ChangeForm, seen_of
from app.registrations.questions import in_words, kept_answers, missing, questions_of
from app.registrations.questions_answers import answers_of
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("registrations_person", __name__)
LIST = "/beheer/<slug>/aanmeldingen"
ONE = f"{LIST}/<int(max=2147483647):registration_id>"
OVER = "De werksessie is voorbij. Hier verandert niets meer."
HELD = "Deze plaats is bewaard voor een ander domein. Kies dat domein, of verhoog het aantal plaatsen."
CHANGED = (
    "Een collega of de persoon zelf wijzigde dit intussen. U ziet hieronder uw tekst; wat er nu staat, ziet u "
    "erboven. Bewaar nog een keer om uw tekst te houden."
)


@blueprint.get(f"{LIST}/nieuw")
@signed_in
def new(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _new_page(werksessie, AddForm(werksessie.domains, formdata=None))


@blueprint.post(f"{LIST}/nieuw")
@signed_in
def add(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = AddForm(werksessie.domains)
    if not form.validate():
        return _new_page(werksessie, form), 422
    try:
        added = by_planner.add(werksessie, form.entry(), signed_in_user())
    except KnownError as known:
        form.email.errors = ["Dit adres staat al op de lijst. Kijk daar, of vul een ander adres in."]
        return _new_page(werksessie, form, known.registration_id), 409
    except OverError:
        flash(OVER, "care")
        return redirect(f"/beheer/{slug}/aanmeldingen", 303)
    place = "op de wachtlijst" if added.state is State.WACHTLIJST else "op de lijst, met een plaats,"
    flash(f"{added.person.name} staat {place} en krijgt een mail met een eigen link voor wat nog ontbreekt.")
    return redirect(f"/beheer/{slug}/aanmeldingen/{added.id}", 303)


@blueprint.get(ONE)
@signed_in
def show_one(slug: str, registration_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _person_page(werksessie, _registration_or_404(werksessie, registration_id))


@blueprint.post(f"{ONE}/gegevens")
@signed_in
def change(slug: str, registration_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    registration = _registration_or_404(werksessie, registration_id)
    form = ChangeForm(werksessie.domains)
    if not form.validate():
        return _person_page(werksessie, registration, form), 422
    wish = Wish(
        name=form.name.data,
        organisation=form.organisation.data,
        domain_id=form.domain_id,
        note=form.note.data,
        first_name_only=form.first_name_only.data,
    )
    try:
        by_planner.change(
            registration, wish, lambda row: seen_of(row) == form.seen.data, signed_in_user(), now()
        )
    except ChangedError:
        form.seen.data = seen_of(registration)
        flash(CHANGED, "care")
        return _person_page(werksessie, registration, form), 409
    except (GoneError, HeldError, OverError) as refusal:
        gone = isinstance(refusal, GoneError)
        said = (
            "Deze aanmelding is net verwijderd." if gone else HELD if isinstance(refusal, HeldError) else OVER
        )
        flash(said, "care")
        return redirect(f"/beheer/{slug}/aanmeldingen" + ("" if gone else f"/{registration_id}"), 303)
    flash("Bewaard.")
    return redirect(f"/beheer/{slug}/aanmeldingen/{registration_id}", 303)


def _new_page(werksessie: Werksessie, form: AddForm, known_id: int | None = None) -> str:
    return render_template(
        "registrations/planner_new.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        form=form,
        known_id=known_id,
        over=werksessie.over(now()),
    )


def _person_page(werksessie: Werksessie, registration: Registration, form: ChangeForm | None = None) -> str:
    if form is None:
        form = ChangeForm(werksessie.domains, formdata=None)
        form.fill(registration)
    return render_template(
        "registrations/planner_one.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        registration=registration,
        form=form,
        events=history_of(registration),
        answers=_answers(werksessie, registration),
        over=werksessie.over(now()),
    )


def _answers(werksessie: Werksessie, registration: Registration) -> list[tuple[str, str]]:
    """Each own question with what this person answered, or that it lacks."""
    asked, given = questions_of(werksessie), answers_of(registration.id)
    kept, lacking = kept_answers(asked, given), missing(asked, given)
    return [
        (one.text, in_words(kept[one.id]) if one.id in kept else "nog niet beantwoord")
        for one in asked
        if one.id in kept or one in lacking
    ]


def _registration_or_404(werksessie: Werksessie, registration_id: int) -> Registration:
    return by_planner.registration_in(werksessie, registration_id) or abort(404)
