"""The lines of the budget that a planner writes: costs by hand, and facts beside a line of the plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.accounts.audit import record
from app.accounts.models import User
from app.budget.models import BudgetLine
from app.budget.plan_costs import lines_of_the_plan
from app.extensions import db
from app.programme.listed import Values, day_of_text, rows_of, text_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

OF_THE_PLAN = ("line", "estimate")  # not asked where the plan itself tells them
FACTS = ("supplier", "committed", "actual", "btw", "obligation")
DAYS = ("quoted_on", "ordered_on", "invoiced_on", "paid_on")


class LineKeeper:
    """One line. Beside a line of the plan its name and estimate are the plan's."""

    model: type[Any] = BudgetLine
    kind = "budget_line"

    def values(self, row: BudgetLine) -> Values:
        own = {} if row.source else {name: getattr(row, name) for name in OF_THE_PLAN}
        facts = {name: getattr(row, name) for name in FACTS}
        return own | facts | {name: text_of(getattr(row, name)) for name in DAYS}

    def write(self, row: BudgetLine, values: Values) -> None:
        for name in FACTS:
            setattr(row, name, values[name])
        for name in DAYS:
            setattr(row, name, day_of_text(values[name]))
        row.line = values.get("line", row.line or "")
        row.estimate = values.get("estimate", row.estimate or 0)

    def name(self, row: BudgetLine) -> str:
        return row.line

    def let_go(self, row: BudgetLine) -> Values:
        return {"source": row.source, "line": row.line}

    def freed(self, tied: Values) -> str:
        return "De regel zelf blijft: die komt uit het plan." if tied["source"] else ""

    def tie(self, row: BudgetLine, tied: Values) -> None:
        """To the line of the plan that it stood beside."""
        row.source, row.line = tied["source"], tied["line"]


def take_up(werksessie: Werksessie, source: str, by: User, at: datetime) -> BudgetLine | None:
    """The row in which facts beside this line of the plan are kept, made when there is none; None: no such line."""
    wait_for_lock(werksessie)
    rows = rows_of(LineKeeper(), werksessie)
    there = next((row for row in rows if row.source == source), None) if source else None
    line = next((line for line in lines_of_the_plan(werksessie, at) if line.source == source), None)
    if there is not None or line is None:
        db.session.rollback()
        return there
    row = BudgetLine(
        werksessie_id=werksessie.id,
        position=len(rows),
        line=line.name[:200],
        source=source,
        estimate=line.estimate,
        btw=line.btw,
    )
    db.session.add(row)
    db.session.flush()
    record("budget_line.take_up", werksessie.id, by.id, row=row.id)
    db.session.commit()
    return row
