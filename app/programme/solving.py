"""What would solve a problem of the day: a change to make at once, or the part and field to open."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.programme import plan
from app.programme.checks import room_uses
from app.programme.clashes import Use
from app.programme.models import Room
from app.programme.problems import Problem, ProblemKind, quoted
from app.programme.timed import TimedItem, TimedSession, Timeline
from app.programme.times import Cell, Column, shown
from app.programme.typed import LONGEST_ITEM
from app.words import clock, count


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way out: `fields` to send to `path` below the page, or without fields a query of the page to open.

    `focus` selects the field that then has the focus.
    """

    label: str
    path: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """What is needed to solve: the day, its items as saved by row id, its rooms, how many people come."""

    line: Timeline
    items: Sequence[tuple[int, plan.Item]]
    rooms: Sequence[Room]
    people: int | None

    def ways(self, problem: Problem) -> tuple[Way, ...]:
        """The ways out of a problem at an item, the surest first."""
        if problem.index is None:
            return ()
        return tuple(self._ways(problem, problem.index))

    def _ways(self, problem: Problem, index: int) -> Iterator[Way]:
        match problem.kind:
            case ProblemKind.OVERLAP:
                yield from self._shorter_or_later(problem, index)
            case ProblemKind.ROOM | ProblemKind.SESSION_ROOM | ProblemKind.ROOM_SMALL:
                yield from self._other_room(problem, index)
            case ProblemKind.SPEAKER:
                yield self._open(problem, index, "Kies een andere spreker", "speakers")
            case ProblemKind.SESSION_LONG:
                yield from self._longer(problem, index)
            case ProblemKind.CUE_FAR:
                yield self._open(problem, index, "Pas de cue aan", "offset")
            case ProblemKind.CLOCK if problem.cue is not None:
                yield self._open(problem, index, "Pas de cue aan", "offset")
            case _:
                return

    def _shorter_or_later(self, problem: Problem, index: int) -> Iterator[Way]:
        above = self.line.items[problem.other or 0]
        shorter = above.item.minutes - problem.minutes
        if shorter >= (above.item.minimum or 1):
            label = f"Maak {quoted(above.item.title)} {count(shorter, 'minuut', 'minuten')}"
            yield self._times(label, above.index, Column.MINUTES, str(shorter))
        here = self.line.items[index]
        if above.ends.date() == here.starts.date():
            label = f"Begin {quoted(here.item.title)} om {clock(above.ends)}"
            yield self._times(label, index, Column.START, clock(above.ends))

    def _longer(self, problem: Problem, index: int) -> Iterator[Way]:
        block = self.line.items[index].item
        longer = block.minutes + problem.minutes
        if longer <= LONGEST_ITEM:
            label = f"Maak {quoted(block.title)} {count(longer, 'minuut', 'minuten')}"
            yield self._times(label, index, Column.MINUTES, str(longer))
        yield self._open(problem, index, "Maak de deelsessie korter", "minutes")

    def _times(self, label: str, index: int, column: Column, text: str) -> Way:
        item_id, saved = self.items[index]
        cell = Cell(item_id, column)
        basis = json.dumps({cell.name: shown(column, saved)})
        return Way(label=label, path="tijden", fields={cell.name: text, "basis": basis})

    def _other_room(self, problem: Problem, index: int) -> Iterator[Way]:
        item_id, _ = self.items[index]
        taken = self._held(problem, index)
        need = taken.session.capacity if isinstance(taken, TimedSession) else self.people
        title, room = _what(taken)
        free = self._free(taken, need)
        if free and (free.capacity or problem.kind is not ProblemKind.ROOM_SMALL):
            places = f" ({count(free.capacity, 'plaats', 'plaatsen')})" if free.capacity else ""
            yield Way(
                label=f"Zet {quoted(title)} in {free.name}: die is vrij{places}",
                path=f"{item_id}/zaal",
                fields={"zaal": free.name, "was": room or "", "deelsessie": problem.session or ""},
            )
        yield self._open(problem, index, "Kies zelf een andere zaal", "room")

    def _free(self, taken: TimedItem | TimedSession, need: int | None) -> Room | None:
        """The smallest room that is big enough and free all that time; one of unknown size when there is no other."""
        busy = {use.of for use in room_uses(self.line) if _meet(use, taken.starts, taken.ends)}
        fits = [
            room
            for room in self.rooms
            if room.name not in busy and (room.capacity is None or need is None or room.capacity >= need)
        ]
        return min(fits, key=lambda room: (room.capacity is None, room.capacity or 0), default=None)

    def _held(self, problem: Problem, index: int) -> TimedItem | TimedSession:
        timed = self.line.items[index]
        if problem.session is None:
            return timed
        return next(held for held in timed.sessions if held.session.id == problem.session)

    def _open(self, problem: Problem, index: int, label: str, name: str) -> Way:
        item_id, item = self.items[index]
        query, place = f"open={item_id}", name
        if problem.cue is not None:
            query, place = f"{query}&deel=cues", f"cues-{problem.cue}-{name}"
        elif problem.session is not None:
            number = [session.id for session in item.parallel].index(problem.session)
            query, place = f"{query}&deel=parallel", f"parallel-{number}-{name}"
        return Way(label=label, path=f"{query}#{place}", focus=f"#{place}")


def _what(taken: TimedItem | TimedSession) -> tuple[str, str | None]:
    part = taken.item if isinstance(taken, TimedItem) else taken.session
    return part.title, part.room


def _meet(use: Use, starts: datetime, ends: datetime) -> bool:
    return use.starts < ends.astimezone(UTC) and starts.astimezone(UTC) < use.ends
