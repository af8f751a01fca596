"""An edition as a web page: what its print says, readable on a phone and printable.

The print builds a structure tree for who listens; the page is made from that same tree, so no edition is written
twice and the two never differ. No database, no request.

To show an edition in a page, these two lines, the first in the block `styles`, the second in `content`:

    <link rel="stylesheet" href="{{ static_url('editie.css') }}">
    {% from "draaiboek/web_edition.html" import edition_body %}{{ edition_body(edition) }}
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from app.draaiboek.contents import Draaiboek, Imprint, Since
from app.draaiboek.print import drawn
from app.draaiboek.web_tree import page_of


@dataclass(frozen=True, slots=True)
class WebEdition:
    """One edition as a page: `name` is the edition's, `body` has the only h1 of the page."""

    name: str
    title: str
    body: Markup
    lang: str


def web_edition(
    draaiboek: Draaiboek, imprint: Imprint, edition: str, since: Since | None = None
) -> WebEdition:
    """One edition as HTML, with what differs `since` an earlier version. The same input gives the same text.

    Raises UnknownEditionError with a Dutch text.
    """
    document = drawn(draaiboek, replace(imprint, since=since or imprint.since), edition)
    body = page_of(document.root, edition.capitalize())
    return WebEdition(edition, document.title, body, document.language)
