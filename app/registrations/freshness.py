"""Keeps `Werksessie.page_stamp` honest: it changes in the same transaction as anything that a public page shows.

A page that was rendered once for a stamp can then be given again for as long as that stamp stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.sql.dml import UpdateBase

from app.programme.models import Item, ParallelSession, Room, item_person, session_person
from app.registrations.choice_models import Round
from app.registrations.question_models import FormQuestion
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Goal, Person, Werksessie, new_stamp

SHOWN: tuple[Any, ...] = (Domain, FormQuestion, Goal, Item, ParallelSession, Person, Room, Round, Speaker)
SHOWN_TABLES = {model.__table__ for model in SHOWN} | {item_person, session_person}
_WERKSESSIE: Any = Werksessie.__table__


def _changed(session: Session) -> Iterator[int]:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, ParallelSession):
            if row.item is not None:  # taken out of its item, which then changed itself
                yield row.item.werksessie_id
        elif isinstance(row, SHOWN):
            yield row.werksessie_id


@event.listens_for(Session, "after_flush")
def _stamp_changed(session: Session, _context: UOWTransaction) -> None:
    changed = {werksessie_id for werksessie_id in _changed(session) if werksessie_id is not None}
    if changed:
        stamp = update(_WERKSESSIE).where(_WERKSESSIE.c.id.in_(changed))
        session.connection().execute(
            stamp.values(page_stamp=new_stamp(), changed_at=_WERKSESSIE.c.changed_at)
        )


@event.listens_for(Session, "do_orm_execute")
def _stamp_all(state: ORMExecuteState) -> None:
    """A statement that names no rows may change any page. New people (participants, mostly) are on no page yet."""
    statement = state.statement
    if not isinstance(statement, UpdateBase) or statement.table not in SHOWN_TABLES:
        return
    if state.is_insert and statement.table is Person.__table__:
        return
    stamp = update(_WERKSESSIE).values(page_stamp=new_stamp(), changed_at=_WERKSESSIE.c.changed_at)
    state.session.connection().execute(stamp)
