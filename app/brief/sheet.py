"""The opdracht on paper: one page, and a second only when nothing can be smaller. Measures in mm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.brief.contents import Brief, concerned_words, duty_words, facts
from app.pdf import FOOTER, HEADER, Document, Element, Face, Page, Run, Style, fit, heading, paragraph
from app.words import clock

INK = (0x1A / 255, 0x1D / 255, 0x26 / 255)
MUTED = (0x52 / 255, 0x58 / 255, 0x68 / 255)
THREAD = (0xC4 / 255, 0x16 / 255, 0x1C / 255)
_LEFT, _TEXT, _RIGHT = 18.0, 60.0, 192.0
_TOP, _BOTTOM, _FOOT = 20.0, 277.0, 287.0
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5)
_SMALL = Style(Face.REGULAR, 9, 11, MUTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the paper says of itself: "versie 2" or "concept", when it was made by the clock of the werksessie, and
    who approved it, in a sentence ("" for nobody yet)."""

    version: str
    made_at: datetime
    approved: str = ""
    author: str = "Rode Draad"


def brief_sheet(brief: Brief, stamp: Stamp) -> bytes:
    """The opdracht as PDF/UA-1 and PDF/A-2a, in the largest type in which it stands on one page."""
    for size in _SIZES:
        sheet = _Sheet(brief, stamp, size)
        sheet.draw()
        if len(sheet.document.pages) == 1:
            break
    return sheet.finished()


def _blocks(brief: Brief) -> Iterator[tuple[str, Sequence[Sequence[Run]]]]:
    """A heading with its paragraphs; what is not filled in is left out."""
    bold = Face.SEMIBOLD
    yield "Aanleiding", [[Run(text)] for text in brief.occasion.splitlines() if text.strip()]
    goals = []
    for number, aim in enumerate(brief.goals, 1):
        said = {"gemeten": aim.measure.rstrip("."), "genoeg": aim.target.rstrip(".")}
        more = [f"{word}: {text}" for word, text in said.items() if text]
        end = f" ({'; '.join([aim.pillar, *more])})"
        goals.append([Run(f"{number}. {aim.text}"), Run(end, colour=MUTED)])
    yield "Doelstellingen", goals
    yield "Randvoorwaarden", [[Run(text)] for text in brief.conditions]
    yield "Wie doet wat", [[Run(duty.subject, face=bold), Run(duty_words(duty))] for duty in brief.duties]
    yield "Betrokkenen", [[Run(each.name, face=bold), Run(concerned_words(each))] for each in brief.concerned]


class _Sheet:
    """One try, in type of one size."""

    def __init__(self, brief: Brief, stamp: Stamp, size: float) -> None:
        self.brief, self.stamp = brief, stamp
        self.body = Style(Face.REGULAR, size, size * 1.3, INK)
        self.label = Style(Face.SEMIBOLD, size, size * 1.3, INK)
        self.document = Document(
            title=f"Opdracht {brief.title}",
            subject=f"Opdracht, {stamp.version}",
            author=stamp.author,
            made_at=stamp.made_at,
        )
        self.page: Page = self.document.page()
        self.y = _TOP

    def draw(self) -> None:
        title = Style(Face.BOLD, 20, 24, INK)
        root = self.document.root
        made = heading(f"Opdracht: {self.brief.title}", title, _RIGHT - _LEFT)
        self.document.bookmark("Opdracht", self.page, 0)
        with self.page.marked(root.child("H1")):
            self.y = self.page.paragraph(_LEFT, self.y + title.cap, made)
        self.y += 4
        if self.stamp.approved:
            self._paragraph(root.child("P"), [Run(self.stamp.approved, face=Face.SEMIBOLD)], _LEFT)
            self.y += 2
        self.page.rule(_LEFT, _RIGHT, self.y, 1.2, THREAD)
        self.y += 3
        table = root.child("Table")
        for name, text in facts(self.brief):
            if text:
                self._row(table.child("TR"), name, text)
        for name, texts in _blocks(self.brief):
            if texts:
                self._block(root.child("Sect", title=name), name, texts)

    def _row(self, row: Element, name: str, text: str) -> None:
        made = paragraph(text, self.body, _RIGHT - _TEXT)
        self._room(made.height + 2)
        with self.page.marked(row.child("TH", scope="Row")):
            self.page.text(_LEFT, self.y + self.body.cap, name + " ", self.label)
        with self.page.marked(row.child("TD")):
            self.page.paragraph(_TEXT, self.y + self.body.cap, made)
        self.y += made.height + 2

    def _block(self, section: Element, name: str, texts: Sequence[Sequence[Run]]) -> None:
        self.y += 2.5
        self._room(3 * self.body.step)
        with self.page.marked(section.child("H2")):
            self.page.text(_LEFT, self.y + self.body.cap, name, self.label)
        for text in texts:
            self._paragraph(section.child("P"), text, _TEXT)
            self.y += 1.6

    def _paragraph(self, element: Element, text: Sequence[Run], left: float) -> None:
        """Text that goes on, on a next page when it must."""
        for line in paragraph(text, self.body, _RIGHT - left).cut(1):
            self._room(self.body.step)
            with self.page.marked(element):
                self.page.paragraph(left, self.y + self.body.cap, line)
            self.y += self.body.step

    def _room(self, high: float) -> None:
        """A next page when so many mm do not fit on this one."""
        if self.y + high > _BOTTOM:
            self.page = self.document.page()
            with self.page.marked(HEADER):
                title = fit(f"Opdracht: {self.brief.title}", _SMALL, _RIGHT - _LEFT)
                self.page.text(_LEFT, _TOP - 6, title, _SMALL)
            self.y = _TOP

    def finished(self) -> bytes:
        """The bytes, with a footer on each page."""
        made = self.stamp.made_at
        for page in self.document.pages:
            with page.marked(FOOTER):
                page.text(
                    _LEFT, _FOOT, f"{self.stamp.version}, gemaakt {made:%d-%m-%Y} {clock(made)}", _SMALL
                )
                of = f"pagina {page.number + 1} van {len(self.document.pages)}"
                page.text(_RIGHT, _FOOT, of, _SMALL, right=True)
        return self.document.save()
