"""What a planner agreed with others and asks of people, as frozen data: the parts that hang on `contents.Draaiboek`.

Money is in cents, excl. btw; dates and times are local.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from app.registrations.choice_models import Way
from app.registrations.question_models import AnswerKind
from app.words import Cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A field of work. `held`: seats kept for it, until the beginning of `held_until`; `aim` in per cent."""

    name: str
    held: int | None = None
    held_until: date | None = None
    aim: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How many people a room holds in one opstelling."""

    setup: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a room stands from `starts` until the next one."""

    starts: time
    setup: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationStep:
    """After the day `after` cancelling costs `percent` of the rent."""

    after: date
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueTerms:
    """What was agreed with the venue, and whom to ask there. `first_aid` is the hoofd-BHV."""

    option_until: date | None = None
    definite_on: date | None = None
    numbers_by: date | None = None
    rent: Cents | None = None
    cancellation: tuple[CancellationStep, ...] = ()
    account_manager: str = ""
    account_phone: str = ""
    account_email: str = ""
    floor_manager: str = ""
    floor_phone: str = ""
    first_aid: str = ""
    first_aid_phone: str = ""
    assembly_point: str = ""
    emergency: str = ""
    parking: str = ""
    signs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CateringTerms:
    """Who caters. `workdays`: the numbers are final so many working days before; `shrink` in per cent after that."""

    caterer: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    workdays: int | None = None
    shrink: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """Who delivers something, between `arrives` and `leaves` on the day."""

    name: str
    delivers: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    arrives: time | None = None
    leaves: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyIf:
    """Asked only of who gave this `answer` to an earlier question (one of `unique_names` of their texts)."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the planner's own on the form. `purpose` is told; answers go `kept_days` days after the day."""

    text: str
    kind: AnswerKind
    purpose: str
    help: str = ""
    options: tuple[str, ...] = ()
    required: bool = False
    only_if: OnlyIf | None = None
    kept_days: int = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """People choose a session of the parallel `item` (one of `unique_names` of the titles), until the day `closes`."""

    item: str
    way: Way = Way.WISHES
    closes: date | None = None


def unique_names(texts: Iterable[str]) -> tuple[str, ...]:
    """A name for each of `texts`, in order: the text itself, and for a later one that is alike "Pauze#2", "Pauze#3"."""
    texts = tuple(texts)
    taken = set(texts)
    seen: set[str] = set()
    names = []
    for text in texts:
        name, number = text, 1
        while name in seen or (number > 1 and name in taken):
            number += 1
            name = f"{text}#{number}"
        seen.add(name)
        names.append(name)
    return tuple(names)
