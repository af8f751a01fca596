"""Catering moments: what is served when, and what a portion costs."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.programme.models import Room


class CateringMoment(Model):
    """`per_person` in euros excl. btw, per expected portion; `starts` local time."""

    __tablename__ = "catering_moment"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "key"),
        CheckConstraint("per_person IS NULL OR per_person >= 0", name="per_person"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    starts: Mapped[time]
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    per_person: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    room: Mapped[Room | None] = relationship()
