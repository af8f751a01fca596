"""The print kit: tagged PDF in millimetres. It knows no domain and is the only importer of ReportLab.

`Document` collects pages and structure, `Page` draws, `paragraph` breaks lines, `Element` is a node of the
structure tree. Everything drawn is an artifact unless an element is open. What comes out claims PDF/UA-1 and
PDF/A-2a, and the tests hold it to that.
"""

from app.pdf.document import Document
from app.pdf.fonts import Face, clean, lacking, width
from app.pdf.page import FOOTER, HEADER, Page
from app.pdf.qr import dark_runs
from app.pdf.qr_path import code_path
from app.pdf.structure import Content, Element, Link
from app.pdf.text import MM, Line, Paragraph, Run, Style, fit, heading, paragraph

__all__ = [
    "FOOTER",
    "HEADER",
    "MM",
    "Content",
    "Document",
    "Element",
    "Face",
    "Line",
    "Link",
    "Page",
    "Paragraph",
    "Run",
    "Style",
    "clean",
    "code_path",
    "dark_runs",
    "fit",
    "heading",
    "lacking",
    "paragraph",
    "width",
]
