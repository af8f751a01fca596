"""The table of a day over pages: it turns, repeats its heads, and is one table to who listens."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from app.draaiboek.print_between import Gone, Slack
from app.draaiboek.print_changes import Mark, Marks
from app.draaiboek.print_marks import CHANGE_WORD, change_bar, strike, thread
from app.draaiboek.print_sheet import COLUMN_HEAD, HEADS, INK, Sheets
from app.pdf import HEADER, Element, Face, Page, Style, fit
from app.words import clock

Columns = Sequence[tuple[float, str]]  # where a column stands, in mm from the left, and its head
FULL_ENOUGH = 0.6  # a page should be filled this far
_GONE_LINE, _GONE_UNDER = 5.9, 4.9  # baselines: of the title from the rule, of what it was from the title
_UNDER = Style(Face.REGULAR, 11.5, 14, INK)
_BAR_AIR = 1.2  # between a row's rule and the bar beside it


class AnyRow(Protocol):
    """A row as every table of a day has it."""

    starts: datetime
    mark: Mark
    slack: Slack | None

    @property
    def high(self) -> float: ...

    @property
    def next_up(self) -> str: ...


Row = TypeVar("Row", bound=AnyRow)


class DayTable(Generic[Row]):
    """`y` is where the next row begins on `page`. The heads are tagged once; on later pages they are an artifact."""

    gone_title: Style
    gone_at: float
    thread_at: float
    slack_high: float

    def __init__(
        self,
        sheets: Sheets,
        section: Element,
        columns: Columns,
        marks: Marks,
        top: float,
        heads_at: float = HEADS,
    ) -> None:
        self.sheets = sheets
        self.marks = marks
        self.page: Page
        self.y = top
        self._top = top
        self._columns = columns
        self._heads_at = heads_at
        self._table = section.child("Table", role="day")
        self._body: Element | None = None
        self._above: tuple[Page, Mark] | None = None  # of the row above

    # ---- what each table does in its own way

    @abstractmethod
    def placeable(self, row: Row, room: float) -> Row | None:
        """The row as it fits in `room` mm; None when the page has to turn first."""

    @abstractmethod
    def divided(self, row: Row, room: float) -> tuple[Row, Sequence[Row]]:
        """What of a row that is placed fits in `room` mm, and what goes on overleaf."""

    @abstractmethod
    def draw_row(self, row: Row, before: datetime | None) -> None:
        """The row and its slack; `before` is the start of the row above it on this page."""

    @abstractmethod
    def rule(self, *, heavy: bool) -> None:
        """The rule at `y`."""

    @abstractmethod
    def draw_slack(self, slack: Slack) -> None:
        """The row of slack at `y`."""

    @abstractmethod
    def announce(self, row: Row | Gone) -> None:
        """Close a page: what comes next, and the thread on to the footer."""

    # ---- what they share

    def fill(self, rows: Sequence[Row], gone: Sequence[Gone] = ()) -> None:
        """All rows, on as many pages as it takes. What is gone stays with the row above it, where there is room."""
        waiting = _with_gone(rows, gone)
        self.turn()
        self.sheets.document.bookmark("De dag", self.page, 0)
        before: datetime | None = None
        while waiting:
            room = self.sheets.frame.bottom - self.y
            row = self._next(waiting, room)
            if row is None:
                self.announce(waiting[0])
                self.turn()
                before = None
                continue
            waiting.pop(0)
            if isinstance(row, Gone):
                self._draw_gone(row, before)
            else:
                row, rest = self.divided(row, room)
                waiting[:0] = rest
                self.draw_row(row, before)
            before = row.starts
        self.rule(heavy=True)

    def _next(self, waiting: Sequence[Row | Gone], room: float) -> Row | Gone | None:
        """The first of the rows as it fits; None when the page has to turn."""
        first = waiting[0]
        if not isinstance(first, Gone):
            stays = [row.high for row in waiting[1:2] if isinstance(row, Gone)]
            return self.placeable(first, room - sum(stays))
        high = first.high + (self.slack_high if first.slack else 0.0)
        return first if high <= room or self.y == self._top else None

    def turn(self) -> None:
        """A new page, with the heads of the columns."""
        self.page = self.sheets.page()
        self.y = self._top
        head = None if self._body else self._table.child("THead").child("TR")
        for x, word in self._columns:
            with self.page.marked(head.child("TH", scope="Column") if head else HEADER):
                self.page.text(x, self._heads_at, word, COLUMN_HEAD)
        self._body = self._body or self._table.child("TBody")

    def line(self, role: str = "") -> Element:
        """A new row of the table; `role` is what it is when it is no item or moment: slack, clash, away, continued."""
        assert self._body is not None
        return self._body.child("TR", role=role)

    def mark(self, mark: Mark, end: float) -> bool:
        """The bar beside the row from `y` to `end`; whether its word is to stand there too.

        A row with the cause of the row above shares its bar and its word.
        """
        above, self._above = self._above, (self.page, mark)
        self.marks.stand_on(mark.changes, self.page.number + 1)
        if not mark.word:
            return False
        shares = (
            above is not None and above[0] is self.page and bool(mark.cause) and above[1].cause == mark.cause
        )
        change_bar(self.page, self.sheets.frame, self.y + (-_BAR_AIR if shares else _BAR_AIR), end - _BAR_AIR)
        return not shares

    def word(self, owner: Element, y: float, word: str, right: float) -> None:
        """The word of a mark, which ends at `right`."""
        with self.page.marked(owner.child("P", role="change")):
            self.page.text(right, y, word, CHANGE_WORD, right=True)

    def _draw_gone(self, gone: Gone, before: datetime | None) -> None:
        """A short row: time and title struck, the word, and what it was."""
        self.rule(heavy=before is not None and before.hour != gone.starts.hour)
        page, end, style = self.page, self.y + gone.high, self.gone_title
        thread(page, self.y, end, x=self.thread_at)
        mark = Mark((gone.change,))
        self.mark(mark, end)
        line, baseline, right = self.line("gone"), self.y + _GONE_LINE, self.sheets.frame.right
        time_at, what_at = self._columns[0][0], self.gone_at
        told = f"{clock(gone.starts)} "
        with page.marked(line.child("TH", scope="Row")):
            page.text(time_at, baseline, told, style)
            strike(page, time_at, baseline, told, told.strip(), style)
        cell = line.child("TD", span=len(self._columns) - 1)
        word = gone.change.word
        name = fit(gone.name, style, right - what_at - CHANGE_WORD.width(word) - 6)
        with page.marked(cell.child("P")):
            page.text(what_at, baseline, f"{name} ", style)
            strike(page, what_at, baseline, name, name, style)
        self.word(cell, baseline, word, right)
        if gone.under:
            with page.marked(cell.child("P")):
                page.text(what_at, baseline + _GONE_UNDER, fit(gone.under, _UNDER, right - what_at), _UNDER)
        self.y = end
        if gone.slack:
            self.draw_slack(gone.slack)


def _with_gone(rows: Sequence[Row], gone: Sequence[Gone]) -> list[Row | Gone]:
    """The rows in their order, with what is gone at its time; slack comes after what is gone before it."""
    merged: list[Row | Gone] = list(rows)
    for one in sorted(gone, key=lambda gone: gone.starts.astimezone(UTC)):
        place = bisect_right(merged, one.starts.astimezone(UTC), key=lambda row: row.starts.astimezone(UTC))
        if place and merged[place - 1].slack:
            one.slack, merged[place - 1].slack = merged[place - 1].slack, None
        merged.insert(place, one)
    return merged
