"""What differs between two versions of a draaiboek, in words. Pure."""

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
class Change:
    """One thing that is new, changed or gone.

    `part` is the part of the draaiboek (a key of the file: programme, moments, team, …), `key` what it is within that
    part: an item's uid, a session's id, a name. `at` is when it begins now (or began, when gone); None: it has no
    time. `title` names it, `sentence` says what is different, in Dutch.
    """

    word: Word
    part: str
    key: str
    title: str
    sentence: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Items in a row that only begin earlier or later, all by `minutes` (negative: earlier), said once."""

    after: datetime
    minutes: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that differs, shifts apart from changes; both in the order of the day."""

    shifts: tuple[Shift, ...] = ()
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shifts or self.changes)
