"""The files in `draaiboeken/`: what every planner starts from has to be right."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.draaiboek.advice import due_on
from app.draaiboek.example import example_draaiboek
from app.draaiboek.file import dump, read
from app.draaiboek.formats import fitted, ready_made
from app.werksessies.workdays import day_off

READY_MADE = sorted((Path(__file__).parents[2] / "draaiboeken").glob("*.yaml"))
# What the product says of them, on purpose; of a file that is not named here it says nothing.
WARNINGS: dict[str, list[str]] = {}


def test_there_are_ready_made_draaiboeken():
    assert "zwolle-2023.yaml" in [file.name for file in READY_MADE]


@pytest.mark.parametrize("file", READY_MADE, ids=lambda file: file.stem)
def test_a_ready_made_draaiboek_has_no_errors_and_no_warnings_but_those_we_know(file):
    reading = read(file.read_bytes())
    assert [problem.of(file.name) for problem in reading.problems] == WARNINGS.get(file.name, [])
    assert reading.draaiboek is not None


def warnings_of(draaiboek):
    return [problem.text for problem in read(dump(draaiboek).encode()).problems]


@pytest.mark.parametrize("week", range(52))
def test_the_example_does_not_warn_about_itself_whenever_it_is_loaded(week):
    example = example_draaiboek(datetime(2026, 1, 5, 12, tzinfo=UTC) + timedelta(weeks=week))
    assert warnings_of(example) == []


@pytest.mark.parametrize("name", sorted(ready_made()))
def test_no_task_of_a_format_falls_on_a_day_off_wherever_its_day_goes(name):
    original = ready_made()[name].draaiboek
    for day in (
        date(2026, 12, 28),
        date(2027, 4, 26),
        date(2027, 5, 17),
        date(2027, 6, 19),
        date(2027, 6, 20),
    ):
        plan = fitted(original, title="T", day=day, client="", today=date(2026, 1, 1))
        due = [due_on(task, day) for task in plan.tasks]
        assert [each for each in due if day_off(each) and each != day] == []
        before = [due_on(task, day) for task in original.tasks]
        assert all(
            new == old if not day_off(old) else abs(new - day) > abs(old - day) or new == day
            for new, old in zip(due, before, strict=True)
        )


@pytest.mark.parametrize("file", READY_MADE, ids=lambda file: file.stem)
def test_a_ready_made_draaiboek_comes_back_from_what_is_dumped(file):
    draaiboek = read(file.read_bytes()).draaiboek
    written = dump(draaiboek)
    assert read(written.encode()).draaiboek == draaiboek
    assert dump(read(written.encode()).draaiboek) == written
