"""The editions of the crew: one layout, in which each role finds its own orders and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_cover import close_cover, draw_goals, open_cover
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_logistics import deliveries, shifts, stands
from app.draaiboek.print_otherwise import draw_otherwise
from app.draaiboek.print_role_day import draw_role_day
from app.draaiboek.print_role_lists import Listed, draw_lists, materials, rooms, served, speakers
from app.draaiboek.print_role_rows import CATERING, FLOORMANAGER, EntryMaker
from app.draaiboek.print_sheet import PAGE_TITLE, WHAT, Header, Sheets
from app.draaiboek.print_signs import reason_page
from app.draaiboek.print_since import draw_since
from app.draaiboek.print_team import draw_team
from app.pdf import Document
from app.programme.timeline import Timeline, timeline
from app.words import full_date

TECHNIEK, LOCATIE, GASTVROUW = "techniek", "locatie", "gastvrouw"
TEAM = (
    TECHNIEK,
    FLOORMANAGER,
    GASTVROUW,
)  # theirs name people and telephone numbers; the others are suppliers'


def _printed(role: str, draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """Cover, the role's day, what can give when it runs late, and lists; suppliers find theirs on the cover."""
    day = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    marks = Marks(draaiboek, imprint, role)
    maker = EntryMaker(draaiboek, day, role, marks, named=role in TEAM)
    entries, gone = maker.entries(), maker.gone()
    document = Document(
        title=f"{draaiboek.title}, draaiboek {role}",
        subject=f"Draaiboek van {full_date(draaiboek.date)}, {imprint.version}",
        author=draaiboek.client or "Rode Draad",
        made_at=imprint.made_at,
    )
    sheets = Sheets(document, Header.of(draaiboek, imprint, role), imprint)
    lists = _lists(role, draaiboek, day, sheets.frame.right)
    if not entries and not gone and not any(rows for _, _, rows in lists):
        return reason_page(draaiboek, imprint, role, _reason(role), f"Niets voor {role}")
    flow, section = open_cover(sheets, draaiboek, day, imprint, role)
    if role in TEAM:
        draw_goals(flow, draaiboek.goals, section)
    since = draw_since(flow, marks, section)
    if role in TEAM:
        draw_team(flow, draaiboek.team, role, section)
    else:
        draw_lists(flow, lists, section, "H2")
    close_cover(flow, draaiboek, section, goes_on=bool(entries or gone))
    draw_role_day(sheets, entries, gone, role, marks, document.root.child("Sect", title="De dag"))
    if role == FLOORMANAGER:
        draw_otherwise(sheets, draaiboek, day)
    if role in TEAM:
        _draw_around(sheets, lists)
    since.write_pages()
    return sheets.finish()


def _draw_around(sheets: Sheets, lists: Sequence[Listed]) -> None:
    """After the day what has to be there for it; no page when the file has none."""
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


def _lists(role: str, draaiboek: Draaiboek, day: Timeline, right: float) -> list[Listed]:
    own = materials(draaiboek, [role], right, "neemt u mee")
    if role == CATERING:
        return [served(draaiboek, right), own]
    if role == LOCATIE:
        laid = materials(draaiboek, [role], right, "zet u klaar")
        coming = deliveries(draaiboek, right, things=False)
        return [rooms(draaiboek, day, right), stands(draaiboek, right), laid, coming]
    crew = shifts(draaiboek, right, "" if role == FLOORMANAGER else role)
    if role == TECHNIEK:
        return [own, crew, deliveries(draaiboek, right, things=False), speakers(draaiboek, right)]
    everything = materials(draaiboek, None, right, "materiaal")
    if role == FLOORMANAGER:
        coming = deliveries(draaiboek, right, things=True)
        used = [rooms(draaiboek, day, right), stands(draaiboek, right)]
        return [crew, coming, everything, speakers(draaiboek, right), *used]
    return [everything, crew]


def _reason(role: str) -> str:
    meal = ", zet er een cateringmoment in" if role == CATERING else ""
    return (
        f"Het programma vraagt niets van {role}: geen cue, geen onderdeel en geen moment noemt deze rol. "
        f"Noem {role} bij een cue, een onderdeel of een moment{meal} en druk daarna opnieuw af."
    )


ROLE_EDITIONS: dict[str, Callable[[Draaiboek, Imprint], Document]] = {
    role: partial(_printed, role) for role in (TECHNIEK, FLOORMANAGER, CATERING, LOCATIE, GASTVROUW)
}
