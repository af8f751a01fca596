"""One badge, drawn on a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.pdf import Element, Face, Page, Style, code_path, fit
from app.registrations.badges_look import HAIRLINE, INK, THREAD_RED, Line, Look

CREW = "ploeg"
NO_PHOTO = "geen foto"
QR_ALT = "QR-code om deze badge aan de balie te scannen."
_AFTER_BOXES = 1.7  # mm
_MOST_BOXES = 12  # more domains than this are told by their word only
_FRAME = 0.18  # mm, the line around an empty box
_APART = "   "  # between two sessions
_GAP = 2.0  # mm between two tables on one line
_LEAST_NAME = 5.0  # mm: a round's name that must be shorter says nothing any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What stands on one badge; `code` is all that its QR code holds.

    `sessions` as time and room, `tables` as round and number. `role` makes it a badge of the crew: that shows no
    domain, sessions or tables. `no_photo`: they may not be photographed.
    """

    given: str
    code: str
    surname: str = ""
    organisation: str = ""
    role: str = ""
    domain: str = ""
    sessions: tuple[tuple[str, str], ...] = ()
    tables: tuple[tuple[str, str], ...] = ()
    no_photo: bool = False

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class Card:
    """The label whose upper left corner is at `x`, `y` on `page`; what is read of it comes under `body`.

    `domains`: the place of each among all.
    """

    page: Page
    x: float
    y: float
    look: Look
    domains: Mapping[str, int]
    body: Element

    def draw(self, badge: Badge) -> None:
        """Everything, in the order in which it is read."""
        look = self.look
        ends = [(self.x + look.thread, self.y + y) for y in (look.air, look.high - look.air)]
        self.page.line(ends, look.weight, THREAD_RED)
        self._name(badge)
        if badge.role:
            self._line(badge.role, look.role)
            self._line(badge.organisation, look.beside)
            self._line(f"{CREW}, {NO_PHOTO}" if badge.no_photo else CREW, look.domain)
        else:
            self._line(badge.organisation, look.organisation)
            self._sessions(badge)
            self._tables(badge.tables)
            self._domain(badge.domain, NO_PHOTO if badge.no_photo else "")
        self._code(badge.code)

    def _name(self, badge: Badge) -> None:
        with self.page.marked(self.body.child("P")):
            for text, line in ((badge.given, self.look.name), (badge.surname, self.look.surname)):
                if text:
                    shown, style = _largest(text, line.styles, self.look.room(line.y))
                    self._text(self.look.text, line.y, shown + " " * (line is self.look.name), style)

    def _line(self, text: str, line: Line) -> None:
        if text:
            with self.page.marked(self.body.child("P")):
                self._text(self.look.text, line.y, *_largest(text, line.styles, self.look.room(line.y)))

    def _sessions(self, badge: Badge) -> None:
        """Times and rooms, as many on a line as fit."""
        if not badge.sessions:
            return
        line = self.look.sessions
        most = 1 if badge.tables else self.look.session_lines
        rows: list[list[tuple[str, str]]] = []
        for style in line.styles:
            rows = _rows(badge.sessions, style, self.look.beside_code)
            if len(rows) <= most:
                break
        bold = Style(Face.BOLD, style.size, style.leading, style.colour)
        if len(rows) > most:
            time, room = rows[most - 1][-1]
            rows[most - 1][-1] = time, f"{room}…"
        with self.page.marked(self.body.child("P")):
            for number, row in enumerate(rows[:most]):
                x, y = self.look.text, line.y + number * style.step
                for time, room in row:
                    x += self._text(x, y, f"{time} ", style)
                    x += self._text(x, y, room + _APART, bold)

    def _tables(self, tables: Sequence[tuple[str, str]]) -> None:
        """A number for each round: under the round's name, or on a low label beside it."""
        if tables:
            with self.page.marked(self.body.child("P")):
                if self.look.step:
                    self._tables_under(tables)
                else:
                    self._tables_beside(tables)

    def _tables_under(self, tables: Sequence[tuple[str, str]]) -> None:
        look, x = self.look, self.look.text
        step = min(look.step, look.beside_code / len(tables))
        for name, number in tables:
            for text, line in ((name, look.rounds), (number, look.tables)):
                shown, style = _largest(text, line.styles, step - 1)
                self._text(x, line.y, f"{shown} ", style)
            x += step

    def _tables_beside(self, tables: Sequence[tuple[str, str]]) -> None:
        """On one line; what does not fit makes the rounds' names smaller, then shorter, and then leaves them out."""
        look, x, large = self.look, self.look.text, self.look.tables.styles[0]
        room = look.beside_code - sum(large.width(f" {number}") + _GAP for _, number in tables) + _GAP
        names = " ".join(name for name, _ in tables)
        small = next((style for style in look.rounds.styles if style.width(names) <= room), None)
        cut = room / len(tables)
        if small is None and cut < _LEAST_NAME:
            for _, number in tables:
                step = look.beside_code / len(tables)
                self._text(x, look.tables.y, *_largest(f"{number} ", look.tables.styles, step))
                x += step
            return
        for name, number in tables:
            shown = name if small else fit(name, look.rounds.styles[-1], cut)
            x += self._text(x, look.rounds.y, f"{shown} ", small or look.rounds.styles[-1])
            x += self._text(x, look.tables.y, f"{number} ", large) + _GAP - large.width(" ")

    def _domain(self, domain: str, after: str) -> None:
        """A box for each domain, the own one filled, and its word, so without colour too; and what comes `after`."""
        if not domain:
            self._line(after, self.look.domain)
            return
        line, x = self.look.domain, self.look.text
        smallest = line.styles[-1]
        told_after = f", {after}" if after else ""
        end = x + self.look.room(line.y) - smallest.width(told_after)
        own, boxes = self.domains.get(domain), len(self.domains)
        if own is not None and boxes <= _MOST_BOXES:
            wide, high, step = self.look.box
            # room for the longest word, whichever it is here: the boxes are alike on each badge
            word = min(max(map(smallest.width, self.domains)) + _AFTER_BOXES + 0.1, (end - x) * 0.7)
            step = min(step, (end - x - word) / boxes)
            wide = min(wide, step * 0.82)
            top = self.y + line.y + 0.3 - high
            self.page.path(self.x + x, top, 1, _frames(boxes, own, step, wide, high), HAIRLINE)
            self.page.box(self.x + x + step * own, top, wide, high, INK)
            x += step * boxes + _AFTER_BOXES
        with self.page.marked(self.body.child("P")):
            styles = [smallest] if told_after else line.styles
            shown, style = _largest(domain, styles, end - x)
            self._text(x, line.y, shown + told_after, style)

    def _code(self, code: str) -> None:
        modules, path = code_path(code)
        left, top = self.look.qr_corner
        left, top = self.x + left, self.y + top
        figure = self.body.child("Figure", alt=QR_ALT)
        with self.page.marked(figure):
            self.page.path(left, top, self.look.qr / modules, path, INK)
        self.page.place(figure, left, top, self.look.qr, self.look.qr)

    def _text(self, x: float, y: float, text: str, style: Style) -> float:
        return self.page.text(self.x + x, self.y + y, text, style)


