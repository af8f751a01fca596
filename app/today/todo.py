"""What must I do? One line of that list, the list in its groups, and the lines that a planner wrote as tasks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.logistics.models import Task
from app.logistics.tasks import When, days_away, due_date, when
from app.words import joined, spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One line. `task_id` for a task of the plan, which can be marked as done; `page` where the rest is mended.

    What the plan itself raises is computed each time and stored nowhere: it is gone when its cause is.
    """

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
            yield ToDo(what=task.what, due=due_date(task, day), detail=_about(task), task_id=task.id)


def _about(task: Task) -> str:
    owner = (task.owner.name or task.owner.email) if task.owner else task.owner_name or task.owner_email
    note = task.note.partition("\n")[0]
    return " · ".join(filter(None, [note, joined(task.roles), f"van {owner}" if owner else ""]))


def so_many(number: int, one: str, many: str) -> str:
    """één botsing, twee botsingen"""
    return f"{spelled(number)} {one if number == 1 else many}"
