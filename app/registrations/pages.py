"""What the public side shows of a werksessie, read once for each stamp and kept while it stands.

One query says which stamps the werksessie has; the rest comes from memory. An old stamp never returns, so what is
kept can be old only when `freshness` missed a change.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from threading import Lock
from typing import Any

from flask import abort
from markupsafe import escape
from sqlalchemy import Row, Select, bindparam, select

from app.extensions import SINGLE_READ, db, now, reading
from app.registrations import freshness  # noqa: F401, listens from here on: nothing is kept unwatched
from app.registrations.choice_rounds import ChoiceRound, rounds_in
from app.registrations.known import Known, known_in
from app.registrations.outline import Outline, outline_of
from app.registrations.places import Places, by_domain, held_at, taken
from app.registrations.questions import Asked, questions_of
from app.registrations.ways_in import WayIn
from app.werksessies.models import Werksessie
from app.words import joined

KNOWN_KEPT = timedelta(minutes=10)
KEPT = 64  # werksessies in memory at most


_MARK = f"@{secrets.token_hex(8)}-"  # what no text of a visitor can hold
_HOLE = re.compile(f"{_MARK}([a-z_0-9]+)@")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page with holes, in UTF-8: `texts` has one more than there are `holes`."""

    texts: list[bytes]
    holes: list[str]

    @classmethod
    def of(cls, page: str) -> Rendered:
        """The page as rendered with marks for its holes."""
        parts = _HOLE.split(page)
        return cls([text.encode() for text in parts[::2]], parts[1::2])

    def filled(self, values: dict[str, str]) -> bytes:
        """The page with plain texts in its holes."""
        parts = self.texts[:1]
        for name, text in zip(self.holes, self.texts[1:], strict=True):
            parts += escape(values[name]).encode(), text
        return b"".join(parts)


