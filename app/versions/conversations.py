"""Comments with their answers, for who may read them; and how many a planner still has to deal with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import AuditEntry
from app.extensions import db
from app.programme.models import Item
from app.versions.models import Comment, EditionLink, Version
from app.werksessies.models import Werksessie

WROTE = "link.write"  # on the record: a reader wrote in the texts of an item
MOST_SHOWN = 200
_first = Comment.answer_to_id.is_(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A first comment and what was said after it. `item_id`, `title`: the item it is about, as that is now."""

    first: Comment
    answers: tuple[Comment, ...]
    item_id: int | None
    title: str | None
    edition: str | None  # of the link by which it came
    number: str  # of the version it is about, "" for the working copy

    @property
    def said(self) -> tuple[Comment, ...]:
        """All of it, in order."""
        return (self.first, *self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Somebody wrote in the texts of an item by a link."""

    at: datetime
    who: str
    item_id: int | None
    title: str


def open_comments(werksessie_id: int) -> int:
    """How many conversations still ask something of a planner: a reader said something and nobody settled it."""
    return open_comments_by([werksessie_id]).get(werksessie_id, 0)


def open_comments_by(werksessie_ids: Sequence[int]) -> dict[int, int]:
    """The same of several werksessies, by their id, where there are any; one query."""
    query = select(Comment.werksessie_id, func.count(Comment.id)).where(
        Comment.werksessie_id.in_(werksessie_ids), _asks()
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Comment.werksessie_id))}


def _asks() -> ColumnElement[bool]:
    later = aliased(Comment)
    reader_spoke = or_(
        Comment.user_id.is_(None), exists().where(later.answer_to_id == Comment.id, later.user_id.is_(None))
    )
    return and_(_first, Comment.settled_at.is_(None), reader_spoke)


def conversations_of(werksessie: Werksessie) -> tuple[list[Conversation], list[Conversation]]:
    """What is open, the oldest first, and what is settled, the newest first; of each at most MOST_SHOWN."""
    here = and_(Comment.werksessie_id == werksessie.id, _first)
    still_open = _conversations(and_(here, Comment.settled_at.is_(None)), Comment.id)
    settled = _conversations(and_(here, Comment.settled_at.is_not(None)), Comment.settled_at.desc())
    return still_open, settled


def conversations_with(link: EditionLink) -> list[Conversation]:
    """What this reader said and was answered, and what planners ask those who write when the reader is one."""
    mine = Comment.link_id == link.id
    if link.writes_since is not None:
        asked = and_(Comment.link_id.is_(None), Comment.user_id.is_not(None))
        mine = or_(mine, asked)
    return _conversations(and_(Comment.werksessie_id == link.werksessie_id, _first, mine), Comment.id)


def _conversations(which: ColumnElement[bool], order: Any) -> list[Conversation]:
    """In two queries, whatever their number."""
    query = (
        select(Comment, Item.id, Item.title, EditionLink.edition, Version.major, Version.minor)
        .outerjoin(Item, Item.uid == Comment.item_uid)
        .outerjoin(EditionLink, EditionLink.id == Comment.link_id)
        .outerjoin(Version, Version.id == Comment.version_id)
        .where(which)
        .order_by(order, Comment.id)
        .limit(MOST_SHOWN)
    )
    rows = db.session.execute(query).all()
    answers: dict[int | None, list[Comment]] = defaultdict(list)
    later = select(Comment).where(Comment.answer_to_id.in_([row[0].id for row in rows])).order_by(Comment.id)
    for comment in db.session.scalars(later):
        answers[comment.answer_to_id].append(comment)
    return [
        Conversation(
            first=first,
            answers=tuple(answers[first.id]),
            item_id=item_id,
            title=title,
            edition=edition,
            number="" if major is None else f"{major}.{minor}",
        )
        for first, item_id, title, edition, major, minor in rows
    ]


def written_by_readers(werksessie: Werksessie, most: int = 20) -> list[Wrote]:
    """The last things that readers wrote in the texts, the newest first; one a reader and item."""
    query = select(AuditEntry).where(AuditEntry.werksessie_id == werksessie.id, AuditEntry.what == WROTE)
    entries = db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(10 * most)).all()
    links = select(EditionLink.id, EditionLink.for_whom).where(EditionLink.werksessie_id == werksessie.id)
    names = dict(db.session.execute(links).all())
    items = select(Item.uid, Item.id, Item.title).where(Item.werksessie_id == werksessie.id)
    titles = {row.uid: row for row in db.session.execute(items)}
    found: dict[tuple[int, str], Wrote] = {}
    for entry in entries:
        key = entry.detail["link"], entry.detail["item"]
        item = titles.get(key[1])
        if key not in found:
            found[key] = Wrote(
                at=entry.at,
                who=names.get(key[0]) or "De dagvoorzitter",
                item_id=item.id if item else None,
                title=item.title if item else "een onderdeel dat er niet meer is",
            )
    return list(found.values())[:most]
