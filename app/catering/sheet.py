"""The order as a workbook: a line for each moment, a column for each diet."""

from __future__ import annotations

from collections.abc import Sequence

from app.catering.diets import in_order
from app.catering.meals import Meal
from app.registrations.exports import workbook
from app.words import clock

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ("Begint", "Eindigt", "Wat", "Zaal", "Serveren", "Porties")
BEHIND = ("Prijs per portie", "Bedrag zonder btw", "Btw %")
_WIDTHS = (9, 9, 24, 20, 40, 9)


def order_sheet(meals: Sequence[Meal], number: int | None) -> bytes:
    """The meals in this order; `number` None: not ordered yet. Numbers are numbers, money is in euros."""
    diets = in_order(group for meal in meals for group in meal.diets)
    heads = (*HEADS, *diets, *BEHIND)
    widths = (*_WIDTHS, *(14 for _ in diets), 16, 18, 8)
    name = f"Bestelling {number}" if number else "Concept"
    return workbook(name, heads, widths, [_line(meal, diets) for meal in meals])


def _line(meal: Meal, diets: Sequence[str]) -> list[str | float | None]:
    price = None if meal.per_person is None else meal.per_person / 100
    total = None if meal.per_person is None else meal.portions * meal.per_person / 100
    return [
        clock(meal.starts),
        clock(meal.ends) if meal.ends else "",
        meal.title,
        meal.room,
        meal.choice,
        meal.portions,
        *(meal.diets.get(group, 0) for group in diets),
        price,
        total,
        meal.btw,
    ]
