from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar

from app.draaiboek.contents import Draaiboek, Venue
from app.draaiboek.file import read
from app.invitations.ics import FeedEvent
from app.invitations.programme import calendar_of, programme_events
from app.invitations.zone import TimeError
from config import Addresses
from tests.invitations.appointments import at
from tests.invitations.werksessies import DAY

ROOT = Path(__file__).resolve().parents[2]
CHANGED = datetime(2027, 6, 1, 12, tzinfo=UTC)
ADDRESSES = Addresses("https://werksessie.example", "Bureau Delta <werksessies@delta.example>")


def calendar(draaiboek: Draaiboek) -> bytes:
    return calendar_of(draaiboek, CHANGED, ADDRESSES)


def test_each_part_is_one_event_and_a_parallel_block_describes_its_sessions() -> None:
    events = programme_events(DAY, changed=CHANGED, domain="delta.example", url="https://w.example/s")

    def part(index: int, start: datetime, end: datetime, title: str, room: str, **more: object) -> FeedEvent:
        digest = hashlib.sha256(f"schooluitval-2027\n{index}\n".encode()).hexdigest()[:20]
        return FeedEvent(
            uid=f"e-{digest}@delta.example",
            created=CHANGED,
            last_modified=CHANGED,
            starts=start,
            ends=end,
            summary=title,
            location=f"{room}Stadskamer, Marktplein 1, 1234 AB Voorbeeld",
            url="https://w.example/s",
            **more,  # type: ignore[arg-type]
        )

    assert events == (
        part(0, at(2027, 7, 8, 9, 0), at(2027, 7, 8, 9, 30), "Inloop", "Foyer, ", transparent=True),
        part(
            1,
            at(2027, 7, 8, 9, 30),
            at(2027, 7, 8, 10, 15),
            "Wat werkt?",
            "Grote zaal, ",
            description="Met vragen uit de zaal.",
        ),
        part(2, at(2027, 7, 8, 10, 15), at(2027, 7, 8, 10, 30), "Pauze", "Foyer, ", transparent=True),
        part(
            3,
            at(2027, 7, 8, 10, 30),
            at(2027, 7, 8, 11, 30),
            "Werkateliers",
            "",
            description="10.30–11.30 Signalen thuis, Atelier 1\n10.30–11.20 Signalen op school, Atelier 2",
        ),
    )


def test_a_stored_uid_stays_with_its_part() -> None:
    stored = replace(DAY, programme=(replace(DAY.programme[0], uid="e-vast"), *DAY.programme[1:]))
    first, second, *_ = programme_events(stored, changed=CHANGED, domain="delta.example")
    assert first.uid == "e-vast@delta.example"
    assert second.uid == programme_events(DAY, changed=CHANGED, domain="delta.example")[1].uid


def test_nothing_internal_and_nobody_is_in_the_calendar() -> None:
    text = calendar(DAY).decode().replace("\r\n ", "").lower()
    for secret in ("geheim", "ilse", "ada", "wim", "06 0000", "techniek", "dagvoorzitter"):
        assert secret not in text, secret
    assert text.count("@") == text.count("uid:") + text.count("organizer;")


def test_the_same_day_is_the_same_bytes_and_another_revision_is_not() -> None:
    assert calendar(DAY) == calendar(replace(DAY))
    assert calendar_of(DAY, CHANGED, ADDRESSES, sequence=1) != calendar(DAY)


def test_without_a_venue_the_place_follows() -> None:
    nowhere = replace(DAY, venue=Venue(), programme=DAY.programme[3:])
    (event,) = Calendar.from_ical(calendar(nowhere)).events
    assert event["LOCATION"] == "Locatie volgt"


def test_a_part_at_an_hour_that_comes_twice_is_refused() -> None:
    night = replace(
        DAY,
        date=datetime(2027, 10, 31).date(),
        programme=(replace(DAY.programme[0], starts=time(1, 45), minutes=30),),
    )
    with pytest.raises(TimeError, match="bestaat dan niet of twee keer"):
        calendar(night)


@pytest.mark.parametrize("path", sorted((ROOT / "draaiboeken").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_ready_made_draaiboek_is_a_calendar_for_two_readers(path: Path) -> None:
    draaiboek = read(path.read_bytes()).draaiboek
    assert draaiboek is not None
    ics = calendar(draaiboek)
    titles = [item.title for item in draaiboek.programme]
    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(ics).events] == titles
    assert [event.summary.value for event in vobject.readOne(ics.decode()).vevent_list] == titles
