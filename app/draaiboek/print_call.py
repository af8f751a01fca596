"""The card with telephone numbers: A6, four on an A4, for the pocket of everyone in the team."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from app.draaiboek.contents import Draaiboek, Imprint, TeamMember
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_marks import CHANGE_BAR, Start, start, thread
from app.draaiboek.print_sheet import HAIRLINE, INK, MUTED, ROW, SECTION, regie_of
from app.draaiboek.print_signs import new_document, reason_page, version_since
from app.draaiboek.print_since import since_page
from app.draaiboek.print_team import first_name, role_label
from app.pdf import Document, Element, Face, Page, Style, fit
from app.words import full_date

EDITION = "belkaart"
NO_TEAM = (
    "Er staat nog niemand in de ploeg. Vul in wie er op de dag werken, met hun telefoonnummer en wie de regie "
    "heeft, en druk daarna opnieuw af."
)
SHORT = {
    "communicatie": "pers",
    "dagvoorzitter": "voorzitter",
    "floormanager": "vloer",
    "opdrachtgever": "opdracht",
    "projectmanager": "project",
    "tafelbegeleider": "tafels",
    "verslaglegger": "verslag",
}
MISSING = "nummer ontbreekt"

WIDE, HIGH = 105.0, 148.5  # of a card
LEFT, THREAD_AT, NUMBER_AT, RIGHT = 8.0, 32.0, 37.0, 98.0
HEAD_RULE, FIRST_HIGH, ENDS = 20.9, 15.9, 136.6
BAR_AT = 99.6  # beside what changed
MOST = 12  # rows under the three that come first
STEP, LEAST_STEP = 8.7, 5.0

TITLE = Style(Face.BOLD, 15, 18, INK)
VERSION = Style(Face.BOLD, 10, 12, INK)
SMALL = Style(Face.REGULAR, 9.5, 12, MUTED)
FIRST_LABEL = Style(Face.BOLD, 14, 17, INK)
FIRST_NUMBER = Style(Face.BOLD, 21, 25, INK)
UNDER = Style(Face.REGULAR, 10.5, 13, MUTED)
LABEL = Style(Face.REGULAR, 12, 15, INK)
NUMBER = Style(Face.BOLD, 13, 16, INK)


@dataclass(frozen=True, slots=True)
class Entry:
    """Whom to call: `under` says who that is, or when."""

    label: str
    number: str
    under: str
    changed: bool = False


def belkaart(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """The emergency number, BHV and regie large, then the team; a larger team takes a second card."""
    if not draaiboek.team:
        return reason_page(draaiboek, imprint, EDITION, NO_TEAM)
    document = new_document(draaiboek, imprint, EDITION)
    marks = Marks(draaiboek, imprint, EDITION)
    first, others = _entries(draaiboek, marks)
    version = version_since(imprint, changed=bool(marks.changes))
    about = ", ".join(filter(None, [full_date(draaiboek.date), draaiboek.venue.name]))
    cards = [others[start : start + MOST] for start in range(0, max(len(others), 1), MOST)]
    for number, some in enumerate(cards, 1):
        which = f" ({number} van {len(cards)})" if len(cards) > 1 else ""
        _draw_sheet(document, _Card(f"Wie belt wie{which}", about, version, first, some))
    since_page(document, draaiboek, imprint, marks, EDITION)
    return document


def _entries(draaiboek: Draaiboek, marks: Marks) -> tuple[list[Entry], list[Entry]]:
    """Who comes first, and the rest of the team with the projectmanager at its head."""
    regie = regie_of(draaiboek)
    bhv = next((member for member in draaiboek.team if member.role.casefold() == "bhv"), None)
    then = "dan BHV" if bhv else "dan regie" if regie else "dan de locatie"
    changed = {draaiboek.team[index] for index in marks.lines("team")}
    first = [Entry("nood", "112", f"eerst 112, {then}")]
    for label, member in (("BHV", bhv), ("regie", regie)):
        if member:
            first.append(Entry(label, member.phone, _named(member, draaiboek.team), member in changed))
    rest = [member for member in draaiboek.team if member is not regie and member is not bhv]
    rest.sort(key=lambda member: member.role != "projectmanager")
    return first, [
        Entry(
            SHORT.get(member.role, role_label(member.role)),
            member.phone,
            first_name(member.name),
            member in changed,
        )
        for member in rest
    ]


def _named(member: TeamMember, team: Sequence[TeamMember]) -> str:
    """Who it is, as far as there is room, and whom to call when nobody answers."""
    backup = next((other for other in team if other.role == member.backup), None)
    then = f"; geen gehoor: {first_name(backup.name)}" if backup else ""
    parts = [part.strip() for part in member.name.split(",")]
    told = [f"{name}{then}" for name in (member.name, parts[0], parts[-1], first_name(member.name))]
    return next((text for text in told if UNDER.width(text) <= RIGHT - NUMBER_AT), told[-1])


def _draw_sheet(document: Document, card: _Card) -> None:
    """The card four times. It is read once: its copies are artifacts."""
    page = document.page()
    ends = [((0.0, HIGH), (9.0, HIGH)), ((201.0, HIGH), (210.0, HIGH))]
    ends += [((WIDE, 0.0), (WIDE, 6.0)), ((WIDE, 291.0), (WIDE, 297.0))]
    page.lines(ends, 0.7, INK)
    dots = [((9.0, HIGH), (201.0, HIGH)), ((WIDE, 6.0), (WIDE, 291.0))]
    page.lines(dots, 0.6, HAIRLINE, dash=(0.01, 3), round_ends=True)
    document.bookmark(card.title, page, 0)
    section = document.root.child("Sect", title=card.title)
    for number in range(4):
        card.draw(_Place(page, WIDE * (number % 2), HIGH * (number // 2), None if number else section))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where on the sheet a card stands; `section` owns the one that is read."""

    page: Page
    x: float
    y: float
    section: Element | None

    def text(self, x: float, y: float, text: str, style: Style, *, right: bool = False) -> None:
        self.page.text(self.x + x, self.y + y, text, style, right=right)

    def rule(self, y: float, weight: float, colour: tuple[float, float, float]) -> None:
        self.page.rule(self.x + LEFT, self.x + RIGHT, self.y + y, weight, colour)

    def bar(self, top: float, end: float, entry: Entry) -> None:
        """Beside a line that changed."""
        if entry.changed:
            self.page.box(self.x + BAR_AT, self.y + top + 0.9, CHANGE_BAR, end - top - 1.8, INK)

    def marked(self, owner: Element | None, tag: str, *, scope: str = "") -> AbstractContextManager[None]:
        """Inside a new element of the owner; an artifact when there is none."""
        return self.page.marked(owner.child(tag, scope=scope)) if owner else nullcontext()


