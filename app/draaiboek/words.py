"""The words of the file's error messages: quoting what was written, suggesting what was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


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


# The parser's words (libyaml and PyYAML differ little) and what a planner should do.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "Hier staat een dubbele punt te veel. Zet de tekst tussen aanhalingstekens.",
    ),
    ("quoted scalar", "Dit aanhalingsteken opent een tekst die niet goed sluit. Zet er één achter de tekst."),
    ("escape", "Na \\ staat een teken dat niet kan. Schrijf \\\\ voor een gewone backslash."),
    ("flow mapping", "Deze accolade { wordt niet goed gesloten. Kijk of er een komma of } ontbreekt."),
    ("flow sequence", "Deze haak [ wordt niet goed gesloten. Kijk of er een komma of ] ontbreekt."),
    ("flow node", "Tussen deze haken of accolades ontbreekt een waarde of een sluitteken."),
    ("anchor", "Een & of * kan niet aan het begin van een tekst. Zet de tekst tussen aanhalingstekens."),
    ("alias", "Een & of * kan niet aan het begin van een tekst. Zet de tekst tussen aanhalingstekens."),
    ("tag", "Een ! kan niet aan het begin van een tekst. Zet de tekst tussen aanhalingstekens."),
    ("directive", "Een % kan niet aan het begin van een regel. Zet de tekst tussen aanhalingstekens."),
    (
        "cannot start any token",
        "Met dit teken kan een tekst niet beginnen. Zet de tekst tussen aanhalingstekens.",
    ),
    (
        "could not find expected ':'",
        "Op deze regel of vlak ervoor ontbreekt een dubbele punt met een spatie erna.",
    ),
    ("block mapping", "Deze regel springt anders in dan de regels erboven. Zet hem recht onder zijn buren."),
    (
        "block collection",
        "Deze regel springt anders in dan de regels erboven. Zet hem recht onder zijn buren.",
    ),
    ("block sequence", "Deze regel springt anders in dan de regels erboven. Zet hem recht onder zijn buren."),
)


def syntax_error(problem: str) -> str:
    """The Dutch sentence for what the YAML parser says in English."""
    for words, text in _SYNTAX:
        if words in problem:
            return text
    return "Deze regel is niet te lezen. Kijk naar inspringing, aanhalingstekens, haken en dubbele punten."
