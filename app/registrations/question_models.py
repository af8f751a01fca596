"""The planner's own questions on the form, and what people answered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now


class AnswerKind(StrEnum):
    """What one answers with, as planners say it."""

    SHORT = "korte tekst"
    LONG = "lange tekst"
    ONE = "één van"
    SEVERAL = "meer van"
    YES_NO = "ja of nee"
    NUMBER = "getal"


KINDS = "(" + ", ".join(f"'{kind}'" for kind in AnswerKind) + ")"


class FormQuestion(Model):
    """One question. `options`: what one chooses from. `required_since`: it must be answered.

    `shown_if_id` and `shown_if`: asked only of who gave this answer to that earlier question. `purpose` says to people
    why it is asked; the answers are removed `kept_days` calendar days after the day.
    """

    __tablename__ = "form_question"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("kept_days BETWEEN 0 AND 183", name="kept_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    help: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(12))
    options: Mapped[list[str]] = mapped_column(JSON, default=list)
    required_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shown_if_id: Mapped[int | None] = mapped_column(
        ForeignKey("form_question.id", ondelete="SET NULL"), index=True
    )
    shown_if: Mapped[str] = mapped_column(String(300), default="")
    purpose: Mapped[str] = mapped_column(String(300))
    kept_days: Mapped[int] = mapped_column(default=31)

    shown_if_question: Mapped[FormQuestion | None] = relationship(remote_side=[id])


class Answer(Model):
    """What one person answered to one question. `value`: a text, a number, true or false, or a list of options."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("registration_id", "question_id"),
        Index("ix_answer_question", "question_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("form_question.id", ondelete="CASCADE"))
    value: Mapped[Any] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    question: Mapped[FormQuestion] = relationship()
