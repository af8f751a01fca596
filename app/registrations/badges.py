"""Badges on label sheets: a name to talk to, numbers to walk to, and a code for the desk. Data in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from app.pdf import Document, Page
from app.registrations.badges_card import Badge, Card
from app.registrations.badges_look import INK, look_of

__all__ = ["SHEETS", "Badge", "Sheet", "badge_sheets"]

_CUT_WEIGHT = 0.6  # points
_CUT_NEAR, _CUT_FAR = 2.6, 11.0  # mm outside the labels, where a cutting mark begins and ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An A4 with labels. Measures in mm: of one label, of the margins, and of the gap between columns.

    `cut` sheets are not yet cut: they get marks outside the labels.
    """

    columns: int
    rows: int
    wide: float
    high: float
    left: float
    top: float
    gap: float = 0.0
    cut: bool = False

    @property
    def labels(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def size(self) -> str:
        """90 × 54 mm"""
        return f"{_number(self.wide)} × {_number(self.high)} mm"

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a label; they go left to right, top to bottom, and 0 is the first."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.wide + self.gap), self.top + row * self.high


# By the name that goes into an address. Besides the first these are the sizes that label makers have in common.
SHEETS: MappingProxyType[str, Sheet] = MappingProxyType(
    {
        "90x54": Sheet(columns=2, rows=5, wide=90, high=54, left=15, top=13.5, cut=True),
        "90x60": Sheet(columns=2, rows=4, wide=90, high=60, left=15, top=28.5, cut=True),
        "105x74": Sheet(columns=2, rows=4, wide=105, high=74, left=0, top=0.5),
        "99x38": Sheet(columns=2, rows=7, wide=99.1, high=38.1, left=4.65, top=15.15, gap=2.5),
        "70x36": Sheet(columns=3, rows=8, wide=70, high=36, left=0, top=4.5),
    }
)


def badge_sheets(
    badges: Sequence[Badge],
    sheet: Sheet,
    *,
    title: str,
    made_at: datetime,
    domains: Sequence[str] = (),
    author: str = "Rode Draad",
) -> bytes:
    """The badges in this order as PDF/UA-1 and PDF/A-2a; the same input gives the same bytes.

    `title` is the werksessie's, `made_at` is aware. `domains` in their fixed order: the place of a badge's own
    among them is its mark. Raises ValueError without badges.
    """
    if not badges:
        raise ValueError("no badges")
    document = Document(
        title=f"{title}, badges",
        subject=f"{len(badges)} badges van {sheet.size}, {sheet.labels} op een vel",
        author=author,
        made_at=made_at,
    )
    look = look_of(sheet.wide, sheet.high)
    places = {name: place for place, name in enumerate(domains)}
    listed = document.root.child("L")
    for first in range(0, len(badges), sheet.labels):
        page = document.page()
        on_page = badges[first : first + sheet.labels]
        document.bookmark(_covers(page, on_page), page, 0)
        if sheet.cut:
            cutting_marks(page, sheet)
        for place, badge in enumerate(on_page):
            x, y = sheet.corner(place)
            body = listed.child("LI").child("LBody")
            Card(page, x, y + look.down, look, places, body).draw(badge)
    return document.save()


def _covers(page: Page, badges: Sequence[Badge]) -> str:
    """Vel 2: Anne Berg tot Sam Zee"""
    names = [badges[0].name, badges[-1].name]
    return f"Vel {page.number + 1}: {' tot '.join(names[: len(badges)])}"


def cutting_marks(page: Page, sheet: Sheet) -> None:
    """Short lines where the cuts go, outside the labels."""
    right, bottom = sheet.left + sheet.columns * sheet.wide, sheet.top + sheet.rows * sheet.high
    edges = ((sheet.left, -1), (right, 1)), ((sheet.top, -1), (bottom, 1))
    across = [sheet.left + column * sheet.wide for column in range(sheet.columns + 1)]
    down = [sheet.top + row * sheet.high for row in range(sheet.rows + 1)]
    marks = [
        ((edge + side * _CUT_NEAR, y), (edge + side * _CUT_FAR, y)) for edge, side in edges[0] for y in down
    ]
    marks += [
        ((x, edge + side * _CUT_NEAR), (x, edge + side * _CUT_FAR)) for edge, side in edges[1] for x in across
    ]
    page.lines(marks, _CUT_WEIGHT, INK)


def _number(size: float) -> str:
    return f"{size:g}".replace(".", ",")
