"""Advice about means and ends: which goal is worked on, by which pillar, in how much time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.programme.advice_kind import Advice, AdviceKind
from app.programme.attention import Mode, first_words, last_of, mode_of, summed, working
from app.programme.plan import Goal, Kind, Pillar
from app.programme.problems import quoted
from app.programme.timeline import TimedItem, Timeline
from app.words import count, joined

SHORTEST_GOAL = 15
WORTH_A_WORD = 15  # minutes without a goal or a pillar
HEAVIEST = 0.6  # the largest share of one pillar in all minutes with a pillar


def unserved(line: Timeline, goals: Sequence[Goal]) -> list[Goal]:
    """The goals that no item names."""
    named = {timed.item.goal for timed in line.items}
    return [goal for goal in goals if goal.id not in named]


def absent(line: Timeline) -> list[Pillar]:
    """The pillars that no item has."""
    used = {timed.item.pillar for timed in line.items}
    return [pillar for pillar in Pillar if pillar not in used]


def told(goal: Goal) -> str:
    """A goal within a sentence."""
    return quoted(goal.text.rstrip(". "))


def about_goals(line: Timeline, goals: Sequence[Goal]) -> Iterator[Advice]:
    if not goals:
        text = (
            "Bij deze werksessie staat geen doel. Vraag de opdrachtgever wat er na de dag anders moet zijn."
        )
        yield Advice(kind=AdviceKind.NO_GOALS, text=text)
    elif _some_chosen(line, goals):
        yield from (_unserved_advice(line, goal) for goal in unserved(line, goals))
    else:
        text = "Geen onderdeel werkt aan een doel van deze werksessie. Kies bij elk onderdeel een doel."
        yield Advice(kind=AdviceKind.GOALS_NOT_CHOSEN, text=text, index=working(line)[0].index)


def _some_chosen(line: Timeline, goals: Sequence[Goal]) -> bool:
    """Whether any item names a goal that exists."""
    return len(unserved(line, goals)) < len(goals)


def _unserved_advice(line: Timeline, goal: Goal) -> Advice:
    """Point at an item that has this goal's pillar and no goal, else at where a new one fits."""
    text = f"Geen onderdeel werkt aan {told(goal)}."
    if goal.pillar in absent(line):
        text = f"{text} Ook heeft geen onderdeel de pijler {goal.pillar}."
    for timed in working(line):
        if timed.item.goal is None and timed.item.pillar is goal.pillar:
            text += f" Past {quoted(timed.item.title)} erbij? Kies het doel dan daar."
            return Advice(kind=AdviceKind.GOAL_UNSERVED, text=text, index=timed.index)
    above = last_of(line, goal.pillar) or _before_closing(line)
    text += f" Voeg een onderdeel toe om te {goal.pillar}, bijvoorbeeld na {quoted(above.item.title)}."
    return Advice(kind=AdviceKind.GOAL_UNSERVED, text=text, index=above.index, add=True)


def _before_closing(line: Timeline) -> TimedItem:
    parts = working(line)
    return next((timed for timed in reversed(parts) if timed.item.kind is not Kind.AFSLUITING), parts[0])


def about_pillars(line: Timeline, goals: Sequence[Goal]) -> Iterator[Advice]:
    """Of pillars that no item has, apart from what was told with the goals."""
    missing, first, last = absent(line), working(line)[0], _before_closing(line)
    if len(missing) == len(Pillar):
        text = "Geen onderdeel heeft een pijler. Kies bij elk onderdeel: inspireren, verbinden of activeren."
        yield Advice(kind=AdviceKind.NO_PILLARS, text=text, index=first.index)
        return
    if _some_chosen(line, goals):
        told_already = {goal.pillar for goal in unserved(line, goals)}
        missing = [pillar for pillar in missing if pillar not in told_already]
    if Pillar.ACTIVEREN in missing:
        text = (
            "Geen onderdeel heeft de pijler activeren. Laat deelnemers aan het eind zelf iets afspreken, "
            f"met een trekker en een datum. Dat kan na {quoted(last.item.title)}."
        )
        yield Advice(kind=AdviceKind.NO_ACTIVATING, text=text, index=last.index, add=True)
    if Pillar.VERBINDEN in missing and first_words(line) is not None:
        text = (
            "Geen onderdeel heeft de pijler verbinden. Laat mensen vertellen wie zij zijn en waarvoor men hen "
            f"kan bellen, bijvoorbeeld na {quoted(first.item.title)}."
        )
        yield Advice(kind=AdviceKind.NO_CONNECTING, text=text, index=first.index, add=True)
    if Pillar.INSPIREREN in missing:
        text = (
            "Geen onderdeel heeft de pijler inspireren. Een kort verhaal of voorbeeld geeft mensen iets om over "
            f"te praten. Dat kan bij {quoted(first.item.title)}."
        )
        yield Advice(kind=AdviceKind.NO_INSPIRING, text=text, index=first.index)


