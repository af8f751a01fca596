"""The hours that readers make of the time zone block, beside zoneinfo; and the hours that are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from app.invitations.ics import cancellation, feed, invite, publish
from app.invitations.zone import ZONES, TimeError
from tests.invitations.appointments import AMSTERDAM, BUREAU, JAN, OPENING, at

# the days around each change of the clock of twelve years, and all the year round in two
DAYS = [date(year, 1, 1) + timedelta(days=days) for year in (2024, 2031) for days in range(0, 365, 13)] + [
    sunday + timedelta(days=offset)
    for year in range(2024, 2036)
    for month in (3, 10)
    for sunday in [date(year, month, 31) - timedelta(days=(date(year, month, 31).weekday() + 1) % 7)]
    for offset in (-1, 0, 1)
]


@pytest.mark.parametrize("zone", ZONES)
def test_every_reader_gets_the_hours_that_zoneinfo_gives(zone: str) -> None:
    hours = [(1, 58), (3, 0), (9, 30)]
    starts = [datetime(d.year, d.month, d.day, h, m, tzinfo=ZoneInfo(zone)) for d in DAYS for h, m in hours]
    events = [
        replace(OPENING, uid=f"e-{n:04}@x.example", starts=start, ends=start + timedelta(minutes=1))
        for n, start in enumerate(starts)
    ]
    ics = feed("Alle dagen", events, organizer=BUREAU, zone=zone)
    # by a name that they do not know, so that they have to go by the block
    ics = ics.replace(zone.encode(), b"Eigen " + zone.replace("/", " ").encode())
    expected = {event.uid: event.starts.astimezone(UTC) for event in events}

    read = {str(found["UID"]): found.start.astimezone(UTC) for found in Calendar.from_ical(ics).events}
    assert read == expected
    calendar = vobject.readOne(ics.decode())
    assert {e.uid.value: e.dtstart.value.astimezone(UTC) for e in calendar.vevent_list} == expected


@pytest.mark.parametrize(
    ("starts", "ends", "message"),
    [
        (at(2027, 3, 28, 2, 30), at(2027, 3, 28, 9, 0), "bestaat dan niet of twee keer"),
        (at(2027, 10, 31, 2, 30), at(2027, 10, 31, 9, 0), "bestaat dan niet of twee keer"),
        (at(2027, 10, 31, 2, 30, fold=1), at(2027, 10, 31, 9, 0), "bestaat dan niet of twee keer"),
        (at(2027, 10, 31, 1, 0), at(2027, 10, 31, 2, 0), "bestaat dan niet of twee keer"),
        (at(2027, 7, 8, 9, 0), at(2027, 7, 8, 9, 0), "ligt niet na het begin"),
        (at(2027, 7, 8, 9, 0), at(2027, 7, 8, 8, 0), "ligt niet na het begin"),
        (datetime(2027, 7, 8, 9, 0), at(2027, 7, 8, 10, 0), "hoort een tijdzone"),
        (datetime(2027, 7, 8, 9, 0, tzinfo=UTC), at(2027, 7, 8, 10, 0), "hoort een tijdzone"),
        (at(2027, 7, 8, 9, 0).replace(second=5), at(2027, 7, 8, 10, 0), "hele minuten"),
        (
            at(2027, 7, 8, 9, 0),
            datetime(2027, 7, 8, 10, 0, tzinfo=ZoneInfo("Europe/Paris")),
            "verschillende tijdzones",
        ),
        (
            datetime(2027, 7, 8, 9, 0, tzinfo=ZoneInfo("America/New_York")),
            datetime(2027, 7, 8, 10, 0, tzinfo=ZoneInfo("America/New_York")),
            "Voor de tijdzone America/New_York kan geen agenda worden gemaakt",
        ),
    ],
)
def test_a_time_that_readers_would_doubt_is_refused(starts: datetime, ends: datetime, message: str) -> None:
    for build in (invite, cancellation, publish):
        with pytest.raises(TimeError, match=message):
            build(replace(JAN, starts=starts, ends=ends))
    with pytest.raises(TimeError, match=message):
        zone = getattr(starts.tzinfo, "key", "Europe/Amsterdam")
        feed("Dag", [replace(OPENING, starts=starts, ends=ends)], organizer=BUREAU, zone=zone)


def test_a_feed_refuses_an_event_of_another_zone() -> None:
    with pytest.raises(TimeError, match="niet in de tijdzone van de agenda"):
        feed("Dag", [OPENING], organizer=BUREAU, zone="Europe/Paris")


def test_an_hour_beside_the_change_of_the_clock_is_taken() -> None:
    for day in (date(2027, 3, 28), date(2027, 10, 31)):
        starts = datetime(day.year, day.month, day.day, 1, 59, tzinfo=AMSTERDAM)
        ends = starts.replace(hour=3, minute=0)
        assert _end(invite(replace(JAN, starts=starts, ends=ends))) == ends


def _end(ics: bytes) -> datetime:
    (event,) = Calendar.from_ical(ics).events
    return event.end
