"""Advice about the course of the day: when people talk, how long they listen, when they rest, how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from app.programme.advice_kind import Advice, AdviceKind
from app.programme.attention import (
    Mode,
    Stretch,
    first_words,
    last_of,
    listening,
    mode_of,
    summed,
    without_break,
    working,
)
from app.programme.plan import Kind, Pillar
from app.programme.problems import quoted
from app.programme.timeline import TimedItem, Timeline
from app.words import clock, joined

LONGEST_LISTENING = 60  # minutes in a row
LATEST_CONVERSATION = 60  # minutes of listening before the first
EARLY_CONVERSATION = 30
LONGEST_WITHOUT_BREAK = 120
LISTENING_AFTER_LUNCH = 30  # from here on too much
LONGEST_TAIL = 30  # minutes of programme after the last activeren


def long_listening(line: Timeline) -> list[Stretch]:
    """Where the room listens too long in a row."""
    return [stretch for stretch in listening(line) if stretch.minutes > LONGEST_LISTENING]


def about_the_end(line: Timeline) -> Iterator[Advice]:
    """Only when something activates: else `NO_ACTIVATING` has said it."""
    parts = working(line)
    last = last_of(line, Pillar.ACTIVEREN)
    if last is None:
        return
    if not any(mode_of(timed.item) is Mode.DOEN for timed in parts):
        text = (
            f"{quoted(last.item.title)} heeft de pijler activeren en is plenair: de zaal luistert. "
            "Laat deelnemers eerst in een werkvorm zelf iets kiezen en opschrijven."
        )
        yield Advice(kind=AdviceKind.ONLY_TOLD, text=text, index=last.index)
    tail = sum(timed.item.minutes for timed in parts if timed.index > last.index)
    if tail > LONGEST_TAIL:
        text = (
            f"Na {quoted(last.item.title)} volgt nog {tail} minuten programma zonder activeren. Laat de tafels "
            "juist aan het eind vastleggen wie wat doet, en wanneer."
        )
        yield Advice(kind=AdviceKind.NO_AGREEMENTS, text=text, index=last.index)


def _heard_before(line: Timeline, first: TimedItem) -> list[TimedItem]:
    return [timed for timed in working(line) if timed.index < first.index]


def about_conversation(line: Timeline) -> Iterator[Advice]:
    first = first_words(line)
    if first is None:
        parts = working(line)
        longest = max(parts, key=lambda timed: timed.item.minutes)
        text = (
            f"Alles is plenair: deelnemers luisteren {summed(parts)} minuten. Voeg na "
            f"{quoted(longest.item.title)} een gesprek aan tafel toe."
        )
        yield Advice(kind=AdviceKind.NO_CONVERSATION, text=text, index=longest.index, add=True)
        return
    heard = _heard_before(line, first)
    minutes = summed(heard)
    if minutes < LATEST_CONVERSATION:
        return
    above, title = heard[0], quoted(heard[0].item.title)
    early_enough = above.item.minutes < LATEST_CONVERSATION and len(heard) > 1
    remedy = (
        f"Laat hen na {title} al tien minuten kennismaken."
        if early_enough
        else f"Maak {title} korter, of laat de zaal halverwege vijf minuten in tweetallen praten."
    )
    text = (
        f"Deelnemers luisteren eerst {minutes} minuten. Pas om {clock(first.starts)} komen zij zelf aan het "
        f"woord, bij {quoted(first.item.title)}. {remedy}"
    )
    yield Advice(kind=AdviceKind.LATE_CONVERSATION, text=text, index=above.index, add=early_enough)


def about_listening(line: Timeline) -> Iterator[Advice]:
    """After the first conversation: what comes before it is told as a late one, or as none."""
    first = first_words(line)
    if first is None:
        return
    for stretch in long_listening(line):
        if stretch.items[0].index < first.index:
            continue
        where = stretch.bulk or stretch.halfway
        title = quoted(where.item.title)
        remedy = (
            f"Laat de zaal tijdens {title} een paar keer in tweetallen praten."
            if stretch.bulk
            else f"Zet er een pauze of een gesprek tussen, bijvoorbeeld na {title}."
        )
        text = f"Van {_period(stretch)} luistert de zaal {stretch.minutes} minuten zonder pauze of gesprek. {remedy}"
        yield Advice(kind=AdviceKind.LONG_LISTENING, text=text, index=where.index, add=not stretch.bulk)


def about_breaks(line: Timeline) -> Iterator[Advice]:
    for stretch in without_break(line):
        if stretch.elapsed > LONGEST_WITHOUT_BREAK:
            where = stretch.bulk or stretch.halfway
            text = (
                f"Van {_period(stretch)} is er geen pauze. Mensen moeten even weg kunnen. Plan een kwartier, "
                f"bijvoorbeeld {'halverwege' if stretch.bulk else 'na'} {quoted(where.item.title)}."
            )
            yield Advice(kind=AdviceKind.NO_BREAK, text=text, index=where.index, add=not stretch.bulk)
    lunches = [timed.index for timed in line.items if timed.item.kind is Kind.LUNCH]
    after = next((timed for timed in working(line) if lunches and timed.index > lunches[-1]), None)
    for stretch in listening(line):
        if stretch.items[0] is after and LISTENING_AFTER_LUNCH <= stretch.minutes <= LONGEST_LISTENING:
            text = (
                f"Na de lunch luistert de zaal {stretch.minutes} minuten. Dan zijn mensen vaak moe. "
                "Begin de middag liever met een werkvorm."
            )
            yield Advice(kind=AdviceKind.AFTER_LUNCH, text=text, index=after.index)


def about_what_is_good(line: Timeline) -> Iterator[Advice]:
    first = first_words(line)
    heard = summed(_heard_before(line, first)) if first else EARLY_CONVERSATION + 1
    if first and first.item.kind is Kind.WERKVORM and heard <= EARLY_CONVERSATION:
        after = f"na {heard} minuten luisteren" if heard else "meteen bij het begin"
        text = f"Deelnemers komen om {clock(first.starts)} zelf aan het woord, {after}."
        yield Advice(kind=AdviceKind.GOOD_START, text=text, index=first.index)
    ending: list[TimedItem] = []
    for timed in reversed(working(line)):
        if timed.item.pillar is not Pillar.ACTIVEREN:
            break
        ending.insert(0, timed)
    if any(mode_of(timed.item) is Mode.DOEN for timed in ending):
        titles = joined([quoted(timed.item.title) for timed in ending[:3]])
        text = f"De dag eindigt met activeren: {titles}."
        yield Advice(kind=AdviceKind.GOOD_END, text=text, index=ending[0].index)


def _period(stretch: Stretch) -> str:
    return f"{clock(stretch.starts)} tot {clock(stretch.ends)}"
