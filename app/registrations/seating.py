"""Seats and wishes as rows: counted and written under the werksessie's lock. Nothing here commits.

Where who comes first chooses first, somebody without a place on the day has a wish instead of a seat;
`seating_places` makes a seat of it when they get a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select

from app.extensions import db
from app.programme.models import Item, ParallelSession, Room
from app.registrations.choice_models import Round, Seat, Way, Wish
from app.registrations.choice_rounds import least
from app.registrations.entry import Choice, Entry, email_key
from app.registrations.models import Registration, State
from app.werksessies.models import Werksessie

CHOSEN = "U koos deze sessie."
_SEAT: Any = Seat.__table__
_WISH: Any = Wish.__table__
_ROUND: Any = Round.__table__
_SESSION: Any = ParallelSession.__table__
_ROOM: Any = Room.__table__
_REGISTRATION: Any = Registration.__table__

SEATED: Select[Any] = (
    select(_SEAT.c.session_id, func.count())
    .join(_ROUND, _ROUND.c.item_id == _SEAT.c.item_id)
    .where(_ROUND.c.werksessie_id == bindparam("werksessie_id"))
    .group_by(_SEAT.c.session_id)
)
# What is to be known of the sessions that somebody chose, in one query.
_CHOSEN: Select[Any] = (
    select(
        _SESSION.c.id,
        _SESSION.c.item_id,
        _SESSION.c.title,
        _SESSION.c.capacity,
        _ROOM.c.capacity.label("room"),
        _ROUND.c.way,
        _ROUND.c.closes,
        select(func.count()).where(_SEAT.c.session_id == _SESSION.c.id).scalar_subquery().label("seated"),
    )
    .join(_ROUND, _ROUND.c.item_id == _SESSION.c.item_id)
    .outerjoin(_ROOM, _ROOM.c.id == _SESSION.c.room_id)
    .where(
        _ROUND.c.werksessie_id == bindparam("werksessie_id"),
        _SESSION.c.id.in_(bindparam("sessions", expanding=True)),
    )
)
_JOINED: Select[Any] = select(_REGISTRATION.c.id).where(
    _REGISTRATION.c.werksessie_id == bindparam("werksessie_id"),
    _REGISTRATION.c.email_key == bindparam("email_key"),
    _REGISTRATION.c.registered_at == bindparam("at", type_=Registration.registered_at.type),
)


class SessionFullError(Exception):
    """These sessions have no seat left: titles by the item they are chosen in. Nothing may be kept."""

    def __init__(self, full: Mapping[int, str]) -> None:
        super().__init__(", ".join(full.values()))
        self.full = full


class ChoosingClosedError(Exception):
    """In this round one can choose no longer, or it was taken out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A session in a round where people choose, and the seats left in it (None: no limit)."""

    item_id: int
    title: str
    way: Way
    closes: date | None
    left: int | None

    def open_in(self, werksessie: Werksessie, at: datetime) -> bool:
        """Whether one may choose it at `at`."""
        return werksessie.local_day(at) <= (self.closes or werksessie.last_day_to_register())


def seated_in(werksessie_id: int) -> Counter[int]:
    """How many sit in each session, by its id."""
    return Counter({row[0]: row[1] for row in db.session.execute(SEATED, {"werksessie_id": werksessie_id})})


def everybodys_seats(werksessie: Werksessie) -> dict[int, dict[int, int]]:
    """Where everybody sits: by registration, session ids by item id. One query."""
    found = db.session.execute(
        select(Seat.registration_id, Seat.item_id, Seat.session_id)
        .join(Round, Round.item_id == Seat.item_id)
        .where(Round.werksessie_id == werksessie.id)
    )
    sits: dict[int, dict[int, int]] = {}
    for registration_id, item_id, session_id in found:
        sits.setdefault(registration_id, {})[item_id] = session_id
    return sits


def sessions_of(registration_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Where people sit: by registration, keys of sessions by the uid of their item. One query, none for nobody."""
    if not registration_ids:
        return {}
    found = db.session.execute(
        select(Seat.registration_id, Item.uid, ParallelSession.key)
        .join(ParallelSession, ParallelSession.id == Seat.session_id)
        .join(Item, Item.id == Seat.item_id)
        .join(Round, Round.item_id == Seat.item_id)
        .where(Seat.registration_id.in_(registration_ids))
    )
    sits: dict[int, dict[str, str]] = {}
    for registration_id, uid, key in found:
        sits.setdefault(registration_id, {})[uid] = key
    return sits


def known_sessions(werksessie_id: int, sessions: Iterable[int]) -> dict[int, Known]:
    """Those of these sessions that are there and can be asked for, by id. One query."""
    found = db.session.execute(_CHOSEN, {"werksessie_id": werksessie_id, "sessions": list(sessions)})
    known = {}
    for row in found:
        seats = least(row.capacity, row.room)
        left = None if seats is None else max(seats - row.seated, 0)
        known[row.id] = Known(
            item_id=row.item_id, title=row.title, way=Way(row.way), closes=row.closes, left=left
        )
    return known


