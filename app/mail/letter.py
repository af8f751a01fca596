"""What a mail to a person says: the same words as text and as HTML, laid out by `templates/mail/letter.*`."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a programme: the time in words, what happens then, and what more there is to say."""

    when: str
    what: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What one can do, and the address where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """In the order in which it is read. `facts` are a word and what it says: ("Waar", "Stadskamer")."""

    subject: str
    sender: str
    heading: str
    lead: str
    facts: tuple[tuple[str, str], ...] = ()
    link: Link | None = None
    paragraphs: tuple[str, ...] = ()
    rows_heading: str = ""
    rows: tuple[Row, ...] = ()
    closing: tuple[str, ...] = ()

    def render(self) -> tuple[str, str]:
        """The text and the HTML. Needs an application context."""
        text = render_template("mail/letter.txt", letter=self)
        return text, render_template("mail/letter.html", letter=self)
