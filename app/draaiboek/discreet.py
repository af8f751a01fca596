"""A draaiboek as it may leave the house: who is named by given name only has no surname anywhere in it. Pure.

The draaiboek file keeps whole names: it is the planners' own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from app.draaiboek.contents import Draaiboek, Since, Speaker, TeamMember
from app.werksessies.discretion import given_name, veiled

Someone = TypeVar("Someone", TeamMember, Speaker)


def withheld(draaiboek: Draaiboek) -> frozenset[str]:
    """The whole names of who is named by given name only."""
    return frozenset(one.name for one in _people(draaiboek) if one.first_name_only)


def discreet(draaiboek: Draaiboek, also: Iterable[str] = ()) -> Draaiboek:
    """Given names only of who asked for that, and of `also`, in every text; their addresses for mail are left out.

    Doing it again changes nothing.
    """
    names = sorted({*withheld(draaiboek), *also}, key=len, reverse=True)
    if not names:
        return draaiboek
    cleared = replace(
        draaiboek,
        team=tuple(_without_address(one, names) for one in draaiboek.team),
        speakers=tuple(_without_address(one, names) for one in draaiboek.speakers),
    )
    addresses = [one.email for one in _people(draaiboek) if one.name in names and one.email]
    veil: Draaiboek = _veil(cleared, names, addresses)
    return replace(veil, slug=draaiboek.slug)


def discreet_since(since: Since | None, draaiboek: Draaiboek) -> Since | None:
    """The earlier version beside which `draaiboek` is shown, with the names that are withheld now."""
    return since and replace(since, draaiboek=discreet(since.draaiboek, withheld(draaiboek)))


def _people(draaiboek: Draaiboek) -> tuple[TeamMember | Speaker, ...]:
    return (*draaiboek.team, *draaiboek.speakers)


def _without_address(one: Someone, names: list[str]) -> Someone:
    return replace(one, name=given_name(one.name), email="") if one.name in names else one


def _veil(value: Any, names: list[str], addresses: list[str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        for address in addresses:
            value = value.replace(address, "")
        return veiled(value, names)
    if isinstance(value, tuple):
        return tuple(_veil(part, names, addresses) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {name: _veil(part, names, addresses) for name, part in held.items()}
        kept = {name: part for name, part in changed.items() if part is not held[name]}
        return replace(value, **kept) if kept else value
    return value
