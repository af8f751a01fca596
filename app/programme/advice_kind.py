"""A piece of advice about a day, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AdviceKind(StrEnum):
    """What an advice is about, as the words above it."""

    NO_GOALS = "Nog geen doel"
    GOALS_NOT_CHOSEN = "Doelen nog niet gekozen"
    GOAL_UNSERVED = "Doel zonder onderdeel"
    NO_PILLARS = "Pijlers nog niet gekozen"
    NO_ACTIVATING = "Geen activeren"
    NO_CONNECTING = "Geen verbinden"
    NO_INSPIRING = "Geen inspireren"
    ONLY_TOLD = "Activeren zonder doen"
    NO_AGREEMENTS = "Einde zonder afspraken"
    NO_CONVERSATION = "Geen gesprek"
    LATE_CONVERSATION = "Gesprek begint laat"
    LONG_LISTENING = "Veel luisteren"
    NO_BREAK = "Lang zonder pauze"
    AFTER_LUNCH = "Luisteren na de lunch"
    GOAL_SHORT = "Weinig tijd voor een doel"
    GOAL_OTHER_PILLAR = "Doel en pijler verschillen"
    GOAL_ONLY_HEARD = "Doel met alleen luisteren"
    OUT_OF_BALANCE = "Pijlers uit balans"
    WITHOUT_GOAL = "Tijd zonder doel"
    WITHOUT_PILLAR = "Tijd zonder pijler"
    GOOD_START = "Goed begin"
    GOOD_END = "Goed einde"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One piece of advice. `index`: the item where one can act on it; with `add` by a new item below that one."""

    kind: AdviceKind
    text: str
    index: int | None = None
    add: bool = False

    @property
    def good(self) -> bool:
        """Whether this is praise."""
        return self.kind in (AdviceKind.GOOD_START, AdviceKind.GOOD_END)
