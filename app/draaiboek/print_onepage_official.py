"""The bestuurder's page: when to be there, what to say, who is in the room, what was agreed on."""

from __future__ import annotations

from app.draaiboek.contents import Draaiboek, Imprint, Speaker
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_flow import Flow
from app.draaiboek.print_onepage import add_who, draw_points
from app.draaiboek.print_onepage_facts import Facts, add_when_short, add_where_short, body, open_page
from app.draaiboek.print_onepage_speaker import COMING, goals_of
from app.draaiboek.print_onepage_stage import add_appearances, add_arrival, add_contact, appearances
from app.draaiboek.print_public import is_official, public_name, without_money
from app.draaiboek.print_sheet import Header, Sheets
from app.draaiboek.print_signs import new_document, reason_page
from app.draaiboek.print_since import draw_since
from app.pdf import Document, Element
from app.programme.timeline import Timeline, timeline
from app.words import clock

EDITION = "bestuurder"
NO_OFFICIAL = (
    "Er staat geen bestuurder bij de sprekers die bevestigd of onder voorbehoud zijn. Zet de functie voor de naam, "
    "zoals ‘Wethouder’ of ‘Burgemeester’, en druk daarna opnieuw af."
)
NO_ITEM = "U hebt geen eigen onderdeel in het programma."


def bestuurder(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """A page for each bestuurder among the speakers: whose name begins with an office, or whose id is one."""
    officials = [
        speaker for speaker in draaiboek.speakers if speaker.status in COMING and is_official(speaker)
    ]
    if not officials:
        return reason_page(draaiboek, imprint, EDITION, NO_OFFICIAL)
    day = timeline(draaiboek.day, draaiboek.programme)
    document = new_document(draaiboek, imprint, EDITION)
    sheets = Sheets(document, Header.of(draaiboek, imprint, EDITION), imprint)
    marks = Marks(draaiboek, imprint, EDITION)
    for number, speaker in enumerate(officials):
        section = document.root.child("Sect", title=speaker.name)
        cover = None if number else section
        name = f"Voor {public_name(speaker)[:1].lower()}{public_name(speaker)[1:]}"
        flow = open_page(sheets, section, name, draaiboek.title, cover, compact=True)
        _draw(flow, section, draaiboek, imprint, day, speaker, marks.for_speaker(speaker.id))
        if cover:
            sheets.close_cover(section)
    return sheets.finish()


def _draw(
    flow: Flow,
    section: Element,
    draaiboek: Draaiboek,
    imprint: Imprint,
    day: Timeline,
    speaker: Speaker,
    marks: Marks,
) -> None:
    facts = Facts(flow, section)
    add_when_short(facts, draaiboek)
    add_where_short(facts, draaiboek)
    add_arrival(facts, speaker)
    add_appearances(facts, "u bent aan zet", day, speaker.id, NO_ITEM)
    facts.add("afgesproken", [body(_sentence("; ".join(speaker.needs)))])
    add_who(facts, draaiboek, imprint, "in de zaal")
    add_contact(facts, draaiboek)
    draw_points(flow, "punten", goals_of(draaiboek, day, speaker.id), section)
    draw_points(flow, "voorzitter", _chair_says(day, speaker.id), section)
    draw_points(flow, "aanleiding", draaiboek.brief.occasion.splitlines(), section)
    draw_points(flow, "voorwaarden", without_money(draaiboek.brief.conditions), section)
    draw_since(flow, marks, section)
    flow.end(goes_on=False)


def _chair_says(day: Timeline, key: str) -> list[str]:
    """The key words of the day chair in their items: what the bestuurder will be asked."""
    return [
        " ".join([clock(found.timed.starts), *(_closed(word) for word in found.timed.item.card)])
        for found in appearances(day, key)
        if found.timed.item.card and found.session is None
    ]


def _closed(words: str) -> str:
    """Key words as a sentence: with a full stop unless they end in a sign."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
