"""The cover: when am I on, which points hold, what are we after, whom do I call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import FIRST, Flow
from app.draaiboek.print_lacking import draw_lacking
from app.draaiboek.print_marks import MARK_ROOM, PILLAR_COLOUR, diamond, pillar_mark
from app.draaiboek.print_rows import summary
from app.draaiboek.print_sheet import (
    BODY,
    BODY_BOLD,
    INK,
    MUTED,
    SECOND,
    WHAT,
    Sheets,
)
from app.draaiboek.print_since import SinceList, draw_since
from app.draaiboek.print_team import draw_team
from app.pdf import Element, Face, Paragraph, Style, heading, paragraph
from app.programme.plan import Goal, Kind
from app.programme.timeline import TimedItem, Timeline
from app.words import clock, count, full_date, joined

TITLE_SIZES = (32, 26, 20, 16)
_MOST_TITLE_LINES = 4
_MOST_LINES_AT_ALL = 12  # what is left of the page has to hold the facts
THEME = Style(Face.REGULAR, 17, 21, MUTED)
FACT = Style(Face.BOLD, 15, 19, INK)
GOAL_WORD = Style(Face.SEMIBOLD, 12, 15, INK)
FACT_STEP, LINE_STEP = 8.9, 5.3
_POINT = 18.0  # mm, the least that a point takes
_MOST_POINTS = 24
_NUMBERS = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
]


def in_words(number: int) -> str:
    """drie; above twelve in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def draw_cover(
    sheets: Sheets, draaiboek: Draaiboek, day: Timeline, imprint: Imprint, role: str, marks: Marks
) -> SinceList:
    """Page 1, and more when the lists are long. What comes back writes the pages of what changed."""
    flow, section = open_cover(sheets, draaiboek, day, imprint, role)
    draw_goals(flow, draaiboek.goals, section)
    since = draw_since(flow, marks, section)
    draw_team(flow, draaiboek.team, role, section)
    close_cover(flow, draaiboek, section, goes_on=bool(day.items))
    return since


def open_cover(
    sheets: Sheets,
    draaiboek: Draaiboek,
    day: Timeline,
    imprint: Imprint,
    role: str,
    right: float | None = None,
) -> tuple[Flow, Element]:
    """Page 1 with title and key facts as far as `right`; where it goes on, and the section that owns it."""
    section = sheets.document.root.child("Sect", title="Omslag")
    page = sheets.page(section)
    flow = Flow(sheets, page, 28.9, right)
    sheets.document.bookmark("Omslag", page, 0)
    _draw_title(flow, draaiboek, section)
    _Facts(flow, section, draaiboek, day, role).draw(imprint)
    return flow, section


def close_cover(flow: Flow, draaiboek: Draaiboek, section: Element, *, goes_on: bool) -> None:
    """Say which characters are lacking, and end the thread or, when the day goes on, lead it overleaf."""
    draw_lacking(flow, draaiboek, section)
    flow.end(goes_on=goes_on)
    flow.sheets.close_cover(section)


def _draw_title(flow: Flow, draaiboek: Draaiboek, section: Element) -> None:
    title = _title(draaiboek.title, flow.right - WHAT)
    flow.y += title.style.cap
    with flow.page.marked(section.child("H1")):
        flow.y = flow.page.paragraph(WHAT, flow.y, title)
    if draaiboek.theme:
        theme = paragraph(draaiboek.theme, THEME, flow.right - WHAT)
        flow.y += 9.2
        with flow.page.marked(section.child("P")):
            flow.y = flow.page.paragraph(WHAT, flow.y, theme)


def _title(text: str, measure: float) -> Paragraph:
    """As large as it goes in four lines."""
    for size in TITLE_SIZES:
        title = heading(text, Style(Face.BOLD, size, size * 1.0625, INK), measure)
        if len(title.lines) <= _MOST_TITLE_LINES:
            break
    return replace(title, lines=title.lines[:_MOST_LINES_AT_ALL], whole=text)


