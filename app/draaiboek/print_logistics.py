"""The lists of who is there when: shifts and tasks of the crew, what is delivered, and how rooms stand."""

from __future__ import annotations

from datetime import time

from app.draaiboek.contents import Draaiboek
from app.draaiboek.print_around import Cells, cells, columns_of
from app.draaiboek.print_flow import Column
from app.draaiboek.print_sheet import BODY, BODY_BOLD, WHAT
from app.draaiboek.print_team import role_label
from app.words import clock

Listed = tuple[str, list[Column], list[Cells]]  # label, columns, rows
_SECOND, _THIRD = 84.0, 130.0


def shifts(draaiboek: Draaiboek, right: float, role: str = "") -> Listed:
    """Who of the crew is there from when to when, and what they do besides their orders; of one role, or of all."""
    columns = columns_of(("er van tot", WHAT, BODY_BOLD), ("wie", _SECOND, BODY), ("taken", _THIRD, BODY))
    rows = []
    for member in draaiboek.team:
        if role and member.role != role:
            continue
        follows = [f"gaat mee met {member.follows.split(',')[0]}"] if member.follows else []
        told = "; ".join([*member.tasks, *follows])
        if member.starts or member.ends or told:
            who = f"{member.name.split(',')[0]}, {role_label(member.role)}"
            rows.append(cells(columns, [hours(member.starts, member.ends), who, told], right))
    return "uren en taken", columns, rows


def deliveries(draaiboek: Draaiboek, right: float, *, things: bool) -> Listed:
    """Who comes to deliver and when they leave; with `things` also what is brought at a time of its own."""
    columns = columns_of(("komt om", WHAT, BODY_BOLD), ("wie", _SECOND, BODY), ("wat", _THIRD, BODY))
    found: list[tuple[time, list[str]]] = [
        (one.arrives or one.leaves or time(), [hours(one.arrives, one.leaves), one.name, one.delivers])
        for one in draaiboek.suppliers
        if one.arrives or one.leaves
    ]
    if things:
        found += [
            (
                one.arrives,
                [clock(one.arrives), role_label(one.supplier), _thing(one.count, one.what, one.room)],
            )
            for one in draaiboek.materials
            if one.arrives
        ]
    found.sort(key=lambda line: line[0])
    return "leveringen", columns, [cells(columns, texts, right) for _, texts in found]


def stands(draaiboek: Draaiboek, right: float) -> Listed:
    """How each room is set up from when."""
    columns = columns_of(("vanaf", WHAT, BODY_BOLD), ("zaal", _SECOND, BODY), ("opstelling", _THIRD, BODY))
    rows = [
        cells(
            columns,
            [clock(stand.starts), room.name, ", ".join(filter(None, [stand.setup, stand.note]))],
            right,
        )
        for room in draaiboek.venue.rooms
        for stand in room.stands
    ]
    return "opstellingen", columns, rows


def hours(starts: time | None, ends: time | None) -> str:
    """07.00-18.30, or what is known of it."""
    if starts and ends:
        return f"{clock(starts)}\u2013{clock(ends)}"
    return clock(starts) if starts else f"tot {clock(ends)}" if ends else ""


def _thing(count: int, what: str, room: str | None) -> str:
    many = f"{count} × {what}" if count > 1 else what
    return f"{many}, naar {room}" if room else many
