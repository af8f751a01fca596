"""The crew as a list that a planner keeps: who has which role, and how to reach them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, union_all, update

from app.extensions import db
from app.programme.listed import Values
from app.programme.models import item_person, session_person
from app.registrations.models import Registration
from app.speakers.models import Speaker
from app.werksessies.models import Person, TeamMember

OF_PERSON = ("name", "organisation", "email", "phone", "first_name_only")


class CrewKeeper:
    """A person in a role. A person who also speaks or takes part is one row for all of that."""

    model: type[Any] = TeamMember
    kind = "team_member"

    def values(self, row: TeamMember) -> Values:
        person = {name: getattr(row.person, name) for name in OF_PERSON}
        return {"role": row.role} | person | {"backup": row.backup, "regie": row.regie}

    def write(self, row: TeamMember, values: Values) -> None:
        if row not in db.session:
            row.person = Person(werksessie_id=row.werksessie_id)
        for name in OF_PERSON:
            setattr(row.person, name, values[name])
        row.role, row.backup, row.regie = values["role"], values["backup"], values["regie"]
        if row.regie:
            others = update(TeamMember).where(TeamMember.werksessie_id == row.werksessie_id)
            with db.session.no_autoflush:
                db.session.execute(others.where(TeamMember.id != (row.id or 0)).values(regie=False))

    def name(self, row: TeamMember) -> str:
        return f"{row.person.name}, {row.role}"

    def let_go(self, row: TeamMember) -> Values:
        """Who has nothing else to do with the day goes with the role."""
        if db.session.execute(_elsewhere(row)).first() is None:
            db.session.delete(row.person)
            return {"person": None}
        return {"person": row.person_id}

    def freed(self, tied: Values) -> str:
        return ""

    def tie(self, row: TeamMember, tied: Values) -> None:
        """To the person who stayed."""
        person = db.session.get(Person, tied["person"]) if tied["person"] else None
        if person is not None:
            made = row.person
            row.person = person
            db.session.delete(made)


def _elsewhere(row: TeamMember) -> Select[Any]:
    """Whatever else points to this person."""
    person_id = row.person_id
    found = union_all(
        select(TeamMember.id).where(TeamMember.person_id == person_id, TeamMember.id != row.id),
        select(Speaker.id).where(Speaker.person_id == person_id),
        select(Registration.id).where(Registration.person_id == person_id),
        select(item_person.c.item_id).where(item_person.c.person_id == person_id),
        select(session_person.c.session_id).where(session_person.c.person_id == person_id),
    ).subquery()
    return select(found)
