"""What is said in Dutch of days and moments."""

from __future__ import annotations

from datetime import UTC, datetime

from app.words import moment


def test_a_moment_is_said_by_the_clock_of_the_place_and_with_its_year_where_asked() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert moment(late, "Europe/Amsterdam") == "vr 1 januari 00.30"
    assert moment(late, "Europe/Amsterdam", year=True) == "vr 1 januari 2027 00.30"
