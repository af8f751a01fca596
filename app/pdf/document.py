"""A tagged document: pages, structure, bookmarks; `save` makes the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDocument, PDFPage, PDFResourceDictionary

from app.pdf.finish import finished
from app.pdf.fonts import Face
from app.pdf.page import Page
from app.pdf.structure import Element
from app.pdf.subsets import Subsets
from app.pdf.text import MM

A4 = (210.0, 297.0)
_subsetting = Lock()  # a parsed font reads its file from one position, so one document at a time


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: `page` 0 is the first, `y` in mm from its top, `level` 0 the outermost."""

    title: str
    page: int
    y: float
    level: int


class Document:
    """A PDF in the making. `made_at` is aware; with the same content and `made_at` the bytes are the same."""

    def __init__(self, *, title: str, subject: str, author: str, made_at: datetime, language: str = "nl-NL"):
        self.title, self.subject, self.author = title, subject, author
        self.made_at, self.language = made_at, language
        self.pages: list[Page] = []
        self.root = Element("Document")
        self.bookmarks: list[Bookmark] = []
        self._pdf = PDFDocument(invariant=1, compression=0)
        self._subsets = {face: Subsets(self._pdf, face) for face in Face}

    def page(self, size: tuple[float, float] = A4) -> Page:
        """A new last page; `size` is width and height in mm."""
        page = Page(len(self.pages), size, self._subsets)
        self.pages.append(page)
        return page

    def bookmark(self, title: str, page: Page, y: float, level: int = 0) -> None:
        """A line of the outline that leads to `y` on `page`. A level may be one deeper than the last."""
        self.bookmarks.append(Bookmark(title, page.number, y, level))

    def save(self) -> bytes:
        """The finished document."""
        with _subsetting:
            for page in self.pages:
                self._pdf.addPage(_blank(page))
            raw: bytes = self._pdf.GetPDFData(None)  # it asks for a canvas only to name bookmarks
        return finished(raw, self)


def _blank(page: Page) -> PDFPage:
    """The page without its content, which `finished` packs."""
    made = PDFPage()
    made.MediaBox = PDFArray([0, 0, round(page.width * MM, 3), round(page.height * MM, 3)])
    made.Resources = PDFResourceDictionary()
    made.Resources.basicFonts()
    made.Resources.ProcSet = None
    made.setStream(" ")
    return made
