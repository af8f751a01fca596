"""The day chair's own texts: what she says and does, written by her link until a version is fixed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.accounts.audit import record
from app.extensions import db
from app.programme import plan
from app.programme.actions import change_item
from app.programme.deed import GoneError
from app.programme.models import Item
from app.programme.plain import Json, to_json
from app.programme.rows import item_as_typed
from app.programme.schedule import items_of, moments_of, timeline_of
from app.programme.timeline import TimedItem
from app.versions.conversations import WROTE, Conversation
from app.versions.links import may_write
from app.versions.models import EditionLink
from app.versions.stored import versions_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

TEXTS = ("say", "do", "card")
WORDS_A_MINUTE = 130  # spoken to a hall, with pauses
CARD_WORDS = 45  # what a card of A5 holds in letters that can be read at arm's length


class ClosedError(Exception):
    """The texts were fixed, or the link was revoked. Nothing was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What the day chair says (`say`), does (`do`) and holds in her hand (`card`, a line each) at one item."""

    say: str = ""
    do: str = ""
    card: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: plan.Item) -> Texts:
        """Those of an item."""
        return cls(say=item.say, do=item.do, card=item.card)

    def as_seen(self) -> str:
        """For a form: what was there when it was shown."""
        return json.dumps({"say": self.say, "do": self.do, "card": list(self.card)})

    @property
    def say_words(self) -> int:
        return len(self.say.split())

    @property
    def say_minutes(self) -> int:
        """About how long saying it takes, in whole minutes; 0 for nothing."""
        return -(-self.say_words // WORDS_A_MINUTE)

    @property
    def card_words(self) -> int:
        return sum(len(line.split()) for line in self.card)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One item of the day for who writes its texts."""

    item_id: int
    timed: TimedItem
    texts: Texts
    talks: tuple[Conversation, ...]

    @property
    def who(self) -> str:
        """The speakers' names."""
        return ", ".join(self.timed.item.speakers)


def scenes_of(werksessie: Werksessie, talks: Sequence[Conversation]) -> list[Scene]:
    """The day as it stands now, in a fixed number of queries, with what was said of each item."""
    rows = items_of(werksessie)
    line = timeline_of(werksessie, rows, moments_of(werksessie))
    return [
        Scene(
            item_id=row.id,
            timed=timed,
            texts=Texts.of(timed.item),
            talks=tuple(talk for talk in talks if talk.first.item_uid == row.uid),
        )
        for row, timed in zip(rows, line.items, strict=True)
    ]


def write(link: EditionLink, item_id: int, texts: Texts, seen: Json, at: datetime) -> None:
    """Save the texts of one item. `seen`: the texts as they were when the form was shown.

    Raises ClosedError when writing is over, GoneError when the item is, ClashError when a planner changed the same.
    """
    werksessie = link.werksessie
    wait_for_lock(werksessie)
    db.session.refresh(link)
    if not may_write(link, versions_of(werksessie)):
        db.session.rollback()
        raise ClosedError
    row = db.session.get(Item, item_id, populate_existing=True)
    if row is None or row.werksessie_id != werksessie.id:
        db.session.rollback()
        raise GoneError
    saved = item_as_typed(row)
    wanted = replace(saved, say=texts.say, do=texts.do, card=texts.card)
    if wanted == saved:
        db.session.rollback()
        return
    base = {name: value for name, value in to_json(saved).items() if name not in TEXTS}
    record(WROTE, werksessie.id, link=link.id, item=row.uid)
    change_item(werksessie, item_id, wanted, base | _known(seen), None, at)


def _known(seen: Mapping[str, object]) -> Json:
    return {name: seen[name] for name in TEXTS if name in seen}
