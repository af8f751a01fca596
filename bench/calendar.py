"""2,000 personal appointments as bytes, beside icalendar's bare `to_ical()` on the same events.

    .venv/bin/python -m bench.calendar [--people 2000]

Ours: from the plain appointment to the bytes of the invitation (cleaning, checks, building, writing). Bare: only the
writing of finished icalendar objects, built before the clock starts. Target: at most 1.1 times as long.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from icalendar import Calendar

from app.draaiboek.file import read
from app.invitations.day import Programme, appointment_of
from app.invitations.ics import Appointment, invite
from app.mail.address import Mailbox

EXAMPLE = Path(__file__).resolve().parents[1] / "draaiboeken" / "zwolle-2023.yaml"
ROUNDS = 5
TARGET = 1.1


def appointments(people: int) -> list[Appointment]:
    """One day for each of `people` invented professionals, on the Zwolle programme."""
    draaiboek = read(EXAMPLE.read_bytes()).draaiboek
    assert draaiboek is not None
    first = appointment_of(
        Programme.of(draaiboek),
        uid="p-0@rodedraad.example",
        at=datetime(2023, 5, 9, 12, tzinfo=UTC),
        organizer=Mailbox("Rode Draad", "werksessies@rodedraad.example"),
        attendee=Mailbox("Jan de Vriës", "jan@gemeente.example"),
        url="https://rodedraad.example/aanmelding/0",
    )
    return [
        replace(
            first,
            uid=f"p-{number:012}@rodedraad.example",
            attendee=Mailbox(f"Deelnemer {number} de Vriës", f"deelnemer{number}@gemeente.example"),
            url=f"https://rodedraad.example/aanmelding/{number:032}",
            description=f"{first.description}\n{number}",
        )
        for number in range(people)
    ]


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def main(people: int) -> None:
    """Print the median of ROUNDS, the two taking turns so that a busy machine hits both."""
    ours = appointments(people)
    finished = [Calendar.from_ical(invite(appointment)) for appointment in ours]
    size = sum(len(invite(appointment)) for appointment in ours) / people
    mine, bare = [], []
    for _ in range(ROUNDS):
        mine.append(seconds(lambda: [invite(appointment) for appointment in ours]))
        bare.append(seconds(lambda: [calendar.to_ical() for calendar in finished]))
    build, write = statistics.median(mine), statistics.median(bare)
    print(f"{people} appointments of {size:.0f} bytes, median of {ROUNDS} rounds")
    print(f"invite()              {build:7.2f} s {build / people * 1000:6.2f} ms each")
    print(f"icalendar's to_ical() {write:7.2f} s {write / people * 1000:6.2f} ms each")
    print(f"ratio                 {build / write:7.2f}   target at most {TARGET}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    main(parser.parse_args().people)
