"""When somebody is on stage, as rows of facts: from when to when, what, where, and what comes before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.draaiboek.contents import Draaiboek, Speaker
from app.draaiboek.print_marks import Start
from app.draaiboek.print_onepage_facts import FACT, Facts, body
from app.draaiboek.print_sheet import BODY_BOLD, INK, MUTED, regie_of
from app.pdf import Face, Paragraph, Run, Style
from app.programme.timeline import TimedItem, TimedSession, Timeline
from app.words import clock, count

TIME = Style(Face.BOLD, 14, 17.5, INK)
UNDER = Style(Face.REGULAR, 11.5, 14.5, INK)
AROUND = Style(Face.REGULAR, 11.5, 14.5, MUTED)


@dataclass(frozen=True, slots=True)
class Appearance:
    """An item in which somebody speaks, or the session of it."""

    timed: TimedItem
    session: TimedSession | None = None


def appearances(day: Timeline, key: str) -> Iterator[Appearance]:
    """Where a speaker is asked, in the order of the day."""
    for timed in day.items:
        if key in timed.item.speakers:
            yield Appearance(timed)
        for session in timed.sessions:
            if key in session.session.speakers:
                yield Appearance(timed, session)


def add_appearances(facts: Facts, label: str, day: Timeline, key: str, none: str) -> None:
    """A row for each; `none` is what it says when there are none."""
    found = list(appearances(day, key))
    for number, appearance in enumerate(found):
        sign = Start.FIXED if appearance.timed.fixed else Start.FOLLOWS
        facts.add(label if number == 0 else "en", _told(appearance, day), gap=0.3, sign=sign)
    if not found:
        facts.add(label, [body(none)])


def _told(appearance: Appearance, day: Timeline) -> list[Paragraph]:
    timed, session = appearance.timed, appearance.session
    on = session or timed
    held = session.session if session else None
    title = held.title if held else timed.item.title
    room = (held.room if held else timed.item.room) or ""
    minutes = held.minutes if held and held.minutes is not None else timed.item.minutes
    where = [room, count(minutes, "minuut", "minuten"), timed.item.title if held else ""]
    where += [count(held.capacity, "plaats", "plaatsen")] if held and held.capacity else []
    return [
        body([Run(f"{clock(on.starts)} tot {clock(on.ends)}"), Run(title, Face.REGULAR)], TIME),
        body(", ".join(filter(None, where)), UNDER),
        body(_around(timed, day), AROUND),
    ]


def _around(timed: TimedItem, day: Timeline) -> str:
    """What comes before and after."""
    before, after = day.items[: timed.index][-1:], day.items[timed.index + 1 :][:1]
    told = [f"ervoor {clock(item.starts)} {item.item.title}" for item in before]
    told += [f"erna {clock(item.starts)} {item.item.title}" for item in after]
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def add_arrival(facts: Facts, speaker: Speaker) -> None:
    """When to be there; when that is not known yet, whom to ask."""
    if speaker.arrives:
        facts.add("u bent er", [body(clock(speaker.arrives), FACT)])
    else:
        facts.add("u bent er", [body("Spreek met de regie af hoe laat u er bent.")])


def add_contact(facts: Facts, draaiboek: Draaiboek) -> None:
    """Whom to call on the day: regie, and nobody else's number."""
    regie = regie_of(draaiboek)
    if regie is None:
        facts.add("bellen", [body("Er is nog niemand voor de regie.")])
        return
    name = regie.name.split(",")[0]
    told = [Run(regie.phone or "nummer ontbreekt"), Run(f"{name}, regie", Face.REGULAR)]
    facts.add(
        "bellen", [body(told, BODY_BOLD), body("Bent u later, of klopt er iets niet? Bel meteen.", UNDER)]
    )
