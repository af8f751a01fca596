"""The sessions of one person: what they wished for, where they sit and why, and what they can still choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.extensions import db
from app.registrations.choice_models import Seat, Wish
from app.registrations.choice_rounds import ChoiceRound, Choosable
from app.registrations.models import Registration, State


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRound:
    """One round for one person. `sits`: their session, with `why`; `can_choose`: they may say otherwise now; `placed`:
    they have a place on the day."""

    round_: ChoiceRound
    wishes: tuple[Choosable, ...]
    sits: Choosable | None
    why: str
    can_choose: bool
    placed: bool

    @property
    def chosen(self) -> Choosable | None:
        """Of who comes first: where they sit, or while they have no place will sit if there is a seat."""
        waits = self.round_.first_come and not self.placed and self.wishes
        return self.wishes[0] if waits else self.sits


def own_rounds(
    registration: Registration, rounds: Sequence[ChoiceRound], today: date, *, over: bool
) -> list[OwnRound]:
    """Two queries, none where nothing is asked."""
    if not rounds or registration.cancelled_at is not None:
        return []
    wishes: dict[int, list[int]] = defaultdict(list)
    for wish in db.session.scalars(
        select(Wish).where(Wish.registration_id == registration.id).order_by(Wish.rank)
    ):
        wishes[wish.item_id].append(wish.session_id)
    found = db.session.scalars(select(Seat).where(Seat.registration_id == registration.id))
    seats = {seat.item_id: seat for seat in found}
    placed = registration.state is State.AANGEMELD
    own = []
    for round_ in rounds:
        seat = seats.get(round_.item_id)
        may = seat is None or (round_.first_come and seat.fixed_since is None)
        own.append(
            OwnRound(
                round_=round_,
                wishes=tuple(filter(None, map(round_.session, wishes[round_.item_id]))),
                sits=round_.session(seat.session_id) if seat else None,
                why=seat.why if seat else "",
                can_choose=may and not over and round_.open_on(today),
                placed=placed,
            )
        )
    return own
