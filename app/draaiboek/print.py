"""The printed draaiboek: one edition of it as PDF/UA-1 and PDF/A-2a. No database, no request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from app.draaiboek.contents import Draaiboek, Imprint, Since
from app.draaiboek.discreet import discreet, discreet_since
from app.draaiboek.print_around import draw_around
from app.draaiboek.print_call import belkaart
from app.draaiboek.print_cards import spreekkaarten
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_complete import NOTHING, compleet
from app.draaiboek.print_cover import draw_cover
from app.draaiboek.print_day import draw_day
from app.draaiboek.print_door import deurborden
from app.draaiboek.print_handout import programma
from app.draaiboek.print_lacking import lacking_characters
from app.draaiboek.print_onepage import opdrachtgever
from app.draaiboek.print_onepage_official import bestuurder
from app.draaiboek.print_onepage_speaker import sprekersbriefing
from app.draaiboek.print_otherwise import als_dan, draw_otherwise
from app.draaiboek.print_role import ROLE_EDITIONS
from app.draaiboek.print_rows import RowMaker
from app.draaiboek.print_sheet import Header, Sheets
from app.draaiboek.print_signs import reason_page
from app.draaiboek.print_steps import tafelinstructie
from app.pdf import Document
from app.programme.timeline import timeline, zone_of
from app.words import full_date

__all__ = ["EDITIONS", "UnknownEditionError", "drawn", "lacking_characters", "render"]


class UnknownEditionError(ValueError):
    """An edition that does not exist; its text is Dutch and says which do."""


def _dagvoorzitter(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """What the day chair takes on stage: cover, her day, what to do when it goes otherwise, and around it."""
    role = "dagvoorzitter"
    if not draaiboek.programme and not draaiboek.moments:
        return reason_page(draaiboek, imprint, role, NOTHING, "Nog geen draaiboek")
    day = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments)
    document = Document(
        title=f"{draaiboek.title}, draaiboek {role}",
        subject=f"Draaiboek van {full_date(draaiboek.date)}, {imprint.version}",
        author=draaiboek.client or "Rode Draad",
        made_at=imprint.made_at,
    )
    sheets = Sheets(document, Header.of(draaiboek, imprint, role), imprint)
    marks = Marks(draaiboek, imprint, role)
    since = draw_cover(sheets, draaiboek, day, imprint, role, marks)
    draw_day(sheets, RowMaker(draaiboek, day, role, marks), document.root.child("Sect", title="De dag"))
    otherwise = draw_otherwise(sheets, draaiboek, day, role, sheets.header.regie)
    draw_around(sheets, draaiboek, day, document.root.child("Sect", title="Om de dag heen"), otherwise)
    since.write_pages()
    return sheets.finish()


EDITIONS: MappingProxyType[str, Callable[[Draaiboek, Imprint], Document]] = MappingProxyType(
    {
        "dagvoorzitter": _dagvoorzitter,
        "spreekkaarten": spreekkaarten,
        "compleet": compleet,
        **ROLE_EDITIONS,
        "programma": programma,
        "deurborden": deurborden,
        "belkaart": belkaart,
        "opdrachtgever": opdrachtgever,
        "sprekersbriefing": sprekersbriefing,
        "bestuurder": bestuurder,
        "als-dan": als_dan,
        "tafelinstructie": tafelinstructie,
    }
)


def render(
    draaiboek: Draaiboek, imprint: Imprint, edition: str = "dagvoorzitter", since: Since | None = None
) -> bytes:
    """The PDF of one edition. The same draaiboek and imprint give the same bytes. `since`: the earlier version against
    which it marks what is new, changed or gone for its reader, instead of that of the imprint.

    Raises UnknownEditionError with a Dutch text. What is wrong with the plan is printed as it stands, never raised.
    """
    return drawn(draaiboek, replace(imprint, since=since or imprint.since), edition).save()


def drawn(draaiboek: Draaiboek, imprint: Imprint, edition: str) -> Document:
    """One edition with all that stands in it, before it is a file. It says when it was made by the werksessie's clock,
    and names who asked for that by given name only.

    Raises UnknownEditionError with a Dutch text.
    """
    make = EDITIONS.get(edition)
    if make is None:
        raise UnknownEditionError(f"De editie ‘{edition}’ bestaat niet. Kies uit: {', '.join(EDITIONS)}.")
    made_at = imprint.made_at.astimezone(zone_of(draaiboek.timezone))
    since = discreet_since(imprint.since, draaiboek)
    return make(discreet(draaiboek), replace(imprint, made_at=made_at, since=since))
