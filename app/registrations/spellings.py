"""One organisation under several spellings: which look alike, and writing them all in one way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations.models import Registration
from app.registrations.names import plain
from app.registrations.states import ON_THE_LIST
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Person, Werksessie

Spellings = Sequence[tuple[str, int]]  # each with how many people wrote it so, the most used first


def bare(organisation: str) -> str:
    """What stays of a name without capitals, accents, spaces and signs: "GGD Oost-Twente" is ggdoosttwente."""
    return "".join(filter(str.isalnum, plain(organisation)))


def alike(organisations: Iterable[str]) -> list[Spellings]:
    """The spellings of each organisation, those with most people first."""
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for organisation in organisations:
        if bare(organisation):
            groups[bare(organisation)][organisation] += 1
    return [found.most_common() for found in sorted(groups.values(), key=lambda one: -one.total())]


def spellings_of(werksessie: Werksessie) -> list[Spellings]:
    """The organisations on the list that are spelled in more than one way. One query."""
    query = (
        select(Person.organisation)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.werksessie_id == werksessie.id, ON_THE_LIST)
        .order_by(Registration.id)
    )
    return [spellings for spellings in alike(db.session.scalars(query)) if len(spellings) > 1]


def spell_alike(werksessie: Werksessie, spelling: str, by: User) -> int:
    """Write `spelling`, one that somebody used, for all that look like it; the number of people changed."""
    wait_for_lock(werksessie)
    people = db.session.scalars(
        select(Person)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.werksessie_id == werksessie.id, Person.organisation != "")
    ).all()
    same = [person for person in people if bare(person.organisation) == bare(spelling)]
    other = [person for person in same if person.organisation != spelling]
    if len(other) == len(same):  # nobody uses it (any more)
        db.session.rollback()
        return 0
    for person in other:
        person.organisation = spelling
    record("registration.spell_alike", werksessie.id, by.id, people=len(other))
    db.session.commit()
    return len(other)