@lru_cache(maxsize=256)
def _frames(boxes: int, own: int, step: float, wide: float, high: float) -> str:
    """The frames of all boxes but the own one, as a path in mm."""
    sides = ((0, 0, wide, _FRAME), (0, high, wide, -_FRAME), (0, 0, _FRAME, high), (wide, 0, -_FRAME, high))
    return " ".join(
        f"{place * step + x:g} {y:g} {across:g} {down:g} re"
        for place in range(boxes)
        if place != own
        for x, y, across, down in sides
    )


def _largest(text: str, styles: Sequence[Style], measure: float) -> tuple[str, Style]:
    """`text` in the first style in which it fits; in the last one cut at a word."""
    for style in styles:
        if style.width(text) <= measure:
            return text, style
    return fit(text, styles[-1], measure), styles[-1]


def _rows(sessions: Sequence[tuple[str, str]], style: Style, measure: float) -> list[list[tuple[str, str]]]:
    """The sessions over lines; a room that is too long for a line of its own is cut."""
    bold = Style(Face.BOLD, style.size, style.leading, style.colour)
    rows: list[list[tuple[str, str]]] = []
    left = 0.0
    for time, room in sessions:
        before = style.width(f"{time} ")
        shown = fit(room, bold, measure - before)
        wide = before + bold.width(shown)
        if not rows or wide > left:
            rows.append([])
            left = measure
        rows[-1].append((time, shown))
        left -= wide + bold.width(_APART)
    return rows
