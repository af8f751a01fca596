"""The sheet that the editions share: grid, type, colours, header and footer.

Measures are millimetres from the left and top edge of an A4, type sizes points. The constants are those of a portrait
sheet; what differs on a landscape one is in its `Frame`.
"""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass

from app.draaiboek.contents import Draaiboek, Imprint, TeamMember
from app.pdf import FOOTER, HEADER, Document, Element, Face, Page, Style, dark_runs, fit
from app.words import clock, full_date

INK = (0x1A / 255, 0x1D / 255, 0x26 / 255)
MUTED = (0x52 / 255, 0x58 / 255, 0x68 / 255)
THREAD_RED = (0xC4 / 255, 0x16 / 255, 0x1C / 255)
HAIRLINE = (0xB4 / 255, 0xBA / 255, 0xC6 / 255)
TINT = (0xF0 / 255, 0xF1 / 255, 0xF4 / 255)

LEFT, WHEN, THREAD, WHAT, RIGHT = 13.0, 18.0, 45.5, 51.0, 198.0
LABEL_END = 41.0  # labels of the cover end here
SECOND = 89.0  # second column of the cover
TOP, BOTTOM = 29.0, 269.0  # where rows begin and end
HEADER_RULE, THREAD_TOP = 20.8, 25.0
HEADS = 26.0  # baseline of column heads

HEAVY, SECTION, ROW, FOOT = 1.4, 0.9, 0.6, 0.4  # rules, points
_QR = 11.0
_CITY = re.compile(r"\b\d{4}\s?[A-Z]{2}\s+(.+)$")

