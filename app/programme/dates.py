"""Reading a date as people type it."""

from __future__ import annotations

import re
from datetime import date

from app.programme.fields import TypedField

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DUTCH = re.compile(r"([0-9]{1,2})[-/. ]+([0-9]{1,2}|[a-z]+)\.?[-/. ]+([0-9]{4})")
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
YEARS = range(2000, 2100)


def read_date(text: str) -> date:
    """2027-06-15, 15-6-2027, 15/06/2027 or "15 juni 2027". Raises ValueError with the Dutch sentence."""
    text = text.strip().lower()
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DUTCH.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        raise ValueError("Typ de datum als dag, maand en jaar, bijvoorbeeld 15-6-2027.")
    try:
        read = date(year, month, day)
    except ValueError:
        raise ValueError(f"De datum {text} bestaat niet. Kijk de dag en de maand na.") from None
    if read.year not in YEARS:
        raise ValueError(f"Kies een jaar van {YEARS.start} tot en met {YEARS.stop - 1}.")
    return read


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    start = "maa" if word.startswith("mrt") else word[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else 0


class DateField(TypedField):
    """A calendar day; shown as ISO, as `<input type=date>` wants it."""

    read = staticmethod(read_date)
    show = staticmethod(date.isoformat)

    def _value(self) -> str:
        return self.data.isoformat() if self.data and not self.errors else super()._value()


def _as_typed(day: str) -> str:
    return "-".join(str(int(part)) for part in reversed(day.split("-"))) if day else ""


class DayField(TypedField):
    """A calendar day as the text 2027-06-15, for a row of a list (`listed.Values` hold what JSON can hold).

    Shown as people type it: 15-6-2027.
    """

    read = staticmethod(lambda text: read_date(text).isoformat())
    show = staticmethod(_as_typed)
