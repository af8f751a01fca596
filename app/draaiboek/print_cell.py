"""A row of the day as it is laid out: measured blocks that can be drawn, or divided when they are too tall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from app.draaiboek.print_marks import LOCK_ROOM, MARK_ROOM, lock, pillar_mark, strike
from app.draaiboek.print_sheet import HAIRLINE, INK, MUTED, WHAT
from app.pdf import Element, Face, Page, Paragraph, Style, paragraph
from app.programme.plan import Pillar

META = Style(Face.REGULAR, 11.5, 15, MUTED)
META_STRONG = Style(Face.BOLD, 11.5, 15, INK)
PILLAR_WORD = Style(Face.SEMIBOLD, 11.5, 15, INK)
META_STEP = 5.4  # between lines of meta
META_GAP = 3.0  # between the parts of a line of meta
SAY_LABEL = Style(Face.BOLD, 11.5, 15, INK)
DO_LABEL = Style(Face.BOLD, 11.5, 15, MUTED)
SESSION_PLACES = Style(Face.REGULAR, 10, 12, MUTED)
SAY, DO = "zeg", "doe"
SESSION_TITLE, SESSION_END = 84.0, 158.0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph in a cell: `gap` mm from the last baseline to the top of its capitals, `x` its left edge.

    `group` is the list it belongs to: "zeg", "doe", or "" for a list without a label.
    """

    gap: float
    text: Paragraph
    x: float
    group: str = ""

    @property
    def high(self) -> float:
        return self.gap + self.text.height


@dataclass(frozen=True, slots=True)
class SessionBlock:
    """A session of a parallel block: where, what, who and how many places.

    `columns` are the left edges of room and title, and where the places end.
    """

    gap: float
    room: Paragraph
    title: Paragraph
    who: Paragraph | None
    places: str
    ruled: bool
    columns: tuple[float, float, float] = (WHAT, SESSION_TITLE, SESSION_END)
    places_style: Style = SESSION_PLACES

    @property
    def high(self) -> float:
        under = self.who.height + 2.0 if self.who else 0.0
        return self.gap + max(self.room.height, self.title.height + under)


AnyBlock = Block | SessionBlock


@dataclass(frozen=True, slots=True)
class Meta:
    """A part of the line under a title: a pillar, a room, a name, "vast". `struck` is the old value in its text."""

    text: str
    style: Style = META
    pillar: Pillar | None = None
    locked: bool = False
    struck: str = ""

    @property
    def wide(self) -> float:
        before = MARK_ROOM if self.pillar else LOCK_ROOM if self.locked else 0.0
        return before + self.style.width(self.text)

    def pieces(self, measure: float) -> list[Meta]:
        """This part, in more pieces when it is wider than the measure."""
        if self.wide <= measure:
            return [self]
        lines = paragraph(self.text, self.style, measure).lines
        return [replace(self, text="".join(piece.text for piece in line.pieces).rstrip()) for line in lines]

    def draw(self, page: Page, x: float, y: float) -> None:
        """Draw with the baseline at `y`."""
        if self.pillar:
            pillar_mark(page, x, y - self.style.cap / 2, self.pillar)
            x += MARK_ROOM
        elif self.locked:
            lock(page, x, y)
            x += LOCK_ROOM
        page.text(x, y, self.text + " ", self.style)
        strike(page, x, y, self.text, self.struck, self.style)


def meta_lines(parts: Sequence[Meta], measure: float) -> list[list[Meta]]:
    """The parts over as many lines as they take; a part wider than the measure is broken."""
    lines: list[list[Meta]] = [[]]
    used = 0.0
    for part in chain.from_iterable(part.pieces(measure) for part in parts):
        if lines[-1] and used + part.wide > measure:
            lines.append([])
            used = 0.0
        lines[-1].append(part)
        used += part.wide + META_GAP
    return [line for line in lines if line]


@dataclass(slots=True)
class Cell:
    """A column of blocks from `start`, the place of its first capital below the row's rule."""

    start: float
    blocks: list[AnyBlock] = field(default_factory=list)

    @property
    def end(self) -> float:
        """The last baseline, from the row's rule."""
        return self.start + sum(block.high for block in self.blocks)

    def divide(self, room: float) -> tuple[Cell, list[AnyBlock]]:
        """The blocks that end within `room` mm of the row's rule, at least one, and the others."""
        end = self.start
        for number, block in enumerate(self.blocks):
            end += block.high
            if number and end > room:
                return replace(self, blocks=self.blocks[:number]), self.blocks[number:]
        return self, []


def draw_blocks(page: Page, cell: Cell, y: float, owner: Element) -> None:
    """Draw the cell's blocks under the rule at `y`, as lists within `owner`."""
    lists: dict[str, Element] = {}
    whole: Element | None = None
    last = y + cell.start
    for block in cell.blocks:
        whole = whole or owner.child("L")
        if isinstance(block, SessionBlock):
            _draw_session(page, block, last, whole.child("LI").child("LBody"))
        else:
            body = lists.get(block.group) if block.group else None
            baseline = last + block.gap + block.text.style.cap
            if body is None:
                body = _labelled(page, block.group, baseline, whole.child("LI"))
                lists[block.group] = body
            with page.marked(body.child("P") if block.group else body):
                page.paragraph(block.x, baseline, block.text)
        last += block.high


def _labelled(page: Page, group: str, baseline: float, item: Element) -> Element:
    """The body of a list item, after its label "zeg" or "doe"."""
    if group:
        with page.marked(item.child("Lbl")):
            page.text(WHAT, baseline, group, SAY_LABEL if group == SAY else DO_LABEL)
    return item.child("LBody")


def _draw_session(page: Page, block: SessionBlock, last: float, body: Element) -> None:
    top = last + block.gap
    left, title, end = block.columns
    if block.ruled:
        page.rule(left, end, last + block.gap - 2.0, 0.5, HAIRLINE)
    with page.marked(body.child("P")):
        page.paragraph(left, top + block.room.style.cap, block.room)
    with page.marked(body.child("P")):
        low = page.paragraph(title, top + block.title.style.cap, block.title)
    if block.who:
        with page.marked(body.child("P")):
            page.paragraph(title, low + 2.0 + block.who.style.cap, block.who)
    if block.places:
        with page.marked(body.child("P")):
            page.text(end, top + block.title.style.cap, block.places, block.places_style, right=True)
