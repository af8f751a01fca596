"""The words of the file's error messages: quoting what was written, suggesting what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

TWO_DOCUMENTS = "Hier begint een tweede document. Zet één draaiboek in een bestand."


def quoted(text: str) -> str:
    """`text` fit to stand in a one-line message on a terminal: short, without hidden characters."""
    visible = "".join(character if character.isprintable() else "?" for character in text)
    return f"‘{visible if len(visible) <= 40 else visible[:39] + '…'}’"


def suggestion(word: str, known: Iterable[str]) -> str:
    """` Bedoelt u ‘x’?` when something known looks like `word`, else what there is to choose from."""
    choices = list(dict.fromkeys(known))
    near = get_close_matches(word[:200].casefold(), [choice.casefold() for choice in choices], n=1)
    if near:
        meant = next(choice for choice in choices if choice.casefold() == near[0])
        return f" Bedoelt u {quoted(meant)}?"
    return f" Kies uit: {', '.join(choices)}." if 0 < len(choices) <= 12 else ""


_PLACE = (
    "Deze regel past hier niet. Laat hem even ver inspringen als zijn buren, "
    "en zet niets achter een aanhalingsteken of haak die sluit."
)
_START = "Met dit teken kan een tekst niet beginnen. Zet de tekst tussen aanhalingstekens."
_UNCLOSED = (
    "Deze {} sluit niet goed. Kijk of er een komma of {} ontbreekt, "
    "en zet tekst met een komma of dubbele punt tussen aanhalingstekens."
)
# The parser's words (libyaml and PyYAML differ little) and what a planner should do; the first that is found counts.
_SYNTAX = (
    ("escape", "Na \\ staat een teken dat niet kan. Schrijf \\\\ voor een gewone backslash."),
    ("quoted scalar", "De tekst na dit aanhalingsteken sluit niet goed. Zet er een aanhalingsteken achter."),
    (
        "mapping values are not allowed",
        "Hier staat een dubbele punt te veel, of deze regel springt te ver in. "
        "Zet een tekst met een dubbele punt tussen aanhalingstekens.",
    ),
    ("flow mapping", _UNCLOSED.format("accolade {", "}")),
    ("flow sequence", _UNCLOSED.format("haak [", "]")),
    ("flow node", "Tussen deze haken of accolades ontbreekt een waarde. Vul haar in of haal de komma weg."),
    ("anchor", _START),
    ("alias", _START),
    ("tag", _START),
    ("cannot start any token", _START),
    ("directive", "Een regel kan niet met % beginnen. Zet de tekst tussen aanhalingstekens."),
    ("simple key", "Op deze regel ontbreekt een dubbele punt met een spatie erachter."),
    ("document start", TWO_DOCUMENTS),
    ("block", _PLACE),
)


def syntax_error(problem: str) -> str:
    """The Dutch sentence for what the YAML parser says in English."""
    for words, text in _SYNTAX:
        if words in problem:
            return text
    return "Deze regel is niet te lezen. Kijk naar inspringing, aanhalingstekens, haken en dubbele punten."
