"""The whole day of the whole crew on landscape pages."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.print_cell import META_GAP, Block, Cell, draw_blocks
from app.draaiboek.print_complete_row import (
    BASELINE,
    PAGE_ROOM,
    PARTS,
    SLACK_HIGH,
    THREAD_AT,
    TIME,
    TIME_AT,
    TOP,
    UNDER_FIRST,
    UNDER_STEP,
    WHAT_AT,
    Row,
)
from app.draaiboek.print_complete_rows import RowMaker
from app.draaiboek.print_marks import Start, loose_thread, pillar_bar, start, thread
from app.draaiboek.print_row import Slack
from app.draaiboek.print_sheet import HAIRLINE, INK, TINT, Sheets
from app.draaiboek.print_table import DayTable
from app.pdf import Element, Face, Page, Style, fit
from app.words import clock

FULL_ENOUGH = 0.6  # a page should be filled this far
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
    rows = maker.rows()
    if rows:
        _Day(sheets, maker, section).draw(rows)


class _Day(DayTable):
    def __init__(self, sheets: Sheets, maker: RowMaker, section: Element) -> None:
        super().__init__(sheets, section, _COLUMNS, TOP, _HEADS)
        self.frame = sheets.frame
        self.maker = maker

    def draw(self, rows: Sequence[Row]) -> None:
        waiting = list(rows)
        self.turn()
        self.sheets.document.bookmark("De dag", self.page, 0)
        before: Row | None = None
        while waiting:
            row = self._placeable(waiting[0])
            if row is None:
                self._announce(waiting[0])
                self.turn()
                before = None
                continue
            waiting.pop(0)
            room = self.frame.bottom - self.y
            if row.high_with_slack > room:
                row, rest = row.divide(room - SLACK_HIGH if row.high <= room else room)
                waiting[:0] = [rest] if rest else []
            self._draw(row, before)
            before = row
        self._rule(_HOUR)

    def _placeable(self, row: Row) -> Row | None:
        """The row as it fits on this page, with its sessions on one line each if need be; None when it does not."""
        room = self.frame.bottom - self.y
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

    def _rule(self, weight: float) -> None:
        colour = INK if weight == _HOUR else HAIRLINE
        self.page.rule(self.frame.left, self.frame.right, self.y, weight, colour)

    def _announce(self, row: Row) -> None:
        """Close a page: what comes next, and the thread on to the footer."""
        self._rule(_ROW)
        thread(self.page, self.y, self.frame.foot_rule, x=THREAD_AT, weight=_THREAD)
        told = fit(row.next_up, _NEXT, self.frame.right - WHAT_AT)
        self.page.text(WHAT_AT, self.frame.next_up, told, _NEXT)

    def _draw(self, row: Row, before: Row | None) -> None:
        page, y, end = self.page, self.y, self.y + row.high
        self._rule(_HOUR if before is None or before.starts.hour != row.starts.hour else _ROW)
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
        for cell in row.parts:
            owner = line.child("TD")
            _draw_orders(page, cell, y, owner)
        _draw_orders(page, row.everyone, y, owner)
        self.y = end
        if row.slack:
            self._draw_slack(row.slack)

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

    def _draw_slack(self, slack: Slack) -> None:
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
