"""Characters that the font lacks: what they are, and the line on paper that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_sheet import BODY, RIGHT, WHAT
from app.pdf import Element, lacking, paragraph

_MOST = 12


def lacking_characters(draaiboek: Draaiboek) -> str:
    """Every character in the draaiboek that prints as [?], each once."""
    return "".join(dict.fromkeys("".join(lacking(text) for text in _texts(draaiboek))))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if not isinstance(value, Enum):
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def draw_lacking(flow: Flow, draaiboek: Draaiboek, section: Element) -> None:
    """Say on the cover which characters stand as [?]; nothing when all could be printed."""
    characters = lacking_characters(draaiboek)
    if not characters:
        return
    codes = ", ".join(f"U+{ord(character):04X}" for character in characters[:_MOST])
    more = f" en nog {len(characters) - _MOST}" if len(characters) > _MOST else ""
    told = f"Waar [?] staat, heeft het lettertype het teken niet. Vul het met de hand aan: {codes}{more}."
    text = paragraph(told, BODY, RIGHT - WHAT)
    flow.section("let op", text.height, section)
    with flow.page.marked(section.child("P")):
        flow.y = flow.page.paragraph(WHAT, flow.y, text)
