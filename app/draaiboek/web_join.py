"""What paper had to break: a row that goes on overleaf, a paragraph too long for its page. A screen has no pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.draaiboek.web_text import text_of
from app.pdf import Content, Element

CONTINUED = "continued"
CHANGE = "change"  # the word that says so, repeated overleaf


def whole_rows(rows: Sequence[Element]) -> list[Element]:
    """The rows of a day, each with what went on overleaf."""
    whole: list[Element] = []
    for row in rows:
        if row.role == CONTINUED and whole:
            whole[-1] = _joined(whole[-1], row)
        else:
            whole.append(row)
    return whole


def whole_items(items: Sequence[Element]) -> list[Element]:
    """Items or paragraphs, those that were cut in one again: a line that does not end its text ends in a space."""
    whole: list[Element] = []
    for item in items:
        if whole and whole[-1].tag == item.tag and not item.role and _breaks_off(whole[-1]):
            before, more = _body(whole[-1]), _body(item)
            joined = replace(before, kids=[*before.kids, *more.kids])
            whole[-1] = joined if before is whole[-1] else replace(whole[-1], kids=[joined])
        else:
            whole.append(item)
    return whole


def _joined(row: Element, more: Element) -> Element:
    """The cells of both, without the time and the title that were said again."""
    head, *cells = row.elements
    _, first, *others = more.elements
    rest = [first.elements[1:], *(cell.elements for cell in others)]
    told = [
        replace(cell, kids=[*_going_on(cell.elements, [kid for kid in kids if kid.role != CHANGE])])
        for cell, kids in zip(cells, rest, strict=True)
    ]
    return replace(row, kids=[head, *told])


def _going_on(before: list[Element], more: list[Element]) -> list[Element]:
    """A list that goes on is one list, and so is an item under the same label."""
    if not (before and more and before[-1].tag == more[0].tag):
        return [*before, *more]
    last, first = before[-1], more[0]
    if last.tag == "L":
        joined = replace(last, kids=[*_going_on(last.elements, first.elements)])
    elif last.tag == "LI" and _label(last) and _label(last) == _label(first):
        label, body = last.elements
        joined = replace(last, kids=[label, replace(body, kids=[*body.kids, *first.elements[1].kids])])
    else:
        return [*before, *more]
    return [*before[:-1], joined, *more[1:]]


def _label(item: Element) -> str:
    return next((text_of(kid) for kid in item.elements if kid.tag == "Lbl"), "")


def _body(element: Element) -> Element:
    """The element that has the words: of an item without a label its body."""
    return element.elements[0] if element.tag == "LI" else element


def _breaks_off(element: Element) -> bool:
    """Whether what it says stops within a sentence."""
    if element.role or (element.tag == "LI" and len(element.elements) != 1):
        return False
    said = [piece for kid in _body(element).kids if isinstance(kid, Content) for piece in kid.said]
    return bool(said) and said[-1].text.endswith(" ")
