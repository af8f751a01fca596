"""The budget as a workbook: a line a cost, and the total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.budget.gather import Budget
from app.budget.lines import Line, with_tax
from app.registrations.exports import workbook

HEADS = (
    "Groep", "Regel", "Leverancier", "Geraamd excl.", "Toegezegd excl.", "Werkelijk excl.", "Verwacht excl.", "Btw %",
    "Btw", "Verwacht incl.", "Offerte", "Opdracht", "Verplichtingennummer", "Factuur", "Betaald",
)  # fmt: skip
WIDTHS = (16, 34, 26, 15, 15, 15, 15, 8, 13, 15, 12, 12, 22, 12, 12)
Cell = str | float | None


def sheet_of(budget: Budget) -> bytes:
    """An xlsx file. Amounts are numbers in euros, from whole cents; no text is run as a formula."""
    return workbook("Budget", HEADS, WIDTHS, _rows(budget))


def _rows(budget: Budget) -> Iterator[tuple[Cell, ...]]:
    yield from map(_row, budget.lines)
    sums = budget.totals
    amounts = (sums.estimate.net, sums.committed.net, sums.actual.net, sums.expected.net)
    tax, gross = sums.expected.tax, sums.expected.gross
    yield "", "Totaal", "", *map(_euros, amounts), None, _euros(tax), _euros(gross), *[""] * 5
    if budget.frame is not None:
        yield (
            "",
            "Kader van de opdracht",
            "",
            None,
            None,
            None,
            _euros(budget.frame),
            None,
            None,
            None,
            *[""] * 5,
        )


def _row(line: Line) -> tuple[Cell, ...]:
    facts, expected = line.facts, with_tax(line.expected, line.rate)
    return (
        line.group, line.name, facts.supplier, _euros(line.estimate), _euros(line.agreed), _euros(line.billed),
        _euros(expected.net), line.rate, _euros(expected.tax), _euros(expected.gross), _day(facts.quoted_on),
        _day(facts.ordered_on), facts.obligation, _day(facts.invoiced_on), _day(facts.paid_on),
    )  # fmt: skip


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _day(day: date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else ""
