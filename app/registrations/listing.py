"""The planner's list of registrations: counted, filtered, sorted, searched and paged in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from app.extensions import db
from app.registrations.choice_models import Seat
from app.registrations.models import Need, Registration, State
from app.registrations.names import plain
from app.registrations.question import NO_DOMAIN, Question, Sort
from app.registrations.questions_answers import unanswered
from app.registrations.states import ON_THE_LIST, STATES
from app.werksessies.models import Domain, Person, Werksessie

PAGE = 50  # rows
MOST_WORDS = 6  # of a search
MOST_ORGANISATIONS = 40  # that are counted on the page; the others are found by searching

_ORDERS: dict[Sort, Any] = {
    Sort.NAME: Registration.sort_name,
    Sort.ORGANISATION: func.lower(Person.organisation),
    Sort.STATE: case(*((STATES[state], place) for place, state in enumerate(State))),
    Sort.SINCE: Registration.registered_at,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainCount:
    """How many of one domain have a place, wait and are to be judged; `aim` in per cent of the places."""

    id: int
    name: str
    placed: int
    waiting: int
    to_judge: int
    aim: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list with the counts around it. `matching` counts all pages.

    `organisations`: the largest with how many of each have a place, wait or are to be judged;
    `more_organisations` says how many there are besides.
    """

    rows: Sequence[Registration]
    matching: int
    page: int
    states: dict[State, int]
    domains: Sequence[DomainCount]
    organisations: Sequence[tuple[str, int]]
    more_organisations: int

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
    organisations, more = _organisations(werksessie)
    ids = db.session.scalars(matching(werksessie, question)).all()
    page = min(max(question.page, 1), max((len(ids) + PAGE - 1) // PAGE, 1))
    return Listing(
        rows=rows_of(ids[(page - 1) * PAGE : page * PAGE]),
        matching=len(ids),
        page=page,
        states=states,
        domains=domains,
        organisations=organisations,
        more_organisations=more,
    )


def rows_of(ids: Sequence[int]) -> list[Registration]:
    """These registrations in this order, with person and domain, in one query."""
    found = db.session.scalars(
        select(Registration)
        .join(Registration.person)
        .outerjoin(Registration.domain)
        .where(Registration.id.in_(ids))
        .options(contains_eager(Registration.person), contains_eager(Registration.domain))
    ).all()
    place = {number: index for index, number in enumerate(ids)}
    return sorted(found, key=lambda row: place[row.id])


def matching(werksessie: Werksessie, question: Question) -> Select[int]:
    """Everybody's id in order: one scan both counts and pages, where a count and a page would each be one."""
    query = select(Registration.id).where(Registration.werksessie_id == werksessie.id, *_narrowed(question))
    if question.organisation or question.sort is Sort.ORGANISATION:
        query = query.join(Person, Person.id == Registration.person_id)
    words = question.search.split()[:MOST_WORDS]
    found = query.where(*(_found(werksessie, word) for word in words))
    order = _ORDERS[question.sort]
    return found.order_by(
        order.desc() if question.downwards else order, Registration.sort_name, Registration.id
    )


def _narrowed(question: Question) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = []
    if question.state is not None:
        narrowed.append(STATES[question.state])
    if question.domain is not None:
        narrowed.append(Registration.domain_id == (question.domain or None))
    if question.organisation:
        narrowed.append(Person.organisation == question.organisation)
    if question.unanswered is not None:
        narrowed.append(unanswered(question.unanswered))
    if question.session is not None:
        sits = (Seat.registration_id == Registration.id, Seat.session_id == question.session)
        narrowed.append(exists().where(*sits))
    if question.consent is not None:
        consented = exists().where(Need.registration_id == Registration.id)
        narrowed.append(consented if question.consent else ~consented)
    return narrowed


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


def _organisations(werksessie: Werksessie) -> tuple[list[tuple[str, int]], int]:
    """The largest organisations of who is on the list, and how many more there are."""
    number = func.count()
    found = db.session.execute(
        select(Person.organisation, number, func.count().over())
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.werksessie_id == werksessie.id, ON_THE_LIST)
        .where(Person.organisation != "")
        .group_by(Person.organisation)
        .order_by(number.desc(), Person.organisation)
        .limit(MOST_ORGANISATIONS)
    ).all()
    return [(row[0], row[1]) for row in found], (found[0][2] - len(found) if found else 0)


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
        select(Domain.id, Domain.name, Domain.aim)
        .where(Domain.werksessie_id == werksessie.id)
        .order_by(Domain.position)
    ).all()
    named: list[tuple[int, str, int | None]] = [(row[0], row[1], row[2]) for row in names]
    if NO_DOMAIN in rows and names:
        named.append((NO_DOMAIN, "Geen domein", None))
    nobody = (0,) * len(State)
    return states, [
        DomainCount(id=id_, name=name, placed=counts[0], waiting=counts[1], to_judge=counts[2], aim=aim)
        for id_, name, aim in named
        for counts in (rows.get(id_, nobody),)
    ]
