"""Who is who: whom to call, and whom when nobody answers."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.contents import TeamMember
from app.draaiboek.print_flow import AIR, FIRST, Column, Flow, draw_list
from app.draaiboek.print_sheet import BODY, BODY_BOLD, SECOND, TOP, WHAT
from app.pdf import Element, Paragraph, paragraph


def draw_team(flow: Flow, team: Sequence[TeamMember], role: str, section: Element) -> None:
    """Who is who: regie first, then as in the file, without the reader."""
    people = [member for member in team if member.role != role or member.regie]
    people.sort(key=lambda member: not member.regie)
    if not people:
        return
    room = flow.lowest - flow.y - AIR - FIRST - 5.6
    air = next((step for step in (6.2, 5.8, 5.4, 5.0) if step * (len(people) - 1) <= room), 6.2)
    whole = 5.6 + air * (len(people) - 1)
    flow.section("wie is wie", min(whole, flow.lowest - TOP - FIRST), section)
    columns = [
        Column("rol", WHAT, BODY),
        Column("naam", SECOND, BODY),
        Column("telefoon", 133, BODY_BOLD),
        Column("geen gehoor? bel", flow.right, BODY, right=True),
    ]
    draw_list(flow, section, columns, [_person(member, team) for member in people], air)


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
