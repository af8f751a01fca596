"""Codes that are added together are the codes that qrcode makes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence

import pytest
from qrcode.util import ALPHA_NUM

from app.pdf import code_path, dark_runs

LETTERS = ALPHA_NUM.decode()
DRAWN = re.compile(r"(\d+) (\d+) (\d+) 1 re")


def drawn(text: str) -> list[tuple[int, int]]:
    """Column and row of each module that the path fills, in order; one that it fills twice is in it twice."""
    _, path = code_path(text)
    assert DRAWN.sub("", path).strip() == ""
    return modules_in(tuple(map(int, run)) for run in DRAWN.findall(path))


def made(text: str) -> list[tuple[int, int]]:
    """The dark modules as qrcode makes them."""
    return modules_in(dark_runs(text)[1])


def modules_in(runs: Iterable[Sequence[int]]) -> list[tuple[int, int]]:
    return sorted((column + step, row) for column, row, wide in runs for step in range(wide))


@pytest.mark.parametrize("length", range(1, 21))
def test_a_short_code_in_capitals_and_figures_is_the_one_that_qrcode_makes(length: int) -> None:
    chance = random.Random(length)
    for _ in range(40):
        text = "A" + "".join(chance.choices(LETTERS, k=length - 1))  # figures alone are written otherwise
        assert drawn(text) == made(text), text


@pytest.mark.parametrize("text", ["https://rodedraad.example/x", "rd:abc", "RD:É", "A" * 21, "A" * 200])
def test_any_other_code_is_drawn_as_well(text: str) -> None:
    assert drawn(text) == made(text)


def test_figures_alone_make_a_code_of_the_same_size() -> None:
    finder = {(column, 0) for column in range(7)}
    assert code_path("0123456789")[0] == 21
    assert finder < set(drawn("0123456789"))
