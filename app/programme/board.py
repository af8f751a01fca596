"""The programme as its editor shows it: each row with its times, what is wrong there and what would solve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.programme import plan
from app.programme.models import Item, Moment
from app.programme.problems import Problem, ProblemKind, quoted
from app.programme.rows import Choices, item_as_typed, moment_as_typed
from app.programme.schedule import day_of, items_of, moments_of
from app.programme.timeline import TimedItem, TimedMoment, Timeline, timeline
from app.programme.typed import read_minutes
from app.werksessies.models import Werksessie
from app.words import clock, count, duration, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """One change that solves a problem: fewer minutes for an item, or another fixed start."""

    label: str
    item: Item
    minutes: int | None = None
    starts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One item on the screen. `typed` is what stands in its field of minutes; `names` are its speakers."""

    item: Item
    timed: TimedItem
    typed: str
    problems: tuple[tuple[Problem, tuple[Fix, ...]], ...]
    names: tuple[str, ...]

    @property
    def anchor(self) -> str:
        return f"onderdeel-{self.item.id}"

    @property
    def clashes(self) -> bool:
        """Whether the thread is drawn double here."""
        return any(problem.kind is ProblemKind.OVERLAP for problem, _ in self.problems)

    @property
    def seats(self) -> int | None:
        """The places in the sessions together; None when one has no number."""
        seats = [session.capacity for session in self.item.sessions]
        return sum(filter(None, seats)) if seats and all(seats) else None

    def troubled(self, session_key: str) -> bool:
        return any(problem.session == session_key for problem, _ in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One part of the bar of minutes, in percent of its width."""

    pillar: plan.Pillar
    minutes: int
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that the page shows of one programme."""

    werksessie: Werksessie
    line: Timeline
    rows: tuple[Row, ...]
    moments: tuple[tuple[Moment, TimedMoment], ...]
    choices: Choices
    names: Mapping[str, str]  # speakers by key

    @classmethod
    def of(cls, werksessie: Werksessie, typed: Mapping[int, str] | None = None) -> Board:
        """The board with, instead of what is saved, the minutes `typed` by item id where they can be read."""
        typed = typed or {}
        items, moments, choices = items_of(werksessie), moments_of(werksessie), Choices.of(werksessie)
        names = choices.names()
        planned = [_with_minutes(item_as_typed(item), typed.get(item.id)) for item in items]
        line = timeline(day_of(werksessie), planned, [moment_as_typed(row) for row in moments], names)
        rows = tuple(
            Row(
                item=item,
                timed=timed,
                typed=typed.get(item.id, str(item.minutes)),
                problems=tuple(
                    (problem, _fixes(problem, items, line)) for problem in line.problems_at(timed.index)
                ),
                names=tuple(names.get(key, key) for key in timed.item.speakers),
            )
            for item, timed in zip(items, line.items, strict=True)
        )
        return cls(
            werksessie=werksessie,
            line=line,
            rows=rows,
            moments=tuple(zip(moments, line.moments, strict=True)),
            choices=choices,
            names=names,
        )

    @property
    def problems(self) -> list[tuple[Problem, str]]:
        """Every problem with the anchor of where it is."""
        return [(problem, self._anchor(problem)) for problem in self.line.problems]

    def _anchor(self, problem: Problem) -> str:
        if problem.index is not None:
            return self.rows[problem.index].anchor
        return f"moment-{self.moments[problem.moment][0].id}" if problem.moment is not None else "som"

    @property
    def minutes(self) -> dict[int, int]:
        """The saved minutes by item id: what the field of minutes is compared with."""
        return {row.item.id: row.item.minutes for row in self.rows}

    @property
    def overlap(self) -> int:
        return sum(problem.minutes for problem in self.line.problems if problem.kind is ProblemKind.OVERLAP)

    @property
    def unmarked(self) -> int:
        """Minutes of the programme that serve no pillar."""
        return self.line.planned_minutes - sum(self.line.minutes_per_pillar().values())

    @property
    def borrel(self) -> int:
        """Minutes of a closing borrel: outside the programme and outside its sums."""
        return sum(row.timed.item.minutes for row in self.rows[len(self.line.programme) :])

    @property
    def sum(self) -> str:
        """6 u 55 van 7 u: the minutes that are planned of those that are promised."""
        return f"{duration(self.line.planned_minutes)} van {duration(self.line.promised_minutes)}"

    @property
    def judgement(self) -> str:
        """In a sentence or two whether the day works."""
        if not self.rows:
            return "Er staat nog niets in het programma. Voeg het eerste onderdeel toe."
        verdict = "Het programma klopt."
        if problems := self.line.problems:
            verdict = f"Er {'is' if len(problems) == 1 else 'zijn'} {self.problems_in_words}."
        return verdict + (" Speling blijft staan tot u die gebruikt." if self.line.free_minutes else "")

    @property
    def bars(self) -> list[Bar]:
        """Minutes per pillar, side by side, against the promised minutes or the planned ones if those are more."""
        per_pillar = self.line.minutes_per_pillar()
        whole = max(self.line.promised_minutes, self.line.planned_minutes, 1)
        bars, x = [], 0.0
        for pillar, minutes in per_pillar.items():
            width = 100 * minutes / whole
            bars.append(Bar(pillar=pillar, minutes=minutes, x=round(x, 2), width=round(width, 2)))
            x += width
        return bars

    @property
    def saved_at(self) -> datetime:
        """When the programme was last saved, in the werksessie's zone."""
        return self.werksessie.programme_changed_at.astimezone(ZoneInfo(self.werksessie.timezone))

    @property
    def roles(self) -> list[str]:
        """Every role that the team or the programme names."""
        named = {member.role for member in self.werksessie.team}
        for row in self.rows:
            named.update(row.item.roles, *(cue.roles for cue in row.item.cues))
        return sorted(named)

    @property
    def problems_in_words(self) -> str:
        """2 botsingen, 1 aandachtspunt"""
        blocking = sum(problem.blocking for problem in self.line.problems)
        rest = len(self.line.problems) - blocking
        return joined(
            [
                *([count(blocking, "botsing", "botsingen")] if blocking else []),
                *([count(rest, "aandachtspunt", "aandachtspunten")] if rest else []),
            ]
        )

    def names_of(self, speakers: Sequence[str]) -> list[str]:
        """Speakers by name; one that the werksessie lacks by what a file called it."""
        return [self.names.get(key, key) for key in speakers]

    def told(self, changed: Sequence[int]) -> str:
        """When the first changed item now is, and how many others changed."""
        row = self.row(changed[0]) if changed else None
        if row is None:
            return ""
        when = f"{quoted(row.item.title)} is nu van {clock(row.timed.starts)} tot {clock(row.timed.ends)}."
        others = count(len(changed) - 1, "ander onderdeel is", "andere onderdelen zijn")
        return when + (f" Ook {others} gewijzigd." if len(changed) > 1 else "")

    def row(self, item_id: int) -> Row | None:
        return next((row for row in self.rows if row.item.id == item_id), None)


def _with_minutes(item: plan.Item, typed: str | None) -> plan.Item:
    try:
        return replace(item, minutes=read_minutes(typed)) if typed is not None else item
    except ValueError:
        return item


def _fixes(problem: Problem, items: Sequence[Item], line: Timeline) -> tuple[Fix, ...]:
    if problem.kind is not ProblemKind.OVERLAP or problem.index is None or problem.other is None:
        return ()
    above, here = items[problem.other], items[problem.index]
    shorter = line.items[problem.other].item.minutes - problem.minutes
    start = line.items[problem.other].ends
    fixes = []
    if shorter >= (above.minimum or 1):
        label = f"Maak {quoted(above.title)} {count(shorter, 'minuut', 'minuten')}"
        fixes.append(Fix(label=label, item=above, minutes=shorter))
    if start.date() == line.items[problem.index].starts.date():
        label = f"Begin {quoted(here.title)} om {clock(start)}"
        fixes.append(Fix(label=label, item=here, starts=clock(start)))
    return tuple(fixes)
