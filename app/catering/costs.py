"""What catering costs, per moment, in whole cents. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.catering.meals import Meal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One moment: `portions` at `per_person` cents excl. btw; `btw` in per cent. `key` is that of the moment."""

    key: str
    title: str
    portions: int
    per_person: int
    btw: int

    @property
    def net(self) -> int:
        """Cents excl. btw."""
        return self.portions * self.per_person

    @property
    def tax(self) -> int:
        """The btw in cents, rounded by line; a half counts as a cent."""
        return (self.net * self.btw + 50) // 100


def costs_of(meals: Sequence[Meal]) -> tuple[Cost, ...]:
    """A line for each moment that has a price: of what is needed now, or of what an order asked for."""
    return tuple(
        Cost(
            key=meal.key,
            title=meal.title,
            portions=meal.portions,
            per_person=meal.per_person,
            btw=meal.btw,
        )
        for meal in meals
        if meal.per_person is not None
    )


def net_total(costs: Iterable[Cost]) -> int:
    """Together, in cents excl. btw."""
    return sum(cost.net for cost in costs)


def tax_by_rate(costs: Iterable[Cost]) -> dict[int, int]:
    """The btw in cents by its per cent, lowest first."""
    taxes: dict[int, int] = {}
    for cost in sorted(costs, key=lambda cost: cost.btw):
        taxes[cost.btw] = taxes.get(cost.btw, 0) + cost.tax
    return taxes
