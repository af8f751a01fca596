"""Characters that the font lacks: what they are, and the line on paper that says so."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_sheet import BODY, WHAT
from app.pdf import Element, lacking, paragraph

_MOST = 12


def lacking_characters(draaiboek: Draaiboek) -> str:
    """Every character in the draaiboek that prints as [?], each once."""
    return lacking("\n".join(_texts(draaiboek)))


def _texts(draaiboek: Draaiboek) -> list[str]:
    """All strings in it, in the order of its fields. A loop and no recursion: print does this every time."""
    texts: list[str] = []
    waiting: list[Any] = [draaiboek]
    while waiting:
        value = waiting.pop()
        if value.__class__ is str:
            texts.append(value)
        elif value.__class__ is tuple:
            waiting.extend(reversed(value))
        else:
            waiting.extend(getattr(value, name) for name in _fields(value.__class__))
    return texts


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, last first; none of anything else."""
    return tuple(field.name for field in reversed(fields(kind))) if is_dataclass(kind) else ()


def draw_lacking(flow: Flow, draaiboek: Draaiboek, section: Element) -> None:
    """Say on the cover which characters stand as [?]; nothing when all could be printed."""
    characters = lacking_characters(draaiboek)
    if not characters:
        return
    codes = ", ".join(f"U+{ord(character):04X}" for character in characters[:_MOST])
    more = f" en nog {len(characters) - _MOST}" if len(characters) > _MOST else ""
    told = f"Waar [?] staat, heeft het lettertype het teken niet. Vul het met de hand aan: {codes}{more}."
    text = paragraph(told, BODY, flow.right - WHAT)
    flow.section("let op", text.height, section)
    section.elements[-1].role = "paper"  # a screen has fonts enough
    with flow.page.marked(section.child("P", role="paper")):
        flow.y = flow.page.paragraph(WHAT, flow.y, text)
