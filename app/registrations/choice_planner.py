"""How it stands with the parallel blocks: wishes, seats, and what a change of the programme left crooked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from app.extensions import db
from app.registrations.choice_models import Seat, Wish
from app.registrations.choice_rounds import ChoiceRound, Choosable, blocks_in
from app.registrations.models import Registration
from app.registrations.states import PLACED
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCount:
    """One session in numbers. `wishes`: first, second and third ones; `fixed`: of who is `seated`, by the planner."""

    session: Choosable
    wishes: tuple[int, int, int]
    seated: int
    fixed: int

    @property
    def over(self) -> int:
        """People more than fit."""
        capacity = self.session.capacity
        return 0 if capacity is None else max(self.seated - capacity, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockCount:
    """One parallel block in numbers. `unseated`: who has a place on the day but sits in no session of it."""

    block: ChoiceRound
    sessions: tuple[SessionCount, ...]
    unseated: int

    @property
    def seated(self) -> int:
        return sum(row.seated for row in self.sessions)

    @property
    def short(self) -> int:
        """People for whom there is no seat in any session."""
        limits = [row.session.capacity for row in self.sessions]
        people = self.seated + self.unseated
        return 0 if None in limits else max(people - sum(limit or 0 for limit in limits), 0)


def counts_of(werksessie: Werksessie) -> list[BlockCount]:
    """Every parallel block, in order, in a fixed number of queries."""
    wishes: dict[int, Counter[int]] = defaultdict(Counter)
    for session_id, rank, number in db.session.execute(
        select(Wish.session_id, Wish.rank, func.count())
        .join(Registration, Registration.id == Wish.registration_id)
        .where(Registration.werksessie_id == werksessie.id, PLACED)
        .group_by(Wish.session_id, Wish.rank)
    ):
        wishes[session_id][rank] = number
    seats = {
        row[0]: (row[1], row[2])
        for row in db.session.execute(
            select(Seat.session_id, func.count(), func.count(Seat.fixed_since))
            .join(Registration, Registration.id == Seat.registration_id)
            .where(Registration.werksessie_id == werksessie.id)
            .group_by(Seat.session_id)
        )
    }
    people = db.session.scalars(
        select(func.count()).where(Registration.werksessie_id == werksessie.id, PLACED)
    ).one()
    return [_block(block, wishes, seats, people) for block in blocks_in(werksessie)]


def _block(
    block: ChoiceRound, wishes: dict[int, Counter[int]], seats: dict[int, tuple[int, int]], people: int
) -> BlockCount:
    rows = tuple(
        SessionCount(
            session=session,
            wishes=(wishes[session.id][1], wishes[session.id][2], wishes[session.id][3]),
            seated=seats.get(session.id, (0, 0))[0],
            fixed=seats.get(session.id, (0, 0))[1],
        )
        for session in block.sessions
    )
    return BlockCount(block=block, sessions=rows, unseated=people - sum(row.seated for row in rows))
