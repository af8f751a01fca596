"""The day minute by minute: rows on pages, the thread beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.draaiboek.print_between import SLACK_HIGH, Gone, Slack
from app.draaiboek.print_cell import META, META_GAP, META_STEP, draw_blocks
from app.draaiboek.print_marks import Start, loose_thread, pillar_bar, start, thread
from app.draaiboek.print_row import (
    BELOW,
    CUES,
    PAGE_ROOM,
    TIME,
    TIME_BASELINE,
    TITLE,
    Row,
    short_title,
)
from app.draaiboek.print_rows import RowMaker
from app.draaiboek.print_sheet import (
    HAIRLINE,
    HEAVY,
    INK,
    NEXT,
    PORTRAIT,
    RIGHT,
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
from app.draaiboek.print_table import FULL_ENOUGH, DayTable
from app.pdf import Element, Face, fit
from app.words import clock

TIME_AT = 20.0
_COLUMNS = ((TIME_AT, "tijd"), (WHAT, "onderdeel"), (CUES, "om u heen"))


def draw_day(sheets: Sheets, maker: RowMaker, section: Element) -> None:
    """The whole day as one table on as many pages as it takes."""
    rows, gone = maker.rows(), maker.gone()
    if rows or gone:
        _Day(sheets, maker, section).fill(rows, gone)


class _Day(DayTable[Row]):
    gone_title = replace(TITLE, face=Face.REGULAR)
    thread_at = THREAD
    gone_at = WHAT
    slack_high = SLACK_HIGH

    def __init__(self, sheets: Sheets, maker: RowMaker, section: Element) -> None:
        super().__init__(sheets, section, _COLUMNS, maker.marks, TOP)
        self.maker = maker

    def placeable(self, row: Row, room: float) -> Row | None:
        """The row as it fits on this page, with its sessions on one line each if need be; None when it does not."""
        if row.high_with_slack <= room or self.y == TOP:
            return row
        if (self.y - TOP) / PAGE_ROOM >= FULL_ENOUGH:
            return None
        if row.high > PAGE_ROOM and row.least <= room:
            return row  # it has to be divided anyway
        if row.timed and row.timed.sessions:
            compact = self.maker.compact(row)
            if compact.high_with_slack <= room:
                return compact
        return None

    def divided(self, row: Row, room: float) -> tuple[Row, Sequence[Row]]:
        """A row taller than a page, or only its slack overleaf."""
        if row.high_with_slack <= room:
            return row, []
        return _divided(row, room - SLACK_HIGH if row.high <= room else room)

    def rule(self, *, heavy: bool) -> None:
        """The rule at `y`."""
        self.page.rule(WHEN, RIGHT, self.y, HEAVY if heavy else ROW, INK if heavy else HAIRLINE)

    def announce(self, row: Row | Gone) -> None:
        """Close a page: what comes next, and the thread on to the footer."""
        self.page.rule(WHEN, RIGHT, self.y, ROW, HAIRLINE)
        thread(self.page, self.y, PORTRAIT.thread_end)
        self.page.text(WHAT, PORTRAIT.next_up, fit(row.next_up, NEXT, RIGHT - WHAT), NEXT)

    def draw_row(self, row: Row, before: datetime | None) -> None:
        """The row and its slack; `before` is the start of the row above it on this page."""
        page, y, end = self.page, self.y, self.y + row.high
        self.rule(heavy=before is not None and before.hour != row.starts.hour)
        if row.timed and row.timed.item.pillar:
            pillar_bar(page, y, end, row.timed.item.pillar)
        thread(page, y, end, dashed=row.droppable)
        if not row.continued:
            start(page, y + TIME_BASELINE - TIME.cap / 2, Start.FIXED if row.fixed else Start.FOLLOWS)
            self.sheets.document.bookmark(f"{clock(row.starts)} {row.name}", page, y, level=1)
        self._draw_cells(row, worded=self.mark(row.mark, end))
        self.y = end
        if row.slack:
            self.draw_slack(row.slack)

    def _draw_cells(self, row: Row, *, worded: bool) -> None:
        page, baseline = self.page, self.y + TIME_BASELINE
        line = self.line("continued" if row.continued else "")
        with page.marked(line.child("TH", scope="Row")):
            page.text(TIME_AT, baseline, clock(row.starts) + " ", TIME)
            for number, part in enumerate(row.under_time):
                part.draw(page, TIME_AT, baseline + 5.7 + number * 5.2)
        what = line.child("TD")
        with page.marked(what.child("H2")):
            page.paragraph(WHAT, baseline, row.title)
        if worded:
            self.word(what, baseline, row.mark.word, RIGHT)
        self._draw_meta(row, what)
        draw_blocks(page, row.body, self.y, what)
        around = line.child("TD")
        if not row.asks:
            with page.marked(around):
                page.text(RIGHT, self.y + row.meta_top, "niets voor u", META, right=True)
        draw_blocks(page, row.cues, self.y, around)

    def _draw_meta(self, row: Row, what: Element) -> None:
        for number, line in enumerate(row.meta):
            x = WHAT
            for part in line:
                with self.page.marked(what.child("P", role="meta")):
                    part.draw(self.page, x, self.y + row.meta_top + number * META_STEP)
                x += part.wide + META_GAP

    def draw_slack(self, slack: Slack) -> None:
        """The row of slack at `y`."""
        page, y, end = self.page, self.y, self.y + slack.high
        page.box(WHEN, y, RIGHT - WHEN, slack.high, TINT)
        page.rule(WHEN, RIGHT, end, ROW, HAIRLINE)
        (thread if slack.too_long else loose_thread)(page, y, end)
        baseline = (y + end) / 2 + SLACK_WORD.cap / 2
        line = self.line(slack.role)
        with page.marked(line.child("TH", scope="Row")):
            page.text(TIME_AT, baseline, clock(slack.starts), SLACK_WORD)
        with page.marked(line.child("TD", span=2)):
            wide = page.text(WHAT, baseline, f"{slack.words} ", SLACK_WORD)
            x = WHAT + wide + 1.7
            page.text(x, baseline, fit(slack.until, SLACK_TEXT, RIGHT - x), SLACK_TEXT)
        self.y = end


def _divided(row: Row, room: float) -> tuple[Row, list[Row]]:
    """A row taller than a page as what fits and what goes on overleaf, where the time is repeated."""
    body, body_rest = row.body.divide(room - BELOW)
    cues, cues_rest = row.cues.divide(room - BELOW)
    if not body_rest and not cues_rest:
        return row, []
    title = short_title(f"vervolg {clock(row.starts)}: {row.name}", TITLE, CUES - 5 - WHAT, lines=3)
    following = replace(row, title=title, meta=(), under_time=(), continued=True)
    following = replace(
        following,
        body=replace(body, start=following.meta_baseline, blocks=body_rest),
        cues=replace(cues, blocks=cues_rest),
    )
    return replace(row, body=body, cues=cues, slack=None), [following]
