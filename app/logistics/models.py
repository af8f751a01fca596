"""Materials, tasks counted from the day, and what to do when something goes wrong."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.extensions import Model, UtcDateTime
from app.programme.models import Room


class Material(Model):
    """Something that must be in a room on the day; `supplier` is who brings it."""

    __tablename__ = "material"
    __table_args__ = (CheckConstraint("count > 0", name="count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    what: Mapped[str] = mapped_column(String(200))
    count: Mapped[int] = mapped_column(default=1)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    supplier: Mapped[str] = mapped_column(String(200), default="")
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    room: Mapped[Room | None] = relationship()


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
    """Due `day` calendar days or `workday` working days from the day itself; after the day is positive."""

    __tablename__ = "task"
    __table_args__ = (CheckConstraint("(day IS NULL) <> (workday IS NULL)", name="day_or_workday"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    day: Mapped[int | None]
    workday: Mapped[int | None]
    what: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    done_by: Mapped[User | None] = relationship()
