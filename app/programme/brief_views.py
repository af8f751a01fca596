"""The assignment: `/beheer/<slug>/opdracht`, with the occasion, the goals and the conditions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import HiddenField, ValidationError

from app.accounts.access import signed_in, signed_in_user
from app.extensions import db, now
from app.forms import Form
from app.programme import plan
from app.programme.brief import OccasionClashError, change_occasion
from app.programme.fields import ChoiceField, LineField, ProseField
from app.programme.goals import LONGEST_KEY, ConditionKeeper, GoalKeeper
from app.programme.listed import rows_of
from app.programme.listed_forms import ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList, ShownRow
from app.programme.models import Item
from app.programme.problems import quoted
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.models import Goal, Werksessie
from app.words import joined

blueprint = Blueprint("brief", __name__)
WORD = "opdracht"
GOALS, CONDITIONS = "doelen", "randvoorwaarden"


class GoalForm(ListForm):
    text = ProseField("Wat is er na de dag anders?", "Typ wat er na de dag anders is.", longest=1000)
    pillar = ChoiceField(
        "Pijler",
        choices=[(pillar.value, pillar.value) for pillar in plan.Pillar],
        default=plan.Pillar.INSPIREREN.value,
    )
    measure = ProseField("Hoe meet u dat?", longest=1000)
    key = LineField(
        "Korte naam",
        longest=LONGEST_KEY,
        description="Zo heet het doel in het programma. Laat leeg, dan kiezen wij.",
    )


class ConditionForm(ListForm):
    text = ProseField("Randvoorwaarde", "Typ waar de werksessie aan moet voldoen.", longest=1000)


class OccasionForm(Form):
    """`basis` is the occasion as the planner saw it."""

    basis = HiddenField()
    occasion = ProseField("Aanleiding", longest=20_000)

    def validate_occasion(self, field: ProseField) -> None:
        """An empty text is one; no text at all is no form of ours."""
        if not field.raw_data:
            raise ValidationError("Typ de aanleiding.")


def _plain(form: type[ListForm]) -> Any:
    return lambda werksessie, *shown: form(*shown)


LISTINGS = {
    GOALS: Listing(
        word=GOALS, keeper=GoalKeeper(), form=_plain(GoalForm), empty={"pillar": plan.Pillar.INSPIREREN.value}
    ),
    CONDITIONS: Listing(word=CONDITIONS, keeper=ConditionKeeper(), form=_plain(ConditionForm), empty={}),
}


def _show(
    werksessie: Werksessie,
    opened: OpenedRow | None = None,
    occasion: OccasionForm | None = None,
    theirs: str | None = None,
) -> str:
    """The page; `theirs` is the occasion that a colleague saved meanwhile."""
    data = {"occasion": werksessie.occasion, "basis": werksessie.occasion}
    return render_template(
        "programme/brief.html",
        werksessie=werksessie,
        current_tab=WORD,
        lists=[_goals(werksessie), _conditions(werksessie)],
        opened=opened,
        occasion=occasion or OccasionForm(formdata=None, data=data),
        theirs=theirs,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _goals(werksessie: Werksessie) -> ShownList:
    served = defaultdict(list)
    query = select(Item.goal_id, Item.title).where(
        Item.werksessie_id == werksessie.id, Item.goal_id.is_not(None)
    )
    for goal_id, title in db.session.execute(query.order_by(Item.position)):
        served[goal_id].append(quoted(title))
    rows = [_goal(goal, served[goal.id]) for goal in rows_of(LISTINGS[GOALS].keeper, werksessie)]
    return ShownList(
        word=GOALS,
        heading="Doelen",
        intro="Een doel zegt wat er na de dag anders is, en hoe u dat ziet.",
        one="doel",
        more="Voeg een doel toe",
        none="Er is nog geen doel.",
        rows=tuple(rows),
    )


def _goal(goal: Goal, served: list[str]) -> ShownRow:
    used = f"Hiervoor: {joined(served)}" if served else "Nog geen onderdeel dient dit doel."
    measure = f"Gemeten: {goal.measure}" if goal.measure else "Nog niet gezegd hoe u dit meet."
    return ShownRow(id=goal.id, name=goal.text, details=(goal.key, measure, used), pillar=goal.pillar)


def _conditions(werksessie: Werksessie) -> ShownList:
    keeper = LISTINGS[CONDITIONS].keeper
    return ShownList(
        word=CONDITIONS,
        heading="Randvoorwaarden",
        intro="Waar de werksessie aan moet voldoen: budget, tijd, wie erbij moet zijn.",
        one="randvoorwaarde",
        more="Voeg een randvoorwaarde toe",
        none="Er is nog geen randvoorwaarde.",
        rows=tuple(ShownRow(id=row.id, name=row.text) for row in rows_of(keeper, werksessie)),
    )


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()


@blueprint.post(f"/beheer/<slug>/{WORD}/aanleiding")
@signed_in
def save_occasion(slug: str) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    form = OccasionForm()
    if not form.validate():
        return _show(werksessie, occasion=form), 422
    try:
        change_occasion(werksessie, form.occasion.data, form.basis.data or "", signed_in_user().id, now())
    except OccasionClashError as clash:
        form.basis.data = clash.saved
        return _show(werksessie, occasion=form, theirs=clash.saved), 409
    flash("De aanleiding is bewaard.")
    return redirect(f"/beheer/{slug}/{WORD}#aanleiding", 303)
