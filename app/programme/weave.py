"""The day as a thread through three lanes, one for each pillar: numbers for an SVG, drawn from the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from app.programme.attention import Stretch
from app.programme.plan import Pillar
from app.programme.timeline import TimedItem, Timeline, minutes_between
from app.words import clock

WIDTH = 860.0
LANES = {Pillar.INSPIREREN: 26.0, Pillar.VERBINDEN: 70.0, Pillar.ACTIVEREN: 114.0}
GAP = 3.0  # between two bars that follow each other at once
BEND = 18.0  # the least length of a turn to another lane
NARROWEST = 2.0
THICK = 12.0
MOST_HOURS = 12  # that have room for their names


@dataclass(frozen=True, slots=True, kw_only=True)
class Loom:
    """Where the thread runs: from `start` over `length`, to the right or `upright` down; a lane for each pillar."""

    start: float
    length: float
    lanes: dict[Pillar, float]
    upright: bool = False


PUBLIC = Loom(start=0, length=WIDTH, lanes=LANES)
WIDE = Loom(start=104, length=852, lanes=LANES)
TALL = Loom(
    start=40,
    length=550,
    lanes={Pillar.INSPIREREN: 96.0, Pillar.VERBINDEN: 186.0, Pillar.ACTIVEREN: 276.0},
    upright=True,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """An item with a pillar; `x`, `y` its top left corner."""

    pillar: Pillar
    x: float
    y: float
    width: float
    height: float = THICK


@dataclass(frozen=True, slots=True)
class Weave:
    """Bars, and the path of the thread through them; on the public page in a box of 860 by 140."""

    bars: tuple[Bar, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Places along the thread: `hours` with their clock, `hooks` from and to where the room listens too long."""

    hours: tuple[tuple[float, str], ...]
    hooks: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """An item along the thread, in lane `across`."""

    pillar: Pillar
    across: float
    start: float
    length: float

    @property
    def end(self) -> float:
        return self.start + self.length


def weave(line: Timeline, loom: Loom = PUBLIC) -> Weave | None:
    """The weave of a day; None when no item has a pillar or the day has no length."""
    items = _marked(line)
    length = _length(items)
    if length <= 0:
        return None
    pieces = [_piece(timed, items[0], loom, loom.length / length) for timed in items]
    return Weave(tuple(_bar(piece, loom) for piece in pieces), _path(pieces, loom))


def scale(line: Timeline, loom: Loom, hooked: Sequence[Stretch] = ()) -> Scale:
    """Hours and hooks beside the weave of a day that has one."""
    items = _marked(line)
    first, length = items[0].starts, _length(items)

    def along(moment: datetime) -> float:
        minutes = min(max(minutes_between(first, moment), 0), length)
        return round(loom.start + minutes * loom.length / length, 1)

    step = 60 * -(-length // (60 * MOST_HOURS))
    whole = [
        (first.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(first.tzinfo)
        for minutes in range(-first.minute % 60, length + 1, step)
    ]
    return Scale(
        hours=tuple((along(hour), clock(hour)) for hour in whole),
        hooks=tuple((along(stretch.starts), along(stretch.ends)) for stretch in hooked),
    )


def _marked(line: Timeline) -> list[TimedItem]:
    return [timed for timed in line.items if timed.item.pillar is not None and timed.item.minutes > 0]


def _length(items: Sequence[TimedItem]) -> int:
    return minutes_between(items[0].starts, max(timed.ends for timed in items)) if items else 0


def _piece(timed: TimedItem, first: TimedItem, loom: Loom, per_minute: float) -> _Piece:
    pillar = timed.item.pillar or Pillar.INSPIREREN  # never without: see `_marked`
    start = loom.start + minutes_between(first.starts, timed.starts) * per_minute
    length = minutes_between(timed.starts, timed.ends) * per_minute - GAP
    return _Piece(pillar, loom.lanes[pillar], round(start + GAP / 2, 1), round(max(length, NARROWEST), 1))


def _bar(piece: _Piece, loom: Loom) -> Bar:
    side = piece.across - THICK / 2
    if loom.upright:
        return Bar(piece.pillar, side, piece.start, THICK, piece.length)
    return Bar(piece.pillar, piece.start, side, piece.length)


def _path(pieces: Sequence[_Piece], loom: Loom) -> str:
    ahead = "V" if loom.upright else "H"

    def point(along: str, across: float) -> str:
        return f"{across:g} {along}" if loom.upright else f"{along} {across:g}"

    lane = pieces[0].across
    parts = [f"M{point(f'{loom.start:g}', lane)}"]
    for before, after in pairwise(pieces):
        end, start, next_lane = before.end, after.start, after.across
        if next_lane == lane:
            continue
        turn = min(start, (end + start) / 2 - BEND / 2) if start - end < BEND else end
        reach = turn + BEND if start - end < BEND else start
        middle = f"{(turn + reach) / 2:.1f}"
        curve = f"{point(middle, lane)} {point(middle, next_lane)} {point(f'{reach:.1f}', next_lane)}"
        parts.append(f"{ahead}{turn:.1f}C{curve}")
        lane = next_lane
    return "".join([*parts, f"{ahead}{loom.start + loom.length:g}"])
