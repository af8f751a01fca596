"""One change of a programme as a transaction: the lock, the record, and what can stand in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, select, update

from app.accounts.audit import record
from app.extensions import db
from app.programme import plan
from app.programme.models import Item, Moment, RemovedPart
from app.programme.times import Cell
from app.programme.typed import LONGEST_LIST
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

Row = TypeVar("Row", Item, Moment, RemovedPart)


class GoneError(Exception):
    """The part is not there any more: a colleague took it out."""


class ClashError(Exception):
    """A colleague changed the same fields. `merged` has mine in `fields`, `saved` theirs. Nothing was written."""

    def __init__(
        self, saved: plan.Item | plan.Moment, merged: plan.Item | plan.Moment, fields: tuple[str, ...]
    ) -> None:
        super().__init__(", ".join(fields))
        self.saved, self.merged, self.fields = saved, merged, fields


class RefusedError(Exception):
    """`faults`: per field in the rows the Dutch sentence that says what to do. Nothing was written."""

    def __init__(self, faults: Mapping[Cell, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


class FullError(Exception):
    """The programme has as many of these `parts` as a draaiboek file can hold. Nothing was written."""

    def __init__(self, parts: str) -> None:
        super().__init__(
            f"Er staan al {LONGEST_LIST} {parts} in het programma. Meer passen niet in een draaiboek. "
            "Verwijder er eerst een."
        )


@dataclass(frozen=True, slots=True)
class Deed:
    """Who changes which programme, and when (UTC)."""

    werksessie: Werksessie
    user_id: int | None
    at: datetime

    def begin(self) -> None:
        """Wait for the werksessie's lock and see its newest state."""
        wait_for_lock(self.werksessie)

    def own(self, model: type[Row], row_id: int) -> Row:
        """The newest state of a row of this werksessie. Raises GoneError."""
        row = db.session.get(model, row_id, populate_existing=True)
        if row is None or row.werksessie_id != self.werksessie.id:
            db.session.rollback()
            raise GoneError
        return row

    def finish(self, what: str, **detail: object) -> None:
        """Say that something changed that an agenda can show, record who did it, commit."""
        self.werksessie.touch_programme(self.at)
        record(what, werksessie_id=self.werksessie.id, user_id=self.user_id, **detail)
        db.session.commit()


def order_of(model: type[Item] | type[Moment], werksessie: Werksessie) -> list[int]:
    """The ids of all items, or moments, in order."""
    query = select(model.id).where(model.werksessie_id == werksessie.id)
    return list(db.session.scalars(query.order_by(model.position, model.id)))


def put_in_order(model: type[Item] | type[Moment], order: Sequence[int]) -> bool:
    """Write positions where they differ; no row's version rises. Whether anything moved."""
    table: Any = model.__table__
    there: dict[int, int] = {
        row.id: row.position
        for row in db.session.execute(select(table.c.id, table.c.position).where(table.c.id.in_(order)))
    }
    moved = [
        {"row": row_id, "place": place} for place, row_id in enumerate(order) if there.get(row_id) != place
    ]
    before = sorted(order, key=lambda row_id: (there[row_id], row_id))
    if moved:
        statement = update(table).where(table.c.id == bindparam("row")).values(position=bindparam("place"))
        db.session.execute(statement, moved)
    return before != list(order)
