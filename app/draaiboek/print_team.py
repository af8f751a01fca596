"""Who is who: whom to call, and whom when nobody answers."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.contents import TeamMember
from app.draaiboek.print_flow import AIR, FIRST, Column, Flow, draw_list
from app.draaiboek.print_sheet import BODY, BODY_BOLD, SECOND, TOP, WHAT
from app.pdf import Element, Paragraph, paragraph

STEPS = (6.2, 5.8, 5.4, 5.0, 4.8)  # mm from row to row: the first with which the list stays on the page
HEAD = 5.6  # mm from the column heads to the first row


def draw_team(flow: Flow, team: Sequence[TeamMember], role: str, section: Element) -> None:
    """Who is who: regie first, then as in the file, without the reader; overleaf when the page cannot hold them all."""
    people = [member for member in team if member.role != role or member.regie]
    people.sort(key=lambda member: not member.regie)
    if not people:
        return
    rows = [_person(member, team) for member in people]
    broken = sum(max(cell.height - cell.style.cap for cell in row) for row in rows)  # lines after the first
    room = flow.lowest - flow.y - AIR - FIRST - HEAD - broken
    air = next((step for step in STEPS if step * (len(rows) - 1) <= room), STEPS[0])
    whole = HEAD + air * (len(rows) - 1) + broken
    flow.section("wie is wie", min(whole, flow.lowest - TOP - FIRST), section)
    columns = [
        Column("rol", WHAT, BODY),
        Column("naam", SECOND, BODY),
        Column("telefoon", 133, BODY_BOLD),
        Column("geen gehoor? bel", flow.right, BODY, right=True),
    ]
    draw_list(flow, section, columns, rows, air)


def role_label(role: str) -> str:
    """The role as it is printed everywhere: BHV in capitals."""
    return "BHV" if role.casefold() == "bhv" else role


def _person(member: TeamMember, team: Sequence[TeamMember]) -> list[Paragraph]:
    named = BODY_BOLD if member.regie else BODY
    backup = next((other for other in team if other.role == member.backup), None)
    role = "regie" if member.regie else role_label(member.role)
    return [
        paragraph(role, named, SECOND - WHAT - 2),
        paragraph(member.name.split(",")[0], named, 133 - SECOND - 2),
        paragraph(member.phone, BODY_BOLD, 30),
        paragraph(first_name(backup.name) if backup else "", BODY, 30),
    ]


def first_name(name: str) -> str:
    """Sam of "Sam Voorbeeld, met collega's"; the whole name when it begins with an initial."""
    first = name.split(",")[0].split(" ")[0]
    return name.split(",")[0] if first.endswith(".") else first
