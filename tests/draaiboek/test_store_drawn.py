"""Whatever a draaiboek holds goes through the database and comes out the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.draaiboek.contents import Draaiboek
from app.draaiboek.file import dump, read
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.store import PARTS, store, store_over
from app.extensions import db, now
from app.werksessies.models import Person, Werksessie
from tests.draaiboek.drawn import draaiboeken
from tests.draaiboek.test_store import without_uids


@contextmanager
def thrown_away(app: Flask) -> Iterator[None]:
    """A transaction that leaves nothing behind, so that one application serves every example."""
    with app.app_context():
        yield
        db.session.rollback()


def kept(werksessie: Werksessie) -> Draaiboek:
    """What the database holds, read afresh."""
    db.session.flush()
    db.session.expire_all()
    return draaiboek_of(werksessie)


def as_timed(drawn: Draaiboek, found: Draaiboek) -> Draaiboek:
    """The draaiboek with its slug and with meals that begin when the item to which they are tied says."""
    starts = {meal.id: meal.starts for meal in found.catering}
    meals = tuple(replace(meal, starts=starts[meal.id]) if meal.item else meal for meal in drawn.catering)
    return replace(drawn, slug=found.slug, catering=meals)


def rows_of(werksessie: Werksessie) -> list[list[int]]:
    """The ids of every row that a draaiboek file tells of."""
    db.session.flush()
    return [
        list(
            db.session.scalars(
                select(model.id).where(model.werksessie_id == werksessie.id).order_by(model.id)
            )
        )
        for model in (*PARTS, Person)
    ]


@settings(max_examples=6)
@given(drawn=draaiboeken())
def test_what_is_loaded_is_dumped(sqlite_app: Flask, drawn: Draaiboek) -> None:
    with thrown_away(sqlite_app):
        found = without_uids(kept(store(drawn, now())))
        expected = as_timed(drawn, found)
        assert found == expected
        assert dump(found) == dump(expected)
        assert read(dump(found).encode(), draft=True).draaiboek == found


@settings(max_examples=4)
@given(drawn=draaiboeken())
def test_the_same_again_keeps_every_row(sqlite_app: Flask, drawn: Draaiboek) -> None:
    with thrown_away(sqlite_app):
        werksessie = store(drawn, now())
        there, rows = kept(werksessie), rows_of(werksessie)
        store_over(werksessie, there)
        assert kept(werksessie) == there
        assert rows_of(werksessie) == rows


@settings(max_examples=4)
@given(data=st.data())
def test_one_becomes_the_other(sqlite_app: Flask, data: st.DataObject) -> None:
    before, after = data.draw(draaiboeken()), data.draw(draaiboeken())
    with thrown_away(sqlite_app):
        werksessie = store(before, now())
        db.session.flush()
        store_over(werksessie, after)
        found = without_uids(kept(werksessie))
        assert found == as_timed(after, found)