@dataclass(frozen=True, slots=True)
class _Card:
    title: str
    about: str
    version: str
    first: Sequence[Entry]
    others: Sequence[Entry]

    def draw(self, place: _Place) -> None:
        owner = place.section
        with place.marked(owner, "H1"):
            place.text(LEFT, 12.7, self.title, TITLE)
        with place.marked(owner, "P"):
            place.text(RIGHT, 12.7, self.version, VERSION, right=True)
        with place.marked(owner, "P"):
            place.text(LEFT, 18.0, fit(self.about, SMALL, RIGHT - LEFT), SMALL)
        place.rule(HEAD_RULE, SECTION, INK)
        body = owner.child("Table").child("TBody") if owner else None
        y = HEAD_RULE
        for entry in self.first:
            self._draw_first(place, entry, y, body.child("TR") if body else None)
            place.bar(y, y + FIRST_HIGH, entry)
            y += FIRST_HIGH
            last = entry is self.first[-1]
            place.rule(y, SECTION if last else ROW, INK if last else HAIRLINE)
        step = min(STEP, max(LEAST_STEP, (ENDS - y) / max(len(self.others), 1)))
        for entry in self.others:
            self._draw_other(place, entry, y, step, body.child("TR") if body else None)
            place.bar(y, y + step, entry)
            y += step
            place.rule(y, ROW, HAIRLINE)
        thread(place.page, place.y + HEAD_RULE, place.y + y + 2.2, x=place.x + THREAD_AT)
        with place.marked(owner, "P"):
            place.text(LEFT, 142.0, "Alleen voor de ploeg. Na afloop vernietigen.", SMALL)

    def _draw_first(self, place: _Place, entry: Entry, top: float, line: Element | None) -> None:
        baseline = top + 8.2
        start(place.page, place.y + baseline - 2.4, Start.FOLLOWS, x=place.x + THREAD_AT)
        with place.marked(line, "TH", scope="Row"):
            place.text(LEFT, baseline, entry.label + " ", FIRST_LABEL)
        with place.marked(line, "TD"):
            number = entry.number or MISSING
            place.text(NUMBER_AT, baseline, number + " ", _fitting(number, FIRST_NUMBER, RIGHT - NUMBER_AT))
        with place.marked(line, "TD"):
            place.text(NUMBER_AT, baseline + 4.9, fit(entry.under, UNDER, RIGHT - NUMBER_AT), UNDER)

    def _draw_other(self, place: _Place, entry: Entry, top: float, step: float, line: Element | None) -> None:
        scale = min(1.0, 0.8 + 0.1 * (step - LEAST_STEP))
        label = replace(LABEL, size=round(max(LABEL.size * scale, 10), 1))
        number = replace(NUMBER, size=round(NUMBER.size * scale, 1))
        baseline = top + step / 2 + number.cap / 2
        with place.marked(line, "TH", scope="Row"):
            place.text(LEFT, baseline, fit(entry.label, label, THREAD_AT - LEFT - 1) + " ", label)
        with place.marked(line, "TD"):
            told = entry.number or MISSING
            style = _fitting(told, number, RIGHT - NUMBER_AT - 16)
            place.text(NUMBER_AT, baseline, told + " ", style)
        with place.marked(line, "TD"):
            room = RIGHT - NUMBER_AT - style.width(told) - 2
            place.text(RIGHT, baseline, fit(entry.under, label, room), label, right=True)


def _fitting(text: str, style: Style, measure: float) -> Style:
    """The style, smaller when `text` is wider than the measure: a number is never cut."""
    wide = style.width(text)
    return style if wide <= measure else replace(style, size=round(style.size * measure / wide - 0.05, 2))
