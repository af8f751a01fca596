"""A row of the complete edition as it is laid out: the item or moment, and a cell for each part of the crew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.draaiboek.print_between import Slack
from app.draaiboek.print_cell import Block, Cell, Meta
from app.draaiboek.print_changes import NO_MARK, Mark
from app.draaiboek.print_row import short_title
from app.draaiboek.print_sheet import INK, LANDSCAPE
from app.pdf import Face, Paragraph, Run, Style, paragraph
from app.programme.timeline import TimedItem
from app.words import clock

TOP = 27.4  # where rows begin, right below the column heads
PAGE_ROOM = LANDSCAPE.bottom - TOP
TIME_AT, THREAD_AT, WHAT_AT, WHAT_WIDE = 16.0, 41.0, 46.0, 55.0
SESSIONS_AT = (WHAT_AT, 71.5, 135.0)  # room, title, end of places: over the item's column and the day chair's

TIME = Style(Face.BOLD, 16, 19, INK)
TITLE = Style(Face.BOLD, 13, 15.5, INK)
MOMENT = Style(Face.SEMIBOLD, 13, 15.5, INK)
CUE = Style(Face.REGULAR, 10.5, 12.5, INK)

ABOVE, BELOW = 3.0, 3.2
MOST_OF_NAME = 200  # characters, more than a line holds
BASELINE = ABOVE + TIME.cap  # below the row's rule; time, title and first cues stand on it
UNDER_FIRST, UNDER_STEP = 4.9, 4.6
CUE_GAP = 3.4  # from the last baseline of an order to the capitals of the next
LOWEST = 9.0
SLACK_HIGH = 9.5
_PIECE = 16  # lines of an order that may not fit on a page


@dataclass(frozen=True, slots=True)
class Part:
    """A column of the crew: whose orders stand in it, the first of them without their name."""

    head: str
    x: float
    wide: float
    roles: tuple[str, ...]


PARTS = (
    Part("dagvoorzitter", 104, 31, ("dagvoorzitter",)),
    Part("techniek", 138, 38, ("techniek",)),
    Part("catering, locatie", 179, 32, ("catering", "locatie", "bhv")),
    Part("gastvrouw, tafels", 214, 34, ("gastvrouw", "tafelbegeleider")),
    Part("regie, overig", 251, 34, ()),
)
EVERYONE = Part("", PARTS[0].x, LANDSCAPE.right - PARTS[0].x, ())


@dataclass(slots=True)
class Row:
    """An item or moment with a cell for each part of the crew. What is for everyone stands under those cells."""

    starts: datetime
    name: str
    title: Paragraph
    under_time: tuple[tuple[Meta, ...], ...]
    meta: tuple[tuple[Meta, ...], ...]
    parts: tuple[Cell, ...]
    sessions: Cell
    everyone: Cell
    fixed: bool = False
    droppable: bool = False
    timed: TimedItem | None = None
    slack: Slack | None = None
    mark: Mark = NO_MARK
    continued: bool = False

    @property
    def high(self) -> float:
        """In mm, without its slack."""
        cells = [cell.end for cell in (*self.parts, self.sessions, self.everyone) if cell.blocks]
        return max(LOWEST, max([self._time_end, self.meta_end, *cells]) + BELOW)

    @property
    def least(self) -> float:
        """What must fit on a page where a divided row begins."""
        cells = [cell.start + cell.blocks[0].high for cell in (*self.parts, self.sessions) if cell.blocks]
        return max([self._time_end, self.meta_end, *cells]) + BELOW

    @property
    def _time_end(self) -> float:
        under_time = UNDER_FIRST + (len(self.under_time) - 1) * UNDER_STEP if self.under_time else 0.0
        return BASELINE + under_time

    @property
    def high_with_slack(self) -> float:
        return self.high + (SLACK_HIGH if self.slack else 0.0)

    @property
    def title_end(self) -> float:
        """The last baseline of the title."""
        return BASELINE + (len(self.title.lines) - 1) * self.title.style.step

    @property
    def meta_end(self) -> float:
        """The last baseline under the title."""
        return self.title_end + (UNDER_FIRST + (len(self.meta) - 1) * UNDER_STEP if self.meta else 0.0)

    @property
    def next_up(self) -> str:
        """How the page before announces this row."""
        again = "vervolg " if self.continued else ""
        return f"hierna: {again}{clock(self.starts)}  {self.name[:MOST_OF_NAME]}"

    def divide(self, room: float) -> tuple[Row, Row | None]:
        """A row taller than a page as what fits in `room` mm and what goes on overleaf, with its time again."""
        halves = [cell.divide(room - BELOW) for cell in (*self.parts, self.sessions)]
        rests = [rest for _, rest in halves]
        more = any(rests)
        everyone, last = (Cell(0), self.everyone.blocks) if more else self.everyone.divide(room - BELOW)
        if not more and not last:
            return self, None
        *parts, sessions = [cell for cell, _ in halves]
        here = replace(self, parts=tuple(parts), sessions=sessions, everyone=everyone, slack=None)
        title = short_title(f"vervolg {clock(self.starts)}: {self.name}", TITLE, WHAT_WIDE, lines=3)
        following = replace(self, title=title, meta=(), under_time=(), continued=True)
        following.parts = tuple(Cell(BASELINE - CUE.cap, rest) for rest in rests[:-1])
        following.sessions = Cell(following.meta_end, rests[-1])
        following.everyone = Cell(below(following.parts), last)
        return here, following


def orders(part: Part, told: Sequence[Sequence[Run]]) -> Cell:
    """The orders in one column."""
    blocks: list[Block] = []
    for runs in told:
        for number, piece in enumerate(paragraph(runs, CUE, part.wide).cut(_PIECE)):
            gap = CUE.step - CUE.cap if number else CUE_GAP if blocks else 0.0
            blocks.append(Block(gap, piece, part.x))
    return Cell(BASELINE - CUE.cap, [*blocks])


def below(parts: Sequence[Cell]) -> float:
    """Where what is for everyone starts: on the first line, or under the cells of the columns."""
    filled = [cell.end for cell in parts if cell.blocks]
    return max(filled) + CUE_GAP if filled else BASELINE - CUE.cap
