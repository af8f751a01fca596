"""The programme for participants: an A4 to hand out, with what the public page tells and nothing more."""

from __future__ import annotations

from dataclasses import replace

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_flow import AIR, FIRST, Flow
from app.draaiboek.print_handout_rows import BESIDE_STEP, Line, Part, parts_of
from app.draaiboek.print_marks import MARK_ROOM, PILLAR_COLOUR, Start, pillar_mark, start
from app.draaiboek.print_onepage_facts import Facts, add_when, add_where, body, open_page
from app.draaiboek.print_sheet import (
    COLUMN_HEAD,
    HAIRLINE,
    HEADS,
    HEAVY,
    INK,
    RIGHT,
    ROW,
    TOP,
    WHAT,
    WHEN,
    Header,
    Sheets,
)
from app.draaiboek.print_signs import new_document, reason_page
from app.pdf import HEADER, Document, Element, Face, Page, Style, fit
from app.programme.timeline import timeline
from app.words import clock

EDITION = "programma"
NO_ITEMS = (
    "Er staat nog niets in het programma. Zet er onderdelen in, met wat deelnemers ervan mogen weten, "
    "en druk daarna opnieuw af."
)
BESIDE = 163.0  # pillar and room
ABOVE, BELOW = 2.9, 3.1  # from a rule to the first capitals, from the last baseline to the rule
TIME = Style(Face.BOLD, 16, 19, INK)
PLACE = Style(Face.REGULAR, 11.5, 14.5, INK)
PILLAR = Style(Face.SEMIBOLD, 11, 14, INK)
END = Style(Face.SEMIBOLD, 13, 16, INK)


def programma(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """The outline of the day: times, titles, what it is about, where, and the speakers who are confirmed."""
    day = timeline(draaiboek.day, draaiboek.programme)
    if not day.items:
        return reason_page(draaiboek, imprint, EDITION, NO_ITEMS)
    document = new_document(draaiboek, imprint, EDITION)
    header = replace(Header.of(draaiboek, imprint, EDITION), edition="Programma", regie="")
    sheets = Sheets(document, header, imprint)
    section = document.root.child("Sect", title="Programma")
    flow = open_page(sheets, section, draaiboek.title, draaiboek.theme, section)
    facts = Facts(flow, section)
    add_when(facts, draaiboek, day)
    add_where(facts, draaiboek)
    facts.add("huisregels", [body(rule) for rule in draaiboek.house_rules.splitlines() if rule.strip()])
    _Programme(flow, section).draw(parts_of(draaiboek, day), clock(day.ends))
    sheets.close_cover(section)
    return sheets.finish()


class _Programme:
    """The rows of the day as one table that goes on overleaf."""

    def __init__(self, flow: Flow, section: Element) -> None:
        self.flow = flow
        self.table = section.child("Table", role="day")
        head = self.table.child("THead").child("TR")
        flow.y += 9.0
        self._heads(flow.page, flow.y, head)
        flow.y += 2.0
        self.body = self.table.child("TBody")

    def draw(self, parts: list[Part], ends: str) -> None:
        """All rows, and when the day ends."""
        for number, part in enumerate(parts):
            self._draw(part, first=number == 0)
        end = 7.0 + END.cap
        self._room_for(end)
        self.flow.page.rule(WHEN, RIGHT, self.flow.y, ROW, HAIRLINE)
        line = self.body.child("TR")
        self.flow.y += ABOVE + TIME.cap
        self._time(line, ends)
        with self.flow.page.marked(line.child("TD", span=2)):
            self.flow.page.text(WHAT, self.flow.y, "einde", END)
        self.flow.y += BELOW - AIR
        self.flow.end(goes_on=False)

    def _room_for(self, high: float) -> bool:
        """Overleaf when so much does not fit; the column heads are repeated there."""
        if not self.flow.need(high):
            return False
        self._heads(self.flow.page, HEADS, None)
        self.flow.y = TOP
        return True

    def _heads(self, page: Page, y: float, line: Element | None) -> None:
        for x, word in ((WHEN, "tijd"), (WHAT, "onderdeel"), (BESIDE, "waar")):
            with page.marked(line.child("TH", scope="Column") if line else HEADER):
                page.text(x, y, word, COLUMN_HEAD)

    def _draw(self, part: Part, *, first: bool) -> None:
        turned = self._room_for(min(part.high + ABOVE + BELOW, self.flow.lowest - TOP))
        page, flow = self.flow.page, self.flow
        page.rule(WHEN, RIGHT, flow.y, HEAVY if first else ROW, INK if first or turned else HAIRLINE)
        line = self.body.child("TR")
        flow.y += ABOVE + TIME.cap
        start(page, flow.y - TIME.cap / 2, Start.FOLLOWS)
        self._time(line, clock(part.starts))
        what, beside = line.child("TD"), line.child("TD")
        with page.marked(what.child("H2")):
            end = page.paragraph(WHAT, flow.y, part.title)
        self._beside(part, beside)
        flow.y = end
        for block in part.lines:
            self._line(block, what)
        flow.y += BELOW

    def _time(self, line: Element, told: str) -> None:
        with self.flow.page.marked(line.child("TH", scope="Row")):
            self.flow.page.text(WHEN, self.flow.y, told, TIME)

    def _beside(self, part: Part, cell: Element) -> None:
        page, y = self.flow.page, self.flow.y
        if part.room:
            with page.marked(cell.child("P")):
                page.text(BESIDE, y, fit(part.room, PLACE, RIGHT - BESIDE), PLACE)
            y += BESIDE_STEP
        if part.pillar:
            pillar_mark(page, BESIDE, y - PILLAR.cap / 2, part.pillar)
            word = replace(PILLAR, colour=PILLAR_COLOUR[part.pillar])
            with page.marked(cell.child("P")):
                page.text(BESIDE + MARK_ROOM, y, part.pillar.value, word)

    def _line(self, line: Line, what: Element) -> None:
        if self._room_for(line.high + BELOW):
            self.flow.y += FIRST - line.gap
        page = self.flow.page
        self.flow.y += line.gap + line.text.style.cap
        if line.room:
            with page.marked(what.child("P")):
                page.paragraph(WHAT, self.flow.y, line.room)
        with page.marked(what.child("P")):
            page.paragraph(line.x, self.flow.y, line.text)
        self.flow.y += line.high - line.gap - line.text.style.cap
