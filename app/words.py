"""Dutch words for dates, times and numbers, for every page, mail and print. Imports nothing of ours.

Times are 24-hour as 09.30, dates "donderdag 15 juni 2023".
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date

LOCALE = "nl"
NUMBERS = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]


def clock(moment: time | datetime) -> str:
    """09.30"""
    return moment.strftime("%H.%M")


def full_date(day: date) -> str:
    """donderdag 15 juni 2023"""
    return format_date(day, "EEEE d MMMM y", locale=LOCALE)


def day_and_month(day: date) -> str:
    """maandag 5 juni"""
    return format_date(day, "EEEE d MMMM", locale=LOCALE)


def weekday(day: date) -> str:
    """donderdag"""
    return format_date(day, "EEEE", locale=LOCALE)


def short_date(day: date) -> str:
    """9 mei"""
    return format_date(day, "d MMMM", locale=LOCALE)


def brief_date(day: date) -> str:
    """23 nov"""
    return format_date(day, "d MMM", locale=LOCALE).rstrip(".")


def moment(at: datetime, timezone: str, year: bool = False) -> str:
    """do 12 juni 14.05, with `year` do 12 juni 2025 14.05: when something happened, by the clock of `timezone`"""
    local = at.astimezone(ZoneInfo(timezone))
    day = format_date(local, "EEE d MMMM y" if year else "EEE d MMMM", locale=LOCALE)
    return f"{day} {clock(local)}"


def month_and_year(day: date) -> str:
    """juni 2023"""
    return format_date(day, "MMMM y", locale=LOCALE)


def count(number: int, one: str, many: str) -> str:
    """1 plaats, 3 plaatsen"""
    return f"{number} {one if number == 1 else many}"


def spelled(number: int, first: bool = False) -> str:
    """nul, één, twee, … twaalf, 13; as the `first` word of a sentence Eén, Twee"""
    word = NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
    return word.replace("éé", "eé").capitalize() if first else word


def joined(words: list[str]) -> str:
    """a, b en c"""
    return words[0] if len(words) == 1 else " en ".join([", ".join(words[:-1]), words[-1]]) if words else ""


def days_left(day: date, today: date) -> str:
    """nog 23 dagen, vandaag, 5 dagen geleden"""
    days = (day - today).days
    if days == 0:
        return "vandaag"
    if days > 0:
        return "morgen" if days == 1 else f"nog {days} dagen"
    return "gisteren" if days == -1 else f"{-days} dagen geleden"


class Cents(int):
    """An amount of money in whole cents, so that a file can tell it from a number."""


def euros(cents: int) -> str:
    """€ 1.250,50 and, below zero, -€ 3,00"""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€ {whole:,}".replace(",", ".") + f",{rest:02d}"


def duration(minutes: int) -> str:
    """45 min, 3 u, 3 u 25"""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} u {rest:02d}" if rest else f"{hours} u"
