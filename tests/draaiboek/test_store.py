"""A werksessie that goes into the database comes out the same, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from app.draaiboek.contents import Draaiboek
from app.draaiboek.example import READY_MADE, example_draaiboek, load_example_when_empty
from app.draaiboek.file import dump, read
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.store import store
from app.extensions import db, now
from app.programme import plan
from app.werksessies.models import Werksessie

FILES = sorted(READY_MADE.glob("*.yaml"))


def ready_made(path: Path) -> Draaiboek:
    draaiboek = read(path.read_bytes()).draaiboek
    assert draaiboek is not None
    return draaiboek


def without_uids(draaiboek: Draaiboek) -> Draaiboek:
    return replace(draaiboek, programme=tuple(replace(item, uid=None) for item in draaiboek.programme))


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that run inside."""
    statements: list[str] = []

    def note(*given: Any) -> None:
        statements.append(given[2])

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_goes_in_comes_out(any_app: Flask, path: Path) -> None:
    with any_app.app_context():
        werksessie = store(ready_made(path), now())
        db.session.commit()
        db.session.expire_all()
        assert without_uids(draaiboek_of(werksessie)) == ready_made(path)
        assert dump(draaiboek_of(werksessie)) == dump(ready_made(path))


def test_what_a_draft_names_but_lacks_is_kept(any_app: Flask) -> None:
    draft = replace(
        ready_made(FILES[0]),
        slug="half-af",
        programme=(
            plan.Item(title="A", minutes=10, room="Zaal Nergens", goal="doel-nergens", speakers=("wie",)),
            plan.Item(
                title="B",
                minutes=30,
                kind=plan.Kind.PARALLEL,
                parallel=(plan.Session(id="s", title="S", room="Hok", speakers=("wie", "die")),),
            ),
        ),
    )
    with any_app.app_context():
        werksessie = store(draft, now())
        db.session.commit()
        db.session.expire_all()
        assert without_uids(draaiboek_of(werksessie)) == draft


def test_one_person_in_two_roles_is_one_row(any_app: Flask) -> None:
    with any_app.app_context():
        werksessie = store(ready_made(READY_MADE / "zwolle-2023.yaml"), now())
        db.session.commit()
        people = [member.person_id for member in werksessie.team]
        assert len(people) == len(set(people))


def test_gathering_takes_a_fixed_number_of_queries(app: Flask) -> None:
    counts = []
    with app.app_context():
        for number in (1, 30, 200):  # SQLAlchemy fetches related rows per 500
            items = tuple(
                plan.Item(
                    title=f"Onderdeel {index}",
                    minutes=5,
                    kind=plan.Kind.PARALLEL,
                    cues=(plan.Cue(anchor=plan.Anchor.START, what="Gong"),),
                    parallel=(plan.Session(id="a", title="A"), plan.Session(id="b", title="B")),
                )
                for index in range(number)
            )
            werksessie = store(replace(ready_made(FILES[0]), slug=f"w{number}", programme=items), now())
            db.session.commit()
            db.session.expire_all()
            with counted(db.engine) as statements:
                draaiboek_of(db.session.get_one(Werksessie, werksessie.id))
            counts.append(len(statements))
    assert len(set(counts)) == 1


def test_an_empty_database_gets_the_example_once(any_app: Flask) -> None:
    with any_app.app_context():
        assert load_example_when_empty() == "zwolle-2023"
        db.session.commit()
        assert load_example_when_empty() == "zwolle-2023"
        [werksessie] = db.session.query(Werksessie).all()
        assert werksessie.example_since is not None
        assert werksessie.registration_open(now())


@pytest.mark.parametrize("day", ["2026-11-22", "2026-11-26", "2027-02-28", "2027-12-31"])
def test_the_example_is_on_the_first_thursday_at_least_90_days_ahead(day: str) -> None:
    at = now().fromisoformat(f"{day}T12:00:00+00:00")
    moved = example_draaiboek(at).date
    ahead = (moved - at.date()).days
    assert moved.weekday() == 3
    assert 90 <= ahead < 97
