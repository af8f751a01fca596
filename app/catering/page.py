"""The planner's page of the catering, whatever a view has to say on it."""

from __future__ import annotations

from flask import render_template

from app.accounts.access import signed_in_user
from app.catering.came import Turnout, turnout_of
from app.catering.costs import costs_of, net_total
from app.catering.due import after_deadline, judge
from app.catering.earlier import earlier, in_words
from app.catering.forms import TermsForm, TurnoutForm
from app.catering.standing import Served, Standing, standing_of
from app.extensions import now
from app.programme.listed_forms import OpenedRow
from app.programme.listed_views import ShownList, ShownRow
from app.werksessies.access import may_change
from app.werksessies.link_models import LinkKind
from app.werksessies.links import address_of, links_of
from app.werksessies.models import Werksessie
from app.words import clock, count, duration, euros

WORD = "catering"
MOMENTS = "cateringmomenten"


def show(
    werksessie: Werksessie,
    opened: OpenedRow | None = None,
    *,
    terms_form: TermsForm | None = None,
    turnout_form: TurnoutForm | None = None,
) -> str:
    """The page, with a row opened, or with a form as it was typed."""
    standing, user = standing_of(werksessie, now()), signed_in_user()
    state = standing.state
    links = links_of(werksessie, LinkKind.CATERER)
    return render_template(
        "catering/page.html",
        werksessie=werksessie,
        current_tab=WORD,
        standing=standing,
        state=state,
        judgement=judge(state),
        since_deadline=after_deadline(state),
        costs={
            "expected": net_total(costs_of(state.now)),
            "ordered": net_total(costs_of(state.last.meals)) if state.last else None,
        },
        ordered={meal.key: meal for meal in state.last.meals} if state.last else {},
        came=_came(werksessie, standing),
        earlier=in_words(earlier(werksessie, user)),
        links=[(link, address_of(link)) for link in links],
        terms_form=terms_form or TermsForm.of(standing.terms, werksessie.catering_workdays),
        turnout_form=turnout_form or TurnoutForm(formdata=None, data={"turnout": werksessie.turnout}),
        opened=opened,
        list=_list(standing),
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _came(werksessie: Werksessie, standing: Standing) -> Turnout | None:
    if werksessie.turnout is None or standing.state.last is None:
        return None
    portions = {one.meal.key: one.portions for one in standing.served}
    return turnout_of(werksessie.turnout, standing.placed, standing.state.last.meals, portions)


def _list(standing: Standing) -> ShownList:
    by_place = sorted(standing.served, key=lambda one: (one.moment.position, one.moment.id))
    return ShownList(
        word=MOMENTS,
        heading="Momenten",
        intro="Wat wanneer op tafel komt. Hoort een moment bij een onderdeel van het programma, dan schuift het mee.",
        one="moment",
        more="Voeg een moment toe",
        none="Er staat nog geen cateringmoment in het plan.",
        rows=tuple(map(_shown, by_place)),
    )


def _shown(one: Served) -> ShownRow:
    row, meal = one.moment, one.meal
    long = f", {duration(meal.minutes)}" if meal.minutes else ""
    price = f"{euros(meal.per_person)} per portie, {meal.btw} % btw" if meal.per_person is not None else ""
    margin = f"marge {count(row.margin, 'portie', 'porties')}" if row.margin else ""
    details = [
        ", ".join(filter(None, [f"{meal.when}{long}", meal.room or "zaal nog niet bekend"])),
        _tie_in_words(one),
        ", ".join(filter(None, [price or "nog geen prijs", margin])),
    ]
    return ShownRow(id=row.id, name=row.title, text=meal.choice, details=tuple(filter(None, details)))


def _tie_in_words(one: Served) -> str:
    if one.lost:
        return (
            "Het onderdeel waar dit bij hoorde, staat niet meer in het programma. "
            f"Het moment begint nu om {clock(one.meal.starts)}."
        )
    if not one.follows:
        return "Eigen tijd: schuift niet mee."
    away = abs(one.moment.offset)
    side = "voor" if one.moment.offset < 0 else "na"
    return f"{f'{duration(away)} {side} het begin van' if away else 'Begint met'} ‘{one.follows}’, en schuift mee."
