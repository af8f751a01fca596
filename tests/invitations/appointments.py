"""Sample appointments and feed events for the calendar tests."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from app.invitations.ics import Appointment, FeedEvent
from app.mail.address import Mailbox

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BUREAU = Mailbox("Bureau Delta", "werksessies@example.nl")

JAN = Appointment(
    uid="p-4fQ9xw2LrT7b@werksessie.example.nl",
    sequence=0,
    stamp=datetime(2027, 6, 1, 10, tzinfo=UTC),
    created=datetime(2027, 6, 1, 10, tzinfo=UTC),
    last_modified=datetime(2027, 6, 1, 10, tzinfo=UTC),
    starts=datetime(2027, 7, 8, 9, 30, tzinfo=AMSTERDAM),
    ends=datetime(2027, 7, 8, 17, 0, tzinfo=AMSTERDAM),
    summary="Werksessie Ruimte én water",
    location="Zaal Haringvliet, Coolsingel 40, Rotterdam",
    description="09.30 Inloop\n10.00 Plenair\n11.15 Ronde 1: Wonen op het water, zaal 3",
    url="https://werksessie.example.nl/aanmelding/8Zk2hT",
    organizer=BUREAU,
    attendee=Mailbox("Jan de Vriës", "jan@waterschap.example.org"),
    alarm=60,
)

OPENING = FeedEvent(
    uid="e-1@werksessie.example.nl",
    created=datetime(2027, 5, 1, 8, tzinfo=UTC),
    last_modified=datetime(2027, 6, 1, 10, tzinfo=UTC),
    starts=datetime(2027, 7, 8, 10, 0, tzinfo=AMSTERDAM),
    ends=datetime(2027, 7, 8, 11, 0, tzinfo=AMSTERDAM),
    summary="Plenaire opening",
    location="Zaal Haringvliet, Coolsingel 40, Rotterdam",
    description="Waarom we hier zijn",
    url="https://werksessie.example.nl/ruimte-en-water",
    sequence=3,
)


def at(*moment: int, fold: int = 0) -> datetime:
    """A local time in Amsterdam."""
    year, month, day, hour, minute = moment
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM, fold=fold)
