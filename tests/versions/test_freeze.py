"""A version is the whole draaiboek as it was, under its own number, whoever makes it and however often it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts.models import AuditEntry, User
from app.backup import backup, restore
from app.draaiboek.contents import Draaiboek
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.print import EDITIONS
from app.draaiboek.store import store
from app.extensions import db, now
from app.programme import plan
from app.programme.models import Item
from app.retention import forget
from app.versions.actions import NothingChangedError, UnfinishedError, Wish, make_version
from app.versions.frozen import UnkeepableError, draaiboek_of_version
from app.versions.models import Comment, EditionLink, Status, Version
from app.versions.numbers import Number, concept_number, next_number, read_number
from app.versions.stored import versions_of
from app.werksessies.models import Werksessie
from tests import factories
from tests.conftest import empty_tables
from tests.draaiboek.sample import odd_days, small_day, zwolle
from tests.factories import add_registrations, add_user, add_werksessie, at_once

REACTIE, VAST = Status.TER_REACTIE, Status.VASTGESTELD
TOO_WILD = "awkward characters", "a word of 200"  # what no editor and no file takes


def unfinished() -> Draaiboek:
    """A draft that names what is not there, with times that clash."""
    return replace(
        small_day(),
        programme=(
            plan.Item(title="A", minutes=10, room="Zaal Nergens", goal="nergens", speakers=("wie", "die")),
            plan.Item(
                title="B",
                minutes=90,
                starts=time(9, 35),
                kind=plan.Kind.PARALLEL,
                parallel=(plan.Session(id="s", title="S", room="Hok", speakers=("wie",)),),
            ),
        ),
    )


DAYS: dict[str, Callable[[], Draaiboek]] = {"zwolle": zwolle, "small": small_day, "unfinished": unfinished}
DAYS |= {name: lambda name=name: odd_days()[name] for name in odd_days() if name not in TOO_WILD}  # type: ignore[misc]


def werksessie() -> Werksessie:
    return db.session.scalars(select(Werksessie)).one()


def make(app: Flask, status: Status = REACTIE, **wish: object) -> str:
    return factories.make_version(app, status=status, **wish)


def change_title(app: Flask, title: str) -> None:
    """Make the working copy say something else."""
    with app.app_context():
        db.session.scalars(select(Item).order_by(Item.position)).first().title = title  # type: ignore[union-attr]
        db.session.commit()


@pytest.mark.parametrize(
    ("latest", "status", "small", "number"),
    [
        ((0, 0), REACTIE, False, "0.1"),
        ((0, 1), REACTIE, True, "0.2"),
        ((0, 9), REACTIE, False, "0.10"),
        ((0, 0), VAST, False, "1.0"),
        ((0, 2), VAST, True, "1.0"),
        ((1, 0), REACTIE, False, "1.1"),
        ((1, 1), VAST, False, "2.0"),
        ((1, 0), VAST, True, "1.1"),
        ((1, 1), VAST, True, "1.2"),
    ],
)
def test_a_version_gets_the_number_that_an_office_would_give_it(
    latest: tuple[int, int], status: Status, small: bool, number: str
) -> None:
    assert str(next_number(Number(*latest), status, small=small)) == number


def test_the_working_copy_is_called_what_it_would_be_as_next_small_step() -> None:
    assert [str(concept_number(Number(*latest))) for latest in ((0, 0), (0, 2), (1, 0))] == [
        "0.1",
        "0.3",
        "1.1",
    ]


@pytest.mark.parametrize(
    "text", ["", "1", "1.", ".1", "01.0", "1.00", "1.0 ", "1.0\n", "-1.0", "1.0.0", "٣.١", "1234567.0", "nu"]
)
def test_a_number_is_written_in_one_way_only(text: str) -> None:
    assert read_number("10.2") == (10, 2)
    assert read_number(text) is None


@pytest.mark.parametrize("day", DAYS)
def test_a_version_gives_back_what_was_frozen(app: Flask, day: str) -> None:
    user_id = add_user(app)
    with app.app_context():
        store(DAYS[day](), now())
        db.session.commit()
        made = make_version(
            werksessie(), Wish(status=REACTIE), db.session.get_one(User, user_id), "http://localhost", now()
        )
        db.session.expire_all()
        frozen = draaiboek_of(werksessie())
        assert draaiboek_of_version(made) == frozen
        assert all(item.uid for item in frozen.programme)


def test_a_version_keeps_who_when_why_and_how_many_and_never_changes(any_app: Flask) -> None:
    add_werksessie(any_app)
    add_registrations(any_app, "zwolle-2023", "Anne Berg", "Koen Vries")
    before = now()
    assert make(any_app, note="Eerste ronde") == "0.1"
    with any_app.app_context():
        first = db.session.scalars(select(Version)).one()
        frozen = draaiboek_of_version(first)
        assert (first.status, first.note, first.made_by, first.expected) == (
            "ter reactie", "Eerste ronde", "sam@gemeente.example", 2,
        )  # fmt: skip
        assert before <= first.made_at <= now()
        assert first.base_url == "http://localhost"
    change_title(any_app, "Anders")
    assert make(any_app) == "0.2"
    with any_app.app_context():
        second, first = versions_of(werksessie())
        assert draaiboek_of_version(first) == frozen
        assert draaiboek_of_version(second).programme[0].title == "Anders"
        records = db.session.execute(
            select(AuditEntry.detail, AuditEntry.user_id)
            .where(AuditEntry.what == "version.make")
            .order_by(AuditEntry.id)
        ).all()
        assert [row.detail for row in records] == [
            {"number": "0.1", "status": "ter reactie"},
            {"number": "0.2", "status": "ter reactie"},
        ]
        assert {row.user_id for row in records} == {first.made_by_id}


def test_every_edition_has_one_link_for_the_code_on_paper(any_app: Flask) -> None:
    add_werksessie(any_app)
    make(any_app)
    make(any_app, VAST)
    with any_app.app_context():
        links = db.session.scalars(select(EditionLink).order_by(EditionLink.id)).all()
        assert [(link.edition, link.for_whom, link.revoked_at) for link in links] == [
            (edition, "", None) for edition in EDITIONS
        ]
        assert len({link.token for link in links}) == len(EDITIONS)


def test_nothing_changed_is_refused_for_the_same_status_only(any_app: Flask) -> None:
    add_werksessie(any_app)
    make(any_app)
    with pytest.raises(NothingChangedError) as refused:
        make(any_app)
    assert str(refused.value) == "0.1"
    assert make(any_app, VAST) == "1.0"
    for small in (False, True):
        with pytest.raises(NothingChangedError):
            make(any_app, VAST, small=small)
    add_registrations(any_app, "zwolle-2023", "Anne Berg")  # who prints for the caterer wants the new count
    assert make(any_app, VAST, small=True) == "1.1"
    change_title(any_app, "Anders")
    assert [make(any_app), make(any_app, VAST)] == ["1.2", "2.0"]
    with any_app.app_context():
        assert [one.number for one in versions_of(werksessie())] == ["2.0", "1.2", "1.1", "1.0", "0.1"]


def test_times_that_clash_go_out_for_comment_but_are_fixed_only_when_asked_twice(app: Flask) -> None:
    with app.app_context():
        store(replace(unfinished(), slug="zwolle-2023"), now())
        db.session.commit()
    assert make(app) == "0.1"
    with pytest.raises(UnfinishedError) as refused:
        make(app, VAST)
    assert [problem.text for problem in refused.value.problems] == [
        "‘A’ loopt 5 minuten door in ‘B’, die vast om 09.35 begint."
    ]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Version)) == 1
    assert make(app, VAST, anyway=True) == "1.0"


def test_what_the_file_cannot_hold_is_refused_and_nothing_is_written(app: Flask) -> None:
    with app.app_context():
        store(replace(odd_days()["awkward characters"], slug="zwolle-2023"), now())
        db.session.commit()
    with pytest.raises(UnkeepableError, match="Maak hem ten hoogste 60 tekens lang"):
        make(app)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Version)) == 0
        assert db.session.scalar(select(func.count()).select_from(EditionLink)) == 0


def test_who_make_a_version_at_once_make_one_or_get_different_numbers(any_app: Flask) -> None:
    add_werksessie(any_app)
    add_user(any_app)
    for turn, jobs in enumerate(
        [
            [lambda: make(any_app)] * 4,  # one makes it; to the others nothing changed
            [lambda: make(any_app, VAST), lambda: make(any_app)] * 2,  # what comes first decides
        ]
    ):
        change_title(any_app, f"Ronde {turn}")
        results = at_once(any_app, *jobs)
        numbers = [result for result in results if isinstance(result, str)]
        refused = [result for result in results if isinstance(result, NothingChangedError)]
        assert numbers
        assert len(numbers) == len(set(numbers))
        assert len(numbers) + len(refused) == 4, results
    with any_app.app_context():
        numbers = [one.number for one in versions_of(werksessie())]
        assert numbers[-1] == "0.1"
        assert len(numbers) == len(set(numbers)) >= 2
        assert db.session.scalar(select(func.count()).select_from(EditionLink)) == len(EDITIONS)


def test_versions_survive_a_backup(any_app: Flask, tmp_path: Path) -> None:
    add_werksessie(any_app)
    make(any_app, VAST, note="Zoë 😀")
    with any_app.app_context():
        before = draaiboek_of_version(db.session.scalars(select(Version)).one())
        backup(tmp_path / "b.zip")
    empty_tables(any_app)
    with any_app.app_context():
        restore(tmp_path / "b.zip", replace=False)
        restored = db.session.scalars(select(Version)).one()
        assert (restored.number, restored.note, restored.uids) == (
            "1.0",
            "Zoë 😀",
            [i.uid for i in before.programme],
        )
        assert draaiboek_of_version(restored) == before


@pytest.mark.parametrize(("days", "left"), [(729, 1), (732, 0)])
def test_two_years_after_the_day_versions_links_and_comments_are_gone(
    any_app: Flask, days: int, left: int
) -> None:
    add_werksessie(any_app)
    make(any_app)
    with any_app.app_context():
        held = werksessie()
        version_id = db.session.scalars(select(Version.id)).one()
        db.session.add(
            Comment(
                werksessie_id=held.id,
                version_id=version_id,
                author="Noor",
                text="Kan dit later?",
                made_at=now(),
            )
        )
        held.date = now().date().fromordinal(now().date().toordinal() - days)
        held.registration_opens = held.registration_closes = None
        db.session.commit()
        forget()
        counts = [db.session.scalar(select(func.count()).select_from(model)) for model in (Version, Comment)]
        assert counts == [left, left]
        assert db.session.scalar(select(func.count()).select_from(EditionLink)) == left * len(EDITIONS)
