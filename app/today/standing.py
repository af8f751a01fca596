"""How a werksessie stands: gathered from all packages in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.catering.models import CateringMoment
from app.extensions import db
from app.logistics.models import Task
from app.logistics.tasks import When, tasks_of
from app.programme.schedule import timeline_of
from app.registrations.models import Registration
from app.registrations.states import ON_THE_LIST, PLACED, TO_JUDGE, WAITING
from app.speakers.models import Speaker
from app.today import facts
from app.today.todo import ToDo, from_readers, from_registrations, from_the_plan, grouped, open_tasks
from app.versions.conversations import open_comments
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
    today = at.astimezone(ZoneInfo(werksessie.timezone)).date()
    line = timeline_of(werksessie)
    tasks = tasks_of(werksessie)
    speakers = db.session.scalars(
        select(Speaker).where(Speaker.werksessie_id == werksessie.id).order_by(Speaker.position, Speaker.id)
    ).all()
    catering = db.session.scalars(
        select(CateringMoment).where(CateringMoment.werksessie_id == werksessie.id)
    ).all()
    counts = _counts(werksessie, at)
    return Standing(
        today=today,
        todos=grouped(
            [
                *from_the_plan(line, speakers, today),
                *from_readers(open_comments(werksessie.id), today),
                *from_registrations(counts.to_judge if not werksessie.over(at) else 0, today),
                *open_tasks(tasks, werksessie.date),
            ],
            today,
        ),
        done=[task for task in tasks if task.done_at is not None],
        facts=(
            facts.registrations(werksessie, counts, at),
            facts.programme(line),
            facts.speakers(speakers),
            facts.catering(werksessie, catering, tasks, counts.placed, today),
        ),
    )


def _counts(werksessie: Werksessie, at: datetime) -> facts.Counts:
    new = Registration.registered_at > at - timedelta(days=7)
    counted = [func.count().filter(which) for which in (PLACED, WAITING, TO_JUDGE, new)]
    row = db.session.execute(
        select(*counted).where(Registration.werksessie_id == werksessie.id, ON_THE_LIST)
    ).one()
    return facts.Counts(placed=row[0], waiting=row[1], to_judge=row[2], this_week=row[3])
