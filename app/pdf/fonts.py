"""Source Sans Pro in three weights: how wide a text is, and which characters it can show."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby

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
    """How wide `text` is in points as it is printed, at `size` points. The text must be `visible`."""
    return _advance(text, face) * size / 1000


@lru_cache(maxsize=20_000)
def _advance(text: str, face: Face) -> int:
    widths = font(face).face.charWidths
    return sum(widths.get(ord(char), 0) for char in clean(text))


@cache
def _printable() -> frozenset[str]:
    """The characters that can be printed."""
    codes = font(Face.REGULAR).face.charToGlyph
    return frozenset(chr(code) for code in codes if 0x20 <= code <= _LAST_IN_TOUNICODE)


@lru_cache(maxsize=5_000)
def clean(text: str) -> str:
    """`text` as it can be printed: each run of characters that the font lacks becomes `[?]`."""
    return "".join(shown for shown, _ in stretches(visible(text)))


def stretches(text: str) -> list[tuple[str, str]]:
    """`text`, which must be `visible`, as it is printed and as it was, for each stretch that the font has or lacks."""
    if _printable().issuperset(text):
        return [(text, text)]
    found = ((has, "".join(chars)) for has, chars in groupby(text, key=_printable().__contains__))
    return [(stretch if has else REPLACEMENT, stretch) for has, stretch in found]


def lacking(text: str) -> str:
    """The characters of `text` that cannot be printed, each once, in order of appearance."""
    if all(char.isspace() for char in set(text) - _printable()):
        return ""
    return "".join(dict.fromkeys(char for char in visible(text) if char not in _printable()))


@lru_cache(maxsize=5_000)
def visible(text: str) -> str:
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
