"""Writing HTML: one function, which escapes all that is not markup already."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from app.ground import static_url


def tag(name: str, inside: str | Iterable[str] = "", /, *, cls: str = "", **attributes: str) -> Markup:
    """`<name class="cls" …>inside</name>`. An attribute without a value is left out; `data_label` is `data-label`."""
    told = f' class="{escape(cls)}"' if cls else ""
    for key, value in attributes.items():
        if value:
            told += f' {key.replace("_", "-")}="{escape(value)}"'
    return Markup(f"<{name}{told}>{together(inside)}</{name}>")  # noqa: S704, here all is escaped


def together(inside: str | Iterable[str], between: str = "") -> Markup:
    """Texts and markup after each other."""
    if isinstance(inside, str):
        return escape(inside)
    parts = [part if part.__class__ is Markup else escape(part) for part in inside]
    return Markup(escape(between).join(parts) if between else "".join(parts))  # noqa: S704, here all is escaped


def icon(name: str) -> Markup:
    """A symbol of marks.svg, for the eye only: the word beside it says what it means."""
    return Markup('<svg aria-hidden="true"><use href="{}#{}"/></svg>').format(static_url("marks.svg"), name)
