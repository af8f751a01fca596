"""On the day itself: how many came, and what that makes of each meal that was ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.catering.counting import Portions
from app.catering.meals import Meal, from_json
from app.catering.models import CateringOrder
from app.catering.standing import served_at
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Plates:
    """One meal that was ordered: `needed` now that it is known who came."""

    meal: Meal
    needed: int

    @property
    def words(self) -> str:
        """80 in plaats van 92: 12 minder"""
        more = self.needed - self.meal.portions
        if not more:
            return f"{self.needed}, zoals besteld"
        told = f"{abs(more)} {'meer' if more > 0 else 'minder'}"
        return f"{self.needed} in plaats van {self.meal.portions}: {told}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """`turnout` of the `placed` guests came."""

    turnout: int
    placed: int
    plates: tuple[Plates, ...]


def came_of(werksessie: Werksessie, orders: Sequence[CateringOrder]) -> Turnout | None:
    """What the kitchen has to know of the newest of `orders`; None when nobody counted yet, or nothing was ordered."""
    if werksessie.turnout is None or not orders:
        return None
    served, placed = served_at(werksessie)
    return turnout_of(
        werksessie.turnout,
        placed,
        from_json(orders[-1].contents),
        {one.meal.key: one.portions for one in served},
    )


def turnout_of(turnout: int, placed: int, meals: Sequence[Meal], now: dict[str, Portions]) -> Turnout:
    """Pure. A meal of the order that is no moment any more is left out."""
    plates = (
        Plates(meal=meal, needed=now[meal.key].when_came(placed, turnout))
        for meal in meals
        if meal.key in now
    )
    return Turnout(turnout=turnout, placed=placed, plates=tuple(plates))
