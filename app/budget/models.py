"""Costs that a planner wrote down."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.extensions import Model


class BudgetLine(Model):
    """A cost that a planner wrote down, in cents excl. btw. Catering and fees count by themselves.

    `estimate` at first, `committed` what was agreed, `actual` what was billed; None: not yet. `btw` in per cent.
    Dated facts: `quoted_on` (offerte), `ordered_on` (opdracht, with `obligation`, the verplichtingennummer),
    `invoiced_on` (factuur), `paid_on`. `source` names the line of the plan that it stands for ("speaker:lector"), ""
    for a line of its own.
    """

    __tablename__ = "budget_line"
    __table_args__ = (CheckConstraint("btw BETWEEN 0 AND 100", name="btw"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    line: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(120), default="")
    supplier: Mapped[str] = mapped_column(String(200), default="")
    estimate: Mapped[int]
    committed: Mapped[int | None]
    actual: Mapped[int | None]
    btw: Mapped[int] = mapped_column(default=21)
    obligation: Mapped[str] = mapped_column(String(60), default="")
    quoted_on: Mapped[dt.date | None]
    ordered_on: Mapped[dt.date | None]
    invoiced_on: Mapped[dt.date | None]
    paid_on: Mapped[dt.date | None]
