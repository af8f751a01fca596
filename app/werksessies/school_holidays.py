"""Dutch school holidays by region, so that a date in one of them can be warned of.

No library keeps them. The dates are those of the ministry (rijksoverheid.nl, open data "schoolvakanties" of
September 2025, compared with its pages). Autumn and spring are advice: a school may differ. When the ministry
publishes another year it is a line in each table, and `KNOWN` moves.
"""

from __future__ import annotations

from datetime import date

REGIONS = ("noord", "midden", "zuid")
KNOWN = (date(2025, 9, 1), date(2028, 9, 3))  # first and last day of which all regions are known
Period = tuple[str, str]  # first and last day
_Days = tuple[str, tuple[Period, Period, Period]]  # name, and a period for each of REGIONS


def _by_region(name: str, north: Period, middle: Period, south: Period) -> _Days:
    return name, (north, middle, south)


def _everywhere(name: str, period: Period) -> _Days:
    return _by_region(name, period, period, period)


_PERIODS: tuple[_Days, ...] = (
    _by_region(
        "herfstvakantie",
        ("2025-10-18", "2025-10-26"),
        ("2025-10-18", "2025-10-26"),
        ("2025-10-11", "2025-10-19"),
    ),
    _everywhere("kerstvakantie", ("2025-12-20", "2026-01-04")),
    _by_region(
        "voorjaarsvakantie",
        ("2026-02-21", "2026-03-01"),
        ("2026-02-14", "2026-02-22"),
        ("2026-02-14", "2026-02-22"),
    ),
    _everywhere("meivakantie", ("2026-04-25", "2026-05-03")),
    _by_region(
        "zomervakantie",
        ("2026-07-04", "2026-08-16"),
        ("2026-07-18", "2026-08-30"),
        ("2026-07-11", "2026-08-23"),
    ),
    _by_region(
        "herfstvakantie",
        ("2026-10-10", "2026-10-18"),
        ("2026-10-17", "2026-10-25"),
        ("2026-10-17", "2026-10-25"),
    ),
    _everywhere("kerstvakantie", ("2026-12-19", "2027-01-03")),
    _by_region(
        "voorjaarsvakantie",
        ("2027-02-20", "2027-02-28"),
        ("2027-02-20", "2027-02-28"),
        ("2027-02-13", "2027-02-21"),
    ),
    _everywhere("meivakantie", ("2027-04-24", "2027-05-02")),
    _by_region(
        "zomervakantie",
        ("2027-07-10", "2027-08-22"),
        ("2027-07-17", "2027-08-29"),
        ("2027-07-24", "2027-09-05"),
    ),
    _by_region(
        "herfstvakantie",
        ("2027-10-16", "2027-10-24"),
        ("2027-10-16", "2027-10-24"),
        ("2027-10-23", "2027-10-31"),
    ),
    _everywhere("kerstvakantie", ("2027-12-25", "2028-01-09")),
    _by_region(
        "voorjaarsvakantie",
        ("2028-02-19", "2028-02-27"),
        ("2028-02-26", "2028-03-05"),
        ("2028-02-26", "2028-03-05"),
    ),
    _everywhere("meivakantie", ("2028-04-29", "2028-05-07")),
    _by_region(
        "zomervakantie",
        ("2028-07-15", "2028-08-27"),
        ("2028-07-08", "2028-08-20"),
        ("2028-07-22", "2028-09-03"),
    ),
)


def school_holiday(day: date, region: str) -> str | None:
    """The holiday in which `day` falls in one of REGIONS, as "herfstvakantie"; None: in none, or not known."""
    place = REGIONS.index(region)
    text = day.isoformat()
    for name, periods in _PERIODS:
        first, last = periods[place]
        if first <= text <= last:
            return name
    return None


def known(day: date) -> bool:
    """Whether the school holidays around `day` have been published here."""
    return KNOWN[0] <= day <= KNOWN[1]
