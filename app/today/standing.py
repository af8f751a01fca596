"""How a werksessie stands: what there is to do, and four facts; for one of them, and over all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.catering.standing import standing_of as catering_standing
from app.logistics.models import Task
from app.logistics.tasks import When
from app.today import facts
from app.today.known import Known, known_of
from app.today.raised import raised
from app.today.raised_speakers import holes
from app.today.todo import ToDo, grouped, open_tasks
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the first screen of a werksessie shows."""

    today: date
    todos: dict[When, list[ToDo]]
    done: Sequence[Task]
    facts: Sequence[facts.Fact]

    @property
    def near(self) -> list[tuple[When, list[ToDo]]]:
        """The groups that ask for something now, without the empty ones."""
        return [(when, todos) for when, todos in self.todos.items() if todos and when is not When.LATER]


def standing_of(werksessie: Werksessie, at: datetime) -> Standing:
    """How `werksessie` stands at `at`; what "today" is depends on its own zone."""
    (known,) = known_of([werksessie], at)
    if (
        known.catering.last is not None and not known.over
    ):  # only then does it matter how many portions it takes now
        known = replace(known, catering=catering_standing(werksessie, at, known.line).state)
    return Standing(
        today=known.today,
        todos=grouped(asked(known), known.today),
        done=[task for task in known.tasks if task.done_at is not None],
        facts=(
            facts.registrations(werksessie, known.counts, at),
            facts.programme(known.line),
            facts.speakers(known.speakers, holes(known)),
            facts.catering(werksessie, known.catering, known.tasks, known.counts.placed),
        ),
    )


def asked(known: Known) -> list[ToDo]:
    """Everything that is to be done: what the plan raises by itself, then the tasks."""
    return [*raised(known), *open_tasks(known.tasks, known.werksessie.date)]
