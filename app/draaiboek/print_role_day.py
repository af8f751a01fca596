"""One role's day on pages: a row for each order, moment and item, in grey the stretches without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.draaiboek.print_cell import Block, Cell
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
from app.draaiboek.print_row import PAGE_ROOM, Slack
from app.draaiboek.print_sheet import (
    HAIRLINE,
    HEAVY,
    INK,
    MUTED,
    NEXT,
    ROW,
    SLACK_TEXT,
    SLACK_WORD,
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


def draw_role_day(sheets: Sheets, entries: Sequence[Entry], role: str, section: Element) -> None:
    """The role's day as one table on as many pages as it takes."""
    if entries:
        _RoleDay(sheets, role, section).draw(entries)


class _RoleDay(DayTable):
    def __init__(self, sheets: Sheets, role: str, section: Element) -> None:
        super().__init__(sheets, section, _COLUMNS, TOP)
        self.role = role
        self.right = sheets.frame.right

    def draw(self, entries: Sequence[Entry]) -> None:
        waiting = list(entries)
        self.turn()
        self.sheets.document.bookmark("De dag", self.page, 0)
        before: Entry | None = None
        while waiting:
            entry = waiting.pop(0)
            room = self.sheets.frame.bottom - self.y
            if entry.high_with_all > room and self.y > TOP:
                waiting.insert(0, entry)
                self._announce(entry)
                self.turn()
                before = None
                continue
            if entry.high > PAGE_ROOM:
                entry, rest = _divided(entry, room)
                waiting.insert(0, rest)
            self._draw(entry, before)
            before = entry
        self.page.rule(RULES_FROM, self.right, self.y, HEAVY, INK)

    def _announce(self, entry: Entry) -> None:
        """Close a page: what comes next, and the thread on to the footer."""
        frame = self.sheets.frame
        self.page.rule(RULES_FROM, self.right, self.y, ROW, HAIRLINE)
        thread(self.page, self.y, frame.thread_end)
        self.page.text(WHAT, frame.next_up, fit(entry.next_up, NEXT, self.right - WHAT), NEXT)

    def _draw(self, entry: Entry, before: Entry | None) -> None:
        page, y, end = self.page, self.y, self.y + entry.high
        heavy = before is None or before.starts.hour != entry.starts.hour
        page.rule(RULES_FROM, self.right, y, HEAVY if heavy else ROW, INK if heavy else HAIRLINE)
        thread(page, y, end, dashed=entry.droppable and not entry.tick)
        if not entry.continued:
            start(page, y + BASELINE - TIME.cap / 2, Start.FIXED if entry.fixed else Start.FOLLOWS)
        if not (entry.tick and entry.by_time) and not entry.continued:
            self.sheets.document.bookmark(f"{clock(entry.starts)} {entry.name}", page, y, level=1)
        self._draw_cells(entry)
        self.y = end
        if entry.slack:
            self._draw_slack(entry.slack)
        if entry.away:
            self._draw_away(entry.away)

    def _draw_cells(self, entry: Entry) -> None:
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

    def _draw_box(self, top: float) -> None:
        """The box to tick."""
        right, low = WHAT + BOX, top + BOX
        corners = [(WHAT, top), (right, top), (right, low), (WHAT, low), (WHAT, top), (right, top)]
        self.page.line(corners, 0.8, INK)

    def _draw_slack(self, slack: Slack) -> None:
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
