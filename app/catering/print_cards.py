"""Dieetkaartjes: who it is for and what they do not eat, to cut and to put beside a plate. Data in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence

from app.catering.actions import DietCard
from app.catering.print_kit import About
from app.pdf import Document, Element, Face, Page, Style, fit, paragraph
from app.registrations.badges import SHEETS, Sheet, cutting_marks
from app.registrations.badges_look import INK, MUTED, THREAD_RED
from app.words import count, full_date

SHEET = SHEETS["90x54"]
_THREAD, _TEXT = 6.0, 10.5  # mm from the left edge of a card
_NAMES = tuple(Style(Face.BOLD, size, size * 1.2, INK) for size in (22, 18, 15, 12))
_DIETS = tuple(Style(Face.REGULAR, size, size * 1.25, INK) for size in (15, 13, 11, 9.5, 8, 7, 6))
_SMALL = Style(Face.REGULAR, 8, 10, MUTED)
_MEASURE, _HIGH = SHEET.wide - _TEXT - 5, 27.0  # of the diet


def diet_cards(cards: Sequence[DietCard], about: About) -> bytes:
    """Ten on a sheet, as PDF/UA-1 and PDF/A-2a. Raises ValueError without cards."""
    if not cards:
        raise ValueError("no cards")
    document = Document(
        title=f"{about.title}, dieetkaartjes",
        subject=count(len(cards), "dieetkaartje", "dieetkaartjes"),
        author=about.author,
        made_at=about.made_at,
    )
    listed = document.root.child("L")
    for first in range(0, len(cards), SHEET.labels):
        page = document.page()
        document.bookmark(f"Vel {page.number + 1}", page, 0)
        cutting_marks(page, SHEET)
        for place, card in enumerate(cards[first : first + SHEET.labels]):
            _draw(page, SHEET, place, card, about, listed.child("LI").child("LBody"))
    return document.save()


def _draw(page: Page, sheet: Sheet, place: int, card: DietCard, about: About, body: Element) -> None:
    x, y = sheet.corner(place)
    page.line([(x + _THREAD, y + 5), (x + _THREAD, y + sheet.high - 5)], 2.2, THREAD_RED)
    style = next((style for style in _NAMES if style.width(card.name) <= _MEASURE), _NAMES[-1])
    with page.marked(body.child("P")):
        page.text(x + _TEXT, y + 12.5, fit(card.name, style, _MEASURE), style)
    diet = next(
        (told for style in _DIETS if (told := paragraph(card.diet, style, _MEASURE)).height <= _HIGH),
        paragraph(card.diet, _DIETS[-1], _MEASURE),
    )
    shown = diet if diet.height <= _HIGH else diet.cut(int(_HIGH / diet.style.step))[0]
    with page.marked(body.child("P")):
        page.paragraph(x + _TEXT, y + 17 + diet.style.cap, shown)
    foot = f"{full_date(about.date)} · {about.title}"
    with page.marked(body.child("P")):
        page.text(x + _TEXT, y + sheet.high - 4.5, fit(foot, _SMALL, _MEASURE), _SMALL)
