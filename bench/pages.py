"""Public page, programme editor, list of registrations and its export with 100, 1,000 and 10,000 registrations.

Then the planner's first screens, tasks and budget with 40 speakers, 300 tasks and 2,000 registrations.

    .venv/bin/python -m bench.pages [--seconds 2]

Times over kept-alive connections to the real server; queries counted in this process on the same database.
"""

from __future__ import annotations

import argparse
import os
import threading
import time
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, func, insert, select, update

from app import create_app
from app.accounts.access import TOKEN, begin_session
from app.accounts.actions import planner_of_this_copy
from app.extensions import db, now
from app.logistics.models import Task
from app.registrations.exports import Format, export
from app.registrations.models import Registration, new_token
from app.registrations.names import sort_name
from app.registrations.question import Question
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Person, Werksessie
from bench.load import Client, Figures, measure
from bench.server import SLUG, bare, empty_copy, product
from config import Config

SIZES = (100, 1_000, 10_000)
PUBLIC = f"/{SLUG}"
PAGES = {
    "public page": PUBLIC,
    "form": f"/{SLUG}/aanmelden",
    "programme editor": f"/beheer/{SLUG}/programma",
    "list": f"/beheer/{SLUG}/aanmeldingen",
    "list, searched": f"/beheer/{SLUG}/aanmeldingen?q=naam+99",
    "list, narrowed": f"/beheer/{SLUG}/aanmeldingen?staat=aangemeld&volgorde=-organisatie",
    "who comes": f"/beheer/{SLUG}/aanmeldingen/verwachting",
    "twice": f"/beheer/{SLUG}/aanmeldingen/dubbel",
}
FIRST = ("Anna", "Joost", "Fatima", "Émile", "Sanne", "Karim", "Ilse", "Bram")
LAST = ("de Vries", "van den Berg", "el Amrani", "Jansen", "in ’t Veld", "Bakker", "Smit")
ORGANISATIONS = 300
FIRST_SCREENS = {
    "first screen": f"/beheer/{SLUG}",
    "over all": "/beheer",
    "tasks": f"/beheer/{SLUG}/taken",
    "budget": f"/beheer/{SLUG}/budget",
}
SPEAKERS, TASKS, PEOPLE = 40, 300, 2_000
FIRST_TARGET = 60  # ms, median
LIST_TARGET = 60  # ms, median, of 10,000
XLSX_TARGET = 3  # s, of 10,000
PUBLIC_TARGET = 0.5  # of the bare route's answers

_connections = threading.local()


def fill(app: Flask, people: int) -> None:
    """Registrations with a place, up to `people`, about whom nobody waits for a mail."""
    with app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id).where(Werksessie.slug == SLUG)).one()
        db.session.execute(update(Werksessie).values(capacity=20_000))
        domains = list(db.session.scalars(select(Domain.id).where(Domain.werksessie_id == werksessie_id)))
        known = db.session.scalars(select(func.count()).select_from(Registration)).one()
        first = (db.session.scalar(select(func.max(Person.id))) or 0) + 1
        names = [f"{FIRST[n % len(FIRST)]} {LAST[n % len(LAST)]} Naam {n}" for n in range(known, people)]
        db.session.execute(
            insert(Person),
            [
                {
                    "id": first + n,
                    "werksessie_id": werksessie_id,
                    "name": name,
                    "organisation": f"Voorbeeld {n % ORGANISATIONS}",
                    "email": f"p{first + n}@x.example",
                }
                for n, name in enumerate(names)
            ],
        )
        db.session.execute(
            insert(Registration),
            [
                {
                    "werksessie_id": werksessie_id,
                    "person_id": first + n,
                    "email_key": f"p{first + n}@x.example",
                    "sort_name": sort_name(name),
                    "domain_id": domains[n % len(domains)],
                    "token": new_token(),
                    "registered_at": now(),
                    "placed_at": now(),
                    "told": "aangemeld",
                }
                for n, name in enumerate(names)
            ],
        )
        db.session.commit()


