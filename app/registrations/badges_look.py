"""Where everything stands on a label. A low one is laid out otherwise than a tall one; within each kind the measures
grow with the label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.pdf import Face, Style
from app.pdf.text import Colour

INK: Colour = (0x1A / 255, 0x1D / 255, 0x26 / 255)
MUTED: Colour = (0x52 / 255, 0x58 / 255, 0x68 / 255)
THREAD_RED: Colour = (0xC4 / 255, 0x16 / 255, 0x1C / 255)
HAIRLINE: Colour = (0xB4 / 255, 0xBA / 255, 0xC6 / 255)

_LOW = 45.0  # mm: a label that is lower is laid out as a low one
_QUIET = 2.0  # mm that stay free beside the QR code


class Line(NamedTuple):
    """Where a text stands: its baseline in mm from the label's top, and its type from large to small."""

    y: float
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Measures of a label in mm from its upper left corner; `end` is where text and QR code end at the right."""

    down: float  # what the label is higher than its layout, halved
    end: float
    high: float
    thread: float
    text: float
    air: float  # above and below the thread
    weight: float  # of the thread, points
    name: Line
    surname: Line
    organisation: Line
    role: Line
    beside: Line  # the organisation of somebody with a role
    sessions: Line
    session_lines: int  # where there are no tables
    rounds: Line
    tables: Line
    step: float  # from table to table; 0: each number stands beside its round instead of under it
    domain: Line
    box: tuple[float, float, float]  # of a domain: width, height, and from one to the next
    qr: float

    @property
    def qr_corner(self) -> tuple[float, float]:
        return self.end - self.qr, self.high - self.air - self.qr

    @property
    def beside_code(self) -> float:
        """How wide a line may be that stands beside the QR code."""
        return self.end - self.qr - _QUIET - self.text

    def room(self, y: float) -> float:
        """How wide a line at `y` may be: to the right edge, or to the QR code."""
        return self.beside_code if y > self.qr_corner[1] - 1.5 else self.end - self.text


def look_of(wide: float, high: float) -> Look:
    """The layout of a label of `wide` by `high` mm."""
    return _low(wide, high) if high < _LOW else _tall(wide, high)


def _tall(wide: float, high: float) -> Look:
    """The badge of 90 × 54 mm, made larger or smaller."""
    k = min(wide / 90, high / 54)
    return Look(
        down=(high - 54 * k) / 2,
        end=wide - 5 * k,
        high=54 * k,
        thread=8.5 * k,
        text=13 * k,
        air=5 * k,
        weight=2.2,
        name=_line(12.9 * k, Face.BOLD, _sizes(30 * k, 14)),
        surname=_line(20 * k, Face.REGULAR, _sizes(15 * k, 11)),
        organisation=_line(25.4 * k, Face.REGULAR, _sizes(11 * k, 9.5, 0.5), MUTED),
        role=_line(26 * k, Face.BOLD, _sizes(13 * k, 10)),
        beside=_line(31.7 * k, Face.REGULAR, _sizes(11 * k, 9.5, 0.5), MUTED),
        sessions=_line(31.7 * k, Face.REGULAR, _sizes(10 * k, 8)),
        session_lines=3,
        rounds=_line(36.5 * k, Face.SEMIBOLD, _sizes(9 * k, 7), MUTED),
        tables=_line(43.1 * k, Face.BOLD, _sizes(20 * k, 12, 2)),
        step=16.5 * k,
        domain=_line(48.5 * k, Face.SEMIBOLD, _sizes(10 * k, 8)),
        box=(3.2 * k, 2.6 * k, 3.9 * k),
        qr=15.5 * k,
    )


def _low(wide: float, high: float) -> Look:
    """The label of 70 × 36 mm, made larger or smaller."""
    k = min(wide / 70, high / 36)
    return Look(
        down=(high - 36 * k) / 2,
        end=wide - 4 * k,
        high=36 * k,
        thread=5 * k,
        text=8.5 * k,
        air=4 * k,
        weight=1.8,
        name=_line(9.4 * k, Face.BOLD, _sizes(22 * k, 12)),
        surname=_line(14.3 * k, Face.REGULAR, _sizes(12 * k, 9)),
        organisation=_line(18.3 * k, Face.REGULAR, _sizes(9 * k, 8, 0.5), MUTED),
        role=_line(18.6 * k, Face.BOLD, _sizes(10 * k, 8)),
        beside=_line(23 * k, Face.REGULAR, _sizes(9 * k, 8, 0.5), MUTED),
        sessions=_line(22.8 * k, Face.REGULAR, _sizes(8.5 * k, 7.5, 0.5)),
        session_lines=2,
        rounds=_line(27.5 * k, Face.SEMIBOLD, _sizes(7.5 * k, 6.5, 0.5), MUTED),
        tables=_line(27.5 * k, Face.BOLD, _sizes(12 * k, 7)),
        step=0,
        domain=_line(32 * k, Face.SEMIBOLD, _sizes(8.5 * k, 7.5, 0.5)),
        box=(2.4 * k, 2.1 * k, 2.9 * k),
        qr=12 * k,
    )


def _line(y: float, face: Face, sizes: Sequence[float], colour: Colour = INK) -> Line:
    return Line(y, tuple(Style(face, size, size * 1.2, colour) for size in sizes))


def _sizes(largest: float, least: float, step: float = 1) -> list[float]:
    """Type sizes from `largest` in steps to `least`, in points."""
    return [round(largest - step * number, 2) for number in range(int((largest - least) / step) + 1)]
