"""How many portions a catering moment needs: who is there then, how many of them come, and what is added. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import Enum, auto

from app.catering.diets import counted
from app.catering.times import since_dawn
from app.registrations.expected import expected


class Part(Enum):
    """As what somebody is there. A person who is there as two of these counts as the first."""

    SPEAKER = auto()
    CREW = auto()
    GUEST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Eater:
    """Somebody of the day. `arrives` and `leaves` local times; None: from the first to the last."""

    person: int
    part: Part
    arrives: time | None = None
    leaves: time | None = None
    diet: str = ""

    def there(self, starts: time, minutes: int) -> bool:
        """Whether at some minute of it this person is there."""
        begin = since_dawn(starts)
        came = self.arrives is None or since_dawn(self.arrives) < begin + max(minutes, 1)
        return came and (self.leaves is None or since_dawn(self.leaves) > begin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portions:
    """For one moment: who has a place and is there then, how many of them are expected, and the rest."""

    registered: int
    expected: int
    speakers: int
    crew: int
    margin: int
    diets: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """What to order: nobody with a diet goes without, even when fewer are expected."""
        return max(self.expected + self.speakers + self.crew + self.margin, sum(self.diets.values()))

    def when_came(self, placed: int, turnout: int) -> int:
        """What is eaten when `turnout` of `placed` guests came: the same share of who would be there now."""
        guests = (turnout * self.registered + placed // 2) // placed if placed else turnout
        return guests + self.speakers + self.crew


def portions_of(
    eaters: Iterable[Eater], starts: time, minutes: int, no_show: int | None, margin: int
) -> Portions:
    """Whoever is there at that moment. Diets are counted in full: nobody knows which of them stays away."""
    there = _each_once(eater for eater in eaters if eater.there(starts, minutes))
    many = {part: sum(eater.part is part for eater in there) for part in Part}
    return Portions(
        registered=many[Part.GUEST],
        expected=expected(many[Part.GUEST], no_show),
        speakers=many[Part.SPEAKER],
        crew=many[Part.CREW],
        margin=margin,
        diets=counted(eater.diet for eater in there),
    )


def _each_once(eaters: Iterable[Eater]) -> Sequence[Eater]:
    found: dict[int, Eater] = {}
    for eater in sorted(eaters, key=lambda eater: eater.part.value):
        found.setdefault(eater.person, eater)
    return list(found.values())
