"""Whom to call when the day moves: everyone who promised to be there, or to bring something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.catering.models import CateringMoment
from app.extensions import db
from app.logistics.models import Material, Task
from app.logistics.tasks import tasks_of
from app.programme.models import Room
from app.speakers.models import Speaker
from app.werksessies.models import Person, TeamMember, Werksessie
from app.werksessies.workdays import working_day
from app.words import count, joined, short_date

CALL = "nieuwe datum"  # the role of tasks that a move made: how a list of tasks shows what they are for
ASKED = {"bevestigd", "onder voorbehoud", "benaderd"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody who has to be asked. `about` is what for; phone and mail are "" when unknown."""

    who: str
    about: str
    phone: str = ""
    email: str = ""


def calls_of(werksessie: Werksessie) -> Iterator[Call]:
    """Who has to be asked whether another date suits them, each once: speakers, venue, caterer, suppliers, team."""
    team = _rows(TeamMember, werksessie)
    called = set()
    for speaker in _rows(Speaker, werksessie):
        if speaker.status in ASKED:
            called.add(speaker.person_id)
            yield _call(speaker.person, f"spreker, {speaker.status}")
    for role, who, about in _places(werksessie):
        contact = next((member.person for member in team if member.role == role), None)
        called.add(contact.id if contact else None)
        name = f"{who}, {contact.name}" if contact and contact.name != who else who
        yield Call(who=name, about=about, **_reach(contact))
    for supplier in _suppliers(werksessie, {member.role for member in team}):
        known = next((m.person for m in team if supplier in (m.person.organisation, m.person.name)), None)
        yield Call(who=supplier, about="materiaal", **_reach(known))
    for member in team:
        if member.person_id not in called:
            called.add(member.person_id)
            yield _call(member.person, member.role)


def _suppliers(werksessie: Werksessie, roles: set[str]) -> list[str]:
    """Who brings materials; a role of the team is called as a member of it."""
    named = dict.fromkeys(row.supplier for row in _rows(Material, werksessie))
    return [name for name in named if name and name not in roles]


def _places(werksessie: Werksessie) -> Iterator[tuple[str, str, str]]:
    """The role in the team that goes about it, who it is, what it is about."""
    rooms = [room.name for room in _rows(Room, werksessie)]
    if werksessie.venue_name or rooms:
        about = f"de zalen {joined(rooms)}" if rooms else "de locatie"
        yield "locatie", werksessie.venue_name or "De locatie", about
    moments = _rows(CateringMoment, werksessie)
    if moments:
        yield "catering", "De cateraar", count(len(moments), "cateringmoment", "cateringmomenten")


def _call(person: Person, about: str) -> Call:
    return Call(who=person.name, about=about, **_reach(person))


def _reach(person: Person | None) -> dict[str, str]:
    return {"phone": person.phone, "email": person.email} if person else {}


def _rows(model: type[Any], werksessie: Werksessie) -> Sequence[Any]:
    query = select(model).where(model.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(model.position, model.id)).all()


def write_calls(werksessie: Werksessie, at: datetime) -> int:
    """Whom to call as tasks for tomorrow, instead of those that an earlier move left open; how many.

    They hold names, no numbers. Within a verb that goes on, under the werksessie's lock.
    """
    calls = list(calls_of(werksessie))
    for task in tasks_of(werksessie):
        if CALL in task.roles and task.done_at is None:
            db.session.delete(task)
    last = db.session.scalar(select(func.max(Task.position)).where(Task.werksessie_id == werksessie.id))
    today = at.astimezone(ZoneInfo(werksessie.timezone)).date()
    due = min(working_day(today, 1), max(werksessie.date, today))
    for place, call in enumerate(calls, 1):
        task = Task(
            werksessie_id=werksessie.id,
            position=(last or 0) + place,
            day=(due - werksessie.date).days,
            what=f"Vraag of {short_date(werksessie.date)} kan: {call.who} ({call.about})",
            roles=[CALL],
        )
        db.session.add(task)
    return len(calls)
