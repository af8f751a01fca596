"""Orders as plain data: what they keep, and what is otherwise from one to the next."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from app.catering.diets import GROUPS, OTHER
from app.catering.meals import Change, Meal, as_json, differences, from_json

MEALS = st.lists(
    st.builds(
        Meal,
        key=st.sampled_from("abcd"),
        title=st.sampled_from(["Lunch", "Borrel"]),
        starts=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        minutes=st.none() | st.integers(1, 300),
        room=st.sampled_from(["", "Foyer"]),
        choice=st.sampled_from(["", "Soep"]),
        portions=st.integers(0, 300),
        diets=st.dictionaries(st.sampled_from([*GROUPS, OTHER, "halal + glutenvrij"]), st.integers(1, 40)),
        per_person=st.none() | st.integers(0, 5000),
        btw=st.sampled_from([0, 9, 21]),
    ),
    unique_by=lambda meal: meal.key,
    max_size=4,
).map(tuple)
NUMBER = re.compile(r"([+−])(\d+) (.+)")
LUNCH = Meal(
    key="lunch", title="Lunch", starts=time(12, 15), minutes=45, room="Foyer", portions=92,
    diets={"vegetarisch": 8}, per_person=1250,
)  # fmt: skip


@given(MEALS)
def test_an_order_keeps_everything_and_does_not_differ_from_itself(meals: tuple[Meal, ...]) -> None:
    kept = from_json(json.loads(json.dumps(as_json(meals))))
    assert kept == meals
    assert differences(meals, kept) == ()


@given(MEALS, MEALS)
def test_what_differs_added_to_what_was_gives_what_is(
    before: tuple[Meal, ...], after: tuple[Meal, ...]
) -> None:
    changes = differences(before, after)
    assert sum(change.portions for change in changes) == _portions(after) - _portions(before)
    assert bool(changes) == (sorted(map(repr, map(_plain, before))) != sorted(map(repr, map(_plain, after))))
    same = {meal.key for meal in before} & {meal.key for meal in after}
    titles = {meal.title for meal in (*before, *after) if meal.key not in same}
    for change in changes:
        if change.title not in titles:
            told = {
                m[3]: int(f"{'-' if m[1] == '−' else ''}{m[2]}")
                for w in change.words
                if (m := NUMBER.fullmatch(w))
            }
            assert told.get("totaal", 0) == change.portions


def _told(change: Change) -> dict[str, int]:
    found = filter(None, map(NUMBER.fullmatch, change.words))
    return {told[3]: int(told[2]) * (-1 if told[1] == "−" else 1) for told in found}


def _portions(meals: tuple[Meal, ...]) -> int:
    return sum(meal.portions for meal in meals)


def _plain(meal: Meal) -> object:
    return replace(meal, diets=tuple(sorted(meal.diets.items())))  # type: ignore[arg-type]


def test_a_difference_is_told_as_a_caterer_reads_it() -> None:
    after = replace(
        LUNCH, portions=87, diets={"vegetarisch": 7, "veganistisch": 2}, starts=time(12, 30), room=""
    )
    borrel = Meal(key="borrel", title="Borrel", starts=time(17), portions=60)
    assert list(map(str, differences((LUNCH,), (after, borrel)))) == [
        "Lunch: −1 vegetarisch, +2 veganistisch, −5 totaal, 12.30–13.15 in plaats van 12.15–13.00, "
        "zaal: nog niet bekend",
        "Borrel: nieuw, om 17.00, +60 totaal",
    ]
    assert list(map(str, differences((LUNCH, borrel), (replace(LUNCH, per_person=1300, btw=21),)))) == [
        "Lunch: prijs per portie: € 13,00 (21 % btw)",
        "Borrel: vervalt, −60 totaal",
    ]
