"""Complete registrations (form, answer, confirmation page) beside a bare Flask route, on SQLite and on PostgreSQL.

    .venv/bin/python -m bench.registration [--seconds 4] [--clients 1 16]

A registration is a new visitor: a new connection and no cookie. The bare route gets one connection per answer of
three, so that both pay for connections alike. Four ways: a plain form, by invitation, onto a full waiting list, and
choosing a session in each of two rounds. Last, 200 visitors come at once for 50 places.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from bench.load import Client, Figures, measure
from bench.registration_setting import Setting
from bench.server import SLUG, bare, empty_copy, postgres, product

TARGET = 0.1
ROUND = 20_000_000  # numbers of visits between two measurements
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
HEADING = re.compile(rb"<h1[^>]*>([^<]*)</h1>")
SESSION = re.compile(rb'name="(sessie_\d+)"[^>]* value="(\d+)"(?![^>]*disabled)')


def register(port: int, number: int, invited: bool = False) -> bytes:
    """One complete registration, in a session of each round; the heading of the confirmation."""
    client = Client(port)
    try:
        form = client.get(f"/uitnodiging/i{number}/aanmelden" if invited else f"/{SLUG}/aanmelden")
        token = TOKEN.search(form.body)
        assert form.status == 200 and token, form.status
        fields = {
            "name": f"Bezoeker {number}",
            "email": f"bezoeker-{number}@organisatie.example",
            "organisation": "Organisatie Voorbeeld",
            "domain": "onderwijs",
            "csrf_token": token[1].decode(),
            **({"uitnodiging": f"i{number}"} if invited else {}),
            **chosen(form.body, number),
        }
        sent = client.post(f"/{SLUG}/aanmelden", fields)
        assert sent.status == 303, sent.status
        receipt = client.get(sent.location)
        heading = HEADING.search(receipt.body)
        assert receipt.status == 200 and heading, receipt.status
        return heading[1]
    finally:
        client.connection.close()


def chosen(form: bytes, number: int) -> dict[str, str]:
    """A session with a seat left in each round of the form; another one for each visitor."""
    free: dict[str, list[str]] = {}
    for name, value in SESSION.findall(form):
        free.setdefault(name.decode(), []).append(value.decode())
    asked = {name.decode() for name in re.findall(rb'name="(sessie_\d+)"', form)}
    return {name: free[name][number % len(free[name])] if name in free else "later" for name in asked}


def visit(port: int, number: int) -> None:
    """One complete registration."""
    register(port, number)


def visit_invited(port: int, number: int) -> None:
    """One complete registration by a personal invitation."""
    register(port, number, invited=True)


def visit_waiting(port: int, number: int) -> None:
    """One complete registration that ends on the waiting list."""
    assert b"wachtlijst" in register(port, number)


def three_bare_answers(port: int, _number: int) -> None:
    """Three answers of the bare route on one connection: as many requests as a registration has."""
    client = Client(port)
    try:
        for _ in range(3):
            assert client.get("/ok").body == b"ok"
    finally:
        client.connection.close()


Way = tuple[str, Callable[[Setting, int], None], Callable[[int, int], None]]
WAYS: tuple[Way, ...] = (
    ("open", lambda setting, _: setting.places(1_000_000), visit),
    ("invited", lambda setting, start: setting.invite(start), visit_invited),
    ("waiting list", lambda setting, _: setting.places(1), visit_waiting),
    ("two rounds", lambda setting, _: setting.choose_sessions(1_000_000), visit),
)


def crowd(port: int, visitors: int, places: int) -> str:
    """`visitors` at once for `places`: what they were told."""
    with ThreadPoolExecutor(visitors) as pool:
        jobs = [pool.submit(register, port, 900_000_000 + number) for number in range(visitors)]
        answers = [job.exception() or job.result() for job in jobs]
    waiting = sum(isinstance(answer, bytes) and b"wachtlijst" in answer for answer in answers)
    errors = sum(not isinstance(answer, bytes) for answer in answers)
    placed = len(answers) - waiting - errors
    verdict = "as it should be" if (placed, errors) == (places, 0) else "WRONG"
    return f"{visitors} visitors for {places} places: {placed} placed, {waiting} waiting, {errors} errors, {verdict}"


def line(name: str, figures: Figures, times: int = 1) -> str:
    return f"{name:34}{figures}" + (f"   ({figures.per_second * times:.0f} answers)" if times > 1 else "")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=4, help="for each measurement")
    options.add_argument("--clients", type=int, nargs="+", default=[1, 16])
    given = options.parse_args()
    print(f"{os.cpu_count()} cores, each measurement {given.seconds:g} s")
    for database in (sqlite, postgres):
        with database() as url:
            print(f"\n{database.__name__}")
            with empty_copy() as instance, product(instance, url) as port, bare() as bare_port:
                _measure(Setting(instance, url), port, bare_port, given.clients, given.seconds)
                _crowd(Setting(instance, url), port)


@contextmanager
def sqlite() -> Iterator[str]:
    """The database that a copy has by itself."""
    yield ""


def _measure(setting: Setting, port: int, bare_port: int, clients: list[int], seconds: float) -> None:
    start = 0
    setting.plain()
    for name, prepare, one in WAYS:
        for many in clients:
            prepare(setting, start := start + ROUND)
            run = partial(measure, clients=many, seconds=seconds)
            measure(one, port, many, 0.5, start)  # warm up
            prepare(setting, start := start + ROUND)
            before = run(three_bare_answers, bare_port)
            registrations = run(one, port, start=start)
            after = run(three_bare_answers, bare_port)
            answers = 3 * (before.per_second + after.per_second) / 2
            print(line(f"{name}, {many} clients", registrations))
            ratio = registrations.per_second / answers
            print(f"    beside {answers:.0f} bare answers a second: {ratio:.3f} (target {TARGET})")


def _crowd(setting: Setting, port: int) -> None:
    """On the same copy: as many places as are taken, and 50 more."""
    setting.choose_sessions(20)
    taken = setting.taken()
    setting.places(taken + 50)
    print(crowd(port, 200, 50))
    print(f"over capacity: {setting.over_capacity() or 'nowhere'}")


if __name__ == "__main__":
    main()
