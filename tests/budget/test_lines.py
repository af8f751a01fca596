"""Sums of the budget: whole cents, nothing lost, excl. and btw that add up to incl."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.budget.gather import merged
from app.budget.lines import Facts, Judgement, Line, Sum, against, grouped, tax_of, totals, with_tax
from app.budget.models import BudgetLine

CENTS = st.integers(0, 10_000_000_000)
MAYBE = st.none() | CENTS
RATES = st.sampled_from([0, 9, 21]) | st.integers(0, 100)
FACTS = st.builds(Facts, committed=MAYBE, actual=MAYBE, btw=st.none() | RATES)
LINES = st.lists(
    st.builds(
        Line,
        group=st.sampled_from(["Sprekers", "Catering", "Locatie", "Andere kosten"]),
        name=st.text(max_size=5),
        estimate=CENTS,
        committed=MAYBE,
        actual=MAYBE,
        btw=RATES,
        facts=FACTS,
    ),
    max_size=30,
)


@given(LINES)
def test_a_total_is_the_sum_of_its_lines(lines: list[Line]) -> None:
    found = totals(lines)
    assert found.estimate.net == sum(line.estimate for line in lines)
    assert found.committed.net == sum(line.agreed or 0 for line in lines)
    assert found.actual.net == sum(line.billed or 0 for line in lines)
    assert found.expected.net == sum(line.expected for line in lines)
    assert found.expected.gross == sum(with_tax(line.expected, line.rate).gross for line in lines)


@given(LINES)
def test_incl_is_excl_and_btw_in_every_line_and_total(lines: list[Line]) -> None:
    for line in lines:
        amount = with_tax(line.expected, line.rate)
        assert amount.gross == amount.net + amount.tax
    for amount in (
        totals(lines).estimate,
        totals(lines).committed,
        totals(lines).actual,
        totals(lines).expected,
    ):
        assert amount.gross == amount.net + amount.tax


@given(LINES)
def test_no_line_is_lost_or_counted_twice_by_grouping(lines: list[Line]) -> None:
    groups = grouped(lines)
    assert sorted(map(id, lines)) == sorted(id(line) for group in groups.values() for line in group)
    assert sum((totals(group).expected for group in groups.values()), Sum()) == totals(lines).expected


@given(CENTS, RATES)
def test_btw_is_rounded_to_the_nearest_cent_and_a_half_goes_up(net: int, rate: int) -> None:
    assert -50 <= net * rate - 100 * tax_of(net, rate) < 50


@pytest.mark.parametrize(
    ("net", "rate", "tax"), [(50, 21, 11), (50, 9, 5), (49, 1, 0), (50, 1, 1), (100, 0, 0)]
)
def test_half_a_cent_of_btw_goes_up(net: int, rate: int, tax: int) -> None:
    assert tax_of(net, rate) == tax


SOURCES = st.sampled_from(["speaker:a", "speaker:b", "catering:lunch", "venue"])


@given(
    st.lists(SOURCES, unique=True),
    st.lists(st.tuples(st.just("") | SOURCES, CENTS, MAYBE), max_size=12),
)
def test_putting_plan_and_rows_together_loses_neither(
    plan: list[str], typed: list[tuple[str, int, int | None]]
) -> None:
    told = [Line(group="Plan", name=source, source=source, estimate=100) for source in plan]
    rows = [
        BudgetLine(id=number, line="x", source=source, estimate=estimate, committed=committed, btw=21, supplier="",
                   obligation="")
        for number, (source, estimate, committed) in enumerate(typed, 1)
    ]  # fmt: skip
    lines = merged(told, rows)
    assert [line.source for line in lines if line.group == "Plan"] == plan
    assert sorted(line.facts.row_id for line in lines if line.facts.row_id) == [row.id for row in rows]
    own = sum(row.estimate for row in rows if not row.source)
    assert totals(lines).estimate.net == 100 * len(plan) + own
    assert totals(lines).committed.net == sum(row.committed or 0 for row in rows)


def test_what_is_known_best_is_expected() -> None:
    line = Line(group="x", name="x", estimate=300, committed=200)
    assert [
        line.expected,
        Line(group="x", name="x", estimate=300).expected,
        Line(group="x", name="x", estimate=300, committed=200, facts=Facts(committed=0)).expected,
        Line(group="x", name="x", estimate=300, committed=200, facts=Facts(actual=250)).expected,
    ] == [200, 300, 0, 250]


@pytest.mark.parametrize(
    ("frame", "expected", "judgement"),
    [
        (None, 5, Judgement(text="De opdracht noemt nog geen kader.")),
        (100_000, 130_000, Judgement(text="€ 300,00 over het kader", tone="care")),
        (100_000, 100_000, Judgement(text="Precies het kader", tone="good")),
        (125_050, 100_000, Judgement(text="Nog € 250,50 binnen het kader", tone="good")),
    ],
)
def test_the_frame_is_held_against_it_in_words(
    frame: int | None, expected: int, judgement: Judgement
) -> None:
    assert against(frame, expected) == judgement
