"""Four facts of a werksessie, each with a judgement in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.catering.due import State
from app.logistics.models import Task
from app.logistics.tasks import due_date
from app.programme.timeline import Timeline
from app.registrations.expected import expected
from app.speakers.models import Speaker
from app.werksessies.models import Werksessie
from app.werksessies.workdays import working_day
from app.words import count, duration, joined, short_date, spelled

BEHIND = 0.8  # filled for less than this share of what the calendar says
NUMBERS_BEFORE = -7  # working days: when caterers want the numbers, as long as nobody agreed otherwise
NEAR = 7  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`tone`: "good", "care" or "bad" (late, the only red), "" for neither."""

    name: str
    value: str
    judgement: str
    tone: str = ""
    note: str = ""
    page: str = ""  # after /beheer/<slug>


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Registrations: with a place, on the waiting list, to be judged, and new in the last seven days."""

    placed: int
    waiting: int
    to_judge: int
    this_week: int


def registrations(werksessie: Werksessie, counts: Counts, at: datetime) -> Fact:
    """How many people come, against the capacity and the calendar."""
    capacity = werksessie.capacity
    judgement, tone = _fullness(werksessie, counts, at)
    came = "kwam" if counts.this_week == 1 else "kwamen"
    notes = [f"De laatste week {came} er {counts.this_week} bij."] if counts.this_week else []
    if capacity and counts.placed < capacity:
        notes.insert(0, f"Nog {count(capacity - counts.placed, 'plaats', 'plaatsen')}.")
    if werksessie.no_show and counts.placed:
        notes.append(f"U verwacht er {expected(counts.placed, werksessie.no_show)}.")
    return Fact(
        name="Aanmeldingen",
        value=f"{counts.placed} van {capacity}" if capacity else str(counts.placed),
        judgement=judgement,
        tone=tone,
        note=" ".join(notes),
        page="/aanmeldingen",
    )


def _fullness(werksessie: Werksessie, counts: Counts, at: datetime) -> tuple[str, str]:
    capacity = werksessie.capacity
    if capacity and counts.placed >= capacity:
        return ("Vol", "good") if not counts.waiting else (f"Vol, {counts.waiting} op de wachtlijst", "good")
    if werksessie.published_at is None:
        return "Nog niet openbaar", ""
    if werksessie.registration_not_yet_open(at):
        return f"Opent op {short_date(werksessie.registration_opens or werksessie.date)}", ""
    if not werksessie.registration_open(at):
        return "Aanmelden is gesloten", ""
    if capacity is None:
        return "Aanmelden kan", "good"
    if counts.placed / capacity < BEHIND * _elapsed(werksessie, at):
        return "Blijft achter", "care"
    return "Op schema", "good"


def _elapsed(werksessie: Werksessie, at: datetime) -> float:
    """The share of the registration period that is behind us."""
    zone = ZoneInfo(werksessie.timezone)
    opened = werksessie.registration_opens or (werksessie.published_at or at).astimezone(zone).date()
    days = (werksessie.last_day_to_register() - opened).days + 1
    return min(max((at.astimezone(zone).date() - opened).days / days, 0.0), 1.0) if days > 0 else 1.0


def programme(line: Timeline) -> Fact:
    """Whether the day adds up."""
    blocking = sum(problem.blocking for problem in line.problems)
    others = len(line.problems) - blocking
    value, judgement, tone = "klopt", "De tijden sluiten aan", "good"
    if blocking:
        value, judgement, tone = count(blocking, "botsing", "botsingen"), "Eerst oplossen", "care"
    elif others:
        value, judgement, tone = count(others, "waarschuwing", "waarschuwingen"), "Kijk ernaar", "care"
    elif not line.items:
        value, judgement, tone = "leeg", "Voeg onderdelen toe", "care"
    note = f"{duration(line.planned_minutes)} van {duration(max(line.promised_minutes, 0))}."
    return Fact(name="Programma", value=value, judgement=judgement, tone=tone, note=note, page="/programma")


def speakers(rows: Sequence[Speaker], holes: Sequence[str] = ()) -> Fact:
    """How many speakers are certain. `holes`: who dropped out and left an open place in the programme."""
    asked = [row for row in rows if row.status not in ("afgezegd", "vervallen")]
    open_names = [row.person.name for row in asked if row.status != "bevestigd"]
    if not asked and not holes:
        return Fact(name="Sprekers", value="geen", judgement="Niemand gevraagd", page="/sprekers")
    sure = len(asked) - len(open_names)
    judgement, tone = ("Iedereen is zeker", "good")
    if holes:
        many = f"{spelled(len(holes), first=True)} open {'plek' if len(holes) == 1 else 'plekken'}"
        return Fact(
            name="Sprekers", value=f"{sure} van {len(asked)}", judgement=many, tone="care",
            note=f"Van {joined([*holes])}.", page="/sprekers",
        )  # fmt: skip
    if open_names:
        judgement, tone = f"{spelled(len(open_names), first=True)} nog niet zeker", "care"
    note = joined(open_names[:2] + ([f"nog {len(open_names) - 2}"] if len(open_names) > 2 else []))
    return Fact(
        name="Sprekers", value=f"{sure} van {len(asked)}", judgement=judgement, tone=tone,
        note=f"{note}." if note else "Bevestigd.", page="/sprekers",
    )  # fmt: skip


def catering(werksessie: Werksessie, state: State, tasks: Sequence[Task], placed: int) -> Fact:
    """How it stands with the caterer: by the last order; before there is one by the deadline."""
    if not state.now:
        return Fact(name="Catering", value="geen", judgement="Er staat niets in het plan", page="/catering")
    if state.last is not None:
        return _ordered(state)
    own = next((task for task in tasks if "catering" in task.roles), None)
    people = count(expected(placed, werksessie.no_show), "deelnemer", "deelnemers")
    note = f"Doorgeven: {people}, sprekers en ploeg; {count(len(state.now), 'moment', 'momenten')}."
    if state.deadline is None and own is not None and own.done_at is not None:
        return Fact(
            name="Catering",
            value="doorgegeven",
            judgement="Dit is klaar",
            tone="good",
            note=note,
            page="/catering",
        )
    due = state.deadline or _usual_day(werksessie, own)
    days = (due - state.today).days
    judgement, tone = ("U hebt de tijd", "good") if days > NEAR else ("Bijna zover", "care")
    if days < 0:
        judgement, tone = ("De dag is voorbij", "") if state.over else ("Te laat", "bad")
    value = f"vóór {short_date(due)}"
    return Fact(name="Catering", value=value, judgement=judgement, tone=tone, note=note, page="/catering")


def _usual_day(werksessie: Werksessie, own: Task | None) -> date:
    """Without a deadline: the day of the plan's own task for the role catering, or seven working days before."""
    return due_date(own, werksessie.date) if own else working_day(werksessie.date, NUMBERS_BEFORE)


def _ordered(state: State) -> Fact:
    order = state.last
    confirmed = order is not None and order.confirmed_on is not None
    judgement, tone = ("Bevestigd", "good") if confirmed else ("Nog niet bevestigd", "care")
    if state.changes:
        judgement, tone = "Er is iets veranderd", "care"
    note = f"Bestelling {order.number} van {short_date(order.made_on)}." if order else ""
    return Fact(
        name="Catering", value="doorgegeven", judgement=judgement, tone=tone, note=note, page="/catering"
    )
