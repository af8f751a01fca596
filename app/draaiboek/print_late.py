"""What to do when the day runs late, reckoned from the slack, the minimum lengths and what may be dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.draaiboek.print_flow import Flow
from app.draaiboek.print_marks import Start, start, thread
from app.draaiboek.print_sheet import (
    BODY_BOLD,
    COLUMN_HEAD,
    HAIRLINE,
    HEAVY,
    INK,
    PAGE_TITLE,
    ROW,
    TOP,
    WHEN,
    Sheets,
)
from app.pdf import HEADER, Element, Face, Paragraph, Style, paragraph
from app.programme.timeline import TimedItem, Timeline
from app.words import clock, count

IF = Style(Face.BOLD, 15, 18, INK)
THEN = Style(Face.REGULAR, 13.5, 17, INK)
IF_WIDE, THREAD_AT, THEN_AT = 52.0, 76.0, 82.0
ABOVE, BELOW = 4.6, 5.4  # from the rule to the first capitals, from the last baseline to the rule


@dataclass(frozen=True, slots=True)
class Stretch:
    """The items up to a fixed start (or the end of the day), and what can be gained in them."""

    until: str
    margin: int  # minutes before it; negative when too much is planned
    shorter: tuple[TimedItem, ...]
    dropped: tuple[TimedItem, ...]

    def advice(self) -> str:
        """What the day chair can do, in the order in which it hurts least."""
        minutes = count(abs(self.margin), "minuut", "minuten")
        told = [f"{minutes} {'speling' if self.margin > 0 else 'te veel gepland'}."] if self.margin else []
        if self.dropped:
            told.append(f"Vervallen mag: {_listed([_named(timed) for timed in self.dropped])}.")
        if self.shorter:
            told.append(f"Korter kan: {_listed([_shortened(timed) for timed in self.shorter])}.")
        return " ".join(told)


def stretches(day: Timeline) -> Iterator[Stretch]:
    """Every stretch of the day in which time can be won back, or too much is planned."""
    members: list[TimedItem] = []
    for timed in day.items:
        if timed.fixed and members:
            yield from _stretch(members, clock(timed.starts), day.margin_before(timed.index))
            members = []
        members.append(timed)
    if members and members[0].index:
        yield from _stretch(members, clock(members[-1].ends), margin=0)


def _stretch(members: Sequence[TimedItem], until: str, margin: int) -> Iterator[Stretch]:
    dropped = tuple(timed for timed in members if timed.item.droppable)
    shorter = tuple(
        timed for timed in members if timed.item.minimum and timed.item.minimum < timed.item.minutes
    )
    if margin or shorter or dropped:
        yield Stretch(until, margin, shorter, dropped)


def _named(timed: TimedItem) -> str:
    return f"‘{timed.item.title}’ ({timed.item.minutes} min)"


def _shortened(timed: TimedItem) -> str:
    return f"‘{timed.item.title}’ van {timed.item.minutes} naar {timed.item.minimum}"


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts)


def draw_late(sheets: Sheets, day: Timeline, regie: str, section: Element) -> Flow | None:
    """One page or more of as and then; nothing when the file gives nothing to win. Where the last page is filled to."""
    found = list(stretches(day))
    if not found:
        return None
    page = sheets.page()
    sheets.document.bookmark("Als het uitloopt", page, 0)
    with page.marked(section.child("H2")):
        page.text(WHEN, 32.8, "Als het uitloopt", PAGE_TITLE)
    late = _Late(Flow(sheets, page, 43.8), section.child("Table"))
    for stretch in found:
        late.draw(stretch)
    late.close()
    if regie:
        if late.flow.y + 8 > late.flow.lowest:
            late.flow = Flow(sheets, sheets.page(), TOP)
        late.flow.y += 7
        with late.flow.page.marked(section.child("P")):
            late.flow.page.text(WHEN, late.flow.y, f"Bij twijfel: regie, {regie}.", BODY_BOLD)
    return late.flow


class _Late:
    def __init__(self, flow: Flow, table: Element) -> None:
        self.flow = flow
        self.table = table
        self._heads(table.child("THead").child("TR"))
        self.body = table.child("TBody")
        self._from = flow.y

    def draw(self, stretch: Stretch) -> None:
        """One row: the case, and what to do."""
        case = paragraph(f"u vóór {stretch.until} achterloopt", IF, IF_WIDE)
        then = paragraph(stretch.advice(), THEN, self.flow.right - THEN_AT)
        high = ABOVE + max(case.height, then.height) + BELOW
        if self.flow.y + high > 269:
            self._turn()
        flow, top = self.flow, self.flow.y
        flow.page.rule(
            WHEN, flow.right, top, HEAVY if top == self._from else ROW, INK if top == self._from else HAIRLINE
        )
        line = self.body.child("TR")
        self._cell(line.child("TH", scope="Row"), WHEN, top, case)
        self._cell(line.child("TD"), THEN_AT, top, then)
        start(flow.page, top + ABOVE + IF.cap / 2, Start.FOLLOWS, x=THREAD_AT)
        flow.y += high

    def close(self) -> None:
        """The thread and the last rule of a page."""
        thread(self.flow.page, self._from, self.flow.y, x=THREAD_AT)
        self.flow.page.rule(WHEN, self.flow.right, self.flow.y, ROW, HAIRLINE)

    def _turn(self) -> None:
        self.close()
        self.flow = Flow(self.flow.sheets, self.flow.sheets.page(), TOP)
        self._from = TOP
        self._heads(None)

    def _heads(self, line: Element | None) -> None:
        y = self.flow.y - 3
        for x, word in ((WHEN, "als"), (THEN_AT, "dan")):
            with self.flow.page.marked(line.child("TH", scope="Column") if line else HEADER):
                self.flow.page.text(x, y, word, COLUMN_HEAD)

    def _cell(self, owner: Element, x: float, top: float, text: Paragraph) -> None:
        with self.flow.page.marked(owner):
            self.flow.page.paragraph(x, top + ABOVE + text.style.cap, text)
