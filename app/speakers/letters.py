"""The mail that brings a speaker the link of their own page."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.accounts.models import User
from app.extensions import db
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link
from app.mail.outbox import enqueue, sender
from app.programme.listed import WrongError
from app.speakers.actions import begin, put_status
from app.speakers.models import Speaker, SpeakerContact
from app.speakers.slots import Slot, slots_of
from app.speakers.standing import ASKED, GONE, IDEA, SURE
from app.werksessies.link_models import LinkKind
from app.werksessies.links import address_of, link_for, links_of
from app.werksessies.models import Werksessie
from app.words import clock, full_date

TWO_CLICKS = timedelta(minutes=1)
LATER = "(hier komt de eigen link)"
KEEP = "Deze link is van u. Stuur hem niet door: wie hem heeft, antwoordt in uw naam."


def letter_to(speaker: Speaker, werksessie: Werksessie, slots: list[Slot], planner: str, url: str) -> Letter:
    """An invitation to who has not said yes; to who has, the page for what they still have to tell."""
    sure = speaker.status == SURE
    if sure:
        lead = (
            f"Fijn dat u spreekt, {speaker.person.name}. Op uw eigen pagina staat wanneer en waar, en vullen wij "
            "samen aan wat er nog nodig is. U hebt geen account nodig."
        )
    else:
        lead = (
            f"{speaker.person.name}, {planner} nodigt u uit om te spreken. Op uw eigen pagina leest u wat wij van u "
            "vragen, en zegt u met één klik ja of nee. U hebt geen account nodig."
        )
    return Letter(
        subject=f"{'Uw bijdrage' if sure else 'Wilt u spreken'}: {werksessie.title}",
        sender=sender().name,
        heading="Uw bijdrage" if sure else "Wilt u bij ons spreken?",
        lead=lead,
        facts=(
            ("Wat", werksessie.title),
            ("Wanneer", f"{full_date(werksessie.date)}, {clock(werksessie.starts)} tot {clock(werksessie.ends)}"),
            *((("Waar", werksessie.venue_name),) if werksessie.venue_name else ()),
            *(("U spreekt", spoken(slot)) for slot in slots),
        ),
        link=Link(words="Naar uw pagina" if sure else "Lees de uitnodiging en antwoord", url=url),
        paragraphs=tuple(filter(None, speaker.expected.split("\n"))),
        closing=(KEEP,),
    )  # fmt: skip


def spoken(slot: Slot) -> str:
    """11.15 tot 11.45: Signalen thuis, Atelier"""
    place = f", {slot.room}" if slot.room else ""
    return f"{clock(slot.starts)} tot {clock(slot.ends)}: {slot.title}{place}"


def preview(speaker: Speaker, werksessie: Werksessie, slots: list[Slot], by: User) -> Letter:
    """What `send_link` would send now. Reads only."""
    links = [link for link in links_of(werksessie, LinkKind.SPEAKER) if link.person_id == speaker.person_id]
    url = address_of(links[0]) if links else LATER
    return letter_to(speaker, werksessie, slots, by.name or by.email, url)


def send_link(werksessie: Werksessie, speaker_id: int, by: User, at: datetime) -> Speaker:
    """Mail a speaker their link; who was an idea is *benaderd* from now on. Two clicks are one mail.

    Raises GoneError, WrongError without an address or for who dropped out.
    """
    deed, speaker = begin(werksessie, speaker_id, by.id, at)
    if why := why_not(speaker):
        db.session.rollback()
        raise WrongError("email", why)
    link = link_for(werksessie, LinkKind.SPEAKER, person=speaker.person)
    if link.sent_at and link.sent_at > at - TWO_CLICKS and link.email == speaker.person.email:
        db.session.rollback()
        return speaker
    slots = slots_of(werksessie).get(speaker.person_id, [])
    letter = letter_to(speaker, werksessie, slots, by.name or by.email, address_of(link))
    to = Mailbox(speaker.person.name, speaker.person.email)
    enqueue("speaker_link", to, letter.subject, letter.render(), werksessie_id=werksessie.id, at=at)
    link.sent_at, link.email = at, speaker.person.email
    told = SpeakerContact(
        speaker_id=speaker.id, kind="gemaild", text=f"Mail met de eigen link: {letter.subject}", at=at,
        by=by.email,
    )  # fmt: skip
    db.session.add(told)
    if speaker.status == IDEA:
        put_status(speaker, ASKED, at)
    deed.finish("link.send", link=link.id, kind=link.kind)
    return speaker


def why_not(speaker: Speaker) -> str:
    """Why this speaker cannot be mailed, and what to do; "" when they can."""
    if speaker.status in GONE:
        return f"{speaker.person.name} is {speaker.status}. Zet eerst een andere stand als u opnieuw vraagt."
    if not speaker.person.email:
        return f"Er is geen e-mailadres van {speaker.person.name}. Vul dat in, of geef de link zelf door."
    return ""
