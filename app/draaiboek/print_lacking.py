"""Characters that the font lacks: which they are, and the line on paper that says where they stand."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from app.draaiboek.contents import Draaiboek, TeamMember
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_sheet import BODY, WHAT
from app.draaiboek.print_team import role_label
from app.pdf import Element, lacking, paragraph
from app.programme.problems import quoted
from app.programme.timeline import timeline
from app.words import clock, count, joined

_MOST = 4  # places by name; more would push the cover overleaf
_PLACES = {
    "title": "in de titel",
    "theme": "in het thema",
    "client": "in de naam van de opdrachtgever",
    "venue": "bij de locatie",
    "brief": "in de opdracht",
    "goals": "in de doelen",
    "domains": "in de domeinen",
    "catering": "in de catering",
    "materials": "in de materialen",
    "tasks": "in de taken",
    "budget": "in de begroting",
    "what_if": "in als-dan",
}


def lacking_characters(draaiboek: Draaiboek) -> str:
    """Every character in the draaiboek that prints as [?], each once."""
    return lacking("\n".join(_texts(draaiboek)))


def lacking_places(draaiboek: Draaiboek) -> list[str]:
    """Where those characters stand, as a reader finds it on paper: "bij 10.05 ‘Welkom’", "in de doelen"."""
    day = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    parts: list[tuple[Any, str]] = [(getattr(draaiboek, name), place) for name, place in _PLACES.items()]
    parts += [(who, _of_member(who)) for who in draaiboek.team]
    parts += [(who, f"bij spreker {quoted(who.name)}") for who in draaiboek.speakers]
    parts += [(timed.item, _at(timed.starts, timed.item.title)) for timed in day.items]
    parts += [(timed.moment, _at(timed.starts, timed.moment.what)) for timed in day.moments]
    return [place for part, place in parts if lacking("\n".join(_texts(part)))]


def _of_member(member: TeamMember) -> str:
    return f"{'in de naam van' if lacking(member.name) else 'bij'} de {role_label(member.role)}"


def _at(starts: datetime, title: str) -> str:
    return f"bij {clock(starts)} {quoted(title)}"


def _texts(part: Any) -> list[str]:
    """All strings in a draaiboek or a part of it, in the order of its fields.

    A loop and no recursion: print does this every time.
    """
    texts: list[str] = []
    waiting: list[Any] = [part]
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
    """Say on the cover where characters stand as [?]; nothing when all could be printed."""
    if not lacking_characters(draaiboek):
        return
    places = lacking_places(draaiboek)
    more = [f"op nog {count(len(places) - _MOST, 'plaats', 'plaatsen')}"] if len(places) > _MOST else []
    where = joined([*places[:_MOST], *more])
    told = f"Waar [?] staat, heeft het lettertype het teken niet. Vul het met de hand aan: {where}."
    text = paragraph(told, BODY, flow.right - WHAT)
    flow.section("let op", text.height, section)
    section.elements[-1].role = "paper"  # a screen has fonts enough
    with flow.page.marked(section.child("P", role="paper")):
        flow.y = flow.page.paragraph(WHAT, flow.y, text)
