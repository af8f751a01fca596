"""The mix of domains against what the planner hopes for. Pure."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 5  # people with a place: before that a share says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How one domain stands: "8 van 20" and a word. `tone` is "good" or "care"; `target` None without a limit."""

    against: str
    word: str
    tone: str
    target: int | None


def judge(placed: int, aim: int | None, capacity: int | None, everybody: int) -> Judgement | None:
    """How `placed` of a domain stand against `aim` per cent of the places, or, without a limit, of `everybody`.

    None without an aim, or while too few people have a place.
    """
    if aim is None or everybody < FEW:
        return None
    if capacity is None:
        share = (100 * placed + everybody // 2) // everybody
        behind = share < aim
        return Judgement(
            against=f"{share} %, u hoopt op {aim} %",
            word="blijft achter" if behind else "genoeg",
            tone="care" if behind else "good",
            target=None,
        )
    target = (aim * capacity + 50) // 100
    lacks = target - placed
    return Judgement(
        against=f"van {target}",
        word=f"nog {lacks}" if lacks > 0 else "genoeg",
        tone="care" if lacks > 0 else "good",
        target=target,
    )
