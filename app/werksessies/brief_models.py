"""The opdracht besides its goals: who is concerned, who decides what, and what the client said to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.werksessies.link_models import PersonalLink


class Stakeholder(Model):
    """Somebody, or an organisation, with an interest in the werksessie."""

    __tablename__ = "stakeholder"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    interest: Mapped[str] = mapped_column(Text, default="")
    involved: Mapped[str] = mapped_column(Text, default="")  # how: asked, told, speaks


class Responsibility(Model):
    """Who decides, does, is asked and is told about one subject; names or roles, in the planner's words."""

    __tablename__ = "responsibility"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    subject: Mapped[str] = mapped_column(String(200))
    decides: Mapped[str] = mapped_column(String(200), default="")
    does: Mapped[str] = mapped_column(String(200), default="")
    asked: Mapped[str] = mapped_column(String(200), default="")
    told: Mapped[str] = mapped_column(String(200), default="")


class BriefVersion(Model):
    """The opdracht as it was laid before the client: plain data, never changed."""

    __tablename__ = "brief_version"
    __table_args__ = (UniqueConstraint("werksessie_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"))
    number: Mapped[int]
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    made_by: Mapped[str] = mapped_column(String(320), default="")

    answers: Mapped[list[BriefAnswer]] = relationship(order_by="BriefAnswer.at", cascade="all, delete-orphan")


class BriefAnswer(Model):
    """What the client said by link to one version: `approved` or not, with or without words."""

    __tablename__ = "brief_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("brief_version.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[int | None] = mapped_column(
        ForeignKey("personal_link.id", ondelete="SET NULL"), index=True
    )
    author: Mapped[str] = mapped_column(String(200))
    approved: Mapped[bool]
    text: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # the planner dealt with the comment

    link: Mapped[PersonalLink | None] = relationship()
