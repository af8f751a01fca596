"""What speakers ask for: who is silent, who is not certain, what was to be done next, what they changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.programme.problems import quoted
from app.programme.timeline import Timeline
from app.speakers.models import Speaker
from app.speakers.silence import silent_since
from app.today.known import Known
from app.today.todo import ToDo, so_many
from app.words import short_date

SURE_BY = timedelta(days=28)  # a speaker in the programme is confirmed four weeks before
PAGE, GO = "/sprekers", "Naar de sprekers"


def unsure(known: Known) -> Iterator[ToDo]:
    """Who does not answer, and who stands in the programme without being certain; each once."""
    for speaker in known.speakers:
        place = _place(known.line, speaker.person.name)
        silence = silent_since(speaker, known.werksessie, known.at, known.contacts.get(speaker.id, ()))
        stands = f"Staat in het programma bij {quoted(place)}. " if place is not None else ""
        if silence is not None:
            days = known.werksessie.silent_days
            yield ToDo(
                what=f"Bel {speaker.person.name}",
                due=silence + timedelta(days=days),
                detail=f"{stands}Stil sinds {short_date(silence)}. Nu: {speaker.status}.",
                page=PAGE,
                go=GO,
            )
        elif place is not None and speaker.status not in ("bevestigd", "vervallen"):
            yield ToDo(
                what=_ask(speaker),
                due=known.today if _left(speaker) else max(known.today, known.werksessie.date - SURE_BY),
                detail=f"{stands}Nu: {speaker.status}.",
                page=PAGE,
                go=GO,
            )


def next_steps(known: Known) -> Iterator[ToDo]:
    """What a planner wrote down to do next, with a date."""
    for speaker in known.speakers:
        if speaker.next_step and speaker.next_step_on is not None and speaker.status != "vervallen":
            yield ToDo(
                what=speaker.next_step,
                due=speaker.next_step_on,
                detail=f"Voor spreker {speaker.person.name}.",
                page=PAGE,
                go=GO,
            )


def news(known: Known) -> Iterator[ToDo]:
    """What speakers changed on their own page and nobody looked at."""
    if known.unseen:
        what = f"Bekijk {so_many(known.unseen, 'wijziging', 'wijzigingen')} van sprekers"
        yield ToDo(what=what, due=known.today, page=PAGE, go=GO)


def holes(known: Known) -> list[str]:
    """Who dropped out and still stands in the programme."""
    names = [speaker.person.name for speaker in known.speakers if _left(speaker)]
    return [name for name in names if _place(known.line, name) is not None]


def _left(speaker: Speaker) -> bool:
    return speaker.status == "afgezegd"


def _ask(speaker: Speaker) -> str:
    if _left(speaker):
        return f"Zoek iemand in de plaats van {speaker.person.name}"
    return f"Vraag {speaker.person.name} om een besluit"


def _place(line: Timeline, name: str) -> str | None:
    for timed in line.items:
        if name in timed.item.speakers:
            return timed.item.title
        for session in timed.item.parallel:
            if name in session.speakers:
                return session.title
    return None
