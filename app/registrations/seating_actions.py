"""The verbs of parallel sessions. Each is one transaction under the werksessie's lock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, reading
from app.programme.models import Item
from app.registrations.actions import OverError, RefusedError, begin
from app.registrations.assigning_rows import input_of, outcomes_of, tell, write_outcome
from app.registrations.choice_models import Round, Seat, Way
from app.registrations.entry import Choice
from app.registrations.models import Registration, State
from app.registrations.seating import (
    ChoosingClosedError,
    choose_anew,
    give_seats,
    known_sessions,
    refuse_full,
)
from app.registrations.states import PLACED
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie, new_stamp

BY_PLANNER = "De organisatie gaf u deze plaats."


class NoPlaceError(RefusedError):
    """Who has no place on the day has no seat in a session either."""


class NoSessionError(RefusedError):
    """The session or its round is not there any more."""


class TooManyError(RefusedError):
    """Fewer seats are `left` in a session than people were to come in; nobody was seated."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class ChangedError(RefusedError):
    """What the division starts from is not what the planner saw; nothing was written."""


def choose(registration: Registration, choices: Iterable[Choice], at: datetime) -> None:
    """Keep what the person now chooses. Raises SessionFullError, ChoosingClosedError, OverError or GoneError."""
    werksessie = begin(registration, at)
    try:
        if registration.cancelled_at is not None:
            raise ChoosingClosedError
        if choose_anew(registration, werksessie, choices, at):
            registration.stale_since = at
    except ChoosingClosedError:
        db.session.rollback()
        raise
    db.session.commit()


def put(registration: Registration, item_id: int, session_id: int | None, by: User, at: datetime) -> None:
    """Seat somebody where the planner says, and keep them there; None: nowhere, until they are divided or choose.

    Raises SessionFullError, NoPlaceError, NoSessionError, OverError or GoneError.
    """
    werksessie = begin(registration, at)
    if registration.state is not State.AANGEMELD:
        db.session.rollback()
        raise NoPlaceError
    sits = db.session.scalar(
        select(Seat.session_id).where(Seat.registration_id == registration.id, Seat.item_id == item_id)
    )
    if session_id is not None:
        session = known_sessions(werksessie.id, [session_id]).get(session_id)
        if session is None or session.item_id != item_id:
            db.session.rollback()
            raise NoSessionError
        if sits != session_id:
            refuse_full([session])
    give_seats([registration.id], item_id, session_id, at, why=BY_PLANNER, fixed=True)
    if sits != session_id:
        registration.stale_since = at
    record("seat.put", werksessie.id, by.id, registration=registration.id, session=session_id)
    db.session.commit()


def put_all(
    werksessie: Werksessie, people: Iterable[Registration], session_id: int, by: User, at: datetime
) -> int:
    """Seat all of these in a session and keep them there, or nobody; how many sat elsewhere or nowhere.

    Who has no place on the day any more is left out. Raises TooManyError, NoSessionError, OverError.
    """
    numbers = [row.id for row in people]
    wait_for_lock(werksessie)
    if werksessie.over(at):
        db.session.rollback()
        raise OverError
    session = known_sessions(werksessie.id, [session_id]).get(session_id)
    if session is None:
        db.session.rollback()
        raise NoSessionError
    placed = db.session.scalars(
        select(Registration.id).where(Registration.id.in_(numbers), PLACED).order_by(Registration.id)
    ).all()
    sit = set(db.session.scalars(select(Seat.registration_id).where(Seat.session_id == session_id)))
    come = [number for number in placed if number not in sit]
    if session.left is not None and len(come) > session.left:
        db.session.rollback()
        raise TooManyError(session.left)
    give_seats(placed, session.item_id, session_id, at, why=BY_PLANNER, fixed=True)
    tell(come, at)
    werksessie.places_stamp = new_stamp()
    record("seats.put", werksessie.id, by.id, people=len(placed), session=session_id)
    db.session.commit()
    return len(come)


def set_round(
    werksessie: Werksessie, item_id: int, way: Way | None, closes: date | None, by: User, at: datetime
) -> None:
    """Ask or do not ask (`way` None) in this block, until `closes`. Raises NoSessionError.

    Wishes and seats stay: who is asked again finds them as they were.
    """
    wait_for_lock(werksessie)
    item = db.session.get(Item, item_id)
    if item is None or item.werksessie_id != werksessie.id or not item.sessions:
        db.session.rollback()
        raise NoSessionError
    round_ = db.session.scalar(select(Round).where(Round.item_id == item_id))
    if (round_ is None) != (way is None):
        tell(list(db.session.scalars(select(Seat.registration_id).where(Seat.item_id == item_id))), at)
    if way is None:
        if round_ is not None:
            db.session.delete(round_)
    else:
        round_ = round_ or Round(werksessie_id=werksessie.id, item_id=item_id)
        round_.way, round_.closes = way.value, closes
        db.session.add(round_)
    werksessie.places_stamp = new_stamp()
    record("choice.round", werksessie.id, by.id, item=item_id, way=way.value if way else None)
    db.session.commit()


def divide(werksessie: Werksessie, *, keep: bool, seen: str, by: User, at: datetime) -> int:
    """Seat everybody in every round with wishes, as the planner saw it (`seen`: the mark of that start).

    How many people sit elsewhere than before. It is reckoned before the lock is taken, so that who registers does not
    wait for it, and written only when nothing changed meanwhile. Raises ChangedError.
    """
    with reading():
        start = input_of(werksessie, keep=keep)
        outcomes = outcomes_of(start)
        db.session.rollback()
    wait_for_lock(werksessie)
    if start.mark != seen or input_of(werksessie, keep=keep).mark != seen:
        db.session.rollback()
        raise ChangedError
    changed: set[int] = set()
    for outcome in outcomes:
        changed |= write_outcome(outcome, start.now[outcome.round_.item_id], at)
    items = [outcome.round_.item_id for outcome in outcomes]
    for round_ in db.session.scalars(select(Round).where(Round.item_id.in_(items))):
        round_.assigned_at = at
    tell(sorted(changed), at)
    werksessie.places_stamp = new_stamp()
    record("seats.divide", werksessie.id, by.id, people=len(changed), kept=keep)
    db.session.commit()
    return len(changed)
