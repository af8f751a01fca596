"""2,000 people over 12 sessions by three wishes each, in one round.

    .venv/bin/python -m bench.assigning [--people 2000] [--sessions 12]

Target: at most 5 seconds. Wishes are spread evenly, which makes the fewest people alike and is the most work, and
unevenly, as people wish: the first session is asked for most.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from time import perf_counter

from app.registrations.assigning import Got, Guest, Place, assign

TARGET = 5.0  # seconds
FIRST = datetime(2023, 5, 9, 12, tzinfo=UTC)


def guests(people: int, sessions: int, weights: list[float]) -> list[Guest]:
    """Everybody with three wishes, the same at each run."""
    random = Random(4)
    found = []
    for number in range(people):
        wishes: list[int] = []
        while len(wishes) < min(3, sessions):
            wish = random.choices(range(sessions), weights)[0]
            if wish not in wishes:
                wishes.append(wish)
        found.append(Guest(id=number, since=FIRST + timedelta(seconds=number), wishes=tuple(wishes)))
    return found


def main() -> None:
    """Print the seconds and what people got."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--sessions", type=int, default=12)
    asked = parser.parse_args()
    seats = asked.people // asked.sessions + 1
    places = [Place(id=number, title=f"S{number}", capacity=seats) for number in range(asked.sessions)]
    for name, weights in (
        ("evenly", [1.0] * asked.sessions),
        ("unevenly", [1 / (number + 1) for number in range(asked.sessions)]),
    ):
        people = guests(asked.people, asked.sessions, weights)
        start = perf_counter()
        given = assign(places, people)
        took = perf_counter() - start
        got = Counter(one.got for one in given.values())
        told = ", ".join(f"{got[kind]} {kind.value}" for kind in Got if got[kind])
        verdict = "ok" if took <= TARGET else "TOO SLOW"
        print(f"{name:9} {took:6.2f} s (target {TARGET:.0f} s, {verdict}): {told}")


if __name__ == "__main__":
    main()