@dataclass(slots=True)
class _Facts:
    """The key facts, one row each of a table without column heads."""

    flow: Flow
    section: Element
    draaiboek: Draaiboek
    day: Timeline
    role: str

    @property
    def _wide(self) -> float:
        return self.flow.right - WHAT

    @property
    def _beside(self) -> float:
        """What the second column leaves."""
        return self.flow.right - SECOND

    def draw(self, imprint: Imprint) -> None:
        table = self.section.child("Table").child("TBody")
        self.flow.y += 13.0 - FACT_STEP
        self._when(table)
        self._on_hand(table)
        self._where(table)
        self._who(table, imprint)
        self._fixed_points(table)

    def _row(self, table: Element, label: str, lines: int = 1) -> Element:
        """The label of the next fact; the cell that its text belongs to."""
        if self.flow.need(FACT_STEP + (lines - 1) * LINE_STEP):
            self.flow.y += FIRST - FACT_STEP
        self.flow.y += FACT_STEP
        line = table.child("TR")
        self.flow.label(label, line.child("TH", scope="Row"), "P")
        return line.child("TD")

    def _write(self, cell: Element, text: Paragraph, x: float = WHAT) -> None:
        with self.flow.page.marked(cell.child("P")):
            self.flow.y = self.flow.page.paragraph(x, self.flow.y, text)

    def _when(self, table: Element) -> None:
        day, first = self.day, self.draaiboek
        cell = self._row(table, "wanneer", 2)
        self._write(cell, paragraph(full_date(first.date), FACT, self._wide))
        self.flow.y += 6.6
        hours = f"{clock(first.starts)} tot {clock(first.ends)}"
        with self.flow.page.marked(cell.child("P")):
            self.flow.page.text(WHAT, self.flow.y, hours, FACT)
        around = []
        if day.items and day.items[0].item.kind is Kind.INLOOP:
            around.append(f"inloop {clock(day.starts)}")
        if day.items and day.items[-1].item.kind is Kind.BORREL:
            around.append(f"borrel tot {clock(day.ends)}")
        if around:
            self._write(cell, paragraph(", ".join(around), BODY, self._beside), SECOND)

    def _on_hand(self, table: Element) -> None:
        """From when the role is expected, by the first moment or item that names it."""
        mine = [timed for timed in self.day.moments if self.role in timed.moment.roles]
        mine = [timed for timed in mine if timed.starts < self.day.starts]
        if not mine:
            return
        mine.sort(key=lambda timed: timed.starts)
        first, *others = mine
        told = [", ".join(filter(None, [_short(first.moment.what), first.moment.room]))]
        told += [f"{_short(timed.moment.what)} {clock(timed.starts)}" for timed in others]
        text = paragraph("; ".join(told), BODY, self._beside)
        cell = self._row(table, "u bent er", len(text.lines))
        with self.flow.page.marked(cell.child("P")):
            self.flow.page.text(WHAT, self.flow.y, clock(first.starts), FACT)
        self._write(cell, text, SECOND)

    def _where(self, table: Element) -> None:
        venue = self.draaiboek.venue
        told = ". ".join(part.rstrip(". ") for part in (venue.address, venue.route) if part.strip())
        if not (venue.name or told):
            return
        name, text = paragraph(venue.name, BODY_BOLD, self._wide), paragraph(f"{told}.", BODY, self._wide)
        cell = self._row(table, "waar", len(name.lines) + len(text.lines))
        if venue.name:
            self._write(cell, name)
        if told:
            self.flow.y += LINE_STEP if venue.name else 0
            self._write(cell, text)

    def _who(self, table: Element, imprint: Imprint) -> None:
        places, domains = self.draaiboek.capacity, len(self.draaiboek.domains)
        told = [] if imprint.expected is None else [f"{imprint.expected} verwacht"]
        told += [count(places, "plaats", "plaatsen")] if places else []
        told += [f"{in_words(domains)} {'domein' if domains == 1 else 'domeinen'}"] if domains else []
        if not told:
            return
        cell = self._row(table, "wie")
        with self.flow.page.marked(cell.child("P")):
            self.flow.page.text(WHAT, self.flow.y, told[0], BODY_BOLD)
        if told[1:]:
            self._write(cell, paragraph(", ".join(told[1:]), BODY, self._beside), SECOND)

    def _fixed_points(self, table: Element) -> None:
        fixed = [timed for timed in self.day.items if timed.fixed]
        if not fixed:
            return
        shown, more = fixed[:_MOST_POINTS], len(fixed) - _MOST_POINTS
        text = _slack_told(self.day, shown, more)
        a_row = int(self._wide / _POINT)
        rows = [shown[start : start + a_row] for start in range(0, len(shown), a_row)]
        cell = self._row(table, "vaste punten", len(rows) + 1)
        step = 20.7 if len(shown) < a_row else self._wide / a_row
        with self.flow.page.marked(cell.child("P")):
            for number, row in enumerate(rows):
                self.flow.y += LINE_STEP if number else 0
                for column, timed in enumerate(row):
                    self._draw_point(WHAT + column * step, timed)
        if text:
            self.flow.y += LINE_STEP
            self._write(cell, paragraph(text, BODY, self._wide))

    def _draw_point(self, x: float, timed: TimedItem) -> None:
        page, y = self.flow.page, self.flow.y
        diamond(page, x + 1.4, y - BODY.cap / 2, 1.4)
        page.text(x + 4, y, clock(timed.starts) + " ", BODY_BOLD)


