"""What an element says, as HTML: words that stand out, telephone numbers to tap, the marks of the pillars."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from app.draaiboek.web_html import icon, tag, together
from app.pdf import Content, Element, Face, Link
from app.programme.plan import Pillar

PILLARS = frozenset(pillar.value for pillar in Pillar)
FIXED = "vast"
EMERGENCY = "112"
_PHONE = re.compile(r"(?:\+|0)\d(?:[ -]?\d){8,12}")
_SPACE = re.compile(r"[ \t\n]+")


class Words(NamedTuple):
    """Words that look alike."""

    text: str
    strong: bool


def words_of(element: Element) -> list[Words]:
    """What the element says itself, in stretches that look alike; white space evened out."""
    said = [piece for kid in element.kids if isinstance(kid, Content) for piece in kid.said]
    found = []
    for (face, _), alike in groupby(said, key=lambda piece: (piece.face, piece.size)):
        text = _SPACE.sub(" ", "".join(piece.text for piece in alike))
        if text.strip():
            found.append(Words(text, face is not Face.REGULAR))
    return found


def text_of(element: Element) -> str:
    """What the element says itself, as one line."""
    return _SPACE.sub(" ", "".join(words.text for words in words_of(element))).strip()


def inline(element: Element) -> Markup:
    """What the element says itself, with its links; strong words stand out."""
    return together(
        [_joined(words_of(element)), *(_anchor(kid) for kid in element.elements if kid.tag == "Link")]
    )


def _anchor(link: Element) -> Markup:
    """A link that is a web address or an e-mail address; of any other only its words."""
    url = next((kid.url for kid in link.kids if isinstance(kid, Link)), "")
    if url.startswith(("https://", "http://", "mailto:")):
        return tag("a", text_of(link), href=url)
    return together(text_of(link))


def _joined(words: Iterable[Words]) -> Markup:
    """The words with their marks, and outside these the spaces between them."""
    parts: list[str] = []
    for text, strong in words:
        before, after = " " * text.startswith(" "), " " * text.endswith(" ")
        parts += [before, marked(text.strip(), strong=strong), after]
    return together(parts).strip()


def marked(text: str, *, strong: bool) -> Markup:
    """One stretch of words."""
    if not strong:
        return together(text)
    if _PHONE.fullmatch(text) or text == EMERGENCY:
        return tag("a", text, cls="phone", href=f"tel:{re.sub('[ -]', '', text)}")
    if text in PILLARS:
        return pillar(text)
    if text == FIXED:
        return tag("b", [icon(FIXED), text], cls="fixed")
    return tag("b", text)


def pillar(word: str) -> Markup:
    """The mark of a pillar and its word."""
    return tag("span", [icon(word), word], cls=f"pillar {word}")
