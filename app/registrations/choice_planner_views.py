"""The planner's pages of parallel sessions: how each block is divided, the division, and the seats of one person."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import RadioField
from wtforms.validators import AnyOf

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.forms import Form
from app.programme.dates import DateField
from app.registrations import by_planner
from app.registrations.actions import GoneError, OverError, RefusedError
from app.registrations.assigning import Got
from app.registrations.assigning_rows import input_of, outcomes_of
from app.registrations.choice_models import Seat, Way
from app.registrations.choice_planner import counts_of
from app.registrations.choice_rounds import rounds_in
from app.registrations.listing import matching, rows_of
from app.registrations.models import Registration
from app.registrations.names import filed_name
from app.registrations.question import Question
from app.registrations.seating import SessionFullError, seated_in
from app.registrations.seating_actions import ChangedError, NoPlaceError, divide, put, set_round
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie
from app.words import count

blueprint = Blueprint("choices", __name__)
HERE = "/beheer/<slug>/aanmeldingen/deelsessies"
DIVISION = f"{HERE}/verdeling"
ONE = "/beheer/<slug>/aanmeldingen/<int(max=2147483647):registration_id>/deelsessies"
NOT_ASKED = "niet"
KEEP = "nieuw"  # only who has no seat yet
MOST_FOUND = 20
OVER = "De werksessie is voorbij. Hier verandert niets meer."
CHANGED = (
    "Er veranderde intussen iets: een aanmelding, een wens of een sessie. Er is nog niets verdeeld. "
    "Kijk na wat er nu uit komt en bevestig dat."
)


class RoundForm(Form):
    """How one block is divided."""

    way = RadioField(
        "Wie waar zit",
        [AnyOf([NOT_ASKED, *(way.value for way in Way)], "Kies hoe de plaatsen worden verdeeld.")],
        choices={
            NOT_ASKED: "Niet vragen: iedereen kiest op de dag zelf",
            Way.WISHES.value: "Op voorkeur: mensen geven tot drie keuzes op, u verdeelt",
            Way.FIRST_COME.value: "Op volgorde: wie het eerst kiest, heeft de plaats",
        },
        validate_choice=False,
    )
    closes = DateField("Kiezen kan tot en met")


class PlainForm(Form):
    """Nothing but a yes."""


@blueprint.get(HERE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Each parallel block with its numbers."""
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN))


@blueprint.post(f"{HERE}/<int(max=2147483647):item_id>")
@signed_in
def change(slug: str, item_id: int) -> ResponseReturnValue:
    """Divide this block otherwise, or until another day."""
    werksessie = managed_werksessie_or_404(slug)
    form = RoundForm(prefix=f"b{item_id}-")
    if not form.validate():
        return _page(werksessie, {item_id: form}), 422
    way = None if form.way.data == NOT_ASKED else Way(form.way.data)
    try:
        set_round(werksessie, item_id, way, form.closes.data if way else None, signed_in_user(), now())
    except RefusedError:
        flash("Dit blok is er niet meer, of het heeft geen deelsessies meer.", "care")
    else:
        flash("Bewaard.")
    return redirect(f"/beheer/{slug}/aanmeldingen/deelsessies", 303)


@blueprint.get(DIVISION)
@signed_in
def preview(slug: str) -> ResponseReturnValue:
    """What dividing would give, before it is done."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _preview(werksessie, keep=request.args.get("wie") == KEEP)


@blueprint.post(DIVISION)
@signed_in
def do(slug: str) -> ResponseReturnValue:
    """Divide as it was seen."""
    werksessie = managed_werksessie_or_404(slug)
    form, keep = PlainForm(), request.form.get("wie") == KEEP
    if not form.validate():
        return _preview(werksessie, keep=keep), 400
    if werksessie.over(now()):
        flash(OVER, "care")
        return redirect(f"/beheer/{slug}/aanmeldingen/deelsessies", 303)
    try:
        changed = divide(
            werksessie, keep=keep, seen=request.form.get("gezien", ""), by=signed_in_user(), at=now()
        )
    except ChangedError:
        return _preview(werksessie, keep=keep, refusal=CHANGED), 409
    flash(
        f"Verdeeld. {count(changed, 'persoon kreeg', 'mensen kregen')} een (andere) plaats, en daarover een mail."
        if changed
        else "Verdeeld. Iedereen zat al goed."
    )
    return redirect(f"/beheer/{slug}/aanmeldingen/deelsessies", 303)


@blueprint.get(ONE)
@signed_in
def show_one(slug: str, registration_id: int) -> ResponseReturnValue:
    """Where one person sits."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _one_page(werksessie, _registration_or_404(werksessie, registration_id))


