"""Writing HTML: one function, which escapes all that is not markup already."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.ground import static_url


def tag(name: str, inside: str | Iterable[str] = "", /, *, cls: str = "", **attributes: str) -> Markup:
    """`<name class="cls" …>inside</name>`. An attribute without a value is left out; `data_label` is `data-label`."""
    given = {"class": cls, **attributes}
    told = "".join(f' {key.replace("_", "-")}="{escape(value)}"' for key, value in given.items() if value)
    return Markup(f"<{name}{told}>{together(inside)}</{name}>")  # noqa: S704, here all is escaped


def together(inside: str | Iterable[str], between: str = "") -> Markup:
    """Texts and markup after each other."""
    return escape(inside) if isinstance(inside, str) else escape(between).join(inside)


def icon(name: str) -> Markup:
    """A symbol of marks.svg, for the eye only: the word beside it says what it means."""
    return Markup('<svg aria-hidden="true"><use href="{}#{}"/></svg>').format(static_url("marks.svg"), name)
