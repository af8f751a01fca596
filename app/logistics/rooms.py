"""The rooms of the venue as a list that a planner keeps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from sqlalchemy import select

from app.catering.models import CateringMoment
from app.extensions import db
from app.logistics.models import Material, RoomSetup
from app.programme.listed import Values, WrongError, text_of
from app.programme.models import Item, Moment, ParallelSession, Room
from app.programme.problems import quoted
from app.werksessies.models import Werksessie
from app.words import count

USERS: Mapping[str, Any] = {
    "item": Item,
    "session": ParallelSession,
    "moment": Moment,
    "catering": CateringMoment,
    "material": Material,
}

STANDS = "stands"  # how the room was set up in the course of the day
_SETUP = re.compile(r"(.+?)[ :=]+([0-9]{1,5})")


class RoomKeeper:
    """A room. Items, sessions, moments, catering and materials point to it."""

    model: type[Any] = Room
    kind = "room"

    def values(self, row: Room) -> Values:
        return {
            "name": row.name,
            "capacity": row.capacity,
            "accessible": None if row.accessible is None else "ja" if row.accessible else "nee",
            "setups": [f"{setup} {people}" for setup, people in row.setups.items()],
        }

    def write(self, row: Room, values: Values) -> None:
        query = select(Room.id).where(Room.werksessie_id == row.werksessie_id, Room.name == values["name"])
        with db.session.no_autoflush:
            if any(found != row.id for found in db.session.scalars(query)):
                raise WrongError("name", f"Er is al een zaal {quoted(values['name'])}. Kies een andere naam.")
        setups = _setups(values.get("setups") or ())
        row.name, row.capacity = values["name"], values["capacity"]
        row.accessible = {"ja": True, "nee": False}.get(values.get("accessible") or "")
        row.setups = setups
        for user in _waiting_for(row):
            user.room = row
            user.unresolved = {name: text for name, text in user.unresolved.items() if name != "room"}

    def name(self, row: Room) -> str:
        return row.name

    def let_go(self, row: Room) -> Values:
        tied = {}
        for name, model in USERS.items():
            using = db.session.scalars(select(model).where(model.room_id == row.id)).all()
            for user in using:
                user.room = None
            tied[name] = [user.id for user in using]
        stands = db.session.scalars(select(RoomSetup).where(RoomSetup.room_id == row.id)).all()
        tied[STANDS] = [[text_of(one.starts), one.setup, one.note, one.position] for one in stands]
        return tied

    def freed(self, tied: Values) -> str:
        many = sum(len(tied[name]) for name in USERS)
        return f"Op {count(many, 'plek', 'plekken')} in het plan staat nu geen zaal." if many else ""

    def tie(self, row: Room, tied: Values) -> None:
        """What has no other room by now."""
        for name, model in USERS.items():
            for user in db.session.scalars(select(model).where(model.id.in_(tied[name]))):
                user.room = user.room or row
        for starts, setup, note, position in tied.get(STANDS, []):
            stand = RoomSetup(werksessie_id=row.werksessie_id, position=position, setup=setup, note=note)
            stand.room, stand.starts = row, time.fromisoformat(starts)
            db.session.add(stand)


def _setups(lines: Iterable[str]) -> dict[str, int]:
    """From "theater 80" to {"theater": 80}. Raises WrongError."""
    read = {}
    for line in lines:
        found = _SETUP.fullmatch(line.strip())
        if found is None or not int(found[2]):
            raise WrongError(
                "setups", f"Typ een opstelling en een aantal, bijvoorbeeld theater 80. Nu staat er: {line}."
            )
        read[found[1].strip()] = int(found[2])
    return read


def _waiting_for(row: Room) -> list[Any]:
    """What a draft put in this room, from before it was there."""
    found: list[Any] = []
    with db.session.no_autoflush:
        for model in USERS.values():
            query = select(model).where(model.room_id.is_(None))
            owner = query.join(Item) if model is ParallelSession else query
            owned = Item if model is ParallelSession else model
            found += db.session.scalars(owner.where(owned.werksessie_id == row.werksessie_id)).all()
    return [user for user in found if user.unresolved.get("room") == row.name]


def uses_of(werksessie: Werksessie) -> dict[int, list[str]]:
    """What happens in each room, by its id."""
    uses: dict[int, list[str]] = defaultdict(list)
    sessions = (
        select(ParallelSession.room_id, ParallelSession.title)
        .join(Item)
        .where(Item.werksessie_id == werksessie.id)
        .order_by(Item.position, ParallelSession.position)
    )
    for query in (
        _named(Item, Item.title, werksessie),
        sessions,
        _named(Moment, Moment.what, werksessie),
        _named(CateringMoment, CateringMoment.title, werksessie),
        _named(Material, Material.what, werksessie),
    ):
        for room_id, title in db.session.execute(query):
            if room_id is not None and quoted(title) not in uses[room_id]:
                uses[room_id].append(quoted(title))
    return uses


def _named(model: Any, title: Any, werksessie: Werksessie) -> Any:
    query = select(model.room_id, title).where(model.werksessie_id == werksessie.id)
    return query.order_by(model.position)
