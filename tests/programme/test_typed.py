"""What planners type is understood, or refused with what to do."""

from __future__ import annotations

from datetime import time

import pytest

from app.programme.typed import (
    WHOLE_MINUTES,
    one_line,
    prose,
    read_clock,
    read_euros,
    read_minutes,
    read_number,
    read_offset,
    read_words,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15", 15),
        (" 15 ", 15),
        ("15 min", 15),
        ("15min.", 15),
        ("15 minuten", 15),
        ("015", 15),
        ("1u30", 90),
        ("1 u 30", 90),
        ("1 uur en 30 min", 90),
        ("2 uur", 120),
        ("1440", 1440),
    ],
)
def test_minutes_are_read_in_every_way_they_are_written(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", WHOLE_MINUTES),
        ("-5", WHOLE_MINUTES),
        ("vijf", WHOLE_MINUTES),
        ("12,5", WHOLE_MINUTES),
        ("٣", WHOLE_MINUTES),
        ("9" * 4000, WHOLE_MINUTES),
        ("0", "Typ ten minste 1 minuut. Hoort het onderdeel er niet bij? Verwijder het dan."),
        ("1500", "Typ ten hoogste 1440 minuten, dat is 24 uur."),
        ("25 uur", "Typ ten hoogste 1440 minuten, dat is 24 uur."),
    ],
)
def test_other_minutes_are_refused_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read_minutes(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "text", ["09.30", "9.30", "9:30", "09:30", "0930", "930", "9u30", "9 u 30", "9.30 uur", "9h30", " 09.30 "]
)
def test_half_past_nine_is_read_in_every_way_it_is_written(text: str) -> None:
    assert read_clock(text) == time(9, 30)


@pytest.mark.parametrize(
    ("text", "clock"), [("9", time(9)), ("9 uur", time(9)), ("0.00", time(0)), ("23u59", time(23, 59))]
)
def test_whole_hours_and_the_ends_of_the_day_are_times(text: str, clock: time) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("25:00", "De tijd 25:00 bestaat niet. Typ een tijd van 00.00 tot en met 23.59."),
        ("24.00", "De tijd 24.00 bestaat niet. Typ een tijd van 00.00 tot en met 23.59."),
        ("9.75", "De tijd 9.75 bestaat niet. Typ een tijd van 00.00 tot en met 23.59."),
        ("half tien", "Typ de tijd als uren en minuten, bijvoorbeeld 09.30."),
        ("-5", "Typ de tijd als uren en minuten, bijvoorbeeld 09.30."),
        ("9.3", "Typ de tijd als uren en minuten, bijvoorbeeld 09.30."),
    ],
)
def test_other_times_are_refused_with_what_to_do(text: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:
        read_clock(text)
    assert str(refusal.value) == sentence


def test_a_cue_may_be_at_the_very_start_and_an_item_may_not_last_nothing() -> None:
    assert [read_offset(text) for text in ("0", "00", "0 min", "5", "5 min")] == [0, 0, 0, 5, 5]


def test_a_count_of_people_is_whole_and_at_least_one() -> None:
    assert [read_number(text) for text in ("1", " 24 ", "1.000")] == [1, 24, 1000]
    for text in ("0", "-1", "veel", "1,5", "200000"):
        with pytest.raises(ValueError, match="Typ het aantal als een heel getal vanaf 1, bijvoorbeeld 24"):
            read_number(text)


def test_words_come_apart_at_commas_and_each_counts_once() -> None:
    assert read_words(" gastvrouw,  techniek;gastvrouw,, dag\x00voorzitter ") == [
        "gastvrouw",
        "techniek",
        "dagvoorzitter",
    ]


def test_texts_lose_what_cannot_be_shown_and_nothing_else() -> None:
    assert one_line("  Wat\x00 zie\n jij? 👋 مرحبا ") == "Wat zie jij? 👋 مرحبا"
    assert prose("\r\nEen \r\n\r\n  twee\ud800\r\n") == "Een\n\n  twee"


@pytest.mark.parametrize(
    ("text", "cents"),
    [("450", 45000), ("450,5", 45050), ("1.250", 125000), ("€ 1.250,50", 125050), ("12.50", 1250), ("1250,-", 125000),
     ("0", 0)],
)  # fmt: skip
def test_an_amount_is_read_to_the_cent(text: str, cents: int) -> None:
    assert read_euros(text) == cents


@pytest.mark.parametrize("text", ["x", "1.25.0", "-3", "1,234,5", "", "999999999"])
def test_what_is_no_amount_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="Typ"):
        read_euros(text)