def about_time_for_goals(line: Timeline, goals: Sequence[Goal]) -> Iterator[Advice]:
    """At most one for each goal that an item serves."""
    for goal in goals:
        parts = [timed for timed in working(line) if timed.item.goal == goal.id]
        if parts and (advice := _about_time_for(line, goal, parts)):
            yield advice


def _about_time_for(line: Timeline, goal: Goal, parts: Sequence[TimedItem]) -> Advice | None:
    longest = max(parts, key=lambda timed: timed.item.minutes)
    title, minutes = quoted(longest.item.title), summed(parts)
    pillars = {timed.item.pillar for timed in parts}
    if minutes < SHORTEST_GOAL:
        kind = AdviceKind.GOAL_SHORT
        text = f"{told(goal)} krijgt {count(minutes, 'minuut', 'minuten')}. Geef {title} meer tijd, of voeg iets toe."
    elif goal.pillar not in pillars and pillars != {None}:
        kind = AdviceKind.GOAL_OTHER_PILLAR
        text = (
            f"{told(goal)} vraagt om {goal.pillar}, maar geen onderdeel voor dit doel heeft die pijler. "
            f"Verander de aanpak of de pijler, bijvoorbeeld bij {title}."
        )
    elif first_words(line) and all(mode_of(timed.item) is Mode.LUISTEREN for timed in parts):
        kind = AdviceKind.GOAL_ONLY_HEARD
        text = (
            f"{told(goal)} heeft alleen plenaire onderdelen: {minutes} minuten luisteren. Laat mensen bij {title} "
            "vijf minuten met hun buur praten, of kies dit doel ook bij een werkvorm."
        )
    else:
        return None
    return Advice(kind=kind, text=text, index=longest.index)


def about_balance(line: Timeline) -> Iterator[Advice]:
    """Only when each pillar has some time: else `about_pillars` has said it."""
    per_pillar = line.minutes_per_pillar()
    most = max(per_pillar, key=lambda pillar: per_pillar[pillar])
    whole = sum(per_pillar.values())
    if absent(line) or per_pillar[most] <= HEAVIEST * whole:
        return
    longest = max(
        (timed for timed in line.items if timed.item.pillar is most), key=lambda timed: timed.item.minutes
    )
    rest = joined([f"{pillar} {minutes}" for pillar, minutes in per_pillar.items() if pillar is not most])
    text = (
        f"Van de {whole} minuten gaan er {per_pillar[most]} naar {most}. Verder krijgt {rest}. "
        f"Kijk of {quoted(longest.item.title)} korter kan."
    )
    yield Advice(kind=AdviceKind.OUT_OF_BALANCE, text=text, index=longest.index)


def about_loose_time(line: Timeline, goals: Sequence[Goal]) -> Iterator[Advice]:
    """Time for nothing that was promised; a closing is for all goals."""
    parts = [timed for timed in working(line) if timed.item.kind is not Kind.AFSLUITING]
    known = {goal.id for goal in goals}
    aimless = [timed for timed in parts if timed.item.goal not in known]
    unmarked = [timed for timed in parts if timed.item.pillar is None]
    for found, kind, thing, verbs in (
        (aimless, AdviceKind.WITHOUT_GOAL, "doel", ("dient", "dienen")),
        (unmarked, AdviceKind.WITHOUT_PILLAR, "pijler", ("heeft", "hebben")),
    ):
        minutes = summed(found)
        if len(found) == len(parts) or minutes < WORTH_A_WORD:
            continue
        if len(found) == 1:
            text = f"{_named(found)} ({minutes} minuten) {verbs[0]} geen {thing}. Kies er een {thing} bij."
        else:
            text = (
                f"{_named(found)} {verbs[1]} geen {thing}, samen {minutes} minuten. Kies bij elk een {thing}."
            )
        yield Advice(kind=kind, text=text, index=found[0].index)


def _named(parts: Sequence[TimedItem]) -> str:
    titles = [quoted(timed.item.title) for timed in parts[:3]]
    return joined([*titles, f"nog {len(parts) - 3}"] if len(parts) > 3 else titles)
