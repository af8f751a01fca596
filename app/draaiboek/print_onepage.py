"""What the client wants on one page: goals and how they are seen, conditions, the outline of the day, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.draaiboek.contents import Draaiboek, Imprint, TeamMember
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import FIRST, Flow
from app.draaiboek.print_lacking import draw_lacking
from app.draaiboek.print_marks import MARK_ROOM, PILLAR_COLOUR, pillar_mark
from app.draaiboek.print_onepage_facts import WIDE, Facts, add_when_short, add_where_short, body, open_page
from app.draaiboek.print_sheet import INK, MUTED, SECOND, TOP, WHAT, Header, Sheets
from app.draaiboek.print_signs import new_document
from app.draaiboek.print_since import draw_since
from app.draaiboek.print_team import draw_team
from app.pdf import Document, Element, Face, Paragraph, Run, Style, fit, paragraph
from app.programme.plan import Goal, Kind
from app.programme.timeline import TimedItem, Timeline, timeline
from app.words import clock, count, joined, spelled

EDITION = "opdrachtgever"
CONTACTS = ("projectmanager", "communicatie")  # and regie
BESIDE = WIDE - (SECOND - WHAT)
GOAL = Style(Face.REGULAR, 12, 15, INK)
MEASURE = Style(Face.REGULAR, 10.5, 13, MUTED)
POINT = Style(Face.REGULAR, 11.5, 14, INK)
WORD = Style(Face.SEMIBOLD, 12, 15, INK)
OUTLINE = Style(Face.REGULAR, 11.5, 14.5, INK)
OUTLINE_STEP, GOAL_STEP, POINT_STEP = 5.1, 6.7, 5.6
COLUMNS = ((WHAT, 76.0), (WHAT + 80.0, WIDE - 80.0))  # left edge and width
AFTER_TIME = 12.5
_AT_ONCE = 44  # lines of outline in both columns of a page


def opdrachtgever(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """One page for the client; more only when there is more to say than fits."""
    day = timeline(draaiboek.day, draaiboek.programme)
    document = new_document(draaiboek, imprint, EDITION)
    sheets = Sheets(document, Header.of(draaiboek, imprint, EDITION), imprint)
    section = document.root.child("Sect", title="Opdrachtgever")
    flow = open_page(sheets, section, draaiboek.title, draaiboek.theme, section, compact=True)
    facts = Facts(flow, section)
    add_when_short(facts, draaiboek)
    add_where_short(facts, draaiboek)
    add_who(facts, draaiboek, imprint)
    draw_goals(flow, draaiboek.goals, section)
    draw_points(flow, "voorwaarden", draaiboek.brief.conditions, section)
    _draw_outline(flow, day, section)
    draw_team(flow, _contacts(draaiboek.team), EDITION, section)
    draw_since(flow, Marks(draaiboek, imprint, EDITION), section)
    draw_lacking(flow, draaiboek, section)
    flow.end(goes_on=False)
    sheets.close_cover(section)
    return sheets.finish()


def add_who(facts: Facts, draaiboek: Draaiboek, imprint: Imprint, label: str = "wie") -> None:
    """How many are expected, how many there is room for, and from which domains."""
    told = [] if imprint.expected is None else [f"{imprint.expected} verwacht"]
    told += [count(draaiboek.capacity, "plaats", "plaatsen")] if draaiboek.capacity else []
    names = [domain.name for domain in draaiboek.domains]
    domains = f"uit {joined(names)}" if names else ""
    facts.add(label, [body([Run(", ".join(told), Face.BOLD), Run(domains)])])


def draw_goals(flow: Flow, goals: Sequence[Goal], section: Element) -> None:
    """Each goal with its pillar, and how it is seen that it was reached."""
    if not goals:
        return
    label = "doel" if len(goals) == 1 else f"{spelled(len(goals)).replace('é', 'e')} doelen"
    texts = [(paragraph(goal.text, GOAL, BESIDE), _measure(goal)) for goal in goals]
    flow.section(label, texts[0][0].height, section)
    whole = section.child("L")
    for number, (goal, (text, measure)) in enumerate(zip(goals, texts, strict=True)):
        high = text.height + (measure.height + 1.9 if measure else 0.0)
        if number and flow.need(GOAL_STEP + high):
            flow.y = TOP + FIRST
        elif number:
            flow.y += GOAL_STEP
        item = whole.child("LI")
        pillar_mark(flow.page, WHAT, flow.y - WORD.cap / 2, goal.pillar)
        with flow.page.marked(item.child("Lbl")):
            word = replace(WORD, colour=PILLAR_COLOUR[goal.pillar])
            flow.page.text(WHAT + MARK_ROOM + 1, flow.y, goal.pillar.value, word)
        told = item.child("LBody")
        with flow.page.marked(told.child("P")):
            flow.y = flow.page.paragraph(SECOND, flow.y, text)
        if measure:
            with flow.page.marked(told.child("P")):
                flow.y = flow.page.paragraph(SECOND, flow.y + 1.9 + MEASURE.cap, measure)


def _measure(goal: Goal) -> Paragraph | None:
    return paragraph(goal.measure, MEASURE, BESIDE) if goal.measure.strip() else None


def draw_points(flow: Flow, label: str, points: Sequence[str], section: Element) -> None:
    """A section of short texts, each an item of a list; nothing when there are none."""
    texts = [paragraph(point, POINT, WIDE) for point in points if point.strip()]
    if not texts:
        return
    flow.section(label, texts[0].height, section)
    whole = section.child("L")
    for number, text in enumerate(texts):
        item = whole.child("LI").child("LBody")
        for part, piece in enumerate(text.cut(12)):
            step = POINT.step if part else POINT_STEP
            if (number or part) and flow.need(step + piece.height):
                flow.y = TOP + FIRST
            elif number or part:
                flow.y += step
            with flow.page.marked(item):
                flow.y = flow.page.paragraph(WHAT, flow.y, piece)


def _draw_outline(flow: Flow, day: Timeline, section: Element) -> None:
    """Times and titles in two columns, without the minutes behind them."""
    items = [timed for timed in day.items if timed.item.kind is not Kind.WISSEL]
    label = "programma"
    if not items:
        draw_points(flow, label, ["Er staat nog niets in het programma."], section)
    for first in range(0, len(items), _AT_ONCE):
        some = items[first : first + _AT_ONCE]
        rows = -(-len(some) // 2)
        flow.section(label if first == 0 else "vervolg", (rows - 1) * OUTLINE_STEP, section)
        _draw_columns(flow, some, rows, section)


def _draw_columns(flow: Flow, items: Sequence[TimedItem], rows: int, section: Element) -> None:
    whole, top = section.child("L"), flow.y
    for number, timed in enumerate(items):
        x, wide = COLUMNS[number // rows]
        y = top + (number % rows) * OUTLINE_STEP
        item = whole.child("LI")
        with flow.page.marked(item.child("Lbl")):
            flow.page.text(x, y, clock(timed.starts) + " ", replace(OUTLINE, face=Face.BOLD))
        with flow.page.marked(item.child("LBody")):
            flow.page.text(x + AFTER_TIME, y, fit(timed.item.title, OUTLINE, wide - AFTER_TIME), OUTLINE)
    flow.y = top + (rows - 1) * OUTLINE_STEP


def _contacts(team: Sequence[TeamMember]) -> list[TeamMember]:
    """Whom the client calls: regie and those who speak for the day."""
    return [member for member in team if member.regie or member.role in CONTACTS]
