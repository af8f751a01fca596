"""The table of a day over pages: it turns, repeats its heads, and is one table to who listens."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.print_sheet import COLUMN_HEAD, HEADS, Sheets
from app.pdf import HEADER, Element, Page

Columns = Sequence[tuple[float, str]]  # where a column stands, in mm from the left, and its head


class DayTable:
    """`y` is where the next row begins on `page`. The heads are tagged once; on later pages they are an artifact."""

    def __init__(
        self, sheets: Sheets, section: Element, columns: Columns, top: float, heads_at: float = HEADS
    ) -> None:
        self.sheets = sheets
        self.page: Page
        self.y = top
        self._top = top
        self._columns = columns
        self._heads_at = heads_at
        self._table = section.child("Table", role="day")
        self._body: Element | None = None

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
