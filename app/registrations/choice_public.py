"""What the form asks of the rounds, and the seats left in them; counted once for each division of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.extensions import SINGLE_READ, db
from app.registrations.choice_rounds import ChoiceRound
from app.registrations.pages import Public
from app.registrations.seating import SEATED

_counted: dict[int, tuple[str, Counter[int]]] = {}


@dataclass(frozen=True, slots=True)
class Left:
    """The seats left, in words by session id, and the sessions that are full."""

    words: Mapping[int, str] = field(default_factory=dict)
    full: frozenset[int] = frozenset()


def asked_rounds(public: Public, at: datetime) -> tuple[ChoiceRound, ...]:
    """In what a newcomer chooses at `at`; who gets no place yet, gets the seat with it."""
    day = public.werksessie.local_day(at)
    return tuple(round_ for round_ in public.content.rounds if round_.open_on(day))


def seats_left(public: Public, rounds: Iterable[ChoiceRound]) -> Left:
    """In the sessions that go to who comes first."""
    sessions = [session for round_ in rounds if round_.first_come for session in round_.sessions]
    if not sessions:
        return Left()
    seated = _seated(public)
    return Left(
        {session.id: session.room_words(seated[session.id]) for session in sessions},
        frozenset(session.id for session in sessions if session.left(seated[session.id]) == 0),
    )


def _seated(public: Public) -> Counter[int]:
    werksessie_id, stamp = public.werksessie.id, public.places_stamp
    known = _counted.get(werksessie_id)
    if known is None or known[0] != stamp:
        with db.engine.connect() as connection:
            single = connection.execution_options(**{SINGLE_READ: True})
            rows = single.execute(SEATED, {"werksessie_id": werksessie_id})
            known = _counted[werksessie_id] = stamp, Counter({row[0]: row[1] for row in rows})
    return known[1]
