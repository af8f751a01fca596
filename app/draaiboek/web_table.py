"""Tables as HTML: the key facts, the day along the thread, and lists with column heads.

Their cells do not stand in rows on a phone, so each says what it is (role) and under which head it stands
(data-label).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from app.draaiboek.web_html import icon, tag, together
from app.draaiboek.web_join import whole_rows
from app.draaiboek.web_text import FIXED, PILLARS, marked, text_of, words_of
from app.pdf import Element

Inside = Callable[[Element], Markup]  # writes what stands in a cell
NO_BEAD = ("slack", "clash", "away", "gone")


def is_facts(table: Element) -> bool:
    """Whether its rows are a label and what is so: no column heads, and a paragraph as row head."""
    return not _part(table, "THead") and any(row.elements[0].elements for row in _rows(table))


def facts(table: Element, inside: Inside) -> Markup:
    """The key facts as terms and descriptions."""
    pairs = []
    for row in _rows(table):
        label, *told = row.elements
        dd = together(inside(cell) for cell in told)
        pairs.append(tag("div", [tag("dt", text_of(label.elements[0])), tag("dd", dd)]))
    return tag("dl", pairs, cls="facts-list")


def rows_table(table: Element, inside: Inside) -> Markup:
    """A list with column heads."""
    heads = _heads(table)
    body = [_row(row, _written(row, heads, inside)) for row in _rows(table)]
    return _table("rows", heads, body)


def day_table(table: Element, inside: Inside) -> Markup:
    """The day: a row begins with its time and the mark of its pillar on the thread."""
    heads = _heads(table)
    body = []
    for row in whole_rows(_rows(table)):
        first, *written = _written(row, heads, inside)
        body.append(_row(row, [_time_cell(row) or first, *written]))
    return _table("timetable", heads, body)


def _table(kind: str, heads: Sequence[str], body: Sequence[Markup]) -> Markup:
    wide = f"{kind} {kind}-{len(heads)}" if heads else kind
    columns = [tag("th", word, scope="col", role="columnheader") for word in heads]
    head = [tag("thead", tag("tr", columns, role="row"))] if heads else []
    return tag("table", [*head, tag("tbody", together(body, "\n"))], cls=wide, role="table")


def _row(row: Element, written: Sequence[Markup]) -> Markup:
    return tag("tr", written, cls=row.role, role="row")


def _written(row: Element, heads: Sequence[str], inside: Inside) -> list[Markup]:
    """The cells of a row, each with the head of its column."""
    written = []
    column = 0
    for cell in row.elements:
        told = inside(cell)
        label = heads[column] if column < len(heads) and cell.span == 1 else ""
        column += cell.span
        if cell.tag == "TH" and told:
            written.append(tag("th", told, scope="row", role="rowheader", data_label=label))
        else:
            span = str(cell.span) if cell.span > 1 else ""
            written.append(tag("td", told, role="cell", data_label=label, colspan=span))
    return written


def _time_cell(row: Element) -> Markup:
    """Bead, time, and how long; nothing when the row does not begin with words."""
    words = words_of(row.elements[0])
    if not words:
        return Markup("")
    first, *under = words
    parts = [] if row.role in NO_BEAD else [_bead(_pillar_in(row))]
    parts.append(tag("b", first.text.strip(), cls="time"))
    for stretch in under:
        text = stretch.text.strip()
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
