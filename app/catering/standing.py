"""How it stands with the catering of one werksessie: gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.catering.counting import Eater, Part, Portions, portions_of
from app.catering.due import Ordered, State
from app.catering.meals import Meal, from_json
from app.catering.models import CateringMoment, CateringOrder, CateringTerms
from app.catering.people import eaters_of
from app.catering.times import TIE, item_of, since_dawn, starts_of
from app.extensions import db
from app.programme.schedule import timeline_of
from app.programme.timeline import Timeline
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One moment as it stands now: when it begins, the item that it follows, and how many portions it takes.

    `lost`: the item that it followed is not in the programme any more.
    """

    moment: CateringMoment
    meal: Meal
    follows: str
    portions: Portions
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`served` in the order of the day; `placed`: how many guests have a place."""

    state: State
    served: tuple[Served, ...]
    terms: CateringTerms
    orders: tuple[CateringOrder, ...]
    placed: int

    @property
    def newest(self) -> CateringOrder | None:
        return self.orders[-1] if self.orders else None


def standing_of(werksessie: Werksessie, at: datetime, line: Timeline | None = None) -> Standing:
    """How `werksessie` stands with its caterer at `at`. `line`: its day, when that was timed already."""
    served, placed = served_at(werksessie, line)
    terms, orders = terms_of(werksessie), orders_of(werksessie)
    state = State(
        today=werksessie.local_day(at),
        day=werksessie.date,
        deadline=werksessie.diet_deadline(),
        shrink=terms.shrink,
        now=tuple(one.meal for one in served),
        orders=tuple(ordered(order, werksessie) for order in orders),
        lost=tuple(one.moment.title for one in served if one.lost),
    )
    return Standing(state=state, served=served, terms=terms, orders=orders, placed=placed)


def served_at(werksessie: Werksessie, line: Timeline | None = None) -> tuple[tuple[Served, ...], int]:
    """Every moment as it stands now, in the order of the day, and how many guests have a place; `line` as above."""
    moments, eaters = moments_of(werksessie), eaters_of(werksessie)
    line = line or timeline_of(werksessie)
    served = [_served(moment, line, eaters, werksessie.no_show) for moment in moments]
    placed = sum(eater.part is Part.GUEST for eater in eaters)
    return tuple(sorted(served, key=lambda one: since_dawn(one.meal.starts))), placed


def moments_of(werksessie: Werksessie) -> Sequence[CateringMoment]:
    """The rows in the order of the list, with their room and item."""
    query = (
        select(CateringMoment)
        .where(CateringMoment.werksessie_id == werksessie.id)
        .order_by(CateringMoment.position, CateringMoment.id)
        .options(joinedload(CateringMoment.room), joinedload(CateringMoment.item))
    )
    return db.session.scalars(query).all()


def _served(row: CateringMoment, line: Timeline, eaters: Sequence[Eater], no_show: int | None) -> Served:
    starts, timed = starts_of(row, line), item_of(row, line)
    portions = portions_of(eaters, starts, row.minutes or 0, no_show, row.margin)
    meal = Meal(
        key=row.key,
        title=row.title,
        starts=starts,
        minutes=row.minutes,
        room=row.room.name if row.room else row.unresolved.get("room", ""),
        choice=row.choice,
        portions=portions.total,
        diets=portions.diets,
        per_person=row.per_person,
        btw=row.btw,
    )
    lost = timed is None and TIE in row.unresolved
    follows = timed.item.title if timed is not None else ""
    return Served(moment=row, meal=meal, follows=follows, portions=portions, lost=lost)


def terms_of(werksessie: Werksessie) -> CateringTerms:
    """What was agreed with the caterer; a row that is not stored yet when that is nothing."""
    query = select(CateringTerms).where(CateringTerms.werksessie_id == werksessie.id)
    empty = CateringTerms(werksessie_id=werksessie.id, caterer="", contact="", email="", phone="", shrink=0)
    return db.session.scalars(query).one_or_none() or empty


def orders_of(werksessie: Werksessie) -> tuple[CateringOrder, ...]:
    """All orders, oldest first."""
    query = select(CateringOrder).where(CateringOrder.werksessie_id == werksessie.id)
    return tuple(db.session.scalars(query.order_by(CateringOrder.number)))


def ordered(order: CateringOrder, werksessie: Werksessie) -> Ordered:
    """An order as plain data, its times as days where the werksessie is."""
    return Ordered(
        number=order.number,
        meals=from_json(order.contents),
        made_on=werksessie.local_day(order.made_at),
        confirmed_on=werksessie.local_day(order.confirmed_at) if order.confirmed_at else None,
        confirmed_by=order.confirmed_by,
        note=order.note,
    )
