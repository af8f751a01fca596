"""A werksessie on another date: what moves along by itself, what to watch for, and whom to call. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.extensions import db
from app.logistics.calls import CALL, Call, calls_of
from app.logistics.models import Task, VenueTerms
from app.logistics.tasks import due_date, tasks_of
from app.programme.schedule import day_of, items_of, person_name, plan_item
from app.programme.timeline import ProblemKind, timeline
from app.registrations.models import Registration
from app.registrations.states import ON_THE_LIST, PLACED, WAITING
from app.werksessies.models import Werksessie
from app.werksessies.school_holidays import school_holiday
from app.werksessies.workdays import day_off
from app.words import count, full_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A task that is not done, with its date before and after the move; `off` says why nobody works then."""

    what: str
    was: date
    becomes: date
    off: str
    past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What moving to `day` does. `opens`, `closes`: the new registration period; `placed`, `waiting`: people.

    `stays`: dates that were agreed with others, and so do not move along.
    """

    was: date
    day: date
    warnings: tuple[str, ...]
    stays: tuple[str, ...]
    opens: date | None
    closes: date | None
    tasks: tuple[Due, ...]
    calls: tuple[Call, ...]
    placed: int
    waiting: int

    @property
    def days(self) -> str:
        """7 dagen later"""
        days = (self.day - self.was).days
        return f"{count(abs(days), 'dag', 'dagen')} {'later' if days > 0 else 'eerder'}"

    @property
    def past(self) -> list[Due]:
        """What should have been done already, counted from the new day."""
        return [task for task in self.tasks if task.past]

    @property
    def on_a_day_off(self) -> list[Due]:
        """What would fall on a day on which nobody works."""
        return [task for task in self.tasks if task.off and not task.past]


def move_of(werksessie: Werksessie, day: date, today: date) -> Move:
    """What becomes of everything that is counted from the day, in a fixed number of queries."""
    opens, closes = moved_period(werksessie, day)
    placed, waiting = _people(werksessie)
    return Move(
        was=werksessie.date,
        day=day,
        warnings=tuple(_warnings(werksessie, day, closes, today)),
        stays=tuple(_stays(werksessie)),
        opens=opens,
        closes=closes,
        tasks=tuple(_dues(tasks_of(werksessie), werksessie.date, day, today)),
        calls=tuple(calls_of(werksessie)),
        placed=placed,
        waiting=waiting,
    )


def moved_period(werksessie: Werksessie, day: date) -> tuple[date | None, date | None]:
    """The registration period, as far before the new day as before the old one."""
    by = day - werksessie.date
    opens, closes = werksessie.registration_opens, werksessie.registration_closes
    return opens and opens + by, closes and closes + by


def _warnings(werksessie: Werksessie, day: date, closes: date | None, today: date) -> Iterator[str]:
    off = day_off(day)
    if off is not None:
        yield f"{full_date(day).capitalize()} is {'een vrije dag: ' if off[0].isupper() else 'een '}{off}."
    holiday = school_holiday(day, werksessie.school_region) if werksessie.school_region else None
    if holiday is not None:
        yield f"{full_date(day).capitalize()} valt in de {holiday} (regio {werksessie.school_region.capitalize()})."
    zone = ZoneInfo(werksessie.timezone)
    hours = [datetime.combine(day, clock, zone).utcoffset() for clock in (time(0), time(12))]
    if hours[0] != hours[1]:
        yield "In de nacht voor deze dag verspringt de klok. Dat kost of geeft iedereen een uur."
    items = [plan_item(item, person_name) for item in items_of(werksessie)]
    line = timeline(replace(day_of(werksessie), date=day), items)
    yield from (problem.text for problem in line.problems if problem.kind is ProblemKind.CLOCK)
    if closes is not None and closes < today:
        yield "Aanmelden is dan al gesloten. Kies daarna bij Gegevens een andere laatste dag."


def _stays(werksessie: Werksessie) -> Iterator[str]:
    if werksessie.deliver_by is not None:
        yield f"De opleverdatum bij Opdracht: {full_date(werksessie.deliver_by)}."
    query = select(VenueTerms).where(VenueTerms.werksessie_id == werksessie.id)
    terms = db.session.scalars(query).one_or_none()
    if terms is not None and any((terms.option_until, terms.definite_on, terms.numbers_by)):
        yield "De data van de locatie bij Logistiek: optie, aantallen en annuleren."


def _dues(tasks: Sequence[Task], was: date, day: date, today: date) -> Iterator[Due]:
    for task in tasks:
        if task.done_at is None and CALL not in task.roles:
            becomes = due_date(task, day)
            yield Due(
                what=task.what,
                was=due_date(task, was),
                becomes=becomes,
                off=day_off(becomes) or "" if becomes != day else "",
                past=becomes < today,
            )


def _people(werksessie: Werksessie) -> tuple[int, int]:
    row = db.session.execute(
        select(func.count().filter(PLACED), func.count().filter(WAITING)).where(
            Registration.werksessie_id == werksessie.id, ON_THE_LIST
        )
    ).one()
    return row[0], row[1]
