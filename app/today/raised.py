"""What the plan itself asks for, by rule. A rule looks at one werksessie, stores nothing, falls silent by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.today.known import Known
from app.today.raised_logistics import crew_and_technique
from app.today.raised_people import after_the_day, answers, registrations
from app.today.raised_programme import beginning, draaiboek, readers, times
from app.today.raised_speakers import news, next_steps, unsure
from app.today.raised_venue import caterer, option, step
from app.today.todo import ToDo

Rule = Callable[[Known], Iterator[ToDo]]
BEFORE: tuple[Rule, ...] = (
    beginning, times, crew_and_technique, unsure, next_steps, news, answers, registrations, caterer, option, step,
    draaiboek,
)  # fmt: skip
ALWAYS: tuple[Rule, ...] = (readers, after_the_day)


def raised(known: Known) -> Iterator[ToDo]:
    """All of it, for as long as it matters: most rules speak until the day itself."""
    for rule in ALWAYS if known.over else (*BEFORE, *ALWAYS):
        yield from rule(known)
