"""What people need to take part and do not eat, by name: read by who manages, and each reading goes on the record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations.models import Need, Registration
from app.registrations.names import filed_name
from app.registrations.states import PLACED
from app.speakers.models import Speaker
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Person, PersonNeed, TeamMember, Werksessie

STAYS_AWAY = ("afgezegd", "vervallen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one person told; `part` is deelnemer, spreker or ploeg. `registration_id` leads to a participant's page."""

    name: str
    part: str
    access: str
    diet: str
    registration_id: int | None = None


def counted_needs(werksessie: Werksessie) -> tuple[int, int]:
    """How many of who come told what they need, and how many what they do not eat. Two queries."""
    counts = [
        db.session.execute(
            select(
                func.count().filter(kind.access != ""),
                func.count().filter(kind.diet != ""),
            )
            .select_from(kind)
            .where(whose)
        ).one()
        for kind, whose in ((Need, _guests(werksessie)), (PersonNeed, _ours(werksessie)))
    ]
    return sum(row[0] for row in counts), sum(row[1] for row in counts)


def read_needs(werksessie: Werksessie, by: User) -> list[Told]:
    """Everything that was told by who come, in the order of names; that `by` read it is on the record."""
    wait_for_lock(werksessie)
    told = sorted([*_of_guests(werksessie), *_of_ours(werksessie)], key=lambda one: one.name.casefold())
    record("need.read", werksessie.id, by.id, people=len(told))
    db.session.commit()
    return told


def _guests(werksessie: Werksessie) -> ColumnElement[bool]:
    coming = select(Registration.id).where(Registration.werksessie_id == werksessie.id, PLACED)
    return Need.registration_id.in_(coming)


def _ours(werksessie: Werksessie) -> ColumnElement[bool]:
    speakers = select(Speaker.person_id).where(
        Speaker.werksessie_id == werksessie.id, Speaker.status.not_in(STAYS_AWAY)
    )
    crew = select(TeamMember.person_id).where(TeamMember.werksessie_id == werksessie.id)
    return or_(PersonNeed.person_id.in_(speakers), PersonNeed.person_id.in_(crew))


def _of_guests(werksessie: Werksessie) -> list[Told]:
    query = (
        select(Registration, Need)
        .join(Need, Need.registration_id == Registration.id)
        .where(_guests(werksessie), or_(Need.access != "", Need.diet != ""))
    )
    return [
        Told(
            name=filed_name(registration.person.name),
            part="deelnemer",
            access=need.access,
            diet=need.diet,
            registration_id=registration.id,
        )
        for registration, need in db.session.execute(query)
    ]


def _of_ours(werksessie: Werksessie) -> list[Told]:
    speaks = select(Speaker.id).where(Speaker.person_id == Person.id).exists()
    query = (
        select(Person.name, PersonNeed.access, PersonNeed.diet, speaks)
        .join(PersonNeed, PersonNeed.person_id == Person.id)
        .where(_ours(werksessie), or_(PersonNeed.access != "", PersonNeed.diet != ""))
    )
    return [
        Told(name=filed_name(name), part="spreker" if speaker else "ploeg", access=access, diet=diet)
        for name, access, diet, speaker in db.session.execute(query)
    ]
