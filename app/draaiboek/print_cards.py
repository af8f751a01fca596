"""The day chair's cards: A5 landscape, two on an A4, one per item that has key words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_cards_card import Card, cards_of
from app.draaiboek.print_cards_since import draw_since_card
from app.draaiboek.print_cell import META_GAP, Meta
from app.draaiboek.print_changes import Mark, Marks
from app.draaiboek.print_marks import CHANGE_WORD, Start, change_bar, start, thread
from app.draaiboek.print_rows import PILLAR_WORDS
from app.draaiboek.print_sheet import HAIRLINE, INK, MUTED, PORTRAIT
from app.draaiboek.print_signs import new_document, reason_page, version_since
from app.pdf import MM, Document, Face, Page, Paragraph, Style
from app.programme.timeline import timeline
from app.words import clock

EDITION = "spreekkaarten"
NO_WORDS = (
    "Er staan nog geen kernwoorden in het programma; een spreekkaart draagt er hooguit drie. "
    "Vul bij een onderdeel de kernwoorden voor de dagvoorzitter in en druk daarna opnieuw af."
)

CUT = 148.5  # where the sheet is cut in two
AT, THREAD_AT, TEXT_AT, TEXT_END = 14.0, 45.5, 53.0, 196.0
TOP_LINE, META_LINE, FOOT_LINE = 19.8, 27.4, 138.7  # baselines
UNDER = 6.4  # between the lines under the time
THREAD_FROM, THREAD_TO, WEIGHT = 9.0, 139.2, 2.2
NUMBER_LINE, NUMBER_WIDE = 132.3, THREAD_AT - 4 - AT

TIME = Style(Face.BOLD, 30, 34, INK)
LENGTH = Style(Face.SEMIBOLD, 13.5, 17, INK)
LEAST = Style(Face.REGULAR, 12, 15, INK)
FIXED = Style(Face.BOLD, 12.5, 15, INK)
META = Style(Face.REGULAR, 12, 15, MUTED)
NEXT_WORD = Style(Face.REGULAR, 13.5, 17, MUTED)
NEXT = Style(Face.BOLD, 13.5, 17, INK)
FOOT = Style(Face.REGULAR, 10, 12, MUTED)
DO_WORD = Style(Face.BOLD, 12, 15, MUTED)


def spreekkaarten(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """All cards, in the order of the day; a page that says why when no item has key words."""
    day = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    cards = cards_of(day)
    if not cards:
        return reason_page(draaiboek, imprint, EDITION, NO_WORDS)
    document = new_document(draaiboek, imprint, EDITION)
    marks = Marks(draaiboek, imprint, EDITION)
    version = version_since(imprint, changed=bool(marks.changes))
    before = 1 if marks.changes else 0  # the card with what changed
    for number in range(len(cards) + before):
        if number % 2 == 0:
            _draw_cut(document.page())
        down = CUT * (number % 2)
        if number < before:
            draw_since_card(document, document.pages[-1], marks, cards, down)
        else:
            card = cards[number - before]
            _Drawing(document, card, len(cards), version, down, marks.item(card.timed)).draw()
    return document


def _meta(card: Card) -> list[Meta]:
    """Pillar, room, and whether the item may go."""
    item = card.timed.item
    parts = []
    if item.pillar:
        word = replace(PILLAR_WORDS[item.pillar], size=META.size)
        parts.append(Meta(item.pillar.value, word, pillar=item.pillar))
    if item.room:
        parts.append(Meta(item.room, META))
    if item.droppable:
        parts.append(Meta("mag vervallen bij uitloop", FIXED))
    return parts


def _draw_cut(page: Page) -> None:
    """Where to cut: 12 mm of ink at both edges, dots between."""
    page.lines([((0, CUT), (12, CUT)), ((198, CUT), (210, CUT))], 0.7, INK)
    page.lines([((12, CUT), (198, CUT))], 0.6, HAIRLINE, dash=(0.01, 3), round_ends=True)


class _Drawing:
    """One card on its half of the last page, `down` mm from the top."""

    def __init__(
        self, document: Document, card: Card, many: int, version: str, down: float, mark: Mark
    ) -> None:
        self.mark = mark
        self.document, self.page = document, document.pages[-1]
        self.card, self.many, self.version, self.down = card, many, version, down
        self.section = document.root.child("Sect", title=f"Kaart {card.number} van {many}", role="card")

    def draw(self) -> None:
        card, page, down = self.card, self.page, self.down
        self.document.bookmark(f"{card.number}  {clock(card.timed.starts)} {card.name}", page, down)
        thread(page, down + THREAD_FROM, down + THREAD_TO, x=THREAD_AT, weight=WEIGHT, dashed=card.droppable)
        how = Start.FIXED if card.timed.fixed else Start.FOLLOWS
        start(page, down + TOP_LINE - TIME.cap / 2, how, x=THREAD_AT, weight=WEIGHT)
        with page.marked(self.section.child("H1")):
            page.paragraph(TEXT_AT, down + TOP_LINE, card.title)
        self._draw_time()
        self._draw_meta()
        if self.mark.word:
            self._draw_mark()
        self._draw_points(card.points)
        if card.doing:
            self._draw_doing(card.doing)
        self._draw_foot()

    def _line(self, x: float, y: float, text: str, style: Style, role: str, *, right: bool = False) -> None:
        with self.page.marked(self.section.child("P", role=role)):
            self.page.text(x, self.down + y, text, style, right=right)

    def _draw_time(self) -> None:
        item = self.card.timed.item
        self._line(AT, TOP_LINE, clock(self.card.timed.starts), TIME, "time")
        under = [*self.mark.was_start(LEAST), Meta(f"{item.minutes} min", LENGTH)]
        under += self.mark.was_minutes(LEAST)
        under += [Meta(f"minstens {item.minimum}", LEAST)] if item.minimum else []
        under += [Meta("vast", FIXED, locked=True)] if self.card.timed.fixed else []
        for number, part in enumerate(under):
            with self.page.marked(self.section.child("P", role="meta")):
                part.draw(self.page, AT, self.down + META_LINE + 0.4 + number * UNDER)

    def _draw_meta(self) -> None:
        x, y = TEXT_AT, self.down + self.card.lowered(META_LINE)
        end = TEXT_END - (CHANGE_WORD.width(self.mark.word) + META_GAP if self.mark.word else 0.0)
        for part in _meta(self.card):
            for piece in part.pieces(max(end - x, 1.0))[:1]:
                with self.page.marked(self.section.child("P", role="meta")):
                    piece.draw(self.page, x, y)
                x += piece.wide + META_GAP + 1

    def _draw_mark(self) -> None:
        """The bar in the margin, and the word on the line under the title."""
        change_bar(self.page, PORTRAIT, self.down + THREAD_FROM, self.down + THREAD_TO)
        with self.page.marked(self.section.child("P", role="change")):
            y = self.down + self.card.lowered(META_LINE)
            self.page.text(TEXT_END, y, self.mark.word, CHANGE_WORD, right=True)

    def _draw_points(self, points: Sequence[Paragraph]) -> None:
        whole = self.section.child("L")
        for point, y in zip(points, self.card.baselines(), strict=True):
            with self.page.marked(whole.child("LI").child("LBody")):
                self.page.paragraph(TEXT_AT, self.down + y, point)

    def _draw_doing(self, doing: Sequence[Paragraph]) -> None:
        page, down = self.page, self.down
        page.rule(TEXT_AT, TEXT_END, down + self.card.rule, 0.7, HAIRLINE)
        item = self.section.child("L").child("LI")
        baselines = self.card.do_baselines()
        with page.marked(item.child("Lbl")):
            page.text(TEXT_AT, down + baselines[0], "doe ", DO_WORD)
        body = item.child("LBody")
        for order, y in zip(doing, baselines, strict=True):
            with page.marked(body.child("P")):
                page.paragraph(self.card.do_at, down + y, order)

    def _draw_foot(self) -> None:
        card, page, y = self.card, self.page, self.down + FOOT_LINE
        with page.marked(self.section.child("P", role="next")):
            x = TEXT_AT + page.text(TEXT_AT, y, "volgende: ", NEXT_WORD)
            room = TEXT_END - x - FOOT.width(self.version) - 6
            card.next_up.draw(page, x, y, room)
        with page.marked(self.section.child("P", role="foot")):
            self._draw_number()
            page.text(AT, y, f"kaart van {self.many}", FOOT)
        self._line(TEXT_END, FOOT_LINE, self.version, FOOT, "foot", right=True)

    def _draw_number(self) -> None:
        """As large as it goes beside the thread, so that a dropped pile can be sorted."""
        number = str(self.card.number)
        whole = Style(Face.BOLD, 84, 84, INK)
        size = min(84.0, 84 * NUMBER_WIDE / whole.width(number))
        style = Style(Face.BOLD, round(size, 1), 84, INK)
        side = 0.04 * size / MM  # the white before a figure, so that it stands under the time
        self.page.text(AT - side, self.down + NUMBER_LINE, number + " ", style)
