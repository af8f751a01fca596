"""A day beside itself: as it was, as it becomes, and what of the wish cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from itertools import groupby

from app.programme.plan import Day
from app.programme.problems import Problem, clock_text, minutes_text
from app.programme.timed import TimedItem, TimedMoment, Timeline, minutes_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a planner asks of a day. From item `first` on: begin `minutes` later (negative: earlier), be done at `end`.

    `drop`: the droppable items that may go when time is short. `unpin`: fixed starts move along. `moments`: what lies
    around the programme moves along. `promise`: so do the promised start and end of the werksessie, as far as the
    programme follows.
    """

    first: int = 0
    minutes: int = 0
    end: time | None = None
    drop: frozenset[int] = frozenset()
    unpin: bool = False
    moments: bool = False
    promise: bool = False


class UnmetKind(StrEnum):
    """Why a wish cannot be met, or not wholly."""

    FIXED = "fixed"  # a fixed start is in the way
    SHORT = "short"  # nothing can be shorter
    EARLY = "early"  # the day would be over before it begins
    DATE = "date"  # something would come on another date
    EMPTY = "empty"  # there is no programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """What of a wish cannot be met: a Dutch sentence, how many `minutes`, at which item of the old day."""

    kind: UnmetKind
    text: str
    minutes: int = 0
    index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One item of the old day, as it was and as it becomes; None: it is let go."""

    was: TimedItem
    becomes: TimedItem | None

    @property
    def by(self) -> int:
        """How many minutes later it begins; negative: earlier."""
        return minutes_between(self.was.starts, self.becomes.starts) if self.becomes else 0

    @property
    def longer(self) -> int:
        """How many minutes longer it is; negative: shorter."""
        return self.becomes.item.minutes - self.was.item.minutes if self.becomes else 0

    @property
    def changed(self) -> bool:
        """Whether it is another item than it was, or begins or ends at another time."""
        same = self.becomes is not None and self.becomes.item == self.was.item
        return not same or bool(self.by)

    @property
    def marks(self) -> tuple[str, ...]:
        """The words beside what changes, but for a mere shift: that is said once."""
        if self.becomes is None:
            return ("vervalt",)
        marks = []
        if self.longer:
            was, now = self.was.item.minutes, self.becomes.item.minutes
            word = "langer" if self.longer > 0 else "korter"
            marks.append(f"{word}: was {was}, wordt {minutes_text(now)}")
        if self.becomes.fixed and not self.was.fixed:
            marks.append("krijgt een vaste begintijd")
        return tuple(marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What becomes of a day: `day`, with its items and moments in `after`; one row for each item of `before`.

    `promised` says in sentences what of the promise does not move along and why.
    """

    day: Day
    before: Timeline
    after: Timeline
    rows: tuple[Moved, ...]
    unmet: tuple[Unmet, ...] = ()
    promised: tuple[str, ...] = ()

    @property
    def moments(self) -> Iterator[tuple[TimedMoment, TimedMoment]]:
        """Each moment as it was and as it becomes."""
        return zip(self.before.moments, self.after.moments, strict=True)

    @property
    def changed(self) -> bool:
        """Whether anything but the promise becomes different."""
        return any(row.changed for row in self.rows) or any(
            was.moment != becomes.moment for was, becomes in self.moments
        )

    @property
    def new_problems(self) -> list[Problem]:
        """What would be wrong and is not wrong now."""
        there = {(problem.kind, problem.minutes, problem.session) for problem in self.before.problems}
        return [
            problem
            for problem in self.after.problems
            if (problem.kind, problem.minutes, problem.session) not in there
        ]

    @property
    def told(self) -> list[str]:
        """What only begins at another time, each run of items with one shift said once."""
        kept = [row for row in self.rows if row.becomes]
        runs = [(by, list(rows)) for by, rows in groupby(kept, key=lambda row: row.by)]
        return [
            _sentence(rows, by, kept)
            for by, rows in runs
            if by and len(rows) > (1 if rows[-1] is kept[-1] else 2)
        ]


def _sentence(rows: Sequence[Moved], by: int, kept: Sequence[Moved]) -> str:
    how = f"begint {minutes_text(abs(by))} {'later' if by > 0 else 'eerder'}"
    if len(rows) == len(kept):
        return f"Alles {how}."
    first, last = rows[0].was, rows[-1].was
    begin = f"{clock_text(first.starts)} {first.item.title}"
    if rows[-1] is kept[-1]:
        return f"Alles vanaf {begin} {how}."
    return f"Alles van {begin} tot en met {clock_text(last.starts)} {last.item.title} {how}."
