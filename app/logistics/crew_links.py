"""The own pages of the crew: mailing their link, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.logistics.crew_plan import duties
from app.mail.address import Mailbox
from app.mail.letter import Letter, Link
from app.mail.outbox import enqueue, sender
from app.programme.schedule import timeline_of
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import address_of, link_for
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import TeamMember, Werksessie
from app.words import clock, full_date


class NoAddressError(Exception):
    """This member of the crew has no address to mail to."""


def mail_link(werksessie: Werksessie, member: TeamMember, by: User, at: datetime) -> PersonalLink:
    """Mail somebody the link to the own page. Raises NoAddressError."""
    wait_for_lock(werksessie)
    if not member.person.email:
        db.session.rollback()
        raise NoAddressError
    link = link_for(werksessie, LinkKind.CREW, person=member.person)
    letter = _letter(werksessie, member, link)
    mailbox = Mailbox(member.person.name, member.person.email)
    enqueue("crew", mailbox, letter.subject, letter.render(), werksessie_id=werksessie.id)
    link.sent_at = at
    record("crew.mail_link", werksessie.id, by.id, link=link.id)
    db.session.commit()
    return link


def _letter(werksessie: Werksessie, member: TeamMember, link: PersonalLink) -> Letter:
    facts = [("Wat", werksessie.title), ("Wanneer", full_date(werksessie.date)), ("Uw rol", member.role)]
    facts += [("Waar", werksessie.venue_name)] if werksessie.venue_name else []
    return Letter(
        subject=f"Uw pagina voor {full_date(werksessie.date)}: {werksessie.title}",
        sender=sender().name,
        heading="Uw dag",
        lead="Op uw eigen pagina staat wanneer u er bent, wat u doet en wie u belt.",
        facts=tuple(facts),
        link=Link(words="Bekijk uw pagina", url=address_of(link)),
        closing=("U hebt geen wachtwoord nodig. Geef de link niet door: hij is van u.",),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """Something of the day that asks for one of this person's roles."""

    when: str
    what: str
    role: str


def member_in(werksessie: Werksessie, member_id: int) -> TeamMember | None:
    """A member of this crew; another werksessie's do not exist here."""
    member = db.session.get(TeamMember, member_id)
    return member if member is not None and member.werksessie_id == werksessie.id else None


def crew_rows(werksessie: Werksessie) -> list[TeamMember]:
    """The crew in order, with whom they follow."""
    query = select(TeamMember).where(TeamMember.werksessie_id == werksessie.id)
    return list(
        db.session.scalars(
            query.order_by(TeamMember.regie.desc(), TeamMember.position).options(
                joinedload(TeamMember.follows)
            )
        )
    )


def own_parts(werksessie: Werksessie, roles: list[str], followed: list[str]) -> list[OwnPart]:
    """Items, sessions, moments and orders that name one of these roles, or where who is followed speaks."""
    day = timeline_of(werksessie)
    found = [
        (duty.starts, f"{clock(duty.starts)}-{clock(duty.ends)}", duty.title, role)
        for duty in duties(day)
        for role in roles
        if role in duty.roles or not set(followed).isdisjoint(duty.speakers)
    ]
    found += [
        (cue.at, clock(cue.at), cue.cue.what, role)
        for timed in day.items
        for cue in timed.cues
        for role in roles
        if role in cue.cue.roles
    ]
    found.sort(key=lambda part: part[0])
    return list(dict.fromkeys(OwnPart(when=when, what=what, role=role) for _, when, what, role in found))
