"""Breaking text into lines, by the rules of the printed page: ragged right, no hyphenation, no lonely word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from app.pdf.fonts import CAP_HEIGHT, Face, visible, width

MM = 72 / 25.4  # points in a millimetre
LONELY = 0.3  # a last line of one word narrower than this part of the measure takes company
Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks. `size` and `leading` in points, `colour` as red, green and blue from 0 to 1."""

    face: Face
    size: float
    leading: float
    colour: Colour

    @property
    def cap(self) -> float:
        """The height of a capital in mm."""
        return self.size * CAP_HEIGHT / MM

    @property
    def step(self) -> float:
        """From baseline to baseline in mm."""
        return self.leading / MM

    def width(self, text: str) -> float:
        """How wide `text` is in mm."""
        return width(visible(text), self.face, self.size) / MM


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `face` and `colour` where they differ from the paragraph's style."""

    text: str
    face: Face | None = None
    colour: Colour | None = None


class Piece(NamedTuple):
    """Words on one line that share a face and a colour. `x` in points from the start of the line."""

    x: float
    text: str
    face: Face
    colour: Colour


@dataclass(frozen=True, slots=True)
class Line:
    pieces: tuple[Piece, ...]
    width: float  # points


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines to draw. `whole` is what they stand for when they hold less than that, or cut a word in two."""

    lines: tuple[Line, ...]
    style: Style
    whole: str = ""

    @property
    def height(self) -> float:
        """From the top of the first capital to the last baseline, in mm."""
        return self.style.cap + (len(self.lines) - 1) * self.style.step

    @property
    def width(self) -> float:
        """The widest line, in mm."""
        return max(line.width for line in self.lines) / MM

    def cut(self, lines: int) -> list[Paragraph]:
        """This paragraph as paragraphs of at most so many lines."""
        starts = range(0, len(self.lines), lines)
        return [replace(self, lines=self.lines[start : start + lines], whole="") for start in starts]


class Shortened(str):
    """A text that ends in "…" for want of room; `whole` is what it was."""

    __slots__ = ("whole",)
    whole: str

    @classmethod
    def of(cls, shown: str, whole: str) -> Shortened:
        """`shown`, which stands for `whole`."""
        made = cls(shown)
        made.whole = whole
        return made

    def __add__(self, more: str) -> Shortened:
        return Shortened.of(str(self) + more, self.whole + more)


class _Word(NamedTuple):
    text: str
    face: Face
    colour: Colour
    width: float
    space: float  # the space after it


def paragraph(text: str | Sequence[Run], style: Style, measure: float) -> Paragraph:
    """Break `text` into lines no wider than `measure` mm."""
    words = _words(text, style, measure * MM)
    rows = _kept_company(_filled(words, measure * MM), measure * MM)
    return Paragraph(tuple(_line(row, last=row is rows[-1]) for row in rows), style, _whole(text, words))


def _whole(text: str | Sequence[Run], words: Sequence[_Word]) -> str:
    """What the text was, when not all of it stands in these words or a word of it was cut."""
    if isinstance(text, Shortened):
        return text.whole
    if isinstance(text, str) and len(words) > visible(text).count(" ") + 1:
        return visible(text)
    return ""


def heading(text: str, style: Style, measure: float) -> Paragraph:
    """A title: on two lines it breaks after ": " or "? " when both parts fit, else in two about equal lines."""
    whole = paragraph(text, style, measure)
    if len(whole.lines) != 2:
        return whole
    words = _words(text, style, measure * MM)
    fitting = [
        at
        for at in range(1, len(words))
        if _extent(words[:at]) <= measure * MM and _extent(words[at:]) <= measure * MM
    ]
    if not fitting:
        return whole
    at_sign = [at for at in fitting if words[at - 1].text.endswith((":", "?"))]
    at = min(at_sign or fitting, key=lambda at: abs(_extent(words[:at]) - _extent(words[at:])))
    return replace(whole, lines=(_line(words[:at], last=False), _line(words[at:], last=True)))


def fit(text: str, style: Style, measure: float) -> str:
    """`text` as far as it goes in `measure` mm, ending in "…" at a word when it does not fit."""
    shown = visible(text)
    if style.width(shown) <= measure:
        return shown
    while shown and style.width(shown + "…") > measure:
        before, _, cut = shown.rpartition(" ")
        shown = before if before else cut[:-1]
    return Shortened.of(shown.rstrip(" ,;:·") + "…", visible(text))


def _words(text: str | Sequence[Run], style: Style, measure: float) -> list[_Word]:
    runs = [Run(text)] if isinstance(text, str) else text
    words: list[_Word] = []
    for run in runs:
        face, colour = run.face or style.face, run.colour or style.colour
        space = width(" ", face, style.size)
        for word in visible(run.text).split(" "):
            if not word:
                continue
            wide = width(word, face, style.size)
            parts = [word] if wide <= measure else _narrow_enough(word, face, style.size, measure)
            for part in parts:
                exact = wide if part is word else width(part, face, style.size)
                words.append(_Word(part, face, colour, exact, space))
    return words


def _narrow_enough(word: str, face: Face, size: float, measure: float) -> list[str]:
    """A word wider than the measure, cut where it must be."""
    parts, used = [""], 0.0
    for char in word:
        wide = width(char, face, size)
        if parts[-1] and used + wide > measure:
            parts.append("")
            used = 0.0
        parts[-1] += char
        used += wide
    return parts


def _extent(words: Sequence[_Word]) -> float:
    return sum(word.width for word in words) + sum(word.space for word in words[:-1])


def _filled(words: Sequence[_Word], measure: float) -> list[list[_Word]]:
    """Each line as full as it goes."""
    rows: list[list[_Word]] = [[]]
    used = 0.0
    for word in words:
        if rows[-1] and used + word.width > measure + 0.01:
            rows.append([])
            used = 0.0
        rows[-1].append(word)
        used += word.width + word.space
    return rows


def _kept_company(rows: list[list[_Word]], measure: float) -> list[list[_Word]]:
    """A narrow last line of one word takes a word from the line above, when that line can spare it."""
    if len(rows) > 1 and len(rows[-1]) == 1 and len(rows[-2]) > 2 and rows[-1][0].width < LONELY * measure:
        moved = rows[-2][-1]
        if _extent([moved, *rows[-1]]) <= measure:
            return [*rows[:-2], rows[-2][:-1], [moved, *rows[-1]]]
    return rows


def _line(words: Sequence[_Word], *, last: bool) -> Line:
    """Words into pieces. A line that is not the last ends in a space, so that read aloud its words stay apart."""
    pieces: list[Piece] = []
    x = 0.0
    for (face, colour), alike in groupby(words, key=lambda word: (word.face, word.colour)):
        together = list(alike)
        text = " ".join(word.text for word in together)
        end = "" if last and together[-1] is words[-1] else " "
        pieces.append(Piece(x, text + end, face, colour))
        x += sum(word.width + word.space for word in together)
    return Line(tuple(pieces), _extent(words))
