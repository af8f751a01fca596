"""What a caterer is asked for: meals with numbers and diets, never a name. As JSON and back, and what differs. Pure.

An order is frozen as this; the page counts the same afresh each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from app.catering.diets import in_order
from app.words import clock, euros

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal:
    """One moment to serve. `starts` local time; `per_person` in cents excl. btw; `btw` in per cent."""

    key: str
    title: str
    starts: time
    minutes: int | None = None
    room: str = ""
    choice: str = ""
    portions: int
    diets: Mapping[str, int] = field(default_factory=dict)
    per_person: int | None = None
    btw: int = 9

    @property
    def ends(self) -> time | None:
        """Local time; None when nobody said how long it takes."""
        if self.minutes is None:
            return None
        at = (self.starts.hour * 60 + self.starts.minute + self.minutes) % 1440
        return time(at // 60, at % 60)

    @property
    def when(self) -> str:
        """12.15–13.00, or 12.15 when nobody said how long it takes."""
        return f"{clock(self.starts)}–{clock(self.ends)}" if self.ends else clock(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is otherwise at one meal: "Lunch", ("+2 veganistisch", "−5 totaal"). `portions`: more, or fewer."""

    title: str
    words: tuple[str, ...]
    portions: int = 0

    def __str__(self) -> str:
        return f"{self.title}: {', '.join(self.words)}"


def as_json(meals: Sequence[Meal]) -> Json:
    """What an order keeps."""
    return {"meals": [_meal_as_json(meal) for meal in meals]}


def from_json(contents: Json) -> tuple[Meal, ...]:
    """The meals of which `as_json` gave `contents`."""
    return tuple(
        Meal(**{**meal, "starts": time.fromisoformat(meal["starts"])}) for meal in contents.get("meals", ())
    )


def _meal_as_json(meal: Meal) -> Json:
    return {
        "key": meal.key,
        "title": meal.title,
        "starts": f"{meal.starts:%H:%M}",
        "minutes": meal.minutes,
        "room": meal.room,
        "choice": meal.choice,
        "portions": meal.portions,
        "diets": dict(meal.diets),
        "per_person": meal.per_person,
        "btw": meal.btw,
    }


def differences(before: Sequence[Meal], after: Sequence[Meal]) -> tuple[Change, ...]:
    """What is otherwise, in the order of `after`; what is left out comes last. Empty when nothing is."""
    known = {meal.key: meal for meal in before}
    there = {meal.key for meal in after}
    found = [change for meal in after if (change := _change(known.get(meal.key), meal))]
    gone = [
        Change(
            title=meal.title, words=("vervalt", _signed(-meal.portions, "totaal")), portions=-meal.portions
        )
        for meal in before
        if meal.key not in there
    ]
    return (*found, *gone)


def _change(was: Meal | None, now: Meal) -> Change | None:
    if was is None:
        new = ("nieuw", f"om {clock(now.starts)}", _signed(now.portions, "totaal"))
        return Change(title=now.title, words=new, portions=now.portions)
    words = (*_numbers(was, now), *_around(was, now))
    return Change(title=now.title, words=words, portions=now.portions - was.portions) if words else None


def _numbers(was: Meal, now: Meal) -> Iterator[str]:
    for group in in_order((*was.diets, *now.diets)):
        if more := now.diets.get(group, 0) - was.diets.get(group, 0):
            yield _signed(more, group)
    if more := now.portions - was.portions:
        yield _signed(more, "totaal")


def _around(was: Meal, now: Meal) -> Iterator[str]:
    if was.title != now.title:
        yield f"heette eerst {was.title}"
    if (was.starts, was.minutes) != (now.starts, now.minutes):
        yield f"{now.when} in plaats van {was.when}"
    if was.room != now.room:
        yield f"zaal: {now.room or 'nog niet bekend'}"
    if was.choice != now.choice:
        yield f"wat u serveert: {now.choice or 'nog niet bekend'}"
    if (was.per_person, was.btw) != (now.per_person, now.btw):
        price = "nog geen" if now.per_person is None else f"{euros(now.per_person)} ({now.btw} % btw)"
        yield f"prijs per portie: {price}"


def _signed(more: int, what: str) -> str:
    """+2 veganistisch, −5 totaal: with a real minus sign"""
    return f"{'+' if more > 0 else '−'}{abs(more)} {what}"
