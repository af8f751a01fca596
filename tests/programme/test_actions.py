"""The verbs of the editor on both databases: what they write, what they keep, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import AuditEntry
from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.programme import actions, dividing, moments
from app.programme.deed import ClashError, GoneError, RefusedError
from app.programme.models import CancelledPart, Item, RemovedPart
from app.programme.plain import to_json
from app.programme.plan import Anchor, Cue, Kind, Pillar, Session
from app.programme.plan import Item as Planned
from app.programme.plan import Moment as PlannedMoment
from app.programme.restoring import restore
from app.programme.rows import item_as_typed
from app.programme.times import Cell, Column
from app.werksessies.models import Person
from tests.programme.days import MOMENTS, PROGRAMME, ROUND, WELCOME, add_day, id_of, row_of, the_day, titles

AT = datetime(2027, 1, 5, 13, 2, tzinfo=UTC)
DEED: dict[str, Any] = {"user_id": None, "at": AT}


def seen(title: str) -> tuple[int, Planned]:
    """An item's id and what a planner sees of it."""
    row = row_of(title)
    return row.id, item_as_typed(row)


def programme() -> tuple[Planned, ...]:
    """The day as a file would say it, without calendar ids."""
    return tuple(replace(item, uid=None) for item in draaiboek_of(the_day()).programme)


def audited() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))


