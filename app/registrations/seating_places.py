"""Seats follow places, whichever verb gives or takes one: two listeners, within the flush of that verb.

Who loses their place loses their seats. Who gets one sits in the session that they chose before, if it has a seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, delete, event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from app.extensions import db
from app.registrations.choice_models import Round, Seat, Way, Wish
from app.registrations.models import Registration
from app.registrations.seating import CHOSEN, give_seats, known_sessions, write_wishes

_SEATED: ColumnElement[bool] = (
    select(Seat.id).where(Seat.registration_id == Wish.registration_id, Seat.item_id == Wish.item_id).exists()
)


def wished_by(registration_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """The sessions in which people sit once they have a place and a seat is left: by registration, session ids by
    item id. One query, none for nobody."""
    if not registration_ids:
        return {}
    found = db.session.execute(
        select(Wish.registration_id, Wish.item_id, Wish.session_id)
        .join(Round, Round.item_id == Wish.item_id)
        .where(
            Wish.registration_id.in_(registration_ids),
            Wish.rank == 1,
            Round.way == Way.FIRST_COME.value,
            ~_SEATED,
        )
    )
    wished: dict[int, dict[int, int]] = {}
    for registration_id, item_id, session_id in found:
        wished.setdefault(registration_id, {})[item_id] = session_id
    return wished


@event.listens_for(Session, "after_flush")
def _follow_places(session: Session, _context: UOWTransaction) -> None:
    changed = [row for row in session.dirty if isinstance(row, Registration)]
    without = [row.id for row in changed if row.placed_at is None or row.cancelled_at is not None]
    if without:
        seats: Any = Seat.__table__
        session.connection().execute(delete(seats).where(seats.c.registration_id.in_(without)))
    _seat(sorted((row for row in changed if _gets_a_place(row)), key=lambda row: (row.registered_at, row.id)))


def _gets_a_place(registration: Registration) -> bool:
    """Whether this flush gives it; who withdrew had none either."""
    sits = registration.placed_at is not None and registration.cancelled_at is None
    return sits and bool(inspect(registration).attrs.placed_at.history.added)


def _seat(people: Sequence[Registration]) -> None:
    """Each in turn where they wished to sit, as far as there are seats; who finds none keeps the wish, to read."""
    wished = wished_by([row.id for row in people])
    for row in people:
        assert row.placed_at is not None
        sessions = wished.get(row.id, {})
        known = known_sessions(row.werksessie_id, sessions.values()) if sessions else {}
        for item_id, session_id in sessions.items():
            if session_id in known and known[session_id].left != 0:
                write_wishes(row.id, item_id, ())
                give_seats([row.id], item_id, session_id, row.placed_at, why=CHOSEN)