def plan(app: Flask, speakers: int, tasks: int) -> None:
    """So many speakers who were asked a while ago, with a fee, and so many tasks around today."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        away = (werksessie.date - werksessie.local_day(now())).days
        people = [Person(werksessie_id=werksessie.id, name=f"Spreker {n}") for n in range(speakers)]
        db.session.add_all(people)
        db.session.flush()
        asked = {"status": "benaderd", "status_since": now() - timedelta(days=30), "fee": 45_000}
        for n, person in enumerate(people):
            row = {
                "werksessie_id": werksessie.id,
                "position": 100 + n,
                "key": f"s{n}",
                "person_id": person.id,
            }
            db.session.add(Speaker(**row, **asked))
        db.session.execute(
            insert(Task),
            [
                {
                    "werksessie_id": werksessie.id,
                    "position": n,
                    "day": n % 90 - 30 - away,
                    "what": f"Taak {n}",
                }
                for n in range(tasks)
            ],
        )
        db.session.commit()


def planner_cookie(app: Flask) -> str:
    """The cookie of a planner who signed in."""
    with app.app_context():
        token = begin_session(planner_of_this_copy())
        db.session.commit()
    serializer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({TOKEN: token})}"


def visit(path: str, cookie: str, port: int, _number: int) -> None:
    """One page over the thread's own connection."""
    assert _client(port, cookie).get(path).status == 200


def _client(port: int, cookie: str) -> Client:
    if getattr(_connections, "port", None) != port:
        _connections.port, _connections.client = port, Client(port)
    client: Client = _connections.client
    client.cookie = cookie
    return client


def queries(app: Flask, path: str, cookie: str) -> int:
    """How many statements a page costs when the server has shown it before."""
    counted: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    client = app.test_client(use_cookies=False)
    client.get(path, headers={"Cookie": cookie})
    event.listen(engine, "before_cursor_execute", note)
    client.get(path, headers={"Cookie": cookie})
    event.remove(engine, "before_cursor_execute", note)
    return sum(not statement.startswith("BEGIN") for statement in counted)


def export_seconds(app: Flask, format_: Format) -> float:
    """How long the file of everybody takes, with its line on the record."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        planner = planner_of_this_copy()
        started = time.perf_counter()
        export(werksessie, Question(), format_, by=planner)
        return time.perf_counter() - started


def line(name: str, figures: Figures, rest: str) -> str:
    """One line of the table."""
    return f"{name:18}{figures}   {rest}"


def main() -> None:
    """Fill, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=2, help="for each measurement")
    options.add_argument("--clients", type=int, default=4, help="at once")
    given = options.parse_args()
    print(f"{os.cpu_count()} cores, {given.clients} clients, each measurement {given.seconds:g} s")
    with empty_copy() as instance, product(instance) as port, bare() as bare_port:
        _measure(instance, port, bare_port, given.clients, given.seconds)
    with empty_copy() as instance, product(instance) as port:
        _measure_first_screens(instance, port, given.clients, given.seconds)


def _measure_first_screens(instance: Path, port: int, clients: int, seconds: float) -> None:
    app = create_app(Config.from_env(os.environ | {"INSTANCE_DIR": str(instance)}))
    cookie = planner_cookie(app)
    fill(app, PEOPLE)
    plan(app, SPEAKERS, TASKS)
    print(f"\n{SPEAKERS} speakers, {TASKS} tasks, {PEOPLE} registrations")
    for name, path in FIRST_SCREENS.items():
        load = partial(visit, path, cookie)
        load(port, 0)
        alone, figures = measure(load, port, 1, seconds), measure(load, port, clients, seconds)
        size = len(_client(port, cookie).get(path).body)
        print(line(name, figures, f"{queries(app, path, cookie)} queries   {size} bytes"))
        print(f"{name}: median {alone.median:.1f} ms for one planner (target {FIRST_TARGET})")


def _measure(instance: Path, port: int, bare_port: int, clients: int, seconds: float) -> None:
    app = create_app(Config.from_env(os.environ | {"INSTANCE_DIR": str(instance)}))
    cookie = planner_cookie(app)
    for people in SIZES:
        fill(app, people)
        print(f"\n{people} registrations")
        rates, medians = {}, {}
        for name, path in PAGES.items():
            load = partial(visit, path, cookie)
            load(port, 0)
            figures = measure(load, port, clients, seconds)
            rates[name], medians[name] = figures.per_second, figures.median
            size = len(_client(port, cookie).get(path).body)
            print(line(name, figures, f"{queries(app, path, cookie)} queries   {size} bytes"))
        ok = measure(partial(visit, "/ok", ""), bare_port, clients, seconds)
        print(line("bare route", ok, ""))
        share = rates["public page"] / ok.per_second
        print(f"public page / bare route: {share:.2f} (target {PUBLIC_TARGET})")
        print(f"list: median {medians['list']:.1f} ms (target {LIST_TARGET})")
        for format_ in Format:
            print(f"{format_.value} of {people}: {export_seconds(app, format_):.2f} s (target {XLSX_TARGET})")


if __name__ == "__main__":
    main()
