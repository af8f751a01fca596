"""The budget of a werksessie: `/beheer/<slug>/budget`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.budget.gather import budget_of
from app.budget.keeping import OF_THE_PLAN, LineKeeper, take_up
from app.budget.lines import grouped, totals, with_tax
from app.budget.models import BudgetLine
from app.budget.sheet import sheet_of
from app.extensions import db, now
from app.programme.dates import DayField
from app.programme.fields import EurosField, LineField, TypedField
from app.programme.listed_forms import ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList
from app.registrations.exports import Format
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie

blueprint = Blueprint("budget", __name__)
WORD, LIST = "budget", "posten"
PAGE = f"/beheer/<slug>/{WORD}"


def _read_rate(text: str) -> int:
    rate = text.strip().removesuffix("%").strip()
    if not (rate.isascii() and rate.isdecimal() and len(rate) < 4 and int(rate) <= 100):
        raise ValueError("Typ de btw als een heel percentage, bijvoorbeeld 21, 9 of 0.")
    return int(rate)


class RateField(TypedField):
    """A whole per cent."""

    read = staticmethod(_read_rate)


class LineForm(ListForm):
    line = LineField("Regel", "Typ waarvoor het geld is, bijvoorbeeld drukwerk.")
    estimate = EurosField("Geraamd, excl. btw", "Typ wat u verwacht. Weet u het nog niet? Typ dan 0.")
    committed = EurosField("Toegezegd, excl. btw", description="Leeg: nog niet afgesproken.")
    actual = EurosField(
        "Werkelijk, excl. btw", description="Wat op de factuur staat. Leeg: nog geen factuur."
    )
    btw = RateField("Btw in procenten", "Typ het percentage: 21, 9 of 0.")
    supplier = LineField("Leverancier")
    quoted_on = DayField("Offerte van")
    ordered_on = DayField("Opdracht gegeven op")
    obligation = LineField("Verplichtingennummer", longest=60)
    invoiced_on = DayField("Factuur van")
    paid_on = DayField("Betaald op")


def _form(werksessie: Werksessie, *shown: Any) -> ListForm:
    """Beside a line of the plan without what the plan itself tells."""
    form = LineForm(*shown)
    row_id = (request.view_args or {}).get("row_id")
    row = db.session.get(BudgetLine, row_id) if row_id and not shown else None
    if (row is not None and row.source) or (shown and "line" not in shown[0]):
        for name in OF_THE_PLAN:
            del form[name]
    return form


LISTINGS = {
    LIST: Listing(
        word=LIST,
        keeper=LineKeeper(),
        form=_form,
        empty={"line": "", "estimate": None, "btw": 21, "supplier": ""},
    ),
}


def _show(werksessie: Werksessie, opened: OpenedRow | None = None) -> str:
    budget = budget_of(werksessie, now())
    return render_template(
        "budget/page.html",
        werksessie=werksessie,
        current_tab=WORD,
        budget=budget,
        groups={name: (lines, totals(lines)) for name, lines in grouped(budget.lines).items()},
        with_tax=with_tax,
        list=ShownList(
            word=LIST, heading="", intro="", one="post", more="Voeg een post toe", none="", rows=()
        ),
        opened=opened,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


@blueprint.post(f"{PAGE}/uit-het-plan")
@signed_in
def open_beside(slug: str) -> ResponseReturnValue:
    """Open the facts beside a line of the plan."""
    werksessie = managed_werksessie_or_404(slug)
    row = take_up(werksessie, request.form.get("bron", ""), signed_in_user(), now())
    if row is None:
        flash("Deze post staat niet meer in het plan.", "care")
        return redirect(f"/beheer/{slug}/budget", 303)
    return redirect(f"/beheer/{slug}/budget?open={LIST}-{row.id}#{LIST}-{row.id}", 303)


@blueprint.get(f"{PAGE}.xlsx")
@signed_in
def workbook(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    answer = Response(sheet_of(budget_of(werksessie, now())), content_type=Format.XLSX.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=f"budget-{slug}.xlsx")
    return answer


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()
