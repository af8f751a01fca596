"""The rows of the complete edition: every item and moment, with what it asks of each part of the crew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.draaiboek.contents import Draaiboek, Speaker
from app.draaiboek.print_cell import Cell, Meta, SessionBlock, meta_lines
from app.draaiboek.print_changes import Mark, Marks
from app.draaiboek.print_complete_row import (
    CUE,
    EVERYONE,
    MOMENT,
    PARTS,
    SESSIONS_AT,
    TITLE,
    WHAT_WIDE,
    Part,
    Row,
    below,
    orders,
)
from app.draaiboek.print_marks import CHANGE_WORD, PILLAR_COLOUR
from app.draaiboek.print_row import short_title
from app.draaiboek.print_rows import slack_of, summary
from app.draaiboek.print_sheet import INK, MUTED, regie_of
from app.draaiboek.print_speakers import plan_b, voice
from app.draaiboek.print_team import role_label
from app.pdf import Face, Run, Style, fit, paragraph
from app.programme.timeline import TimedItem, TimedMoment, TimedSession, Timeline
from app.words import clock, joined

_WORD = Style(Face.REGULAR, 10.5, 12.5, INK)
_QUIET = replace(_WORD, colour=MUTED)
_STRONG = replace(_WORD, face=Face.BOLD)
_SEMIBOLD = replace(_WORD, face=Face.SEMIBOLD)
_WHO = Style(Face.REGULAR, 10, 12, MUTED)
_PILLARS = {pillar: replace(_SEMIBOLD, colour=colour) for pillar, colour in PILLAR_COLOUR.items()}
_CHAIR = "dagvoorzitter"
PLACES = 6.0  # mm, the number of places at the end of a session
_MOST_COLUMNS = 3  # an order for more of them runs over all
_MOST_TITLE, _MOST_META = 8, 14  # lines; what is more would not leave room on a page


class RowMaker:
    """Makes the rows of the whole day."""

    def __init__(self, draaiboek: Draaiboek, day: Timeline, marks: Marks) -> None:
        self.day = day
        self.marks = marks
        self.speakers: dict[str, Speaker] = {speaker.id: speaker for speaker in draaiboek.speakers}
        leader = regie_of(draaiboek)
        self.regie = leader.role if leader else "floormanager"

    def rows(self) -> list[Row]:
        """The items and the moments in order of their start."""
        rows = [self._item(timed) for timed in self.day.items]
        rows += [self._moment(timed) for timed in self.day.moments]
        rows.sort(key=lambda row: (row.starts.astimezone(UTC), row.timed is not None))
        return rows

    def compact(self, row: Row) -> Row:
        """The row with each session on one line."""
        assert row.timed is not None
        blocks = [_line(session, row.timed, not number) for number, session in enumerate(row.timed.sessions)]
        return replace(row, sessions=replace(row.sessions, blocks=[*blocks]))

    def _item(self, timed: TimedItem) -> Row:
        item, mark = timed.item, self.marks.item(timed)
        told = self._cues(timed)
        parts = tuple(orders(part, told[part]) for part in PARTS)
        minimum = [(Meta(f"minstens {item.minimum}", _QUIET),)] if item.minimum else []
        fixed = [(Meta("vast", _STRONG, locked=True),)] if timed.fixed else []
        row = Row(
            starts=timed.starts,
            name=item.title,
            title=short_title(item.title, TITLE, WHAT_WIDE, _MOST_TITLE),
            under_time=(
                *_was(mark),
                _length(timed.ends, item.minutes),
                *minimum,
                *_was_minutes(mark),
                *fixed,
            ),
            meta=_marked(_lines(self._meta(timed)), mark),
            parts=parts,
            sessions=Cell(0),
            everyone=orders(EVERYONE, told[EVERYONE]),
            fixed=timed.fixed,
            droppable=item.droppable,
            timed=timed,
            slack=slack_of(timed, self.day),
            mark=mark,
        )
        row.everyone.start = below(parts)
        blocks = [self._session(session, timed, not number) for number, session in enumerate(timed.sessions)]
        row.sessions = Cell(max(row.meta_end, parts[0].end if parts[0].blocks else 0.0), [*blocks])
        return row

    def _moment(self, timed: TimedMoment) -> Row:
        """A moment's particulars are an order for whom it names; without them their names stand there."""
        moment, mark = timed.moment, self.marks.moment(timed.index)
        name, particulars = summary(moment.what)
        told: dict[Part, list[list[Run]]] = {part: [] for part in (*PARTS, EVERYONE)}
        columns = self._columns(moment.roles)
        if particulars and (not columns or len(columns) > _MOST_COLUMNS):
            whom = f"{joined([role_label(role) for role in moment.roles])}:" if moment.roles else ""
            told[EVERYONE] = [[Run(whom, colour=MUTED), Run(particulars)]]
        else:
            for part, roles in columns.items():
                told[part] = [self._order(timed.starts, part, roles, particulars)]
        return Row(
            starts=timed.starts,
            name=name,
            title=short_title(name, MOMENT, WHAT_WIDE, _MOST_TITLE),
            under_time=(*_was(mark), _length(timed.ends, moment.minutes), *_was_minutes(mark)),
            meta=_marked(_lines([Meta(moment.room, _WORD)] if moment.room else []), mark),
            parts=tuple(orders(part, told[part]) for part in PARTS),
            sessions=Cell(0),
            everyone=orders(EVERYONE, told[EVERYONE]),
            mark=mark,
        )

    def _cues(self, timed: TimedItem) -> dict[Part, list[list[Run]]]:
        """What the item asks of each part: key words of the day chair, orders, and names without an order."""
        item = timed.item
        told: dict[Part, list[list[Run]]] = {part: [] for part in (*PARTS, EVERYONE)}
        if item.card:
            told[PARTS[0]].append([Run(" ".join(_sentence(words) for words in item.card))])
        for cue in sorted(timed.cues, key=lambda cue: cue.at.astimezone(UTC)):
            columns = self._columns(cue.cue.roles) or {PARTS[-1]: []}
            if len(columns) > _MOST_COLUMNS and not timed.sessions:
                whom = f"{joined([role_label(role) for role in cue.cue.roles])}:"
                told[EVERYONE].append(
                    [Run(clock(cue.at), Face.BOLD), Run(whom, colour=MUTED), Run(cue.cue.what)]
                )
                continue
            for part, roles in columns.items():
                told[part].append(self._order(cue.at, part, roles, cue.cue.what))
        ordered = {role for cue in timed.cues for role in cue.cue.roles} | ({_CHAIR} if item.card else set())
        for part, roles in self._columns([*item.roles, *_in_sessions(timed)]).items():
            if named := [role_label(role) for role in roles if role not in ordered]:
                told[part].append([Run(", ".join(named), colour=MUTED)])
        return told

    def _columns(self, roles: Iterable[str]) -> dict[Part, list[str]]:
        """The columns in which these roles stand, each with those roles."""
        found: dict[Part, list[str]] = {}
        for role in dict.fromkeys(roles):
            part = next((part for part in PARTS if role in part.roles), PARTS[-1])
            found.setdefault(part, []).append(role)
        return found

    def _order(self, at: datetime, part: Part, roles: Sequence[str], what: str) -> list[Run]:
        """ "09.25 Schrijftolk: tekst loopt"; who has the column to itself is not named."""
        if not what:
            return [
                Run(clock(at), Face.BOLD),
                Run(", ".join(role_label(role) for role in roles), colour=MUTED),
            ]
        main = part.roles[0] if part.roles else self.regie
        if list(roles) == [main] or not roles:
            return [Run(clock(at), Face.BOLD), Run(what)]
        whom = joined([role_label(role) for role in roles])
        return [Run(clock(at), Face.BOLD), Run(f"{whom[:1].upper()}{whom[1:]}:"), Run(what)]

    def _meta(self, timed: TimedItem) -> list[Meta]:
        item = timed.item
        parts = [Meta(item.pillar.value, _PILLARS[item.pillar], pillar=item.pillar)] if item.pillar else []
        parts += [Meta(item.room, _WORD)] if item.room else []
        parts += [Meta("mag vervallen bij uitloop", _STRONG)] if item.droppable else []
        parts += [Meta(self._who(key), _WORD) for key in item.speakers]
        instead = plan_b(item.speakers, self.speakers, item.plan_b)
        return parts + ([Meta(instead, _STRONG)] if instead else [])

    def _who(self, key: str) -> str:
        return voice(self.speakers[key]) if key in self.speakers else key

    def _session(self, timed: TimedSession, block: TimedItem, first: bool) -> SessionBlock:
        session = timed.session
        instead = plan_b(session.speakers, self.speakers, session.plan_b)
        names = ", ".join(filter(None, [*map(self._who, session.speakers), instead]))
        measure = SESSIONS_AT[2] - SESSIONS_AT[1] - PLACES
        return SessionBlock(
            gap=5.2 if first else 3.0,
            room=paragraph(session.room or "", _SEMIBOLD, SESSIONS_AT[1] - SESSIONS_AT[0] - 1.5),
            title=paragraph(_title(timed, block), _WORD, measure),
            who=paragraph(names, _WHO, measure) if names else None,
            places=str(session.capacity or ""),
            ruled=True,
            columns=SESSIONS_AT,
            places_style=_STRONG,
        )


