"""Places: counted from rows each time, never kept.

Seats may be held for a domain until a day. What is left of them is free for that domain only; people of the domain
who have a place already count as sitting on them. So somebody finds room when the places that are left outnumber
what is still held for others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.sql.selectable import ScalarSelect

from app.extensions import db
from app.registrations.models import Registration
from app.registrations.states import ON_THE_LIST, PLACED, WAITING
from app.werksessies.models import Domain, Werksessie

Id = int | SQLColumnExpression[int]


@dataclass(slots=True, kw_only=True)
class Places:
    """How the places stand: `placed` and `waiting` count people by domain id, `held` seats, None is no domain.

    Without any seats held nobody is told apart: all are counted under None.
    """

    capacity: int | None
    placed: Counter[int | None]
    waiting: Counter[int | None] = field(default_factory=Counter)
    held: Mapping[int | None, int] = field(default_factory=dict)

    def left(self) -> int | None:
        """Places that nobody sits on, whoever they are held for; None where there is no limit."""
        return left(self.capacity, self.placed.total())

    def kept_for(self, domain_id: int | None) -> int:
        """Seats that are still held for a domain."""
        return max(self.held.get(domain_id, 0) - self.placed[domain_id], 0)

    def spare(self) -> int | None:
        """Places left less those still held: free for anybody. Below 0 when more is promised than there is."""
        if self.capacity is None:
            return None
        return self.capacity - self.placed.total() - sum(map(self.kept_for, self.held))

    def room_for(self, domain_id: int | None) -> int | None:
        """Places that somebody of this domain may take; None where there is no limit."""
        spare = self.spare()
        return None if spare is None else max(spare + self.kept_for(domain_id), 0)

    def must_wait(self, domain_id: int | None) -> bool:
        """Whether a newcomer goes to the waiting list: no room, or others wait for the same place."""
        if self.room_for(domain_id) == 0:
            return True
        return self.waiting[domain_id] > 0 if self.kept_for(domain_id) else self.waiting.total() > 0

    def may_move(self, from_id: int | None, to_id: int | None) -> bool:
        """Whether somebody with a place may change domain without taking a seat that is held for others."""
        before = self.spare()
        moved = Places(capacity=self.capacity, placed=self.placed.copy(), held=self.held)
        moved.placed[from_id] -= 1
        moved.placed[to_id] += 1
        after = moved.spare()
        return before is None or after is None or after >= min(before, 0)


def places_of(werksessie: Werksessie, at: datetime) -> Places:
    """How the places stand at `at`. Two queries."""
    held = held_at(held_by(werksessie.id), werksessie.local_day(at))
    if not held:
        counted = db.session.execute(select(taken(werksessie.id), somebody_waits(werksessie.id))).one()
        return Places(
            capacity=werksessie.capacity,
            placed=Counter({None: counted[0]}),
            waiting=Counter({None: int(counted[1])}),
        )
    rows = db.session.execute(by_domain(werksessie.id)).all()
    return Places(
        capacity=werksessie.capacity,
        placed=Counter({row[0]: row[1] for row in rows}),
        waiting=Counter({row[0]: row[2] for row in rows}),
        held=held,
    )


def held_by(werksessie_id: int) -> Iterable[tuple[int, int | None, date | None]]:
    """The domains for which seats are or were held: id, seats, until when."""
    rows = db.session.execute(
        select(Domain.id, Domain.held, Domain.held_until).where(
            Domain.werksessie_id == werksessie_id, Domain.held.is_not(None)
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


def held_at(domains: Iterable[tuple[int, int | None, date | None]], today: date) -> Mapping[int | None, int]:
    """The seats that are held on a day, by domain id."""
    return {
        domain_id: seats
        for domain_id, seats, until in domains
        if seats is not None and (until is None or today < until)
    }


def by_domain(werksessie_id: Id) -> Select[int | None, int, int]:
    """SQL for who has a place and who waits, counted by domain id."""
    return (
        select(Registration.domain_id, func.count().filter(PLACED), func.count().filter(WAITING))
        .where(Registration.werksessie_id == werksessie_id, ON_THE_LIST)
        .group_by(Registration.domain_id)
    )


def any_held(werksessie_id: Id) -> ColumnElement[bool]:
    """SQL for whether seats are or were held for a domain."""
    return exists().where(Domain.werksessie_id == werksessie_id, Domain.held.is_not(None))


def taken(werksessie_id: Id) -> ScalarSelect[int]:
    """SQL for the number of places that are taken."""
    return select(func.count()).where(Registration.werksessie_id == werksessie_id, PLACED).scalar_subquery()


def somebody_waits(werksessie_id: Id) -> ColumnElement[bool]:
    """SQL for whether anybody stands on the waiting list."""
    return exists().where(Registration.werksessie_id == werksessie_id, WAITING)


def left(capacity: int | None, taken: int) -> int | None:
    """Places left; None where there is no limit."""
    return None if capacity is None else max(capacity - taken, 0)


def number_in_line(registration: Registration) -> int:
    """The place on the waiting list of somebody who stands on it; the first is 1."""
    before = or_(
        Registration.registered_at < registration.registered_at,
        and_(Registration.registered_at == registration.registered_at, Registration.id <= registration.id),
    )
    return db.session.scalars(
        select(func.count()).where(Registration.werksessie_id == registration.werksessie_id, WAITING, before)
    ).one()
