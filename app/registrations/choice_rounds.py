"""The rounds in which people choose a session, as plain data, for the form, the own page and the planner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.extensions import db
from app.programme.models import Item, ParallelSession
from app.programme.schedule import items_of
from app.registrations.choice_models import MOST_WISHES, Round, Way
from app.registrations.outline import Part, Strand, outline_of
from app.werksessies.models import Werksessie
from app.words import clock, count


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosable:
    """A session that one can choose. `capacity` in people: of the session or its room, whichever is less."""

    id: int
    key: str
    title: str
    room: str
    speakers: str
    capacity: int | None

    def left(self, seated: int) -> int | None:
        """Seats left; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - seated, 0)

    def room_words(self, seated: int) -> str:
        """vol, or: nog 3 plaatsen"""
        left = self.left(seated)
        if left is None:
            return "er is plaats"
        return f"nog {count(left, 'plaats', 'plaatsen')}" if left else "vol"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRound:
    """A parallel block with its sessions. `way`: how it is divided, None while nobody is asked; `closes`: the last day
    to choose; `assigned_at`: when it was last divided by wishes. Times are aware."""

    item_id: int
    uid: str
    title: str
    starts: datetime
    ends: datetime
    sessions: tuple[Choosable, ...]
    way: Way | None
    closes: date
    closes_itself: bool  # on a day of its own; else with registration
    assigned_at: datetime | None

    @property
    def first_come(self) -> bool:
        return self.way is Way.FIRST_COME

    @property
    def by_wishes(self) -> bool:
        return self.way is Way.WISHES

    @property
    def ranks(self) -> range:
        """1, 2, 3: as many wishes as one can have here."""
        return range(1, min(MOST_WISHES, len(self.sessions)) + 1)

    @property
    def hours(self) -> str:
        """11.00 tot 12.00"""
        return f"{clock(self.starts)} tot {clock(self.ends)}"

    def open_on(self, day: date) -> bool:
        """Whether one may still choose on `day`."""
        return self.way is not None and day <= self.closes

    def session(self, session_id: int | None) -> Choosable | None:
        return next((session for session in self.sessions if session.id == session_id), None)


def rounds_in(werksessie: Werksessie) -> tuple[ChoiceRound, ...]:
    """The rounds in which people choose, in order. One query where there are none."""
    rows = _rounds(werksessie)
    return tuple(row for row in _blocks(werksessie, rows) if row.way) if rows else ()


@dataclass(frozen=True, slots=True)
class Named:
    """A session that people sit in, by name: `block` is the title of its parallel block."""

    id: int
    item_id: int
    block: str
    title: str


def named_sessions(werksessie: Werksessie) -> list[Named]:
    """The sessions of the rounds in which people choose, in order, by the planner's own titles. One query."""
    found = db.session.execute(
        select(ParallelSession.id, Item.id, Item.title, ParallelSession.title)
        .join(Item, Item.id == ParallelSession.item_id)
        .join(Round, Round.item_id == Item.id)
        .where(Round.werksessie_id == werksessie.id)
        .order_by(Item.position, Item.id, ParallelSession.position, ParallelSession.id)
    )
    return [Named(row[0], row[1], row[2], row[3]) for row in found]


def blocks_in(werksessie: Werksessie) -> tuple[ChoiceRound, ...]:
    """Every parallel block with sessions, also those in which nobody is asked, in a fixed number of queries."""
    return _blocks(werksessie, _rounds(werksessie))


def least(*limits: int | None) -> int | None:
    """The least of what limits something; None where nothing does."""
    return min((limit for limit in limits if limit is not None), default=None)


def _rounds(werksessie: Werksessie) -> dict[int, Round]:
    found = db.session.scalars(select(Round).where(Round.werksessie_id == werksessie.id))
    return {row.item_id: row for row in found}


def _blocks(werksessie: Werksessie, rows: dict[int, Round]) -> tuple[ChoiceRound, ...]:
    items = items_of(werksessie)
    parts = outline_of(werksessie).parts
    last_day = werksessie.last_day_to_register()
    return tuple(
        _block(item, part, rows.get(item.id), last_day)
        for item, part in zip(items, parts, strict=True)
        if item.sessions
    )


def _block(item: Item, part: Part, row: Round | None, last_day: date) -> ChoiceRound:
    return ChoiceRound(
        item_id=item.id,
        uid=item.uid,
        title=part.title,
        starts=part.starts,
        ends=part.ends,
        sessions=tuple(
            _choosable(session, strand) for session, strand in zip(item.sessions, part.strands, strict=True)
        ),
        way=Way(row.way) if row else None,
        closes=(row.closes if row else None) or last_day,
        closes_itself=bool(row and row.closes),
        assigned_at=row.assigned_at if row else None,
    )


def _choosable(session: ParallelSession, strand: Strand) -> Choosable:
    return Choosable(
        id=session.id,
        key=session.key,
        title=strand.title,
        room=strand.room,
        speakers=strand.speakers,
        capacity=least(session.capacity, session.room.capacity if session.room else None),
    )
