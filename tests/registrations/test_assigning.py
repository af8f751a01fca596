"""Dividing people over sessions: as many first choices as can be, then second, then third; the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.registrations.assigning import CHOICES, Got, Guest, Place, assign

NOON = datetime(2023, 6, 1, 12, tzinfo=UTC)
SESSIONS = ("Signalen", "Geldstromen", "Recherche")


def guest(number: int, *wishes: int, **more: object) -> Guest:
    return Guest(id=number, since=NOON + timedelta(minutes=number), wishes=wishes, **more)  # type: ignore[arg-type]


def places(*capacities: int | None) -> list[Place]:
    return [
        Place(id=number, title=title, capacity=capacity)
        for number, (title, capacity) in enumerate(zip(SESSIONS, capacities, strict=False))
    ]


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[Place], list[Guest]]:
    sessions = places(*draw(st.lists(st.none() | st.integers(1, 3), min_size=1, max_size=3)))
    ids = [place.id for place in sessions]
    guests = []
    for number in range(draw(st.integers(0, 6))):
        wishes = draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
        fixed = draw(st.sampled_from([None, None, None, *ids]))
        seen = draw(st.sampled_from([frozenset[str](), frozenset({"Signalen"})]))
        guests.append(guest(number, *wishes, fixed=fixed, seen=seen))
    return sessions, guests


def ways(sessions: list[Place], guests: list[Guest]) -> Iterator[tuple[int, int, int]]:
    """How many first, second and third choices each way gives to seat whom one can, by trying them all."""
    fixed = Counter(person.fixed for person in guests if person.fixed is not None)
    free = [person for person in guests if person.fixed is None]
    for chosen in product([None, *sessions], repeat=len(free)):
        seated = Counter(place.id for place in chosen if place)
        if any(
            place.capacity is not None and seated[place.id] > max(place.capacity - fixed[place.id], 0)
            for place in sessions
        ):
            continue
        ranks = Counter(
            person.wishes.index(place.id)
            for person, place in zip(free, chosen, strict=True)
            if place and place.id in person.wishes and place.title not in person.seen
        )
        yield ranks[0], ranks[1], ranks[2]


@settings(deadline=None)
@given(rounds())
def test_no_other_way_gives_more_first_or_then_second_or_then_third_choices(
    round_: tuple[list[Place], list[Guest]],
) -> None:
    sessions, guests = round_
    got = Counter(one.got for one in assign(sessions, guests).values())
    assert tuple(got[choice] for choice in CHOICES) == max(ways(sessions, guests))


@settings(deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_given_makes_no_difference(
    round_: tuple[list[Place], list[Guest]], random: Random
) -> None:
    sessions, guests = round_
    shuffled = random.sample(guests, len(guests))
    assert assign(sessions, shuffled) == assign(sessions, guests)


@settings(deadline=None)
@given(rounds())
def test_capacities_and_fixed_people_hold_and_nobody_stands_while_a_seat_is_free(
    round_: tuple[list[Place], list[Guest]],
) -> None:
    sessions, guests = round_
    given_ = assign(sessions, guests)
    assert list(given_) == [person.id for person in guests]
    seated = Counter(one.session_id for one in given_.values())
    fixed = Counter(person.fixed for person in guests)
    for place in sessions:
        assert place.capacity is None or seated[place.id] <= max(place.capacity, fixed[place.id])
    for person in guests:
        if person.fixed is not None:
            assert (given_[person.id].session_id, given_[person.id].got) == (person.fixed, Got.FIXED)
    if seated[None]:
        assert all(place.capacity is not None and seated[place.id] >= place.capacity for place in sessions)


def test_each_reads_why() -> None:
    sessions = places(1, 1, None)
    guests = [guest(1, 0), guest(2, 0, 1), guest(3, 0, 1, 2), guest(4, 1, 0), guest(5), guest(6, fixed=2)]
    assert {
        number: (one.session_id, one.got, one.why) for number, one in assign(sessions, guests).items()
    } == {
        1: (0, Got.FIRST, "Uw eerste keus."),
        2: (
            2,
            Got.OTHER,
            "Deze sessie had nog plaats; ‘Signalen’ (1 van 1) en ‘Geldstromen’ (1 van 1) waren vol.",
        ),
        3: (2, Got.THIRD, "Uw derde keus: ‘Signalen’ (1 van 1) en ‘Geldstromen’ (1 van 1) waren vol."),
        4: (1, Got.FIRST, "Uw eerste keus."),
        5: (2, Got.FREE, "U gaf geen voorkeur. Hier was nog plaats."),
        6: (2, Got.FIXED, "De organisatie gaf u deze plaats."),
    }


def test_who_registered_first_goes_first_among_those_with_the_same_wishes() -> None:
    given_ = assign(places(1, 1), [guest(3, 0, 1), guest(2, 0, 1), guest(1, 0, 1)])
    assert {number: one.got for number, one in given_.items()} == {
        1: Got.FIRST,
        2: Got.SECOND,
        3: Got.NONE,
    }
    assert given_[2].why == "Uw tweede keus: ‘Signalen’ (1 van 1) was vol."
    assert given_[3].why == "Alle sessies zijn vol."


def test_nobody_sees_the_same_session_twice_where_there_is_another() -> None:
    again = guest(1, 0, 1, seen=frozenset({"Signalen"}))
    assert assign(places(5, 5), [again])[1].why == "Uw tweede keus: ‘Signalen’ ziet u in een andere ronde."


def test_who_wished_nothing_is_spread_by_the_room_there_is() -> None:
    given_ = assign(places(40, 20), [guest(number) for number in range(30)])
    assert Counter(one.session_id for one in given_.values()) == {0: 20, 1: 10}
