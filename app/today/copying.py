"""A new plan from an earlier werksessie: everything but people, dates and what was agreed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.draaiboek.another_day import without_agreements
from app.draaiboek.contents import Draaiboek
from app.draaiboek.formats import tasks_on_working_days
from app.logistics.calls import CALL
from app.programme.plan import Item, Session
from app.werksessies.slug import slug_from

LONGEST_KEY = 50


def copied(draaiboek: Draaiboek, *, title: str, day: date) -> Draaiboek:
    """The same plan under another title on another day; its address is still to be made.

    Team, speakers with their plan B, registration period and agreements stay behind, and so do tasks that were about
    moving the earlier one. Parts of the programme are new parts, with a UID and keys of their own. No task falls on a
    day off.
    """
    plan = without_agreements(draaiboek)
    tasks = [task for task in plan.tasks if CALL not in task.roles]
    return replace(
        plan,
        title=title,
        slug=slug_from(title),
        date=day,
        registration=replace(draaiboek.registration, opens=None, closes=None, auto_place_until=None),
        team=(),
        speakers=(),
        programme=tuple(_new_items(draaiboek.programme)),
        tasks=tasks_on_working_days(tasks, day),
    )


def _new_items(items: Iterable[Item]) -> Iterable[Item]:
    taken: set[str] = set()
    for item in items:
        sessions = tuple(_new_session(session, taken) for session in item.parallel)
        yield replace(item, uid=None, speakers=(), plan_b="", parallel=sessions)


def _new_session(session: Session, taken: set[str]) -> Session:
    """The session with a key made from its title that no other session has; the key joins `taken`."""
    stem = slug_from(session.title)[:LONGEST_KEY].strip("-")
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    taken.add(key)
    return replace(session, id=key, speakers=(), plan_b="")
