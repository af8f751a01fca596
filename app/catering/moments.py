"""Catering moments as a list that a planner keeps."""

from __future__ import annotations

from datetime import time
from typing import Any

from sqlalchemy import select

from app.catering.models import CateringMoment
from app.catering.times import starts_of, tie, uid_of
from app.extensions import db
from app.programme.listed import Values, WrongError, nothing_freed, nothing_points, text_of, time_of_text
from app.programme.models import Item, Room
from app.programme.schedule import timeline_of
from app.werksessies.models import Werksessie
from app.werksessies.slug import slug_from

AFTER, BEFORE = "na", "voor"
LONGEST_KEY = 50
MOST_MARGIN = 1000  # portions


class MomentKeeper:
    """A moment: tied to an item by its uid, or with a time of its own."""

    model: type[Any] = CateringMoment
    kind = "catering"

    def values(self, row: CateringMoment) -> Values:
        return {
            "title": row.title,
            "item": uid_of(row),
            "offset": abs(row.offset),
            "side": BEFORE if row.offset < 0 else AFTER,
            "starts": text_of(row.starts),
            "minutes": row.minutes,
            "room": row.room.name if row.room else row.unresolved.get("room"),
            "choice": row.choice,
            "margin": row.margin or None,
            "per_person": row.per_person,
            "btw": str(row.btw),
        }

    def write(self, row: CateringMoment, values: Values) -> None:
        """One that follows an item keeps the time at which it does so now, for when that item is taken out."""
        if not values["item"] and not values["starts"]:
            raise WrongError("starts", "Typ hoe laat het begint, of kies een onderdeel van het programma.")
        if (values["margin"] or 0) > MOST_MARGIN:
            raise WrongError("margin", f"Typ een marge van ten hoogste {MOST_MARGIN} porties.")
        with db.session.no_autoflush:
            row.room = _named(Room, Room.name, row, values["room"])
            row.unresolved = {"room": values["room"]} if values["room"] and row.room is None else {}
            row.title, row.choice, row.minutes = values["title"], values["choice"], values["minutes"]
            row.offset = (values["offset"] or 0) * (-1 if values["side"] == BEFORE else 1)
            row.margin, row.per_person, row.btw = (
                values["margin"] or 0,
                values["per_person"],
                int(values["btw"]),
            )
            row.key = row.key or _free_key(row)
            row.starts = time_of_text(values["starts"]) or time()
            tie(row, _named(Item, Item.uid, row, values["item"]), values["item"])
            if row.item is not None:
                if row not in db.session:  # what the item says already need not be typed again
                    row.room = row.room if values["room"] else row.item.room
                    row.minutes = row.minutes or row.item.minutes
                werksessie = db.session.get_one(Werksessie, row.werksessie_id)
                row.starts = starts_of(row, timeline_of(werksessie))

    def name(self, row: CateringMoment) -> str:
        return row.title

    let_go = staticmethod(nothing_points)
    freed = staticmethod(nothing_freed)

    def tie(self, row: CateringMoment, tied: Values) -> None:
        """Nothing points to a catering moment."""


def _named(model: Any, column: Any, row: CateringMoment, name: str | None) -> Any:
    query = select(model).where(model.werksessie_id == row.werksessie_id, column == name)
    return db.session.scalars(query).one_or_none() if name else None


def _free_key(row: CateringMoment) -> str:
    """A key that says the title, and that no other moment of this werksessie has."""
    stem = slug_from(row.title)[:LONGEST_KEY].strip("-")
    query = select(CateringMoment.key).where(CateringMoment.werksessie_id == row.werksessie_id)
    taken, key, number = set(db.session.scalars(query)), stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
