"""The structure tree: what a screen reader walks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from app.pdf.fonts import Face


class Said(NamedTuple):
    """Words as they were before they were fitted to the font or to the paper; `size` in points."""

    text: str
    face: Face
    size: float


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch of marked content: its page (0 is the first), its number on that page, what it says."""

    page: int
    number: int
    said: list[Said] = field(default_factory=list)


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
    Figure, `box` its place: left, bottom, right, top in points. `role` is what it is for a page on a screen ("slack");
    the file does not hold it.
    """

    tag: str
    scope: str = ""
    span: int = 1
    alt: str = ""
    title: str = ""
    role: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | Content | Link] = field(default_factory=list)

    def child(
        self, tag: str, *, scope: str = "", span: int = 1, alt: str = "", title: str = "", role: str = ""
    ) -> Element:
        """A new element, last among the children of this one."""
        element = Element(tag, scope, span, alt, title, role)
        self.kids.append(element)
        return element

    @property
    def elements(self) -> list[Element]:
        """The elements among its kids."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator[Element]:
        """Every element under this one, in reading order."""
        for kid in self.elements:
            yield kid
            yield from kid.walk()
