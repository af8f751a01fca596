"""Attendance lists on paper: a page shows only its own letters. Data in, bytes out; measures in mm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.pdf import FOOTER, HEADER, Document, Element, Face, Page, Style, fit
from app.registrations.attendance import Block, Guest
from app.registrations.badges_look import HAIRLINE, INK, MUTED
from app.words import clock, count, full_date

ROWS = 20  # lines to sign on a page
_LEFT, _RIGHT = 15.0, 195.0
_NAME, _ORGANISATION, _SIGN = _LEFT, 84.0, 140.0
_GAP = 3.0
_HEADS, _TOP, _ROW = 46.5, 49.5, 11.0
_FOOT = 287.0
_TITLE = Style(Face.BOLD, 22, 25, INK)
_BAR = Style(Face.BOLD, 11.5, 14, INK)
_SMALL = Style(Face.REGULAR, 10, 12, MUTED)
_HEAD = Style(Face.SEMIBOLD, 10, 12, MUTED)
_PERSON = tuple(Style(Face.SEMIBOLD, size, 15, INK) for size in (12, 11, 10, 9))
_FROM = tuple(Style(Face.REGULAR, size, 14, INK) for size in (11, 10, 9))


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the lists say of the day. `made_at` by the clock of the werksessie."""

    title: str
    date: date
    made_at: datetime
    author: str = "Rode Draad"


def attendance_lists(blocks: Sequence[Block], about: About) -> bytes:
    """The lists as PDF/UA-1 and PDF/A-2a, each on pages of its own. Raises ValueError without people."""
    if not blocks:
        raise ValueError("nobody to sign")
    people = sum(len(block.guests) for block in blocks)
    document = Document(
        title=f"{about.title}, presentielijst",
        subject=f"{count(people, 'deelnemer', 'deelnemers')} op {count(len(blocks), 'lijst', 'lijsten')}",
        author=about.author,
        made_at=about.made_at,
    )
    for block in blocks:
        _List(document, block, about).draw()
    for page in document.pages:
        with page.marked(FOOTER):
            page.text(_LEFT, _FOOT, f"gemaakt {about.made_at:%d-%m-%Y} {clock(about.made_at)}", _SMALL)
            number = f"pagina {page.number + 1} van {len(document.pages)}"
            page.text(_RIGHT, _FOOT, number, _SMALL, right=True)
    return document.save()


class _List:
    """One block on its pages."""

    def __init__(self, document: Document, block: Block, about: About) -> None:
        self.document, self.block, self.about = document, block, about
        self.pages = -(-len(block.guests) // ROWS)
        self.section = document.root.child("Sect", title=f"Presentielijst {block.letters}")

    def draw(self) -> None:
        """A page for each `ROWS` people; together they are one table."""
        page = self._page(0)
        table = self.section.child("Table")
        for number in range(self.pages):
            page = self._page(number) if number else page
            self._heads(page, table if number == 0 else None)
            on_page = self.block.guests[number * ROWS : (number + 1) * ROWS]
            for place, guest in enumerate(on_page):
                _draw_guest(page, guest, _TOP + place * _ROW, table.child("TR"))

    def _page(self, number: int) -> Page:
        """A new page with its header, which is read aloud on the first of a block."""
        page = self.document.page()
        if number == 0:
            self.document.bookmark(f"Presentielijst {self.block.letters}", page, 0)
        owner = self.section if number == 0 else None
        about = f"{full_date(self.about.date)}"
        with page.marked(owner.child("H1") if owner else HEADER):
            page.text(_LEFT, 22.5, f"Presentielijst {self.block.letters} ", _TITLE)
        with page.marked(owner.child("P") if owner else HEADER):
            page.text(_LEFT, 31, fit(self.about.title, _BAR, _RIGHT - _LEFT - 60), _BAR)
            page.text(_RIGHT, 31, " " + about, _SMALL, right=True)
        with page.marked(owner.child("P") if owner else HEADER):
            told = count(len(self.block.guests), "naam", "namen")
            sheet = f", blad {number + 1} van {self.pages}" if self.pages > 1 else ""
            page.text(_RIGHT, 22.5, told + sheet, _SMALL, right=True)
        page.rule(_LEFT, _RIGHT, 34.5, 0.9, INK)
        return page

    def _heads(self, page: Page, table: Element | None) -> None:
        row = table.child("TR") if table else None
        for x, head in ((_NAME, "naam"), (_ORGANISATION, "organisatie"), (_SIGN, "handtekening")):
            with page.marked(row.child("TH", scope="Column") if row else HEADER):
                page.text(x, _HEADS, head, _HEAD)
        page.rule(_LEFT, _RIGHT, _TOP, 0.9, INK)


def _draw_guest(page: Page, guest: Guest, y: float, row: Element) -> None:
    """A line to sign; the rule stands under it."""
    baseline = y + _ROW - 3.6
    with page.marked(row.child("TH", scope="Row")):
        _write(page, _NAME, baseline, guest.name, _PERSON, _ORGANISATION - _NAME - _GAP)
    with page.marked(row.child("TD")):
        _write(page, _ORGANISATION, baseline, guest.organisation, _FROM, _SIGN - _ORGANISATION - _GAP)
    row.child("TD")
    page.rule(_LEFT, _RIGHT, y + _ROW, 0.6, HAIRLINE)


def _write(page: Page, x: float, y: float, text: str, styles: Sequence[Style], measure: float) -> None:
    """`text` as large as fits on its line; in the smallest style cut with "…"."""
    style = next((style for style in styles if style.width(text) <= measure), styles[-1])
    page.text(x, y, fit(text, style, measure), style)
