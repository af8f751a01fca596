"""Rooms that are too small for everyone together. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.programme.plan import Kind
from app.programme.problems import Problem, ProblemKind
from app.programme.timed import Timeline
from app.words import count

# In these everyone sits or works; before, between and after them people may stand.
SEATED = frozenset({Kind.PLENAIR, Kind.WERKVORM, Kind.AFSLUITING})


def with_crowding(line: Timeline, places: Mapping[str, int | None], people: int | None) -> Timeline:
    """The day with, at each item for all `people`, what is wrong when its room has fewer `places`.

    Unknown places or people give no problem.
    """
    problems = [*line.problems, *_crowded(line, places, people or 0)]
    last = len(line.items)
    ordered = sorted(problems, key=lambda problem: last if problem.index is None else problem.index)
    return replace(line, problems=tuple(ordered))


def _crowded(line: Timeline, places: Mapping[str, int | None], people: int) -> Iterator[Problem]:
    for timed in line.items:
        item = timed.item
        most = places.get(item.room or "")
        if most is None or most >= people or item.kind not in SEATED or item.parallel:
            continue
        yield Problem(
            kind=ProblemKind.ROOM_SMALL,
            text=f"{item.room} heeft {count(most, 'plaats', 'plaatsen')} voor {count(people, 'mens', 'mensen')}.",
            index=timed.index,
        )
