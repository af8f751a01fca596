"""The head of a short edition: its title, and key facts as labelled rows left and right of the thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_flow import FIRST, Flow
from app.draaiboek.print_marks import Start, start
from app.draaiboek.print_sheet import BODY, BODY_BOLD, INK, MUTED, RIGHT, TOP, WHAT, Sheets
from app.draaiboek.print_signs import short_text
from app.pdf import Element, Face, Paragraph, Run, Style, paragraph
from app.programme.plan import Kind
from app.programme.timeline import Timeline
from app.words import clock, full_date

TITLES = tuple(Style(Face.BOLD, size, size * 1.0625, INK) for size in (26, 21, 17, 14))
SUBTITLE = Style(Face.REGULAR, 14, 17.5, MUTED)
FACT = Style(Face.BOLD, 15, 19, INK)
WIDE = RIGHT - WHAT
ROW_STEP, LINE_STEP = 7.8, 5.3  # from a row's last baseline to the next row's first, and within a row
_LONGEST = 12  # lines that stay together


def open_page(
    sheets: Sheets,
    section: Element,
    title: str,
    subtitle: str,
    cover: Element | None,
    *,
    compact: bool = False,
) -> Flow:
    """A new page with its title; `cover` owns the header when this is page 1, `compact` prefers a title of one line."""
    page = sheets.page(cover)
    flow = Flow(sheets, page, 27.5)
    one_line = compact and next((style for style in TITLES if style.width(title) <= WIDE), None)
    shown = short_text(title, [one_line] if one_line else TITLES, WIDE, 3)
    flow.y += shown.style.cap
    sheets.document.bookmark(title, page, 0)
    with page.marked(section.child("H1")):
        flow.y = page.paragraph(WHAT, flow.y, shown)
    if subtitle:
        text = short_text(subtitle, [SUBTITLE, replace(SUBTITLE, size=11.5, leading=14)], WIDE, 3)
        flow.y += 7.6
        with page.marked(section.child("P")):
            flow.y = page.paragraph(WHAT, flow.y, text)
    flow.y += (10.0 if compact else 11.0) - ROW_STEP
    return flow


class Facts:
    """Labelled rows, read as a table without column heads."""

    def __init__(self, flow: Flow, owner: Element) -> None:
        self.flow = flow
        self.body = owner.child("Table").child("TBody")

    def add(
        self, label: str, texts: Sequence[Paragraph], gap: float = 0.0, sign: Start | None = None
    ) -> None:
        """A row; `gap` is extra white between its paragraphs, `sign` stands on the thread. Empty texts are left out."""
        pieces = [piece for text in texts if text.lines[0].pieces for piece in text.cut(_LONGEST)]
        if not pieces:
            return
        line = self.body.child("TR")
        head, cell = line.child("TH", scope="Row"), line.child("TD")
        for number, piece in enumerate(pieces):
            self._step(piece, ROW_STEP if number == 0 else LINE_STEP + gap)
            if number == 0:
                self.flow.label(label, head, "P")
                if sign:
                    start(self.flow.page, self.flow.y - piece.style.cap / 2, sign)
            with self.flow.page.marked(cell.child("P")):
                self.flow.y = self.flow.page.paragraph(WHAT, self.flow.y, piece)

    def _step(self, piece: Paragraph, step: float) -> None:
        """Down to the piece's first baseline, overleaf when it does not fit."""
        if self.flow.need(step + piece.height - piece.style.cap):
            self.flow.y = TOP - step + FIRST
        self.flow.y += step


def body(text: str | Sequence[Run], style: Style = BODY, measure: float = WIDE) -> Paragraph:
    """A paragraph of running text beside a label."""
    return paragraph(text, style, measure)


def add_when(facts: Facts, draaiboek: Draaiboek, day: Timeline) -> None:
    """Date and hours, with inloop and borrel."""
    hours = _hours(draaiboek)
    around = []
    if day.items and day.items[0].item.kind is Kind.INLOOP:
        around.append(f"inloop {clock(day.starts)}")
    if day.items and day.items[-1].item.kind is Kind.BORREL:
        around.append(f"borrel tot {clock(day.ends)}")
    told = [Run(hours), Run(f"  {', '.join(around)}", Face.REGULAR)] if around else [Run(hours)]
    facts.add("wanneer", [body(full_date(draaiboek.date), FACT), body(told, replace(FACT, size=13))], gap=0.9)


def add_when_short(facts: Facts, draaiboek: Draaiboek) -> None:
    """Date and hours on one line."""
    told = [Run(full_date(draaiboek.date)), Run(_hours(draaiboek), Face.REGULAR)]
    facts.add("wanneer", [body(told, replace(FACT, size=14))])


def _hours(draaiboek: Draaiboek) -> str:
    return f"{clock(draaiboek.starts)} tot {clock(draaiboek.ends)}"


def add_where(facts: Facts, draaiboek: Draaiboek) -> None:
    """The venue, and how to get there."""
    venue = draaiboek.venue
    told = ". ".join(part.rstrip(". ") for part in (venue.address, venue.route) if part.strip())
    facts.add("waar", [body(venue.name, BODY_BOLD), body(f"{told}." if told else "")])


def add_where_short(facts: Facts, draaiboek: Draaiboek) -> None:
    """The venue and its address as one text."""
    venue = draaiboek.venue
    facts.add("waar", [body([Run(venue.name, Face.BOLD), Run(" ".join(venue.address.split()))])])
