"""The order as files: for the planner and for the caterer the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Response

from app.catering.meals import Change, Meal, differences, from_json
from app.catering.models import CateringOrder
from app.catering.print_kit import About
from app.catering.print_kitchen import kitchen_print
from app.catering.print_order import order_print
from app.catering.sheet import MEDIA_TYPE, order_sheet
from app.werksessies.models import Werksessie
from app.words import day_and_month, moment

PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """One order, or with `number` None what would be in it. `at`: now, aware."""

    werksessie: Werksessie
    number: int | None
    meals: tuple[Meal, ...]
    at: datetime
    changes: tuple[Change, ...] = ()
    made: str = ""

    @classmethod
    def of(cls, werksessie: Werksessie, orders: Sequence[CateringOrder], at: datetime) -> Papers:
        """The last of `orders`, against the one before it."""
        order, meals = orders[-1], from_json(orders[-1].contents)
        before = from_json(orders[-2].contents) if len(orders) > 1 else meals
        return cls(
            werksessie=werksessie,
            number=order.number,
            meals=meals,
            at=at,
            changes=differences(before, meals),
            made=_told(order, werksessie.timezone),
        )

    def order_pdf(self) -> Response:
        deadline = self.werksessie.diet_deadline()
        facts = [self.made] if self.made else []
        if deadline is not None:
            can = "kunnen" if self.werksessie.diets_open(self.at) else "konden"
            facts.append(f"Aantallen {can} wijzigen tot en met {day_and_month(deadline)}.")
        made = order_print(
            self.meals,
            about_of(self.werksessie, self.at),
            number=self.number,
            facts=[" ".join(facts)] if facts else [],
            changes=self.changes,
        )
        return file_answer(made, PDF, f"{self._name}.pdf")

    def order_xlsx(self) -> Response:
        return file_answer(order_sheet(self.meals, self.number), MEDIA_TYPE, f"{self._name}.xlsx")

    def kitchen_pdf(self) -> Response:
        told = (
            f"Volgens bestelling {self.number}."
            if self.number
            else "Er is nog niets besteld: dit kan nog anders."
        )
        made = kitchen_print(self.meals, about_of(self.werksessie, self.at), [told])
        return file_answer(made, PDF, f"keukenschema-{self.werksessie.slug}.pdf")

    @property
    def _name(self) -> str:
        return f"bestelling-{self.number or 'concept'}-{self.werksessie.slug}"


def about_of(werksessie: Werksessie, at: datetime) -> About:
    """What a print says of the day."""
    where = ", ".join(filter(None, [werksessie.venue_name, *werksessie.venue_address.splitlines()]))
    return About(
        title=werksessie.title,
        date=werksessie.date,
        where=where,
        made_at=at.astimezone(ZoneInfo(werksessie.timezone)),
        author=werksessie.client or "Rode Draad",
    )


def file_answer(made: bytes, media_type: str, name: str) -> Response:
    """A file to keep."""
    answer = Response(made, content_type=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _told(order: CateringOrder, timezone: str) -> str:
    """When it was ordered, and who confirmed it when."""
    made = f"Besteld op {moment(order.made_at, timezone)}."
    if order.confirmed_at is None:
        return made
    return f"{made} Bevestigd door {order.confirmed_by} op {moment(order.confirmed_at, timezone)}."
