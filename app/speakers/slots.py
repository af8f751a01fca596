"""Where speakers stand in the programme: an item or one of its sessions, with its times and its plan B."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.programme.models import Item, ParallelSession
from app.programme.schedule import items_of, timeline_of
from app.programme.timeline import TimedItem
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place on the stage. `row` is an Item or ParallelSession; times are aware, in the werksessie's zone."""

    row: Item | ParallelSession
    title: str
    starts: datetime
    ends: datetime
    room: str
    about: str  # what participants read

    @property
    def key(self) -> str:
        """How a form names it: item-12, sessie-3."""
        return f"{'item' if isinstance(self.row, Item) else 'sessie'}-{self.row.id}"

    @property
    def plan_b(self) -> str:
        return self.row.plan_b


def slots_of(werksessie: Werksessie) -> dict[int, list[Slot]]:
    """The slots of each person in order of time, by person id; in a fixed number of queries."""
    items = items_of(werksessie)
    found: dict[int, list[Slot]] = defaultdict(list)
    for item, timed in zip(items, timeline_of(werksessie, items, []).items, strict=True):
        for slot in _slots(item, timed):
            for person in slot.row.people:
                found[person.id].append(slot)
    for slots in found.values():
        slots.sort(key=lambda slot: slot.starts.timestamp())
    return found


def _slots(item: Item, timed: TimedItem) -> Iterator[Slot]:
    yield Slot(
        row=item,
        title=item.title,
        starts=timed.starts,
        ends=timed.ends,
        room=item.room.name if item.room else "",
        about=item.public,
    )
    for session, times in zip(item.sessions, timed.sessions, strict=True):
        yield Slot(
            row=session,
            title=session.title,
            starts=times.starts,
            ends=times.ends,
            room=session.room.name if session.room else "",
            about=item.public,
        )
