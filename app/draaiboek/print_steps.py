"""Who leads a table: one sheet for each werkvorm with its case, its steps with times and what is left on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_cell import Meta
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_rows import PILLAR_WORDS
from app.draaiboek.print_sheet import (
    BODY,
    INK,
    LABEL,
    RIGHT,
    SECTION,
    TOP,
    WHAT,
    WHEN,
    Header,
    Sheets,
)
from app.draaiboek.print_signs import new_document, reason_page, short_text
from app.draaiboek.print_since import since_page
from app.draaiboek.print_steps_table import Line, StepTable
from app.pdf import Document, Element, Face, Page, Paragraph, Run, Style, paragraph
from app.programme.plan import Item
from app.programme.timeline import TimedItem, later, timeline
from app.words import clock, count

EDITION = "tafelinstructie"
NO_STEPS = (
    "Nog geen onderdeel heeft stappen. Open in het programma een werkvorm, vul bij ‘Stappen aan tafel’ in wat een "
    "tafel doet en hoe lang, en druk daarna opnieuw af. Per werkvorm komt er één blad uit."
)
TITLES = tuple(Style(Face.BOLD, size, size * 1.08, INK) for size in (30, 24, 19, 15))
WHEN_STYLE = Style(Face.BOLD, 15, 19, INK)
CASE = Style(Face.REGULAR, 13.5, 17.5, INK)
CASE_BOLD = Style(Face.BOLD, 13.5, 17.5, INK)
WIDE = RIGHT - WHAT
SHORT = 120  # characters
_LONGEST = 12  # lines of a text that stay together


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: an item, or one session of it. `under` is the block that a session belongs to."""

    title: str
    under: str
    item: Item
    starts: datetime
    ends: datetime
    room: str
    table: bool  # whether a table's number is filled in by hand


def tafelinstructie(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """A sheet for each item that has steps, and for each session of a block that has."""
    day = timeline(draaiboek.day, draaiboek.programme)
    wanted = [sheet for timed in day.items if timed.item.steps for sheet in _sheets(timed)]
    if not wanted:
        return reason_page(draaiboek, imprint, EDITION, NO_STEPS)
    document = new_document(draaiboek, imprint, EDITION)
    sheets = Sheets(document, _header(draaiboek, imprint, wanted), imprint)
    for number, sheet in enumerate(wanted):
        section = document.root.child("Sect", title=sheet.title)
        _draw(sheets, sheet, section, first=number == 0)
        if number == 0:
            sheets.close_cover(section)
    since_page(document, draaiboek, imprint, Marks(draaiboek, imprint, EDITION), EDITION)
    return sheets.finish()


def _header(draaiboek: Draaiboek, imprint: Imprint, wanted: Sequence[_Sheet]) -> Header:
    leads = any("tafelbegeleider" in sheet.item.roles for sheet in wanted)
    header = Header.of(draaiboek, imprint, EDITION)
    return replace(header, edition="Tafelinstructie, tafelbegeleider" if leads else "Tafelinstructie")


def _sheets(timed: TimedItem) -> Iterator[_Sheet]:
    item = timed.item
    if not timed.sessions:
        yield _Sheet(item.title, "", item, timed.starts, timed.ends, item.room or "", table=True)
    for held in timed.sessions:
        room = held.session.room or item.room or ""
        yield _Sheet(held.session.title, item.title, item, held.starts, held.ends, room, table=False)


def _draw(sheets: Sheets, sheet: _Sheet, section: Element, *, first: bool) -> None:
    page = sheets.page(section if first else None)
    sheets.document.bookmark(f"{clock(sheet.starts)} {sheet.title}", page, 0)
    flow = Flow(sheets, page, 25.9)
    _draw_head(flow, sheet, section)
    if case := _paragraphs(sheet.item.case):
        _labelled(flow, "de casus", _case(case), section, 2.0)
    table = StepTable(flow, section)
    table.draw(list(_lines(sheet)))
    if sheet.item.stuck:
        _labelled(flow, "loopt het vast", [_stuck(line) for line in sheet.item.stuck], section, 3.3)


def _draw_head(flow: Flow, sheet: _Sheet, section: Element) -> None:
    """What, when, where, and by which pillar; room for the number of the table."""
    page, title = flow.page, short_text(sheet.title, TITLES, WIDE, 3)
    flow.y += title.style.cap
    with page.marked(section.child("H1")):
        flow.y = page.paragraph(WHAT, flow.y, title)
    flow.y += 8.9
    minutes = count(sheet.item.minutes, "minuut", "minuten")
    facts = ", ".join(filter(None, [minutes if not sheet.under else "", sheet.room, sheet.under]))
    hours = f"{clock(sheet.starts)} tot {clock(sheet.ends)} "
    after = WHEN_STYLE.width(hours) + 2
    with page.marked(section.child("P")):
        page.text(WHAT, flow.y, hours, WHEN_STYLE)
        flow.y = page.paragraph(WHAT + after, flow.y, paragraph(facts, BODY, WIDE - after))
    if sheet.item.pillar:
        flow.y += 7.0
        pillar = Meta(sheet.item.pillar.value, PILLAR_WORDS[sheet.item.pillar], pillar=sheet.item.pillar)
        with page.marked(section.child("P")):
            pillar.draw(page, WHAT, flow.y)
    if sheet.table:
        _draw_table_number(page)
    flow.y = max(flow.y, 49.0) + 6.9
    page.rule(WHEN, RIGHT, flow.y, SECTION, INK)


def _draw_table_number(page: Page) -> None:
    """A line to write the number of the table on: of use on paper only, so nobody hears it."""
    page.text(WHEN, 33.3, "tafel", LABEL)
    page.rule(WHEN, WHEN + 18, 48.0, SECTION, INK)


def _case(paragraphs: Sequence[str]) -> list[Paragraph]:
    """What the table reads; of several paragraphs a short last one is not to be missed."""
    warns = len(paragraphs) > 1 and len(paragraphs[-1]) <= SHORT
    bold = len(paragraphs) - 1 if warns else None
    return [
        paragraph(text, CASE_BOLD if number == bold else CASE, WIDE) for number, text in enumerate(paragraphs)
    ]


def _stuck(line: str) -> Paragraph:
    """The case in bold, up to its colon, and what helps."""
    case, colon, helps = line.partition(":")
    runs = [Run(f"{case}:", Face.BOLD), Run(helps)] if colon else [Run(line)]
    return paragraph(runs, BODY, WIDE)


def _labelled(flow: Flow, label: str, texts: Sequence[Paragraph], section: Element, gap: float) -> None:
    """A label left of the thread, its paragraphs right of it; overleaf when they do not fit."""
    pieces = [piece for text in texts for piece in text.cut(_LONGEST)]
    for number, piece in enumerate(pieces):
        step = 7.2 if number == 0 else piece.style.step + gap - 1.5
        if flow.y + step + piece.height - piece.style.cap > flow.lowest:
            flow.page, flow.y = flow.sheets.page(), TOP
        flow.y += step
        if number == 0:
            with flow.page.marked(section.child("H2")):
                flow.page.text(WHEN, flow.y, label, LABEL)
        with flow.page.marked(section.child("P")):
            flow.y = flow.page.paragraph(WHAT, flow.y, piece)


def _lines(sheet: _Sheet) -> Iterator[Line]:
    """The steps one after the other, from the beginning of the item."""
    minutes = 0
    for step in sheet.item.steps:
        yield Line(later(sheet.starts, minutes), step)
        minutes += step.minutes


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
