"""The difference between two draaiboeken as a screen shows it: by part, in the order of the day, with a way there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import select

from app.draaiboek.changes import Change, Changes, Word, changes_between
from app.draaiboek.contents import Draaiboek
from app.extensions import db
from app.programme.models import Item
from app.werksessies.models import Werksessie

GROUPS = {
    "Programma": ("programme", "parallel"),
    "Momenten buiten het programma": ("moments",),
    "Catering": ("catering",),
    "Mensen": ("team", "speakers"),
    "Doelen": ("goals",),
    "Zalen en materiaal": ("rooms", "materials"),
    "Als het anders loopt": ("what_if",),
    "Taken en begroting": ("tasks", "budget"),
}
OTHERWISE = "De werksessie"  # date, place, client and the like


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change: `at` and `was_at` are times of the day, `link` leads to where it is edited ("" when nowhere)."""

    word: Word
    title: str
    sentence: str
    at: datetime | None
    was_at: datetime | None
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The changes of one part; `shifts` are sentences that hold for many items at once."""

    name: str
    shifts: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs. `count`: how many changes, a shift counted once."""

    count: int
    groups: tuple[Group, ...]

    @classmethod
    def of(cls, werksessie: Werksessie, before: Draaiboek, after: Draaiboek) -> Self:
        """What became different from `before` to `after`, two draaiboeken of this werksessie."""
        changes = changes_between(before, after)
        lines = list(_lines(changes.changes, after, _Places.of(werksessie)))
        groups = [_group(name, changes, lines) for name in (OTHERWISE, *GROUPS)]
        count = len(changes.shifts) + len(changes.changes)
        return cls(count=count, groups=tuple(group for group in groups if group.shifts or group.lines))


def _group(name: str, changes: Changes, lines: Sequence[tuple[str, Line]]) -> Group:
    shifts = [shift.sentence for shift in changes.shifts] if name == "Programma" else []
    return Group(name=name, shifts=tuple(shifts), lines=tuple(line for group, line in lines if group == name))


def _lines(changes: Sequence[Change], after: Draaiboek, places: _Places) -> Iterator[tuple[str, Line]]:
    for change in changes:
        group = next((name for name, parts in GROUPS.items() if change.part in parts), OTHERWISE)
        was_at = next((detail.was_at for detail in change.details if detail.field == "starts"), None)
        yield (
            group,
            Line(
                word=change.word,
                title=change.title,
                sentence=change.sentence,
                at=change.at,
                was_at=was_at,
                link="" if change.word is Word.VERVALLEN else places.link(change, after),
            ),
        )


@dataclass(frozen=True, slots=True)
class _Places:
    """Where parts of the draaiboek stand in the editor: the ids of items by uid."""

    slug: str
    items: Mapping[str, int]

    @classmethod
    def of(cls, werksessie: Werksessie) -> _Places:
        query = select(Item.uid, Item.id).where(Item.werksessie_id == werksessie.id)
        return cls(werksessie.slug, {row.uid: row.id for row in db.session.execute(query)})

    def link(self, change: Change, after: Draaiboek) -> str:
        """The address of what changed; "" when it is not edited on a page, or is gone since."""
        page = f"/beheer/{self.slug}/programma"
        if change.part in ("programme", "parallel") and change.index is not None:
            row_id = self.items.get(after.programme[change.index].uid or "")
            return f"{page}#onderdeel-{row_id}" if row_id else ""
        return f"{page}#momenten" if change.part == "moments" else ""
