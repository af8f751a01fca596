"""Ordering: freeze, mail, print; what the planner agreed with the caterer; and how many came."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.catering import actions
from app.catering.actions import NoAddressError, NothingToOrderError
from app.catering.files import Papers, about_of, file_answer
from app.catering.forms import TermsForm, TurnoutForm
from app.catering.page import show
from app.catering.print_cards import diet_cards
from app.catering.standing import orders_of, served_at
from app.extensions import now
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("catering_order", __name__)
HERE = "/beheer/<slug>/catering"
NO_ADDRESS = "Vul eerst het e-mailadres van de cateraar in, bij ‘Afspraken met de cateraar’."


@blueprint.post(f"{HERE}/afspraken")
@signed_in
def keep_terms(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = TermsForm()
    if not form.validate():
        return show(werksessie, terms_form=form), 422
    actions.set_terms(werksessie, form.terms(), signed_in_user(), now())
    flash("De afspraken zijn bewaard.")
    return _back(slug, "afspraken")


@blueprint.post(f"{HERE}/bestelling")
@signed_in
def order(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    try:
        made = actions.make_order(werksessie, signed_in_user(), now())
    except NothingToOrderError:
        flash("Er is niets anders dan in de laatste bestelling, dus er is geen nieuwe gemaakt.", "care")
        return _back(slug, "bestelling")
    flash(f"Bestelling {made.number} is gemaakt. Mail de cateraar de link, of stuur de pdf.")
    return _back(slug, "bestelling")


@blueprint.post(f"{HERE}/bestelling/mail")
@signed_in
def send(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    try:
        link = actions.send_order(werksessie, signed_in_user(), now())
    except NoAddressError:
        flash(NO_ADDRESS, "care")
        return _back(slug, "afspraken")
    except NothingToOrderError:
        flash("Maak eerst een bestelling. Daarna kunt u haar mailen.", "care")
        return _back(slug, "bestelling")
    flash(f"De bestelling gaat naar {link.email}.")
    return _back(slug, "bestelling")


@blueprint.post(f"{HERE}/link/intrekking")
@signed_in
def revoke(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    actions.revoke_links(werksessie, signed_in_user(), now())
    flash("De link van de cateraar werkt niet meer. Mailt u de bestelling opnieuw, dan komt er een nieuwe.")
    return _back(slug, "bestelling")


@blueprint.post(f"{HERE}/opkomst")
@signed_in
def keep_turnout(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = TurnoutForm()
    early = werksessie.local_day(now()) < werksessie.date
    if not form.validate() or early:
        if early:
            form.turnout.errors = ["De opkomst vult u in op de dag zelf."]
        return show(werksessie, turnout_form=form), 422
    actions.set_turnout(werksessie, form.turnout.data, signed_in_user())
    flash("De opkomst is bewaard." if form.turnout.data is not None else "De opkomst is leeggemaakt.")
    return _back(slug, "opkomst")


@blueprint.get(f"{HERE}/bestelling.pdf")
@signed_in
def order_pdf(slug: str) -> Response:
    return _papers(managed_werksessie_or_404(slug, Role.MEELEZEN)).order_pdf()


@blueprint.get(f"{HERE}/bestelling.xlsx")
@signed_in
def order_xlsx(slug: str) -> Response:
    return _papers(managed_werksessie_or_404(slug, Role.MEELEZEN)).order_xlsx()


@blueprint.get(f"{HERE}/keukenschema.pdf")
@signed_in
def kitchen_pdf(slug: str) -> Response:
    return _papers(managed_werksessie_or_404(slug, Role.MEELEZEN)).kitchen_pdf()


def _papers(werksessie: Werksessie) -> Papers:
    """Of the order that `?nummer=2` asks for, else the newest; what would be in it when there is none yet."""
    orders, wanted = orders_of(werksessie), request.args.get("nummer")
    if wanted is not None:
        places = {str(order.number): place for place, order in enumerate(orders)}
        orders = orders[: places[wanted] + 1] if wanted in places else abort(404)
    if orders:
        return Papers.of(werksessie, orders, now())
    served, _placed = served_at(werksessie)
    return Papers(werksessie=werksessie, number=None, meals=tuple(one.meal for one in served), at=now())


@blueprint.post(f"{HERE}/dieetkaartjes.pdf")
@signed_in
def cards(slug: str) -> ResponseReturnValue:
    """A POST, as taking names out of the house is recorded."""
    werksessie, at = managed_werksessie_or_404(slug), now()
    found = actions.hand_out_cards(werksessie, signed_in_user())
    if not found:
        flash("Niemand gaf een dieet of allergie door, dus er zijn geen kaartjes.", "care")
        return _back(slug)
    return file_answer(
        diet_cards(found, about_of(werksessie, at)), "application/pdf", f"dieetkaartjes-{slug}.pdf"
    )


def _back(slug: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("catering.page", slug=slug, _anchor=anchor), 303)
