"""The signs on the doors: an A4 for each room, with what happens in it and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_door_rooms import DoorRoom, Event, rooms_of
from app.draaiboek.print_marks import Start, start, thread
from app.draaiboek.print_sheet import HEAVY, INK, MUTED
from app.draaiboek.print_signs import new_document, reason_page, short_text, version_of
from app.draaiboek.print_since import since_page
from app.pdf import Document, Element, Face, Page, Paragraph, Style, fit, paragraph
from app.words import clock, count

EDITION = "deurborden"
NO_ROOMS = (
    "Er staan nog geen zalen in het draaiboek. Vul de zalen van de locatie in, of geef onderdelen van het "
    "programma een zaal, en druk daarna opnieuw af."
)
NOTHING = "Hier is vandaag geen programma voor deelnemers."

LEFT, RIGHT, THREAD_AT, WHAT = 16.0, 194.0, 70.0, 80.0
WIDE = RIGHT - WHAT
TOP, END, WEIGHT = 16.0, 262.0, 3.2  # of the thread
KIND_LINE, NAME_LINE = 55.9, 83.6  # baselines of "Zaal" and of its name
FIRST_RULE, ROW = 111.8, 62.0
CLOSING, FOOT_LINE = 26.0, 278.9  # room for the closing text; baseline of the foot
AIR, LEAST_AIR = (
    9.3,
    4.0,
)  # from a rule to the first capitals where there is room; around a row where there is not

KIND = Style(Face.REGULAR, 60, 66, INK)
NAMES = tuple(Style(Face.BOLD, size, size * 1.04, INK) for size in (96, 84, 72, 60, 48, 40, 32, 26, 20))
FULL = Style(Face.REGULAR, 20, 25, INK)
RULES = tuple(Style(Face.SEMIBOLD, size, size * 1.2, INK) for size in (13, 11))
RULES_LINE = 268.0  # baseline of the first line of the house rules
FOOT = Style(Face.REGULAR, 10.5, 13, MUTED)


@dataclass(frozen=True, slots=True)
class Scale:
    """Type for a sign with at most so many events."""

    most: int
    time: Style
    until: Style
    titles: tuple[Style, ...]
    under: Style
    who: Style


def _scale(most: int, time: float, title: float, under: float, who: float) -> Scale:
    return Scale(
        most=most,
        time=Style(Face.BOLD, time, time * 1.1, INK),
        until=Style(Face.REGULAR, under, under * 1.24, INK),
        titles=tuple(Style(Face.BOLD, size, size * 1.12, INK) for size in (title, title * 0.8)),
        under=Style(Face.REGULAR, under, under * 1.24, INK),
        who=Style(Face.REGULAR, who, who * 1.24, MUTED),
    )


SCALES = (
    _scale(2, 46, 34, 20, 16),
    _scale(3, 40, 26, 16, 13),
    _scale(6, 30, 20, 13, 12),
    _scale(8, 26, 17, 12, 11),
)


def deurborden(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """A sign for every room; more events than fit take a second one."""
    rooms = rooms_of(draaiboek)
    if not rooms:
        return reason_page(draaiboek, imprint, EDITION, NO_ROOMS)
    document = new_document(draaiboek, imprint, EDITION)
    full = "Vraag de gastvrouw." if _has_host(draaiboek) else "Vraag de organisatie."
    marks = Marks(draaiboek, imprint, EDITION)
    before = _signs_before(imprint)
    for room in rooms:
        sheets = _divided(room.events)
        version = _version(imprint, room, before)
        for number, events in enumerate(sheets, 1):
            sign = _Sign(document, room, events, full)
            sign.draw()
            which = f"  ·  blad {number} van {len(sheets)}" if len(sheets) > 1 else ""
            sign.draw_foot(draaiboek.title, which, version)
            sign.draw_house_rules(draaiboek.house_rules)
    since_page(document, draaiboek, imprint, marks, EDITION)
    return document


def _signs_before(imprint: Imprint) -> dict[str, DoorRoom]:
    """The signs of the earlier version by room."""
    return {room.name: room for room in rooms_of(imprint.since.draaiboek)} if imprint.since else {}


def _version(imprint: Imprint, room: DoorRoom, before: dict[str, DoorRoom]) -> str:
    """The version, and for who hangs the signs whether this one is another than it was."""
    version = version_of(imprint)
    if imprint.since is None:
        return version
    old = before.get(room.name)
    how = "nieuw bord" if old is None else "niets veranderd" if old == room else "gewijzigd"
    return f"{version}, {how} sinds {imprint.since.version}"


def _divided(events: Sequence[Event]) -> list[Sequence[Event]]:
    """The events over as few sheets as hold them, about as many on each."""
    sheets = max(-(-len(events) // SCALES[-1].most), 1)
    each = -(-len(events) // sheets) or 1
    return [events[first : first + each] for first in range(0, max(len(events), 1), each)]


def _has_host(draaiboek: Draaiboek) -> bool:
    return any(member.role == "gastvrouw" for member in draaiboek.team)


@dataclass(slots=True)
class _Told:
    """What stands beside a time: a title, and lines under it."""

    title: Paragraph
    under: list[tuple[str, Style]]
    scale: Scale

    @property
    def high(self) -> float:
        """From the top of the time to the last baseline, that of the end under the start included."""
        told = self.title.height - self.title.style.cap + sum(style.step for _, style in self.under)
        return self.scale.time.cap + max(told, self.scale.until.step)


class _Sign:
    """One page: the room, its events, and what to do when it is full."""

    def __init__(self, document: Document, room: DoorRoom, events: Sequence[Event], full: str) -> None:
        self.page: Page = document.page()
        self.room, self.events, self.full = room, events, full
        self.section = document.root.child("Sect", title=room.name)
        document.bookmark(room.name, self.page, 0)
        self.scale = next(scale for scale in SCALES if len(events) <= scale.most)
        below = CLOSING if room.places else 0.0
        self.row = min(ROW, (END - below - FIRST_RULE) / max(len(events), 1))

    def draw(self) -> None:
        self._draw_name()
        y = FIRST_RULE
        self.page.rule(LEFT, RIGHT, y, HEAVY, INK)
        body = self.section.child("Table", role="day").child("TBody") if self.events else self.section
        ends = y + AIR * 2 + FULL.cap
        measured = [self._measured(event) for event in self.events]
        air = min((min(AIR, (self.row - told.high) / 2) for told in measured), default=AIR)
        for event, told in zip(self.events, measured, strict=True):
            self._draw_event(event, told, y + air + self.scale.time.cap, body.child("TR"))
            y = ends = y + self.row
            self.page.rule(LEFT, RIGHT, y, HEAVY, INK)
        closing = NOTHING if not self.events else ""
        if self.room.places:
            closing = f"{count(self.room.places, 'plaats', 'plaatsen')}. Vol? {self.full}"
            ends = y + CLOSING
        if closing:
            with self.page.marked(self.section.child("P")):
                self.page.paragraph(WHAT, y + AIR + FULL.cap, paragraph(closing, FULL, WIDE))
        thread(self.page, TOP, ends, x=THREAD_AT, weight=WEIGHT)

    def draw_foot(self, title: str, which: str, version: str) -> None:
        """Whose sign it is, which of how many, and of which version."""
        room = RIGHT - LEFT - FOOT.width(which) - FOOT.width(version) - 10
        for x, text, right in ((LEFT, fit(title, FOOT, room) + which, False), (RIGHT, version, True)):
            with self.page.marked(self.section.child("P", role="foot")):
                self.page.text(x, FOOT_LINE, text, FOOT, right=right)

    def draw_house_rules(self, rules: str) -> None:
        """Above the foot, as much as fits there; the handout has all of them."""
        told = " ".join(rules.split())
        if told:
            shown = short_text(f"Huisregels: {told}", RULES, RIGHT - LEFT, 2)
            with self.page.marked(self.section.child("P")):
                self.page.paragraph(LEFT, RULES_LINE, shown)

    def _draw_name(self) -> None:
        kind, _, rest = self.room.name.strip().partition(" ")
        split = kind.casefold() == "zaal" and bool(rest.strip())
        name = _largest(rest if split else self.room.name, 1 if split else 2)
        with self.page.marked(self.section.child("H1")):
            if split:
                self.page.text(WHAT, KIND_LINE, f"{kind} ", KIND)
            self.page.paragraph(WHAT, NAME_LINE - (len(name.lines) - 1) * name.style.step, name)

    def _measured(self, event: Event) -> _Told:
        """What stands in a row; when there is no room for all, the speaker goes first, then the round."""
        scale = self.scale
        title = short_text(event.title, scale.titles, WIDE, 2)
        under = [(self.room.under(event), scale.under), (event.who, scale.who)]
        told = _Told(title, [(text, style) for text, style in under if text], scale)
        while told.under and told.high > self.row - LEAST_AIR:
            told.under.pop()
        return told

    def _draw_event(self, event: Event, told: _Told, baseline: float, line: Element) -> None:
        page, scale = self.page, self.scale
        how = Start.FIXED if event.fixed else Start.FOLLOWS
        start(page, baseline - scale.time.cap / 2, how, x=THREAD_AT, weight=min(WEIGHT, self.row / 8))
        with page.marked(line.child("TH", scope="Row")):
            self._draw_time(event, baseline)
        cell = line.child("TD")
        with page.marked(cell.child("H2")):
            y = page.paragraph(WHAT, baseline, told.title)
        for text, style in told.under:
            y += style.step
            with page.marked(cell.child("P")):
                page.text(WHAT, y, fit(text, style, WIDE), style)

    def _draw_time(self, event: Event, baseline: float) -> None:
        scale = self.scale
        self.page.text(LEFT, baseline, clock(event.starts) + " ", scale.time)
        self.page.text(LEFT, baseline + scale.until.step, f"tot {clock(event.ends)}", scale.until)


def _largest(name: str, lines: int) -> Paragraph:
    """The name as large as it goes without cutting a word; one that is endless is cut all the same."""
    for style in NAMES:
        whole = paragraph(name, style, WIDE)
        if len(whole.lines) <= lines and all(style.width(word) <= WIDE for word in name.split()):
            return whole
    return short_text(name, NAMES[-1:], WIDE, 6)
