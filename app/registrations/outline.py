"""What a participant may see of a programme: no spoken text, orders, cues, crew or uncertain speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.programme.models import Item, ParallelSession
from app.programme.schedule import items_of, timeline_of
from app.programme.timeline import Timeline
from app.programme.weave import Weave, weave
from app.speakers.models import Speaker
from app.werksessies.discretion import shown_name, veiled
from app.werksessies.models import Person, Werksessie
from app.words import joined

CONFIRMED = "bevestigd"


@dataclass(frozen=True, slots=True)
class Strand:
    """One session of a parallel block. `ends` only where it is shorter than its block."""

    title: str
    room: str
    speakers: str
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Part:
    """One item of the outline."""

    title: str
    kind: str
    starts: datetime
    ends: datetime
    pillar: str | None
    text: str
    room: str
    speakers: str
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The public programme in order. `minutes`: per pillar, in words where there are any."""

    parts: tuple[Part, ...]
    weave: Weave | None
    minutes: str

    @property
    def arrival(self) -> Part | None:
        """The inloop with which the day begins."""
        return self.parts[0] if self.parts and self.parts[0].kind == "inloop" else None

    @property
    def drinks(self) -> Part | None:
        """The borrel with which it ends."""
        return self.parts[-1] if self.parts and self.parts[-1].kind == "borrel" else None


def outline_of(werksessie: Werksessie) -> Outline:
    """The outline of a werksessie, in a fixed number of queries."""
    items = items_of(werksessie)
    line = timeline_of(werksessie, items, [])
    confirmed = set(
        db.session.scalars(
            select(Speaker.person_id).where(
                Speaker.werksessie_id == werksessie.id, Speaker.status == CONFIRMED
            )
        )
    )
    withheld = db.session.scalars(
        select(Person.name).where(
            Person.werksessie_id == werksessie.id, Person.first_name_only_since.is_not(None)
        )
    ).all()
    parts = tuple(_part(item, index, line, confirmed, withheld) for index, item in enumerate(items))
    return Outline(parts, weave(line), _minutes(line))


def _part(item: Item, index: int, line: Timeline, confirmed: set[int], withheld: Sequence[str]) -> Part:
    timed = line.items[index]
    return Part(
        title=veiled(item.title, withheld),
        kind=item.kind,
        starts=timed.starts,
        ends=timed.ends,
        pillar=item.pillar,
        text=veiled(item.public, withheld),
        room=item.room.name if item.room else "",
        speakers=_speakers(item.people, confirmed),
        strands=tuple(
            _strand(session, times.ends if times.ends != timed.ends else None, confirmed, withheld)
            for session, times in zip(item.sessions, timed.sessions, strict=True)
        ),
    )


def _strand(
    session: ParallelSession, ends: datetime | None, confirmed: set[int], withheld: Sequence[str]
) -> Strand:
    room = session.room.name if session.room else ""
    return Strand(veiled(session.title, withheld), room, _speakers(session.people, confirmed), ends)


def _speakers(people: Sequence[Person], confirmed: set[int]) -> str:
    shown = [person for person in people if person.id in confirmed]
    return joined([", ".join(filter(None, (_public_name(person), person.organisation))) for person in shown])


def _public_name(person: Person) -> str:
    """The name without what planners note behind it: "M. (volledige naam bij de projectmanager)"."""
    return shown_name(person.name.partition(" (")[0], person.first_name_only_since)


def _minutes(line: Timeline) -> str:
    minutes = line.minutes_per_pillar()
    return joined([f"{count} minuten {pillar.value}" for pillar, count in minutes.items() if count])
