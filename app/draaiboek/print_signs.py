"""What cards, signs and short editions share: document, version, and the page that says why one is empty."""

from __future__ import annotations

from collections.abc import Sequence

from app.draaiboek.contents import Draaiboek, Imprint
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_sheet import BODY, PAGE_TITLE, RIGHT, WHAT, Header, Sheets, number_of
from app.draaiboek.print_since import draw_since
from app.pdf import Document, Paragraph, Style, fit, heading, paragraph
from app.words import full_date


def new_document(draaiboek: Draaiboek, imprint: Imprint, edition: str) -> Document:
    """An empty document that says what it is: "Kleine dag, spreekkaarten"."""
    return Document(
        title=f"{draaiboek.title}, {edition}",
        subject=f"{edition.capitalize()} van {full_date(draaiboek.date)}, {imprint.version}",
        author=draaiboek.client or "Rode Draad",
        made_at=imprint.made_at,
    )


def version_of(imprint: Imprint) -> str:
    """What a card says of its version: "CONCEPT 0.3", "versie 1.0"."""
    return f"{imprint.status if imprint.concept else 'versie'} {number_of(imprint)}"


def version_since(imprint: Imprint, *, changed: bool) -> str:
    """What a card says of its version, and when it is compared with an earlier one, that nothing changed."""
    if imprint.since is None or changed:
        return version_of(imprint)
    return f"{version_of(imprint)}, niets veranderd sinds {imprint.since.version}"


def reason_page(
    draaiboek: Draaiboek, imprint: Imprint, edition: str, reason: str, title: str = ""
) -> Document:
    """The edition that has nothing to print: one page that says why, what to do about it, and what is gone."""
    document = new_document(draaiboek, imprint, edition)
    sheets = Sheets(document, Header.of(draaiboek, imprint, edition), imprint)
    section = document.root.child("Sect", title=edition.capitalize())
    page = sheets.page(section)
    flow = Flow(sheets, page, 38.0)
    with page.marked(section.child("H1")):
        page.text(WHAT, flow.y, title or f"Nog geen {edition}", PAGE_TITLE)
    flow.y += 10
    with page.marked(section.child("P")):
        flow.y = page.paragraph(WHAT, flow.y, paragraph(reason, BODY, RIGHT - WHAT))
    draw_since(flow, Marks(draaiboek, imprint, edition), section)
    flow.end(goes_on=False)
    sheets.close_cover(section)
    return sheets.finish()


def short_text(text: str, styles: Sequence[Style], measure: float, lines: int) -> Paragraph:
    """`text` in the first style in which it takes at most so many lines; in the last one cut with "…"."""
    for style in styles:
        whole = heading(text, style, measure)
        if len(whole.lines) <= lines:
            return whole
    kept, rest = whole.lines[: lines - 1], whole.lines[lines - 1 :]
    words = "".join(piece.text for line in rest for piece in line.pieces)
    return Paragraph((*kept, *paragraph(fit(words, style, measure), style, measure).lines[:1]), style, text)
