"""The rows of the editor's page: items with what stands in their fields, and the moments between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from app.programme import plan
from app.programme.models import Moment
from app.programme.problems import Problem, ProblemKind
from app.programme.solving import Solver, Way
from app.programme.timeline import TimedItem, TimedMoment, Timeline
from app.programme.times import Cell, Column, shown

SURE, GONE = "bevestigd", ("afgezegd", "vervallen")  # of a speaker; their table lies to our right


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedPart:
    """One moment on the screen."""

    id: int
    timed: TimedMoment
    problems: tuple[Problem, ...]

    @property
    def anchor(self) -> str:
        return f"moment-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Who speaks in one place: who is sure, who is not with how far they are, and the holes of who dropped out."""

    sure: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    gone: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, keys: Sequence[str], names: Mapping[str, str], standing: Mapping[str, str]) -> Voices:
        """Those of `keys`, by name; a key that nobody has is shown as it is."""
        named = [(names.get(key, key), standing.get(key, SURE)) for key in keys]
        return cls(
            sure=tuple(name for name, status in named if status == SURE),
            unsure=tuple(one for one in named if one[1] != SURE and one[1] not in GONE),
            gone=tuple(one for one in named if one[1] in GONE),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item on the screen: as `saved`, and in its `timed` form with what was typed in the row.

    `minutes` and `starts` are what stands in its two fields, `who` its sure speakers and its roles, `voices` all
    speakers; `moments` come before it.
    """

    id: int
    saved: plan.Item
    timed: TimedItem
    minutes: str
    starts: str
    problems: tuple[tuple[Problem, tuple[Way, ...]], ...]
    who: str
    voices: Voices
    moments: tuple[TimedPart, ...]

    @property
    def anchor(self) -> str:
        return f"onderdeel-{self.id}"

    @property
    def key(self) -> str:
        """The id as the page writes it."""
        return str(self.id)

    @property
    def link(self) -> str:
        """Opens the row, when it comes behind the page's own address."""
        return f"?open={self.id}#onderdeel-{self.id}"

    @property
    def clashes(self) -> bool:
        """Whether the thread is drawn double here."""
        return any(problem.kind is ProblemKind.OVERLAP for problem, _ in self.problems)

    @property
    def seats(self) -> int | None:
        """The places in the sessions together; None when one has no number."""
        seats = [session.capacity for session in self.saved.parallel]
        return sum(filter(None, seats)) if seats and all(seats) else None

    def troubled(self, session_key: str) -> bool:
        return any(problem.session == session_key for problem, _ in self.problems)


def board_rows(
    items: Sequence[tuple[int, plan.Item]],
    solver: Solver,
    typed: Mapping[Cell, str],
    names: Mapping[str, str],
    standing: Mapping[str, str],
    parts: Sequence[TimedPart],
) -> tuple[Row, ...]:
    """Every item as a row, each moment above the first item that begins no earlier."""
    problems: dict[int | None, list[Problem]] = defaultdict(list)
    for problem in solver.line.problems:
        problems[problem.index].append(problem)
    waiting = sorted(parts, key=lambda part: part.timed.starts.astimezone(UTC), reverse=True)
    rows = []
    for (item_id, item), timed in zip(items, solver.line.items, strict=True):
        before = []
        while waiting and waiting[-1].timed.starts.astimezone(UTC) <= timed.starts.astimezone(UTC):
            before.append(waiting.pop())
        voices = Voices.of(item.speakers, names, standing)
        rows.append(
            Row(
                id=item_id,
                saved=item,
                timed=timed,
                minutes=typed.get(Cell(item_id, Column.MINUTES), shown(Column.MINUTES, item)),
                starts=typed.get(Cell(item_id, Column.START), shown(Column.START, item)),
                problems=tuple((problem, solver.ways(problem)) for problem in problems[timed.index]),
                who=", ".join([*voices.sure, *item.roles]),
                voices=voices,
                moments=tuple(before),
            )
        )
    return tuple(rows)


def moment_parts(moments: Sequence[Moment], line: Timeline) -> tuple[TimedPart, ...]:
    """Every moment with what is wrong with it alone; a clash with an item is told at the item."""
    return tuple(
        TimedPart(
            id=moment.id,
            timed=timed,
            problems=tuple(
                problem
                for problem in line.problems
                if problem.moment == timed.index and problem.index is None
            ),
        )
        for moment, timed in zip(moments, line.moments, strict=True)
    )
