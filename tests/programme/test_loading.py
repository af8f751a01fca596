"""What the editor's page reads straight from the tables is what the rows say."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import time

from flask import Flask

from app.programme.loading import load_items, people_registered
from app.programme.plan import Item, Step
from app.programme.rows import Choices, item_as_typed
from app.programme.schedule import items_of
from tests.factories import add_registrations, add_werksessie, werksessie_in
from tests.programme.days import PROGRAMME, ROUND, WELCOME, add_day, the_day

FULL = replace(
    WELCOME,
    starts=time(9, 35),
    droppable=True,
    parallel=(
        replace(ROUND.parallel[0], id="een", room="Zaal X", speakers=("tweede", "spreker", "niemand")),
    ),
    case="Wat ziet u?",
    steps=(Step(minutes=5, what="Lees.", round="Ronde 1", paper="gele kaart"),),
    stuck=("Sla stap 3 over.",),
    plan_b="De reserve spreekt.",
)


def test_items_are_read_as_their_rows_are_with_every_field(any_app: Flask) -> None:
    add_day(any_app, FULL, *PROGRAMME[1:], replace(WELCOME, title="Zoek", goal="weg", room="Nergens"))
    with any_app.app_context():
        day = the_day()
        loaded = load_items(day, Choices.of(day))
        assert loaded == [(row.id, item_as_typed(row)) for row in items_of(day)]
        empty = Item(title="", minutes=0)
        unset = [
            each.name
            for each in fields(Item)
            if getattr(loaded[0][1], each.name) == getattr(empty, each.name)
        ]
        assert unset == ["kind"]


def test_people_with_a_place_are_counted(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=2)
    add_registrations(any_app, "zwolle-2023", "Anna Jansen", "Bram Smit", "Cato Bakker")
    with any_app.app_context():
        assert people_registered(werksessie_in(any_app)) == 2
