"""The goals and conditions of an assignment as lists that a planner keeps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.programme.listed import Values, WrongError, nothing_freed, nothing_points
from app.programme.models import Item
from app.programme.problems import quoted
from app.werksessies.models import Condition, Goal
from app.werksessies.slug import slug_from
from app.words import count

LONGEST_KEY = 60
SHORT_KEY = 24  # characters of the name that a goal gets from its text


class GoalKeeper:
    """What is different after the day. An item that serves it points to it."""

    model: type[Any] = Goal
    kind = "goal"

    def values(self, row: Goal) -> Values:
        return {
            "text": row.text,
            "pillar": row.pillar,
            "measure": row.measure,
            "target": row.target,
            "key": row.key,
        }

    def write(self, row: Goal, values: Values) -> None:
        key = values["key"] or _short(values["text"])
        if _key_taken(row, key):
            if values["key"]:
                raise WrongError("key", f"Er is al een doel {quoted(key)}. Kies een andere korte naam.")
            key = next(free for number in range(2, 10_000) if not _key_taken(row, free := f"{key}-{number}"))
        row.key, row.text, row.pillar = key, values["text"], values["pillar"]
        row.measure, row.target = values["measure"], values["target"]
        for item in _waiting_for(row):
            item.goal = row
            item.unresolved = {name: text for name, text in item.unresolved.items() if name != "goal"}

    def name(self, row: Goal) -> str:
        return row.key

    def let_go(self, row: Goal) -> Values:
        items = db.session.scalars(select(Item).where(Item.goal_id == row.id)).all()
        for item in items:
            item.goal = None
        return {"items": [item.uid for item in items]}

    def freed(self, tied: Values) -> str:
        many = len(tied["items"])
        return f"{count(many, 'onderdeel dient', 'onderdelen dienen')} nu geen doel." if many else ""

    def tie(self, row: Goal, tied: Values) -> None:
        """The items that have no other goal by now."""
        query = select(Item).where(Item.werksessie_id == row.werksessie_id, Item.uid.in_(tied["items"]))
        for item in db.session.scalars(query):
            item.goal = item.goal or row


class ConditionKeeper:
    """A randvoorwaarde."""

    model: type[Any] = Condition
    kind = "condition"
    let_go = staticmethod(nothing_points)
    freed = staticmethod(nothing_freed)

    def values(self, row: Condition) -> Values:
        return {"text": row.text}

    def write(self, row: Condition, values: Values) -> None:
        row.text = values["text"]

    def name(self, row: Condition) -> str:
        return row.text

    def tie(self, row: Condition, tied: Values) -> None:
        """Nothing points to a condition."""


def _waiting_for(row: Goal) -> list[Item]:
    """The items of a draft that name this goal, from before it was there."""
    query = select(Item).where(Item.werksessie_id == row.werksessie_id, Item.goal_id.is_(None))
    with db.session.no_autoflush:
        return [item for item in db.session.scalars(query) if item.unresolved.get("goal") == row.key]


def _short(text: str) -> str:
    """A name made of the first words."""
    return slug_from(text)[:SHORT_KEY].strip("-") or "doel"


def _key_taken(row: Goal, key: str) -> bool:
    query = select(Goal.id).where(Goal.werksessie_id == row.werksessie_id, Goal.key == key)
    with db.session.no_autoflush:
        return any(found != row.id for found in db.session.scalars(query))
