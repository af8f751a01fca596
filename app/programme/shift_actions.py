"""Making a shifted day the day, in one transaction, and taking that back.

What the times were is on the record: an undo reads it there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db
from app.programme.actions import take_out
from app.programme.deed import Deed, GoneError
from app.programme.models import Item, Moment, RemovedPart
from app.programme.replacing import ProgrammeChangedError
from app.programme.restoring import put_back
from app.programme.rows import item_as_typed, moment_as_typed
from app.programme.schedule import day_of, items_of, moments_of
from app.programme.shifted import Result, Wish
from app.programme.shifting import shift
from app.werksessies.models import Werksessie

SHIFTED = "programme.shift"


def shifted(werksessie: Werksessie, wish: Wish) -> Result:
    """What would become of the programme as it is now. Writes nothing."""
    items, moments = items_of(werksessie), moments_of(werksessie)
    return _shifted(werksessie, items, moments, wish)


def _shifted(werksessie: Werksessie, items: Sequence[Item], moments: Sequence[Moment], wish: Wish) -> Result:
    return shift(
        day_of(werksessie), [item_as_typed(row) for row in items], list(map(moment_as_typed, moments)), wish
    )


def apply_shift(werksessie: Werksessie, wish: Wish, revision: int, user_id: int | None, at: datetime) -> bool:
    """Do what `shifted` showed at `revision`; whether anything changed. Raises ProgrammeChangedError."""
    deed = _begin(werksessie, revision, user_id, at)
    items, moments = items_of(werksessie), moments_of(werksessie)
    result = _shifted(werksessie, items, moments, wish)
    if not result.changed and result.day == day_of(werksessie):
        db.session.rollback()
        return False
    before = {
        "day": [_text(werksessie.starts), _text(werksessie.ends)],
        "items": {
            row.uid: _times(row) for row, moved in zip(items, result.rows, strict=True) if moved.changed
        },
        "moments": {str(row.id): _text(row.starts) for row in moments},
    }
    removed = _write(deed, items, moments, result)
    deed.finish(SHIFTED, revision=revision + 1, before=before | {"removed": [part.id for part in removed]})
    return True


def _write(deed: Deed, items: Sequence[Item], moments: Sequence[Moment], result: Result) -> list[RemovedPart]:
    """Write the new times into the rows; what was taken out."""
    deed.werksessie.starts, deed.werksessie.ends = result.day.starts, result.day.ends
    removed = []
    for place, (row, moved) in enumerate(zip(items, result.rows, strict=True)):
        if moved.becomes is None:
            removed.append(take_out(row, place, result.before, deed))
            continue
        item = moved.becomes.item
        row.starts, row.minutes = item.starts, item.minutes
        for session, planned in zip(row.sessions, item.parallel, strict=True):
            session.minutes = planned.minutes
    for moment, (_, becomes) in zip(moments, result.moments, strict=True):
        moment.starts = becomes.moment.starts
    db.session.flush()
    return removed


def undo_shift(werksessie: Werksessie, revision: int, user_id: int | None, at: datetime) -> None:
    """Give the day the times from before the shift that made `revision`. Raises ProgrammeChangedError."""
    deed = _begin(werksessie, revision, user_id, at)
    before = _before(werksessie, revision)
    if before is None:
        db.session.rollback()
        raise ProgrammeChangedError
    werksessie.starts, werksessie.ends = map(time.fromisoformat, before["day"])
    try:
        for removed_id in before["removed"]:
            put_back(deed.own(RemovedPart, removed_id), deed)
    except GoneError:
        raise ProgrammeChangedError from None
    for row in items_of(werksessie):
        if row.uid in before["items"]:
            _set_times(row, before["items"][row.uid])
    for moment in moments_of(werksessie):
        moment.starts = _clock(before["moments"].get(str(moment.id))) or moment.starts
    deed.finish("programme.shift_undone")


def _begin(werksessie: Werksessie, revision: int, user_id: int | None, at: datetime) -> Deed:
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    if werksessie.programme_revision != revision:
        db.session.rollback()
        raise ProgrammeChangedError
    db.session.expire_all()
    return deed


def _before(werksessie: Werksessie, revision: int) -> Any:
    entry = db.session.scalar(
        select(AuditEntry).where(
            AuditEntry.werksessie_id == werksessie.id,
            AuditEntry.what == SHIFTED,
            AuditEntry.detail["revision"].as_integer() == revision,
        )
    )
    return entry and entry.detail["before"]


def _times(row: Item) -> list[Any]:
    return [_text(row.starts), row.minutes, {session.key: session.minutes for session in row.sessions}]


def _set_times(row: Item, times: list[Any]) -> None:
    starts, row.minutes, sessions = times
    row.starts = _clock(starts)
    for session in row.sessions:
        session.minutes = sessions.get(session.key)


def _text(clock: time | None) -> str | None:
    return clock.isoformat("minutes") if clock else None


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
