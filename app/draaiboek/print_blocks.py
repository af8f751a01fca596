"""The blocks of a row: what is said, what is done, the sessions, and what others do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from app.draaiboek.contents import Speaker
from app.draaiboek.print_cell import DO, SAY, SESSION_END, SESSION_TITLE, AnyBlock, Block, SessionBlock
from app.draaiboek.print_row import CUES, PAGE_ROOM
from app.draaiboek.print_sheet import INK, MUTED, RIGHT, WHAT
from app.draaiboek.print_speakers import plan_b, voice
from app.pdf import Face, Paragraph, Run, Style, fit, paragraph
from app.programme.timeline import TimedCue, TimedItem, TimedSession
from app.words import clock, count

SAY_TEXT = Style(Face.REGULAR, 15.5, 20.5, INK)
DO_TEXT = Style(Face.REGULAR, 12, 15.5, INK)
CUE = Style(Face.REGULAR, 10.5, 13, INK)
SESSION_ROOM = Style(Face.SEMIBOLD, 11.5, 14, INK)
SESSION_WORD = Style(Face.REGULAR, 11.5, 14, INK)
SESSION_WHO = Style(Face.REGULAR, 10, 12, MUTED)

TEXT, TEXT_WIDE = 62.0, 96.0
SESSION_WIDE = SESSION_END - SESSION_TITLE
_PIECE = 8  # lines of a paragraph that may not fit on a page


def sessions(
    timed: TimedItem, speakers: Mapping[str, Speaker], *, compact: bool = False
) -> Iterator[SessionBlock]:
    """The sessions of a parallel block; `compact` gives each one line and drops its speakers."""
    for number, session in enumerate(timed.sessions):
        first = number == 0
        if compact:
            yield _line(session, timed, 5.4 if first else 2.7)
        else:
            yield _session(session, timed, speakers, 5.4 if first else 4.2)


def _session(
    timed: TimedSession, block: TimedItem, speakers: Mapping[str, Speaker], gap: float
) -> SessionBlock:
    keys = timed.session.speakers
    names = [voice(speakers[key]) if key in speakers else key for key in keys]
    under = ", ".join(filter(None, [*names, plan_b(keys, speakers, timed.session.plan_b), _places(timed)]))
    return SessionBlock(
        gap=gap,
        room=_room(timed),
        title=paragraph(_title(timed, block), SESSION_WORD, SESSION_WIDE),
        who=paragraph(under, SESSION_WHO, SESSION_WIDE) if under else None,
        places="",
        ruled=True,
    )


def _line(timed: TimedSession, block: TimedItem, gap: float) -> SessionBlock:
    title = fit(_title(timed, block), SESSION_WORD, SESSION_WIDE - 22)
    words = paragraph(title, SESSION_WORD, SESSION_WIDE)
    return SessionBlock(gap, _room(timed), words, who=None, places=_places(timed), ruled=False)


def _room(timed: TimedSession) -> Paragraph:
    return paragraph(timed.session.room or "", SESSION_ROOM, SESSION_TITLE - WHAT - 2)


def _title(timed: TimedSession, block: TimedItem) -> str:
    """With its end when that is not the block's."""
    title = timed.session.title
    return title if timed.ends == block.ends else f"{title}, tot {clock(timed.ends)}"


def _places(timed: TimedSession) -> str:
    return count(timed.session.capacity, "plaats", "plaatsen") if timed.session.capacity else ""


def spoken(timed: TimedItem, own: Sequence[TimedCue]) -> Iterator[AnyBlock]:
    """What the role says, what it does, and its own timed actions."""
    say = _paragraphs(timed.item.say)
    for number, text in enumerate(say):
        yield from _pieces(
            paragraph(text, SAY_TEXT, TEXT_WIDE), 5.9 if number else 7.4 if timed.sessions else 5.4, SAY
        )
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


def others(cues: Sequence[TimedCue]) -> Iterator[Block]:
    """What others do around the role, in order of time."""
    for number, cue in enumerate(sorted(cues, key=lambda cue: cue.at)):
        for part, piece in enumerate(paragraph(_cue_runs(cue), CUE, RIGHT - CUES).cut(_PIECE * 2)):
            gap = 5.0 if number else 0.0
            yield Block(CUE.step - CUE.cap if part else gap, piece, CUES)


def _cue_runs(cue: TimedCue) -> list[Run]:
    return [Run(clock(cue.at), Face.BOLD), Run(cue.cue.what)]


def _paragraphs(text: str) -> list[str]:
    """Every line that says something is a paragraph."""
    return [line.strip() for line in text.splitlines() if line.strip()]
