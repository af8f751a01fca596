"""The rows that a werksessie has already, to be taken up again when the same thing is written once more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.extensions import db, now
from app.registrations.models import Registration
from app.registrations.question_models import Answer, FormQuestion
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Person, TeamMember, Werksessie


class Rows:
    """Rows of one werksessie by model, each taken up at most once. `empty`: it is new, and has none."""

    def __init__(self, werksessie: Werksessie, *, empty: bool = False) -> None:
        self.werksessie = werksessie
        self.empty = empty
        self._left: dict[type[Any], list[Any]] = {}

    def put(self, model: type[Any], position: int, key: dict[str, Any], **values: Any) -> Any:
        """The row that has `key`, or a new one, made to say `values`. An empty key is nobody's."""
        row = self._take(model, key)
        if row is None:
            row = model(werksessie_id=self.werksessie.id, position=position, **key, **values)
            db.session.add(row)
            return row
        for name, value in ({"position": position} | values).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
        return row

    def drop_the_rest(self, models: Iterable[type[Any]]) -> None:
        """Delete what was not taken up, but for domains that people chose and questions that they answered."""
        with db.session.no_autoflush:  # all go at once: a room not before its set-ups
            for model in models:
                left = self.left(model)
                used = self._used(model) if left else frozenset()
                for row in left:
                    if row.id not in used:
                        db.session.delete(row)

    def put_one(self, model: type[Any], values: dict[str, Any], said: bool) -> None:
        """The only row of `model`, made to say `values`; without it when nothing is `said`."""
        query = select(model).where(model.werksessie_id == self.werksessie.id)
        row = None if self.empty else db.session.scalars(query).one_or_none()
        if row is None and said:
            db.session.add(model(werksessie_id=self.werksessie.id, **values))
        elif row is not None and not said:
            db.session.delete(row)
        elif row is not None:
            for name, value in values.items():
                setattr(row, name, value)

    def put_domains(self, domains: Sequence[a.Domain]) -> None:
        """Each domain on its row. Where as many stand as before, a new name is the old one renamed in its place."""
        left = self.left(Domain)
        names = {domain.name for domain in domains}
        if len(left) == len(domains):
            for row, domain in zip(list(left), domains, strict=True):
                if row.name not in names and domain.name not in {other.name for other in left}:
                    row.name = domain.name
        for position, domain in enumerate(domains):
            values = {"held": domain.held, "held_until": domain.held_until, "aim": domain.aim}
            self.put(Domain, position, {"name": domain.name}, **values)

    def left(self, model: type[Any]) -> list[Any]:
        """The rows of `model` that were not taken up yet."""
        if model not in self._left:
            query = select(model).where(model.werksessie_id == self.werksessie.id)
            self._left[model] = [] if self.empty else list(db.session.scalars(query.order_by(model.position)))
        return self._left[model]

    def _take(self, model: type[Any], key: dict[str, Any]) -> Any:
        left = self.left(model)
        alike = (row for row in left if all(getattr(row, name) == value for name, value in key.items()))
        row = next(alike, None) if key else None
        if row is not None:
            left.remove(row)
        return row

    def _used(self, model: type[Any]) -> frozenset[int]:
        """The ids of rows of `model` that people chose or answered."""
        mine = Registration.werksessie_id == self.werksessie.id
        if model is Domain:
            query = select(Registration.domain_id).where(mine)
        elif model is FormQuestion:
            query = (
                select(Answer.question_id)
                .join(Registration, Registration.id == Answer.registration_id)
                .where(mine)
            )
        else:
            return frozenset()
        return frozenset(filter(None, db.session.scalars(query.distinct())))


class People:
    """The crew and speakers: one Person for all roles of somebody, unless the roles have different numbers."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._written: dict[tuple[str, str, str], Person] = {}
        self._speaking: set[int] = set()
        self._left = [] if rows.empty else _crew(rows.werksessie)

    def member(self, member: c.TeamMember) -> Person:
        """Who has this role."""
        person = self._person(member)
        if person.phone and person.phone != member.phone:
            person = self._new(member)  # two numbers for one person in two roles: each role keeps its own
        person.phone = member.phone or person.phone
        return person

    def speaker(self, speaker: c.Speaker) -> Person:
        """Who speaks; two speakers with one name are two people."""
        person = self._person(speaker)
        if id(person) in self._speaking:
            person = self._new(speaker)
        self._speaking.add(id(person))
        person.function = speaker.function
        return person

    def drop_the_rest(self) -> None:
        """Delete who has no role any more."""
        for person in self._left:
            db.session.delete(person)

    def _person(self, who: c.TeamMember | c.Speaker) -> Person:
        key = (who.name, who.organisation, who.email)
        if key not in self._written:
            self._written[key] = self._again(who) or self._new(who)
        person = self._written[key]
        if who.first_name_only and person.first_name_only_since is None:
            person.first_name_only_since = now()
        return person

    def _new(self, who: c.TeamMember | c.Speaker) -> Person:
        person = Person(
            werksessie_id=self.rows.werksessie.id,
            name=who.name,
            organisation=who.organisation,
            email=who.email,
            phone="",
            function="",
        )
        db.session.add(person)
        return person

    def _again(self, who: c.TeamMember | c.Speaker) -> Person | None:
        """The person that is there already, known by all, else by name or address."""
        by_all = [
            p
            for p in self._left
            if (p.name, p.organisation, p.email) == (who.name, who.organisation, who.email)
        ]
        by_one = [p for p in self._left if p.name == who.name or (who.email and p.email == who.email)]
        person = next(iter([*by_all, *by_one]), None)
        if person is not None:
            self._left.remove(person)
            person.name, person.organisation, person.email = who.name, who.organisation, who.email
            if isinstance(
                who, c.TeamMember
            ):  # a draaiboek tells no number of a speaker: what they told us stays
                person.phone = ""
        return person


def _crew(werksessie: Werksessie) -> list[Person]:
    speaks = select(Speaker.person_id).where(Speaker.werksessie_id == werksessie.id)
    member = select(TeamMember.person_id).where(TeamMember.werksessie_id == werksessie.id)
    either = or_(Person.id.in_(speaks), Person.id.in_(member))
    return list(db.session.scalars(select(Person).where(either).order_by(Person.id)))
