"""When the caterer has to know, what may still change after that, and what asks to be done. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.catering.meals import Change, Meal, differences
from app.werksessies.workdays import working_day
from app.words import count, day_and_month, days_left

SOON = 3  # days before the deadline that the plan begins to ask
ANSWER = 1  # working days that a caterer has to confirm


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order as it went out. `made_on` and `confirmed_on` are days by the clock of the werksessie."""

    number: int
    meals: tuple[Meal, ...]
    made_on: date
    confirmed_on: date | None = None
    confirmed_by: str = ""
    note: str = ""  # what the caterer wrote of it


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How it stands with the caterer on `today`. `now` is what is needed by what is known now; `orders` oldest first.

    `lost`: moments whose item is not in the programme any more.
    """

    today: date
    day: date
    deadline: date | None
    shrink: int
    now: tuple[Meal, ...]
    orders: tuple[Ordered, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def last(self) -> Ordered | None:
        return self.orders[-1] if self.orders else None

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and self.today > self.deadline

    @property
    def over(self) -> bool:
        return self.today > self.day

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is otherwise by now than in the last order."""
        return differences(self.last.meals, self.now) if self.last else ()

    @property
    def fixed(self) -> Ordered | None:
        """The order that stood when the deadline passed; when there was none by then, the first after it."""
        if not self.late or self.deadline is None or not self.orders:
            return None
        in_time = [order for order in self.orders if order.made_on <= self.deadline]
        return in_time[-1] if in_time else self.orders[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How it stands in a sentence; `tone` "good", "care" or "bad" (late, the only red), "" for neither."""

    text: str
    tone: str = ""


def judge(state: State) -> Judgement:
    """What a planner has to know before anything else."""
    if not state.now:
        return Judgement(text="Er staat nog geen cateringmoment in het plan.")
    if state.over:
        return Judgement(text="De dag is voorbij.")
    if state.last is None:
        return _not_ordered(state)
    name = f"Bestelling {state.last.number}"
    if state.changes:
        again = (
            "Maak een nieuwe bestelling."
            if not state.late
            else "Overleg met de cateraar, en bestel dan opnieuw."
        )
        return Judgement(text=f"Sinds {name.lower()} is er iets veranderd. {again}", tone="care")
    if state.last.confirmed_on is None:
        return Judgement(text=f"{name} klopt nog. De cateraar heeft nog niet bevestigd.", tone="care")
    who = f" door {state.last.confirmed_by}" if state.last.confirmed_by else ""
    return Judgement(
        text=f"{name} klopt nog, en is bevestigd{who} op {day_and_month(state.last.confirmed_on)}.",
        tone="good",
    )


def _not_ordered(state: State) -> Judgement:
    if state.deadline is None:
        return Judgement(
            text="Er is nog niets besteld. Vul in hoeveel werkdagen vooraf de cateraar de aantallen wil.",
            tone="care",
        )
    when = day_and_month(state.deadline)
    if state.late:
        return Judgement(
            text=f"De aantallen moesten uiterlijk {when} bij de cateraar zijn. Bel vandaag.", tone="bad"
        )
    left = days_left(state.deadline, state.today)
    near = (state.deadline - state.today).days <= SOON
    return Judgement(text=f"Bestel uiterlijk {when} ({left}).", tone="care" if near else "good")


def after_deadline(state: State) -> tuple[Judgement, ...]:
    """Per moment what the numbers did since the deadline, against the shrink that the caterer allows."""
    fixed = state.fixed
    if fixed is None:
        return ()
    before = {meal.key: meal for meal in fixed.meals}
    told = (_since(before.get(meal.key), meal, state.shrink) for meal in state.now)
    return tuple(judgement for judgement in told if judgement)


def _since(was: Meal | None, now: Meal, shrink: int) -> Judgement | None:
    if was is None:
        return Judgement(
            text=f"{now.title}: na de deadline erbij gekomen. Overleg met de cateraar.", tone="care"
        )
    less = was.portions - now.portions
    if less == 0:
        return None
    if less < 0:
        return Judgement(text=f"{now.title}: na de deadline {-less} meer. Vraag of dat nog kan.", tone="care")
    may = allowed(was.portions, shrink)
    sentence = f"{now.title}: na de deadline {less} minder; toegestaan is {shrink} %, dat {_are(may)}."
    if less <= may:
        return Judgement(text=f"{sentence} Dat past.")
    return Judgement(
        text=f"{sentence} U betaalt {count(less - may, 'portie', 'porties')} te veel.", tone="care"
    )


def allowed(portions: int, shrink: int) -> int:
    """How many portions fewer an order may become after the deadline, rounded down."""
    return portions * shrink // 100


def _are(portions: int) -> str:
    return f"{'is' if portions == 1 else 'zijn'} er {portions}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CateringTask:
    """What the plan itself asks, and takes back by itself. `due`: the day by which."""

    what: str
    detail: str
    due: date


def raised(state: State) -> tuple[CateringTask, ...]:
    """What has to be done about catering; nothing of it is stored."""
    return () if state.over or not state.now else tuple(_raised(state))


def _raised(state: State) -> Iterator[CateringTask]:
    last, deadline = state.last, state.deadline
    if last is None and deadline is not None and (deadline - state.today).days <= SOON:
        yield CateringTask(
            what="Bestel de catering", detail=f"De cateraar wil de aantallen uiterlijk {day_and_month(deadline)}.",
            due=deadline,
        )  # fmt: skip
    if last is not None and state.changes:
        yield CateringTask(
            what="Werk de bestelling bij",
            detail=f"Anders dan in bestelling {last.number}: {_first(state.changes)}",
            due=deadline if deadline is not None and not state.late else state.today,
        )
    elif last is not None and last.confirmed_on is None:
        told = (
            f"De cateraar schreef: {last.note.splitlines()[-1]}" if last.note else "Bel of mail de cateraar."
        )
        yield CateringTask(
            what=f"Bestelling {last.number} is nog niet bevestigd", detail=told,
            due=working_day(last.made_on, ANSWER),
        )  # fmt: skip
    for title in state.lost:
        yield CateringTask(
            what=f"Zet ‘{title}’ weer vast in het programma",
            detail="Het onderdeel waar dit moment bij hoorde, staat niet meer in het programma.",
            due=state.today,
        )


def _first(changes: Sequence[Change]) -> str:
    more = f" (en nog {len(changes) - 1})" if len(changes) > 1 else ""
    return f"{changes[0]}{more}."
