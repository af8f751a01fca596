"""Names as Dutch people expect to find them in a list: under the main part, tussenvoegsels after the first name."""

from __future__ import annotations

import unicodedata

from app.werksessies.tussenvoegsels import is_tussenvoegsel

LONGEST = 200
# Letters that fall apart into no plain letter with an accent.
_PLAIN = str.maketrans({"æ": "ae", "ð": "d", "đ": "d", "ø": "o", "œ": "oe", "ł": "l", "þ": "th", "ı": "i"})


def sort_name(name: str) -> str:
    """`Jan de Vries` as "vries, jan de": the key to sort and search by, casefolded, without diacritics."""
    return filed_name(plain(name))


def filed_name(name: str) -> str:
    """`Jan de Vries` as "Vries, Jan de": as a list in alphabetical order shows it."""
    words = name.split()
    if "," in name or len(words) < 2:
        return " ".join(words)[:LONGEST]
    start = next((i for i, word in enumerate(words[1:-1], 1) if is_tussenvoegsel(word)), None)
    if start is None:
        return _joined(words[-1:], words[:-1])
    end = start
    while end < len(words) - 1 and is_tussenvoegsel(words[end]):
        end += 1
    return _joined(words[end:], words[:end])


def plain(text: str) -> str:
    """`text` casefolded and without diacritics, as people type it when they search."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("’", "'")


def _joined(main: list[str], rest: list[str]) -> str:
    return f"{' '.join(main)}, {' '.join(rest)}"[:LONGEST]
