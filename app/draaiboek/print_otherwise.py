"""Als het anders loopt: the edition of its own, and the page of it in the editions of who leads the day."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.contents import Draaiboek, Imprint, TeamMember, WhatIf
from app.draaiboek.print_cases import Case, CaseTable
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_sheet import BODY, BODY_BOLD, PAGE_TITLE, TOP, WHEN, Header, Sheets
from app.draaiboek.print_signs import new_document
from app.draaiboek.print_since import since_page
from app.draaiboek.print_team import role_label
from app.draaiboek.proposals import late_lines, proposals
from app.pdf import Document, Element, Face, Page, Paragraph, Run, paragraph
from app.programme.timeline import Timeline, timeline
from app.words import joined

EDITION = "als-dan"
TITLE, LATE = "Als het anders loopt", "Als het uitloopt"
FROM_THE_PLAN = "Voorstel: dit schreef de planner niet, het volgt uit het plan. Loop het na en vul het aan."


def als_dan(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """What the planner wrote down for when the day goes otherwise; when that is nothing, what the plan proposes."""
    day = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    document = new_document(draaiboek, imprint, EDITION)
    sheets = Sheets(document, Header.of(draaiboek, imprint, EDITION), imprint)
    section = document.root.child("Sect", title=TITLE)
    page = sheets.page(section)
    document.bookmark(TITLE, page, 0)
    lines = draaiboek.what_if or proposals(draaiboek, day)
    cases = [_case(line, draaiboek.team, proposed=not draaiboek.what_if) for line in lines]
    cases += [_case(line, draaiboek.team, proposed=True) for line in late_lines(day)]
    flow = _draw(sheets, page, section, "H1", TITLE, cases)
    if any(case.proposed for case in cases):
        _tell(flow, section, paragraph(FROM_THE_PLAN, BODY, flow.right - WHEN))
    _tell_whom_to_call(flow, section, sheets.header.regie)
    sheets.close_cover(section)
    since_page(document, draaiboek, imprint, Marks(draaiboek, imprint, EDITION), EDITION)
    return sheets.finish()


def draw_otherwise(
    sheets: Sheets, draaiboek: Draaiboek, day: Timeline, role: str = "", regie: str = ""
) -> Flow | None:
    """The page for who has `role`, everybody's without one; nothing when the file has nothing. Where it ends."""
    lines = [line for line in draaiboek.what_if if _concerns(line, role)]
    cases = [_case(line, ()) for line in late_lines(day)]
    cases += [_case(line, draaiboek.team, reader=role) for line in lines]
    if not cases:
        return None
    title = TITLE if lines else LATE
    section = sheets.document.root.child("Sect", title=title)
    page = sheets.page()
    sheets.document.bookmark(title, page, 0)
    flow = _draw(sheets, page, section, "H2", title, cases)
    _tell_whom_to_call(flow, section, regie)
    return flow


def _concerns(line: WhatIf, role: str) -> bool:
    return not role or not line.roles or role in line.roles


def _draw(sheets: Sheets, page: Page, section: Element, tag: str, title: str, cases: Sequence[Case]) -> Flow:
    with page.marked(section.child(tag)):
        page.text(WHEN, 32.8, title, PAGE_TITLE)
    table = CaseTable(Flow(sheets, page, 43.8), section)
    for case in cases:
        table.draw(case)
    table.close()
    return table.flow


def _case(line: WhatIf, team: Sequence[TeamMember], *, reader: str = "", proposed: bool = False) -> Case:
    who = () if line.roles[:1] == (reader,) else _who(line.roles, team)
    return Case(when=line.when, then=line.then, say=line.say, who=who, proposed=proposed)


def _who(roles: Sequence[str], team: Sequence[TeamMember]) -> tuple[Run, ...]:
    """Who owns the line with the telephone number, and with whom."""
    if not roles:
        return ()
    owner = next((member for member in team if member.role.casefold() == roles[0].casefold()), None)
    label = role_label(roles[0])
    told = [Run(f"{label}, {owner.name.split(',')[0]}" if owner else f"{label}, nog niemand in de ploeg")]
    if owner:
        told.append(Run(owner.phone or "nummer ontbreekt", Face.BOLD))
    if others := [role_label(role) for role in roles[1:]]:
        told.append(Run(f"met {joined(others)}"))
    return tuple(told)


def _tell_whom_to_call(flow: Flow, section: Element, regie: str) -> None:
    if regie:
        _tell(flow, section, paragraph(f"Bij twijfel: regie, {regie}.", BODY_BOLD, flow.right - WHEN))


def _tell(flow: Flow, section: Element, text: Paragraph) -> None:
    """A line under the table, overleaf when there is no room."""
    if flow.y + 7 + text.height > flow.lowest:
        flow.page = flow.sheets.page()
        flow.y = TOP
    flow.y += 7
    with flow.page.marked(section.child("P")):
        flow.y = flow.page.paragraph(WHEN, flow.y, text)
