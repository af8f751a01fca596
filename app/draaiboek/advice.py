"""What an experienced planner would point out in a draaiboek that is otherwise right. Never blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from app.draaiboek.contents import Draaiboek, SpeakerStatus, Task
from app.draaiboek.findings import Findings, Path
from app.draaiboek.values import MONTHS
from app.draaiboek.words import quoted
from app.programme.advice import absent, long_listening, unserved
from app.programme.plan import Item, Pillar, Session
from app.programme.timeline import Timeline, timeline
from app.werksessies.workdays import day_off, working_day

_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


def advise(draaiboek: Draaiboek, findings: Findings) -> None:
    """Note every warning that does not come from the time engine."""
    line = timeline(draaiboek.day, draaiboek.programme)
    for path, text in (
        *_roles_without_a_person(draaiboek),
        *_too_few_places(draaiboek),
        *_goals_not_served(draaiboek, line),
        *_no_activating(line),
        *_long_listening(line),
        *_unsure_speakers(draaiboek),
        *_tasks_on_days_off(draaiboek),
    ):
        findings.warn(path, text)


def _roles_without_a_person(draaiboek: Draaiboek) -> Iterator[tuple[Path, str]]:
    """Each such role once, where it is named first."""
    told = {member.role for member in draaiboek.team}
    for path, role in _roles(draaiboek):
        if role not in told:
            told.add(role)
            yield (
                path,
                f"Niemand in het team heeft de rol {quoted(role)}. Zet iemand met die rol onder team.",
            )


def _roles(draaiboek: Draaiboek) -> Iterator[tuple[Path, str]]:
    """Every role that has something to do, in the order of the file."""
    for index, item in enumerate(draaiboek.programme):
        path: Path = ("programme", index)
        yield from _each(path, item.roles)
        for number, cue in enumerate(item.cues):
            yield from _each((*path, "cues", number), cue.roles)
        for number, session in enumerate(item.parallel):
            yield from _each((*path, "parallel", number), session.roles)
    for index, moment in enumerate(draaiboek.moments):
        yield from _each(("moments", index), moment.roles)
    for index, task in enumerate(draaiboek.tasks):
        yield from _each(("tasks", index), task.roles)
    for index, line in enumerate(draaiboek.what_if):
        yield from _each(("what_if", index), line.roles)


def _each(path: Path, roles: Iterable[str]) -> Iterator[tuple[Path, str]]:
    return (((*path, "roles", number), role) for number, role in enumerate(roles))


def _too_few_places(draaiboek: Draaiboek) -> Iterator[tuple[Path, str]]:
    """A session without its own capacity holds what its room holds; without either there is no limit."""
    rooms = {room.name: room.capacity for room in draaiboek.venue.rooms}
    for index, item in enumerate(draaiboek.programme):
        held = [session.capacity or rooms.get(session.room or "") for session in item.parallel]
        places = [number for number in held if number is not None]
        if not held or len(places) < len(held) or draaiboek.capacity is None:
            continue
        if sum(places) < draaiboek.capacity:
            yield (
                ("programme", index, "parallel"),
                f"{quoted(item.title)} heeft {sum(places)} plaatsen voor {draaiboek.capacity} deelnemers. "
                "Maak een sessie groter of voeg er een toe.",
            )


def _goals_not_served(draaiboek: Draaiboek, line: Timeline) -> Iterator[tuple[Path, str]]:
    missing = unserved(line, draaiboek.goals)
    for index, goal in enumerate(draaiboek.goals):
        if goal in missing:
            text = f"Geen onderdeel dient het doel {quoted(goal.id)}. Kies dat doel bij een onderdeel."
            yield ("goals", index), text


def _no_activating(line: Timeline) -> Iterator[tuple[Path, str]]:
    if line.items and Pillar.ACTIVEREN in absent(line):
        yield (
            ("programme",),
            "Geen onderdeel heeft de pijler activeren. Neem er één op waarin deelnemers zelf iets afspreken.",
        )


def _long_listening(line: Timeline) -> Iterator[tuple[Path, str]]:
    for stretch in long_listening(line):
        first, last = stretch.items[0], stretch.items[-1]
        titles = quoted(first.item.title), quoted(last.item.title)
        span = titles[0] if first is last else f"Van {titles[0]} tot en met {titles[1]}"
        yield (
            ("programme", first.index),
            f"{span}: {stretch.minutes} minuten plenair achter elkaar. Zet er een pauze of een gesprek tussen.",
        )


def _unsure_speakers(draaiboek: Draaiboek) -> Iterator[tuple[Path, str]]:
    programme = draaiboek.programme
    parts: list[Item | Session] = [*programme, *(session for item in programme for session in item.parallel)]
    asked = {id_: part.title for part in reversed(parts) for id_ in part.speakers}
    for index, speaker in enumerate(draaiboek.speakers):
        if speaker.id in asked and speaker.status is not SpeakerStatus.BEVESTIGD:
            yield (
                ("speakers", index, "status"),
                f"{speaker.name} staat bij {quoted(asked[speaker.id])} en heeft de status {speaker.status}. "
                "Bevestig de spreker of kies een ander.",
            )


def _tasks_on_days_off(draaiboek: Draaiboek) -> Iterator[tuple[Path, str]]:
    for index, task in enumerate(draaiboek.tasks):
        due = due_on(task, draaiboek.date)
        if off := day_off(due):
            # a weekend day is already named by its date
            why = "" if off == _WEEKDAYS[due.weekday()] else f", {off}"
            text = f"De taak {quoted(task.what)} valt op {_in_words(due)}{why}. Kies een werkdag."
            yield ("tasks", index), text


def due_on(task: Task, day: date) -> date:
    """The date of a task of a werksessie on `day`."""
    return working_day(day, task.workday) if task.workday is not None else day + timedelta(days=task.day or 0)


def _in_words(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
