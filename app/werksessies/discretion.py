"""Names of people whose surname is kept back: a given name on every paper, feed, export and mail to others. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from app.werksessies.tussenvoegsels import is_tussenvoegsel

CLOSED_KEPT = timedelta(days=31)  # after the day: who came to, or was invited for, a closed subject
ONLY_FIRST_NAME = "Noem alleen de voornaam"
WHERE_NOT = (
    "Op papier, in agenda’s, in bestanden en in mails aan anderen staat dan geen achternaam en geen e-mailadres. "
    "Versies van het draaiboek die al vastliggen, houden de hele naam: leg daarna een nieuwe versie vast."
)
WITHHELD = "naam bij de organisatie"  # for who has no given name that we know of
_TITLES = r"(?:(?:de heer|dhr\.?|meneer|mevrouw|mevr\.?|mw\.?|prof\.?|drs?\.?|mr\.?|ir\.?|ing\.?|ds\.?)\s+)+"
_TITLED = re.compile(_TITLES, re.IGNORECASE)


def shown_name(name: str, first_name_only: object) -> str:
    """The name as others may read it. `first_name_only`: since when, or whether, the surname is kept back."""
    return given_name(name) if first_name_only else name


def given_name(name: str) -> str:
    """`dr. Fatima de Vries-Yilmaz (politie)` as "Fatima". Of a second word nobody can tell whether it is a surname."""
    if name == WITHHELD:
        return name
    before, _, behind = (part.strip() for part in _bare(name).partition(","))
    filed = behind[:1].isupper()  # "Vries, Jan de", and not "Rik Voorbeeld, gespreksleider"
    whole = behind if filed else before
    words = _TITLED.sub("", whole, count=1).split()
    only_a_surname = len(words) == 1 and (_TITLED.match(whole) or (behind and not filed))
    if not words or is_tussenvoegsel(words[0]):
        return WITHHELD
    if only_a_surname and not words[0].endswith("."):
        return WITHHELD
    return words[0] if words[0][0].isupper() or not behind else WITHHELD


def veiled(text: str, names: Iterable[str]) -> str:
    """`text` with each of these names as its given name, also "mevrouw De Vries", in whatever capitals and spaces."""
    for name in names:
        whole, given = _bare(name), given_name(name)
        if whole == given:
            continue
        text = _pattern(whole).sub(given, text)
        words = _TITLED.sub("", whole, count=1).split()
        surname = words[0 if words[:1] != [given] else 1 :] if "," not in whole else []
        if surname:
            text = _pattern(" ".join(surname), _TITLES).sub(given, text)
    return text


def _bare(name: str) -> str:
    """Without what planners note behind it."""
    return name.partition("(")[0].strip()


@lru_cache(maxsize=256)
def _pattern(words: str, before: str = "") -> re.Pattern[str]:
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){before}{spaced}(?!\w)", re.IGNORECASE)
