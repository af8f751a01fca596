"""The programme as an Excel workbook: a line an item, its sessions and cues indented below it.

What a cell shows is in `item_values`, `session_values` and `cue_values`; reading back compares with the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.programme.plan import Cue, Item, Kind, Pillar, Session
from app.programme.sheet_columns import COLUMNS, Known, Line, when_text
from app.programme.sheet_file import MARK, SHEET
from app.programme.timeline import Timeline

Values = dict[str, Any]
LONGEST_CELL = 32_767  # characters, by Excel
TALLEST = 180  # points of a row; longer text is read in the cell itself
READY_ROWS = 2_000  # rows that offer a list to choose from
FONT = "Calibri"
CLOCK = 'hh"."mm'
INK, MUTED, RULE, PALE = "1A1D26", "525868", "C9CDD8", "F3F4F8"
PILLARS = {Pillar.INSPIREREN: "A84F10", Pillar.VERBINDEN: "1C2789", Pillar.ACTIVEREN: "0C665A"}
EXPLANATION = (
    "U kunt in het blad ‘Programma’ alles wijzigen, regels toevoegen, weghalen en verplaatsen.",
    "Lees het bestand daarna terug bij Programma in Rode Draad. U ziet eerst wat er verandert.",
    "Van en Tot rekent Rode Draad uit. Wat u daar typt, telt niet mee.",
    "Een onderdeel begint als het vorige klaar is, tenzij er een tijd staat bij Vast begin.",
    "Deelsessies en cues horen bij het onderdeel erboven.",
    "Laat de verborgen kolom Code staan: daaraan herkent Rode Draad elke regel. Bij een nieuwe regel blijft zij leeg.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Of which werksessie a workbook is, and as it was at which revision of the programme."""

    slug: str
    revision: int

    def __str__(self) -> str:
        return f"{self.slug} {self.revision}"


def item_values(item: Item, known: Known) -> Values:
    """What the cells of an item's line show, without times."""
    return _filled(
        line=Line.ITEM.value,
        minutes=item.minutes,
        title=item.title,
        starts=item.starts,
        kind=item.kind.value,
        pillar=item.pillar.value if item.pillar else None,
        goal=item.goal,
        room=item.room,
        speakers=_speakers(item.speakers, known),
        roles=", ".join(item.roles),
        minimum=item.minimum,
        droppable="ja" if item.droppable else None,
        public=item.public,
        say=item.say,
        do=item.do,
        card="\n".join(item.card),
        code=item.uid,
    )


def session_values(session: Session, known: Known) -> Values:
    """What the cells of a session's line show, without times."""
    return _filled(
        line=Line.SESSION.value,
        minutes=session.minutes,
        title=session.title,
        room=session.room,
        speakers=_speakers(session.speakers, known),
        roles=", ".join(session.roles),
        capacity=session.capacity,
        code=session.id,
    )


def cue_values(cue: Cue) -> Values:
    """What the cells of a cue's line show, without its time."""
    return _filled(line=Line.CUE.value, title=cue.what, when=when_text(cue), roles=", ".join(cue.roles))


def _speakers(keys: Sequence[str], known: Known) -> str:
    return "; ".join(known.labels.get(key, key) for key in keys)


def _filled(**values: Any) -> Values:
    cells = {field: _cell_text(value) if isinstance(value, str) else value for field, value in values.items()}
    return {field: value for field, value in cells.items() if value not in (None, "")}


