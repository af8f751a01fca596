"""What happens in each room, as its door may tell: no crew, no speaker who is not confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.draaiboek.contents import Draaiboek, Speaker
from app.draaiboek.print_public import confirmed, named
from app.programme.timeline import TimedItem, timeline
from app.words import count


@dataclass(frozen=True, slots=True)
class Event:
    """A session or item in a room; `under` names the round, `fixed` a start that holds."""

    room: str
    starts: datetime
    ends: datetime
    title: str
    under: str
    who: str
    places: int | None
    fixed: bool


@dataclass(frozen=True, slots=True)
class DoorRoom:
    """A room and its events in order; `places` when all its sessions have as many."""

    name: str
    events: tuple[Event, ...]

    @property
    def places(self) -> int | None:
        found = {event.places for event in self.events}
        return found.pop() if len(found) == 1 else None

    def under(self, event: Event) -> str:
        """The line under a title: the round, and the places where they differ."""
        places = event.places if self.places is None else None
        return ", ".join(filter(None, [event.under, count(places, "plaats", "plaatsen") if places else ""]))


def rooms_of(draaiboek: Draaiboek) -> list[DoorRoom]:
    """Every room of the venue and of the programme, in that order."""
    day = timeline(draaiboek.day, draaiboek.programme)
    speakers = confirmed(draaiboek)
    events = [event for timed in day.items for event in _events(timed, speakers)]
    events.sort(key=lambda event: event.starts.astimezone(UTC))
    by_room: dict[str, list[Event]] = {room.name: [] for room in draaiboek.venue.rooms}
    for event in events:
        by_room.setdefault(event.room, []).append(event)
    return [DoorRoom(name, tuple(found)) for name, found in by_room.items() if name.strip()]


def _events(timed: TimedItem, speakers: Mapping[str, Speaker]) -> Iterator[Event]:
    item = timed.item
    used = {session.session.room for session in timed.sessions}
    if item.room and item.room not in used:
        who = named(item.speakers, speakers)
        yield Event(item.room, timed.starts, timed.ends, item.title, "", who, None, timed.fixed)
    for session in timed.sessions:
        held = session.session
        if held.room:
            yield Event(
                room=held.room,
                starts=session.starts,
                ends=session.ends,
                title=held.title,
                under=item.title,
                who=named(held.speakers, speakers),
                places=held.capacity,
                fixed=timed.fixed,
            )
