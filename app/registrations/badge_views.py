"""Badges for a werksessie: choose a label sheet, get a PDF. A POST, as taking names out of the house is recorded."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField
from wtforms.validators import AnyOf

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import now
from app.forms import Form
from app.ground import config
from app.registrations.badges import SHEETS, badge_sheets
from app.registrations.badges_people import Order, crew_of, guests_of, hand_out, unprintable
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("badges", __name__)
HERE = "/beheer/<slug>/aanmeldingen/badges"


class BadgesForm(Form):
    """Which badges, in which order, and on what."""

    sheet = SelectField(
        "Vel",
        [AnyOf(list(SHEETS), "Kies een vel uit de lijst.")],
        choices={name: f"{sheet.size}, {sheet.labels} op een vel" for name, sheet in SHEETS.items()},
        validate_choice=False,
    )
    order = SelectField(
        "Volgorde",
        [AnyOf(list(Order), "Kies een volgorde uit de lijst.")],
        choices={order.value: f"Op {order.value}" for order in Order},
        validate_choice=False,
    )
    crew = BooleanField("Ook voor de ploeg en bevestigde sprekers, met hun rol", default=True)


@blueprint.get(HERE)
@signed_in
def choose(slug: str) -> ResponseReturnValue:
    return _page(managed_werksessie_or_404(slug, Role.MEELEZEN), BadgesForm())


@blueprint.post(f"{HERE}.pdf")
@signed_in
def printed(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form, at = BadgesForm(), now()
    if not form.validate_on_submit():
        return _page(werksessie, form), 422
    badges = hand_out(
        werksessie,
        config().secret_key,
        Order(form.order.data),
        crew=form.crew.data,
        by=signed_in_user(),
        at=at,
    )
    if not badges:
        return _page(werksessie, form), 422
    made = badge_sheets(
        badges,
        SHEETS[form.sheet.data],
        title=werksessie.title,
        made_at=at.astimezone(ZoneInfo(werksessie.timezone)),
        domains=[domain.name for domain in werksessie.domains],
        author=werksessie.client or "Rode Draad",
    )
    answer = Response(made, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=f"badges-{slug}.pdf")
    return answer


def _page(werksessie: Werksessie, form: BadgesForm) -> str:
    secret = config().secret_key
    guests, crew = guests_of(werksessie, secret), crew_of(werksessie, secret)
    return render_template(
        "registrations/badges.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        form=form,
        guests=len(guests),
        crew=len(crew),
        unprintable=unprintable(guests + crew),
    )
