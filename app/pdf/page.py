"""One page: content operators, written in millimetres from the left and from the top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from app.pdf.fonts import Face, stretches, visible, width
from app.pdf.structure import Content, Element, Link, Said
from app.pdf.subsets import Subsets
from app.pdf.text import MM, Colour, Paragraph, Shortened, Style

ARTIFACT = "/Artifact BMC"
HEADER = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
_CIRCLE = 0.5523  # where the handles of a quarter circle stand, as part of the radius

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # x, y, width, height in mm


class _Marked:
    """A context of marked content; a class, as there are thousands in a document."""

    __slots__ = ("_before", "_element", "_page")

    def __init__(self, page: Page, element: Element | str) -> None:
        self._page, self._element = page, element

    def __enter__(self) -> None:
        self._before, self._page.wanted = self._page.wanted, self._element

    def __exit__(self, *error: object) -> None:
        self._page.wanted = self._before


class Page:
    """A sheet to draw on. All x and y in mm, y from the top; weights and type sizes in points.

    What is drawn while no element is open is an artifact. Made by `Document.page`.
    """

    def __init__(self, number: int, size: tuple[float, float], subsets: Mapping[Face, Subsets]) -> None:
        self.number = number  # 0 is the first
        self.width, self.height = size
        self.owners: list[Element] = []  # by number of marked content
        self._subsets = subsets
        self._operators: list[str] = []
        self.wanted: Element | str = ARTIFACT
        self._open: Element | str | None = None
        self._said: list[Said] = []  # what the open element says; an artifact says nothing
        self._fill: Colour | None = None

    # ---- structure

    def marked(self, element: Element | str) -> _Marked:
        """Within this context what is drawn belongs to `element` (or to the artifact HEADER or FOOTER)."""
        return _Marked(self, element)

    def link(self, element: Element, url: str, contents: str, box: tuple[float, float, float, float]) -> None:
        """Make `box` (x, y, width, height) a link to `url`; `contents` is the sentence that says so."""
        element.kids.append(Link(self.number, self._box(*box), url, contents))

    def place(self, element: Element, x: float, y: float, wide: float, high: float) -> None:
        """Say where the figure `element` stands."""
        element.box = self._box(x, y, wide, high)

    # ---- text

    def text(self, x: float, y: float, text: str, style: Style, *, right: bool = False) -> float:
        """Write one line with its baseline at `y`, starting (or, with `right`, ending) at `x`; its width in mm."""
        shown = visible(text)
        wide = width(shown, style.face, style.size)
        self._show(x * MM - (wide if right else 0), y, shown, style.face, style.size, style.colour)
        self._said.append(Said(text.whole if isinstance(text, Shortened) else shown, style.face, style.size))
        return wide / MM

    def paragraph(self, x: float, y: float, text: Paragraph) -> float:
        """Write lines, the first with its baseline at `y`; the last baseline."""
        for number, line in enumerate(text.lines):
            baseline = y + number * text.style.step
            for piece in line.pieces:
                self._show(x * MM + piece.x, baseline, piece.text, piece.face, text.style.size, piece.colour)
                if not text.whole:
                    self._said.append(Said(piece.text, piece.face, text.style.size))
        if text.whole:
            self._said.append(Said(visible(text.whole), text.style.face, text.style.size))
        return y + (len(text.lines) - 1) * text.style.step

    def _show(self, x: float, y: float, text: str, face: Face, size: float, colour: Colour) -> None:
        self._mark()
        self._colour(colour)
        parts = " ".join(self._stretch(shown, was, face, size) for shown, was in stretches(text))
        self._operators.append(f"BT {x:.2f} {(self.height - y) * MM:.2f} Td {parts} ET")

    def _stretch(self, shown: str, was: str, face: Face, size: float) -> str:
        """Show a stretch of text; what stands for other characters is read aloud and copied as those."""
        codes = " ".join(
            f"{name} {size:g} Tf <{code}> Tj" for name, code in self._subsets[face].encode(shown)
        )
        if shown == was:
            return codes
        return f"/Span <</ActualText <FEFF{was.encode('utf-16-be').hex()}>>> BDC {codes} EMC"

    # ---- drawing

    def rule(self, left: float, right: float, y: float, weight: float, colour: Colour) -> None:
        """A horizontal line."""
        self.line([(left, y), (right, y)], weight, colour)

    def line(
        self, points: Sequence[Point], weight: float, colour: Colour, dash: tuple[float, float] | None = None
    ) -> None:
        """A line through points; `dash` is on and off in points."""
        start, *rest = [self._point(point) for point in points]
        drawn = " ".join(f"{point} l" for point in rest)
        self._stroke(f"{_dashed(dash)}{start} m {drawn}", weight, colour)

    def lines(
        self,
        strokes: Iterable[tuple[Point, Point]],
        weight: float,
        colour: Colour,
        dash: tuple[float, float] | None = None,
        *,
        round_ends: bool = False,
    ) -> None:
        """Straight lines as one path, each a start and an end. With round ends, dashes of 0.01 are dots."""
        drawn = " ".join(f"{self._point(start)} m {self._point(end)} l" for start, end in strokes)
        self._stroke(f"{'1 J ' * round_ends}{_dashed(dash)}{drawn}", weight, colour)

    def curve(
        self, start: Point, turns: Iterable[tuple[Point, Point, Point]], weight: float, colour: Colour
    ) -> None:
        """A line through Bézier curves, each two handles and an end."""
        drawn = " ".join(f"{self._points(turn)} c" for turn in turns)
        self._stroke(f"{self._point(start)} m {drawn}", weight, colour)

    def box(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """A filled rectangle, `y` its top."""
        self._filled(_rectangle((x, y, wide, high), self.height), colour)

    def boxes(self, boxes: tuple[Box, ...], colour: Colour) -> None:
        """Filled rectangles as one path."""
        self._filled(_rectangles(boxes, self.height), colour)

    def path(self, x: float, y: float, unit: float, path: str, colour: Colour) -> None:
        """A filled path of PDF operators in units of `unit` mm, its origin at `x`, `y` and its y going down."""
        self._mark()
        self._colour(colour)
        size, (left, top) = unit * MM, (x * MM, (self.height - y) * MM)
        self._operators.append(f"q {size:.5f} 0 0 {-size:.5f} {left:.2f} {top:.2f} cm {path} f Q")

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled polygon."""
        start, *rest = [self._point(point) for point in points]
        self._filled(f"{start} m " + " ".join(f"{point} l" for point in rest) + " h", colour)

    def circles(self, centres: Iterable[Point], radius: float, colour: Colour) -> None:
        """Filled circles as one path."""
        self._filled(" ".join(self._circle(centre, radius) for centre in centres), colour)

    @contextmanager
    def clipped(self, x: float, y: float, wide: float, high: float) -> Iterator[None]:
        """What is drawn inside shows only within this rectangle."""
        self._mark()
        self._operators.append(f"q {_rectangle((x, y, wide, high), self.height)} W n")
        yield
        self._operators.append("Q")
        self._fill = None

    # ---- operators

    def stream(self) -> str:
        """The content of this page as PDF operators."""
        return "\n".join([*self._operators, "EMC" if self._open else ""])

    def _mark(self) -> None:
        """Open the marked content that is wanted, when it is not open already."""
        if self._open is self.wanted:
            return
        if self._open is not None:
            self._operators.append("EMC")
        self._open = self.wanted
        if isinstance(self.wanted, str):
            self._operators.append(self.wanted)
            self._said = []
            return
        number = len(self.owners)
        self.owners.append(self.wanted)
        content = Content(self.number, number)
        self._said = content.said
        self.wanted.kids.append(content)
        self._operators.append(f"/{self.wanted.tag} <</MCID {number}>> BDC")

    def _colour(self, colour: Colour) -> None:
        if colour != self._fill:
            self._operators.append("{:.4g} {:.4g} {:.4g} rg".format(*colour))
            self._fill = colour

    def _filled(self, path: str, colour: Colour) -> None:
        self._mark()
        self._colour(colour)
        self._operators.append(f"{path} f")

    def _stroke(self, path: str, weight: float, colour: Colour) -> None:
        self._mark()
        self._operators.append("q {:.4g} {:.4g} {:.4g} RG ".format(*colour) + f"{weight:g} w {path} S Q")

    def _point(self, point: Point) -> str:
        return f"{point[0] * MM:.2f} {(self.height - point[1]) * MM:.2f}"

    def _points(self, points: Iterable[Point]) -> str:
        return " ".join(self._point(point) for point in points)

    def _box(self, x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
        return (
            round(x * MM, 2),
            round((self.height - y - high) * MM, 2),
            round((x + wide) * MM, 2),
            round((self.height - y) * MM, 2),
        )

    def _circle(self, centre: Point, radius: float) -> str:
        x, y = centre
        handle = radius * _CIRCLE
        quarters = [
            ((x + radius, y - handle), (x + handle, y - radius), (x, y - radius)),
            ((x - handle, y - radius), (x - radius, y - handle), (x - radius, y)),
            ((x - radius, y + handle), (x - handle, y + radius), (x, y + radius)),
            ((x + handle, y + radius), (x + radius, y + handle), (x + radius, y)),
        ]
        drawn = " ".join(f"{self._points(quarter)} c" for quarter in quarters)
        return f"{self._point((x + radius, y))} m {drawn} h"


def _dashed(dash: tuple[float, float] | None) -> str:
    return f"[{dash[0]:g} {dash[1]:g}] 0 d " if dash else ""


@lru_cache(maxsize=64)
def _rectangles(boxes: tuple[Box, ...], page_height: float) -> str:
    """One path; remembered, as the same code may stand on every page."""
    return " ".join(_rectangle(box, page_height) for box in boxes)


def _rectangle(box: Box, page_height: float) -> str:
    x, y, wide, high = (side * MM for side in box)
    return f"{x:.2f} {page_height * MM - y - high:.2f} {wide:.3f} {high:.3f} re"
