"""The signs of the printed day, drawn as paths: the thread and its states, the lock, the pillars' marks and bars."""

from __future__ import annotations

from enum import StrEnum

from app.draaiboek.print_sheet import INK, THREAD, THREAD_RED, Frame
from app.pdf import MM, Face, Page, Style
from app.programme.plan import Pillar

PILLAR_COLOUR = {
    Pillar.INSPIREREN: (0xA8 / 255, 0x4F / 255, 0x10 / 255),
    Pillar.VERBINDEN: (0x1C / 255, 0x27 / 255, 0x89 / 255),
    Pillar.ACTIVEREN: (0x0C / 255, 0x66 / 255, 0x5A / 255),
}
MARK = 3.1  # mm, height of a pillar's mark
MARK_ROOM = 4.4  # mm, the mark and the space before its word
LOCK_ROOM = 4.3  # mm, the lock and the space before its word
CHANGE_WORD = Style(Face.BOLD, 9.5, 12, INK)
CHANGE_BAR = 1.8  # mm, its width
_HALF_X_HEIGHT = 0.243  # of the type size
_WEIGHT = 1.8  # points
_BAR_LEFT, _BAR_WIDE = 13.0, 4.0
_LOOSE = 2.5  # mm, half a wave of slack


class Start(StrEnum):
    """How an item starts on the thread."""

    FOLLOWS = "follows"
    FIXED = "fixed"


def thread(
    page: Page, top: float, end: float, *, dashed: bool = False, x: float = THREAD, weight: float = _WEIGHT
) -> None:
    """The thread going on; dashed where the item may be dropped. Cards and signs take a thicker one."""
    page.line([(x, top), (x, end)], weight, THREAD_RED, dash=(5, 3.4) if dashed else None)


def loose_thread(page: Page, top: float, end: float, *, x: float = THREAD) -> None:
    """The thread hanging loose: slack."""
    halves = max(2, round((end - top) / _LOOSE))
    step = (end - top) / halves
    turns = []
    for half in range(halves):
        y, out = top + half * step, x + (1.9 if half % 2 == 0 else -1.9)
        turns.append(((out, y + step * 0.36), (out, y + step * 0.64), (x, y + step)))
    page.curve((x, top), turns, _WEIGHT, THREAD_RED)


def start(page: Page, y: float, how: Start, *, x: float = THREAD, weight: float = _WEIGHT) -> None:
    """An item's start on the thread: a tick, or a diamond when its time is fixed; as large as the thread is thick."""
    scale = weight / _WEIGHT
    if how is Start.FIXED:
        diamond(page, x, y, 2.1 * scale)
    else:
        page.line([(x - 2 * scale, y), (x + 2 * scale, y)], weight, THREAD_RED)


def diamond(page: Page, x: float, y: float, half: float) -> None:
    """A filled diamond with its centre at x, y."""
    page.polygon([(x, y - half), (x + half, y), (x, y + half), (x - half, y)], THREAD_RED)


def lock(page: Page, x: float, baseline: float) -> None:
    """A closed lock, 2.5 mm wide; the word beside it says what it means."""
    page.box(x, baseline - 1.75, 2.5, 1.85, INK)
    left, right, top = x + 0.5, x + 2.0, baseline - 3.0
    page.curve(
        (left, baseline - 1.7),
        [
            ((left, baseline - 2.0), (left, baseline - 2.2), (left, baseline - 2.3)),
            ((left, top - 0.25), (right, top - 0.25), (right, baseline - 2.3)),
            ((right, baseline - 2.2), (right, baseline - 2.0), (right, baseline - 1.7)),
        ],
        1.1,
        INK,
    )


def pillar_mark(page: Page, x: float, middle: float, pillar: Pillar) -> None:
    """Triangle, circle or square, its left edge at x and its centre at `middle`."""
    colour, half = PILLAR_COLOUR[pillar], MARK / 2
    if pillar is Pillar.INSPIREREN:
        page.polygon([(x, middle + half), (x + MARK, middle + half), (x + half, middle - half)], colour)
    elif pillar is Pillar.VERBINDEN:
        page.circles([(x + half, middle)], half, colour)
    else:
        page.box(x + 0.15, middle - half + 0.15, MARK - 0.3, MARK - 0.3, colour)


def pillar_bar(
    page: Page, top: float, end: float, pillar: Pillar, *, left: float = _BAR_LEFT, wide: float = _BAR_WIDE
) -> None:
    """The bar left of the time: stripes, half width solid or dots, so that it holds in grey."""
    colour = PILLAR_COLOUR[pillar]
    top, high = top + 1.2, end - top - 2.4
    if pillar is Pillar.VERBINDEN:
        page.box(left, top, wide / 2, high, colour)
        return
    with page.clipped(left, top, wide, high):
        if pillar is Pillar.INSPIREREN:
            _stripes(page, (left, top, wide, high), pillar)
        else:
            _dots(page, (left, top, wide, high), pillar)


def _stripes(page: Page, bar: tuple[float, float, float, float], pillar: Pillar) -> None:
    """Diagonal stripes of 1.15 points, 1.6 mm apart along the bar."""
    left, top, wide, high = bar
    starts = [top + number * 1.6 for number in range(int((high + wide) / 1.6) + 2)]
    strokes = [((left - 0.5, y + 0.5), (left + wide + 0.5, y - wide - 0.5)) for y in starts]
    page.lines(strokes, 1.15, PILLAR_COLOUR[pillar])


def _dots(page: Page, bar: tuple[float, float, float, float], pillar: Pillar) -> None:
    """Dots of 0.84 mm, 1.3 mm across and 1.1 mm down, every second row shifted half."""
    # Lines down, dashed into round dots: a tenth of the bytes that as many circles take.
    left, top, wide, high = bar
    columns = [
        (left + 0.05 + 0.65 * column, top + 0.55 + 1.1 * (column % 2))
        for column in range(int(wide / 0.65) + 1)
    ]
    strokes = [((x, y), (x, top + high)) for x, y in columns]
    page.lines(strokes, 0.84 * MM, PILLAR_COLOUR[pillar], dash=(0.01, 2.2 * MM - 0.01), round_ends=True)


def change_bar(page: Page, frame: Frame, top: float, end: float) -> None:
    """The bar in the outer margin beside what changed."""
    page.box(frame.change_bar, top, CHANGE_BAR, end - top, INK)


def strike(page: Page, x: float, y: float, text: str, struck: str, style: Style) -> None:
    """A line through `struck`, the last of it in a text that begins at x; nothing when it is not in it."""
    if struck and struck in text:
        left = x + style.width(text[: text.rindex(struck)])
        middle = y - _HALF_X_HEIGHT * style.size / MM
        page.rule(left - 0.3, left + style.width(struck) + 0.3, middle, 0.8, INK)
