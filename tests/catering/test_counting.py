"""Portions and diets: who is there, how many of them come, and what the words of a diet count as."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catering.costs import Cost, costs_of, net_total, tax_by_rate
from app.catering.counting import Eater, Part, Portions, portions_of
from app.catering.diets import OTHER, counted, group_of
from app.catering.meals import Meal

CLOCKS = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))
DIETS = st.sampled_from(["", "vegetarisch", "halal", "geen", "iets met noten"])
EATERS = st.lists(
    st.builds(
        Eater,
        person=st.integers(0, 30),
        part=st.sampled_from(Part),
        arrives=CLOCKS,
        leaves=CLOCKS,
        diet=DIETS,
    ),
    max_size=40,
)


def guest(person: int, arrives: time | None = None, leaves: time | None = None, diet: str = "") -> Eater:
    return Eater(person=person, part=Part.GUEST, arrives=arrives, leaves=leaves, diet=diet)


@given(
    EATERS, st.builds(time, st.integers(0, 23)), st.integers(0, 300), st.integers(0, 90), st.integers(0, 9)
)
def test_portions_hold_everybody_once_and_every_diet(
    eaters: list[Eater], starts: time, minutes: int, no_show: int, margin: int
) -> None:
    found = portions_of(eaters, starts, minutes, no_show, margin)
    there = {eater.person for eater in eaters if eater.there(starts, minutes)}
    assert found.registered + found.speakers + found.crew == len(there)
    assert 0 <= found.expected <= found.registered
    assert found.total >= margin + found.speakers + found.crew + found.expected
    assert sum(found.diets.values()) <= min(len(there), found.total)
    everybody = portions_of(eaters, starts, minutes, 0, margin)
    assert everybody.expected == found.registered
    assert everybody.total >= found.total
    assert portions_of([*eaters, *eaters], starts, minutes, no_show, margin) == found


@given(st.integers(0, 500), st.integers(0, 40), st.integers(0, 600))
def test_when_all_came_all_are_fed_and_never_fewer_than_speakers_and_crew(
    registered: int, others: int, turnout: int
) -> None:
    portions = Portions(registered=registered, expected=registered, speakers=others, crew=1, margin=9)
    assert portions.when_came(registered, registered) == registered + others + 1
    assert portions.when_came(registered * 2, turnout) >= others + 1


def test_who_comes_for_a_part_of_the_day_eats_in_that_part() -> None:
    eaters = [
        guest(1),
        guest(2, arrives=time(13)),
        guest(3, leaves=time(12)),
        guest(4, time(12, 30), time(13)),
    ]
    assert portions_of(eaters, time(12), 60, None, 0).registered == 2
    assert portions_of(eaters, time(11, 30), 60, None, 0).registered == 2
    assert portions_of(eaters, time(13), 0, None, 0).registered == 2


def test_a_borrel_after_midnight_belongs_to_the_day() -> None:
    eaters = [guest(1, arrives=time(13)), guest(2, leaves=time(23)), guest(3, leaves=time(1))]
    assert portions_of(eaters, time(0, 30), 60, None, 0).registered == 2


def test_a_share_stays_away_of_guests_only_and_their_diets_are_kept() -> None:
    eaters = [guest(number, diet="halal" if number < 9 else "") for number in range(10)]
    eaters += [Eater(person=99, part=Part.SPEAKER, diet="vegan"), Eater(person=99, part=Part.CREW)]
    eaters += [Eater(person=98, part=Part.CREW)]
    found = portions_of(eaters, time(12), 60, 30, 2)
    assert found == Portions(
        registered=10, expected=7, speakers=1, crew=1, margin=2, diets={"veganistisch": 1, "halal": 9}
    )
    assert found.total == 11
    assert portions_of(eaters, time(12), 60, 90, 0).total == 10  # as many as there are diets


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Vegetarisch", "vegetarisch"),
        ("ik ben vegetariër.", "vegetarisch"),
        ("VEGAN!", "veganistisch"),
        ("halal en gluten-vrij", "halal + glutenvrij"),
        ("allergie voor noten", "notenallergie"),
        ("geen noten", OTHER),
        ("ernstige notenallergie", OTHER),
        ("niet vegetarisch", OTHER),
        ("lactose-intolerant", OTHER),
        ("🥜", OTHER),
        ("geen", None),
        ("N.v.t.", None),
        ("-", None),
        ("  ", None),
    ],
)
def test_common_words_are_known_and_nothing_is_interpreted(text: str, group: str | None) -> None:
    assert group_of(text) == group


def test_diets_stand_in_one_order_with_the_rest_last() -> None:
    texts = ["pinda", "halal", "vegan", "vega", "vegetarisch", "halal en vega", "geen"]
    assert list(counted(texts).items()) == [
        ("vegetarisch", 2),
        ("veganistisch", 1),
        ("halal", 1),
        ("vegetarisch + halal", 1),
        (OTHER, 1),
    ]


def meal(portions: int, per_person: int | None, btw: int = 9, key: str = "lunch") -> Meal:
    return Meal(key=key, title=key, starts=time(12), portions=portions, per_person=per_person, btw=btw)


def test_costs_are_whole_cents_and_without_a_price_there_is_no_line() -> None:
    costs = costs_of(
        [meal(3, 1250), meal(7, 333, 21, "borrel"), meal(9, None, 9, "thee"), meal(1, 50, 9, "koek")]
    )
    assert costs == (
        Cost(key="lunch", title="lunch", portions=3, per_person=1250, btw=9),
        Cost(key="borrel", title="borrel", portions=7, per_person=333, btw=21),
        Cost(key="koek", title="koek", portions=1, per_person=50, btw=9),
    )
    assert [cost.net for cost in costs] == [3750, 2331, 50]
    assert [cost.tax for cost in costs] == [338, 490, 5]
    assert net_total(costs) == 6131
    assert tax_by_rate(costs) == {9: 343, 21: 490}
