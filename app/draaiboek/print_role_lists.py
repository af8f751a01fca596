"""The lists around a role's day: rooms in use, what to bring or lay ready, what speakers need, what is served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_around import GAP, Cells, cells, columns_of
from app.draaiboek.print_flow import FIRST, Column, Flow, draw_list
from app.draaiboek.print_role_rows import AHEAD, serving
from app.draaiboek.print_rows import summary
from app.draaiboek.print_sheet import BODY, BODY_BOLD, MUTED, WHAT
from app.draaiboek.print_speakers import GONE, voice
from app.pdf import Element, paragraph
from app.programme.timeline import Timeline
from app.words import clock, count

STEP = 6.6
Use = tuple[datetime, datetime, str]  # from, to, what for
Listed = tuple[str, list[Column], list[Cells]]  # label, columns, rows
AGAIN = replace(BODY, colour=MUTED)


def draw_lists(flow: Flow, lists: Sequence[Listed], section: Element, tag: str) -> None:
    """The lists that have rows, each under its label, which is a heading `tag`."""
    for label, columns, rows in lists:
        if rows:
            first = max(cell.height for cell in rows[0])
            flow.section(label, FIRST + first + STEP, section, tag)
            flow.sheets.document.bookmark(label[:1].upper() + label[1:], flow.page, flow.y - FIRST, level=1)
            draw_list(flow, section, columns, rows, STEP)


def served(draaiboek: Draaiboek, right: float) -> Listed:
    """When the laying begins, when it is on the table, what and where. No prices and no names."""
    columns = columns_of(
        ("opbouw", WHAT, BODY), ("op tafel", 70, BODY_BOLD), ("wat", 92, BODY), ("waar", right - 38, BODY)
    )
    rows = []
    for meal in serving(draaiboek):
        laid = (meal.starts.astimezone(UTC) - AHEAD).astimezone(meal.starts.tzinfo)
        texts = [clock(laid), clock(meal.starts), meal.moment.what, meal.moment.room or ""]
        rows.append(cells(columns, texts, right))
    return "te serveren", columns, rows


def materials(draaiboek: Draaiboek, suppliers: Sequence[str] | None, right: float, label: str) -> Listed:
    """What these suppliers bring; of everyone, with who brings it, when `suppliers` is None."""
    heads = [("aantal", WHAT, BODY_BOLD), ("wat", 68.0, BODY), ("waar", right - 62, BODY)]
    heads += [("van wie", right - 32, BODY)] if suppliers is None else []
    columns = columns_of(*heads)
    rows = []
    for material in draaiboek.materials:
        if suppliers is None or material.supplier in suppliers:
            texts = [str(material.count), material.what, material.room or "", material.supplier]
            rows.append(cells(columns, texts[: len(columns)], right))
    return label, columns, rows


def speakers(draaiboek: Draaiboek, right: float) -> Listed:
    """When speakers come and what they need."""
    columns = columns_of(("komt om", WHAT, BODY_BOLD), ("wie", 70, BODY), ("nodig", right - 80, BODY))
    coming = [
        speaker
        for speaker in draaiboek.speakers
        if speaker.status not in GONE and (speaker.needs or speaker.arrives)
    ]
    coming.sort(key=lambda speaker: (speaker.arrives is None, speaker.arrives or draaiboek.starts))
    rows = []
    for speaker in coming:
        arrives = clock(speaker.arrives) if speaker.arrives else ""
        rows.append(cells(columns, [arrives, voice(speaker), ", ".join(speaker.needs)], right))
    return "sprekers", columns, rows


def rooms(draaiboek: Draaiboek, day: Timeline, right: float) -> Listed:
    """When each room is in use and what for; stretches that touch are one."""
    columns = columns_of(("zaal", WHAT, BODY_BOLD), ("in gebruik", 84, BODY), ("waarvoor", 113, BODY))
    columns.append(Column("plaatsen", right, BODY, right=True))
    known = {room.name: room.capacity for room in draaiboek.venue.rooms}
    rows = []
    for room, uses in _in_use(day, list(known)).items():
        places = str(known.get(room) or "")
        for number, (starts, ends, what) in enumerate(uses):
            hours = f"{clock(starts)}\u2013{clock(ends)}"
            row = cells(columns, [room, hours, what, "" if number else places], right)
            rows.append([paragraph(room, AGAIN, 84 - WHAT - GAP), *row[1:]] if number else row)
    return "zalen", columns, rows


def _in_use(day: Timeline, known: Sequence[str]) -> dict[str, list[Use]]:
    """The rooms of the venue in its order, then others that the day names."""
    uses: dict[str, list[Use]] = {room: [] for room in known}
    spans = [(timed.item.room, (timed.starts, timed.ends, timed.item.title)) for timed in day.items]
    spans += [
        (session.session.room, (session.starts, session.ends, session.session.title))
        for timed in day.items
        for session in timed.sessions
    ]
    spans += [
        (timed.moment.room, (timed.starts, timed.ends, summary(timed.moment.what)[0]))
        for timed in day.moments
    ]
    for room, use in spans:
        if room:
            uses.setdefault(room, []).append(use)
    return {room: _merged(found) for room, found in uses.items() if found}


def _merged(uses: Sequence[Use]) -> list[Use]:
    """Stretches that touch as one, told by the first and how many follow."""
    merged: list[list[Use]] = []
    for use in sorted(uses, key=lambda use: use[0].astimezone(UTC)):
        if merged and use[0].astimezone(UTC) <= max(one[1].astimezone(UTC) for one in merged[-1]):
            merged[-1].append(use)
        else:
            merged.append([use])
    return [(found[0][0], max(use[1] for use in found), _told(found)) for found in merged]


def _told(uses: Sequence[Use]) -> str:
    first, more = uses[0][2], len(uses) - 1
    return f"{first}, daarna nog {count(more, 'onderdeel', 'onderdelen')}" if more else first
