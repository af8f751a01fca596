"""The venue's terms, suppliers, materials, tasks counted from the day, and what to do when something goes wrong."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.extensions import Model, UtcDateTime
from app.programme.models import Room


class Material(Model):
    """Something that must be in a room on the day; `supplier` is who brings it, at `arrives`, local time.

    `returns`: when and how it goes back, in words. `technique`: apparatus, of which there are no more than `count` at
    one time; without a room for the whole venue.
    """

    __tablename__ = "material"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    what: Mapped[str] = mapped_column(String(200))
    count: Mapped[int] = mapped_column(default=1)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    supplier: Mapped[str] = mapped_column(String(200), default="")
    arrives: Mapped[time | None]
    returns: Mapped[str] = mapped_column(String(200), default="")
    technique: Mapped[bool] = mapped_column(default=False)
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    room: Mapped[Room | None] = relationship()


class Supplier(Model):
    """Who delivers something. `arrives` and `leaves`: local times on the day."""

    __tablename__ = "supplier"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    delivers: Mapped[str] = mapped_column(String(300), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    arrives: Mapped[time | None]
    leaves: Mapped[time | None]


class VenueTerms(Model):
    """What was agreed with the venue, and whom to ask there before and on the day."""

    __tablename__ = "venue_terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), unique=True)
    option_until: Mapped[dt.date | None]
    definite_on: Mapped[dt.date | None]
    numbers_by: Mapped[dt.date | None]
    rent: Mapped[int | None]  # cents excl. btw, of which a cancellation costs a share
    account_manager: Mapped[str] = mapped_column(String(200), default="")
    account_phone: Mapped[str] = mapped_column(String(60), default="")
    account_email: Mapped[str] = mapped_column(String(320), default="")
    floor_manager: Mapped[str] = mapped_column(String(200), default="")
    floor_phone: Mapped[str] = mapped_column(String(60), default="")
    first_aid: Mapped[str] = mapped_column(String(200), default="")  # hoofd-BHV
    first_aid_phone: Mapped[str] = mapped_column(String(60), default="")
    assembly_point: Mapped[str] = mapped_column(String(300), default="")
    emergency: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    signs: Mapped[str] = mapped_column(Text, default="")


class CancellationStep(Model):
    """After the day `after` cancelling costs `percent` of the rent; before the first step it costs nothing."""

    __tablename__ = "cancellation_step"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "after"),
        CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    after: Mapped[dt.date]
    percent: Mapped[int]


class RoomSetup(Model):
    """How a room stands for a part of the day: `setup` (theater, carré) from `starts`, local time."""

    __tablename__ = "room_setup"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id", ondelete="CASCADE"), index=True)
    starts: Mapped[time]
    setup: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(300), default="")

    room: Mapped[Room] = relationship()


class WhatIf(Model):
    """What to do when something goes otherwise than planned. The first of `roles` owns it."""

    __tablename__ = "what_if"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    when: Mapped[str] = mapped_column("case_text", Text)  # WHEN is a word of SQL
    then: Mapped[str] = mapped_column("then_text", Text)
    say: Mapped[str] = mapped_column(Text, default="")
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)


class Task(Model):
    """Due `day` calendar days or `workday` working days from the day itself; after the day is positive.

    `on_workday`: when the day falls on a day off, it is due on the working day before. The owner is a planner
    (`owner_id`) or somebody without an account (`owner_name`, `owner_email`), who ticks it off by link
    (`done_by_name`).
    """

    __tablename__ = "task"
    __table_args__ = (CheckConstraint("(day IS NULL) <> (workday IS NULL)", name="day_or_workday"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    day: Mapped[int | None]
    workday: Mapped[int | None]
    what: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    on_workday: Mapped[bool] = mapped_column(default=False)
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), index=True
    )
    owner_name: Mapped[str] = mapped_column(String(200), default="")
    owner_email: Mapped[str] = mapped_column(String(320), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    done_by_name: Mapped[str] = mapped_column(String(200), default="")

    done_by: Mapped[User | None] = relationship(foreign_keys=done_by_id)
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