def test_changing_an_item_writes_every_field_and_says_so(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen("Welkom")
        els = db.session.scalars(select(Person).where(Person.name == "Els Voorbeeld")).one()
        wanted = Planned(
            title="Opening",
            minutes=25,
            minimum=10,
            kind=Kind.WERKVORM,
            starts=time(9, 15),
            droppable=True,
            pillar=Pillar.VERBINDEN,
            goal=None,
            room="Foyer",
            roles=("gastvrouw", "techniek"),
            speakers=(f":{els.id}", *before.speakers),
            public="Kom binnen.",
            say="Dag.",
            do="Zwaai.",
            card=("Dag",),
            cues=(
                Cue(anchor=Anchor.END, offset=-2, what="Licht aan", roles=("techniek",)),
                Cue(anchor=Anchor.START, what="Deur open"),
            ),
        )
        actions.change_item(the_day(), item_id, wanted, to_json(before), **DEED)
        db.session.remove()
        assert programme() == (replace(wanted, speakers=("tweede", "spreker")), *PROGRAMME[1:])
        day = the_day()
        assert (day.programme_revision, day.programme_changed_at, audited()) == (
            1,
            AT,
            ["programme.change_item"],
        )
        assert (row_of("Opening").version, row_of("Opening").uid) == (2, before.uid)


def test_saving_what_did_not_change_is_no_change(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen("Deelsessies")
        actions.change_item(the_day(), item_id, replace(before, uid=None), to_json(before), **DEED)
        assert (the_day().programme_revision, audited(), programme()) == (0, [], PROGRAMME)


def test_sessions_keep_their_rows_and_new_ones_get_a_key_of_their_own(any_app: Flask) -> None:
    add_day(
        any_app,
        ROUND,
        replace(ROUND, title="Ronde 2", starts=None, parallel=(Session(id="op-straat", title="x"),)),
    )
    with any_app.app_context():
        item_id, before = seen("Deelsessies")
        kept = {session.key: session.id for session in row_of("Deelsessies").sessions}
        school = replace(before.parallel[1], title="In de klas", capacity=None)
        new = Session(id="", title="Op straat", room="Grote zaal", speakers=before.parallel[0].speakers)
        actions.change_item(
            the_day(), item_id, replace(before, parallel=(school, new)), to_json(before), **DEED
        )
        db.session.remove()
        row = row_of("Deelsessies")
        assert [(session.title, session.id == kept.get(session.key)) for session in row.sessions] == [
            ("In de klas", True),
            ("Op straat", False),
        ]
        assert row.sessions[1].key.startswith("op-straat-")
        assert programme()[0].parallel[1] == replace(new, id=row.sessions[1].key, speakers=("spreker",))


def test_what_a_draft_named_and_the_day_lacks_is_kept(any_app: Flask) -> None:
    draft = replace(WELCOME, room="Zaal X", goal="onbekend", speakers=("nog-niemand",))
    add_day(any_app, draft)
    with any_app.app_context():
        item_id, before = seen("Welkom")
        actions.change_item(the_day(), item_id, replace(before, minutes=40), to_json(before), **DEED)
        db.session.remove()
        assert programme() == (replace(draft, minutes=40),)


def test_two_planners_on_different_fields_both_keep_their_work(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen("Welkom")
        actions.change_item(the_day(), item_id, replace(before, say="Van de ene"), to_json(before), **DEED)
        actions.change_item(
            the_day(), item_id, replace(before, title="Van de ander"), to_json(before), **DEED
        )
        assert programme()[0] == replace(WELCOME, say="Van de ene", title="Van de ander")


def test_two_planners_on_one_field_overwrite_nothing_silently(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen("Welkom")
        actions.change_item(
            the_day(), item_id, replace(before, title="Eerst", do="Zwaai."), to_json(before), **DEED
        )
        late = replace(before, title="Later", say="Dag.")
        with pytest.raises(ClashError) as clash:
            actions.change_item(the_day(), item_id, late, to_json(before), **DEED)
        assert clash.value.fields == ("title",)
        assert clash.value.merged == replace(late, do="Zwaai.")
        assert programme()[0] == replace(WELCOME, title="Eerst", do="Zwaai.")
        saved = clash.value.saved
        actions.change_item(the_day(), item_id, late, to_json(saved), **DEED)
        assert programme()[0] == replace(WELCOME, title="Later", say="Dag.")


def test_a_minimum_and_a_length_that_are_right_apart_may_clash_together(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen("Welkom")
        actions.change_item(the_day(), item_id, replace(before, minutes=21), to_json(before), **DEED)
        with pytest.raises(ClashError) as clash:
            actions.change_item(the_day(), item_id, replace(before, minimum=25), to_json(before), **DEED)
        assert clash.value.fields == ("minutes", "minimum")


def minutes(title: str) -> Cell:
    return Cell(row_of(title).id, Column.MINUTES)


def start(title: str) -> Cell:
    return Cell(row_of(title).id, Column.START)


def test_times_in_the_rows_change_together_or_not_at_all(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        first, second, fixed = minutes("Welkom"), minutes("Kennismaken"), start("Deelsessies")
        base = {first: 30, second: 20, fixed: time(10, 30)}
        wanted = {first: 40, second: 20, fixed: time(10, 45), start("Afspraken"): None}
        changed = actions.change_times(the_day(), wanted, base, **DEED)
        assert {row.title for row in changed} == {"Welkom", "Deelsessies"}
        assert (row_of("Welkom").minutes, row_of("Deelsessies").starts) == (40, time(10, 45))
        with pytest.raises(RefusedError) as refusal:
            actions.change_times(the_day(), {first: 50, second: 25, fixed: time(11)}, base, **DEED)
        assert refusal.value.faults == {
            first: "Een collega maakte hier 40 minuten van. Typ 40, of bewaar nog een keer om er 50 van te maken.",
            fixed: "Een collega zette het begin vast op 10.45. Typ 10.45, of bewaar nog een keer om het om 11.00 te "
            "laten beginnen.",
        }
        with pytest.raises(RefusedError) as refusal:
            nowhere = Cell(0, Column.START)
            actions.change_times(the_day(), {first: 10, nowhere: time(9)}, {first: 40}, **DEED)
        assert refusal.value.faults == {
            first: "Typ ten minste 20 minuten, of open het onderdeel en maak het minimum korter.",
            nowhere: "Een collega heeft dit onderdeel verwijderd.",
        }
        assert (row_of("Welkom").minutes, row_of("Kennismaken").minutes, audited()) == (
            40,
            20,
            ["programme.change_times"],
        )


def test_a_start_is_fixed_and_let_go(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        cell = start("Kennismaken")
        actions.change_times(the_day(), {cell: time(10)}, {}, **DEED)
        assert row_of("Kennismaken").starts == time(10)
        with pytest.raises(RefusedError) as refusal:
            actions.change_times(the_day(), {cell: time(9, 55)}, {}, **DEED)
        assert list(refusal.value.faults) == [cell]
        actions.change_times(the_day(), {cell: None}, {cell: time(10)}, **DEED)
        assert row_of("Kennismaken").starts is None
        with pytest.raises(RefusedError) as refusal:
            actions.change_times(the_day(), {cell: time(9, 55)}, {cell: time(10)}, **DEED)
        assert refusal.value.faults == {
            cell: "Een collega liet dit onderdeel volgen. Maak het begin leeg, of bewaar nog een keer om het om 09.55 "
            "te laten beginnen."
        }


@pytest.mark.parametrize(
    ("after", "order"),
    [
        ("Welkom", ["Welkom", "Nieuw", "Kennismaken", "Deelsessies", "Afspraken"]),
        (None, ["Welkom", "Kennismaken", "Deelsessies", "Afspraken", "Nieuw"]),
    ],
)
def test_an_item_is_added_below_another_or_at_the_end(
    any_app: Flask, after: str | None, order: list[str]
) -> None:
    add_day(any_app)
    place = id_of(any_app, after) if after else None
    with any_app.app_context():
        actions.add_item(the_day(), Planned(title="Nieuw", minutes=10, room="Foyer"), place, **DEED)
    assert titles(any_app) == order


@pytest.mark.parametrize(
    ("title", "before", "order"),
    [
        ("Afspraken", "Welkom", ["Afspraken", "Welkom", "Kennismaken", "Deelsessies"]),
        ("Welkom", "Deelsessies", ["Kennismaken", "Welkom", "Deelsessies", "Afspraken"]),
        ("Welkom", None, ["Kennismaken", "Deelsessies", "Afspraken", "Welkom"]),
        ("Welkom", "Welkom", ["Kennismaken", "Deelsessies", "Afspraken", "Welkom"]),
    ],
)
def test_an_item_moves_above_another_or_to_the_end(
    any_app: Flask, title: str, before: str | None, order: list[str]
) -> None:
    add_day(any_app)
    item_id, place = id_of(any_app, title), id_of(any_app, before) if before else None
    with any_app.app_context():
        actions.move_item(the_day(), item_id, place, **DEED)
    assert titles(any_app) == order


def test_an_item_steps_up_and_down_and_stops_at_the_ends(any_app: Flask) -> None:
    add_day(any_app)
    item_id = id_of(any_app, "Kennismaken")
    with any_app.app_context():
        for _ in range(3):
            actions.step_item(the_day(), item_id, -1, **DEED)
        assert the_day().programme_revision == 1
    assert titles(any_app)[0] == "Kennismaken"
    with any_app.app_context():
        for _ in range(5):
            actions.step_item(the_day(), item_id, 1, **DEED)
        assert the_day().programme_revision == 4
    assert titles(any_app)[-1] == "Kennismaken"


def test_moving_items_changes_no_version_so_that_nobody_is_disturbed(any_app: Flask) -> None:
    add_day(any_app)
    item_id = id_of(any_app, "Afspraken")
    with any_app.app_context():
        actions.move_item(the_day(), item_id, row_of("Welkom").id, **DEED)
        assert set(db.session.scalars(select(Item.version))) == {1}


@pytest.mark.parametrize("title", ["Welkom", "Deelsessies"])
def test_a_removed_item_comes_back_as_it_was_where_it_was(any_app: Flask, title: str) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen(title)
        removed = actions.remove_item(the_day(), item_id, **DEED)
        assert len(programme()) == 3
        restore(the_day(), removed.id, **DEED)
        db.session.remove()
        assert programme() == PROGRAMME
        assert row_of(title).uid == before.uid
        assert db.session.scalar(select(func.count(RemovedPart.id))) == 0
        with pytest.raises(GoneError):
            restore(the_day(), removed.id, **DEED)
        assert audited() == ["programme.remove_item", "programme.restore"]


def test_the_feed_of_a_published_day_hears_of_what_was_removed_and_put_back(any_app: Flask) -> None:
    add_day(any_app, published=True)
    with any_app.app_context():
        item_id, before = seen("Deelsessies")
        removed = actions.remove_item(the_day(), item_id, **DEED)
        part = db.session.scalars(select(CancelledPart)).one()
        assert (part.uid, part.title, part.starts_at, part.ends_at, part.cancelled_at, part.sequence) == (
            before.uid,
            "Deelsessies",
            datetime(2027, 6, 17, 8, 30, tzinfo=UTC),
            datetime(2027, 6, 17, 9, 15, tzinfo=UTC),
            AT,
            1,
        )
        restore(the_day(), removed.id, **DEED)
        assert db.session.scalar(select(func.count(CancelledPart.id))) == 0


def test_removing_from_a_day_that_is_not_published_tells_no_feed(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        actions.remove_item(the_day(), row_of("Welkom").id, **DEED)
        assert db.session.scalar(select(func.count(CancelledPart.id))) == 0


def test_moments_are_added_in_order_changed_removed_and_put_back(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        sound = PlannedMoment(
            starts=time(7, 30), minutes=30, what="Soundcheck", room="Grote zaal", roles=("techniek",)
        )
        moment_id = moments.add_moment(the_day(), sound, **DEED).id
        assert draaiboek_of(the_day()).moments == (sound, *MOMENTS)
        longer = replace(sound, minutes=45)
        moments.change_moment(the_day(), moment_id, longer, to_json(sound), **DEED)
        with pytest.raises(ClashError):
            moments.change_moment(the_day(), moment_id, replace(sound, minutes=50), to_json(sound), **DEED)
        removed = moments.remove_moment(the_day(), moment_id, **DEED)
        assert draaiboek_of(the_day()).moments == MOMENTS
        restore(the_day(), removed.id, **DEED)
        assert draaiboek_of(the_day()).moments == (longer, *MOMENTS)


def test_what_belongs_to_another_day_is_not_there(any_app: Flask) -> None:
    add_day(any_app)
    add_day(any_app, Planned(title="Elders", minutes=5), slug="andere-dag")
    elsewhere = id_of(any_app, "Elders")
    with any_app.app_context():
        plain = Planned(title="Van mij", minutes=5)
        for deed in (
            lambda: actions.change_item(the_day(), elsewhere, plain, {}, **DEED),
            lambda: actions.change_room(the_day(), elsewhere, None, "Foyer", None, **DEED),
            lambda: dividing.copy_item(the_day(), elsewhere, **DEED),
            lambda: dividing.split_item(the_day(), elsewhere, 2, **DEED),
            lambda: actions.remove_item(the_day(), elsewhere, **DEED),
            lambda: actions.move_item(the_day(), elsewhere, None, **DEED),
            lambda: actions.step_item(the_day(), elsewhere, 1, **DEED),
            lambda: restore(the_day(), 1, **DEED),
        ):
            with pytest.raises(GoneError):
                deed()
        with pytest.raises(RefusedError):
            cell = Cell(elsewhere, Column.MINUTES)
            actions.change_times(the_day(), {cell: 50}, {cell: 5}, **DEED)
        assert row_of("Elders").minutes == 5


def at_once(app: Flask, deed: Callable[[int], None], times: int) -> list[str]:
    """Run `deed` in so many threads at one time; what each raised, or ""."""
    start = Barrier(times)

    def run(number: int) -> str:
        with app.app_context():
            start.wait()
            try:
                deed(number)
            except ClashError as clash:
                return str(clash)
            return ""

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_many_planners_at_once_all_keep_what_they_added(any_app: Flask) -> None:
    add_day(any_app)
    place = id_of(any_app, "Welkom")

    def add(number: int) -> None:
        actions.add_item(the_day(), Planned(title=f"Nieuw {number}", minutes=5), place, **DEED)

    assert at_once(any_app, add, 6) == [""] * 6
    with any_app.app_context():
        rows = db.session.execute(select(Item.title, Item.position).order_by(Item.position)).all()
        assert [position for _, position in rows] == list(range(10))
        assert sorted(title for title, _ in rows[1:7]) == [f"Nieuw {number}" for number in range(6)]
        assert the_day().programme_revision == 6


def test_of_many_planners_in_one_field_at_once_one_saves_and_the_others_are_told(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        item_id, before = seen("Welkom")

    def change(number: int) -> None:
        wanted = replace(before, title=f"Van {number}")
        actions.change_item(the_day(), item_id, wanted, to_json(before), **DEED)

    assert sorted(at_once(any_app, change, 6)) == ["", *["title"] * 5]
    with any_app.app_context():
        assert the_day().programme_revision == 1
