"""The budget as plain data: lines in whole cents, their btw, their sums, and the frame against them. Pure.

Amounts are excl. btw. The btw of a line is rounded to the cent, half up; that of a sum is the sum of its lines' btw,
so that excl. and btw add up to incl. in every line and in every total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.words import euros

OWN = "Andere kosten"  # the group of lines by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a planner wrote beside a line: amounts in cents, None not yet; the days of its papers. `row_id`: its row."""

    row_id: int | None = None
    supplier: str = ""
    committed: int | None = None
    actual: int | None = None
    btw: int | None = None  # None: that of the plan
    obligation: str = ""
    quoted_on: date | None = None
    ordered_on: date | None = None
    invoiced_on: date | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One cost. `source` names the part of the plan that it comes from, at `page`; "" for a line by hand.

    `gone`: that part is not in the plan any more, what was written beside it stays. `detail` says what is counted.
    """

    group: str
    name: str
    estimate: int
    source: str = ""
    detail: str = ""
    page: str = ""
    committed: int | None = None
    actual: int | None = None
    btw: int = 21  # per cent
    gone: bool = False
    facts: Facts = field(default=Facts())

    @property
    def agreed(self) -> int | None:
        """Committed: as the planner wrote it, else as the plan says."""
        return self.committed if self.facts.committed is None else self.facts.committed

    @property
    def billed(self) -> int | None:
        """Actual: as the planner wrote it, else as the plan says."""
        return self.actual if self.facts.actual is None else self.facts.actual

    @property
    def expected(self) -> int:
        """What it will cost by what is known now: actual, else committed, else the estimate."""
        return next(amount for amount in (self.billed, self.agreed, self.estimate) if amount is not None)

    @property
    def rate(self) -> int:
        """The per cent of btw."""
        return self.btw if self.facts.btw is None else self.facts.btw


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Cents without btw, and the btw."""

    net: int = 0
    tax: int = 0

    @property
    def gross(self) -> int:
        """Incl. btw."""
        return self.net + self.tax

    def __add__(self, other: Sum) -> Sum:
        return Sum(net=self.net + other.net, tax=self.tax + other.tax)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All lines together. What is not known yet counts as nothing in `committed` and `actual`."""

    estimate: Sum
    committed: Sum
    actual: Sum
    expected: Sum


def tax_of(net: int, rate: int) -> int:
    """The btw in cents of `net` cents at `rate` per cent, half up."""
    return (net * rate + 50) // 100


def with_tax(net: int, rate: int) -> Sum:
    """An amount with its btw."""
    return Sum(net=net, tax=tax_of(net, rate))


def totals(lines: Sequence[Line]) -> Totals:
    """The sums of these lines, each the sum of what its lines show."""
    return Totals(
        estimate=_sum(lines, lambda line: line.estimate),
        committed=_sum(lines, lambda line: line.agreed),
        actual=_sum(lines, lambda line: line.billed),
        expected=_sum(lines, lambda line: line.expected),
    )


def _sum(lines: Iterable[Line], amount: Callable[[Line], int | None]) -> Sum:
    return sum((with_tax(amount(line) or 0, line.rate) for line in lines), Sum())


def grouped(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines by their group, both in the order given; none lost."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    return groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How it stands in words; `tone` "good", "care" or ""."""

    text: str
    tone: str = ""


def against(frame: int | None, expected: int) -> Judgement:
    """What is expected against the frame of the assignment, both in cents excl. btw."""
    if frame is None:
        return Judgement(text="De opdracht noemt nog geen kader.")
    if expected > frame:
        return Judgement(text=f"{euros(expected - frame)} over het kader", tone="care")
    if expected == frame:
        return Judgement(text="Precies het kader", tone="good")
    return Judgement(text=f"Nog {euros(frame - expected)} binnen het kader", tone="good")
