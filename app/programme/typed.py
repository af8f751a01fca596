"""Reading what a planner types: minutes, clock times, words. Liberal in, one shape out.

Each function raises ValueError with the Dutch sentence that says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

LONGEST_ITEM = 1440  # minutes
LONGEST_LIST = 1000
_MINUTES = re.compile(r"([0-9]{1,9})\s*(?:m|min\.?|minuut|minuten|')?", re.IGNORECASE)
_HOURS = re.compile(
    r"([0-9]{1,3})\s*(?:u|uur)\.?\s*(?:en\s*)?(?:([0-9]{1,2})\s*(?:m|min\.?|minuten)?)?", re.IGNORECASE
)
_CLOCK = re.compile(r"([0-9]{1,2})\s*(?:[.:,;uh]\s*([0-9]{2})|u|h)?\s*(?:uur|u|h)?\.?", re.IGNORECASE)
_DIGITS = re.compile(r"([0-9]{1,2})([0-9]{2})\s*(?:uur|u|h)?\.?", re.IGNORECASE)
_EUROS = re.compile(
    r"(?:€|eur(?:o|o's)?)?\s*([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})(?:[,.]([0-9]{1,2}|-))?(?:\s*(?:€|euro))?",
    re.IGNORECASE,
)
# What no screen, paper or database can show: control characters and halves of characters.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

WHOLE_MINUTES = "Typ minuten als een heel getal, bijvoorbeeld 15."


def read_minutes(text: str) -> int:
    """15, "15 min" or "1 u 30" as whole minutes, from 1 to 1440."""
    text = text.strip()
    if match := _MINUTES.fullmatch(text):
        minutes = int(match[1])
    elif match := _HOURS.fullmatch(text):
        minutes = 60 * int(match[1]) + int(match[2] or 0)
    else:
        raise ValueError(WHOLE_MINUTES)
    if minutes == 0:
        raise ValueError("Typ ten minste 1 minuut. Hoort het onderdeel er niet bij? Verwijder het dan.")
    if minutes > LONGEST_ITEM:
        raise ValueError(f"Typ ten hoogste {LONGEST_ITEM} minuten, dat is 24 uur.")
    return minutes


def read_offset(text: str) -> int:
    """Minutes between a cue and an end of its item, from 0 to 1440."""
    return 0 if re.fullmatch(r"0+\s*(min\.?|minuten)?", text.strip()) else read_minutes(text)


def read_clock(text: str) -> time:
    """09.30, 9:30, 0930, 9u30 or "9 uur" as a time of day."""
    text = text.strip()
    match = _DIGITS.fullmatch(text) or _CLOCK.fullmatch(text)
    if not match:
        raise ValueError("Typ de tijd als uren en minuten, bijvoorbeeld 09.30.")
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"De tijd {text} bestaat niet. Typ een tijd van 00.00 tot en met 23.59.")
    return time(hour, minute)


def read_number(text: str, most: int = 100_000) -> int:
    """A count of people, from 1."""
    digits = text.strip().replace(".", "")
    if not re.fullmatch("[0-9]{1,9}", digits) or not 1 <= int(digits) <= most:
        raise ValueError("Typ het aantal als een heel getal vanaf 1, bijvoorbeeld 24.")
    return int(digits)


def read_euros(text: str) -> int:
    """450, "450,50", "1.250" or "€ 1.250,50" as whole cents, from 0 to a hundred million euros."""
    match = _EUROS.fullmatch(text.strip())
    if not match:
        raise ValueError("Typ het bedrag in euro's, bijvoorbeeld 450 of 1.250,50.")
    euros = int(match[1].replace(".", ""))
    if euros > 100_000_000:
        raise ValueError("Typ een bedrag van ten hoogste 100 miljoen euro.")
    return euros * 100 + int((match[2] or "0").replace("-", "0").ljust(2, "0"))


def one_line(text: str) -> str:
    """`text` on one line, without what cannot be shown and without spaces around it."""
    return " ".join(_HIDDEN.sub("", text).split())


def prose(text: str) -> str:
    """`text` with its lines, each without spaces at its end; no empty lines around it."""
    lines = _HIDDEN.sub("", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def read_words(text: str, longest: int = 60) -> list[str]:
    """Words between commas, each once, in the order typed."""
    words = list(dict.fromkeys(filter(None, map(one_line, re.split("[,;\n]", text)))))
    check_number(words)
    for word in words:
        check_length(word, longest)
    return words


def check_number(lines: Sequence[str]) -> None:
    """Raises ValueError when there are more than `LONGEST_LIST`."""
    if len(lines) > LONGEST_LIST:
        raise ValueError(too_many(len(lines)))


def too_many(number: int) -> str:
    """The Dutch sentence about a list of more than `LONGEST_LIST`."""
    return f"Maak deze lijst korter: ten hoogste {LONGEST_LIST}. Nu zijn het er {number}."


def check_length(text: str, longest: int) -> None:
    """Raises ValueError when `text` has more than `longest` characters."""
    if len(text) > longest:
        raise ValueError(f"Maak deze tekst korter: ten hoogste {longest} tekens. Nu zijn het er {len(text)}.")
