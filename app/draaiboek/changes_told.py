"""What is told of the difference between two versions: plain data, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Word(StrEnum):
    """The word beside what changed, on paper and on screen."""

    NIEUW = "NIEUW"
    GEWIJZIGD = "GEWIJZIGD"
    VERVALLEN = "VERVALLEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One field of what changed: its name in the file, what there is to say of it, and the old value in that text.

    Of an order (field "cues") also: its `word`, the roles that it names and named, its time and its old time, which of
    the item's cues it is (the old one, when gone), and what it says. `implied`: told with its item, which moves, is
    new or is gone.
    """

    field: str
    text: str
    was: str = ""
    word: Word = Word.GEWIJZIGD
    roles: tuple[str, ...] = ()
    was_roles: tuple[str, ...] = ()
    at: datetime | None = None
    was_at: datetime | None = None
    cue: int | None = None
    what: str = ""
    implied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is new, changed or gone.

    `part` is the part of the draaiboek (a key of the file: programme, parallel, moments, team, …), `key` what it is
    within that part: an item's uid, a session's id, a name. `at` is when it begins now (or began, when gone); None: it
    has no time. `title` names it, `sentence` says what is different, in Dutch; `details` says so field by field.

    `index` is its place in its list in the later version, `was_index` that in the earlier one; of a session or order,
    those of its item. None: it is not there.
    """

    word: Word
    part: str
    key: str
    title: str
    sentence: str
    at: datetime | None = None
    details: tuple[Detail, ...] = ()
    index: int | None = None
    was_index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Items in a row that begin earlier or later, all by `minutes` (negative: earlier), said once.

    `after` is the start of the item before them, or of the first of them when there is none. `items` are their places
    in the later programme.
    """

    after: datetime
    minutes: int
    sentence: str
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that differs, shifts apart from changes; both in the order of the day."""

    shifts: tuple[Shift, ...] = ()
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shifts or self.changes)
