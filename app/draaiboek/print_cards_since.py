"""The card before the others: what changed since an earlier version, and on which card it stands."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.print_cards_card import Card
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_marks import CHANGE_WORD, change_bar, thread
from app.draaiboek.print_sheet import INK, PORTRAIT
from app.draaiboek.print_since import Line, lines_of, since_words
from app.pdf import Document, Element, Face, Page, Paragraph, Run, Style, paragraph
from app.words import clock, count

AT, WORD_AT, THREAD_AT, TEXT_AT, TEXT_END = 14.0, 25.8, 45.5, 53.0, 196.0
TITLE_LINE, FIRST_LINE, LAST_LINE = 19.8, 33.0, 131.0  # baselines
TITLE = Style(Face.BOLD, 20, 24, INK)
TIME = Style(Face.BOLD, 11.5, 15, INK)
TEXT = Style(Face.REGULAR, 12, 15, INK)
_STEP = 7.0  # from a last baseline to the next first one


def draw_since_card(document: Document, page: Page, marks: Marks, cards: Sequence[Card], top: float) -> None:
    """The list on a card that begins `top` mm down the page; what does not fit is counted."""
    section = document.root.child("Sect", title="Veranderd")
    title = since_words(marks.version)
    document.bookmark(title, page, top)
    with page.marked(section.child("H1")):
        page.text(TEXT_AT, top + TITLE_LINE, title, TITLE)
    numbers = {card.timed.index: card.number for card in reversed(cards)}
    whole, y = section.child("L", role="changes"), FIRST_LINE
    lines = lines_of(marks)
    for number, line in enumerate(lines):
        text = _told(line, numbers)
        last = LAST_LINE - (0.0 if number + 1 == len(lines) else _STEP)
        if y + text.height - TEXT.cap > last:
            _draw_more(page, whole, top + y, len(lines) - number)
            break
        _draw(page, line, text, whole.child("LI"), top + y)
        y += text.height - TEXT.cap + _STEP
    change_bar(page, PORTRAIT, top + FIRST_LINE - TEXT.cap - 1.2, top + y - _STEP + 1.4)
    thread(page, top + 9.0, top + 139.2, x=THREAD_AT, weight=2.2)


def _told(line: Line, numbers: dict[int, int]) -> Paragraph:
    """What changed, after the number of its card."""
    index = line.change.index if line.change else None
    where = [Run(f"Kaart {numbers[index]}:")] if index is not None and index in numbers else []
    whole = paragraph([*where, *line.runs], TEXT, TEXT_END - TEXT_AT)
    return whole.cut(3)[0]


def _draw(page: Page, line: Line, text: Paragraph, item: Element, y: float) -> None:
    if line.at:
        with page.marked(item.child("Lbl")):
            page.text(AT, y, f"{clock(line.at)} ", TIME)
    body = item.child("LBody")
    if line.word:
        with page.marked(body.child("P", role="change")):
            page.text(WORD_AT, y, f"{line.word} ", CHANGE_WORD)
    with page.marked(body.child("P")):
        page.paragraph(TEXT_AT, y, text)


def _draw_more(page: Page, whole: Element, y: float, more: int) -> None:
    with page.marked(whole.child("LI").child("LBody")):
        told = f"En nog {count(more, 'verandering', 'veranderingen')}: zie uw draaiboek."
        page.text(TEXT_AT, y, told, TEXT)