def _short(what: str) -> str:
    """What a moment is, as part of a sentence: "briefing hele ploeg"."""
    short, _ = summary(what)
    return short[:1].lower() + short[1:]


def _slack_told(day: Timeline, fixed: Sequence[TimedItem], more: int) -> str:
    """How much time is over before each of these fixed points: "5 minuten speling vóór 11.00; geen vóór 13.30".

    What is too long comes first.
    """
    before: dict[int, list[str]] = {}
    for timed in fixed:
        if timed.index:
            before.setdefault(day.margin_before(timed.index), []).append(clock(timed.starts))
    told = []
    for minutes in sorted(before, key=lambda minutes: (minutes >= 0, -minutes)):
        left = f"{count(abs(minutes), 'minuut', 'minuten')} {'speling' if minutes > 0 else 'te veel'}"
        none = "geen" if max(before) > 0 else "geen speling"
        told.append(f"{left if minutes else none} vóór {joined(before[minutes])}")
    if list(before) == [0]:
        told = ["geen speling ertussen"]
    if more > 0:
        told.append(f"nog {more} vaste punten later op de dag")
    text = "; ".join(told)
    return text[:1].upper() + text[1:]


def draw_goals(flow: Flow, goals: Sequence[Goal], section: Element) -> None:
    if not goals:
        return
    texts = [paragraph(goal.text, BODY, flow.right - SECOND) for goal in goals]
    label = "doel" if len(goals) == 1 else f"{in_words(len(goals))} doelen"
    flow.section(label, texts[0].height, section)
    whole = section.child("L")
    for number, (goal, text) in enumerate(zip(goals, texts, strict=True)):
        if number and flow.need(7.6 + text.height):
            flow.y += FIRST
        elif number:
            flow.y += 7.6
        page, item = flow.page, whole.child("LI")
        pillar_mark(page, WHAT, flow.y - BODY.cap / 2, goal.pillar)
        with page.marked(item.child("Lbl")):
            word = replace(GOAL_WORD, colour=PILLAR_COLOUR[goal.pillar])
            page.text(WHAT + MARK_ROOM + 1, flow.y, goal.pillar.value, word)
        with page.marked(item.child("LBody")):
            flow.y = page.paragraph(SECOND, flow.y, text)
