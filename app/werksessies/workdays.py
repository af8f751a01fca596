"""Working days in the Netherlands: tasks are counted in them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays

# With 5 May of every year ("optional" in the library): the days of the Algemene termijnenwet, article 3.
_HOLIDAYS = holidays.country_holidays("NL", categories=("public", "optional"), language="nl")
_WEEKEND = {5: "zaterdag", 6: "zondag"}


@cache
def day_off(day: date) -> str | None:
    """The Dutch name of the holiday or weekend day on which nobody works; None for a working day."""
    return _HOLIDAYS.get(day) or _WEEKEND.get(day.weekday())


def nearest_working_day(day: date, to: date) -> date:
    """`day` when it is a working day; else the one before it, or after it when `day` is after the day `to`."""
    step = timedelta(days=1 if day > to else -1)
    while day_off(day) is not None:
        day += step
    return day


def working_day(day: date, offset: int) -> date:
    """The `offset`th working day after `day`, before it when negative; `day` itself for 0."""
    step = timedelta(days=1 if offset > 0 else -1)
    left = abs(offset)
    while left:
        day += step
        if day_off(day) is None:
            left -= 1
    return day
