"""The day as a thread through three lanes, one for each pillar: numbers for an SVG, drawn from the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from app.programme.plan import Pillar
from app.programme.timeline import TimedItem, Timeline, minutes_between

WIDTH = 860.0
LANES = {Pillar.INSPIREREN: 26.0, Pillar.VERBINDEN: 70.0, Pillar.ACTIVEREN: 114.0}
GAP = 3.0  # between two bars that follow each other at once
BEND = 18.0  # the least width of a turn to another lane
NARROWEST = 2.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An item with a pillar; `x`, `y` its top left corner."""

    pillar: Pillar
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Weave:
    """Bars, and the path of the thread through them, in a box of 860 by 140."""

    bars: tuple[Bar, ...]
    path: str


def weave(line: Timeline) -> Weave | None:
    """The weave of a day; None when no item has a pillar or the day has no length."""
    items = [timed for timed in line.items if timed.item.pillar is not None and timed.item.minutes > 0]
    length = minutes_between(items[0].starts, max(timed.ends for timed in items)) if items else 0
    if length <= 0:
        return None
    bars = tuple(_bar(timed, items[0], WIDTH / length) for timed in items)
    return Weave(bars, _path(bars))


def _bar(timed: TimedItem, first: TimedItem, scale: float) -> Bar:
    pillar = timed.item.pillar or Pillar.INSPIREREN  # never without: see `weave`
    x = minutes_between(first.starts, timed.starts) * scale
    width = minutes_between(timed.starts, timed.ends) * scale - GAP
    return Bar(pillar, round(x + GAP / 2, 1), LANES[pillar] - 6, round(max(width, NARROWEST), 1))


def _path(bars: tuple[Bar, ...]) -> str:
    y = LANES[bars[0].pillar]
    parts = [f"M0 {y:g}"]
    for before, after in pairwise(bars):
        end, start, lane = before.x + before.width, after.x, LANES[after.pillar]
        if lane == y:
            continue
        turn = min(start, (end + start) / 2 - BEND / 2) if start - end < BEND else end
        reach = turn + BEND if start - end < BEND else start
        middle = (turn + reach) / 2
        parts.append(f"H{turn:.1f}C{middle:.1f} {y:g} {middle:.1f} {lane:g} {reach:.1f} {lane:g}")
        y = lane
    return "".join([*parts, f"H{WIDTH:g}"])
