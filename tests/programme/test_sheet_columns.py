"""Cells in every form in which Excel, LibreOffice and planners keep times, minutes and moments."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from app.programme.plan import Anchor, Cue
from app.programme.sheet_columns import read_clock, read_minutes, read_when, when_text


@pytest.mark.parametrize(
    ("value", "clock"),
    [
        (time(9, 30), time(9, 30)),
        (datetime(2027, 6, 17, 9, 29, 59, 999_999), time(9, 30)),
        (timedelta(hours=9, minutes=30), time(9, 30)),
        (0.3958333333, time(9, 30)),
        (9.3, time(9, 30)),
        (9, time(9)),
        (930, time(9, 30)),
        (" 9.30 ", time(9, 30)),
        ("09:30", time(9, 30)),
        ("9u30", time(9, 30)),
    ],
)
def test_a_time_is_understood_in_every_way_it_is_kept(value: object, clock: time) -> None:
    assert read_clock(value) == clock


@pytest.mark.parametrize(
    ("value", "minutes"),
    [
        (45, 45),
        (45.0, 45),
        ("45", 45),
        ("45 min", 45),
        ("1 u 15", 75),
        (time(0, 45), 45),
        ("45,0", 45),
        (timedelta(minutes=90), 90),
    ],
)
def test_minutes_are_understood_in_every_way_they_are_kept(value: object, minutes: int) -> None:
    assert read_minutes(value) == minutes


@pytest.mark.parametrize("value", [7.5, "drie kwartier", True, 0, -3, datetime(2027, 1, 1), 99_999])
def test_what_is_no_minutes_is_said_in_dutch(value: object) -> None:
    with pytest.raises(ValueError, match=r"^Typ "):
        read_minutes(value)


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("5 min voor het begin", (Anchor.START, -5)),
        ("2 minuten na einde", (Anchor.END, 2)),
        ("BIJ HET EINDE", (Anchor.END, 0)),
        ("begin", (Anchor.START, 0)),
        (-5, (Anchor.START, -5)),
        ("1 u voor de start", (Anchor.START, -60)),
    ],
)
def test_when_a_cue_comes_is_understood(value: object, when: tuple[Anchor, int]) -> None:
    assert read_when(value) == when
    assert read_when(when_text(Cue(anchor=when[0], offset=when[1], what="x"))) == when


@pytest.mark.parametrize("value", ["straks", "voor het begin", "5 min bij het begin", "09.25", ""])
def test_when_no_one_can_know_when_a_cue_comes_it_is_asked(value: str) -> None:
    with pytest.raises(ValueError, match=r"^Typ wanneer, bijvoorbeeld ‘5 min voor het begin’"):
        read_when(value)
