"""What venue and caterer ask for: an option that ends, a cancellation that becomes dearer, an order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.catering.due import raised as asked_by_catering
from app.today.known import Known
from app.today.todo import ToDo
from app.words import euros, short_date

WARN = timedelta(days=14)  # before cancelling becomes dearer


def caterer(known: Known) -> Iterator[ToDo]:
    """A deadline that comes near, an order without an answer."""
    for task in asked_by_catering(known.catering):
        yield ToDo(what=task.what, due=task.due, detail=task.detail, page="/catering", go="Naar de catering")


def option(known: Known) -> Iterator[ToDo]:
    """An option on the venue that nobody made definite."""
    venue = known.venue
    if venue is None or venue.option_until is None or venue.definite_on is not None:
        return
    yield ToDo(
        what="Leg de locatie definitief vast",
        due=venue.option_until,
        detail=f"De optie loopt tot en met {short_date(venue.option_until)}.",
        page="/logistiek",
        go="Naar de locatie",
    )


def step(known: Known) -> Iterator[ToDo]:
    """The next step of the ladder: what cancelling costs after it."""
    before = 0
    for each in known.steps:
        if known.today <= each.after:
            if each.after - known.today <= WARN:
                yield ToDo(
                    what="Beslis of de werksessie doorgaat",
                    due=each.after,
                    detail=_dearer(known, short_date(each.after), before, each.percent),
                    page="/logistiek",
                    go="Naar de locatie",
                )
            return
        before = each.percent


def _dearer(known: Known, after: str, before: int, percent: int) -> str:
    instead = f"{percent} in plaats van {before} %" if before else f"{percent} % van de huur"
    rent = known.venue.rent if known.venue else None
    more = f" Dat is {euros(rent * (percent - before) // 100)} meer." if rent else ""
    return f"Na {after} kost annuleren {instead}.{more}"
