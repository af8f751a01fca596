"""A goal says what is different afterwards. Some only name a means; those get a question back."""

from __future__ import annotations

import re

ASK = "Dit is een middel. Wat is er daarna anders?"
_MEANS = (
    r"netwerk\w*|inspire\w*|inspiratie|verbind\w*|activer\w*|ontmoet\w*|kennis ?maken|uitwissel\w*|informeren"
    r"|(?:kennis|ervaringen|informatie) delen|samenkomen|bijpraten|draagvlak"
)
# words with which somebody says what people know, do or have afterwards
_CHANGE = (
    r"herken\w*|kent|kennen|weet|weten|kan|kunnen|maakt?|maken|heeft|hebben|doe[nt]?|afspra\w*|afgesproken|bel(?:t|len)"
    r"|meld\w*|gebruik\w*|begin\w*|start\w*|stop\w*|durft|durven|minder|meer|eerder|sneller|beter|voortaan|wordt|worden"
    r"|neemt|nemen|zorg\w*|vindt|vinden|volg\w*|werkt|werken|signaleer\w*|signaleren"
)
_NAMES_A_MEANS = re.compile(rf"\b(?:{_MEANS})\b", re.IGNORECASE)
_SAYS_A_CHANGE = re.compile(rf"\b(?:{_CHANGE})\b", re.IGNORECASE)


def only_a_means(text: str) -> bool:
    """Whether a goal names a means ("netwerken", "inspireren") and nothing that is different afterwards."""
    return bool(_NAMES_A_MEANS.search(text)) and not _SAYS_A_CHANGE.search(text)
