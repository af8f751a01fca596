"""A row of the day chair's day: what stands in it and how high that makes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.draaiboek.print_between import Slack
from app.draaiboek.print_cell import META_STEP, Cell, Meta
from app.draaiboek.print_changes import NO_MARK, Mark
from app.draaiboek.print_sheet import BOTTOM, INK, TOP
from app.pdf import Face, Paragraph, Style, heading
from app.programme.timeline import TimedItem
from app.words import clock

TIME = Style(Face.BOLD, 24, 28, INK)
TITLE = Style(Face.BOLD, 16.5, 19, INK)
TIME_BASELINE = 4.5 + TIME.cap  # below the row's rule; the title stands on it too
META_BELOW = 5.6
CUES = 163.0  # left edge of what others do
LOWEST, BELOW, BELOW_TIME = 19.0, 6.5, 4.0
PAGE_ROOM = BOTTOM - TOP


@dataclass(slots=True)
class Row:
    """An item or moment of the day as it stands on paper. `asks` is False when it names others only."""

    starts: datetime
    name: str
    title: Paragraph
    under_time: tuple[Meta, ...]
    meta: tuple[tuple[Meta, ...], ...]
    body: Cell
    cues: Cell
    asks: bool = True
    fixed: bool = False
    droppable: bool = False
    timed: TimedItem | None = None
    slack: Slack | None = None
    mark: Mark = NO_MARK
    continued: bool = False

    @property
    def high(self) -> float:
        """In mm, without its slack."""
        under_time = TIME_BASELINE + len(self.under_time) * 5.2 + BELOW_TIME
        cues = self.cues.end + BELOW if self.cues.blocks else 0.0
        return max(LOWEST, self.meta_baseline + BELOW_TIME, self.body_end, cues, under_time)

    @property
    def high_with_slack(self) -> float:
        return self.high + (self.slack.high if self.slack else 0.0)

    @property
    def least(self) -> float:
        """What must fit on a page where a divided row begins."""
        cells = [cell.start + cell.blocks[0].high for cell in (self.body, self.cues) if cell.blocks]
        return max(cells, default=self.high) + BELOW

    @property
    def body_end(self) -> float:
        return self.body.end + BELOW if self.body.blocks else 0.0

    @property
    def meta_baseline(self) -> float:
        """Of the last line under the title."""
        title = TIME_BASELINE + (len(self.title.lines) - 1) * self.title.style.step
        return title + (META_BELOW + (len(self.meta) - 1) * META_STEP if self.meta else 0.0)

    @property
    def meta_top(self) -> float:
        """The baseline of the first line under the title."""
        return self.meta_baseline - max(len(self.meta) - 1, 0) * META_STEP

    @property
    def next_up(self) -> str:
        """How the page before announces this row."""
        again = "vervolg " if self.continued else ""
        return f"hierna: {again}{clock(self.starts)}  {self.name}"


def short_title(text: str, style: Style, measure: float, lines: int = 14) -> Paragraph:
    """The title; of a very long one the first lines, ending in "…"."""
    title, shown = heading(text, style, measure), text
    if len(title.lines) <= lines:
        return title
    while len(title.lines) > lines:
        shown = shown.rpartition(" ")[0] or shown[:-1]
        title = heading(shown.rstrip(" ,;:·") + "…", style, measure)
    return replace(title, whole=text)
