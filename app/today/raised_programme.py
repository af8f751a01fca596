"""What the programme and the draaiboek ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.programme.timeline import Problem
from app.today.known import Known
from app.today.todo import ToDo, so_many
from app.werksessies.workdays import working_day

FIX_BEFORE = -5  # working days: by then everyone has to hold the same draaiboek
IN_SIGHT = timedelta(days=28)


def beginning(known: Known) -> Iterator[ToDo]:
    """With what an empty plan begins: why and what for, then the programme."""
    if known.line.items:
        return
    if not known.werksessie.occasion:
        yield ToDo(
            what="Schrijf de opdracht op",
            due=known.today,
            detail="Waarom deze werksessie, met welke doelen, en waarbinnen.",
            page="/opdracht",
            go="Naar de opdracht",
        )
    detail = "Neem de doelen als leidraad."
    yield ToDo(what="Maak het programma", due=known.today, detail=detail, page="/programma")


def times(known: Known) -> Iterator[ToDo]:
    """Overlap to be solved, and what else is odd about the times."""
    blocking = [problem for problem in known.line.problems if problem.blocking]
    rest = [problem for problem in known.line.problems if not problem.blocking]
    for found, what in (
        (blocking, f"Los {so_many(len(blocking), 'botsing', 'botsingen')} op in het programma"),
        (rest, f"Kijk naar {so_many(len(rest), 'waarschuwing', 'waarschuwingen')} in het programma"),
    ):
        if found:
            yield ToDo(what=what, due=known.today, detail=_first(found), page="/programma#problemen")


def _first(problems: list[Problem]) -> str:
    others = len(problems) - 1
    return problems[0].text + (f" En nog {others}." if others else "")


def draaiboek(known: Known) -> Iterator[ToDo]:
    """A draaiboek that nobody fixed when the day comes near."""
    day = known.werksessie.date
    if not known.fixed and known.line.items and day - known.today <= IN_SIGHT:
        yield ToDo(
            what="Stel het draaiboek vast",
            due=working_day(day, FIX_BEFORE),
            detail="Er is nog geen vastgestelde versie waar iedereen van uitgaat.",
            page="/draaiboek",
            go="Naar het draaiboek",
        )


def readers(known: Known) -> Iterator[ToDo]:
    """What readers of the draaiboek and the client said and nobody dealt with yet."""
    if known.comments:
        what = f"Lees {so_many(known.comments, 'reactie', 'reacties')} op het draaiboek"
        yield ToDo(what=what, due=known.today, page="/draaiboek/reacties", go="Naar de reacties")
    if known.remarks:
        what = f"Lees {so_many(known.remarks, 'reactie', 'reacties')} van de opdrachtgever"
        yield ToDo(what=what, due=known.today, page="/opdracht", go="Naar de opdracht")
