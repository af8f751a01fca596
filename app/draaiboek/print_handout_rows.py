"""The public programme, measured: what a participant may know of each item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.draaiboek.contents import Draaiboek, Speaker
from app.draaiboek.print_public import confirmed, named
from app.draaiboek.print_sheet import INK, MUTED, WHAT
from app.draaiboek.print_signs import short_text
from app.pdf import Face, Paragraph, Run, Style, paragraph
from app.programme.plan import Pillar
from app.programme.timeline import TimedItem, TimedSession, Timeline
from app.words import clock

WIDE, SESSION_AT, SESSION_END = 107.0, 79.0, 198.0
BESIDE_STEP = 5.2  # from the room to the pillar under it
TITLES = (Style(Face.BOLD, 13.5, 16, INK), Style(Face.BOLD, 11.5, 14, INK))
TEXT = Style(Face.REGULAR, 11.5, 14.5, INK)
WHO = Style(Face.REGULAR, 11, 14, MUTED)
SESSION = Style(Face.REGULAR, 11, 13.5, INK)
_PIECE = 8  # lines that stay together


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph under a title: `gap` mm of white above its capitals; `room` for a session."""

    gap: float
    text: Paragraph
    x: float = WHAT
    room: Paragraph | None = None

    @property
    def high(self) -> float:
        return self.gap + max(self.text.height, self.room.height if self.room else 0.0)


@dataclass(frozen=True, slots=True)
class Part:
    """An item of the outline."""

    starts: datetime
    title: Paragraph
    pillar: Pillar | None
    room: str
    lines: tuple[Line, ...]

    @property
    def high(self) -> float:
        """From the first capitals to the last baseline."""
        beside = BESIDE_STEP + self.title.style.cap if self.pillar and self.room else 0.0
        return max(self.title.height + sum(line.high for line in self.lines), beside)


def parts_of(draaiboek: Draaiboek, day: Timeline) -> list[Part]:
    """The outline in order: no texts of the chair, cues, crew or speakers who are not confirmed."""
    speakers = confirmed(draaiboek)
    return [
        Part(
            starts=timed.starts,
            title=short_text(timed.item.title, TITLES, WIDE, 3),
            pillar=timed.item.pillar,
            room=timed.item.room or "",
            lines=tuple(_lines(timed, speakers)),
        )
        for timed in day.items
    ]


def _lines(timed: TimedItem, speakers: Mapping[str, Speaker]) -> Iterator[Line]:
    for text in filter(str.strip, timed.item.public.splitlines()):
        for number, piece in enumerate(paragraph(text, TEXT, WIDE).cut(_PIECE)):
            yield Line(TEXT.step - TEXT.cap if number else 2.4, piece)
    if who := named(timed.item.speakers, speakers):
        yield Line(2.2, paragraph(who, WHO, WIDE))
    for number, session in enumerate(timed.sessions):
        yield _session(session, timed, speakers, 2.2 if number else 3.4)


def _session(session: TimedSession, block: TimedItem, speakers: Mapping[str, Speaker], gap: float) -> Line:
    title = session.session.title
    if session.ends != block.ends:
        title += f", tot {clock(session.ends)}"
    who = named(session.session.speakers, speakers)
    told = [Run(title, Face.SEMIBOLD), Run(who, colour=MUTED)] if who else [Run(title, Face.SEMIBOLD)]
    room = session.session.room
    if not room:
        return Line(gap, paragraph(told, SESSION, SESSION_END - WHAT))
    where = paragraph(room, SESSION, SESSION_AT - WHAT - 2)
    return Line(gap, paragraph(told, SESSION, SESSION_END - SESSION_AT), SESSION_AT, where)
