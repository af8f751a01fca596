"""The ready-made formats a planner starts from: the files of `draaiboeken/`, and how one becomes a new plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from app.draaiboek.another_day import without_agreements
from app.draaiboek.contents import Draaiboek, RegistrationPeriod, Speaker, SpeakerStatus, Task, TeamMember
from app.draaiboek.file import read
from app.programme.plan import Pillar
from app.programme.timeline import minutes_between, timeline
from app.werksessies.workdays import nearest_working_day

FOLDER = Path(__file__).resolve().parents[2] / "draaiboeken"
EMPTY = "leeg"  # how a planner asks for `empty_day` instead of the name of a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One ready-made file. `minutes`: from the promised start to the promised end; `per_pillar` in minutes."""

    name: str
    draaiboek: Draaiboek
    minutes: int
    per_pillar: dict[Pillar, int]


@cache
def ready_made() -> dict[str, Format]:
    """Every format by the name of its file, read and checked once. A file with errors is left out."""
    formats = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        draaiboek = read(path.read_bytes()).draaiboek
        if draaiboek is not None:
            formats[path.stem] = _format(path.stem, draaiboek)
    return formats


def _format(name: str, draaiboek: Draaiboek) -> Format:
    line = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    starts = datetime.combine(draaiboek.date, draaiboek.starts, ZoneInfo(draaiboek.timezone))
    return Format(
        name=name,
        draaiboek=draaiboek,
        minutes=minutes_between(starts, line.promised_end),
        per_pillar=line.minutes_per_pillar(),
    )


def fitted(draaiboek: Draaiboek, *, title: str, day: date, client: str, today: date) -> Draaiboek:
    """A format as the plan of a new werksessie on `day`: its registration period moves along.

    Its address is still the format’s. No task falls on a day off. The people in a format are examples: nobody has
    been asked yet, and no example can be mailed or called.
    """
    return replace(
        without_agreements(draaiboek),
        title=title,
        date=day,
        client=client,
        registration=_moved(draaiboek.registration, draaiboek.date, day, today),
        tasks=tasks_on_working_days(without_agreements(draaiboek).tasks, day),
        speakers=tuple(map(_not_asked, draaiboek.speakers)),
        team=tuple(map(_unreachable, draaiboek.team)),
    )


def empty_day(*, title: str, day: date, client: str) -> Draaiboek:
    """The plan of a werksessie of which only this is known: office hours, and nothing in it. It has no address yet."""
    return Draaiboek(title=title, slug="", date=day, starts=time(9), ends=time(17), client=client)


def tasks_on_working_days(tasks: Iterable[Task], day: date) -> tuple[Task, ...]:
    """The tasks of a werksessie on `day`; what falls on a day off goes to a working day further from the day itself."""
    return tuple(_on_working_day(task, day) for task in tasks)


def _on_working_day(task: Task, day: date) -> Task:
    if not task.day:  # counted in working days, or on the day itself
        return task
    due = nearest_working_day(day + timedelta(days=task.day), day)
    return replace(task, day=(due - day).days)


def _moved(period: RegistrationPeriod, old: date, new: date, today: date) -> RegistrationPeriod:
    """The period as far before the new day as before the old one; empty when it would be over already."""
    opens = new - (old - period.opens) if period.opens else None
    closes = new - (old - period.closes) if period.closes else None
    if closes and closes < today:
        opens = closes = None
    return replace(period, opens=opens, closes=closes, auto_place_until=None)


def _not_asked(speaker: Speaker) -> Speaker:
    asked = replace(speaker, status=SpeakerStatus.IDEE, email="", chance=None, invoice=None)
    return replace(asked, next_step="", next_step_on=None, bio="", travel="")


def _unreachable(member: TeamMember) -> TeamMember:
    return replace(member, email="", phone="")
