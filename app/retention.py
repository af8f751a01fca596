"""Forgetting: does what the registry of `app.privacy` promises, every hour. What is counted stays, without names."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CursorResult, Select, delete, func, select, update

from app.extensions import db, now, reading
from app.privacy.promises import FORGOTTEN, NAME_GONE, Promise, forgotten_participants, promises
from app.registrations.models import Registration, new_token
from app.speakers.models import Speaker
from app.werksessies.models import TeamMember

PARTICIPANT = "Deelnemer"
PARTICIPANTS = "Namen, adressen, berichten en links van deelnemers"
AT_ONCE = 1000  # participants in one run

__all__ = ["NAME_GONE", "forget", "what_is_due"]


def forget() -> int:
    """Forget what may no longer be kept. Returns the number of rows touched; running it again touches none."""
    at = now()
    touched = sum(map(_keep, promises(at)))
    old = db.session.scalars(select(Registration).where(forgotten_participants(at)).limit(AT_ONCE)).all()
    for registration in old:
        _forget_participant(registration)
    db.session.commit()
    return touched + len(old)


def what_is_due() -> dict[str, int]:
    """How many rows `forget` would touch now, by promise; changes nothing."""
    at = now()
    with reading():
        due = {
            one.what: _count(select(func.count()).select_from(one.model).where(one.due))
            for one in promises(at)
        }
        people = select(func.count()).select_from(Registration).where(forgotten_participants(at))
        due[PARTICIPANTS] = _count(people)
        db.session.rollback()
    return due


def _keep(promise: Promise) -> int:
    table = promise.model
    statement = delete(table) if promise.empties is None else update(table).values(**promise.empties)
    quiet = {"synchronize_session": False}
    result = db.session.execute(statement.where(promise.due), execution_options=quiet)
    return cast("CursorResult[tuple[()]]", result).rowcount


def _count(query: Select[int]) -> int:
    return db.session.scalars(query).one()


def _forget_participant(registration: Registration) -> None:
    registration.email_key = f"{FORGOTTEN}{registration.id}"
    registration.sort_name = ""
    registration.note = registration.planner_note = registration.refusal = ""
    registration.token = new_token()
    registration.stale_since = registration.link_asked_at = None
    person = registration.person
    crew = (
        select(TeamMember.id)
        .where(TeamMember.person_id == person.id)
        .union_all(select(Speaker.id).where(Speaker.person_id == person.id))
    )
    if db.session.execute(crew).first() is None:
        person.name, person.organisation, person.function = PARTICIPANT, "", ""
        person.email, person.phone = "", ""
