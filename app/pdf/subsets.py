"""Text in the codes of a document's font subsets."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from reportlab.pdfbase.pdfdoc import PDFDocument

from app.pdf.fonts import Face, font


class Subsets:
    """The subsets of one face in one document. Each holds 256 characters, and most documents need only the first."""

    def __init__(self, pdf: PDFDocument, face: Face) -> None:
        self._pdf = pdf
        self._font = font(face)
        self._names: list[str] = []
        self._known: set[str] = set()
        self._codes: dict[int, str] = {}  # of a character in any subset, hexadecimal
        self._subset: dict[str, str] = {}  # name of the subset of a character

    def encode(self, text: str) -> list[tuple[str, str]]:
        """`text` as pairs of font name and hexadecimal codes."""
        if not self._known.issuperset(text):
            for char in sorted(set(text) - self._known):
                self._add(char)
        if len(self._names) <= 1:
            return [(name, text.translate(self._codes)) for name in self._names]
        named = [(self._subset[char], self._codes[ord(char)]) for char in text]
        return [
            (name, "".join(code for _, code in stretch))
            for name, stretch in groupby(named, key=itemgetter(0))
        ]

    def _add(self, char: str) -> None:
        ((number, code),) = self._font.splitString(char, self._pdf)
        name = self._font.getSubsetInternalName(number, self._pdf)
        if name not in self._names:
            self._names.append(name)
        self._known.add(char)
        self._codes[ord(char)] = code.hex()
        self._subset[char] = name
