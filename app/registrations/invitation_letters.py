"""What is written to who is invited: the planner's words around the facts of the day and a personal link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.ground import config
from app.mail.letter import Letter, Link
from app.mail.outbox import sender
from app.werksessies.models import Werksessie
from app.words import clock, day_and_month, full_date

PERSONAL = "Deze link is van u alleen. Kan een collega in uw plaats komen? Zeg dat dan met dezelfde link."


class Kind(StrEnum):
    """The letters to who is invited, in order."""

    SAVE_THE_DATE = "vooraankondiging"
    INVITATION = "uitnodiging"
    REMINDER = "herinnering"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the planner may change of a letter: the subject, and its text with a line for each paragraph."""

    subject: str
    text: str


def default_draft(werksessie: Werksessie, kind: Kind) -> Draft:
    """A letter that can go as it is."""
    day = full_date(werksessie.date)
    last = day_and_month(werksessie.last_day_to_register())
    who = werksessie.client or sender().name or "Wij"
    if kind is Kind.SAVE_THE_DATE:
        return Draft(
            f"Houd deze dag vrij: {werksessie.title}",
            f"Op {day} houden wij ‘{werksessie.title}’. {who} nodigt u daarvoor graag uit. "
            "Wilt u deze dag alvast vrijhouden?\n"
            "Het programma en de uitnodiging volgen. Weet u nu al dat u niet kunt? Dan horen wij dat graag.",
        )
    if kind is Kind.INVITATION:
        return Draft(
            f"Uitnodiging: {werksessie.title}",
            f"Op {day} houden wij ‘{werksessie.title}’. {who} nodigt u daarvoor graag uit.\n"
            f"Laat u uiterlijk {last} weten of u komt? Dat kost u minder dan een minuut.",
        )
    return Draft(
        f"Komt u ook? {werksessie.title}",
        f"Wij nodigden u uit voor ‘{werksessie.title}’ op {day}. "
        "Wij hebben nog geen antwoord van u.\n"
        f"Laat u uiterlijk {last} weten of u komt? Ook als u verhinderd bent, horen wij dat graag.",
    )


def letter_for(werksessie: Werksessie, kind: Kind, draft: Draft, name: str, url: str) -> Letter:
    """The letter to one person. `url`: their personal page."""
    lines = [line.strip() for line in draft.text.splitlines() if line.strip()]
    headings = {
        Kind.SAVE_THE_DATE: "Houdt u deze dag vrij?",
        Kind.INVITATION: "U bent uitgenodigd",
        Kind.REMINDER: "Komt u ook?",
    }
    place = ", ".join(filter(None, (werksessie.venue_name, " ".join(werksessie.venue_address.split()))))
    early = kind is Kind.SAVE_THE_DATE
    return Letter(
        subject=draft.subject,
        sender=sender().name or sender().address,
        heading=headings[kind],
        lead=f"Dag {name}, {_lower_first(lines[0])}" if name and lines else "".join(lines[:1]),
        facts=(
            ("Wat", werksessie.title),
            (
                "Wanneer",
                f"{full_date(werksessie.date)}, {clock(werksessie.starts)} tot {clock(werksessie.ends)} uur",
            ),
            ("Waar", place or "De locatie volgt."),
        ),
        link=Link(words="Bekijk uw uitnodiging" if early else "Ik kom, of ik ben verhinderd", url=url),
        paragraphs=(*lines[1:], PERSONAL),
        closing=(
            "Hebt u een vraag? Beantwoord dan deze mail.",
            f"Zo gaan wij om met uw gegevens: {config().base_url}/privacy",
        ),
    )


def invitation_url(token: str) -> str:
    """The page where somebody answers an invitation."""
    return f"{config().base_url}/uitnodiging/{token}"


def why_not(werksessie: Werksessie, kind: Kind, at: datetime) -> str:
    """Why this letter cannot go now, and what to do; "" when it can."""
    if werksessie.over(at) or werksessie.started(at):
        return "De werksessie is begonnen of voorbij. Uitnodigen kan niet meer."
    if kind is Kind.SAVE_THE_DATE:
        return ""
    if werksessie.published_at is None:
        return (
            "De werksessie staat nog niet op de site. Publiceer haar eerst, of stuur nu een vooraankondiging."
        )
    if not werksessie.registration_open(at) and not werksessie.registration_not_yet_open(at):
        return "Aanmelden is gesloten. Pas bij de gegevens de laatste dag van aanmelden aan."
    return ""


def _lower_first(text: str) -> str:
    """With a small first letter, for behind the name; a name or an abbreviation keeps its capital."""
    first = text.split(maxsplit=1)[0]
    return (
        text[:1].lower() + text[1:] if first in ("Op", "Wij", "U", "Graag", "Hierbij", "De", "Het") else text
    )
