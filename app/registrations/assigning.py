"""Divides people over the sessions of one round by what they wish. Pure: data in, data out.

As many as can be get their first choice, then as many as can be their second, then their third: a flow of least cost
(networkx' network simplex, in whole numbers) in which people with the same wishes are one. Among those who
registered first goes first. Who is then left gets a seat in the session with the most room.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import islice

from app.words import joined

Wishes = tuple[tuple[int, int], ...]  # (1 for the first choice, session id), the first choice first

_LONGEST_TITLE = 48  # characters, in a reason


class Got(StrEnum):
    """What somebody got, as a planner says it."""

    FIRST = "eerste keus"
    SECOND = "tweede keus"
    THIRD = "derde keus"
    OTHER = "andere sessie"  # what they wished for was full
    FREE = "zonder voorkeur"
    FIXED = "vastgezet"
    NONE = "geen plaats"


CHOICES = (Got.FIRST, Got.SECOND, Got.THIRD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A session to sit in; `capacity` in people, None where there is no limit."""

    id: int
    title: str
    capacity: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who is to be seated. `wishes`: session ids, the first choice first; `fixed`: the session where the planner put
    them; `seen`: titles of the sessions they sit in in other rounds. Order goes by `since` (aware), then `id`."""

    id: int
    since: datetime
    wishes: tuple[int, ...] = ()
    fixed: int | None = None
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """Where somebody sits (None: nowhere, all is full), what that is to them, and why, in Dutch."""

    session_id: int | None
    got: Got
    why: str


@dataclass(slots=True)
class _Round:
    """One round while it is divided."""

    places: Mapping[int, Place]
    guests: Sequence[Guest]
    seated: Counter[int] = field(default_factory=Counter)
    given: dict[int, tuple[int | None, Got]] = field(default_factory=dict)

    def seat(self, guest: Guest, session_id: int | None, got: Got) -> None:
        self.given[guest.id] = session_id, got
        if session_id is not None:
            self.seated[session_id] += 1

    def room(self, place: Place) -> int:
        """Seats left; as many as there are people where there is no limit."""
        if place.capacity is None:
            return len(self.guests)
        return max(place.capacity - self.seated[place.id], 0)

    def fullness(self, place: Place) -> float:
        return self.seated[place.id] / (place.capacity or len(self.guests))

    def wishes(self, guest: Guest) -> Wishes:
        """What can still be given: not a session that they see in another round."""
        return tuple(
            (rank, wish)
            for rank, wish in enumerate(guest.wishes, 1)
            if wish in self.places and self.places[wish].title not in guest.seen
        )


def assign(places: Sequence[Place], guests: Iterable[Guest]) -> dict[int, Given]:
    """Where each guest sits, by guest id. No session gets more than its capacity, but by who was put there already.

    The same guests in another order give the same answer.
    """
    in_order = sorted(guests, key=lambda guest: (guest.since, guest.id))
    round_ = _Round({place.id: place for place in places}, in_order)
    for guest in in_order:
        if guest.fixed in round_.places:
            round_.seat(guest, guest.fixed, Got.FIXED)
    _grant_wishes(round_)
    left = [guest for guest in in_order if guest.id not in round_.given]
    for guest in sorted(left, key=lambda guest: not guest.wishes):  # who wished nothing goes last
        _seat_elsewhere(round_, guest)
    return {
        guest.id: Given(*round_.given[guest.id], why=_why(round_, guest, *round_.given[guest.id]))
        for guest in in_order
    }


def assign_rounds(
    rounds: Mapping[int, tuple[Sequence[Place], Sequence[Guest]]], elsewhere: Mapping[int, frozenset[str]]
) -> dict[int, dict[int, Given]]:
    """`assign` for one round after the other, by the id of each; nobody sees a session twice where that can be.

    `elsewhere`: titles that guests see in rounds that are not divided, by guest id.
    """
    seen: dict[int, set[str]] = defaultdict(
        set, {number: set(titles) for number, titles in elsewhere.items()}
    )
    for places, guests in rounds.values():
        titles = {place.id: place.title for place in places}
        for guest in guests:
            if guest.fixed in titles:
                seen[guest.id].add(titles[guest.fixed])
    given: dict[int, dict[int, Given]] = {}
    for key, (places, guests) in rounds.items():
        titles = {place.id: place.title for place in places}
        given[key] = assign(places, [replace(guest, seen=frozenset(seen[guest.id])) for guest in guests])
        for number, one in given[key].items():
            if one.session_id is not None:
                seen[number].add(titles[one.session_id])
    return given


def _grant_wishes(round_: _Round) -> None:
    alike: dict[Wishes, list[Guest]] = defaultdict(list)
    for guest in round_.guests:
        wishes = round_.wishes(guest)
        if guest.id not in round_.given and wishes:
            alike[wishes].append(guest)
    numbers = {wishes: len(people) for wishes, people in alike.items()}
    room = {place.id: round_.room(place) for place in round_.places.values()}
    granted = _most_wishes(numbers, room)
    for wishes, people in alike.items():
        queue = iter(people)
        for rank, session_id in wishes:
            for guest in islice(queue, granted[wishes, session_id]):
                round_.seat(guest, session_id, CHOICES[rank - 1])


def _most_wishes(people: Mapping[Wishes, int], room: Mapping[int, int]) -> Mapping[tuple[Wishes, int], int]:
    """How many of those with the same wishes sit in each session that they wish for."""
    if not people:
        return {}
    import networkx as nx  # noqa: PLC0415, 0.2 s and 20 MB that only this deed should cost

    total = sum(people.values())
    graph = nx.DiGraph()
    graph.add_node("out", demand=total)
    for session_id, seats in room.items():
        graph.add_edge(session_id, "out", capacity=seats, weight=0)
    for wishes in sorted(people):
        graph.add_node(wishes, demand=-people[wishes])
        graph.add_edge(wishes, "out", capacity=people[wishes], weight=0)  # none of their wishes
        for rank, session_id in wishes:
            # one first choice outweighs the second choices of everybody
            graph.add_edge(wishes, session_id, capacity=people[wishes], weight=-((total + 1) ** (3 - rank)))
    _, flow = nx.network_simplex(graph)
    return {(wishes, session_id): flow[wishes][session_id] for wishes in people for _, session_id in wishes}


def _seat_elsewhere(round_: _Round, guest: Guest) -> None:
    """In the session with the most room, rather not one that they see in another round."""
    free = [place for place in round_.places.values() if round_.room(place)]
    if not free:
        round_.seat(guest, None, Got.NONE)
        return
    place = min(free, key=lambda place: (place.title in guest.seen, round_.fullness(place)))
    round_.seat(guest, place.id, Got.OTHER if guest.wishes else Got.FREE)


def _why(round_: _Round, guest: Guest, session_id: int | None, got: Got) -> str:
    if got is Got.FIXED:
        return "De organisatie gaf u deze plaats."
    if got is Got.FREE:
        return "U gaf geen voorkeur. Hier was nog plaats."
    if got is Got.NONE:
        return "Alle sessies zijn vol."
    before = guest.wishes[: CHOICES.index(got)] if got in CHOICES else guest.wishes
    reasons = ", ".join(_passed_over(round_, guest, before))
    if got is Got.OTHER:
        return f"Deze sessie had nog plaats; {reasons}."
    return f"Uw {got.value}: {reasons}." if reasons else f"Uw {got.value}."


def _passed_over(round_: _Round, guest: Guest, wishes: Iterable[int]) -> Iterator[str]:
    """Why somebody does not sit in what they would rather have: first what is full, then what they see elsewhere."""
    full, seen = [], []
    for wish in wishes:
        place = round_.places.get(wish)
        if place is None:
            continue
        title = (
            f"‘{place.title if len(place.title) <= _LONGEST_TITLE else place.title[:_LONGEST_TITLE] + '…'}’"
        )
        if place.title in guest.seen:
            seen.append(title)
        else:
            full.append(f"{title} ({round_.seated[wish]} van {place.capacity})")
    if full:
        yield f"{joined(full)} {'was' if len(full) == 1 else 'waren'} vol"
    if seen:
        yield f"{joined(seen)} ziet u in een andere ronde"
