"""The small words between first name and main part of a Dutch name, as the BRP (table 36) and usage have them."""

from __future__ import annotations

_SMALL_WORDS = """
    aan af al am auf aus bij bin boven d da dal dalla das de degli dei del della den der des di die do don dos du el
    het ibn im in l la las le les lo los met na of onder op over s 's 't t te ten ter thoe to toe tot uijt uit unter
    van vanden vander ver vom von voor vor zu zum zur
"""
TUSSENVOEGSELS = frozenset(_SMALL_WORDS.split())


def is_tussenvoegsel(word: str) -> bool:
    """Whether a word of a name is a small one, whatever its capitals: Van, 't, d."""
    return word.casefold().replace("’", "'").rstrip(".") in TUSSENVOEGSELS
