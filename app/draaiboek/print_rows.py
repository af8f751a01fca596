"""The rows of a role's day, made from the timeline."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_between import Gone, Slack
from app.draaiboek.print_blocks import CUE, DO_TEXT, others, sessions, spoken
from app.draaiboek.print_cell import META, META_STRONG, PILLAR_WORD, Block, Cell, Meta, meta_lines
from app.draaiboek.print_changes import Mark, Marks
from app.draaiboek.print_marks import PILLAR_COLOUR
from app.draaiboek.print_row import CUES, TIME_BASELINE, TITLE, Row, short_title
from app.draaiboek.print_sheet import INK, LABEL, RIGHT, WHAT
from app.draaiboek.print_speakers import plan_b, voice
from app.pdf import Face, Style, paragraph
from app.programme.plan import Kind
from app.programme.timeline import TimedCue, TimedItem, TimedMoment, Timeline
from app.words import clock

MOMENT_TITLE = Style(Face.SEMIBOLD, 16.5, 19, INK)
PILLAR_WORDS = {pillar: replace(PILLAR_WORD, colour=colour) for pillar, colour in PILLAR_COLOUR.items()}
LABEL_STRONG = replace(LABEL, colour=INK)
TIME_UNDER = replace(META, colour=INK)
GET_READY = timedelta(minutes=5)  # a cue this long before its item stands with that item
_BELOW_WORD = 5.4  # what others do begins so far below the word of a mark
_NAMED = {Kind.PAUZE: "de pauze", Kind.LUNCH: "de lunch", Kind.BORREL: "de borrel"}


class RowMaker:
    """Makes the rows of one role's day."""

    def __init__(self, draaiboek: Draaiboek, day: Timeline, role: str, marks: Marks) -> None:
        self.day = day
        self.role = role
        self.marks = marks
        self.speakers = {speaker.id: speaker for speaker in draaiboek.speakers}

    def rows(self) -> list[Row]:
        """The items, and the moments that name the role, in order of their start."""
        rows = [self._item(timed) for timed in self.day.items]
        rows += [self._moment(timed) for timed in self.day.moments if self.role in timed.moment.roles]
        rows.sort(key=lambda row: (row.starts, row.timed is not None))
        for row, cues in zip(rows, self._around(rows), strict=True):
            if row.asks:
                row.cues.blocks += others(cues)
        return rows

    def gone(self) -> list[Gone]:
        """What was in the earlier version's day of this role."""
        return self.marks.gone("programme", "moments", role=self.role)

    def compact(self, row: Row) -> Row:
        """The row with each session on one line."""
        assert row.timed is not None
        blocks = [*sessions(row.timed, self.speakers, compact=True), *spoken(row.timed, self._own(row.timed))]
        return replace(row, body=Cell(row.meta_baseline, blocks))

    def _item(self, timed: TimedItem) -> Row:
        item = timed.item
        own = self._own(timed)
        asks = bool(item.say.strip() or item.do.strip() or own or self.role in item.roles or not item.roles)
        mark = self.marks.item(timed)
        length = [Meta(f"{item.minutes} min", LABEL_STRONG), *mark.was_minutes(TIME_UNDER)]
        length += [Meta(f"minstens {item.minimum}")] if item.minimum else []
        fixed = [Meta("vast", META_STRONG, locked=True)] if timed.fixed else []
        until = (*mark.was_start(TIME_UNDER), Meta(f"tot {clock(timed.ends)}", TIME_UNDER))
        meta = self._meta(timed)
        if not asks:
            meta += [Meta(", ".join(part.text for part in length)), *fixed]
        end = 158 if asks else RIGHT - 25
        row = Row(
            starts=timed.starts,
            name=item.title,
            title=short_title(item.title, TITLE, (CUES - 5 if asks or mark.word else RIGHT) - WHAT),
            under_time=(*until, *length, *fixed) if asks else until,
            meta=_lines(meta, mark, end - WHAT),
            body=Cell(0),
            cues=_beside(mark),
            asks=asks,
            fixed=timed.fixed,
            droppable=item.droppable,
            timed=timed,
            slack=slack_of(timed, self.day),
            mark=mark,
        )
        row.body = Cell(row.meta_baseline, [*sessions(timed, self.speakers), *spoken(timed, own)])
        return row

    def _moment(self, timed: TimedMoment) -> Row:
        """A moment outside the programme that names the role."""
        moment, mark = timed.moment, self.marks.moment(timed.index)
        name, particulars = summary(moment.what)
        meta = [Meta(moment.room)] if moment.room else []
        row = Row(
            starts=timed.starts,
            name=name,
            title=short_title(name, MOMENT_TITLE, CUES - 5 - WHAT),
            under_time=(
                *mark.was_start(TIME_UNDER),
                Meta(f"tot {clock(timed.ends)}", TIME_UNDER),
                Meta(f"{moment.minutes} min", LABEL_STRONG),
                *mark.was_minutes(TIME_UNDER),
            ),
            meta=_lines(meta, mark, 158 - WHAT),
            body=Cell(0),
            cues=_beside(mark),
            mark=mark,
        )
        text = paragraph(particulars, DO_TEXT, CUES - 5 - WHAT)
        row.body = Cell(row.meta_baseline, [Block(4.2, text, WHAT)] if particulars else [])
        return row

    def _own(self, timed: TimedItem) -> list[TimedCue]:
        return [cue for cue in timed.cues if self.role in cue.cue.roles]

    def _around(self, rows: Sequence[Row]) -> list[list[TimedCue]]:
        """For each row the cues of others, by when they happen and not by the item that they prepare."""
        around: list[list[TimedCue]] = [[] for _ in rows]
        for number, row in enumerate(rows):
            if row.timed is None:
                continue
            for cue in row.timed.cues:
                if self.role not in cue.cue.roles:
                    near = row.starts - GET_READY <= cue.at <= row.timed.ends
                    around[number if near else _on_at(rows, cue.at)].append(cue)
        return around

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
        instead = plan_b(item.speakers, self.speakers, item.plan_b)
        return parts + ([Meta(instead, META_STRONG)] if instead else [])

    def _who(self, key: str) -> str:
        speaker = self.speakers.get(key)
        return voice(speaker, organisation=True) if speaker else key


