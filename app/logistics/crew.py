"""The crew as a list that a planner keeps: who has which role, and how to reach them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, union_all, update

from app.extensions import db
from app.programme.listed import Values, text_of, time_of_text
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
        shift = {
            "starts": text_of(row.starts),
            "ends": text_of(row.ends),
            "tasks": [line for line in row.tasks.splitlines() if line.strip()],
            "follows": str(row.follows_id) if row.follows_id else None,
        }
        return {"role": row.role} | person | shift | {"backup": row.backup, "regie": row.regie}

    def write(self, row: TeamMember, values: Values) -> None:
        if row not in db.session:
            row.person = Person(werksessie_id=row.werksessie_id)
        for name in OF_PERSON:
            setattr(row.person, name, values[name])
        row.starts, row.ends = time_of_text(values.get("starts")), time_of_text(values.get("ends"))
        row.tasks = "\n".join(values.get("tasks") or ())
        row.follows = self._followed(row, values.get("follows"))
        row.role, row.backup, row.regie = values["role"], values["backup"], values["regie"]
        if row.regie:
            others = update(TeamMember).where(TeamMember.werksessie_id == row.werksessie_id)
            with db.session.no_autoflush:
                db.session.execute(others.where(TeamMember.id != (row.id or 0)).values(regie=False))

    def _followed(self, row: TeamMember, person_id: str | None) -> Person | None:
        """Who is followed; nobody when that one is not of this werksessie any more."""
        with db.session.no_autoflush:
            person = db.session.get(Person, int(person_id)) if person_id else None
        return person if person is not None and person.werksessie_id == row.werksessie_id else None

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
