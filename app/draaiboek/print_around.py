"""Around the day: the moments of the crew, rooms and catering, and what happens afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.draaiboek.contents import Draaiboek, Task
from app.draaiboek.print_flow import AIR, FIRST, Column, Flow, draw_list
from app.draaiboek.print_sheet import (
    BODY,
    BODY_BOLD,
    HEADER_RULE,
    INK,
    PAGE_TITLE,
    RIGHT,
    SECTION,
    THREAD_TOP,
    WHAT,
    WHEN,
    Sheets,
)
from app.draaiboek.print_team import role_label
from app.pdf import Element, Paragraph, Style, paragraph
from app.programme.timeline import Timeline
from app.werksessies.workdays import working_day
from app.words import clock, joined, short_date

MAIN, WIDER, WHERE = 78.0, 88.0, 142.0
STEP = 7.0
_TITLE = 13.7  # from the rule above the title to where the lists begin
GAP = 4.0  # between columns
Cells = list[Paragraph]


def draw_around(
    sheets: Sheets, draaiboek: Draaiboek, day: Timeline, section: Element, after: Flow | None = None
) -> None:
    """The lists that the file has; no page when it has none. They may begin on the page of `after`."""
    lists = [
        ("ploeg", _moment_columns(), _moments(day)),
        ("catering", _catering_columns(), _catering(draaiboek)),
        ("zalen", _room_columns(), _rooms(draaiboek, day)),
        ("na afloop", task_columns(), tasks(draaiboek)),
    ]
    filled = [(label, columns, rows) for label, columns, rows in lists if rows]
    if not filled:
        return
    flow = _opened(sheets, after, max(cell.height for cell in filled[0][2][0]), section)
    for label, columns, rows in filled:
        first = max(cell.height for cell in rows[0])
        flow.section(label, FIRST + first + STEP, section, "H3")
        sheets.document.bookmark(label[:1].upper() + label[1:], flow.page, flow.y - FIRST, level=1)
        draw_list(flow, section, columns, rows, STEP)
    flow.end(goes_on=False)


def _opened(sheets: Sheets, after: Flow | None, first: float, section: Element) -> Flow:
    """The title, on a new page unless half of that of `after` is free and takes a row `first` mm high."""
    high = 2 * AIR + _TITLE + 2 * FIRST + first + STEP
    if after and after.y <= sheets.frame.high / 2 and after.y + high <= after.lowest:
        page, top = after.page, after.y + AIR
        page.rule(WHEN, RIGHT, top, SECTION, INK)
        sheets.document.bookmark("Om de dag heen", page, top)
    else:
        page, top = sheets.page(), HEADER_RULE
        sheets.document.bookmark("Om de dag heen", page, 0)
    with page.marked(section.child("H2")):
        page.text(WHAT, top + 12, "Om de dag heen", PAGE_TITLE)
    return Flow(sheets, page, top + _TITLE, thread_from=top + THREAD_TOP - HEADER_RULE)


def cells(columns: Sequence[Column], texts: Sequence[str], right: float = RIGHT) -> Cells:
    """Texts set to the width that their columns leave; one that ends at the right edge takes 20 mm."""
    ends = [*(column.x - 20 * column.right for column in columns[1:]), right + GAP]
    return [
        paragraph(text, column.style, 20 if column.right else end - column.x - GAP)
        for column, end, text in zip(columns, ends, texts, strict=True)
    ]


def columns_of(*columns: tuple[str, float, Style]) -> list[Column]:
    """Columns from their head, place and style."""
    return [Column(head, x, style) for head, x, style in columns]


def _moment_columns() -> list[Column]:
    return columns_of(("tijd", WHAT, BODY_BOLD), ("wat", MAIN, BODY), ("waar en wie", WHERE, BODY))


def _moments(day: Timeline) -> list[Cells]:
    rows = []
    for timed in sorted(day.moments, key=lambda timed: timed.starts):
        moment = timed.moment
        where = "; ".join(filter(None, [moment.room, ", ".join(map(role_label, moment.roles))]))
        hours = f"{clock(timed.starts)}-{clock(timed.ends)}"
        rows.append(cells(_moment_columns(), [hours, moment.what, where]))
    return rows


def _catering_columns() -> list[Column]:
    return columns_of(("klaar om", WHAT, BODY_BOLD), ("wat", MAIN, BODY), ("waar", WHERE, BODY))


def _catering(draaiboek: Draaiboek) -> list[Cells]:
    return [
        cells(_catering_columns(), [clock(moment.starts), moment.title, moment.room or ""])
        for moment in draaiboek.catering
    ]


def _room_columns() -> list[Column]:
    named = columns_of(("zaal", WHAT, BODY_BOLD), ("in gebruik", WIDER, BODY))
    return [*named, Column("plaatsen", RIGHT, BODY, right=True)]


def _rooms(draaiboek: Draaiboek, day: Timeline) -> list[Cells]:
    rows = []
    for room in draaiboek.venue.rooms:
        places = str(room.capacity) if room.capacity else ""
        rows.append(cells(_room_columns(), [room.name, ", ".join(_in_use(room.name, day)), places]))
    return rows


def _in_use(room: str, day: Timeline) -> list[str]:
    """When the programme or the crew is in this room; stretches that touch are one."""
    spans = [(timed.starts, timed.ends) for timed in day.items if timed.item.room == room]
    spans += [(timed.starts, timed.ends) for timed in day.moments if timed.moment.room == room]
    spans += [
        (session.starts, session.ends)
        for timed in day.items
        for session in timed.sessions
        if session.session.room == room
    ]
    merged: list[tuple[datetime, datetime]] = []
    for starts, ends in sorted(spans):
        if merged and starts <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((starts, ends))
    return [f"{clock(starts)}-{clock(ends)}" for starts, ends in merged]


def task_columns() -> list[Column]:
    """Of what happens afterwards."""
    return columns_of(("wanneer", WHAT, BODY_BOLD), ("wat", WIDER, BODY), ("wie", 160, BODY))


def tasks(draaiboek: Draaiboek, right: float = RIGHT) -> list[Cells]:
    """What happens after the day, in order of date."""
    after = [(_due(task, draaiboek.date), task) for task in draaiboek.tasks]
    after = [(due, task) for due, task in after if due > draaiboek.date]
    after.sort(key=lambda pair: pair[0])
    return [
        cells(
            task_columns(),
            [_date(due, draaiboek.date), task.what, joined([role_label(role) for role in task.roles])],
            right,
        )
        for due, task in after
    ]


def _due(task: Task, day: date) -> date:
    if task.workday is not None:
        return working_day(day, task.workday)
    return day + timedelta(days=task.day or 0)


def _date(due: date, day: date) -> str:
    return short_date(due) if due.year == day.year else f"{short_date(due)} {due.year}"