class Phase(StrEnum):
    """Whether one can register."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"


@dataclass(eq=False, slots=True)
class Content:
    """One version of a werksessie as the public may see it. `werksessie` is out of any session: read only."""

    werksessie: Werksessie
    outline: Outline
    seats: Sequence[tuple[int, int | None, date | None]] = ()
    rounds: tuple[ChoiceRound, ...] = ()
    questions: tuple[Asked, ...] = ()
    rendered: dict[object, Rendered] = field(default_factory=dict)
    known: tuple[datetime, Known] | None = None

    def page(self, key: object, holes: dict[str, str], render: Callable[..., str]) -> bytes:
        """What `render` makes of this content, done once for each `key`; only the holes differ.

        What differs from visitor to visitor goes in the holes, as plain text; `render` gets marks in their place.
        """
        rendered = self.rendered.get(key)
        if rendered is None:
            marks = {name: f"{_MARK}{name}@" for name in holes}
            text = render(werksessie=self.werksessie, outline=self.outline, **marks)
            rendered = self.rendered[key] = Rendered.of(text)
        return rendered.filled(holes)

    def held(self, at: datetime) -> Mapping[int | None, int]:
        """The seats that are held for a domain at `at`, by its id."""
        return held_at(self.seats, self.werksessie.local_day(at)) if self.seats else {}

    def known_at(self, at: datetime) -> Known:
        """What is known of who comes; looked up anew after a while, not at each registration."""
        if self.known is None or at - self.known[0] > KNOWN_KEPT:
            known = known_in(self.werksessie.id)
            if self.known is None or known != self.known[1]:
                forms = [key for key in self.rendered if isinstance(key, tuple) and key[0] == "form"]
                for key in forms:
                    self.rendered.pop(key, None)
            self.known = at, known
        return self.known[1]

    def phase(self, at: datetime) -> Phase:
        """Whether one can register at `at`."""
        werksessie = self.werksessie
        if werksessie.over(at):
            return Phase.OVER
        if werksessie.registration_open(at):
            return Phase.OPEN
        return Phase.EARLY if werksessie.registration_not_yet_open(at) else Phase.CLOSED


_CLOSED_WORDS = {
    Phase.EARLY: "Aanmelden kan nog niet",
    Phase.CLOSED: "Aanmelden is gesloten",
    Phase.OVER: "Deze werksessie is geweest",
}
_TAKEN = select(taken(bindparam("werksessie_id")))
_counted: dict[tuple[int, bool], tuple[str, Counter[int | None]]] = {}
_kept: dict[str, Content] = {}
_lock = Lock()
_TABLE: Any = Werksessie.__table__
_STAMP = select(_TABLE.c.id, _TABLE.c.page_stamp, _TABLE.c.places_stamp, _TABLE.c.capacity).where(
    _TABLE.c.slug == bindparam("slug"), _TABLE.c.published_at.is_not(None), _TABLE.c.archived_at.is_(None)
)


@dataclass(frozen=True, slots=True)
class Public:
    """A werksessie in view: its content, and how its places stand. `held`: seats for some domains only, by id."""

    content: Content
    capacity: int | None
    places_stamp: str
    held: Mapping[int | None, int]

    @property
    def full(self) -> bool:
        """Whether there is no place for anybody, of whatever domain."""
        return self.capacity is not None and self._places.left() == 0

    def places(self, phase: Phase) -> str:
        """Whether there is room, in words."""
        if phase in _CLOSED_WORDS:
            return _CLOSED_WORDS[phase]
        if self.capacity is None:
            return "Er is plaats"
        places = self._places
        if places.left() == 0:
            judged = self.werksessie.way_in == WayIn.APPROVAL
            return "Vol: er is een wachtlijst" if judged else "Vol: u komt op de wachtlijst"
        free = max(places.spare() or 0, 0)
        names = {domain.id: domain.name for domain in self.werksessie.domains if domain.id in self.held}
        kept = [f"{places.kept_for(key)} voor {name}" for key, name in names.items() if places.kept_for(key)]
        if free == 0:
            return f"Nog vrij: {joined(kept)}. Met een ander domein komt u op de wachtlijst"
        said = "Er is nog 1 plaats" if free == 1 else f"Er zijn nog {free} plaatsen"
        return f"{said}, en {joined(kept)}" if kept else said

    @property
    def _places(self) -> Places:
        counted = _taken(self.werksessie.id, self.places_stamp, bool(self.held))
        return Places(capacity=self.capacity, placed=counted, held=self.held)

    @property
    def werksessie(self) -> Werksessie:
        return self.content.werksessie


def public_or_404(slug: str) -> Public:
    """The published werksessie with this slug; 404 when there is none in view."""
    row = first_row(_STAMP, {"slug": slug})
    if row is None:
        abort(404)
    content = content_of(row.id, row.page_stamp)
    return Public(content, row.capacity, row.places_stamp, content.held(now()))


def _taken(werksessie_id: int, stamp: str, apart: bool) -> Counter[int | None]:
    """The places that are taken, by domain when seats are held `apart`; once for each division of places."""
    known = _counted.get((werksessie_id, apart))
    if known is None or known[0] != stamp:
        known = _counted[werksessie_id, apart] = stamp, _count(werksessie_id, apart)
    return known[1]


def _count(werksessie_id: int, apart: bool) -> Counter[int | None]:
    if apart:
        with db.engine.connect() as connection:
            single = connection.execution_options(**{SINGLE_READ: True})
            return Counter({row[0]: row[1] for row in single.execute(by_domain(werksessie_id))})
    row = first_row(_TAKEN, {"werksessie_id": werksessie_id})
    return Counter({None: row[0] if row else 0})


def first_row(query: Select[Any], values: dict[str, Any]) -> Row[Any] | None:
    """The row of a query that reads, by itself: it costs no session and no lock."""
    if "\0" in "".join(map(str, values.values())):
        return None  # PostgreSQL refuses it in a text; no key of ours holds it
    with db.engine.connect() as connection:
        return connection.execution_options(**{SINGLE_READ: True}).execute(query, values).one_or_none()


def content_of(werksessie_id: int, stamp: str) -> Content:
    """What the public may see of this werksessie in the version of `stamp`."""
    content = _kept.get(stamp)
    if content is None:
        content = _read(werksessie_id)
        with _lock:
            while len(_kept) >= KEPT:
                del _kept[next(iter(_kept))]
            _kept[stamp] = content
    return content


def _read(werksessie_id: int) -> Content:
    with reading():
        werksessie = db.session.get_one(Werksessie, werksessie_id)
        outline, rounds = outline_of(werksessie), rounds_in(werksessie)
        questions = questions_of(werksessie)
        _ = werksessie.goals, werksessie.domains  # read before it leaves the session
        db.session.expunge(werksessie)
        db.session.rollback()  # who registers next may hold no lock while waiting for a turn
    held = [(row.id, row.held, row.held_until) for row in werksessie.domains if row.held is not None]
    return Content(werksessie, outline, held, rounds, questions)
