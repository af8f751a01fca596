"""Tables as HTML: the key facts, the day along the thread, and lists with column heads.

Their cells do not stand in rows on a phone, so each says what it is (role) and under which head it stands
(data-label).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.draaiboek.web_html import icon, tag, together
from app.draaiboek.web_text import FIXED, PILLARS, inline, marked, text_of, words_of
from app.pdf import Element

NO_BEAD = ("slack", "clash", "away", "continued")


class Cells(NamedTuple):
    """How what stands in a cell is written."""

    blocks: Callable[[list[Element]], Markup]
    level: Callable[[Element], int]

    def inside(self, cell: Element) -> Markup:
        """Its own words, or its blocks."""
        return inline(cell) if words_of(cell) else self.blocks(cell.elements)


def is_facts(table: Element) -> bool:
    """Whether its rows are a label and what is so: no column heads, and a paragraph as row head."""
    return not _part(table, "THead") and any(row.elements[0].elements for row in _rows(table))


def facts(table: Element, cells: Cells) -> Markup:
    """The key facts as terms and descriptions."""
    pairs = []
    for row in _rows(table):
        label, *told = row.elements
        dd = together(cells.inside(cell) for cell in told)
        pairs.append(tag("div", [tag("dt", text_of(label.elements[0])), tag("dd", dd)]))
    return tag("dl", pairs, cls="facts-list")


def rows_table(table: Element, cells: Cells) -> Markup:
    """A list with column heads."""
    heads = _heads(table)
    body = [_row(row, _written(row, heads, cells)) for row in _rows(table)]
    return _table("rows", heads, body)


def day_table(table: Element, cells: Cells) -> Markup:
    """The day: a row begins with its time and the mark of its pillar on the thread."""
    heads = _heads(table)
    body = []
    for row in _rows(table):
        _, *written = _written(row, heads, cells)
        body.append(_row(row, [_time_cell(row), *written]))
    return _table("timetable", heads, body)


def _table(kind: str, heads: Sequence[str], body: Sequence[Markup]) -> Markup:
    wide = f"{kind} {kind}-{len(heads)}" if heads else kind
    head = (
        tag(
            "thead",
            tag("tr", [tag("th", word, scope="col", role="columnheader") for word in heads], role="row"),
        )
        if heads
        else Markup("")
    )
    return tag("table", [head, tag("tbody", together(body, "\n"))], cls=wide, role="table")


def _row(row: Element, written: Sequence[Markup]) -> Markup:
    return tag("tr", written, cls=row.role, role="row")


def _written(row: Element, heads: Sequence[str], cells: Cells) -> list[Markup]:
    """The cells of a row, each with the head of its column."""
    written = []
    column = 0
    for cell in row.elements:
        label = heads[column] if column < len(heads) and cell.span == 1 else ""
        column += cell.span
        inside = cells.inside(cell)
        if cell.tag == "TH" and inside:
            written.append(tag("th", inside, scope="row", role="rowheader", data_label=label))
        else:
            span = str(cell.span) if cell.span > 1 else ""
            written.append(tag("td", inside, role="cell", data_label=label, colspan=span))
    return written


def _time_cell(row: Element) -> Markup:
    first, *under = words_of(row.elements[0])
    parts = [] if row.role in NO_BEAD else [_bead(_pillar_in(row))]
    parts.append(tag("b", first.text.strip(), cls="time"))
    for words in under:
        text = words.text.strip()
        parts += [Markup(" "), marked(text, strong=True) if text == FIXED else tag("span", text)]
    return tag("th", parts, scope="row", role="rowheader")


def _bead(found: str) -> Markup:
    return tag("span", icon(found or "steek"), cls=f"bead {found or 'stitch'}")


def _pillar_in(row: Element) -> str:
    """The pillar that a line of the row names."""
    lines = (kid for cell in row.elements for kid in cell.elements if kid.tag == "P")
    return next((text for line in lines if (text := text_of(line)) in PILLARS), "")


def _heads(table: Element) -> list[str]:
    head = _part(table, "THead")
    return [text_of(cell) for cell in head.elements[0].elements] if head else []


def _rows(table: Element) -> list[Element]:
    body = _part(table, "TBody")
    return body.elements if body else []


def _part(table: Element, name: str) -> Element | None:
    return next((kid for kid in table.elements if kid.tag == name), None)
