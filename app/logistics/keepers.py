"""Suppliers, materials, steps of the cancellation ladder and how rooms stand, as lists that a planner keeps."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.logistics.models import CancellationStep, Material, RoomSetup, Supplier
from app.programme.listed import (
    Values,
    WrongError,
    day_of_text,
    nothing_freed,
    nothing_points,
    text_of,
    time_of_text,
)
from app.programme.models import Room
from app.words import day_and_month

SUPPLIER = ("name", "delivers", "contact", "phone", "email")
MATERIAL = ("what", "supplier", "returns", "technique")


class _Keeper:
    """What nothing else points to."""

    let_go = staticmethod(nothing_points)
    freed = staticmethod(nothing_freed)

    def tie(self, row: Any, tied: Values) -> None:
        """Nothing points to it."""


class SupplierKeeper(_Keeper):
    model: type[Any] = Supplier
    kind = "supplier"

    def values(self, row: Supplier) -> Values:
        plain = {name: getattr(row, name) for name in SUPPLIER}
        return plain | {"arrives": text_of(row.arrives), "leaves": text_of(row.leaves)}

    def write(self, row: Supplier, values: Values) -> None:
        for name in SUPPLIER:
            setattr(row, name, values[name])
        row.arrives, row.leaves = time_of_text(values["arrives"]), time_of_text(values["leaves"])

    def name(self, row: Supplier) -> str:
        return row.name


class MaterialKeeper(_Keeper):
    model: type[Any] = Material
    kind = "material"

    def values(self, row: Material) -> Values:
        plain = {name: getattr(row, name) for name in MATERIAL}
        room = row.room.name if row.room else row.unresolved.get("room")
        return plain | {"count": row.count, "room": room, "arrives": text_of(row.arrives)}

    def write(self, row: Material, values: Values) -> None:
        room = _room(row, values["room"])
        for name in MATERIAL:
            setattr(row, name, values[name])
        row.count, row.arrives = values["count"] or 1, time_of_text(values["arrives"])
        row.room = room
        row.unresolved = {"room": values["room"]} if values["room"] and room is None else {}

    def name(self, row: Material) -> str:
        return row.what


class CancellationKeeper(_Keeper):
    model: type[Any] = CancellationStep
    kind = "cancellation"

    def values(self, row: CancellationStep) -> Values:
        return {"after": text_of(row.after), "percent": row.percent}

    def write(self, row: CancellationStep, values: Values) -> None:
        after = day_of_text(values["after"])
        if after is None:
            raise WrongError("after", "Kies de dag waarna annuleren dit kost.")
        if not 1 <= (values["percent"] or 0) <= 100:
            raise WrongError("percent", "Typ een percentage van 1 tot en met 100.")
        query = select(CancellationStep.id).where(
            CancellationStep.werksessie_id == row.werksessie_id, CancellationStep.after == after
        )
        with db.session.no_autoflush:
            if any(found != row.id for found in db.session.scalars(query)):
                raise WrongError("after", "Voor deze dag staat er al een stap. Wijzig die.")
        row.after, row.percent = after, values["percent"]

    def name(self, row: CancellationStep) -> str:
        return f"{row.percent} % na {day_and_month(row.after)}"


class SetupKeeper(_Keeper):
    model: type[Any] = RoomSetup
    kind = "setup"

    def values(self, row: RoomSetup) -> Values:
        return {"room": row.room.name, "starts": text_of(row.starts), "setup": row.setup, "note": row.note}

    def write(self, row: RoomSetup, values: Values) -> None:
        room, starts = _room(row, values["room"]), time_of_text(values["starts"])
        if room is None:
            raise WrongError("room", "Kies een zaal uit de lijst.")
        if starts is None:
            raise WrongError("starts", "Typ vanaf hoe laat de zaal zo staat, bijvoorbeeld 08.30.")
        row.room, row.starts = room, starts
        row.setup, row.note = values["setup"], values["note"]

    def name(self, row: RoomSetup) -> str:
        return f"{row.room.name}: {row.setup}"


def _room(row: Any, name: str | None) -> Room | None:
    query = select(Room).where(Room.werksessie_id == row.werksessie_id, Room.name == name)
    with db.session.no_autoflush:
        return db.session.scalars(query).one_or_none() if name else None
