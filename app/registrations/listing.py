"""The planner's list of registrations: counted, filtered, searched and paged in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.extensions import db
from app.registrations.models import Registration, State
from app.registrations.names import plain
from app.werksessies.models import Domain, Person, Werksessie

PAGE = 50  # rows
NO_DOMAIN = 0  # the domain of who has none
MOST_WORDS = 6  # of a search

STATES: dict[State, ColumnElement[bool]] = {
    State.AANGEMELD: and_(Registration.cancelled_at.is_(None), Registration.placed_at.is_not(None)),
    State.WACHTLIJST: and_(Registration.cancelled_at.is_(None), Registration.placed_at.is_(None)),
    State.AFGEMELD: Registration.cancelled_at.is_not(None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the planner wants to see. `domain` is an id, `NO_DOMAIN` for people without one, None for all."""

    search: str = ""
    state: State | None = None
    domain: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainCount:
    """How many of one domain have a place, and how many wait."""

    id: int
    name: str
    placed: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list with the counts around it. `matching` counts all pages."""

    rows: Sequence[Registration]
    matching: int
    page: int
    states: dict[State, int]
    domains: Sequence[DomainCount]

    @property
    def first(self) -> int:
        """The number of the first row of this page, counted from 1."""
        return (self.page - 1) * PAGE + 1

    @property
    def pages(self) -> int:
        return max((self.matching + PAGE - 1) // PAGE, 1)

    @property
    def total(self) -> int:
        return sum(self.states.values())


def listing_of(werksessie: Werksessie, question: Question) -> Listing:
    """The page that `question` asks for; past the last page it is the last one."""
    states, domains = _counts(werksessie)
    ids = db.session.scalars(_matching(werksessie, question)).all()
    page = min(max(question.page, 1), max((len(ids) + PAGE - 1) // PAGE, 1))
    rows = db.session.scalars(
        select(Registration)
        .join(Registration.person)
        .outerjoin(Registration.domain)
        .where(Registration.id.in_(ids[(page - 1) * PAGE : page * PAGE]))
        .order_by(Registration.sort_name, Registration.id)
        .options(contains_eager(Registration.person), contains_eager(Registration.domain))
    ).all()
    return Listing(rows=rows, matching=len(ids), page=page, states=states, domains=domains)


def _matching(werksessie: Werksessie, question: Question) -> Select[int]:
    """Everybody's id in order: one scan both counts and pages, where a count and a page would each be one."""
    query = select(Registration.id).where(Registration.werksessie_id == werksessie.id)
    if question.state is not None:
        query = query.where(STATES[question.state])
    if question.domain is not None:
        query = query.where(Registration.domain_id == (question.domain or None))
    words = question.search.split()[:MOST_WORDS]
    found = query.where(*(_found(werksessie, word) for word in words))
    return found.order_by(Registration.sort_name, Registration.id)


def _found(werksessie: Werksessie, word: str) -> ColumnElement[bool]:
    """A word of a search: in the name, the address or the organisation."""
    organised = select(Person.id).where(
        Person.werksessie_id == werksessie.id, Person.organisation.icontains(word, autoescape=True)
    )
    return or_(
        Registration.sort_name.contains(plain(word), autoescape=True),
        Registration.email_key.contains(word.casefold(), autoescape=True),
        Registration.person_id.in_(organised),
    )


def _counts(werksessie: Werksessie) -> tuple[dict[State, int], list[DomainCount]]:
    """Everybody by state and by domain, in one query, and the domains' names in another."""
    columns = [func.count().filter(STATES[state]) for state in State]
    found = db.session.execute(
        select(Registration.domain_id, *columns)
        .where(Registration.werksessie_id == werksessie.id)
        .group_by(Registration.domain_id)
    ).all()
    rows = {row[0] or NO_DOMAIN: row[1:] for row in found}
    states = {state: sum(row[place] for row in rows.values()) for place, state in enumerate(State)}
    names = db.session.execute(
        select(Domain.id, Domain.name).where(Domain.werksessie_id == werksessie.id).order_by(Domain.position)
    ).all()
    named = [(row[0], row[1]) for row in names] + (
        [(NO_DOMAIN, "Geen domein")] if NO_DOMAIN in rows and names else []
    )
    nobody = (0, 0, 0)
    return states, [
        DomainCount(id=id_, name=name, placed=rows.get(id_, nobody)[0], waiting=rows.get(id_, nobody)[1])
        for id_, name in named
    ]
