"""What one text in a draaiboek file can mean: a time, an amount, a choice. Each kind reads its own words."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

from email_validator import EmailNotValidError, validate_email

from app.draaiboek.words import quoted, suggestion
from app.programme.plan import Anchor
from app.werksessies.slug import slug_problem
from app.words import Cents

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905
)
YEARS = range(2000, 2101)
# Control characters and halves of characters: they come in by escapes such as "\x07" and break paper and database.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MONEY = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
_AT = re.compile(r"(start|end)([+-][0-9]{1,4})?")


class WrongError(ValueError):
    """A value that cannot be: the text is the Dutch sentence that says what to do, without the key."""


@dataclass(frozen=True, slots=True)
class Value:
    """One kind of value. `stand_in` takes the place of a wrong one, so that the rest can still be checked."""

    read: Callable[[str], object]
    stand_in: object


def line(longest: int = 200) -> Value:
    """A text of one line."""

    def read(text: str) -> str:
        # as str.splitlines and mail headers see lines
        if len(text.splitlines()) > 1 or text.endswith(("\n", "\x85", "\u2028", "\u2029")):
            raise WrongError("Schrijf deze tekst op één regel.")
        return _text(text, longest)

    return Value(read, "?")


def prose(longest: int = 20_000) -> Value:
    """A text that may have paragraphs."""
    return Value(lambda text: _text(text, longest), "?")


def _text(text: str, longest: int) -> str:
    if hidden := _HIDDEN.search(text):
        raise WrongError(f"Hier staat een onzichtbaar teken (U+{ord(hidden[0]):04X}). Haal het weg.")
    if len(text) > longest:
        raise WrongError(f"Deze tekst heeft {len(text)} tekens. Maak hem ten hoogste {longest} tekens lang.")
    return text


def whole(least: int, most: int) -> Value:
    """A whole number within bounds."""

    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise WrongError(
                f"{quoted(text)} is geen heel getal. Schrijf alleen cijfers, bijvoorbeeld {max(least, 15)}."
            )
        # the length first: Python refuses to read a number of thousands of digits
        if len(text) > 10 or not least <= int(text) <= most:
            raise WrongError(f"{quoted(text)} kan niet. Kies een getal van {least} tot en met {most}.")
        return int(text)

    return Value(read, max(least, 1))


def _clock(text: str) -> time:
    if not (parts := _TIME.fullmatch(text)):
        raise WrongError(f'{quoted(text)} is geen tijd. Schrijf uren en minuten, bijvoorbeeld "09:30".')
    hour, minute = int(parts[1]), int(parts[2])
    if hour > 23 or minute > 59:
        midnight = ' Middernacht is "00:00".' if (hour, minute) == (24, 0) else ""
        raise WrongError(f"De tijd {text} bestaat niet. Kies een tijd van 00:00 tot en met 23:59.{midnight}")
    return time(hour, minute)


def _day(text: str) -> date:
    if not (parts := _DATE.fullmatch(text)):
        raise WrongError(f"{quoted(text)} is geen datum. Schrijf jaar-maand-dag, bijvoorbeeld 2027-03-11.")
    year, month, day = (int(part) for part in parts.groups())
    if year not in YEARS:
        raise WrongError(f"Het jaar {year} kan niet. Kies een jaar van {YEARS[0]} tot en met {YEARS[-1]}.")
    if not 1 <= month <= 12:
        raise WrongError(f"Maand {month} bestaat niet. Schrijf jaar-maand-dag, bijvoorbeeld 2027-03-11.")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise WrongError(f"{day} {MONTHS[month - 1]} {year} bestaat niet. Kies een andere datum.")
    return date(year, month, day)


def _euros(text: str) -> Cents:
    if not _MONEY.fullmatch(text):
        raise WrongError(
            f"{quoted(text)} is geen bedrag. Schrijf euro's zonder teken, met een punt voor de centen: 450.00."
        )
    euros, _, cents = text.partition(".")
    return Cents(int(euros) * 100 + int(cents.ljust(2, "0")))


def _yes_or_no(text: str) -> bool:
    known = {"true": True, "ja": True, "yes": True, "false": False, "nee": False, "no": False}
    if text.lower() not in known:
        raise WrongError(f"{quoted(text)} is geen ja of nee. Schrijf true of false.")
    return known[text.lower()]


def _email(text: str) -> str:
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        # its own words are English
        raise WrongError(
            f"{quoted(text)} is geen e-mailadres. Schrijf het als naam@organisatie.nl."
        ) from None
    return text


def _mail_host(text: str) -> str:
    host = text.casefold().rpartition("@")[2].strip(".")
    try:
        validate_email(f"naam@{host}", check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise WrongError(
            f"{quoted(text)} is geen maildomein. Schrijf wat na het apenstaartje staat: organisatie.nl."
        ) from None
    return host


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(text: str) -> str:
    if text not in _zones():
        raise WrongError(f"De tijdzone {quoted(text)} bestaat niet.{suggestion(text, sorted(_zones()))}")
    return text


def _slug(text: str) -> str:
    if problem := slug_problem(text):
        raise WrongError(problem)
    return text


def _cue_at(text: str) -> tuple[Anchor, int]:
    if not (parts := _AT.fullmatch(text)):
        raise WrongError(
            f"{quoted(text)} is geen moment van een cue. Schrijf start, start-5, start+10, end of end-2."
        )
    return Anchor(parts[1]), int(parts[2] or 0)


def _first_version(text: str) -> int:
    if text != "1":
        raise WrongError(f"Versie {quoted(text)} van het bestand is hier niet bekend. Schrijf draaiboek: 1.")
    return 1


def one_of(choices: type[StrEnum]) -> Value:
    """One word of a fixed list."""

    def read(text: str) -> StrEnum:
        if text not in list(choices):
            raise WrongError(f"{quoted(text)} kan hier niet.{suggestion(text, list(choices))}")
        return choices(text)

    return Value(read, next(iter(choices)))


def _id(text: str) -> str:
    # other first characters are free for what the product itself makes of an id
    if not text[0].isalnum():
        raise WrongError(f"{quoted(text)} kan geen id zijn. Begin met een letter of cijfer.")
    return str(line(60).read(text))


CLOCK = Value(_clock, time(0))
DATE = Value(_day, date(YEARS[0], 1, 1))
EUROS = Value(_euros, Cents(0))
YES_OR_NO = Value(_yes_or_no, False)
ID = Value(_id, "?")
EMAIL = Value(_email, "?")
MAIL_HOST = Value(_mail_host, "?")
ZONE = Value(_zone, "Europe/Amsterdam")
SLUG = Value(_slug, "stand-in")
CUE_AT = Value(_cue_at, (Anchor.START, 0))
VERSION = Value(_first_version, 1)