def _cell_text(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n"))[:LONGEST_CELL]


def workbook(line: Timeline, known: Known, mark: Mark, title: str) -> bytes:
    """The xlsx file of a programme. `title` is of the werksessie."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    _headings(sheet)
    looks: dict[Any, Any] = {}
    for number, values in enumerate(_lines(line, known), 2):
        _write_line(sheet, number, values, looks)
    lists = _write_choices(book.create_sheet("Keuzes"), known)
    _offer(sheet, lists)
    _write_explanation(book.create_sheet("Uitleg"))
    _lay_out(sheet, title)
    book.properties.creator, book.properties.title = "Rode Draad", f"Programma: {_cell_text(title)}"
    properties: Any = book.custom_doc_props  # type: ignore[attr-defined]  # the types lack it
    properties.append(StringProperty(name=MARK, value=str(mark)))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(line: Timeline, known: Known) -> Iterator[Values]:
    for timed in line.items:
        times = {"begins": timed.starts.time(), "ends": timed.ends.time()}
        yield item_values(timed.item, known) | times
        for session in timed.sessions:
            times = {"begins": session.starts.time(), "ends": session.ends.time()}
            yield session_values(session.session, known) | times
        for cue in timed.cues:
            yield cue_values(cue.cue) | {"begins": cue.at.time()}


def _headings(sheet: Worksheet) -> None:
    for index, column in enumerate(COLUMNS, 1):
        cell = sheet.cell(1, index, column.heading)
        cell.font = Font(name=FONT, bold=True, color=INK)
        cell.fill = PatternFill("solid", start_color=PALE)
        cell.border = Border(bottom=Side("medium", INK))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        dimension.hidden = column.field == "code"
    sheet.row_dimensions[1].height = 32


def _write_line(sheet: Worksheet, number: int, values: Mapping[str, Any], looks: dict[Any, Any]) -> None:
    """`looks`: the styles so far, by what they depend on. openpyxl takes long to compare styles for each cell."""
    is_item = values["line"] == Line.ITEM.value
    height = 1
    for index, column in enumerate(COLUMNS, 1):
        value = values.get(column.field)
        cell: Any = sheet.cell(number, index)
        indent = 2 if column.field == "title" and not is_item else 0
        look = (column.field, is_item, value if column.field == "pillar" else None)
        if look not in looks:
            _dress(cell, column.field, value, is_item, indent)
            looks[look] = copy(cell._style)
        cell._style = copy(looks[look])
        _put(cell, value)
        height = max(height, _lines_of(value, column.width - 2 * indent))
    sheet.row_dimensions[number].height = min(15 * height + 3, TALLEST)
    if not is_item:
        sheet.row_dimensions[number].outlineLevel = 1


def _dress(cell: Any, field: str, value: Any, is_item: bool, indent: int) -> None:
    if field in ("begins", "ends", "starts"):
        cell.number_format = CLOCK
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=indent)
    cell.font = _font(field, value, is_item)
    cell.border = Border(top=Side("thin", RULE)) if is_item else Border()


def _put(cell: Any, value: Any) -> None:
    """Text stays text, also when it begins as a formula does; `quotePrefix` keeps it so when it is edited."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@"


def _font(field: str, value: Any, is_item: bool) -> Font:
    if field == "pillar" and value:
        return Font(name=FONT, bold=True, color=PILLARS[Pillar(value)])
    muted = field in ("line", "begins", "ends") or not is_item
    return Font(name=FONT, bold=is_item and field == "title", color=MUTED if muted else INK)


def _lines_of(value: Any, width: float) -> int:
    """About how many lines a text takes in a cell `width` characters wide."""
    if not isinstance(value, str):
        return 1
    return sum(1 + int(len(line) / max(width - 1, 1)) for line in value.split("\n"))


def _write_choices(sheet: Worksheet, known: Known) -> dict[str, str]:
    """What there is to choose from, a column for each; gives the ranges by the field they are for."""
    lists = {
        "line": ("Regel", [line.value for line in Line]),
        "kind": ("Soort", [kind.value for kind in Kind]),
        "pillar": ("Pijler", [pillar.value for pillar in Pillar]),
        "goal": ("Doel", list(dict.fromkeys(known.goals.values()))),
        "room": ("Zaal", list(dict.fromkeys(known.rooms.values()))),
        "speakers": ("Sprekers", list(known.labels.values())),
        "droppable": ("Mag vervallen", ["ja", "nee"]),
    }
    ranges = {}
    for index, (field, (heading, choices)) in enumerate(lists.items(), 1):
        letter = get_column_letter(index)
        for number, text in enumerate([heading, *map(_cell_text, choices)], 1):
            _put(sheet.cell(number, index), text or None)
        sheet.cell(1, index).font = Font(name=FONT, bold=True, color=INK)
        sheet.column_dimensions[letter].width = max(14, *(len(text) + 2 for text in [heading, *choices[:50]]))
        if choices and field != "speakers":  # several speakers can stand in one cell
            ranges[field] = f"'{sheet.title}'!${letter}$2:${letter}${len(choices) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def _offer(sheet: Worksheet, ranges: Mapping[str, str]) -> None:
    for index, column in enumerate(COLUMNS, 1):
        if column.field in ranges:
            offer = DataValidation(type="list", formula1=ranges[column.field], allow_blank=True)
            offer.showErrorMessage = False  # we say ourselves what is wrong, when the sheet is read
            offer.add(f"{get_column_letter(index)}2:{get_column_letter(index)}{READY_ROWS}")
            sheet.add_data_validation(offer)


def _write_explanation(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 100
    for number, text in enumerate(("Zo werkt dit bestand", *EXPLANATION), 1):
        cell = sheet.cell(number, 1, text)
        cell.font = Font(name=FONT, bold=number == 1, color=INK)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _lay_out(sheet: Any, title: str) -> None:
    after_title = [column.field for column in COLUMNS].index("title") + 2
    sheet.freeze_panes = f"{get_column_letter(after_title)}2"
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    last = [column.field for column in COLUMNS].index("roles") + 1  # the texts have their own prints
    sheet.print_area = f"A1:{get_column_letter(last)}{sheet.max_row}"
    sheet.oddFooter.left.text = _cell_text(title).replace("&", "&&")[:100]
    sheet.oddFooter.right.text = "&P van &N"