_BAR = Style(Face.BOLD, 11.5, 15, INK)
_SMALL = Style(Face.REGULAR, 9.5, 12, MUTED)
_NUMBER = Style(Face.BOLD, 10.5, 13, INK)
LABEL = Style(Face.SEMIBOLD, 11.5, 15, MUTED)
COLUMN_HEAD = Style(Face.SEMIBOLD, 10, 12, MUTED)
BODY = Style(Face.REGULAR, 12, 15, INK)
BODY_BOLD = Style(Face.BOLD, 12, 15, INK)
NEXT = Style(Face.SEMIBOLD, 12, 15, INK)
SLACK_WORD = Style(Face.BOLD, 12.5, 15, INK)
SLACK_TEXT = Style(Face.REGULAR, 11.5, 15, INK)
PAGE_TITLE = Style(Face.BOLD, 22, 25, INK)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of `wide` by `high`: between which lines is drawn, `bottom` where rows end, `made` where the footer
    says when it was made."""

    wide: float
    high: float
    left: float
    right: float
    bottom: float
    made: float

    @property
    def foot_rule(self) -> float:
        return self.high - 17

    @property
    def foot_text(self) -> float:
        """The baseline of the footer."""
        return self.high - 11.3

    @property
    def next_up(self) -> float:
        """The baseline of what comes overleaf."""
        return self.high - 20.8

    @property
    def thread_end(self) -> float:
        """Where the thread ends when the day goes on."""
        return self.high - 19

    @property
    def change_bar(self) -> float:
        """The left edge of the bar beside what changed, in the outer margin."""
        return self.right + (4.5 if self.wide < self.high else 4.0)

    @property
    def lowest(self) -> float:
        """The last baseline of lists, below which nothing is announced."""
        return self.high - 24


PORTRAIT = Frame(wide=210, high=297, left=LEFT, right=RIGHT, bottom=BOTTOM, made=47)
LANDSCAPE = Frame(wide=297, high=210, left=14, right=285, bottom=184, made=48)


@dataclass(frozen=True, slots=True)
class Header:
    """What every page says at its head."""

    edition: str
    version: str
    about: tuple[str, ...]  # title, date and place, each way shorter than the one before
    regie: str
    status: str

    @classmethod
    def of(cls, draaiboek: Draaiboek, imprint: Imprint, edition: str) -> Header:
        """The header of one edition."""
        leader = regie_of(draaiboek)
        return cls(
            edition=f"Draaiboek {edition}",
            version=number_of(imprint) if imprint.concept else f"versie {number_of(imprint)}",
            about=tuple(_about(draaiboek, where) for where in _places(draaiboek)),
            regie=leader.phone if leader else "",
            status=imprint.status if imprint.concept else "",
        )


def number_of(imprint: Imprint) -> str:
    """The bare number of a version: "0.3" of "concept 0.3", "1.0" of "versie 1.0"."""
    return re.sub(r"^(concept|versie)\s+", "", imprint.version)


def _about(draaiboek: Draaiboek, where: str) -> str:
    return "  ·  ".join(filter(None, [draaiboek.title, full_date(draaiboek.date), where]))


def _places(draaiboek: Draaiboek) -> list[str]:
    """The venue with its town ("De Voorbeeldkade, Zwolle"), without it, and the town alone."""
    name = draaiboek.venue.name
    found = _CITY.search(draaiboek.venue.address)
    town = found.group(1) if found else ""
    return [", ".join(filter(None, [name, "" if town in name else town])), name, town]


def regie_of(draaiboek: Draaiboek) -> TeamMember | None:
    """Who leads on the day, by the file."""
    return next((member for member in draaiboek.team if member.regie), None)


def _owned(page: Page, cover: Element | None, otherwise: str) -> AbstractContextManager[None]:
    """Marks a line of page 1 as a paragraph to be read, that of another page as an artifact."""
    return page.marked(cover.child("P", role="imprint") if cover else otherwise)


class Sheets:
    """The pages of one edition. The header and footer of page 1 are read aloud, those of the others are artifacts."""

    def __init__(self, document: Document, header: Header, imprint: Imprint, frame: Frame = PORTRAIT) -> None:
        self.frame = frame
        self.document = document
        self.header = header
        self.imprint = imprint
        self._colophon: Element | None = None
        self._pages: list[Page] = []
        self.sections: dict[
            str, int
        ] = {}  # on which page (1 is the first) the sections with these labels begin

    def page(self, cover: Element | None = None) -> Page:
        """A new page with its header. `cover` is the section of page 1, which owns the header."""
        page = self.document.page((self.frame.wide, self.frame.high))
        self._pages.append(page)
        self._draw_header(page, cover)
        with page.marked(HEADER):
            page.rule(self.frame.left, self.frame.right, HEADER_RULE, SECTION, INK)
        return page

    def close_cover(self, cover: Element) -> None:
        """Here, after all else on page 1, its footer is read."""
        self._colophon = cover.child("Sect", title="Colofon")

    def finish(self) -> Document:
        """Put the footers under the pages, now that they are counted."""
        left, right, baseline = self.frame.left, self.frame.right, self.frame.foot_text
        for page in self._pages:
            with page.marked(FOOTER):
                page.rule(left, right, self.frame.foot_rule, FOOT, HAIRLINE)
                page.text(left, baseline, f"pagina {page.number + 1} van {len(self.document.pages)}", _NUMBER)
            owner = self._colophon if page.number == 0 else None
            self._draw_imprint(page, owner)
        return self.document

    def _draw_header(self, page: Page, cover: Element | None) -> None:
        header, left, right = self.header, self.frame.left, self.frame.right
        with _owned(page, cover, HEADER):
            page.text(left, 13.2, header.edition, _BAR)
        with _owned(page, cover, HEADER):
            if header.status:
                self._draw_status(page, right - _BAR.width(header.version) - 3)
            page.text(right, 13.2, header.version, _BAR, right=True)
        room = right - left - (_NUMBER.width(header.regie) + 12 if header.regie else 0)
        with _owned(page, cover, HEADER):
            about = next((text for text in header.about if _SMALL.width(text) <= room), header.about[-1])
            page.text(left, 18.2, fit(about, _SMALL, room), _SMALL)
        if header.regie:
            with _owned(page, cover, HEADER):
                page.text(right - _NUMBER.width(header.regie) - 1.2, 18.2, "regie ", _SMALL, right=True)
                page.text(right, 18.2, header.regie, _NUMBER, right=True)

    def _draw_status(self, page: Page, right: float) -> None:
        """The word CONCEPT, or what the version is instead, in a frame with its right edge at `right`."""
        word = _BAR.width(self.header.status)
        left, top, low = right - word - 3, 9.2, 14.4
        page.line(
            [(left, top), (right, top), (right, low), (left, low), (left, top), (right, top)], SECTION, INK
        )
        page.text(left + 1.5, 13.2, f"{self.header.status} ", _BAR)

    def _draw_imprint(self, page: Page, owner: Element | None) -> None:
        """When it was made, and the code and QR to the live version."""
        made = f"gemaakt {self.imprint.made_at:%d-%m-%Y} {clock(self.imprint.made_at)}"
        baseline, end = self.frame.foot_text, self.frame.right - 13
        question = "is dit de laatste versie?"
        with _owned(page, owner, FOOTER):
            page.text(self.frame.made, baseline, made, _SMALL)
        link = owner.child("P").child("Link") if owner else None
        with page.marked(link or FOOTER):
            wide = _SMALL.width(question)
            start = end - wide - 2.2 - _SMALL.width(self.imprint.code)
            page.text(start, baseline, self.imprint.code + " ", _SMALL)
            page.text(end - wide, baseline, question, _SMALL)
        self._draw_qr(page, owner)
        if link:
            contents = f"Bekijk de laatste versie op {self.imprint.url}"
            page.link(link, self.imprint.url, contents, (start, self.frame.foot_rule + 1.5, end - start, 6))

    def _draw_qr(self, page: Page, owner: Element | None) -> None:
        modules, runs = dark_runs(self.imprint.url)
        size = _QR / modules
        left, top = self.frame.right - _QR, self.frame.foot_rule + 1.4
        alt = f"QR-code die naar de laatste versie leidt, {self.imprint.url}."
        figure = owner.child("Figure", alt=alt) if owner else None
        with page.marked(figure or FOOTER):
            boxes = ((left + column * size, top + row * size, run * size, size) for column, row, run in runs)
            page.boxes(tuple(boxes), INK)
        if figure:
            page.place(figure, left, top, _QR, _QR)
