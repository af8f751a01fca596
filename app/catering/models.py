"""Catering: what is served when, to how many, on which terms, and what was ordered."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.programme.models import Item, Room


class CateringMoment(Model):
    """`per_person` in cents excl. btw, per portion; `btw` in per cent.

    Tied to the programme by `item_id`: it begins `offset` minutes from the start of that item. Without an item it
    begins at `starts`, local time; see `times.py`. `margin`: portions above what is counted. `choice`: what is served,
    in words.
    """

    __tablename__ = "catering_moment"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "key"),
        CheckConstraint("per_person IS NULL OR per_person >= 0", name="per_person"),
        CheckConstraint("minutes IS NULL OR (minutes > 0 AND minutes <= 1440)", name="minutes"),
        CheckConstraint("minutes_offset BETWEEN -1440 AND 1440", name="minutes_offset"),
        CheckConstraint("margin BETWEEN 0 AND 1000", name="margin"),
        CheckConstraint("btw BETWEEN 0 AND 100", name="btw"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id", ondelete="SET NULL"), index=True)
    offset: Mapped[int] = mapped_column("minutes_offset", default=0)
    starts: Mapped[time]
    minutes: Mapped[int | None]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    choice: Mapped[str] = mapped_column(Text, default="")
    margin: Mapped[int] = mapped_column(default=0)
    per_person: Mapped[int | None]
    btw: Mapped[int] = mapped_column(default=9)
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    room: Mapped[Room | None] = relationship()
    item: Mapped[Item | None] = relationship()


class CateringTerms(Model):
    """Who caters and on which terms. `shrink`: per cent that an order may still go down after the deadline.

    The deadline itself is `Werksessie.catering_workdays`.
    """

    __tablename__ = "catering_terms"
    __table_args__ = (CheckConstraint("shrink BETWEEN 0 AND 100", name="shrink"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), unique=True)
    caterer: Mapped[str] = mapped_column(String(200), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    shrink: Mapped[int] = mapped_column(default=0)


class CateringOrder(Model):
    """One order as it went to the caterer, never changed: `contents` has numbers and diets, and no name.

    `confirmed_at`: the caterer said yes on the own page, as `confirmed_by`. `note`: what the caterer wrote there of
    this order, one remark a line, each with who and when.
    """

    __tablename__ = "catering_order"
    __table_args__ = (UniqueConstraint("werksessie_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"))
    number: Mapped[int]
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    made_by: Mapped[str] = mapped_column(String(320), default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str] = mapped_column(String(200), default="")
