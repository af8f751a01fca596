"""The whole budget of a werksessie: what the plan tells, what a planner wrote, and both together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.budget.lines import OWN, Facts, Judgement, Line, Totals, against, totals
from app.budget.models import BudgetLine
from app.budget.plan_costs import lines_of_the_plan
from app.extensions import db
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """`frame` of the assignment in cents excl. btw; None: none."""

    lines: Sequence[Line]
    totals: Totals
    frame: int | None
    judgement: Judgement


def budget_of(werksessie: Werksessie, at: datetime) -> Budget:
    """The budget as it stands at `at`, in a fixed number of queries."""
    query = select(BudgetLine).where(BudgetLine.werksessie_id == werksessie.id)
    rows = db.session.scalars(query.order_by(BudgetLine.position, BudgetLine.id)).all()
    lines = merged(lines_of_the_plan(werksessie, at), rows)
    summed = totals(lines)
    return Budget(
        lines=lines,
        totals=summed,
        frame=werksessie.budget_frame,
        judgement=against(werksessie.budget_frame, summed.expected.net),
    )


def merged(plan: Iterable[Line], rows: Iterable[BudgetLine]) -> list[Line]:
    """The lines of the plan with what was written beside them, then the rows by hand.

    A row beside a part that is not in the plan any more stays, without an estimate: what was agreed may be owed.
    """
    beside: dict[str, list[BudgetLine]] = {}
    own: list[BudgetLine] = []
    for row in rows:
        if row.source:
            beside.setdefault(row.source, []).append(row)
        else:
            own.append(row)
    lines = [_with_facts(line, beside) for line in plan]
    return [*lines, *_gone(beside), *map(_own, own)]


def _with_facts(line: Line, beside: dict[str, list[BudgetLine]]) -> Line:
    rows = beside.get(line.source)
    return replace(line, facts=_facts(rows.pop(0))) if rows else line


def _gone(beside: dict[str, list[BudgetLine]]) -> Iterator[Line]:
    for source, rows in beside.items():
        for row in rows:
            yield Line(group=OWN, source=source, name=row.line, estimate=0, gone=True, facts=_facts(row))


def _own(row: BudgetLine) -> Line:
    return Line(group=OWN, name=row.line, estimate=row.estimate, facts=_facts(row))


def _facts(row: BudgetLine) -> Facts:
    return Facts(
        row_id=row.id,
        supplier=row.supplier,
        committed=row.committed,
        actual=row.actual,
        btw=row.btw,
        obligation=row.obligation,
        quoted_on=row.quoted_on,
        ordered_on=row.ordered_on,
        invoiced_on=row.invoiced_on,
        paid_on=row.paid_on,
    )
