"""One role's day on pages: a row for each order, moment and item, in grey the stretches without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.draaiboek.print_between import SLACK_HIGH, Gone, Slack
from app.draaiboek.print_cell import Block, Cell
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_marks import Start, loose_thread, start, thread
from app.draaiboek.print_role_entry import (
    BASELINE,
    BELOW,
    BY_AT,
    ORDER,
    ORDER_AT,
    TIME,
    UNDER_STEP,
    Away,
    Entry,
    two_lines,
)
from app.draaiboek.print_row import PAGE_ROOM
from app.draaiboek.print_sheet import (
    HAIRLINE,
    HEAVY,
    INK,
    MUTED,
    NEXT,
    ROW,
    SLACK_TEXT,
    SLACK_WORD,
    THREAD,
    TINT,
    TOP,
    WHAT,
    WHEN,
    Sheets,
)
from app.draaiboek.print_table import DayTable
from app.pdf import Element, Face, Page, Style, fit
from app.words import clock

RULES_FROM = WHEN - 2
BOX = 3.8
BY_TIME = Style(Face.SEMIBOLD, 11.5, 14, INK)
AWAY_TIME = Style(Face.SEMIBOLD, 11.5, 14, MUTED)
AWAY_TEXT = Style(Face.REGULAR, 12, 15, MUTED)
_THIN = 0.7  # points, the thread while nothing is asked
_COLUMNS = ((WHEN, "tijd"), (WHAT, "opdracht"), (BY_AT, "bij"))


def draw_role_day(
    sheets: Sheets, entries: Sequence[Entry], gone: Sequence[Gone], role: str, marks: Marks, section: Element
) -> None:
    """The role's day as one table on as many pages as it takes."""
    if entries or gone:
        _RoleDay(sheets, role, marks, section).fill(entries, gone)


