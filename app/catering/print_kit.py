"""What the catering prints share: type, colours, and a page that goes on where the last one ended. Measures in mm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.pdf import FOOTER, HEADER, Document, Element, Face, Page, Paragraph, Style, fit, paragraph
from app.registrations.badges_look import HAIRLINE, INK, MUTED
from app.words import clock, full_date

TITLE = Style(Face.BOLD, 22, 25, INK)
BAR = Style(Face.BOLD, 11.5, 14, INK)
HEAD = Style(Face.SEMIBOLD, 9.5, 12, MUTED)
BOLD = Style(Face.BOLD, 11, 14, INK)
TEXT = Style(Face.REGULAR, 10, 13, INK)
NUMBER = Style(Face.BOLD, 14, 16, INK)
SMALL = Style(Face.REGULAR, 9.5, 12, MUTED)
LEFT, FOOT = 15.0, 15.0  # mm of margin
_TOP, _AGAIN = 41.0, 24.0  # the first line of a first and of a following page
MOST_LINES = 18  # of what is served, in one row
_CELL = 2.6  # above and below the text of a cell
PORTRAIT, LANDSCAPE = (210.0, 297.0), (297.0, 210.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a print says of the day. `made_at` by the clock of the werksessie; `where` in one line."""

    title: str
    date: date
    where: str
    made_at: datetime
    author: str = "Rode Draad"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its left edge and how wide its text may be. `right`: ends at its right edge."""

    head: str
    x: float
    wide: float
    right: bool = False


Cell = Sequence[Paragraph]  # one below the other


class Flow:
    """Pages one after the other, each with its header and footer; `y` is where the next thing goes."""

    def __init__(self, heading: str, about: About, size: tuple[float, float] = PORTRAIT) -> None:
        self.heading, self.about, self.size = heading, about, size
        self.document = Document(
            title=f"{about.title}, {heading.lower()}",
            subject=f"{heading}, {full_date(about.date)}",
            author=about.author,
            made_at=about.made_at,
        )
        self.section = self.document.root.child("Sect", title=heading)
        self.right = size[0] - LEFT
        self.page, self.y = self._next(), 0.0
        self._head()

    def _next(self) -> Page:
        return self.document.page(self.size)

    def _head(self) -> None:
        """The first header is read aloud; those of following pages repeat it for the eye."""
        page, about, first = self.page, self.about, self.page.number == 0
        if first:
            self.document.bookmark(self.heading, page, 0)
            with page.marked(self.section.child("H1")):
                page.text(LEFT, 21.5, f"{self.heading} ", TITLE)
        with page.marked(self.section.child("P") if first else HEADER):
            own = "" if first else f"{self.heading}: "
            page.text(
                LEFT, 29 if first else 15, fit(own + about.title, BAR, self.right - LEFT - 70) + " ", BAR
            )
            page.text(self.right, 29 if first else 15, full_date(about.date), SMALL, right=True)
        if first and about.where:
            with page.marked(self.section.child("P")):
                page.text(LEFT, 34, fit(about.where, SMALL, self.right - LEFT), SMALL)
        page.rule(LEFT, self.right, 36.5 if first else 18, 0.9, INK)
        self.y = _TOP if first else _AGAIN

    def room(self, high: float) -> bool:
        """Whether so much still fits on this page."""
        return self.y + high <= self.size[1] - FOOT - 6

    def turn(self) -> None:
        """Go on on a new page."""
        self.page = self._next()
        self._head()

    def say(self, text: str, style: Style = TEXT, *, tag: str = "P", owner: Element | None = None) -> None:
        """A paragraph over the whole width, on as many pages as it takes."""
        element = (owner or self.section).child(tag)
        for part in paragraph(text, style, self.right - LEFT).cut(1):
            if not self.room(style.step):
                self.turn()
            with self.page.marked(element):
                self.page.paragraph(LEFT, self.y + style.cap, part)
            self.y += style.step
        self.y += 1.5

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        """A table with its heads again on each page; the first cell of a row names it."""
        table = self.section.child("Table")
        self._heads(columns, table.child("TR"))
        for cells in rows:
            high = max(map(_height, cells)) + 2 * _CELL
            if not self.room(high):
                self.turn()
                self._heads(columns, None)
            row = table.child("TR")
            for number, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                owner = row.child("TH", scope="Row") if number == 0 else row.child("TD")
                self._cell(column, cell, owner)
            self.y += high
            self.page.rule(LEFT, self.right, self.y, 0.6, HAIRLINE)

    def _heads(self, columns: Sequence[Column], row: Element | None) -> None:
        heads = [paragraph(column.head, HEAD, column.wide) for column in columns]
        high = max(head.height for head in heads)
        for column, head in zip(columns, heads, strict=True):
            with self.page.marked(row.child("TH", scope="Column") if row else HEADER):
                self._lines(column, head, self.y + high - head.height + HEAD.cap)
        self.y += high + 2.0
        self.page.rule(LEFT, self.right, self.y, 0.9, INK)

    def _cell(self, column: Column, cell: Cell, owner: Element) -> None:
        y = self.y + _CELL
        with self.page.marked(owner):
            for lines in cell:
                self._lines(column, lines, y + lines.style.cap)
                y += len(lines.lines) * lines.style.step

    def _lines(self, column: Column, lines: Paragraph, y: float) -> None:
        if not column.right:
            self.page.paragraph(column.x, y, lines)
            return
        for number, part in enumerate(lines.cut(1)):
            self.page.paragraph(column.x + column.wide - part.width, y + number * lines.style.step, part)

    def save(self) -> bytes:
        """The finished PDF/UA-1 and PDF/A-2a, with its page numbers."""
        made = self.about.made_at
        for page in self.document.pages:
            with page.marked(FOOTER):
                y = self.size[1] - FOOT + 5
                page.text(LEFT, y, f"gemaakt {made:%d-%m-%Y} {clock(made)}", SMALL)
                number = f"pagina {page.number + 1} van {len(self.document.pages)}"
                page.text(self.right, y, number, SMALL, right=True)
        return self.document.save()


def _height(cell: Cell) -> float:
    return sum(len(lines.lines) * lines.style.step for lines in cell)


def cell(column: Column, *texts: tuple[str, Style]) -> Cell:
    """What goes into a cell: each text with its style, but for empty ones."""
    return [paragraph(text, style, column.wide) for text, style in texts if text]


def choice_cell(column: Column, title: str, room: str, choice: str, *behind: str) -> Cell:
    """What is served: its title and room, the words of the planner as far as a row may be high, and what follows."""
    shown = cell(column, *((line, TEXT) for line in choice.splitlines()))
    kept, left = [], MOST_LINES
    for lines in shown:
        if left > 0:
            kept += lines.cut(left)[:1]
        left -= len(lines.lines)
    more = cell(column, ("… De rest staat op de pagina van de bestelling.", SMALL)) if left < 0 else []
    last = cell(column, *((text, BOLD) for text in behind))
    return [*cell(column, (title, BOLD), (room, SMALL)), *kept, *more, *last]
