"""The list of what changed since an earlier version: time, word, what it is, and on which page it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.draaiboek.changes_fields import WHOLE
from app.draaiboek.changes_told import Change, Shift, Word
from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import FIRST, Flow
from app.draaiboek.print_marks import CHANGE_WORD, change_bar
from app.draaiboek.print_rows import summary
from app.draaiboek.print_sheet import (
    BODY,
    BODY_BOLD,
    LABEL,
    LABEL_END,
    MUTED,
    PAGE_TITLE,
    SECOND,
    WHAT,
    Header,
    Sheets,
)
from app.pdf import Document, Element, Face, Page, Paragraph, Run, Style, fit, paragraph
from app.words import clock

WORD_AT = 64.0
STEP = 6.0
_PAGE = Style(Face.REGULAR, 10.5, 13, MUTED)
_PAGE_WIDE = 11.0
_LABEL_WIDE = 26.0
_PIECE = 6  # lines that stay together
_LISTED = {  # under which label the lists of an edition stand
    "programme": ("zalen",),  # what has no row of its own is in the list of rooms
    "parallel": ("zalen",),
    "moments": ("ploeg", "zalen"),
    "catering": ("te serveren", "catering"),
    "rooms": ("zalen",),
    "tasks": ("na afloop",),
    "team": ("wie is wie",),
    "speakers": ("sprekers",),
    "materials": ("materiaal", "neemt u mee", "zet u klaar"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list; `change` None: a shift."""

    at: datetime | None
    word: str
    runs: tuple[Run, ...]
    change: Change | None = None


def draw_since(flow: Flow, marks: Marks, section: Element, tag: str = "H2") -> SinceList:
    """The section with all that changed for the reader, or at the foot of the page the line that says that nothing did;
    none without an earlier version. What comes back writes the pages once they are known.
    """
    drawn = SinceList(flow, marks)
    if not marks.compared:
        return drawn
    lines = lines_of(marks)
    if not lines:
        with flow.page.marked(section.child("P", role="since")):
            flow.page.text(WHAT, flow.sheets.frame.next_up, nothing_since(marks.version), _PAGE)
        return drawn
    first = paragraph(lines[0].runs, BODY, _measure(flow))
    flow.section("veranderd", max(first.height, LABEL.step), section, tag)
    below = flow.y + LABEL.step
    with flow.page.marked(section.child("P", role="since")):
        flow.page.text(LABEL_END, below, fit(f"sinds {marks.version}", LABEL, _LABEL_WIDE), LABEL, right=True)
    page = flow.page
    drawn.draw(lines, section.child("L", role="changes"))
    if flow.page is page:
        flow.y = max(flow.y, below)
    return drawn


def nothing_since(version: str) -> str:
    """Niets veranderd sinds versie 1.0"""
    return f"Niets veranderd sinds {version_words(version)}"


def since_words(version: str) -> str:
    """Veranderd sinds versie 1.0"""
    return f"Veranderd sinds {version_words(version)}"


def version_words(version: str) -> str:
    """versie 1.0, however it is written"""
    return f"versie {version.removeprefix('versie').strip()}"


class SinceList:
    """The list on its way down the page; `write_pages` ends it."""

    def __init__(self, flow: Flow, marks: Marks) -> None:
        self.flow, self.marks = flow, marks
        self._places: list[tuple[Page, float, Element, Change]] = []

    def draw(self, lines: list[Line], whole: Element) -> None:
        """All lines as items of a list, the first on the baseline where the flow stands."""
        flow = self.flow
        top = flow.y - BODY.cap - 1.2
        for number, line in enumerate(lines):
            item = whole.child("LI")
            for part, text in enumerate(paragraph(line.runs, BODY, _measure(flow)).cut(_PIECE)):
                step = BODY.step if part else STEP
                if (number or part) and flow.need(step + text.height - text.style.cap):
                    flow.y += FIRST
                    top = flow.y - BODY.cap - 1.2
                elif number or part:
                    flow.y += step
                self._draw(line, text, item, first=not part)
                change_bar(flow.page, flow.sheets.frame, top, flow.y + 1.4)
                top = flow.y + 1.4

    def _draw(self, line: Line, text: Paragraph, item: Element, *, first: bool) -> None:
        flow, page = self.flow, self.flow.page
        body = item.elements[-1] if not first else None
        if body is None:
            label = item.child("Lbl")
            if line.at:
                with page.marked(label):
                    page.text(WHAT, flow.y, clock(line.at) + " ", BODY_BOLD)
            body = item.child("LBody")
            if line.word:
                with page.marked(body.child("P", role="change")):
                    page.text(WORD_AT, flow.y, f"{line.word} ", CHANGE_WORD)
            if line.change:
                self._places.append((page, flow.y, body, line.change))
        with page.marked(body.child("P")):
            flow.y = page.paragraph(SECOND, flow.y, text)

    def write_pages(self) -> None:
        """Say of each change on which page it stands."""
        sections = self.flow.sheets.sections
        for page, y, body, change in self._places:
            listed = [sections[label] for label in _LISTED.get(change.part, ()) if label in sections]
            if number := self.marks.pages.get(id(change), listed[0] if listed else 0):
                with page.marked(body.child("P", role="page")):
                    page.text(self.flow.right, y, f"p. {number}", _PAGE, right=True)


def _measure(flow: Flow) -> float:
    return flow.right - SECOND - _PAGE_WIDE


def lines_of(marks: Marks) -> list[Line]:
    """Changes and shifts in one order of time: what has no time keeps its place around the day."""
    changes = [_of_change(change) for change in marks.changes.changes]
    shifts = [_of_shift(shift) for shift in marks.changes.shifts]
    first = next((place for place, line in enumerate(changes) if line.at), 0)
    last = next((place for place, line in enumerate(changes) if not line.at and place >= first), len(changes))
    timed = sorted([*changes[first:last], *shifts], key=_when) if first < last else shifts
    return [*changes[:first], *timed, *changes[last:]] if first < last else [*changes, *shifts]


def _when(line: Line) -> datetime:
    assert line.at is not None
    return line.at.astimezone(UTC)


def _of_change(change: Change) -> Line:
    whole = change.word is not Word.GEWIJZIGD and change.details[0].field == WHOLE
    told = change.details[0].text if whole else ""
    rest = (
        change.sentence.removeprefix(told).lstrip(", ")
        if told in ("komt erbij", "vervalt")
        else change.sentence
    )
    title = summary(change.title)[0] if change.part == "moments" else change.title
    return Line(change.at, change.word, (Run(title, Face.SEMIBOLD), Run(rest)), change)


def _of_shift(shift: Shift) -> Line:
    return Line(shift.after, "", (Run(shift.sentence[:1].upper() + shift.sentence[1:]),))


def since_page(
    document: Document, draaiboek: Draaiboek, imprint: Imprint, marks: Marks, edition: str
) -> None:
    """A page of its own with the list, for editions that have no room for it; none when nothing changed."""
    if not marks.changes:
        return
    sheets = Sheets(document, Header.of(draaiboek, imprint, edition), imprint)
    section = document.root.child("Sect", title="Veranderd")
    page = sheets.page()
    title = since_words(marks.version)
    document.bookmark(title, page, 0)
    with page.marked(section.child("H1")):
        page.text(WHAT, 38.0, fit(title, PAGE_TITLE, sheets.frame.right - WHAT), PAGE_TITLE)
    flow = Flow(sheets, page, 52.0)
    SinceList(flow, marks).draw(lines_of(marks), section.child("L", role="changes"))
    flow.end(goes_on=False)
    sheets.finish()
