"""Lists that a planner keeps of a werksessie beside its programme: goals, rooms, the crew, what to do when.

Each verb is one transaction under the werksessie's lock and commits. Who acts is `user_id`; `at` is now, in UTC.
What a `Keeper` says of one kind of row is all that a list needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Protocol

from sqlalchemy import select

from app.extensions import db
from app.programme.deed import Deed, GoneError
from app.programme.models import RemovedPart
from app.programme.typed import LONGEST_LIST, too_many
from app.werksessies.models import Werksessie

Values = dict[str, Any]  # what stands in the fields of a form, in what JSON can hold
TIED = "tied"  # in the contents of a removed part: what pointed to it


class Keeper(Protocol):
    """One kind of row. `kind` is what the record and `RemovedPart` call it."""

    model: type[Any]
    kind: str

    def values(self, row: Any) -> Values:
        """What its form shows."""

    def write(self, row: Any, values: Values) -> None:
        """Make a row, perhaps a new one, say that. Raises WrongError, before it changes anything."""

    def name(self, row: Any) -> str:
        """What a sentence calls it."""

    def let_go(self, row: Any) -> Values:
        """Free what points to a row that is about to be deleted, and tell what `tie` needs to undo that."""

    def freed(self, tied: Values) -> str:
        """In a sentence what `let_go` freed; "" when that was nothing."""

    def tie(self, row: Any, tied: Values) -> None:
        """Let what pointed to a row that was removed point to this one."""


class WrongError(ValueError):
    """A value that the list cannot have: `field` and a Dutch sentence that says what to do."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field


class ListClashError(Exception):
    """A colleague changed the same `fields`. `merged` has mine in them, `saved` theirs. Nothing was written."""

    def __init__(self, saved: Values, merged: Values, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.saved, self.merged, self.fields = saved, merged, fields


def rows_of(keeper: Keeper, werksessie: Werksessie) -> list[Any]:
    """All rows in order."""
    model = keeper.model
    query = select(model).where(model.werksessie_id == werksessie.id)
    return list(db.session.scalars(query.order_by(model.position, model.id)))


def add(keeper: Keeper, werksessie: Werksessie, wanted: Values, user_id: int | None, at: datetime) -> Any:
    """Add a row at the end. Raises WrongError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    there = rows_of(keeper, werksessie)
    row = keeper.model(werksessie_id=werksessie.id, position=len(there))
    try:
        if len(there) >= LONGEST_LIST:
            raise WrongError(next(iter(wanted)), too_many(len(there) + 1))
        keeper.write(row, wanted)
    except WrongError:
        db.session.rollback()
        raise
    db.session.add(row)
    db.session.flush()
    deed.finish(f"{keeper.kind}.add", row=row.id)
    return row


def change(
    keeper: Keeper,
    werksessie: Werksessie,
    row_id: int,
    wanted: Values,
    base: Mapping[str, Any],
    user_id: int | None,
    at: datetime,
) -> Any:
    """Save what was typed over what the planner saw, `base`. Raises GoneError, ListClashError, WrongError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = _own(keeper, werksessie, row_id)
    saved = keeper.values(row)
    merged, fields = merged_values(base, wanted, saved)
    if fields:
        db.session.rollback()
        raise ListClashError(saved, merged, fields)
    if merged == saved:
        db.session.rollback()
        return row
    try:
        keeper.write(row, merged)
    except WrongError:
        db.session.rollback()
        raise
    deed.finish(f"{keeper.kind}.change", row=row.id)
    return row


def remove(
    keeper: Keeper, werksessie: Werksessie, row_id: int, user_id: int | None, at: datetime
) -> RemovedPart:
    """Take a row out and free what points to it, kept so that `restore` can put it back. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = _own(keeper, werksessie, row_id)
    removed = RemovedPart(
        werksessie_id=werksessie.id,
        kind=keeper.kind,
        position=row.position,
        title=keeper.name(row),
        contents=keeper.values(row) | {TIED: keeper.let_go(row)},
        removed_at=at,
    )
    db.session.add(removed)
    db.session.delete(row)
    deed.finish(f"{keeper.kind}.remove", row=row_id)
    return removed


def restore(
    keepers: Mapping[str, Keeper], werksessie: Werksessie, removed_id: int, user_id: int | None, at: datetime
) -> tuple[Keeper, Any]:
    """Put a removed row back where it stood, with what pointed to it. `keepers` by kind.

    Raises GoneError when that was done already, WrongError when it does not fit any more.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    removed = deed.own(RemovedPart, removed_id)
    keeper = keepers.get(removed.kind)
    if keeper is None:
        db.session.rollback()
        raise GoneError
    values = dict(removed.contents)
    tied = values.pop(TIED)
    row = keeper.model(werksessie_id=werksessie.id, position=removed.position)
    try:
        keeper.write(row, values)
    except WrongError:
        db.session.rollback()
        raise
    later = [other for other in rows_of(keeper, werksessie) if other.position >= removed.position]
    for other in later:
        other.position += 1
    db.session.add(row)
    db.session.delete(removed)
    db.session.flush()
    keeper.tie(row, tied)
    deed.finish(f"{keeper.kind}.restore", row=row.id)
    return keeper, row


def step(
    keeper: Keeper, werksessie: Werksessie, row_id: int, steps: int, user_id: int | None, at: datetime
) -> Any:
    """Move a row down by `steps` places (up when negative), no further than the ends. Raises GoneError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = _own(keeper, werksessie, row_id)
    before = rows_of(keeper, werksessie)
    order = [other for other in before if other is not row]
    order.insert(max(before.index(row) + steps, 0), row)
    if order == before:
        db.session.rollback()
        return row
    for position, other in enumerate(order):
        other.position = position
    deed.finish(f"{keeper.kind}.move", row=row.id)
    return row


def merged_values(base: Mapping[str, Any], mine: Values, saved: Values) -> tuple[Values, tuple[str, ...]]:
    """What I did to `base` and what a colleague did, together, and the fields in which both did something else."""
    taken, clashes = dict(mine), []
    for name, typed in mine.items():
        if typed == saved[name] or (name in base and base[name] == saved[name]):
            continue
        if name in base and base[name] == typed:
            taken[name] = saved[name]
        else:
            clashes.append(name)
    return taken, tuple(clashes)


def text_of(when: date | time | None) -> str | None:
    """A day or time as `Values` hold it: 2027-06-15, 09:30."""
    if when is None:
        return None
    return f"{when:%H:%M}" if isinstance(when, time) else when.isoformat()


def day_of_text(text: str | None) -> date | None:
    """The inverse of `text_of` for a day."""
    return date.fromisoformat(text) if text else None


def time_of_text(text: str | None) -> time | None:
    """The inverse of `text_of` for a time."""
    return time.fromisoformat(text) if text else None


def nothing_points(row: Any) -> Values:
    """`let_go` of what nothing points to."""
    return {}


def nothing_freed(tied: Values) -> str:
    """`freed` of what nothing points to."""
    return ""


def _own(keeper: Keeper, werksessie: Werksessie, row_id: int) -> Any:
    row = db.session.get(keeper.model, row_id, populate_existing=True)
    if row is None or row.werksessie_id != werksessie.id:
        db.session.rollback()
        raise GoneError
    return row
