"""What differs between two versions of a draaiboek, in words. Pure."""

from __future__ import annotations

from app.draaiboek.changes_day import day_changes
from app.draaiboek.changes_facts import fact_changes, list_changes
from app.draaiboek.changes_told import Change, Changes, Detail, Shift, Word
from app.draaiboek.contents import Draaiboek

__all__ = ["Change", "Changes", "Detail", "Shift", "Word", "changes_between"]


def changes_between(before: Draaiboek, after: Draaiboek) -> Changes:
    """All that a reader of any edition could notice: key facts first, then the day by time, then the lists.

    What only serves the computer (uid, slug, the order of a list) is left out.
    """
    shifts, day = day_changes(before, after)
    changes = (*fact_changes(before, after), *day, *list_changes(before, after))
    return Changes(shifts=shifts, changes=changes)
