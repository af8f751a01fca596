"""The steps at a table as rows on the thread: when and how long, what one does, what is left on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.draaiboek.print_flow import Flow
from app.draaiboek.print_marks import Start, start, thread
from app.draaiboek.print_sheet import (
    COLUMN_HEAD,
    HAIRLINE,
    HEAVY,
    INK,
    LABEL,
    RIGHT,
    ROW,
    TOP,
    WHAT,
    WHEN,
)
from app.pdf import HEADER, Element, Face, Paragraph, Run, Style, paragraph
from app.programme.plan import Step
from app.words import clock

TIME = Style(Face.BOLD, 20, 24, INK)
MINUTES = replace(LABEL, colour=INK)
STEP = Style(Face.REGULAR, 14.5, 18.5, INK)
PAPER = Style(Face.REGULAR, 12, 15.5, INK)
PAPER_NAME = Style(Face.BOLD, 12, 15.5, INK)
PAPER_AT = 147.0
STEP_WIDE, PAPER_WIDE = 90.0, RIGHT - PAPER_AT
FIRST, BELOW, LOWEST = 8.6, 3.6, 17.5  # from the rule to the first baseline, from the last one to the rule
HEADS_BELOW = 11.7  # from the last baseline above the table to its first rule
_COLUMNS = ((WHEN, "tijd"), (WHAT, "u doet"), (PAPER_AT, "op papier"))


@dataclass(frozen=True, slots=True)
class Line:
    """A step with the time at which it begins."""

    starts: datetime
    step: Step


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    what: Paragraph
    papers: tuple[Paragraph, ...]

    @property
    def high(self) -> float:
        what = FIRST + self.what.height - STEP.cap + BELOW
        paper = FIRST + sum(_step(text) for text in self.papers) + BELOW
        return max(LOWEST, what, paper if self.papers else 0.0)


def _step(text: Paragraph) -> float:
    return len(text.lines) * text.style.step


class StepTable:
    """The table of one sheet, over as many pages as it takes. A round begins with a heavy rule."""

    def __init__(self, flow: Flow, section: Element) -> None:
        self.flow = flow
        self._table = section.child("Table", role="day")

    def draw(self, lines: Sequence[Line]) -> None:
        """All steps, and the rule under the last."""
        rows = [_row(line) for line in lines]
        if self.flow.y + HEADS_BELOW + rows[0].high > self.flow.sheets.frame.bottom:
            self.flow.page, self.flow.y = self.flow.sheets.page(), TOP - HEADS_BELOW
        self.flow.y += HEADS_BELOW
        self._heads(self._table.child("THead").child("TR"))
        body = self._table.child("TBody")
        top = self.flow.y
        for number, row in enumerate(rows):
            if self.flow.y + row.high > self.flow.sheets.frame.bottom:
                thread(self.flow.page, top, self.flow.sheets.frame.thread_end)
                self.flow.page, self.flow.y = self.flow.sheets.page(), TOP
                self._heads(None)
                top = TOP
            self._draw(
                row, body.child("TR"), heavy=number == 0 or self.flow.y == TOP or bool(row.line.step.round)
            )
        thread(self.flow.page, top, self.flow.y)
        self.flow.page.rule(WHEN - 2, RIGHT, self.flow.y, HEAVY, INK)

    def _heads(self, line: Element | None) -> None:
        for x, word in _COLUMNS:
            with self.flow.page.marked(line.child("TH", scope="Column") if line else HEADER):
                self.flow.page.text(x, self.flow.y - 3, word, COLUMN_HEAD)

    def _draw(self, row: _Row, line: Element, *, heavy: bool) -> None:
        page, top = self.flow.page, self.flow.y
        baseline = top + FIRST
        page.rule(WHEN - 2, RIGHT, top, HEAVY if heavy else ROW, INK if heavy else HAIRLINE)
        start(page, baseline - TIME.cap / 2, Start.FOLLOWS)
        with page.marked(line.child("TH", scope="Row")):
            page.text(WHEN, baseline, clock(row.line.starts) + " ", TIME)
            page.text(WHEN, baseline + 5.1, f"{row.line.step.minutes} min", MINUTES)
        with page.marked(line.child("TD")):
            page.paragraph(WHAT, baseline, row.what)
        paper = line.child("TD")
        y = baseline
        for text in row.papers:
            with page.marked(paper.child("P")):
                page.paragraph(PAPER_AT, y, text)
            y += _step(text)
        self.flow.y += row.high


def _row(line: Line) -> _Row:
    step = line.step
    name = f"{step.round.rstrip('.')}." if step.round.strip() else ""
    told = [Run(name, Face.BOLD), Run(step.what)] if name else step.what
    return _Row(line, paragraph(told, STEP, STEP_WIDE), _papers(step.paper))


def _papers(text: str) -> tuple[Paragraph, ...]:
    """The paper's name, up to the colon, and under it what to write."""
    if not text.strip():
        return ()
    name, colon, write = text.partition(":")
    named = paragraph(name, PAPER_NAME, PAPER_WIDE)
    return (named, paragraph(write, PAPER, PAPER_WIDE)) if colon and write.strip() else (named,)
