"""The rows of a role's day: what the timeline holds for this role, measured and ready to be placed on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_cell import (
    DO,
    META,
    META_STEP,
    META_STRONG,
    PILLAR_WORD,
    SAY,
    SESSION_END,
    SESSION_TITLE,
    AnyBlock,
    Block,
    Cell,
    Meta,
    SessionBlock,
    meta_lines,
)
from app.draaiboek.print_marks import PILLAR_COLOUR
from app.draaiboek.print_sheet import BOTTOM, INK, LABEL, MUTED, RIGHT, TOP, WHAT
from app.pdf import Face, Paragraph, Run, Style, fit, heading, paragraph
from app.programme.plan import Kind
from app.programme.timeline import TimedCue, TimedItem, TimedMoment, TimedSession, Timeline
from app.words import clock, count

TIME = Style(Face.BOLD, 24, 28, INK)
TITLE = Style(Face.BOLD, 16.5, 19, INK)
MOMENT_TITLE = Style(Face.SEMIBOLD, 16.5, 19, INK)
SAY_TEXT = Style(Face.REGULAR, 15.5, 20.5, INK)
DO_TEXT = Style(Face.REGULAR, 12, 15.5, INK)
CUE = Style(Face.REGULAR, 10.5, 13, INK)
SESSION_ROOM = Style(Face.SEMIBOLD, 11.5, 14, INK)
SESSION_WORD = Style(Face.REGULAR, 11.5, 14, INK)
SESSION_WHO = Style(Face.REGULAR, 10, 12, MUTED)

TIME_BASELINE = 4.5 + TIME.cap  # below the row's rule; the title stands on it too
META_BELOW = 5.6
TEXT, TEXT_WIDE = 62.0, 96.0
CUES, CUES_WIDE = 163.0, RIGHT - 163.0
LOWEST, BELOW, BELOW_TIME = 19.0, 6.5, 4.0
SLACK_HIGH = 13.0
PAGE_ROOM = BOTTOM - TOP
SESSION_WIDE = SESSION_END - SESSION_TITLE
_PIECE = 8  # lines of a paragraph that may not fit on a page


@dataclass(frozen=True, slots=True)
class Slack:
    """Free minutes before a fixed start."""

    starts: datetime
    minutes: int
    until: str

    @property
    def high(self) -> float:
        return SLACK_HIGH


@dataclass(frozen=True, slots=True)
class Row:
    """An item or moment of the day as it stands on paper. `asks` is False when it names others only."""

    starts: datetime
    name: str
    title: Paragraph
    under_time: tuple[Meta, ...]
    meta: tuple[tuple[Meta, ...], ...]
    body: Cell
    cues: Cell
    asks: bool = True
    fixed: bool = False
    droppable: bool = False
    timed: TimedItem | None = None
    slack: Slack | None = None
    continued: bool = False

    @property
    def high(self) -> float:
        """In mm, without its slack."""
        under_time = TIME_BASELINE + len(self.under_time) * 5.2 + BELOW_TIME
        cues = self.cues.end + BELOW if self.cues.blocks else 0.0
        return max(LOWEST, self.meta_baseline + BELOW_TIME, self.body_end, cues, under_time)

    @property
    def high_with_slack(self) -> float:
        return self.high + (self.slack.high if self.slack else 0.0)

    @property
    def least(self) -> float:
        """What must fit on a page where a divided row begins."""
        cells = [cell.start + cell.blocks[0].high for cell in (self.body, self.cues) if cell.blocks]
        return max(cells, default=self.high) + BELOW

    @property
    def body_end(self) -> float:
        return self.body.end + BELOW if self.body.blocks else 0.0

    @property
    def meta_baseline(self) -> float:
        """Of the last line under the title."""
        title = TIME_BASELINE + (len(self.title.lines) - 1) * self.title.style.step
        return title + (META_BELOW + (len(self.meta) - 1) * META_STEP if self.meta else 0.0)

    @property
    def meta_top(self) -> float:
        """The baseline of the first line under the title."""
        return self.meta_baseline - max(len(self.meta) - 1, 0) * META_STEP

    @property
    def next_up(self) -> str:
        """How the page before announces this row."""
        again = "vervolg " if self.continued else ""
        return f"hierna: {again}{clock(self.starts)}  {self.name}"


class RowMaker:
    """Makes the rows of one role's day."""

    def __init__(self, draaiboek: Draaiboek, day: Timeline, role: str) -> None:
        self.day = day
        self.role = role
        self.speakers = {speaker.id: speaker for speaker in draaiboek.speakers}

    def rows(self) -> list[Row]:
        """The items, and the moments that name the role, in order of their start."""
        rows = [self.item_row(timed) for timed in self.day.items]
        rows += [self.moment_row(timed) for timed in self.day.moments if self.role in timed.moment.roles]
        return sorted(rows, key=lambda row: (row.starts, row.timed is not None))

    def item_row(self, timed: TimedItem, *, compact: bool = False) -> Row:
        """One item; `compact` gives each session one line."""
        item = timed.item
        own = [cue for cue in timed.cues if self.role in cue.cue.roles]
        others = [cue for cue in timed.cues if self.role not in cue.cue.roles]
        asks = bool(item.say.strip() or item.do.strip() or own or self.role in item.roles or not item.roles)
        title = short_title(item.title, TITLE, (RIGHT if not asks else CUES - 5) - WHAT)
        minutes = [Meta(f"{item.minutes} min", LABEL_STRONG)]
        if item.minimum:
            minutes.append(Meta(f"minstens {item.minimum}"))
        fixed = [Meta("vast", META_STRONG, locked=True)] if timed.fixed else []
        until = Meta(f"tot {clock(timed.ends)}", TIME_UNDER)
        meta = self._meta(timed)
        if asks:
            under_time = (until, *minutes, *fixed)
        else:
            under_time = (until,)
            least = f", minstens {item.minimum}" if item.minimum else ""
            meta += [Meta(f"{item.minutes} min{least}"), *fixed]
        lines = tuple(tuple(line) for line in meta_lines(meta, (RIGHT - 25 if not asks else 158) - WHAT))
        row = Row(
            starts=timed.starts,
            name=item.title,
            title=title,
            under_time=under_time,
            meta=lines,
            body=Cell(0),
            cues=Cell(TIME_BASELINE - CUE.cap, list(_cue_blocks(others)) if asks else []),
            asks=asks,
            fixed=timed.fixed,
            droppable=item.droppable,
            timed=timed,
            slack=self._slack(timed),
        )
        blocks = [*self._session_blocks(timed, compact=compact), *_spoken(timed, own)]
        return replace(row, body=Cell(row.meta_baseline, blocks))

    def moment_row(self, timed: TimedMoment) -> Row:
        """A moment outside the programme that names the role."""
        moment = timed.moment
        name, particulars = summary(moment.what)
        row = Row(
            starts=timed.starts,
            name=name,
            title=short_title(name, MOMENT_TITLE, RIGHT - WHAT),
            under_time=(
                Meta(f"tot {clock(timed.ends)}", TIME_UNDER),
                Meta(f"{moment.minutes} min", LABEL_STRONG),
            ),
            meta=((Meta(moment.room),),) if moment.room else (),
            body=Cell(0),
            cues=Cell(0),
        )
        text = paragraph(particulars, DO_TEXT, RIGHT - WHAT)
        return replace(row, body=Cell(row.meta_baseline, [Block(4.2, text, WHAT)] if particulars else []))

    def _meta(self, timed: TimedItem) -> list[Meta]:
        item = timed.item
        parts = []
        if item.pillar:
            parts.append(Meta(item.pillar.value, PILLAR_WORDS[item.pillar], pillar=item.pillar))
        if item.room:
            parts.append(Meta(item.room))
        if item.droppable:
            parts.append(Meta("mag vervallen bij uitloop", META_STRONG))
        parts += [Meta(self._who(speaker)) for speaker in item.speakers]
        return parts

    def _who(self, key: str) -> str:
        speaker = self.speakers.get(key)
        return ", ".join(filter(None, [speaker.name, speaker.organisation])) if speaker else key

    def _slack(self, timed: TimedItem) -> Slack | None:
        if not timed.slack:
            return None
        following = self.day.items[timed.index + 1]
        named = {Kind.PAUZE: "de pauze", Kind.LUNCH: "de lunch", Kind.BORREL: "de borrel"}
        what = named.get(following.item.kind, f"‘{following.item.title}’")
        until = f"uiterlijk {clock(following.starts)} klaar, {what} staat vast"
        return Slack(starts=timed.ends, minutes=timed.slack, until=until)

    def _session_blocks(self, timed: TimedItem, *, compact: bool) -> Iterator[SessionBlock]:
        for number, session in enumerate(timed.sessions):
            yield self._session_block(session, ends=timed.ends, compact=compact, first=number == 0)

    def _session_block(
        self, timed: TimedSession, *, ends: datetime, compact: bool, first: bool
    ) -> SessionBlock:
        session = timed.session
        title = session.title if timed.ends == ends else f"{session.title}, tot {clock(timed.ends)}"
        places = count(session.capacity, "plaats", "plaatsen") if session.capacity else ""
        room = paragraph(session.room or "", SESSION_ROOM, SESSION_TITLE - WHAT - 2)
        if compact:
            title = fit(title, SESSION_WORD, SESSION_WIDE - 22)
            line = paragraph(title, SESSION_WORD, SESSION_WIDE)
            return SessionBlock(5.4 if first else 2.7, room, line, None, places, ruled=False)
        names = [self.speakers[key].name if key in self.speakers else key for key in session.speakers]
        under = ", ".join([*names, places] if places else names)
        return SessionBlock(
            gap=5.4 if first else 4.2,
            room=room,
            title=paragraph(title, SESSION_WORD, SESSION_WIDE),
            who=paragraph(under, SESSION_WHO, SESSION_WIDE) if under else None,
            places="",
            ruled=True,
        )


