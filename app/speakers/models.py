"""Speakers: a Person with what was agreed. Their place in the programme is on the item."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model
from app.werksessies.models import Person

STATUSES = "('idee', 'benaderd', 'onder voorbehoud', 'bevestigd', 'afgezegd', 'vervallen')"


class Speaker(Model):
    """`status` in the planner's words; `fee` in euros excl. btw; `arrives` local time on the day."""

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "key"),
        UniqueConstraint("person_id"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint("fee IS NULL OR fee >= 0", name="fee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20), default="idee")
    arrives: Mapped[time | None]
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    fee: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
