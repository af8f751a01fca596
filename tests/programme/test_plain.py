"""Plain JSON and the merge of two planners' work."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time

from app.programme.plain import item_from_json, merge, moment_from_json, to_json
from app.programme.plan import Item, Pillar
from tests.programme.days import MOMENTS, ROUND, WELCOME

SEEN = Item(title="Welkom", minutes=10)


def test_an_item_comes_back_from_json_as_it_was() -> None:
    for item in (WELCOME, ROUND, SEEN, replace(ROUND, uid="e-1")):
        assert item_from_json(json.loads(json.dumps(to_json(item)))) == item


def test_a_moment_comes_back_from_json_as_it_was() -> None:
    assert moment_from_json(json.loads(json.dumps(to_json(MOMENTS[0])))) == MOMENTS[0]


def test_changes_of_different_fields_are_put_together() -> None:
    mine, theirs = replace(SEEN, title="Opening"), replace(SEEN, minutes=15, starts=time(9), uid="e-1")
    assert merge(to_json(SEEN), mine, theirs) == (Item(title="Opening", minutes=15, starts=time(9)), ())


def test_changes_of_the_same_field_clash_and_mine_stays_in_the_form() -> None:
    mine, theirs = (
        replace(SEEN, title="Opening", minutes=20),
        replace(SEEN, title="Start", pillar=Pillar.VERBINDEN),
    )
    assert merge(to_json(SEEN), mine, theirs) == (
        Item(title="Opening", minutes=20, pillar=Pillar.VERBINDEN),
        ("title",),
    )


def test_the_same_change_by_both_is_no_clash() -> None:
    both = replace(SEEN, title="Opening")
    assert merge(to_json(SEEN), both, both) == (both, ())


def test_without_a_base_every_difference_is_asked() -> None:
    mine, theirs = replace(SEEN, title="Opening"), replace(SEEN, minutes=15)
    assert merge({}, mine, theirs) == (mine, ("title", "minutes"))
