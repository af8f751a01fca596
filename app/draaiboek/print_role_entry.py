"""A row of a role's day as it is laid out: when, what, at what, and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.draaiboek.print_between import Slack
from app.draaiboek.print_cell import Block, Cell, Meta
from app.draaiboek.print_changes import NO_MARK, Mark
from app.draaiboek.print_marks import CHANGE_WORD
from app.draaiboek.print_sheet import INK, MUTED
from app.pdf import MM, Face, Paragraph, Run, Style, fit, paragraph
from app.words import clock

ORDER_AT, ORDER_WIDE = 58.0, 84.0
BY_AT, BY_NAME_AT, BY_WIDE, BY_FULL = 148.0, 160.0, 38.0, 50.0

TIME = Style(Face.BOLD, 18, 21, INK)
ORDER = Style(Face.REGULAR, 13, 16, INK)
ITEM = Style(Face.BOLD, 13, 16, INK)
UNDER = Style(Face.REGULAR, 11, 13.5, MUTED)
BY = Style(Face.REGULAR, 11.5, 14, INK)
BY_ROOM = Style(Face.REGULAR, 11, 13.5, MUTED)
UNTIL = Style(Face.REGULAR, 11.5, 15, INK)
WAS = UNTIL
NOTE = Style(Face.REGULAR, 11, 13.5, INK)

ABOVE, BELOW = 3.3, 3.5
MOST_OF_NAME = 200  # characters, more than a line holds
BASELINE = ABOVE + TIME.cap  # below the row's rule; order and item stand on it too
UNDER_STEP = 5.0
_UNDER_GAP = 2.4  # from a last baseline to the capitals under it
_PIECE = 12  # lines of an order that may not fit on a page


@dataclass(slots=True)
class Entry:
    """One order, item or moment. `tick`: it has a box. `by` stands beside it: at what, and in which room."""

    starts: datetime
    ends: datetime
    name: str
    order: Cell
    by: Cell
    tick: bool = True
    under_time: tuple[Meta, ...] = ()
    by_time: datetime | None = None
    fixed: bool = False
    droppable: bool = False
    continued: bool = False
    slack: Slack | None = None
    away: Away | None = None
    mark: Mark = NO_MARK

    @property
    def high(self) -> float:
        """In mm, without what hangs on it."""
        time = BASELINE + UNDER_STEP * len(self.under_time)
        word = self.word_line if self.mark.word else 0.0
        return max(time, self.order.end, self.by.end, word) + BELOW

    @property
    def word_line(self) -> float:
        """The baseline of the word of its mark, from the row's rule: on the last line beside it, from the second on."""
        end = max(self.by.end, BASELINE) if self.by.blocks else BASELINE
        last = self.by.blocks[-1] if self.by.blocks else None
        if isinstance(last, Block) and end > BASELINE + 1:
            room = BY_AT + BY_FULL - last.x - last.text.lines[-1].width / MM
            if room >= CHANGE_WORD.width(self.mark.word) + 2:
                return end
        return end + UNDER_STEP

    @property
    def high_with_all(self) -> float:
        """With the slack and the free stretch after it, which stay on its page."""
        return self.high + sum(part.high for part in (self.slack, self.away) if part)

    @property
    def next_up(self) -> str:
        """How the page before announces this row."""
        again = "vervolg " if self.continued else ""
        return f"hierna: {again}{clock(self.starts)}  {self.name[:MOST_OF_NAME]}"


@dataclass(frozen=True, slots=True)
class Away:
    """A stretch in which nothing is asked of the role."""

    starts: datetime
    ends: datetime

    @property
    def high(self) -> float:
        return 8.2


def until(ends: datetime) -> Meta:
    """The line under the time."""
    return Meta(f"tot {clock(ends)}", UNTIL)


def order_cell(text: str | Sequence[Run], style: Style, under: Iterable[Paragraph] = ()) -> Cell:
    """The order or item on the row's baseline, with smaller lines under it. Long ones in pieces."""
    blocks: list[Block] = []
    for piece in paragraph(text, style, ORDER_WIDE).cut(_PIECE):
        blocks.append(Block(style.step - style.cap if blocks else 0.0, piece, ORDER_AT))
    for whole in under:
        for number, piece in enumerate(whole.cut(_PIECE)):
            gap = piece.style.step - piece.style.cap if number else _UNDER_GAP
            blocks.append(Block(gap, piece, ORDER_AT))
    return Cell(BASELINE - style.cap, [*blocks])


def by_cell(name: str, room: str) -> Cell:
    """Beside an order the name of its item and the room; beside an item or moment, which has no name, the room."""
    if not name:
        text = two_lines(room, BY, BY_NAME_AT + BY_WIDE - BY_AT)
        return Cell(BASELINE - BY.cap, [Block(0, text, BY_AT)] if room else [])
    blocks = [Block(0, two_lines(name, BY, BY_WIDE), BY_NAME_AT)]
    if room:
        blocks.append(Block(_UNDER_GAP - 0.5, two_lines(room, BY_ROOM, BY_WIDE), BY_NAME_AT))
    return Cell(BASELINE - BY.cap, [*blocks])


def two_lines(text: str, style: Style, measure: float) -> Paragraph:
    """The text on at most two lines, ending in "…" where it is longer."""
    whole = paragraph(text, style, measure)
    if len(whole.lines) <= 2:
        return whole
    first, *rest = whole.lines
    words = "".join(piece.text for line in rest for piece in line.pieces)
    return Paragraph((first, *paragraph(fit(words, style, measure), style, measure).lines[:1]), style, text)
