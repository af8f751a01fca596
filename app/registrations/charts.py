"""Registrations by day against the capacity: numbers, and the points of one small drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.extensions import db
from app.registrations.models import Registration
from app.registrations.states import ON_THE_LIST
from app.werksessies.models import Werksessie

FEW = 5  # registrations: with fewer a drawing tells nothing
WIDE, HIGH = 640, 180  # of the drawing, in its own units
_LEFT, _RIGHT, _TOP, _LOW = 40, 632, 22, 150


@dataclass(frozen=True, slots=True)
class Day:
    """`new` registered on it, `total` by its end."""

    date: date
    new: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How registrations came in, for the days on which any did, from the first to `until`."""

    days: tuple[Day, ...]
    until: date
    capacity: int | None

    @property
    def total(self) -> int:
        return self.days[-1].total

    @property
    def most(self) -> int:
        """The number at the top of the drawing."""
        return max(self.total, self.capacity or 0)

    def y(self, number: int) -> float:
        """How high a number is drawn, from the top."""
        return round(_LOW - (_LOW - _TOP) * number / self.most, 1)

    @property
    def steps(self) -> str:
        """The line through the days, as the points of a polyline: up on each day, level between."""
        points = [(float(_LEFT), self.y(0))]
        for day in self.days:
            x = self._x(day.date)
            points += [(x, points[-1][1]), (x, self.y(day.total))]
        points.append((float(_RIGHT), self.y(self.total)))
        return " ".join(f"{x:g},{y:g}" for x, y in points)

    def _x(self, day: date) -> float:
        span = max((self.until - self.days[0].date).days, 1)
        return round(_LEFT + (_RIGHT - _LEFT) * (day - self.days[0].date).days / span, 1)


def growth_of(werksessie: Werksessie, at: datetime) -> Growth | None:
    """Who is on the list, by local day; None while they are few. One query."""
    found = db.session.scalars(
        select(Registration.registered_at).where(Registration.werksessie_id == werksessie.id, ON_THE_LIST)
    ).all()
    zone = ZoneInfo(werksessie.timezone)
    today = min(at.astimezone(zone).date(), werksessie.date)
    return growth((moment.astimezone(zone).date() for moment in found), werksessie.capacity, today)


def growth(registered: Iterable[date], capacity: int | None, today: date) -> Growth | None:
    """The days of `registered` in order, drawn until `today`; None while they are few."""
    counted = Counter(registered)
    if counted.total() < FEW:
        return None
    days, total = [], 0
    for day, new in sorted(counted.items()):
        total += new
        days.append(Day(day, new, total))
    until = max(today, days[-1].date, days[0].date + timedelta(days=1))
    return Growth(days=tuple(days), until=until, capacity=capacity)