PILLAR_WORDS = {pillar: replace(PILLAR_WORD, colour=colour) for pillar, colour in PILLAR_COLOUR.items()}
LABEL_STRONG = replace(LABEL, colour=INK)
TIME_UNDER = replace(META, colour=INK)


def short_title(text: str, style: Style, measure: float, lines: int = 14) -> Paragraph:
    """The title; of a very long one the first lines."""
    whole = heading(text, style, measure)
    return replace(whole, lines=whole.lines[:lines])


def summary(what: str) -> tuple[str, str]:
    """What a moment is and its particulars, which follow the first ":" or ";"."""
    name, *rest = re.split(r"\s*[:;]\s*", what.strip(), maxsplit=1)
    particulars = rest[0] if rest else ""
    return name or what, particulars[:1].upper() + particulars[1:]


def _spoken(timed: TimedItem, own: Sequence[TimedCue]) -> Iterator[AnyBlock]:
    """What the role says, what it does, and its own timed actions."""
    say = _paragraphs(timed.item.say)
    for number, text in enumerate(say):
        yield from _pieces(paragraph(text, SAY_TEXT, TEXT_WIDE), 5.9 if number else 5.4, SAY)
    doing: list[str | list[Run]] = [*_paragraphs(timed.item.do)]
    doing += [_cue_runs(cue) for cue in sorted(own, key=lambda cue: cue.at)]
    for number, order in enumerate(doing):
        gap = 3.4 if number else 7.4 if say or timed.sessions else 5.6
        yield from _pieces(paragraph(order, DO_TEXT, TEXT_WIDE), gap, DO)


def _pieces(text: Paragraph, gap: float, group: str) -> Iterator[Block]:
    """The paragraph as one block, or as several when it is long enough to need a second page."""
    pieces = text.cut(_PIECE) if text.height > PAGE_ROOM / 3 else [text]
    for number, piece in enumerate(pieces):
        yield Block(text.style.step - text.style.cap if number else gap, piece, TEXT, group)


def _cue_blocks(cues: Sequence[TimedCue]) -> Iterator[Block]:
    for number, cue in enumerate(sorted(cues, key=lambda cue: cue.at)):
        for part, piece in enumerate(paragraph(_cue_runs(cue), CUE, CUES_WIDE).cut(_PIECE * 2)):
            gap = 5.0 if number else 0.0
            yield Block(CUE.step - CUE.cap if part else gap, piece, CUES)


def _cue_runs(cue: TimedCue) -> list[Run]:
    return [Run(clock(cue.at), Face.BOLD), Run(cue.cue.what)]


def _paragraphs(text: str) -> list[str]:
    """Every line that says something is a paragraph."""
    return [line.strip() for line in text.splitlines() if line.strip()]
