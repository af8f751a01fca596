"""Complete registrations (form, answer, confirmation page) beside a bare Flask route.

    .venv/bin/python -m bench.registration [--seconds 4]

A registration is a new visitor: a new connection and no cookie. The bare route gets one connection per answer of
three, so that both pay for connections alike. Last, 200 visitors come at once for 50 places.
"""

from __future__ import annotations

import argparse
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import create_engine, text

from bench.load import Client, Figures, measure
from bench.server import SLUG, bare, empty_copy, product

TARGET = 0.1
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
HEADING = re.compile(rb"<h1[^>]*>([^<]*)</h1>")


def register(port: int, number: int) -> bytes:
    """One complete registration; the heading of the confirmation."""
    client = Client(port)
    try:
        form = client.get(f"/{SLUG}/aanmelden")
        token = TOKEN.search(form.body)
        assert form.status == 200 and token, form.status
        fields = {
            "name": f"Bezoeker {number}",
            "email": f"bezoeker-{number}@organisatie.example",
            "organisation": "Organisatie Voorbeeld",
            "domain": "onderwijs",
            "csrf_token": token[1].decode(),
        }
        sent = client.post(f"/{SLUG}/aanmelden", fields)
        assert sent.status == 303, sent.status
        receipt = client.get(sent.location)
        heading = HEADING.search(receipt.body)
        assert receipt.status == 200 and heading, receipt.status
        return heading[1]
    finally:
        client.connection.close()


def visit(port: int, number: int) -> None:
    """One complete registration."""
    register(port, number)


def three_bare_answers(port: int, _number: int) -> None:
    """Three answers of the bare route on one connection: as many requests as a registration has."""
    client = Client(port)
    try:
        for _ in range(3):
            assert client.get("/ok").body == b"ok"
    finally:
        client.connection.close()


def set_capacity(instance: Path, capacity: int | None) -> None:
    """Change the capacity of the running copy on SQLite."""
    engine = create_engine(f"sqlite:///{instance / 'rodedraad.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE werksessie SET capacity = :capacity"), {"capacity": capacity})
    engine.dispose()


def crowd(port: int, visitors: int, places: int) -> str:
    """`visitors` at once for `places`: what they were told."""
    with ThreadPoolExecutor(visitors) as pool:
        headings = list(pool.map(lambda number: register(port, 90_000_000 + number), range(visitors)))
    waiting = sum(b"wachtlijst" in heading for heading in headings)
    placed = len(headings) - waiting
    verdict = "as it should be" if placed == places else "WRONG"
    return f"{visitors} visitors for {places} places: {placed} placed, {waiting} waiting, {verdict}"


def line(name: str, figures: Figures, times: int = 1) -> str:
    return f"{name:34}{figures}" + (f"   ({figures.per_second * times:.0f} answers)" if times > 1 else "")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=4, help="for each measurement")
    seconds = options.parse_args().seconds
    print(f"{os.cpu_count()} cores, each measurement {seconds:g} s")
    with empty_copy() as instance, product(instance) as port, bare() as bare_port:
        set_capacity(instance, 1_000_000)
        start = 0
        for clients in (1, 16):
            measure(visit, port, clients, 0.5, start := start + 20_000_000)  # warm up
            before = measure(three_bare_answers, bare_port, clients, seconds)
            registrations = measure(visit, port, clients, seconds, start := start + 20_000_000)
            after = measure(three_bare_answers, bare_port, clients, seconds)
            answers = 3 * (before.per_second + after.per_second) / 2
            print(line(f"bare route x 3, {clients} clients", before, 3))
            print(line(f"registration, {clients} clients", registrations))
            print(line(f"bare route x 3, {clients} clients", after, 3))
            ratio = registrations.per_second / answers
            print(f"registrations a second / bare answers a second: {ratio:.3f} (target {TARGET})\n")
    with empty_copy() as instance, product(instance) as port:
        set_capacity(instance, 50)
        print(crowd(port, 200, 50))


if __name__ == "__main__":
    main()
