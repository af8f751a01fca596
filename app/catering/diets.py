"""What people do not eat, counted by group. Pure.

Nothing is interpreted: a text that says no more than common words is counted under those, any other one under
`OTHER`, and stands word for word on a dieetkaartje.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from types import MappingProxyType

OTHER = "anders, zie dieetkaartje"
GROUPS = ("vegetarisch", "veganistisch", "halal", "glutenvrij", "notenallergie")
_SPELLED = MappingProxyType(
    {
        "vegetarisch": ("vegetarisch", "vegetarier", "vega"),
        "veganistisch": ("veganistisch", "veganist", "vegan"),
        "halal": ("halal",),
        "glutenvrij": ("glutenvrij", "gluten vrij"),
        "notenallergie": ("notenallergie", "noten allergie", "allergie voor noten", "allergisch voor noten"),
    }
)
_SAYS_NOTHING = re.compile(r"\b(ik|ben|eet|dieet|graag|alleen|en|svp|aub|alstublieft|dank|u|je|wel)\b")
_NOTHING = frozenset(
    ["", "geen", "nee", "nvt", "n v t", "niets", "geen dieet", "geen wensen", "niet van toepassing"]
)


def group_of(text: str) -> str | None:
    """`Ik ben vegetariër` as "vegetarisch"; two words as "halal + glutenvrij"; None when somebody eats everything."""
    plain = _plain(text)
    if plain in _NOTHING:
        return OTHER if text.strip() and not any(sign.isalnum() or sign in "-." for sign in text) else None
    found = []
    for group in GROUPS:
        for spelled in _SPELLED[group]:
            plain, times = re.subn(rf"\b{spelled}\b", " ", plain)
            if times and group not in found:
                found.append(group)
    left = _SAYS_NOTHING.sub(" ", plain).strip()
    return " + ".join(found) if found and not left else OTHER


def counted(texts: Iterable[str]) -> dict[str, int]:
    """How many people each group has: common ones first, `OTHER` last."""
    many: Counter[str] = Counter()
    for text, people in Counter(texts).items():  # most say the same: nothing
        if (group := group_of(text)) is not None:
            many[group] += people
    return {group: many[group] for group in sorted(many, key=_place)}


def _place(group: str) -> tuple[bool, int, str]:
    known = GROUPS.index(group) if group in GROUPS else len(GROUPS)
    return group == OTHER, known, group


def in_order(groups: Iterable[str]) -> list[str]:
    """Each group once, in the order in which they are always told."""
    return sorted(set(groups), key=_place)


def _plain(text: str) -> str:
    """Small letters without marks, single spaces, nothing else."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+|_", " ", bare).split())
