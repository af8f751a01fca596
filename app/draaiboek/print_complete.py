"""The complete edition, for the team only: the day with a column for each part of the crew, and all around it."""

from __future__ import annotations

from dataclasses import replace

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_around import cells, columns_of, task_columns, tasks
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_complete_day import draw_complete_day
from app.draaiboek.print_complete_rows import RowMaker
from app.draaiboek.print_cover import close_cover, draw_goals, open_cover
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_logistics import deliveries, shifts, stands
from app.draaiboek.print_otherwise import draw_otherwise
from app.draaiboek.print_role_lists import Listed, draw_lists, materials, rooms, served, speakers
from app.draaiboek.print_sheet import BODY, BODY_BOLD, LANDSCAPE, PAGE_TITLE, WHAT, Header, Sheets
from app.draaiboek.print_signs import reason_page
from app.draaiboek.print_since import draw_since
from app.draaiboek.print_team import role_label
from app.pdf import Document
from app.programme.timeline import Timeline, timeline
from app.words import full_date

EDITION = "compleet"
COVER_RIGHT = 230.0  # longer lines are hard to read
NOTHING = (
    "Er staat nog niets in het programma: geen onderdeel en geen moment. "
    "Zet het programma in elkaar en druk daarna opnieuw af."
)


def compleet(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """Cover, the whole day, what to do when it runs late, who is who and all that is needed."""
    if not draaiboek.programme and not draaiboek.moments:
        return reason_page(draaiboek, imprint, EDITION, NOTHING, "Nog geen compleet draaiboek")
    day = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    document = Document(
        title=f"{draaiboek.title}, draaiboek {EDITION}",
        subject=f"Draaiboek van {full_date(draaiboek.date)}, {imprint.version}",
        author=draaiboek.client or "Rode Draad",
        made_at=imprint.made_at,
    )
    header = replace(
        Header.of(draaiboek, imprint, EDITION), edition="Draaiboek compleet, alleen voor de ploeg"
    )
    sheets = Sheets(document, header, imprint, LANDSCAPE)
    marks = Marks(draaiboek, imprint, EDITION)
    flow, cover = open_cover(sheets, draaiboek, day, imprint, "", COVER_RIGHT)
    since = draw_since(flow, marks, cover)  # before the goals: a landscape page 1 does not hold both
    draw_goals(flow, draaiboek.goals, cover)
    close_cover(flow, draaiboek, cover, goes_on=True)
    draw_complete_day(sheets, RowMaker(draaiboek, day, marks), document.root.child("Sect", title="De dag"))
    draw_otherwise(sheets, draaiboek, day, regie=header.regie)
    _draw_around(sheets, draaiboek, day)
    since.write_pages()
    return sheets.finish()


def _draw_around(sheets: Sheets, draaiboek: Draaiboek, day: Timeline) -> None:
    """Who is who and the lists that the file has; no page when it has none."""
    right = sheets.frame.right
    lists = [
        _team(draaiboek, right),
        shifts(draaiboek, right),
        deliveries(draaiboek, right, things=True),
        speakers(draaiboek, right),
        served(draaiboek, right),
        rooms(draaiboek, day, right),
        stands(draaiboek, right),
        materials(draaiboek, None, right, "materiaal"),
        ("na afloop", task_columns(), tasks(draaiboek, right)),
    ]
    if not any(rows for _, _, rows in lists):
        return
    section = sheets.document.root.child("Sect", title="Om de dag heen")
    page = sheets.page()
    sheets.document.bookmark("Om de dag heen", page, 0)
    with page.marked(section.child("H2")):
        page.text(WHAT, 32.8, "Om de dag heen", PAGE_TITLE)
    flow = Flow(sheets, page, 34.5)
    draw_lists(flow, lists, section, "H3")
    flow.end(goes_on=False)


def _team(draaiboek: Draaiboek, right: float) -> Listed:
    """Everyone of the crew with telephone number, and whom to call when nobody answers."""
    columns = columns_of(
        ("rol", WHAT, BODY), ("naam", 92, BODY), ("organisatie", 164, BODY), ("telefoon", 212, BODY_BOLD),
        ("geen gehoor? bel", 246, BODY),
    )  # fmt: skip
    rows = []
    for member in sorted(draaiboek.team, key=lambda member: not member.regie):
        role = role_label(member.role) + (" (regie)" if member.regie else "")
        backup = role_label(member.backup or "")
        rows.append(cells(columns, [role, member.name, member.organisation, member.phone, backup], right))
    return "wie is wie", columns, rows
