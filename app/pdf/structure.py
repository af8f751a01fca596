"""The structure tree: what a screen reader walks through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Content(NamedTuple):
    """A stretch of marked content: its page (0 is the first) and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation. `box` is left, bottom, right, top in points, `contents` says where it leads."""

    page: int
    box: tuple[float, float, float, float]
    url: str
    contents: str


@dataclass(eq=False, slots=True)
class Element:
    """A node. `tag` is a standard structure type (Document, H1, P, Table, TR, TH, TD, L, LI, Figure, Link …).

    `scope` (Column or Row) is for TH, `span` is the columns that a TH or TD covers, `alt` the sentence for a
    Figure, `box` its place: left, bottom, right, top in points.
    """

    tag: str
    scope: str = ""
    span: int = 1
    alt: str = ""
    title: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | Content | Link] = field(default_factory=list)

    def child(self, tag: str, *, scope: str = "", span: int = 1, alt: str = "", title: str = "") -> Element:
        """A new element, last among the children of this one."""
        element = Element(tag, scope=scope, span=span, alt=alt, title=title)
        self.kids.append(element)
        return element
