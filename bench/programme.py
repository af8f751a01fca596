"""One edit in a programme of 300 items with six rooms at once: new minutes typed in a row, from request to answer.

    .venv/bin/python -m bench.programme [--runs 60]

An edit is what a planner waits for: the POST of the minutes and the page that it leads to, over one kept-alive
connection to the real server. Queries are counted in this process on the same database, also for 30 items.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from datetime import time as clock_time
from typing import Any

from flask import Flask
from sqlalchemy import event, select

from app import create_app
from app.draaiboek.contents import Draaiboek, Goal, Room, Speaker, TeamMember, Venue
from app.draaiboek.store import store
from app.extensions import db, now
from app.programme.models import Item as Row
from app.programme.plan import Anchor, Cue, Item, Kind, Pillar, Session
from bench.load import Client
from bench.pages import planner_cookie
from bench.server import empty_copy, product
from config import Config

ITEMS = 300
FEW = 30
ROOMS = 6
TARGET = 50  # ms, median
WARMING = 5  # edits before the measured ones
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True)
class Edited:
    """The programme that is edited: its page and the item of which the minutes change."""

    page: str
    item_id: int
    cookie: str


def long_day(items: int) -> Draaiboek:
    """So many items of a few minutes, each tenth a block of six sessions, each fifth with texts and cues."""
    return Draaiboek(
        title="Een lange dag",
        slug=f"dag-{items}",
        date=date(2027, 3, 11),
        starts=clock_time(0, 30),
        ends=clock_time(23, 30),
        capacity=150,
        venue=Venue(name="Stadskamer", rooms=tuple(Room(name=f"Zaal {room}") for room in range(ROOMS))),
        goals=tuple(
            Goal(id=pillar.value, text=f"Iedereen kan {pillar.value}.", pillar=pillar) for pillar in Pillar
        ),
        team=tuple(TeamMember(role=f"rol {member}", name=f"Naam {member}") for member in range(9)),
        speakers=tuple(Speaker(id=f"s{number}", name=f"Spreker {number}") for number in range(ROOMS)),
        programme=tuple(_item(number) for number in range(items)),
    )


def _item(number: int) -> Item:
    pillar = list(Pillar)[number % 3]
    item = Item(
        title=f"Onderdeel {number + 1}", minutes=4, pillar=pillar, goal=pillar.value, roles=("rol 1",)
    )
    if number % 10 == 0:
        sessions = tuple(
            Session(
                id=f"d{number}-{room}",
                title=f"Deelsessie {room}",
                room=f"Zaal {room}",
                capacity=25,
                speakers=(f"s{room}",),
            )
            for room in range(ROOMS)
        )
        return replace(item, kind=Kind.PARALLEL, parallel=sessions)
    if number % 5 == 1:
        cues = tuple(
            Cue(anchor=Anchor.START, offset=-2, what="Microfoon open", roles=("rol 2",)) for _ in "ab"
        )
        return replace(item, room="Zaal 0", say="Welkom terug.\n" * 10, do="Wacht op stilte.", cues=cues)
    return replace(item, room="Zaal 0")


def add(app: Flask, items: int) -> Edited:
    """Put a day into the copy."""
    cookie = planner_cookie(app)
    with app.app_context():
        werksessie = store(long_day(items), now())
        db.session.commit()
        first = select(Row.id).where(Row.werksessie_id == werksessie.id).order_by(Row.position)
        return Edited(f"/beheer/{werksessie.slug}/programma", db.session.scalars(first).all()[1], cookie)


def fields(edited: Edited, before: int, minutes: int, token: str) -> dict[str, str]:
    """What a row sends."""
    basis = json.dumps({f"minuten-{edited.item_id}": str(before)})
    return {f"minuten-{edited.item_id}": str(minutes), "basis": basis, "csrf_token": token}


def measure(port: int, edited: Edited, runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each edit: until it is saved, and until the page that says so is there too."""
    client = Client(port)
    client.cookie = edited.cookie
    token = TOKEN.search(client.get(edited.page).body)
    assert token
    saved, shown, before = [], [], 4
    for number in range(-WARMING, runs):
        minutes = 9 - before
        begun = time.perf_counter()
        answer = client.post(f"{edited.page}/tijden", fields(edited, before, minutes, token[1].decode()))
        between = time.perf_counter()
        page = client.get(answer.location.partition("#")[0])
        done = time.perf_counter()
        assert (answer.status, page.status) == (303, 200), (answer.status, page.status)
        before = minutes
        if number >= 0:
            saved.append((between - begun) * 1000)
            shown.append((done - begun) * 1000)
    return saved, shown


def queries(app: Flask, items: int) -> tuple[int, int]:
    """How many statements the edit of a new day of so many items takes, and how many the page after it."""
    edited, client = add(app, items), app.test_client()
    client.set_cookie(*edited.cookie.split("=", 1))
    token = TOKEN.search(client.get(edited.page).data)
    assert token
    with _counted(app) as saving:
        data = fields(edited, 4, 5, token[1].decode())
        assert client.post(f"{edited.page}/tijden", data=data).status_code == 303
    with _counted(app) as showing:
        assert client.get(edited.page).status_code == 200
    return len(saving), len(showing)


@contextmanager
def _counted(app: Flask) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def figures(times: list[float]) -> str:
    """The median and the 95th percentile."""
    return f"median {statistics.median(times):6.1f} ms   p95 {sorted(times)[int(len(times) * 0.95)]:6.1f} ms"


def main() -> None:
    """Fill, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=60, help="edits to measure")
    given = options.parse_args()
    with empty_copy() as instance, product(instance) as port:
        app = create_app(Config.from_env(os.environ | {"INSTANCE_DIR": str(instance)}))
        saved, shown = measure(port, add(app, ITEMS), given.runs)
        few, many = queries(app, FEW), queries(app, ITEMS + 1)
    print(f"{ITEMS} items, {given.runs} edits, one planner, {os.cpu_count()} cores")
    print(f"saved              {figures(saved)}")
    print(f"saved and shown    {figures(shown)}   (target: median {TARGET} ms)")
    print(f"queries            {few[0]} + {few[1]} with {FEW} items, {many[0]} + {many[1]} with {ITEMS + 1}")


if __name__ == "__main__":
    main()
