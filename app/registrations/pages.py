"""What the public side shows of a werksessie, read once for each stamp and kept while it stands.

One query says which stamp the werksessie has and how many places are taken; the rest comes from memory. An old
stamp never returns, so what is kept can be old only when `freshness` missed a change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from threading import Lock

from flask import abort
from sqlalchemy import bindparam, select

from app.extensions import db
from app.registrations.outline import Outline, outline_of
from app.registrations.places import left, taken
from app.werksessies.models import Werksessie

KEPT = 64  # werksessies in memory at most
PAGES_KEPT = 8  # and of each as many pages, of some 25 kB: the places left go down


class Phase(StrEnum):
    """Whether one can register."""

    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"


@dataclass(eq=False, slots=True)
class Content:
    """One version of a werksessie as the public may see it. `werksessie` is out of any session: read only.

    `pages`: what was rendered from it, by what else it depends on.
    """

    werksessie: Werksessie
    outline: Outline
    pages: dict[object, bytes] = field(default_factory=dict)

    def page(self, key: object, render: Callable[[], str]) -> bytes:
        """The page for `key`, rendered when it is asked for the first time."""
        body = self.pages.get(key)
        if body is None:
            if len(self.pages) >= PAGES_KEPT:
                self.pages.clear()
            body = self.pages[key] = render().encode()
        return body

    def phase(self, at: datetime) -> Phase:
        """Whether one can register at `at`."""
        werksessie = self.werksessie
        if werksessie.over(at):
            return Phase.OVER
        if werksessie.registration_open(at):
            return Phase.OPEN
        return Phase.EARLY if werksessie.registration_not_yet_open(at) else Phase.CLOSED


_kept: dict[str, Content] = {}
_lock = Lock()
_STAMP = select(
    Werksessie.id, Werksessie.page_stamp, Werksessie.capacity, taken(Werksessie.id).label("taken")
).where(
    Werksessie.slug == bindparam("slug"),
    Werksessie.published_at.is_not(None),
    Werksessie.archived_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Public:
    """A werksessie in view: its content and the places left (None: no limit)."""

    content: Content
    places_left: int | None

    @property
    def werksessie(self) -> Werksessie:
        return self.content.werksessie


def public_or_404(slug: str) -> Public:
    """The published werksessie with this slug; 404 when there is none in view."""
    row = db.session.execute(_STAMP, {"slug": slug}).one_or_none() if "\0" not in slug else None
    if row is None:
        abort(404)
    return Public(content_of(row.id, row.page_stamp), left(row.capacity, row.taken))


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
    werksessie = db.session.get_one(Werksessie, werksessie_id)
    outline = outline_of(werksessie)
    _ = werksessie.goals, werksessie.domains  # read before it leaves the session
    db.session.expunge(werksessie)
    return Content(werksessie, outline)
