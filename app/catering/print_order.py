"""The order on paper: what to serve when, to how many, with which diets, at which price. Data in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from app.catering.costs import costs_of, net_total, tax_by_rate
from app.catering.meals import Change, Meal
from app.catering.print_kit import (
    BAR,
    BOLD,
    LEFT,
    NUMBER,
    TEXT,
    About,
    Cell,
    Column,
    Flow,
    cell,
    choice_cell,
)
from app.words import euros

CONCEPT = "Concept: nog niet besteld"
_WHEN = Column("tijd", LEFT, 24)
_WHAT = Column("wat", 41, 45)
_PORTIONS = Column("porties", 87, 14, right=True)
_DIETS = Column("waarvan", 106, 48)
_PRICE = Column("prijs", 155, 17, right=True)
_SUM = Column("bedrag", 173, 22, right=True)
COLUMNS = (_WHEN, _WHAT, _PORTIONS, _DIETS, _PRICE, _SUM)


def order_print(
    meals: Sequence[Meal],
    about: About,
    *,
    number: int | None,
    facts: Sequence[str] = (),
    changes: Sequence[Change] = (),
) -> bytes:
    """An order, or with `number` None what would be in it now. `facts`: sentences; `changes` since the last."""
    flow = Flow(f"Bestelling {number}" if number else CONCEPT, about)
    for fact in facts:
        flow.say(fact)
    if changes and number:
        flow.say(f"Anders dan in bestelling {number - 1}", BAR, tag="H2")
        listed = flow.section.child("L")
        for change in changes:
            flow.say(str(change), tag="LBody", owner=listed.child("LI"))
    flow.y += 3
    if not meals:
        flow.say("Er staat nog geen cateringmoment in het plan.")
        return flow.save()
    flow.table(COLUMNS, [_row(meal) for meal in meals])
    _sums(flow, meals)
    return flow.save()


def _row(meal: Meal) -> Sequence[Cell]:
    diets = [(f"{many} {group}", TEXT) for group, many in meal.diets.items()]
    priced = meal.per_person is not None
    sum_ = euros(meal.portions * (meal.per_person or 0)) if priced else ""
    return (
        cell(_WHEN, (meal.when, BOLD)),
        choice_cell(_WHAT, meal.title, meal.room, meal.choice),
        cell(_PORTIONS, (str(meal.portions), NUMBER)),
        cell(_DIETS, *diets),
        cell(_PRICE, (euros(meal.per_person or 0) if priced else "", TEXT)),
        cell(_SUM, (sum_, TEXT)),
    )


def _sums(flow: Flow, meals: Sequence[Meal]) -> None:
    costs = costs_of(meals)
    if not costs:
        return
    net, taxes = net_total(costs), tax_by_rate(costs)
    lines = [("Samen zonder btw", net, TEXT)]
    lines += [(f"Btw {rate} %", tax, TEXT) for rate, tax in taxes.items()]
    lines += [("Samen met btw", net + sum(taxes.values()), BOLD)]
    if not flow.room(8 * len(lines)):
        flow.turn()
    flow.y += 5
    for words, cents, style in lines:
        with flow.page.marked(flow.section.child("P")):
            flow.page.text(121, flow.y, f"{words} ", style)
            flow.page.text(flow.right, flow.y, euros(cents), style, right=True)
        flow.y += style.step + 0.8
