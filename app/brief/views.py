"""The assignment: `/beheer/<slug>/opdracht`, with its facts, goals, conditions, who is concerned and who does what."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.access import signed_in, signed_in_user
from app.accounts.models import Role
from app.brief.contents import Brief, brief_of, concerned_words, duty_words
from app.brief.facts import change_facts, facts_of
from app.brief.forms import (
    ConditionForm,
    FactsForm,
    GoalForm,
    LayBeforeForm,
    ResponsibilityForm,
    StakeholderForm,
    question_for,
)
from app.brief.keepers import ResponsibilityKeeper, StakeholderKeeper
from app.brief.printed import printed
from app.brief.versions import NothingNewError, approval_of, lay_before, settle, standing_of, versions_of
from app.extensions import db, now
from app.programme import plan
from app.programme.goals import ConditionKeeper, GoalKeeper
from app.programme.listed import ListClashError, rows_of
from app.programme.listed_forms import ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList, ShownRow
from app.programme.models import Item
from app.programme.page import ROW_ID
from app.programme.problems import quoted
from app.werksessies.access import managed_werksessie_or_404, may_change
from app.werksessies.brief_models import BriefVersion
from app.werksessies.link_models import LinkKind
from app.werksessies.links import address_of, links_of, revoke
from app.werksessies.models import Condition, Goal, Werksessie
from app.words import joined

blueprint = Blueprint("brief", __name__)
WORD = "opdracht"
HERE = f"/beheer/<slug>/{WORD}"
GOALS, CONDITIONS, CONCERNED, DUTIES = "doelen", "randvoorwaarden", "betrokkenen", "rollen"


def _plain(form: type[ListForm]) -> Any:
    return lambda werksessie, *shown: form(*shown)


LISTINGS = {
    GOALS: Listing(
        word=GOALS, keeper=GoalKeeper(), form=_plain(GoalForm), empty={"pillar": plan.Pillar.INSPIREREN.value}
    ),
    CONDITIONS: Listing(word=CONDITIONS, keeper=ConditionKeeper(), form=_plain(ConditionForm), empty={}),
    CONCERNED: Listing(word=CONCERNED, keeper=StakeholderKeeper(), form=_plain(StakeholderForm), empty={}),
    DUTIES: Listing(word=DUTIES, keeper=ResponsibilityKeeper(), form=_plain(ResponsibilityForm), empty={}),
}


def _show(
    werksessie: Werksessie,
    opened: OpenedRow | None = None,
    facts: OpenedRow | None = None,
    laying: LayBeforeForm | None = None,
) -> str:
    versions = versions_of(werksessie)
    return render_template(
        "brief/page.html",
        werksessie=werksessie,
        current_tab=WORD,
        lists=_lists(werksessie),
        opened=opened,
        facts=facts or OpenedRow(word="feiten", form=FactsForm(facts_of(werksessie))),
        laying=laying or LayBeforeForm(formdata=None, data=_last_addressed(versions)),
        versions=versions,
        approval_of=approval_of,
        standing=standing_of(versions, brief_of(werksessie)),
        links=links_of(werksessie, LinkKind.CLIENT),
        address_of=address_of,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _last_addressed(versions: list[BriefVersion]) -> dict[str, str]:
    """Who answered last, so that one need not type that again."""
    links = [said.link for version in versions for said in version.answers if said.link]
    return {"for_whom": links[-1].for_whom, "email": links[-1].email} if links else {}


def _lists(werksessie: Werksessie) -> list[ShownList]:
    return [_goals(werksessie), _conditions(werksessie), _concerned(werksessie), _duties(werksessie)]


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
    target = f"Genoeg: {goal.target}" if goal.target else ""
    details = filter(None, (question_for(goal), goal.key, measure, target, used))
    return ShownRow(id=goal.id, name=goal.text, details=tuple(details), pillar=goal.pillar)


def _conditions(werksessie: Werksessie) -> ShownList:
    rows: list[Condition] = rows_of(LISTINGS[CONDITIONS].keeper, werksessie)
    return ShownList(
        word=CONDITIONS,
        heading="Randvoorwaarden",
        intro="Waar de werksessie aan moet voldoen: budget, tijd, wie erbij moet zijn.",
        one="randvoorwaarde",
        more="Voeg een randvoorwaarde toe",
        none="Er is nog geen randvoorwaarde.",
        rows=tuple(ShownRow(id=row.id, name=row.text) for row in rows),
    )


def _concerned(werksessie: Werksessie) -> ShownList:
    rows = rows_of(LISTINGS[CONCERNED].keeper, werksessie)
    return ShownList(
        word=CONCERNED,
        heading="Betrokkenen",
        intro="Wie er belang bij heeft, en hoe u hen betrekt.",
        one="betrokkene",
        more="Voeg een betrokkene toe",
        none="Er is nog niemand genoemd.",
        rows=tuple(ShownRow(id=row.id, name=row.name, text=concerned_words(row)) for row in rows),
    )


def _duties(werksessie: Werksessie) -> ShownList:
    rows = rows_of(LISTINGS[DUTIES].keeper, werksessie)
    return ShownList(
        word=DUTIES,
        heading="Rollen en verantwoordelijkheden",
        intro="Per onderwerp: wie beslist, wie het doet, wie wordt gevraagd en wie het hoort.",
        one="onderwerp",
        more="Voeg een onderwerp toe",
        none="Er is nog niets verdeeld.",
        rows=tuple(ShownRow(id=row.id, name=row.subject, text=duty_words(row)) for row in rows),
    )


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()


@blueprint.post(f"{HERE}/feiten")
@signed_in
def save_facts(slug: str) -> ResponseReturnValue:
    """Occasion, client, date of delivery and frame."""
    werksessie = managed_werksessie_or_404(slug)
    form = FactsForm()
    if not form.validate():
        return _show(werksessie, facts=OpenedRow(word="feiten", form=form)), 422
    saved = facts_of(werksessie)
    wanted = form.values() | {name: saved[name] for name in request.form.getlist("neem") if name in saved}
    try:
        change_facts(werksessie, wanted, form.base(), signed_in_user().id, now())
    except ListClashError as clash:
        shown = FactsForm(clash.merged, clash.saved)
        opened = OpenedRow(word="feiten", form=shown, saved=clash.saved, clashes=clash.fields)
        return _show(werksessie, facts=opened), 409
    flash("De opdracht is bewaard.")
    return redirect(f"/beheer/{slug}/{WORD}", 303)


@blueprint.post(f"{HERE}/goedkeuring")
@signed_in
def lay(slug: str) -> ResponseReturnValue:
    """Mail the client the opdracht as it is now."""
    werksessie = managed_werksessie_or_404(slug)
    form = LayBeforeForm()
    if not form.validate():
        return _show(werksessie, laying=form), 422
    try:
        lay_before(werksessie, form.for_whom.data, form.email.data, signed_in_user(), now())
    except NothingNewError:
        flash("Die heeft de laatste versie al. Er is sindsdien niets gewijzigd.", "care")
    else:
        flash(f"De opdracht gaat per mail naar {form.for_whom.data}.")
    return redirect(f"/beheer/{slug}/{WORD}#goedkeuring", 303)


@blueprint.post(f"{HERE}/reacties/{ROW_ID}/afgehandeld")
@signed_in
def settle_answer(slug: str, row_id: int) -> ResponseReturnValue:
    settle(managed_werksessie_or_404(slug), row_id, signed_in_user(), now())
    return redirect(f"/beheer/{slug}/{WORD}#goedkeuring", 303)


@blueprint.post(f"{HERE}/links/{ROW_ID}/intrekking")
@signed_in
def revoke_link(slug: str, row_id: int) -> ResponseReturnValue:
    werksessie = managed_werksessie_or_404(slug)
    for link in links_of(werksessie, LinkKind.CLIENT):
        if link.id == row_id:
            revoke(link, signed_in_user(), now())
            flash("De link werkt niet meer.")
    return redirect(f"/beheer/{slug}/{WORD}#goedkeuring", 303)


@blueprint.get(f"{HERE}.pdf")
@signed_in
def paper(slug: str) -> Response:
    """The opdracht as it is now, on one page."""
    werksessie = managed_werksessie_or_404(slug, Role.MEELEZEN)
    versions = versions_of(werksessie)
    now_brief = brief_of(werksessie)
    same = bool(versions) and Brief.of_plain(versions[0].contents) == now_brief
    return printed(werksessie, now_brief, versions[0] if same else None, now())
