"""The files in `draaiboeken/`: what every planner starts from has to be right."""

from pathlib import Path

import pytest

from app.draaiboek.file import dump, read

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


@pytest.mark.parametrize("file", READY_MADE, ids=lambda file: file.stem)
def test_a_ready_made_draaiboek_comes_back_from_what_is_dumped(file):
    draaiboek = read(file.read_bytes()).draaiboek
    written = dump(draaiboek)
    assert read(written.encode()).draaiboek == draaiboek
    assert dump(read(written.encode()).draaiboek) == written
