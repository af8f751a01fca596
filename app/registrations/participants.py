"""The list of participants: name and organisation of who has a place and agreed to stand on it.

Of a closed subject there is none, whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations.exports import workbook
from app.registrations.models import Registration
from app.registrations.names import filed_name, sort_name
from app.registrations.states import PLACED
from app.werksessies.discretion import shown_name
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Person, Werksessie

HEADS = ("Naam", "Op achternaam", "Organisatie")
WIDTHS = (32, 32, 40)  # characters


class ClosedError(Exception):
    """The subject is closed: there is no list of participants."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who stands on the list, named as others may read it."""

    name: str
    organisation: str

    @property
    def filed(self) -> str:
        """The name as a list in alphabetical order shows it."""
        return filed_name(self.name)

    @property
    def order(self) -> str:
        """By what the list is sorted: what it shows, so that a place in it tells of no surname."""
        return sort_name(self.name)


def participants_of(werksessie: Werksessie) -> Sequence[Participant]:
    """In the order of the alphabet; one query. Raises ClosedError."""
    if werksessie.closed_since is not None:
        raise ClosedError
    found = db.session.execute(
        select(Person.name, Person.first_name_only_since, Person.organisation)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.werksessie_id == werksessie.id, PLACED, Registration.listed_at.is_not(None))
    )
    listed = [
        Participant(shown_name(name, kept_back), organisation) for name, kept_back, organisation in found
    ]
    return sorted(listed, key=attrgetter("order", "organisation"))


def participant_list(werksessie: Werksessie, by: User) -> bytes:
    """The list as xlsx, with a line on the record that says who took it out. One transaction. Raises ClosedError."""
    wait_for_lock(werksessie)
    try:
        people = participants_of(werksessie)
    except ClosedError:
        db.session.rollback()
        raise
    record("participants.export", werksessie.id, by.id, people=len(people))
    db.session.commit()
    lines = [(one.name, one.filed, one.organisation) for one in people]
    return workbook("Deelnemers", HEADS, WIDTHS, lines)