def slack_of(timed: TimedItem, day: Timeline) -> Slack | None:
    """The minutes between this item and a fixed start, free or too many; None when it ends just then."""
    if timed.index + 1 == len(day.items):
        return None
    following, minutes = day.items[timed.index + 1], day.margin_before(timed.index + 1)
    if not minutes:
        return None
    what = _NAMED.get(following.item.kind, f"‘{following.item.title}’")
    until = f"uiterlijk {clock(following.starts)} klaar, {what} staat vast"
    if minutes < 0:
        return Slack(starts=following.starts, minutes=-minutes, until=until, too_long=True)
    return Slack(starts=timed.ends, minutes=minutes, until=until)


def _on_at(rows: Sequence[Row], at: datetime) -> int:
    """The row that is on at a moment; the first for what comes before it."""
    return max(bisect_right(rows, at, key=lambda row: row.starts) - 1, 0)


def _lines(meta: Sequence[Meta], mark: Mark, measure: float) -> tuple[tuple[Meta, ...], ...]:
    """The lines under a title, then what else changed, each on its own."""
    notes = [note for whole in mark.notes(TIME_UNDER, 158 - WHAT) for note in whole.pieces(158 - WHAT)]
    return (*(tuple(line) for line in meta_lines(meta, measure)), *((note,) for note in notes))


def _beside(mark: Mark) -> Cell:
    """The cell of what others do, below the word of the mark."""
    return Cell(TIME_BASELINE - CUE.cap + (_BELOW_WORD if mark.word else 0.0))


def summary(what: str) -> tuple[str, str]:
    """What a moment is and its particulars, which follow the first ":" or ";"."""
    name, *rest = re.split(r"\s*[:;]\s*", what.strip(), maxsplit=1)
    particulars = rest[0] if rest else ""
    return name or what, particulars[:1].upper() + particulars[1:]