class _RoleDay(DayTable[Entry]):
    gone_title = replace(ORDER, size=14)
    thread_at = THREAD
    gone_at = ORDER_AT
    slack_high = SLACK_HIGH

    def __init__(self, sheets: Sheets, role: str, marks: Marks, section: Element) -> None:
        super().__init__(sheets, section, _COLUMNS, marks, TOP)
        self.role = role
        self.right = sheets.frame.right

    def placeable(self, row: Entry, room: float) -> Entry | None:
        """The row, unless it has to go overleaf."""
        return row if row.high_with_all <= room or self.y <= TOP else None

    def divided(self, row: Entry, room: float) -> tuple[Entry, Sequence[Entry]]:
        """A row taller than a page."""
        if row.high <= PAGE_ROOM:
            return row, []
        row, rest = _divided(row, room)
        return row, [rest]

    def rule(self, *, heavy: bool) -> None:
        """The rule at `y`."""
        self.page.rule(RULES_FROM, self.right, self.y, HEAVY if heavy else ROW, INK if heavy else HAIRLINE)

    def announce(self, row: Entry | Gone) -> None:
        """Close a page: what comes next, and the thread on to the footer."""
        frame = self.sheets.frame
        self.rule(heavy=False)
        thread(self.page, self.y, frame.thread_end)
        self.page.text(WHAT, frame.next_up, fit(row.next_up, NEXT, self.right - WHAT), NEXT)

    def draw_row(self, row: Entry, before: datetime | None) -> None:
        """The row with what hangs on it; `before` is the start of the row above it on this page."""
        page, y, end = self.page, self.y, self.y + row.high
        self.rule(heavy=before is None or before.hour != row.starts.hour)
        thread(page, y, end, dashed=row.droppable and not row.tick)
        if not row.continued:
            start(page, y + BASELINE - TIME.cap / 2, Start.FIXED if row.fixed else Start.FOLLOWS)
        if not (row.tick and row.by_time) and not row.continued:
            self.sheets.document.bookmark(f"{clock(row.starts)} {row.name}", page, y, level=1)
        self._draw_cells(row, worded=self.mark(row.mark, end))
        self.y = end
        if row.slack:
            self.draw_slack(row.slack)
        if row.away:
            self._draw_away(row.away)

    def _draw_cells(self, entry: Entry, *, worded: bool) -> None:
        page, baseline = self.page, self.y + BASELINE
        line = self.line("continued" if entry.continued else "")
        with page.marked(line.child("TH", scope="Row")):
            page.text(WHEN, baseline, clock(entry.starts) + " ", TIME)
            for number, part in enumerate(entry.under_time, 1):
                part.draw(page, WHEN, baseline + number * UNDER_STEP)
        if entry.tick and not entry.continued:
            self._draw_box(baseline - ORDER.cap / 2 - BOX / 2)
        _draw_cell(page, entry.order, self.y, line.child("TD"))
        beside = line.child("TD")
        if entry.by_time:
            with page.marked(beside.child("P")):
                page.text(BY_AT, baseline, clock(entry.by_time) + " ", BY_TIME)
        _draw_cell(page, entry.by, self.y, beside)
        if worded:
            self.word(beside, self.y + entry.word_line, entry.mark.word, self.right)

    def _draw_box(self, top: float) -> None:
        """The box to tick."""
        right, low = WHAT + BOX, top + BOX
        corners = [(WHAT, top), (right, top), (right, low), (WHAT, low), (WHAT, top), (right, top)]
        self.page.line(corners, 0.8, INK)

    def draw_slack(self, slack: Slack) -> None:
        """The row of slack at `y`."""
        end = self.y + slack.high
        self._tint(end)
        (thread if slack.too_long else loose_thread)(self.page, self.y, end)
        baseline, line = (self.y + end) / 2 + SLACK_WORD.cap / 2, self.line(slack.role)
        with self.page.marked(line.child("TH", scope="Row")):
            self.page.text(WHEN, baseline, clock(slack.starts), SLACK_WORD)
        with self.page.marked(line.child("TD", span=2)):
            wide = self.page.text(WHAT, baseline, f"{slack.words} ", SLACK_WORD)
            x = WHAT + wide + 1.7
            self.page.text(x, baseline, fit(slack.until, SLACK_TEXT, self.right - x), SLACK_TEXT)
        self.y = end

    def _draw_away(self, away: Away) -> None:
        end = self.y + away.high
        self._tint(end)
        thread(self.page, self.y, end, weight=_THIN)
        baseline, line = (self.y + end) / 2 + AWAY_TEXT.cap / 2, self.line("away")
        with self.page.marked(line.child("TH", scope="Row")):
            self.page.text(WHEN, baseline, f"{clock(away.starts)}\u2013{clock(away.ends)}", AWAY_TIME)
        with self.page.marked(line.child("TD", span=2)):
            self.page.text(WHAT, baseline, f"niets voor {self.role}", AWAY_TEXT)
        self.y = end

    def _tint(self, end: float) -> None:
        self.page.box(RULES_FROM, self.y, self.right - RULES_FROM, end - self.y, TINT)


def _draw_cell(page: Page, cell: Cell, y: float, owner: Element) -> None:
    """Each block a paragraph of the cell."""
    last = y + cell.start
    for block in cell.blocks:
        assert isinstance(block, Block)
        with page.marked(owner.child("P")):
            page.paragraph(block.x, last + block.gap + block.text.style.cap, block.text)
        last += block.high


def _divided(entry: Entry, room: float) -> tuple[Entry, Entry]:
    """An entry taller than a page as what fits and what goes on overleaf, where the time is repeated."""
    order, rest = entry.order.divide(room - BELOW)
    again = Block(0, two_lines(f"vervolg {clock(entry.starts)}", ORDER, 80), ORDER_AT)
    following = replace(
        entry,
        order=replace(entry.order, blocks=[again, *rest]),
        under_time=(),
        continued=True,
    )
    return replace(entry, order=order, slack=None, away=None), following