@blueprint.post(ONE)
@signed_in
def put_one(slug: str, registration_id: int) -> ResponseReturnValue:
    """Seat one person where the planner says."""
    werksessie = managed_werksessie_or_404(slug)
    registration = _registration_or_404(werksessie, registration_id)
    here = f"/beheer/{slug}/aanmeldingen/{registration_id}/deelsessies"
    item_id, session_id = _number(request.form.get("blok")), _number(request.form.get("sessie"))
    if not PlainForm().validate() or item_id is None:
        return _one_page(werksessie, registration), 422
    try:
        put(registration, item_id, session_id, signed_in_user(), now())
    except SessionFullError as full:
        said = f"‘{next(iter(full.full.values()))}’ is vol. Kies een andere sessie, of geef deze sessie meer plaatsen."
        return _one_page(werksessie, registration, said), 409
    except GoneError:
        flash("Deze aanmelding is net verwijderd.", "care")
        return redirect(f"/beheer/{slug}/aanmeldingen", 303)
    except RefusedError as refusal:
        return _one_page(werksessie, registration, _said(refusal)), 409
    flash("Bewaard. Deze plaats blijft zo als u verdeelt." if session_id else "De plaats is weer vrij.")
    return redirect(here, 303)


def _said(refusal: RefusedError) -> str:
    if isinstance(refusal, OverError):
        return OVER
    if isinstance(refusal, NoPlaceError):
        return "Wie geen plaats heeft op de dag, kan niet in een sessie zitten. Geef eerst een plaats."
    return "Deze sessie is er niet meer. Kies een andere."


def _page(werksessie: Werksessie, forms: dict[int, RoundForm] | None = None) -> str:
    blocks = counts_of(werksessie)
    wrong = forms or {}
    shown = {
        row.block.item_id: wrong.get(row.block.item_id)
        or RoundForm(
            formdata=None,
            prefix=f"b{row.block.item_id}-",
            way=row.block.way.value if row.block.way else NOT_ASKED,
            closes=row.block.closes if row.block.closes_itself else None,
        )
        for row in blocks
    }
    searched = request.args.get("zoek", "")[:100].replace("\0", "").strip()
    return render_template(
        "registrations/planner_choices.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        blocks=blocks,
        forms=shown,
        faults=[form for form in wrong.values() if form.errors],
        divisible=any(row.block.by_wishes for row in blocks),
        divided=any(row.block.by_wishes and row.block.assigned_at for row in blocks),
        searched=searched,
        found=_found(werksessie, searched) if searched else [],
        filed_name=filed_name,
        last_day=werksessie.last_day_to_register(),
        over=werksessie.over(now()),
    )


def _found(werksessie: Werksessie, searched: str) -> list[Registration]:
    ids = db.session.scalars(matching(werksessie, Question(search=searched)).limit(MOST_FOUND)).all()
    return rows_of(ids)


def _preview(werksessie: Werksessie, *, keep: bool, refusal: str = "") -> str:
    start = input_of(werksessie, keep=keep)
    outcomes = outcomes_of(start)
    moved = {number for outcome in outcomes for number in outcome.moved}
    return render_template(
        "registrations/planner_division.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        outcomes=outcomes,
        keep=keep,
        mark=start.mark,
        people={row.id: row.person for row in rows_of(sorted(moved))},
        got=Got,
        refusal=refusal,
        form=PlainForm(formdata=None),
        over=werksessie.over(now()),
    )


def _one_page(werksessie: Werksessie, registration: Registration, refusal: str = "") -> str:
    seats = db.session.scalars(select(Seat).where(Seat.registration_id == registration.id))
    return render_template(
        "registrations/planner_seats.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        registration=registration,
        rounds=rounds_in(werksessie),
        seats={row.item_id: row for row in seats},
        seated=seated_in(werksessie.id),
        refusal=refusal,
        over=werksessie.over(now()),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def _registration_or_404(werksessie: Werksessie, registration_id: int) -> Registration:
    return by_planner.registration_in(werksessie, registration_id) or abort(404)
