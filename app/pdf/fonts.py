"""Source Sans Pro in three weights: how wide a text is, and which characters it can show."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache

from font_source_sans_pro import font_files_ttf
from reportlab.pdfbase.ttfonts import TTFont

CAP_HEIGHT = 0.66  # of the type size, in all three weights
REPLACEMENT = "[?]"
_LAST_IN_TOUNICODE = 0xFFFF  # ReportLab writes four hexadecimal digits for a character


class Face(StrEnum):
    """The weights in use; there are no others."""

    REGULAR = "SourceSansPro"
    SEMIBOLD = "SourceSansProSemibold"
    BOLD = "SourceSansProBold"


@cache
def font(face: Face) -> TTFont:
    """The parsed font, shared by all documents of this process."""
    # Not ASCII-readable: then a subset holds the characters in use and no others.
    return TTFont(face.value, font_files_ttf[face.value], asciiReadable=False, shapable=False)


def width(text: str, face: Face, size: float) -> float:
    """How wide `text` is in points, at `size` points. The text must be `clean`."""
    return _advance(text, face) * size / 1000


@lru_cache(maxsize=20_000)
def _advance(text: str, face: Face) -> int:
    widths = font(face).face.charWidths
    return sum(widths.get(ord(char), 0) for char in text)


@cache
def _printable() -> frozenset[str]:
    """The characters that can be printed."""
    codes = font(Face.REGULAR).face.charToGlyph
    return frozenset(chr(code) for code in codes if 0x20 <= code <= _LAST_IN_TOUNICODE)


@lru_cache(maxsize=5_000)
def clean(text: str) -> str:
    """`text` as it can be printed: each run of characters that the font lacks becomes `[?]`."""
    visible = _visible(text)
    if _printable().issuperset(visible):
        return visible
    kept: list[str] = []
    for char in visible:
        if char in _printable():
            kept.append(char)
        elif not kept or kept[-1] != REPLACEMENT:
            kept.append(REPLACEMENT)
    return "".join(kept)


def lacking(text: str) -> str:
    """The characters of `text` that cannot be printed, each once, in order of appearance."""
    if all(char.isspace() for char in set(text) - _printable()):
        return ""
    return "".join(dict.fromkeys(char for char in _visible(text) if char not in _printable()))


def _visible(text: str) -> str:
    """`text` composed (NFC), every kind of white space a space, without the invisible format characters."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if _is_space(char) else char for char in composed)
    return "".join(char for char in spaced if not _is_invisible(char))


def _is_space(char: str) -> bool:
    return char != "\u00a0" and (char.isspace() or unicodedata.category(char) == "Cc")


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f"
