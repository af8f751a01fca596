"""Which parallel session people wish for, and which they sit in."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.programme.models import Item, ParallelSession
from app.registrations.models import Registration

MOST_WISHES = 3


class Way(StrEnum):
    """How a round is divided."""

    WISHES = "voorkeur"  # three wishes in order, assigned by the planner in one go
    FIRST_COME = "volgorde"  # who registers first chooses first


class Round(Model):
    """A parallel block whose sessions people choose. Choosing ends with the day `closes`; None: with registration.

    `assigned_at`: when the planner last divided people over the sessions by their wishes.
    """

    __tablename__ = "choice_round"
    __table_args__ = (CheckConstraint("way IN ('voorkeur', 'volgorde')", name="way"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), unique=True)
    way: Mapped[str] = mapped_column(String(10))
    closes: Mapped[dt.date | None]
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    item: Mapped[Item] = relationship()


class Wish(Model):
    """A session that somebody wishes for; `rank` 1 is the first choice."""

    __tablename__ = "wish"
    __table_args__ = (
        UniqueConstraint("registration_id", "item_id", "rank"),
        UniqueConstraint("registration_id", "session_id"),
        CheckConstraint("rank BETWEEN 1 AND 3", name="rank"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("parallel_session.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int]


class Seat(Model):
    """Where somebody sits in one round. `fixed_since`: put there by the planner, and stays. `why`: in Dutch words."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("registration_id", "item_id"),
        Index("ix_seat_session", "session_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("parallel_session.id", ondelete="CASCADE"))
    seated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    fixed_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    why: Mapped[str] = mapped_column(String(300), default="")

    registration: Mapped[Registration] = relationship()
    session: Mapped[ParallelSession] = relationship()
