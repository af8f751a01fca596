"""What is to be divided, read from the rows, and what came of it, written back."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from app.extensions import db
from app.registrations.assigning import Given, Got, Guest, Place, assign_rounds
from app.registrations.choice_models import Round, Seat, Wish
from app.registrations.choice_rounds import ChoiceRound, rounds_in
from app.registrations.models import Registration
from app.registrations.states import IN_LINE, PLACED
from app.werksessies.models import Werksessie

_SEAT: Any = Seat.__table__
_REGISTRATION: Any = Registration.__table__
_SHARE = 500  # people in one statement


@dataclass(frozen=True, slots=True)
class Sits:
    """Where somebody sits now in one round; `fixed` by the planner."""

    session_id: int
    fixed: bool
    why: str


@dataclass(frozen=True, slots=True)
class Input:
    """What a division starts from. `guests` in the order of `rounds`, `now` who sits where by item and registration;
    `keep`: who has a seat keeps it."""

    rounds: tuple[ChoiceRound, ...]
    guests: tuple[tuple[Guest, ...], ...]
    elsewhere: Mapping[int, frozenset[str]]
    now: Mapping[int, Mapping[int, Sits]]
    keep: bool

    @property
    def mark(self) -> str:
        """Another one when anything of it differs."""
        sits = sorted((item, sorted(of.items())) for item, of in self.now.items())
        titles = sorted((number, sorted(seen)) for number, seen in self.elsewhere.items())
        sessions = [[(row.id, row.title, row.capacity) for row in round_.sessions] for round_ in self.rounds]
        said = repr((sessions, self.guests, titles, sits, self.keep))
        return hashlib.sha256(said.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one round: `given` by registration, and who sits elsewhere than before (session ids)."""

    round_: ChoiceRound
    given: Mapping[int, Given]
    moved: Mapping[int, tuple[int, int | None]]
    new: int

    @property
    def counts(self) -> Counter[Got]:
        return Counter(one.got for one in self.given.values())


def input_of(werksessie: Werksessie, *, keep: bool) -> Input:
    """Everybody with a place, and their wishes, in a fixed number of queries."""
    asked = rounds_in(werksessie)
    rounds = tuple(round_ for round_ in asked if round_.by_wishes)
    people = db.session.execute(
        select(Registration.id, Registration.registered_at)
        .where(Registration.werksessie_id == werksessie.id, PLACED)
        .order_by(*IN_LINE)
    ).all()
    wishes, sits = _wishes(werksessie), _sits(werksessie)
    titles = {session.id: session.title for round_ in asked for session in round_.sessions}
    elsewhere: dict[int, frozenset[str]] = {}
    for round_ in asked:
        for number, seat in sits[round_.item_id].items() if round_.first_come else ():
            elsewhere[number] = elsewhere.get(number, frozenset()) | {titles[seat.session_id]}
    guests = tuple(
        tuple(
            Guest(
                id=number,
                since=since,
                wishes=tuple(wishes[round_.item_id, number]),
                fixed=_fixed(sits[round_.item_id].get(number), keep=keep),
            )
            for number, since in people
        )
        for round_ in rounds
    )
    now = {round_.item_id: sits[round_.item_id] for round_ in rounds}
    return Input(rounds, guests, elsewhere, now, keep)


def outcomes_of(start: Input) -> list[Outcome]:
    """The division, round by round. Pure."""
    given = assign_rounds(
        {
            round_.item_id: (
                [Place(id=row.id, title=row.title, capacity=row.capacity) for row in round_.sessions],
                guests,
            )
            for round_, guests in zip(start.rounds, start.guests, strict=True)
        },
        start.elsewhere,
    )
    return [_outcome(round_, given[round_.item_id], start.now[round_.item_id]) for round_ in start.rounds]


def _outcome(round_: ChoiceRound, given: Mapping[int, Given], now: Mapping[int, Sits]) -> Outcome:
    moved = {
        number: (now[number].session_id, one.session_id)
        for number, one in given.items()
        if number in now and now[number].session_id != one.session_id
    }
    new = sum(number not in now and one.session_id is not None for number, one in given.items())
    return Outcome(round_, given, moved, new)


def write_outcome(outcome: Outcome, now: Mapping[int, Sits], at: datetime) -> set[int]:
    """Seat people as the division says; who sits elsewhere than before. Under the lock; who stays keeps their row."""
    item_id = outcome.round_.item_id
    changed = {
        number
        for number, one in outcome.given.items()
        if one.session_id != (now[number].session_id if number in now else None)
    }
    gone = [number for number in sorted(changed) if number in now]
    for start in range(0, len(gone), _SHARE):
        of_item = _SEAT.c.item_id == item_id
        db.session.execute(
            delete(_SEAT).where(of_item, _SEAT.c.registration_id.in_(gone[start : start + _SHARE]))
        )
    seats = [
        {
            "registration_id": number,
            "item_id": item_id,
            "session_id": one.session_id,
            "seated_at": at,
            "why": one.why,
        }
        for number, one in outcome.given.items()
        if number in changed and one.session_id is not None
    ]
    if seats:
        db.session.execute(insert(_SEAT), seats)
    _write_reasons(item_id, outcome, now)
    return changed


def _write_reasons(item_id: int, outcome: Outcome, now: Mapping[int, Sits]) -> None:
    """The reasons of who stays, where these are other ones now; who was kept in place keeps the reason."""
    other = [
        {"who": number, "why": one.why}
        for number, one in outcome.given.items()
        if number in now
        and now[number].session_id == one.session_id
        and now[number].why != one.why
        and one.got is not Got.FIXED
    ]
    if other:
        of_one = (_SEAT.c.item_id == item_id, _SEAT.c.registration_id == bindparam("who"))
        db.session.connection().execute(update(_SEAT).where(*of_one).values(why=bindparam("why")), other)


def tell(numbers: Sequence[int], at: datetime) -> None:
    """Let the job compare what these people were told with where they sit now."""
    for start in range(0, len(numbers), _SHARE):
        share = _REGISTRATION.c.id.in_(numbers[start : start + _SHARE])
        stale = {"stale_since": at, "changed_at": _REGISTRATION.c.changed_at}
        db.session.execute(update(_REGISTRATION).where(share).values(stale))


def _fixed(seat: Sits | None, *, keep: bool) -> int | None:
    return seat.session_id if seat and (seat.fixed or keep) else None


def _wishes(werksessie: Werksessie) -> dict[tuple[int, int], list[int]]:
    """Session ids by item and registration, the first choice first."""
    found = db.session.execute(
        select(Wish.item_id, Wish.registration_id, Wish.session_id)
        .join(Round, Round.item_id == Wish.item_id)
        .where(Round.werksessie_id == werksessie.id)
        .order_by(Wish.rank)
    )
    wishes: dict[tuple[int, int], list[int]] = defaultdict(list)
    for item_id, number, session_id in found:
        wishes[item_id, number].append(session_id)
    return wishes


def _sits(werksessie: Werksessie) -> dict[int, dict[int, Sits]]:
    found = db.session.execute(
        select(Seat.item_id, Seat.registration_id, Seat.session_id, Seat.fixed_since, Seat.why)
        .join(Round, Round.item_id == Seat.item_id)
        .where(Round.werksessie_id == werksessie.id)
    )
    sits: dict[int, dict[int, Sits]] = defaultdict(dict)
    for item_id, number, session_id, fixed, why in found:
        sits[item_id][number] = Sits(session_id, fixed is not None, why)
    return sits