def keep_choices(
    werksessie_id: int, werksessie: Werksessie, entry: Entry, state: State, at: datetime
) -> None:
    """What somebody who registers now chose: a seat where they have a place, else a wish. Raises SessionFullError.

    A full session is told for an address that is known already too, for which nothing is written: a stranger learns
    nothing from it. `werksessie` as the lock read it.
    """
    placed = state is State.AANGEMELD
    known = known_sessions(werksessie_id, (each for choice in entry.choices for each in choice.sessions))
    open_ = {key: each for key, each in known.items() if each.open_in(werksessie, at)}
    wanted = {choice.item_id: sessions for choice in entry.choices if (sessions := _able(choice, open_))}
    seats = {
        item_id: sessions[0]
        for item_id, sessions in wanted.items()
        if known[sessions[0]].way is Way.FIRST_COME
    }
    if placed:
        refuse_full(known[session_id] for session_id in seats.values())
    who = {"werksessie_id": werksessie_id, "email_key": email_key(entry.email), "at": at}
    joined = db.session.execute(_JOINED, who).scalar()
    if joined is None:
        return
    for item_id, sessions in wanted.items():
        if placed and item_id in seats:
            give_seats([joined], item_id, seats[item_id], at, why=CHOSEN)
        else:
            write_wishes(joined, item_id, sessions)


def choose_anew(
    registration: Registration, werksessie: Werksessie, choices: Iterable[Choice], at: datetime
) -> bool:
    """Other wishes, or another seat. Whether a seat changed. Raises SessionFullError, ChoosingClosedError.

    Who was seated by the planner, or by their wishes, stays there. Who has no place wishes.
    """
    choices = list(choices)
    rounds = _rounds(werksessie)
    seats = {row.item_id: row for row in db.session.scalars(_seats_of(registration.id))}
    known = known_sessions(werksessie.id, (each for choice in choices for each in choice.sessions))
    wanted: dict[int, int | None] = {}
    for choice in choices:
        round_, seat = rounds.get(choice.item_id), seats.get(choice.item_id)
        if round_ is None or werksessie.local_day(at) > (round_.closes or werksessie.last_day_to_register()):
            raise ChoosingClosedError
        sessions = _able(choice, known)
        if round_.way == Way.WISHES or registration.state is not State.AANGEMELD:
            if seat is None:
                write_wishes(registration.id, choice.item_id, sessions)
        elif not (seat and seat.fixed_since):
            write_wishes(registration.id, choice.item_id, ())
            session_id = sessions[0] if sessions else None
            if session_id != (seat.session_id if seat else None):
                wanted[choice.item_id] = session_id
    refuse_full(known[session_id] for session_id in wanted.values() if session_id is not None)
    for item_id, session_id in wanted.items():
        give_seats([registration.id], item_id, session_id, at, why=CHOSEN)
    return bool(wanted)


def refuse_full(sessions: Iterable[Known]) -> None:
    """Raise SessionFullError where one of these has no seat left, and take everything back."""
    full = {session.item_id: session.title for session in sessions if session.left == 0}
    if full:
        db.session.rollback()
        raise SessionFullError(full)


def give_seats(
    registration_ids: Sequence[int],
    item_id: int,
    session_id: int | None,
    at: datetime,
    *,
    why: str,
    fixed: bool = False,
) -> None:
    """Seat people in this session, and no longer in another of that round; None: nowhere."""
    theirs = _SEAT.c.registration_id.in_(registration_ids)
    db.session.execute(delete(_SEAT).where(theirs, _SEAT.c.item_id == item_id))
    if session_id is None or not registration_ids:
        return
    seat = {
        "item_id": item_id,
        "session_id": session_id,
        "seated_at": at,
        "fixed_since": at if fixed else None,
        "why": why,
    }
    db.session.execute(insert(_SEAT), [seat | {"registration_id": number} for number in registration_ids])


def write_wishes(registration_id: int, item_id: int, sessions: Sequence[int]) -> None:
    """Instead of the wishes that somebody had in this round."""
    db.session.execute(
        delete(_WISH).where(_WISH.c.registration_id == registration_id, _WISH.c.item_id == item_id)
    )
    rows = [
        {"registration_id": registration_id, "item_id": item_id, "session_id": session_id, "rank": rank}
        for rank, session_id in enumerate(sessions, 1)
    ]
    if rows:
        db.session.execute(insert(_WISH), rows)


def drop_wishes(registration_id: int) -> None:
    """All wishes of somebody."""
    db.session.execute(delete(_WISH).where(_WISH.c.registration_id == registration_id))


def _able(choice: Choice, known: Mapping[int, Known]) -> list[int]:
    """What of a choice is there and stands in that round."""
    return [each for each in choice.sessions if each in known and known[each].item_id == choice.item_id]


def _rounds(werksessie: Werksessie) -> dict[int, Round]:
    found = db.session.scalars(select(Round).where(Round.werksessie_id == werksessie.id))
    return {row.item_id: row for row in found}


def _seats_of(registration_id: int) -> Select[Any]:
    return select(Seat).where(Seat.registration_id == registration_id)
