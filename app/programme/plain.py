"""Items and moments as plain JSON and back, and the merge of what two planners did to one of them."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import time
from typing import Any, TypeVar

from app.programme.plan import Anchor, Cue, Item, Kind, Moment, Pillar, Session, Step

Part = TypeVar("Part", Item, Moment)
Json = dict[str, Any]
NOT_TYPED = frozenset({"uid"})  # what no form shows


def to_json(part: Item | Moment) -> Json:
    """All of `part` in what JSON can hold; times as 09:30."""
    return {name: _plain(value) for name, value in asdict(part).items()}


def item_from_json(data: Json) -> Item:
    """The item of which `to_json` gave `data`."""
    return Item(
        **{
            **data,
            **_lists(data, "roles", "speakers", "card"),
            "steps": tuple(Step(**step) for step in data["steps"]),
            "stuck": tuple(data["stuck"]),
            "kind": Kind(data["kind"]),
            "pillar": Pillar(data["pillar"]) if data["pillar"] else None,
            "starts": _clock(data["starts"]),
            "cues": tuple(
                Cue(**{**cue, **_lists(cue, "roles"), "anchor": Anchor(cue["anchor"])})
                for cue in data["cues"]
            ),
            "parallel": tuple(
                Session(**{**session, **_lists(session, "roles", "speakers")}) for session in data["parallel"]
            ),
        }
    )


def moment_from_json(data: Json) -> Moment:
    """The moment of which `to_json` gave `data`."""
    return Moment(**{**data, **_lists(data, "roles"), "starts": time.fromisoformat(data["starts"])})


def merge(base: Json, mine: Part, saved: Part) -> tuple[Part, tuple[str, ...]]:
    """What I did to `base` and what a colleague did, together, and the fields in which both did something else.

    In those fields the merged part has mine. A field that `base` lacks counts as changed by both.
    """
    before, typed, there = base, to_json(mine), to_json(saved)
    taken, clashes = {}, []
    for name in (field.name for field in fields(mine) if field.name not in NOT_TYPED):
        if typed[name] == there[name] or (name in before and before[name] == there[name]):
            continue
        if name in before and before[name] == typed[name]:
            taken[name] = getattr(saved, name)
        else:
            clashes.append(name)
    return replace(mine, **taken), tuple(clashes)


def _plain(value: Any) -> Any:
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return str(value) if isinstance(value, str) else value


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _lists(data: Json, *names: str) -> Json:
    return {name: tuple(data[name]) for name in names}
