"""Rows of as and then: a case in bold at the left, what to do, the sentence to say and who sees to it at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from app.draaiboek.print_flow import Flow
from app.draaiboek.print_marks import Start, start, thread
from app.draaiboek.print_sheet import COLUMN_HEAD, HAIRLINE, HEAVY, INK, MUTED, ROW, TOP, WHEN
from app.pdf import HEADER, Element, Face, Page, Paragraph, Run, Style, paragraph

IF = Style(Face.BOLD, 15, 18, INK)
THEN = Style(Face.REGULAR, 13.5, 17, INK)
SAY = Style(Face.REGULAR, 16.5, 21, INK)
WHO = Style(Face.REGULAR, 11.5, 15, INK)
SAY_LABEL = Style(Face.BOLD, 11.5, 15, INK)
WHO_LABEL = Style(Face.BOLD, 11.5, 15, MUTED)
IF_WIDE, THREAD_AT, THEN_AT, HANGING = 52.0, 76.0, 82.0, 11.0
ABOVE, BELOW = 4.6, 5.4  # from the rule to the first capitals, from the last baseline to the rule
UNDER = 4.3  # from the last baseline to the capitals of what is said, or of who sees to it
MOST = 9  # rows on a page
PROPOSED = "voorstel"
_PIECE = 6  # lines of a text that may be parted


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A line as it is printed. `proposed`: it follows from the plan, nobody wrote it."""

    when: str
    then: str
    say: str = ""
    who: tuple[Run, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A text in a cell, under `gap` mm of white, with the word before it when it has one."""

    gap: float
    text: Paragraph
    x: float
    label: str = ""

    @property
    def high(self) -> float:
        return self.gap + self.text.height

    def draw(self, page: Page, top: float) -> None:
        """Draw with the top of its white at `top`."""
        baseline = top + self.gap + self.text.style.cap
        if self.label:
            style = SAY_LABEL if self.label == "zeg" else WHO_LABEL
            page.text(THEN_AT, baseline, f"{self.label} ", style)
        page.paragraph(self.x, baseline, self.text)


Row = tuple[list[_Part], list[_Part]]  # what stands left and right of the thread


class CaseTable:
    """The table over as many pages as it takes; `flow` is where it stands."""

    def __init__(self, flow: Flow, section: Element) -> None:
        self.flow = flow
        self._table = section.child("Table")
        self._heads(self._table.child("THead").child("TR"))
        self._body = self._table.child("TBody")
        self._from = flow.y
        self._rows = 0

    def draw(self, case: Case) -> None:
        """One case: a row, or more when it is longer than a page."""
        for left, right in _rows(case, self.flow.right - THEN_AT, self.flow.sheets.frame.bottom - TOP):
            high = ABOVE + max(_high(left), _high(right)) + BELOW
            if self._rows == MOST or self.flow.y + high > self.flow.sheets.frame.bottom:
                self._turn()
            page, top, first = self.flow.page, self.flow.y, self._rows == 0
            page.rule(WHEN, self.flow.right, top, HEAVY if first else ROW, INK if first else HAIRLINE)
            line = self._body.child("TR")
            self._cell(line.child("TH", scope="Row"), top, left)
            self._cell(line.child("TD"), top, right)
            start(page, top + ABOVE + IF.cap / 2, Start.FOLLOWS, x=THREAD_AT)
            self.flow.y += high
            self._rows += 1

    def close(self) -> None:
        """The thread and the last rule of a page."""
        thread(self.flow.page, self._from, self.flow.y, x=THREAD_AT)
        self.flow.page.rule(WHEN, self.flow.right, self.flow.y, ROW, HAIRLINE)

    def _turn(self) -> None:
        self.close()
        self.flow = Flow(self.flow.sheets, self.flow.sheets.page(), TOP)
        self._from, self._rows = TOP, 0
        self._heads(None)

    def _heads(self, line: Element | None) -> None:
        for x, word in ((WHEN, "als"), (THEN_AT, "dan")):
            with self.flow.page.marked(line.child("TH", scope="Column") if line else HEADER):
                self.flow.page.text(x, self.flow.y - 3, word, COLUMN_HEAD)

    def _cell(self, owner: Element, top: float, parts: Sequence[_Part]) -> None:
        y = top + ABOVE
        for part in parts:
            with self.flow.page.marked(owner.child("P") if len(parts) > 1 else owner):
                part.draw(self.flow.page, y)
            y += part.high


def _high(parts: Sequence[_Part]) -> float:
    return sum(part.high for part in parts)


def _rows(case: Case, wide: float, room: float) -> Iterator[Row]:
    """The case as one row; as more, that say so, when it is taller than a page of `room` mm."""
    left = [_Part(0, paragraph(case.when, IF, IF_WIDE), WHEN)]
    if case.proposed:
        left.append(_Part(3.0, paragraph(PROPOSED, COLUMN_HEAD, IF_WIDE), WHEN))
    right = [_Part(0, paragraph(case.then, THEN, wide), THEN_AT)]
    if case.say.strip():
        right.append(_Part(UNDER, paragraph(case.say, SAY, wide - HANGING), THEN_AT + HANGING, "zeg"))
    if case.who:
        right.append(_Part(UNDER, paragraph(case.who, WHO, wide - HANGING), THEN_AT + HANGING, "wie"))
    room -= ABOVE + BELOW
    if _high(right) <= room:
        yield left, right
        return
    waiting = list(chain.from_iterable(map(_pieces, right)))
    while waiting:
        taken = [waiting.pop(0)]
        while waiting and _high([*taken, waiting[0]]) <= room:
            taken.append(waiting.pop(0))
        yield left, taken
        left = [_Part(0, paragraph("vervolg", IF, IF_WIDE), WHEN)]


def _pieces(part: _Part) -> Iterator[_Part]:
    style = part.text.style
    for number, text in enumerate(part.text.cut(_PIECE)):
        yield (
            _Part(style.step - style.cap, text, part.x)
            if number
            else _Part(part.gap, text, part.x, part.label)
        )
