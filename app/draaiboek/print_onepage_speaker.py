"""The speakers' briefing: a page for each speaker, with what that one needs and nothing of the others."""

from __future__ import annotations

from app.draaiboek.contents import Draaiboek, Imprint, Speaker, SpeakerStatus
from app.draaiboek.print_changes import Marks
from app.draaiboek.print_onepage import add_who
from app.draaiboek.print_onepage_facts import Facts, add_when_short, add_where, body, open_page
from app.draaiboek.print_onepage_stage import add_appearances, add_arrival, add_contact, appearances
from app.draaiboek.print_public import public_name
from app.draaiboek.print_sheet import Header, Sheets
from app.draaiboek.print_signs import new_document, reason_page
from app.draaiboek.print_since import draw_since
from app.pdf import Document, Element
from app.programme.timeline import Timeline, timeline

EDITION = "sprekersbriefing"
COMING = (SpeakerStatus.BEVESTIGD, SpeakerStatus.ONDER_VOORBEHOUD)
NO_SPEAKERS = (
    "Er is nog geen spreker bevestigd of onder voorbehoud. Zet sprekers in het draaiboek met hun stand, "
    "en druk daarna opnieuw af."
)
NOT_YET = "U staat nog niet in het programma. Wij laten u weten wanneer dat wel zo is."


def sprekersbriefing(draaiboek: Draaiboek, imprint: Imprint) -> Document:
    """A page for everyone who is coming, in the order of the file."""
    speakers = [speaker for speaker in draaiboek.speakers if speaker.status in COMING]
    if not speakers:
        return reason_page(draaiboek, imprint, EDITION, NO_SPEAKERS)
    day = timeline(draaiboek.day, draaiboek.programme)
    document = new_document(draaiboek, imprint, EDITION)
    sheets = Sheets(document, Header.of(draaiboek, imprint, EDITION), imprint)
    marks = Marks(draaiboek, imprint, EDITION)
    for number, speaker in enumerate(speakers):
        section = document.root.child("Sect", title=speaker.name)
        own = marks.for_speaker(speaker.id)
        _draw(sheets, draaiboek, imprint, day, speaker, own, section, first=number == 0)
        if number == 0:
            sheets.close_cover(section)
    return sheets.finish()


def _draw(
    sheets: Sheets,
    draaiboek: Draaiboek,
    imprint: Imprint,
    day: Timeline,
    speaker: Speaker,
    marks: Marks,
    section: Element,
    *,
    first: bool,
) -> None:
    """One speaker's page."""
    tentative = "onder voorbehoud" if speaker.status is SpeakerStatus.ONDER_VOORBEHOUD else ""
    under = ", ".join(filter(None, [speaker.organisation, tentative]))
    flow = open_page(sheets, section, public_name(speaker), under, section if first else None)
    facts = Facts(flow, section)
    facts.add("waarvoor", [body(draaiboek.title)])
    add_when_short(facts, draaiboek)
    add_arrival(facts, speaker)
    add_appearances(facts, "u spreekt", day, speaker.id, NOT_YET)
    facts.add("uw verhaal", [body(speaker.talk_title)] if speaker.talk_title else [])
    facts.add("afgesproken", [body(need[:1].upper() + need[1:]) for need in speaker.needs], gap=0.6)
    facts.add("doel", [body(text) for text in goals_of(draaiboek, day, speaker.id)], gap=0.6)
    add_who(facts, draaiboek, imprint)
    add_where(facts, draaiboek)
    chair = [member.name.split(",")[0] for member in draaiboek.team if member.role == "dagvoorzitter"]
    facts.add("aankondiging", [body(f"{chair[0]}, dagvoorzitter")] if chair else [])
    add_contact(facts, draaiboek)
    draw_since(flow, marks, section)
    flow.end(goes_on=False)


def goals_of(draaiboek: Draaiboek, day: Timeline, key: str) -> list[str]:
    """The goals that the speaker's items serve, each once."""
    texts = {goal.id: goal.text for goal in draaiboek.goals}
    served = dict.fromkeys(found.timed.item.goal for found in appearances(day, key))
    return [texts[goal] for goal in served if goal in texts]
