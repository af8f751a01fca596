"""The programme as its editor shows it: each row with its times, what is wrong there and what would solve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from app.programme import plan
from app.programme.board_rows import Row, TimedPart, Voices, board_rows, moment_parts
from app.programme.crowding import with_crowding
from app.programme.loading import load_items, people_registered, people_seated
from app.programme.models import Moment
from app.programme.problems import Problem, ProblemKind, quoted
from app.programme.rows import Choices, moment_as_typed
from app.programme.schedule import day_of, moments_of
from app.programme.solving import Solver
from app.programme.timeline import Timeline, timeline
from app.programme.times import Cell, basis_of, with_typed
from app.werksessies.models import Werksessie
from app.words import clock, count, duration, joined

NOTHING_TYPED: Mapping[Cell, str] = MappingProxyType({})


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
    moments: tuple[tuple[Moment, TimedPart], ...]
    choices: Choices
    names: Mapping[str, str]  # speakers by key
    registered: int  # people with a place
    seated: Mapping[tuple[int, str], int]  # people in a session, by item id and key

    @classmethod
    def of(cls, werksessie: Werksessie, typed: Mapping[Cell, str] = NOTHING_TYPED) -> Board:
        """The board with, instead of what is saved, the times that are `typed` in the rows where they can be read."""
        choices, moments = Choices.of(werksessie), moments_of(werksessie)
        items, names = load_items(werksessie, choices), choices.names()
        registered = people_registered(werksessie)
        planned = (
            [with_typed(item_id, item, typed) for item_id, item in items] if typed else [i for _, i in items]
        )
        line = timeline(day_of(werksessie), planned, [moment_as_typed(row) for row in moments], names)
        people = werksessie.capacity or registered or None
        line = with_crowding(line, {room.name: room.capacity for room in choices.rooms}, people)
        solver = Solver(line=line, items=items, rooms=choices.rooms, people=people)
        parts = moment_parts(moments, line)
        return cls(
            werksessie=werksessie,
            line=line,
            rows=board_rows(items, solver, typed, names, choices.standing, parts),
            moments=tuple(zip(moments, parts, strict=True)),
            choices=choices,
            names=names,
            registered=registered,
            seated=people_seated(werksessie),
        )

    @property
    def problems(self) -> list[tuple[Problem, str]]:
        """Every problem with the anchor of where it is."""
        return [(problem, self._anchor(problem)) for problem in self.line.problems]

    def _anchor(self, problem: Problem) -> str:
        if problem.index is not None:
            return self.rows[problem.index].anchor
        return self.moments[problem.moment][1].anchor if problem.moment is not None else "som"

    @property
    def basis(self) -> dict[str, str]:
        """What the fields in the rows are compared with: the saved times."""
        return basis_of((row.id, row.saved) for row in self.rows)

    @property
    def last_moments(self) -> list[TimedPart]:
        """The moments after the last item begins."""
        before = {part.id for row in self.rows for part in row.moments}
        return [part for _, part in self.moments if part.id not in before]

    @property
    def moments_clash(self) -> bool:
        """Whether something is wrong at a moment, so that it has to be in sight."""
        return any(problem.moment is not None and problem.index is None for problem in self.line.problems)

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
            # the verb goes with what is named first: er is 1 botsing en 2 aandachtspunten
            first = sum(problem.blocking for problem in problems) or len(problems)
            verdict = f"Er {'is' if first == 1 else 'zijn'} {self.problems_in_words}."
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
    def goals(self) -> list[tuple[str, int]]:
        """Minutes per goal in the order of the goals, each by its short name, also those without a minute."""
        minutes = dict.fromkeys((goal.key for goal in self.choices.goals), 0)
        return [*(minutes | self.line.minutes_per_goal()).items()]

    @property
    def without_goal(self) -> int:
        """Minutes of the programme that serve no goal."""
        return sum(timed.item.minutes for timed in self.line.programme if timed.item.goal is None)

    @property
    def expected(self) -> int | None:
        """How many people a block has to hold: all who may come, or who have registered when that has no limit."""
        return self.werksessie.capacity or self.registered or None

    def places_in_words(self, row: Row) -> str:
        """Whether everyone finds a place in the sessions of a block; "" when that is clear from the row."""
        rooms = {room.name: room.capacity for room in self.choices.rooms}
        for session in row.saved.parallel:
            places, most = session.capacity, rooms.get(session.room or "")
            if places is not None and most is not None and places > most:
                return f"{quoted(session.title)} heeft {count(places, 'plaats', 'plaatsen')}, {session.room} {most}."
        unknown = sum(session.capacity is None for session in row.saved.parallel)
        if unknown:
            return (
                f"Van {count(unknown, 'deelsessie', 'deelsessies')} is het aantal plaatsen nog niet bekend."
            )
        if row.seats is None or self.expected is None:
            return ""
        registered = (
            f" Nu zijn er {count(self.registered, 'aanmelding', 'aanmeldingen')}." if self.registered else ""
        )
        short = self.expected - row.seats
        if short > 0:
            return f"{count(short, 'plaats', 'plaatsen')} te weinig als iedereen komt.{registered}"
        return f"Er is plaats voor iedereen.{registered}"

    @property
    def saved_at(self) -> datetime:
        """When the programme was last saved, in the werksessie's zone."""
        return self.werksessie.programme_changed_at.astimezone(ZoneInfo(self.werksessie.timezone))

    @property
    def roles(self) -> list[str]:
        """Every role that the team or the programme names."""
        named = {member.role for member in self.werksessie.team}
        for row in self.rows:
            named.update(row.saved.roles, *(cue.roles for cue in row.saved.cues))
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

    def voices_of(self, speakers: Sequence[str]) -> Voices:
        """Who speaks in a session; one that the werksessie lacks by what a file called it."""
        return Voices.of(speakers, self.names, self.choices.standing)

    def told(self, changed: Sequence[int]) -> str:
        """When the first changed item now is, and how many others changed."""
        row = self.row(changed[0]) if changed else None
        if row is None:
            return ""
        when = f"{quoted(row.saved.title)} is nu van {clock(row.timed.starts)} tot {clock(row.timed.ends)}."
        others = count(len(changed) - 1, "ander onderdeel is", "andere onderdelen zijn")
        return when + (f" Ook {others} gewijzigd." if len(changed) > 1 else "")

    def row(self, item_id: int) -> Row | None:
        return next((row for row in self.rows if row.id == item_id), None)
