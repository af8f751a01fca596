"""Labelled sections down the page, as on the cover: label left of the thread, content right of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.draaiboek.print_marks import thread
from app.draaiboek.print_sheet import (
    COLUMN_HEAD,
    HAIRLINE,
    INK,
    LABEL,
    LABEL_END,
    ROW,
    SECTION,
    THREAD_TOP,
    TOP,
    WHEN,
    Sheets,
)
from app.pdf import HEADER, Element, Page, Paragraph, Style

AIR = 6.5  # below the last baseline of a section
FIRST = 7.4  # from a section's rule to its first baseline


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, where it stands, how it is set."""

    head: str
    x: float
    style: Style
    right: bool = False


class Flow:
    """A page that fills from the top; `y` is the last baseline. It turns when what comes does not fit.

    `right` is where its text and rules end, by default that of the sheet. Its thread begins at
    `thread_from`.
    """

    def __init__(
        self,
        sheets: Sheets,
        page: Page,
        y: float,
        right: float | None = None,
        thread_from: float = THREAD_TOP,
    ) -> None:
        self.sheets = sheets
        self.right = sheets.frame.right if right is None else right
        self.lowest = sheets.frame.lowest
        self.page = page
        self.y = y
        self._thread_from = thread_from

    def need(self, high: float) -> bool:
        """Turn the page unless `high` mm fit under the last baseline; whether it turned."""
        if self.y + high <= self.lowest or self.y <= TOP:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        """A new page; the thread of this one runs on to its foot."""
        thread(self.page, self._thread_from, self.sheets.frame.thread_end)
        self.page = self.sheets.page()
        self._thread_from = THREAD_TOP
        self.y = TOP

    def end(self, *, goes_on: bool) -> None:
        """Draw the thread of the last page: to the foot when the day goes on."""
        thread(self.page, self._thread_from, self.sheets.frame.thread_end if goes_on else self.y + AIR)
        if not goes_on:
            self.page.rule(WHEN, self.right, self.y + AIR, SECTION, INK)

    def section(self, label: str, high: float, owner: Element, tag: str = "H2") -> None:
        """A rule and the label of a section of which at least `high` mm must stay together."""
        if not self.need(AIR + FIRST + high) and self.y > TOP:
            self.page.rule(WHEN, self.right, self.y + AIR, SECTION, INK)
            self.y += AIR
        self.y += FIRST
        self.sheets.sections.setdefault(label, self.page.number + 1)
        self.label(label, owner, tag)

    def label(self, label: str, owner: Element, tag: str) -> None:
        """A label at the height of the next baseline."""
        with self.page.marked(owner.child(tag)):
            self.page.text(LABEL_END, self.y, label, LABEL, right=True)


def draw_list(
    flow: Flow, owner: Element, columns: Sequence[Column], rows: Sequence[Sequence[Paragraph]], air: float
) -> None:
    """A list with column heads and hairlines. The first baseline is where the flow stands; a row never breaks.

    `air` is from a row's last baseline to the next row's first.
    """
    table = owner.child("Table")
    _draw_heads(flow, columns, table.child("THead").child("TR"))
    body = table.child("TBody")
    for number, row in enumerate(rows):
        high = max(cell.height - cell.style.cap for cell in row)
        step = 5.6 if number == 0 else air
        if flow.need(step + high):
            flow.y += FIRST
            _draw_heads(flow, columns, None)
            step = 5.6
        elif number:
            flow.page.rule(columns[0].x, flow.right, flow.y + (air - 1.9) / 2, ROW, HAIRLINE)
        flow.y += step
        _draw_row(flow, columns, row, body.child("TR"))
        flow.y += high


def _draw_heads(flow: Flow, columns: Sequence[Column], line: Element | None) -> None:
    for column in columns:
        with flow.page.marked(line.child("TH", scope="Column") if line else HEADER):
            flow.page.text(column.x, flow.y, column.head, COLUMN_HEAD, right=column.right)


def _draw_row(flow: Flow, columns: Sequence[Column], row: Sequence[Paragraph], line: Element) -> None:
    for number, (column, cell) in enumerate(zip(columns, row, strict=True)):
        owner = line.child("TD") if number else line.child("TH", scope="Row")
        if not cell.lines[0].pieces:
            continue
        x = column.x - cell.width if column.right else column.x
        with flow.page.marked(owner):
            flow.page.paragraph(x, flow.y, cell)
