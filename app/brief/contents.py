"""The opdracht as plain data: what is laid before the client, kept as a version, printed and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from sqlalchemy import select

from app.extensions import db
from app.werksessies import brief_models
from app.werksessies.models import Condition, Goal, Werksessie
from app.words import euros, full_date

NOTHING = "nog niet ingevuld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A goal: what is different, by which pillar, how that is seen, and how much is enough."""

    key: str
    text: str
    pillar: str
    measure: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder:
    """Somebody with an interest; `involved` says how: asked, told, speaks."""

    name: str
    interest: str = ""
    involved: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who decides, does, is asked and is told about one subject."""

    subject: str
    decides: str = ""
    does: str = ""
    asked: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """The opdracht. `day` and `deliver_by` as 2027-06-15 ("" for none), `frame` in cents excl. btw."""

    title: str
    client: str
    day: str
    venue: str = ""
    people: int | None = None
    occasion: str = ""
    deliver_by: str = ""
    frame: int | None = None
    goals: tuple[Aim, ...] = ()
    conditions: tuple[str, ...] = ()
    concerned: tuple[Stakeholder, ...] = ()
    duties: tuple[Responsibility, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As JSON can hold it; `of_plain` is the inverse."""
        return asdict(self)

    @classmethod
    def of_plain(cls, kept: dict[str, Any]) -> Self:
        """The brief that `plain` wrote."""
        return cls(
            **kept
            | {
                "goals": tuple(Aim(**each) for each in kept["goals"]),
                "conditions": tuple(kept["conditions"]),
                "concerned": tuple(Stakeholder(**each) for each in kept["concerned"]),
                "duties": tuple(Responsibility(**each) for each in kept["duties"]),
            }
        )


def brief_of(werksessie: Werksessie) -> Brief:
    """The opdracht as it is now, in four queries."""
    return Brief(
        title=werksessie.title,
        client=werksessie.client,
        day=werksessie.date.isoformat(),
        venue=werksessie.venue_name,
        people=werksessie.capacity,
        occasion=werksessie.occasion,
        deliver_by=werksessie.deliver_by.isoformat() if werksessie.deliver_by else "",
        frame=werksessie.budget_frame,
        goals=tuple(
            Aim(key=row.key, text=row.text, pillar=row.pillar, measure=row.measure, target=row.target)
            for row in _rows(Goal, werksessie)
        ),
        conditions=tuple(row.text for row in _rows(Condition, werksessie)),
        concerned=tuple(
            Stakeholder(name=row.name, interest=row.interest, involved=row.involved)
            for row in _rows(brief_models.Stakeholder, werksessie)
        ),
        duties=tuple(
            Responsibility(
                subject=row.subject, decides=row.decides, does=row.does, asked=row.asked, told=row.told
            )
            for row in _rows(brief_models.Responsibility, werksessie)
        ),
    )


def _rows(model: type[Any], werksessie: Werksessie) -> list[Any]:
    query = select(model).where(model.werksessie_id == werksessie.id)
    return list(db.session.scalars(query.order_by(model.position, model.id)))


def facts(brief: Brief) -> list[tuple[str, str]]:
    """The single facts in words, in the order in which one reads them; "" where nothing was filled in."""
    return [
        ("Opdrachtgever", brief.client),
        ("Werksessie", brief.title),
        ("Datum", full_date(date.fromisoformat(brief.day))),
        ("Locatie", brief.venue),
        ("Aantal plaatsen", str(brief.people or "")),
        ("Op te leveren", full_date(date.fromisoformat(brief.deliver_by)) if brief.deliver_by else ""),
        ("Budget", f"{euros(brief.frame)} excl. btw" if brief.frame is not None else ""),
    ]


def _sentences(*parts: tuple[str, str]) -> str:
    """What was filled in, each with its word before it."""
    return "; ".join(f"{word}: {text}" if word else text for word, text in parts if text)


def goal_words(aim: Aim) -> str:
    """A goal in one text, to compare it."""
    return _sentences(
        ("", aim.text), ("pijler", aim.pillar), ("gemeten", aim.measure), ("genoeg", aim.target)
    )


def concerned_words(each: Stakeholder) -> str:
    """What there is to say of a stakeholder."""
    return _sentences(("belang", each.interest), ("betrokken", each.involved))


def duty_words(duty: Responsibility) -> str:
    """Who does what about a subject."""
    return _sentences(
        ("beslist", duty.decides),
        ("doet", duty.does),
        ("wordt gevraagd", duty.asked),
        ("hoort het", duty.told),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as it was; "" for what was or is not there."""

    about: str
    was: str
    becomes: str


def differences(before: Brief, after: Brief) -> list[Difference]:
    """What changed from one opdracht to the other, in the order of the page."""
    return [
        Difference(about, was, becomes) for about, was, becomes in _compared(before, after) if was != becomes
    ]


def _compared(before: Brief, after: Brief) -> Iterator[tuple[str, str, str]]:
    yield from ((name, was, new) for (name, was), (_, new) in zip(facts(before), facts(after), strict=True))
    yield "Aanleiding", before.occasion, after.occasion
    yield from _named("Doel", *({aim.key: goal_words(aim) for aim in each.goals} for each in (before, after)))
    yield from _named(
        "Randvoorwaarde", *({text: text for text in each.conditions} for each in (before, after))
    )
    yield from _named(
        "Betrokken", *({each.name: _told(each) for each in brief.concerned} for brief in (before, after))
    )
    yield from _named(
        "Wie doet wat", *({duty.subject: _shared(duty) for duty in brief.duties} for brief in (before, after))
    )


def _told(each: Stakeholder) -> str:
    return concerned_words(each) or each.name


def _shared(duty: Responsibility) -> str:
    return duty_words(duty) or duty.subject


def _named(kind: str, before: dict[str, str], after: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*before, *after]):
        about = kind if name in (before.get(name), after.get(name)) else f"{kind}: {name}"
        yield about, before.get(name, ""), after.get(name, "")
