"""The planner's own werksessies: what is to be done over all of them, and each in its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.accounts.models import Membership, Role, User
from app.extensions import db
from app.logistics.tasks import When, when
from app.registrations.models import Registration
from app.registrations.states import ON_THE_LIST, PLACED, WAITING
from app.today.known import known_of
from app.today.standing import asked
from app.today.todo import ToDo
from app.werksessies.access import visible_to
from app.werksessies.models import Werksessie

COMING, DRAFT, PAST, ARCHIVED = "Komt eraan", "Concept", "Geweest", "Archief"
AFTERWARDS = timedelta(days=60)  # so long after the day it still asks for something here
MOST_SHOWN = 15  # lines of a group


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One werksessie with the number of people who have a place, and who wait."""

    werksessie: Werksessie
    placed: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing to do for one werksessie, where it is the day `today`. `may_finish`: who looks may say it is done."""

    werksessie: Werksessie
    todo: ToDo
    today: date
    may_finish: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What `/beheer` shows. `todos`: the groups that ask for something now; `groups`: the werksessies."""

    todos: dict[When, list[Asked]]
    groups: dict[str, list[Line]]


def overview_of(user: User, at: datetime) -> Overview:
    """What `user` may see, in a fixed number of queries: what comes first by date, what is past from the newest."""
    rows = db.session.scalars(visible_to(user).order_by(Werksessie.date, Werksessie.id)).all()
    counts = _counts([row.id for row in rows])
    groups: dict[str, list[Line]] = {COMING: [], DRAFT: [], PAST: [], ARCHIVED: []}
    for row in rows:
        placed, waiting = counts.get(row.id, (0, 0))
        groups[_group(row, at)].append(Line(werksessie=row, placed=placed, waiting=waiting))
    groups[PAST].reverse()
    groups[ARCHIVED].reverse()
    return Overview(
        todos=_todos(user, rows, at), groups={name: lines for name, lines in groups.items() if lines}
    )


def _todos(user: User, rows: Sequence[Werksessie], at: datetime) -> dict[When, list[Asked]]:
    """Te laat, vandaag en deze week over all that is not in the archive nor long past; by due date."""
    busy = [row for row in rows if row.archived_at is None and row.local_day(at) - row.date <= AFTERWARDS]
    mine = _managed(user)
    found = [
        Asked(
            werksessie=known.werksessie,
            todo=todo,
            today=known.today,
            may_finish=mine is None or known.werksessie.id in mine,
        )
        for known in known_of(busy, at)
        for todo in asked(known)
    ]
    groups: dict[When, list[Asked]] = {}
    for each in sorted(found, key=lambda each: (each.todo.due, each.werksessie.date, each.werksessie.id)):
        groups.setdefault(when(each.todo.due, each.today), []).append(each)
    return {group: groups[group] for group in (When.LATE, When.TODAY, When.THIS_WEEK) if group in groups}


def _managed(user: User) -> set[int] | None:
    """The werksessies that `user` may change; None: all."""
    if user.sees_all_since:
        return None
    query = select(Membership.werksessie_id).where(
        Membership.user_id == user.id, Membership.role == Role.BEHEER.value
    )
    return set(db.session.scalars(query))


def _group(werksessie: Werksessie, at: datetime) -> str:
    if werksessie.archived_at is not None:
        return ARCHIVED
    if werksessie.published_at is None:
        return DRAFT
    today = at.astimezone(ZoneInfo(werksessie.timezone)).date()
    return COMING if werksessie.date >= today else PAST


def _counts(ids: list[int]) -> dict[int, tuple[int, int]]:
    query = (
        select(Registration.werksessie_id, func.count().filter(PLACED), func.count().filter(WAITING))
        .where(Registration.werksessie_id.in_(ids), ON_THE_LIST)
        .group_by(Registration.werksessie_id)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(query)}
