from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.werksessies.workdays import day_off, working_day

DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 4, 27), "Koningsdag"),
        (date(2023, 5, 18), "Hemelvaartsdag"),
        (date(2026, 5, 5), "Bevrijdingsdag"),
        (date(2027, 3, 26), "Goede vrijdag"),
        (date(2027, 3, 29), "Tweede paasdag"),
        (date(2027, 3, 6), "zaterdag"),
        (date(2027, 3, 7), "zondag"),
        (date(2027, 3, 8), None),
    ],
)
def test_a_day_off_is_called_by_its_dutch_name(day, name):
    assert day_off(day) == name


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, date(2023, 6, 15)),
        (-1, date(2023, 6, 14)),
        (-4, date(2023, 6, 9)),
        (-14, date(2023, 5, 25)),
        (-19, date(2023, 5, 17)),  # over Whit Monday and Ascension Day
        (2, date(2023, 6, 19)),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(offset, expected):
    assert working_day(date(2023, 6, 15), offset) == expected


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_the_nth_working_day_is_one_and_has_n_working_days_up_to_it(day, offset):
    found = working_day(day, offset)
    step = 1 if offset > 0 else -1
    passed = [day + timedelta(days=step * count) for count in range(1, abs((found - day).days) + 1)]
    assert passed[-1] == found
    assert day_off(found) is None
    assert sum(day_off(each) is None for each in passed) == abs(offset)