def _line(timed: TimedSession, block: TimedItem, first: bool) -> SessionBlock:
    """A session on one line, without its speaker."""
    session = timed.session
    wide = SESSIONS_AT[1] - SESSIONS_AT[0] - 1.5
    title = fit(_title(timed, block), _WORD, SESSIONS_AT[2] - SESSIONS_AT[1] - PLACES)
    return SessionBlock(
        gap=4.0 if first else 5.4 - CUE.cap,
        room=paragraph(fit(session.room or "", _SEMIBOLD, wide), _SEMIBOLD, wide),
        title=paragraph(title, _WORD, SESSIONS_AT[2] - SESSIONS_AT[1]),
        who=None,
        places=str(session.capacity or ""),
        ruled=False,
        columns=SESSIONS_AT,
        places_style=_STRONG,
    )


def _title(timed: TimedSession, block: TimedItem) -> str:
    """With its end when that is not the block's."""
    title = timed.session.title
    return title if timed.ends == block.ends else f"{title}, tot {clock(timed.ends)}"


def _length(ends: datetime, minutes: int) -> tuple[Meta, ...]:
    return Meta(clock(ends), _WORD), Meta(f"{minutes} min", _SEMIBOLD)


def _lines(parts: Sequence[Meta]) -> tuple[tuple[Meta, ...], ...]:
    return tuple(tuple(line) for line in meta_lines(parts, WHAT_WIDE)[:_MOST_META])


def _was(mark: Mark) -> tuple[tuple[Meta, ...], ...]:
    """The lines that say when it was."""
    return tuple((line,) for line in mark.was_start(_WORD))


def _was_minutes(mark: Mark) -> tuple[tuple[Meta, ...], ...]:
    return tuple((line,) for line in mark.was_minutes(_WORD))


def _marked(lines: tuple[tuple[Meta, ...], ...], mark: Mark) -> tuple[tuple[Meta, ...], ...]:
    """The lines under a title, then what else changed, then the word of the mark."""
    if not mark.word:
        return lines
    notes = tuple((note,) for whole in mark.notes(_WORD, WHAT_WIDE) for note in whole.pieces(WHAT_WIDE))
    return (*lines, *notes, (Meta(mark.word, CHANGE_WORD),))


def _in_sessions(timed: TimedItem) -> Iterator[str]:
    for session in timed.sessions:
        yield from session.session.roles


def _sentence(words: str) -> str:
    """Key words that end in a sign, so that they can stand one after the other."""
    return words if words.rstrip().endswith((".", "?", "!", "…", ":", ";", ",")) else f"{words}."
