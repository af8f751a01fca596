"""What must I do today? The plan's tasks by their due date, and what the plan itself asks for. Pure of the request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.logistics.models import Task
from app.logistics.tasks import When, days_away, due_date, when
from app.programme.problems import quoted
from app.programme.timeline import Problem, Timeline
from app.speakers.models import Speaker
from app.words import joined, spelled

SOON = timedelta(days=28)  # a speaker in the programme is confirmed four weeks before


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One line. `task_id` for a task of the plan, which can be marked as done; `page` where the rest is mended."""

    what: str
    due: date
    detail: str = ""
    task_id: int | None = None
    page: str = ""  # after /beheer/<slug>
    go: str = "Naar het programma"  # what leads to that page

    def days(self, today: date) -> str:
        """How far away, in words: 7 dagen te laat, vandaag, morgen, over 3 dagen."""
        return days_away(self.due, today)


def grouped(todos: Iterable[ToDo], today: date) -> dict[When, list[ToDo]]:
    """The list in its groups, each by due date; every group present."""
    groups: dict[When, list[ToDo]] = {group: [] for group in When}
    for todo in sorted(todos, key=lambda todo: todo.due):
        groups[when(todo.due, today)].append(todo)
    return groups


def open_tasks(tasks: Sequence[Task], day: date) -> Iterator[ToDo]:
    """The tasks that are not done, for a werksessie on `day`."""
    for task in tasks:
        if task.done_at is None:
            yield ToDo(what=task.what, due=due_date(task, day), detail=joined(task.roles), task_id=task.id)


def from_the_plan(line: Timeline, speakers: Sequence[Speaker], today: date) -> Iterator[ToDo]:
    """What the plan itself asks for, for as long as the day is still to come."""
    day = line.starts.date()
    if day < today:
        return
    yield from _about_times(line.problems, today)
    for speaker in speakers:
        place = _first_title(line, speaker.person.name)
        if speaker.status not in ("bevestigd", "vervallen") and place is not None:
            yield ToDo(
                what=_ask(speaker),
                due=max(today, day - SOON),
                detail=f"Staat in het programma bij {quoted(place)}. Nu: {speaker.status}.",
                page="/programma",
            )


def from_readers(comments: int, today: date) -> Iterator[ToDo]:
    """What readers of the draaiboek said and nobody dealt with yet."""
    if comments:
        what = f"Lees {_so_many(comments, 'reactie', 'reacties')} op het draaiboek"
        yield ToDo(what=what, due=today, page="/draaiboek/reacties", go="Naar de reacties")


def from_registrations(to_judge: int, today: date) -> Iterator[ToDo]:
    """Who waits for the planner's yes or no."""
    if to_judge:
        what = f"Beoordeel {_so_many(to_judge, 'aanmelding', 'aanmeldingen')}"
        page = "/aanmeldingen?staat=te+beoordelen#lijst"
        yield ToDo(what=what, due=today, page=page, go="Naar de aanmeldingen")


def _about_times(problems: Sequence[Problem], today: date) -> Iterator[ToDo]:
    blocking = [problem for problem in problems if problem.blocking]
    rest = [problem for problem in problems if not problem.blocking]
    for found, what in (
        (blocking, f"Los {_so_many(len(blocking), 'botsing', 'botsingen')} op in het programma"),
        (rest, f"Kijk naar {_so_many(len(rest), 'waarschuwing', 'waarschuwingen')} in het programma"),
    ):
        if found:
            yield ToDo(what=what, due=today, detail=_first(found), page="/programma")


def _so_many(number: int, one: str, many: str) -> str:
    """één botsing, twee botsingen"""
    return f"{spelled(number)} {one if number == 1 else many}"


def _first(problems: Sequence[Problem]) -> str:
    others = len(problems) - 1
    return problems[0].text + (f" En nog {others}." if others else "")


def _ask(speaker: Speaker) -> str:
    if speaker.status == "afgezegd":
        return f"Zoek iemand in de plaats van {speaker.person.name}"
    return f"Vraag {speaker.person.name} om een besluit"


def _first_title(line: Timeline, name: str) -> str | None:
    for timed in line.items:
        if name in timed.item.speakers:
            return timed.item.title
        for session in timed.item.parallel:
            if name in session.speakers:
                return session.title
    return None
