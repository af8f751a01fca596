"""Als-dan: `/beheer/<slug>/als-dan`, the lines for when the day goes otherwise, and what the plan proposes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import signed_in, signed_in_user
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.otherwise import WhatIfKeeper, take_over
from app.draaiboek.proposals import late_lines, proposals
from app.extensions import now
from app.logistics.models import WhatIf
from app.programme.fields import LineField, ProseField, WordsField
from app.programme.listed import rows_of
from app.programme.listed_forms import ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList, ShownRow
from app.programme.timeline import timeline
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Werksessie
from app.words import count

blueprint = Blueprint("otherwise", __name__)
WORD, LINES = "als-dan", "regels"


class WhatIfForm(ListForm):
    when = LineField("Als", "Typ wat er anders kan lopen, bijvoorbeeld ‘het geluid uitvalt’.")
    then = ProseField("Dan", "Typ wat u dan doet.", longest=1000)
    say = ProseField(
        "Zeg", longest=1000, description="De zin die de dagvoorzitter dan zegt. Leeg: er hoeft niets gezegd."
    )
    roles = WordsField(
        "Wie",
        description="Rollen met een komma ertussen. De eerste regelt het: diens nummer komt op papier.",
    )


def _form(werksessie: Werksessie, *shown: Any) -> ListForm:
    return WhatIfForm(*shown)


LISTINGS = {LINES: Listing(word=LINES, keeper=WhatIfKeeper(), form=_form, empty={})}


def _show(werksessie: Werksessie, opened: OpenedRow | None = None) -> str:
    whole = draaiboek_of(werksessie)
    day = timeline(whole.day, whole.programme, whole.moments)
    there = {line.when for line in whole.what_if}
    return render_template(
        "draaiboek/otherwise.html",
        werksessie=werksessie,
        current_tab="draaiboek",
        lists=[_lines(werksessie)],
        proposed=[line for line in proposals(whole, day) if line.when not in there],
        late=late_lines(day),
        opened=opened,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _lines(werksessie: Werksessie) -> ShownList:
    return ShownList(
        word=LINES,
        heading="Uw regels",
        intro="Deze regels staan op het blad als-dan, en bij de dagvoorzitter en de floormanager achterin.",
        one="regel",
        more="Voeg een regel toe",
        none="U hebt nog geen regel. Zolang dat zo is, staan de voorstellen hieronder op papier.",
        rows=tuple(_line(row) for row in rows_of(LISTINGS[LINES].keeper, werksessie)),
    )


def _line(row: WhatIf) -> ShownRow:
    details = [f"Zeg: {row.say}" if row.say else "", ", ".join(row.roles)]
    return ShownRow(id=row.id, name=f"Als {row.when}", text=row.then, details=tuple(filter(None, details)))


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()


@blueprint.post(f"/beheer/<slug>/{WORD}/voorstellen")
@signed_in
def take_proposals(slug: str) -> ResponseReturnValue:
    """Take over what the plan proposes: all of it, or only the case `als`."""
    werksessie = managed_werksessie_or_404(slug)
    taken = take_over(werksessie, request.form.get("als"), signed_in_user().id, now())
    if taken:
        flash(f"{count(taken, 'voorstel is', 'voorstellen zijn')} overgenomen. Loop na of het klopt.")
    else:
        flash("Dit voorstel is er niet meer: het staat al bij uw regels, of het plan is gewijzigd.", "care")
    return redirect(f"/beheer/{slug}/{WORD}#{LINES}", 303)
