"""The whole day of the whole crew on landscape pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.draaiboek.print_between import Gone, Slack
from app.draaiboek.print_cell import META_GAP, Block, Cell, draw_blocks
from app.draaiboek.print_complete_row import (
    BASELINE,
    PAGE_ROOM,
    PARTS,
    SLACK_HIGH,
    THREAD_AT,
    TIME,
    TIME_AT,
    TITLE,
    TOP,
    UNDER_FIRST,
    UNDER_STEP,
    WHAT_AT,
    Row,
)
from app.draaiboek.print_complete_rows import RowMaker
from app.draaiboek.print_marks import Start, loose_thread, pillar_bar, start, thread
from app.draaiboek.print_sheet import HAIRLINE, INK, TINT, Sheets
from app.draaiboek.print_table import FULL_ENOUGH, DayTable
from app.pdf import Element, Face, Page, Style, fit
from app.words import clock

_HEADS = 25.2  # baseline of the column heads
_COLUMNS = ((TIME_AT, "tijd"), (WHAT_AT, "onderdeel"), *((part.x, part.head) for part in PARTS))
_HOUR, _ROW = 1.3, 0.5  # rules, points
_THREAD = 1.6  # points
_BAR_AT, _BAR_WIDE = 10.0, 3.4
_NEXT = Style(Face.SEMIBOLD, 11, 14, INK)
_SLACK_WORD = Style(Face.BOLD, 11.5, 14, INK)
_SLACK_TEXT = Style(Face.REGULAR, 11, 14, INK)


def draw_complete_day(sheets: Sheets, maker: RowMaker, section: Element) -> None:
    """The whole day as one table on as many pages as it takes."""
    rows, gone = maker.rows(), maker.marks.gone("programme", "moments")
    if rows or gone:
        _Day(sheets, maker, section).fill(rows, gone)


class _Day(DayTable[Row]):
    gone_title = replace(TITLE, face=Face.REGULAR)
    thread_at = THREAD_AT
    gone_at = WHAT_AT
    slack_high = SLACK_HIGH

    def __init__(self, sheets: Sheets, maker: RowMaker, section: Element) -> None:
        super().__init__(sheets, section, _COLUMNS, maker.marks, TOP, _HEADS)
        self.frame = sheets.frame
        self.maker = maker

    def placeable(self, row: Row, room: float) -> Row | None:
        """The row as it fits on this page, with its sessions on one line each if need be; None when it does not."""
        if row.high_with_slack <= room or self.y == TOP:
            return row
        if (self.y - TOP) / PAGE_ROOM >= FULL_ENOUGH:
            return None
        if row.high > PAGE_ROOM and row.least <= room:
            return row  # it has to be divided anyway
        if row.timed and row.sessions.blocks and not row.continued:
            compact = self.maker.compact(row)
            if compact.high_with_slack <= room:
                return compact
        return None

    def divided(self, row: Row, room: float) -> tuple[Row, Sequence[Row]]:
        """A row taller than a page, or only its slack overleaf."""
        if row.high_with_slack <= room:
            return row, []
        row, rest = row.divide(room - SLACK_HIGH if row.high <= room else room)
        return row, [rest] if rest else []

    def rule(self, *, heavy: bool) -> None:
        """The rule at `y`."""
        weight, colour = (_HOUR, INK) if heavy else (_ROW, HAIRLINE)
        self.page.rule(self.frame.left, self.frame.right, self.y, weight, colour)

    def announce(self, row: Row | Gone) -> None:
        """Close a page: what comes next, and the thread on to the footer."""
        self.rule(heavy=False)
        thread(self.page, self.y, self.frame.foot_rule, x=THREAD_AT, weight=_THREAD)
        told = fit(row.next_up, _NEXT, self.frame.right - WHAT_AT)
        self.page.text(WHAT_AT, self.frame.next_up, told, _NEXT)

    def draw_row(self, row: Row, before: datetime | None) -> None:
        """The row and its slack; `before` is the start of the row above it on this page."""
        page, y, end = self.page, self.y, self.y + row.high
        self.rule(heavy=before is None or before.hour != row.starts.hour)
        if row.timed and row.timed.item.pillar:
            pillar_bar(page, y, end, row.timed.item.pillar, left=_BAR_AT, wide=_BAR_WIDE)
        thread(page, y, end, dashed=row.droppable, x=THREAD_AT, weight=_THREAD)
        if not row.continued:
            how = Start.FIXED if row.fixed else Start.FOLLOWS
            start(page, y + BASELINE - TIME.cap / 2, how, x=THREAD_AT, weight=_THREAD)
            self.sheets.document.bookmark(f"{clock(row.starts)} {row.name}", page, y, level=1)
        line = self.line("continued" if row.continued else "")
        self._draw_time(row, line.child("TH", scope="Row"))
        self._draw_what(row, line.child("TD"))
        self.mark(row.mark, end)
        for cell in row.parts:
            owner = line.child("TD")
            _draw_orders(page, cell, y, owner)
        _draw_orders(page, row.everyone, y, owner)
        self.y = end
        if row.slack:
            self.draw_slack(row.slack)

    def _draw_time(self, row: Row, owner: Element) -> None:
        baseline = self.y + BASELINE
        with self.page.marked(owner):
            self.page.text(TIME_AT, baseline, clock(row.starts) + " ", TIME)
            for number, parts in enumerate(row.under_time):
                x = TIME_AT
                for part in parts:
                    part.draw(self.page, x, baseline + UNDER_FIRST + number * UNDER_STEP)
                    x += part.wide + 2.0

    def _draw_what(self, row: Row, owner: Element) -> None:
        with self.page.marked(owner.child("H2")):
            self.page.paragraph(WHAT_AT, self.y + BASELINE, row.title)
        for number, line in enumerate(row.meta):
            x = WHAT_AT
            for part in line:
                with self.page.marked(owner.child("P", role="meta")):
                    part.draw(self.page, x, self.y + row.title_end + UNDER_FIRST + number * UNDER_STEP)
                x += part.wide + META_GAP
        draw_blocks(self.page, row.sessions, self.y, owner)

    def draw_slack(self, slack: Slack) -> None:
        """The row of slack at `y`."""
        page, y, end = self.page, self.y, self.y + SLACK_HIGH
        page.box(self.frame.left, y, self.frame.right - self.frame.left, SLACK_HIGH, TINT)
        (thread if slack.too_long else loose_thread)(page, y, end, x=THREAD_AT)
        baseline, line = (y + end) / 2 + _SLACK_WORD.cap / 2, self.line(slack.role)
        with page.marked(line.child("TH", scope="Row")):
            page.text(TIME_AT, baseline, clock(slack.starts), _SLACK_WORD)
        with page.marked(line.child("TD", span=1 + len(PARTS))):
            wide = page.text(WHAT_AT, baseline, f"{slack.words} ", _SLACK_WORD)
            x = WHAT_AT + wide + 1.7
            page.text(x, baseline, fit(slack.until, _SLACK_TEXT, self.frame.right - x), _SLACK_TEXT)
        self.y = end


def _draw_orders(page: Page, cell: Cell, y: float, owner: Element) -> None:
    """Each order a paragraph of the cell."""
    last = y + cell.start
    for block in cell.blocks:
        assert isinstance(block, Block)
        with page.marked(owner.child("P")):
            page.paragraph(block.x, last + block.gap + block.text.style.cap, block.text)
        last += block.high
