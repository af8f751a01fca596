"""The rode draad of one day as a page shows it: goals against items, listening against talking and doing, advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.programme import plan
from app.programme.advice import Advice, AdviceKind, advise, long_listening, unserved
from app.programme.attention import Mode, mode_of, summed, working
from app.programme.models import Item
from app.programme.problems import quoted
from app.programme.schedule import items_of, timeline_of
from app.programme.timeline import TimedItem, Timeline
from app.programme.weave import TALL, WIDE, Scale, Weave, scale, weave
from app.werksessies.models import Werksessie
from app.words import clock, count, joined, spelled

MOST_NAMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """An advice with the item it points at, if any; `label` is what its link says."""

    advice: Advice
    item: Item | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One goal, the items that serve it with their times, and in words how."""

    goal: plan.Goal
    parts: tuple[tuple[Item, TimedItem], ...]
    minutes: int
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The minutes in which participants listen, talk or act; `percent` of all three together."""

    mode: Mode
    minutes: int
    percent: int
    titles: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The weave and its hours and hooks, on wide and on narrow screens."""

    wide: Weave
    tall: Weave
    wide_scale: Scale
    tall_scale: Scale
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All that the page shows."""

    lead: str
    aimed: int  # minutes of items that serve a goal
    advice: tuple[Pointed, ...]
    goals: tuple[Served, ...]
    shares: tuple[Share, ...]
    drawing: Drawing | None

    @classmethod
    def of(cls, werksessie: Werksessie) -> Thread:
        """Everything of one werksessie, in a fixed number of queries."""
        items = items_of(werksessie)
        line = timeline_of(werksessie, items, [])
        goals = [
            plan.Goal(id=row.key, text=row.text, pillar=plan.Pillar(row.pillar), measure=row.measure)
            for row in werksessie.goals
        ]
        advice = advise(line, goals)
        served = tuple(_served(goal, line, items) for goal in goals)
        return cls(
            lead=_lead(line, goals, advice),
            aimed=sum(goal.minutes for goal in served),
            advice=tuple(_pointed(one, items) for one in advice),
            goals=served,
            shares=_shares(line),
            drawing=_drawing(line),
        )


def _lead(line: Timeline, goals: Sequence[plan.Goal], advice: Sequence[Advice]) -> str:
    """In two sentences how the day stands."""
    if not working(line):
        return "Er is nog niets waarin deelnemers luisteren, praten of iets doen. Voeg onderdelen toe."
    to_do = sum(not one.good for one in advice)
    verdict = ["Elk doel krijgt tijd."] if goals and not unserved(line, goals) else []
    if any(one.kind is AdviceKind.GOOD_END for one in advice):
        verdict.append("De dag eindigt met activeren.")
    if to_do:
        verb = "vraagt" if to_do == 1 else "vragen"
        points = "punt" if to_do == 1 else "punten"
        verdict.append(f"{spelled(to_do, first=True)} {points} {verb} aandacht.")
    elif not verdict:
        verdict.append("De pijlers zijn in balans.")
    return " ".join(verdict)


def _pointed(advice: Advice, items: Sequence[Item]) -> Pointed:
    if advice.index is None:
        return Pointed(advice=advice, item=None, label="Naar de opdracht")
    item = items[advice.index]
    label = f"Voeg iets toe na {quoted(item.title)}" if advice.add else f"Naar {quoted(item.title)}"
    return Pointed(advice=advice, item=item, label=label)


def _served(goal: plan.Goal, line: Timeline, items: Sequence[Item]) -> Served:
    parts = [timed for timed in line.items if timed.item.goal == goal.id]
    return Served(
        goal=goal,
        parts=tuple((items[timed.index], timed) for timed in parts),
        minutes=summed(parts),
        how=_how(parts),
    )


def _how(parts: Sequence[TimedItem]) -> str:
    """Tussen 09.50 en 15.10: 145 minuten praten en 15 minuten luisteren."""
    if not parts:
        return "Nog geen onderdeel werkt aan dit doel."
    minutes = {mode: summed(timed for timed in parts if mode_of(timed.item) is mode) for mode in Mode}
    most_first = sorted(minutes, key=lambda mode: -minutes[mode])
    said = joined(
        [f"{count(minutes[mode], 'minuut', 'minuten')} {mode}" for mode in most_first if minutes[mode]]
    )
    return f"Tussen {clock(parts[0].starts)} en {clock(parts[-1].ends)}: {said or 'alleen pauze'}."


def _shares(line: Timeline) -> tuple[Share, ...]:
    parts = working(line)
    each = {mode: [timed for timed in parts if mode_of(timed.item) is mode] for mode in Mode}
    minutes = [summed(mine) for mine in each.values()]
    return tuple(
        Share(mode=mode, minutes=summed(mine), percent=percent, titles=_titles(mine))
        for (mode, mine), percent in zip(each.items(), percentages(minutes), strict=True)
    )


def percentages(amounts: Sequence[int]) -> list[int]:
    """Whole percentages that are 100 together, by the largest remainder; of nothing each has 0."""
    whole = sum(amounts)
    if not whole:
        return [0] * len(amounts)
    percents = [100 * amount // whole for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda place: -(100 * amounts[place] % whole))
    for place in by_remainder[: 100 - sum(percents)]:
        percents[place] += 1
    return percents


def _titles(parts: Sequence[TimedItem]) -> str:
    """The longest first, since those say most."""
    longest = sorted(parts, key=lambda timed: -timed.item.minutes)
    titles = list(dict.fromkeys(timed.item.title for timed in longest))
    more = [f"nog {len(titles) - MOST_NAMES}"] if len(titles) > MOST_NAMES else []
    return joined([*titles[:MOST_NAMES], *more]) or "niets"


def _drawing(line: Timeline) -> Drawing | None:
    wide, tall = weave(line, WIDE), weave(line, TALL)
    if wide is None or tall is None:
        return None
    hooked = long_listening(line)
    caption = "De draad loopt van onderdeel naar onderdeel."
    if hooked:
        spans = [
            f"{stretch.minutes} minuten van {clock(stretch.starts)} tot {clock(stretch.ends)}"
            for stretch in hooked
        ]
        caption += f" Een haak wijst aan waar de zaal alleen luistert: {joined(spans)}."
    return Drawing(
        wide=wide,
        tall=tall,
        wide_scale=scale(line, WIDE, hooked),
        tall_scale=scale(line, TALL, hooked),
        caption=caption,
    )
