"""Who eats on the day, out of the tables: without names, in three queries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import null, select

from app.catering.counting import Eater, Part
from app.extensions import db
from app.registrations.models import Need, Registration
from app.registrations.states import PLACED
from app.speakers.models import Speaker
from app.werksessies.models import Person, PersonNeed, TeamMember, Werksessie

COMING = ("bevestigd", "onder voorbehoud")
CATERER = "catering"  # who brings the food is not fed by us


def eaters_of(werksessie: Werksessie) -> list[Eater]:
    """Everybody with a place, every speaker who said yes or nearly so, and the crew but the caterer's own people."""
    guests = (
        select(Registration.person_id, Registration.arrives, Registration.leaves, Need.diet)
        .outerjoin(Need, Need.registration_id == Registration.id)
        .where(
            Registration.werksessie_id == werksessie.id,
            PLACED,
        )
    )
    speakers = (
        select(Speaker.person_id, Speaker.arrives, null(), PersonNeed.diet)
        .outerjoin(PersonNeed, PersonNeed.person_id == Speaker.person_id)
        .where(Speaker.werksessie_id == werksessie.id, Speaker.status.in_(COMING))
    )
    crew = (
        select(TeamMember.person_id, TeamMember.starts, TeamMember.ends, PersonNeed.diet)
        .outerjoin(PersonNeed, PersonNeed.person_id == TeamMember.person_id)
        .where(TeamMember.werksessie_id == werksessie.id, TeamMember.role != CATERER)
    )
    return [
        Eater(person=person, part=part, arrives=arrives, leaves=leaves, diet=diet or "")
        for part, query in ((Part.SPEAKER, speakers), (Part.CREW, crew), (Part.GUEST, guests))
        for person, arrives, leaves, diet in db.session.execute(query)
    ]


def diets_by_name(werksessie: Werksessie) -> Sequence[tuple[Person, str]]:
    """Who told what they do not eat, with their own words, of all who come. Two queries."""
    guests = (
        select(Person, Need.diet)
        .join(Registration, Registration.person_id == Person.id)
        .join(Need, Need.registration_id == Registration.id)
        .where(
            Registration.werksessie_id == werksessie.id,
            PLACED,
        )
    )
    speaks = select(Speaker.person_id).where(Speaker.status.in_(COMING))
    works = select(TeamMember.person_id).where(TeamMember.role != CATERER)
    ours = (
        select(Person, PersonNeed.diet)
        .join(PersonNeed, PersonNeed.person_id == Person.id)
        .where(Person.werksessie_id == werksessie.id, Person.id.in_(speaks.union(works)))
    )
    found = {
        person.id: (person, diet) for query in (guests, ours) for person, diet in db.session.execute(query)
    }
    return list(found.values())
