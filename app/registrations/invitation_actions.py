"""The verbs of inviting. Each is one transaction under the werksessie's lock.

A letter goes off by `letter_id`: the planner's verb says to whom, and the job (`invitation_job`) writes the mails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, delete, exists, func, insert, select, update
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import aliased

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.mail.models import OutgoingMail
from app.mail.text import one_line
from app.registrations.entry import email_key
from app.registrations.import_reading import Guest
from app.registrations.invitation_letters import Draft, Kind, default_draft, why_not
from app.registrations.invitation_list import may_be_mailed
from app.registrations.models import Invitation, InvitationLetter, Registration, new_token
from app.registrations.names import sort_name
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Domain, Werksessie

PAUSE = timedelta(days=1)  # at least, between two letters that ask for an answer


class NotNowError(Exception):
    """The letter cannot go; the text says why and what to do. Nothing was changed."""


class ClosedError(Exception):
    """The invitation was taken back, or the session is over: an answer comes too late. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A list beside what is known: who is new, who was on the list already, and who registered already."""

    new: tuple[Guest, ...]
    known: tuple[Guest, ...]
    registered: tuple[Guest, ...]


def sort_out(werksessie: Werksessie, guests: Sequence[Guest]) -> Sorted:
    """What adding these guests would do; in two queries."""
    known, registered = (
        set(db.session.scalars(select(table.email_key).where(table.werksessie_id == werksessie.id)))
        for table in (Invitation, Registration)
    )
    return Sorted(
        new=tuple(guest for guest in guests if guest.key not in known | registered),
        known=tuple(guest for guest in guests if guest.key in known),
        registered=tuple(guest for guest in guests if guest.key in registered - known),
    )


def add_guests(werksessie: Werksessie, guests: Sequence[Guest], by: User, at: datetime) -> int:
    """Put who is new on the list; nobody gets a mail yet. The same list again changes nothing. Returns how many."""
    wait_for_lock(werksessie)
    new = {guest.key: guest for guest in sort_out(werksessie, guests).new}
    domains = list(werksessie.domains)
    rows = [
        _values(werksessie, guest, at) | {"domain_id": domain_meant(guest.domain, domains), "allowed_at": at}
        for guest in new.values()
    ]
    if rows:
        db.session.execute(insert(Invitation), rows)
        record("invitation.add", werksessie.id, by.id, number=len(rows))
    db.session.commit()
    return len(rows)


def domain_meant(word: str, domains: Sequence[Domain]) -> int | None:
    """The id of the domain with this name, or of the only one whose name has this word: zorg, "zorg en jeugdhulp"."""
    meant = one_line(word).casefold()
    names = {domain.id: one_line(domain.name).casefold() for domain in domains}
    same = [key for key, name in names.items() if name == meant]
    holding = [key for key, name in names.items() if meant in name.split()]
    found = same or holding
    return found[0] if len(found) == 1 else None


def _values(werksessie: Werksessie, guest: Guest, at: datetime) -> dict[str, Any]:
    return {
        "werksessie_id": werksessie.id,
        "name": guest.name,
        "sort_name": sort_name(guest.name) or guest.key[:200],
        "email": guest.email,
        "email_key": guest.key,
        "organisation": guest.organisation,
        "function": guest.function,
        "token": new_token(),
        "added_at": at,
    }


def due(werksessie_id: int, kind: Kind, at: datetime) -> ColumnElement[bool]:
    """Who gets this letter now: never who answered, never twice, a reminder never within a day."""
    asked = func.coalesce(Invitation.reminded_at, Invitation.invited_at)
    which = {
        Kind.SAVE_THE_DATE: and_(Invitation.save_the_date_at.is_(None), Invitation.invited_at.is_(None)),
        Kind.INVITATION: Invitation.invited_at.is_(None),
        Kind.REMINDER: asked <= at - PAUSE,
    }
    return and_(Invitation.werksessie_id == werksessie_id, which[kind], may_be_mailed())


def number_due(werksessie: Werksessie, at: datetime) -> dict[Kind, int]:
    """How many would get each letter now."""
    counts = [
        select(func.count()).select_from(Invitation).where(due(werksessie.id, kind, at)).scalar_subquery()
        for kind in Kind
    ]
    return dict(zip(Kind, db.session.execute(select(*counts)).one(), strict=True))


def send(werksessie: Werksessie, kind: Kind, draft: Draft, by: User, at: datetime) -> int:
    """Let everybody who is due have this letter. Twice is once. Returns how many; raises NotNowError."""
    wait_for_lock(werksessie)
    if reason := why_not(werksessie, kind, at):
        db.session.rollback()
        raise NotNowError(reason)
    number = _send_off(werksessie, kind, draft, due(werksessie.id, kind, at), at)
    if number:
        record("invitation.send", werksessie.id, by.id, kind=kind.value, number=number)
        db.session.commit()
    else:
        db.session.rollback()
    return number


def _send_off(
    werksessie: Werksessie, kind: Kind, draft: Draft, whom: ColumnElement[bool], at: datetime
) -> int:
    letter = InvitationLetter(
        werksessie_id=werksessie.id, kind=kind.value, subject=draft.subject, text=draft.text, made_at=at
    )
    db.session.add(letter)
    db.session.flush()
    moment = {
        Kind.SAVE_THE_DATE: "save_the_date_at",
        Kind.INVITATION: "invited_at",
        Kind.REMINDER: "reminded_at",
    }[kind]
    marked = update(Invitation).where(whom).values({"letter_id": letter.id, moment: at})
    result = db.session.execute(marked, execution_options={"synchronize_session": False})
    db.session.expire_all()
    return cast(CursorResult[Any], result).rowcount


def revoke(invitation: Invitation, by: User, at: datetime) -> None:
    """Take an invitation back: its link says so, and no letter goes to it. Twice is once."""
    wait_for_lock(invitation.werksessie)
    if invitation.revoked_at is None:
        invitation.revoked_at, invitation.letter_id = at, None
        record("invitation.revoke", invitation.werksessie_id, by.id, invitation=invitation.id)
    db.session.commit()


def restore(invitation: Invitation, by: User) -> None:
    """Undo `revoke`. Twice is once."""
    wait_for_lock(invitation.werksessie)
    if invitation.revoked_at is not None:
        invitation.revoked_at = None
        record("invitation.restore", invitation.werksessie_id, by.id, invitation=invitation.id)
    db.session.commit()


def allow(invitation: Invitation, by: User, at: datetime) -> bool:
    """Say yes to a colleague who was put forward, and invite them in the words of the last invitation.

    Returns whether a letter goes off now; while it cannot, they wait with the others.
    """
    werksessie = invitation.werksessie
    wait_for_lock(werksessie)
    if invitation.allowed_at is not None:
        db.session.rollback()
        return False
    invitation.allowed_at = at
    record("invitation.allow", werksessie.id, by.id, invitation=invitation.id)
    sent = 0
    if not why_not(werksessie, Kind.INVITATION, at):
        db.session.flush()
        whom = and_(Invitation.id == invitation.id, due(werksessie.id, Kind.INVITATION, at))
        sent = _send_off(werksessie, Kind.INVITATION, last_draft(werksessie, Kind.INVITATION), whom, at)
    db.session.commit()
    return bool(sent)


def last_draft(werksessie: Werksessie, kind: Kind) -> Draft:
    """What the planner wrote last time, or else the words that we have ready."""
    letter = InvitationLetter
    query = select(letter).where(letter.werksessie_id == werksessie.id, letter.kind == kind.value)
    last = db.session.scalars(query.order_by(letter.id.desc()).limit(1)).first()
    return Draft(last.subject, last.text) if last else default_draft(werksessie, kind)


def decline(invitation: Invitation, at: datetime) -> None:
    """Ik ben verhinderd. Twice is once. Raises ClosedError."""
    _begin(invitation, at)
    invitation.declined_at = invitation.declined_at or at
    db.session.commit()


def take_back(invitation: Invitation, at: datetime) -> None:
    """Undo `decline`. Raises ClosedError."""
    _begin(invitation, at)
    invitation.declined_at = None
    db.session.commit()


def pass_on(invitation: Invitation, name: str, email: str, at: datetime) -> None:
    """Ask a colleague in one's place: they wait for the planner's yes. Raises ClosedError.

    One colleague for each invitation; who is on the list already stays as they are. Neither shows to who asks.
    """
    _begin(invitation, at)
    invitation.declined_at = invitation.declined_at or at
    asked = select(Invitation.id).where(Invitation.passed_by_id == invitation.id)
    there = select(Invitation.id).where(
        Invitation.werksessie_id == invitation.werksessie_id, Invitation.email_key == email_key(email)
    )
    if db.session.execute(asked.union_all(there)).first() is None:
        guest = Guest(row=0, email=email, name=name, organisation=invitation.organisation)
        values = _values(invitation.werksessie, guest, at)
        values |= {"passed_by_id": invitation.id, "domain_id": invitation.domain_id}
        db.session.add(Invitation(**values))
    db.session.commit()


def follow_address(werksessie_id: int, token: str, email: str) -> None:
    """Who registers by their link with another address is known by that from now on, and asked no more."""
    if "\0" in token:
        return  # PostgreSQL refuses it in a text; no token of ours holds it
    other = aliased(Invitation)
    known = exists().where(other.werksessie_id == werksessie_id, other.email_key == email_key(email))
    mine = and_(Invitation.werksessie_id == werksessie_id, Invitation.token == token, ~known)
    moved = update(Invitation).where(mine).values(email=email, email_key=email_key(email))
    db.session.execute(moved, execution_options={"synchronize_session": False})
    db.session.commit()


def remove(invitation: Invitation) -> None:
    """Forget everything that the invitation says of this person, also in mails."""
    werksessie_id, key = invitation.werksessie_id, invitation.email_key
    wait_for_lock(invitation.werksessie)
    db.session.execute(delete(Invitation).where(Invitation.id == invitation.id))
    db.session.execute(
        delete(OutgoingMail).where(
            OutgoingMail.werksessie_id == werksessie_id,
            OutgoingMail.kind.in_([kind.value for kind in Kind]),
            func.lower(OutgoingMail.to_address) == key,
        )
    )
    db.session.commit()


def _begin(invitation: Invitation, at: datetime) -> None:
    """Take the lock and see the newest row. Raises ClosedError."""
    wait_for_lock(invitation.werksessie)
    try:
        db.session.refresh(invitation)
    except InvalidRequestError as error:
        db.session.rollback()
        raise ClosedError from error
    if (
        invitation.revoked_at is not None
        or invitation.werksessie.started(at)
        or invitation.werksessie.over(at)
    ):
        db.session.rollback()
        raise ClosedError
