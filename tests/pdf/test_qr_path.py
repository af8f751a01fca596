"""Codes that are added together are the codes that qrcode makes."""

from __future__ import annotations

import random
import re

import pytest
from qrcode.util import ALPHA_NUM

from app.pdf import code_path, dark_runs

LETTERS = ALPHA_NUM.decode()
DRAWN = re.compile(r"(\d+) (\d+) (\d+) 1 re")


def drawn(text: str) -> tuple[int, tuple[tuple[int, ...], ...]]:
    """The modules on a side and the runs of the path, as `dark_runs` tells them."""
    modules, path = code_path(text)
    assert DRAWN.sub("", path).strip() == ""
    return modules, tuple(tuple(map(int, run)) for run in DRAWN.findall(path))


@pytest.mark.parametrize("length", range(1, 21))
def test_a_short_code_in_capitals_and_figures_is_the_one_that_qrcode_makes(length: int) -> None:
    chance = random.Random(length)
    for _ in range(40):
        text = "A" + "".join(chance.choices(LETTERS, k=length - 1))  # figures alone are written otherwise
        assert drawn(text) == dark_runs(text), text


@pytest.mark.parametrize("text", ["https://rodedraad.example/x", "rd:abc", "RD:É", "A" * 21, "A" * 200])
def test_any_other_code_is_drawn_as_well(text: str) -> None:
    assert drawn(text) == dark_runs(text)


def test_figures_alone_can_be_read_too() -> None:
    modules, runs = drawn("0123456789")
    assert modules == 21
    assert runs[0] == (0, 0, 7)  # the finder in the corner
