"""The structure tree of a print as a page: the same words in the same order, for a screen of any width.

What paper needs and a screen does not (headers, footers, repeated heads, what comes overleaf) is no part of the tree,
or is joined again (web_join). The colophon, on paper at the foot of page 1, stands at the end.
"""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from app.draaiboek.web_html import tag, together
from app.draaiboek.web_join import CHANGE, whole_items
from app.draaiboek.web_table import day_table, facts, is_facts, rows_table
from app.draaiboek.web_text import PILLARS, inline, pillar, text_of, words_of
from app.pdf import Element

COLOPHON = "Colofon"
ON_PAPER = ("page", "paper")  # on which page something stands, and what the print's font lacks
SPOKEN = ("zeg", "doe")
_LEVELS = {"H1": 1, "H2": 2, "H3": 3}


def page_of(root: Element, name: str) -> Markup:
    """All of a document. One with several titles, as of signs and cards, gets `name` as its title above them."""
    titles = sum(1 for element in root.walk() if element.tag == "H1")
    writer = _Writer(down=1 if titles > 1 else 0)
    heading = [tag("h1", name, cls="name")] if titles > 1 else []
    sections = [writer.section(element) for element in root.elements]
    last = [writer.colophon(element) for element in root.walk() if element.title == COLOPHON]
    return together([*heading, *sections, *last], "\n")


class _Writer:
    """Writes elements; headings stand `down` levels lower than on paper."""

    def __init__(self, down: int) -> None:
        self._down = down

    def section(self, element: Element) -> Markup:
        """A section, without the colophon; nothing when it says nothing."""
        kids = [kid for kid in element.elements if kid.title != COLOPHON]
        inside = self.blocks(kids)
        name = "" if any(kid.tag in _LEVELS for kid in kids) else element.title
        return tag("section", inside, cls=element.role, aria_label=name) if inside else Markup("")

    def colophon(self, element: Element) -> Markup:
        return tag("footer", self.blocks(element.elements), cls="colophon")

    def blocks(self, elements: list[Element]) -> Markup:
        """Elements one under another; neighbours that are lines of one kind become one block."""
        parts: list[Markup] = []
        elements = [element for element in elements if element.role not in ON_PAPER]
        for role, alike in groupby(elements, key=lambda element: element.role if element.tag == "P" else ""):
            if role:
                parts.append(_group(role, list(alike)))
            else:
                parts += [self.block(element) for element in alike]
        return together(part for part in parts if part)

    def block(self, element: Element) -> Markup:
        if element.tag in _LEVELS:
            return tag(f"h{_LEVELS[element.tag] + self._down}", text_of(element))
        if element.tag == "Table":
            return self._table(element)
        if element.tag == "L":
            return self._list(element)
        if element.tag == "Sect":
            return self.section(element)
        inside = inline(element)
        return tag("p", inside, cls=_aloud(element)) if inside else Markup("")

    def _table(self, element: Element) -> Markup:
        if element.role == "day":
            return day_table(element, self.inside)
        return facts(element, self.inside) if is_facts(element) else rows_table(element, self.inside)

    def _list(self, element: Element) -> Markup:
        items = [self._item(item) for item in whole_items(element.elements)]
        return tag("ul", items, cls=element.role) if any(items) else Markup("")

    def _item(self, element: Element) -> Markup:
        parts = {kid.tag: kid for kid in element.elements}
        label = text_of(parts["Lbl"]) if "Lbl" in parts else ""
        body = inline(parts["LBody"]) or self.blocks(whole_items(parts["LBody"].elements))
        if not (label or body):
            return Markup("")
        if not label:
            kind = "session" if parts["LBody"].elements else ""
            return tag("li", body, cls=kind)
        shown = pillar(label) if label in PILLARS else tag("b", label)
        kind = label if label in SPOKEN else "labelled"
        return tag("li", [shown, " ", tag("div", body)], cls=kind)

    def inside(self, element: Element) -> Markup:
        """What stands in a cell: its own words, or its blocks."""
        return inline(element) or self.blocks(element.elements)


def _aloud(element: Element) -> str:
    """Marks a line that begins with what is to be said."""
    first = next(iter(words_of(element)), None)
    return "aloud" if first and first.strong and first.text.strip() == SPOKEN[0] else ""


def _group(role: str, lines: list[Element]) -> Markup:
    """Lines of one kind, next to each other."""
    told = [inside for line in lines if (inside := inline(line))]
    if not told:
        return Markup("")
    kind = f"{role} {text_of(lines[0]).lower()}" if role == CHANGE else role
    return tag("p", together((tag("span", inside) for inside in told), " "), cls=kind)
