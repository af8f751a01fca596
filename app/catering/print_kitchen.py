"""The schema for the kitchen: a row for each moment, a column for each diet. It hangs on a wall. Data in, bytes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from app.catering.diets import in_order
from app.catering.meals import Meal
from app.catering.print_kit import (
    BOLD,
    LANDSCAPE,
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

MOST = 6  # columns of diets; rarer ones are told in words
_WHEN = Column("tijd", LEFT, 30)
_WHAT = Column("wat", 47, 58)
_PORTIONS = Column("porties", 106, 16, right=True)
_PLAIN = Column("zonder dieet", 125, 15, right=True)
_FIRST, _LAST = 143.0, 282.0
_GAP = 2.0


def kitchen_print(meals: Sequence[Meal], about: About, facts: Sequence[str] = ()) -> bytes:
    """The meals in this order. Lists nobody by name."""
    flow = Flow("Schema voor de keuken", about, LANDSCAPE)
    for fact in facts:
        flow.say(fact)
    if not meals:
        flow.say("Er staat nog geen cateringmoment in het plan.")
        return flow.save()
    groups, rest = _groups(meals)
    step = min((_LAST - _FIRST) / max(len(groups), 1), 30)
    columns = [
        Column(group, _FIRST + number * step, step - _GAP, right=True) for number, group in enumerate(groups)
    ]
    flow.y += 2
    flow.table(
        [_WHEN, _WHAT, _PORTIONS, _PLAIN, *columns], [_row(meal, groups, columns, rest) for meal in meals]
    )
    return flow.save()


def _groups(meals: Sequence[Meal]) -> tuple[list[str], frozenset[str]]:
    """The diets that have a column, and the rarest, for which there is no room."""
    many: Counter[str] = Counter()
    for meal in meals:
        many.update(meal.diets)
    shown = [group for group, _ in many.most_common(MOST)]
    return in_order(shown), frozenset(many) - frozenset(shown)


def _row(
    meal: Meal, groups: Sequence[str], columns: Sequence[Column], rest: frozenset[str]
) -> Sequence[Cell]:
    rare = [f"ook {many} {group}" for group, many in meal.diets.items() if group in rest]
    return (
        cell(_WHEN, (meal.when, BOLD)),
        choice_cell(_WHAT, meal.title, meal.room, meal.choice, *rare),
        cell(_PORTIONS, (str(meal.portions), NUMBER)),
        cell(_PLAIN, (str(meal.portions - sum(meal.diets.values())), TEXT)),
        *(
            cell(column, (str(meal.diets.get(group, 0)) if meal.diets.get(group) else "–", NUMBER))
            for group, column in zip(groups, columns, strict=True)
        ),
    )
