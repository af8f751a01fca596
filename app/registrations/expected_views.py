"""What the planner expects: how registrations come in, who stays away, and from which domains people are hoped for."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import StopValidation

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.extensions import db, now
from app.forms import Form
from app.mail.text import one_line
from app.registrations.charts import HIGH, WIDE, growth_of
from app.registrations.expected import MOST_AWAY, expected, set_expectation
from app.registrations.forms import capitalised
from app.registrations.places import taken
from app.werksessies.access import managed_werksessie_or_404
from app.werksessies.models import Werksessie

blueprint = Blueprint("registrations_expected", __name__)
HERE = "/beheer/<slug>/aanmeldingen/verwachting"
_PER_CENT = re.compile(r"([0-9]{1,3}) ?%?")
_AIM = "aim_"


class PerCent:
    """A whole per cent from 0 to `most`, or nothing."""

    field_flags: dict[str, Any] = {}

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Form, field: StringField) -> None:
        found = _PER_CENT.fullmatch(field.data) if field.data else None
        if field.data and (found is None or int(found.group(1)) > self.most):
            raise StopValidation(f"Vul een heel getal van 0 tot en met {self.most} in, of laat het vak leeg.")


def _line(text: str | None) -> str:
    return one_line(text or "")


def _form_of(werksessie: Werksessie) -> Form:
    """A field for who stays away, and one for each domain."""
    fields: dict[str, Any] = {
        "no_show": StringField("Hoeveel procent blijft weg?", [PerCent(MOST_AWAY)], [_line])
    }
    for domain in werksessie.domains:
        fields[f"{_AIM}{domain.id}"] = StringField(
            f"{capitalised(domain.name)}, in procent", [PerCent(100)], [_line]
        )
    known = {f"{_AIM}{domain.id}": _typed(domain.aim) for domain in werksessie.domains}
    made: Form = type("ExpectationForm", (Form,), fields)(
        data=known | {"no_show": _typed(werksessie.no_show)}
    )
    return made


@blueprint.get(HERE)
@signed_in
def show(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    return _page(werksessie, _form_of(werksessie))


@blueprint.post(HERE)
@signed_in
def keep(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = _form_of(werksessie)
    if not form.validate():
        return _page(werksessie, form), 422
    aims = {
        int(field.name.removeprefix(_AIM)): _number(field.data)
        for field in form
        if field.name.startswith(_AIM)
    }
    set_expectation(werksessie, _number(form["no_show"].data), aims, signed_in_user())
    flash("Bewaard.")
    return redirect(f"/beheer/{slug}/aanmeldingen/verwachting", 303)


def _page(werksessie: Werksessie, form: Form) -> str:
    placed = db.session.execute(select(taken(werksessie.id))).scalar_one()
    return render_template(
        "registrations/planner_expected.html",
        werksessie=werksessie,
        current_tab="aanmeldingen",
        form=form,
        aims=[field for field in form if field.name.startswith(_AIM)],
        placed=placed,
        expected=expected(placed, werksessie.no_show),
        hoped=sum(domain.aim or 0 for domain in werksessie.domains),
        growth=growth_of(werksessie, now()),
        wide=WIDE,
        high=HIGH,
    )


def _typed(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(text: str) -> int | None:
    found = _PER_CENT.fullmatch(text)
    return int(found.group(1)) if found else None
