"""Who else plans a werksessie: inviting, changing a role, removing. Each change is on the record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from app.accounts.actions import email_key, user_with
from app.accounts.audit import record
from app.accounts.models import Membership, Role, User
from app.extensions import db, now
from app.werksessies import mail
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie


class ColleagueError(Exception):
    """What cannot be done with a colleague; one Dutch sentence that says what to do."""


LAST = (
    "Dit is de enige collega met de rol beheer. Geef eerst iemand anders die rol, dan kan deze wijziging wel."
)
GONE = "Deze collega is al verwijderd."


def colleagues_of(werksessie: Werksessie) -> Sequence[Membership]:
    """Everyone invited to this werksessie, by address."""
    query = select(Membership).join(User, Membership.user_id == User.id)
    return db.session.scalars(
        query.where(Membership.werksessie_id == werksessie.id).order_by(User.email)
    ).all()


def colleague(werksessie: Werksessie, membership_id: int) -> Membership | None:
    """One colleague of this werksessie; another werksessie's do not exist here."""
    found = db.session.get(Membership, membership_id)
    return found if found is not None and found.werksessie_id == werksessie.id else None


def invite_colleague(werksessie: Werksessie, email: str, role: Role, by: User) -> Membership:
    """Give `email` this role here and tell them by mail. Raises ColleagueError, or AccountError for the address."""
    membership = _join(werksessie, email, role, by)
    mail.send_invitation(werksessie, membership.user, role, by)
    record("colleague.invite", werksessie.id, by.id, colleague=membership.user_id, role=role.value)
    db.session.commit()
    return membership


def take_back(werksessie: Werksessie, email: str, role: Role, by: User) -> Membership:
    """Undo a removal: the same role, no mail. Raises ColleagueError, or AccountError for the address."""
    membership = _join(werksessie, email, role, by)
    record("colleague.take_back", werksessie.id, by.id, colleague=membership.user_id, role=role.value)
    db.session.commit()
    return membership


def invite_again(werksessie: Werksessie, membership: Membership, by: User) -> None:
    """Send the invitation once more. Raises ColleagueError when a colleague removed them."""
    _wait_for(werksessie, membership)
    mail.send_invitation(werksessie, membership.user, Role(membership.role), by)
    record("colleague.invite_again", werksessie.id, by.id, colleague=membership.user_id)
    db.session.commit()


def change_role(werksessie: Werksessie, membership: Membership, role: Role, by: User) -> None:
    """Give a colleague another role. Raises ColleagueError when nobody would be left to manage."""
    _wait_for(werksessie, membership)
    if role != Role.BEHEER:
        _keep_a_manager(werksessie, membership)
    membership.role = role.value
    record("colleague.role", werksessie.id, by.id, colleague=membership.user_id, role=role.value)
    db.session.commit()


def remove(werksessie: Werksessie, membership: Membership, by: User) -> None:
    """Take a colleague off this werksessie. Raises ColleagueError when nobody would be left to manage."""
    _wait_for(werksessie, membership)
    _keep_a_manager(werksessie, membership)
    record("colleague.remove", werksessie.id, by.id, colleague=membership.user_id)
    db.session.delete(membership)
    db.session.commit()


def _join(werksessie: Werksessie, email: str, role: Role, by: User) -> Membership:
    key = email_key(email)
    wait_for_lock(werksessie)
    user = user_with(key)
    present = select(Membership).where(
        Membership.werksessie_id == werksessie.id, Membership.user_id == user.id
    )
    if db.session.scalar(present) is not None:
        raise ColleagueError(f"{user.email} doet al mee. U kunt de rol in de lijst wijzigen.")
    membership = Membership(
        werksessie_id=werksessie.id, user=user, role=role.value, created_at=now(), invited_by_id=by.id
    )
    db.session.add(membership)
    db.session.flush()
    return membership


def _wait_for(werksessie: Werksessie, membership: Membership) -> None:
    """Take the werksessie's lock and see the newest row. Raises ColleagueError when it is gone."""
    wait_for_lock(werksessie)
    try:
        db.session.refresh(membership)
    except InvalidRequestError:
        db.session.rollback()
        raise ColleagueError(GONE) from None


def _keep_a_manager(werksessie: Werksessie, leaving: Membership) -> None:
    """Under the werksessie's lock: raise when `leaving` is the last to manage."""
    others = select(Membership.id).where(
        Membership.werksessie_id == werksessie.id,
        Membership.role == Role.BEHEER.value,
        Membership.id != leaving.id,
    )
    if leaving.role == Role.BEHEER and db.session.scalar(others.limit(1)) is None:
        raise ColleagueError(LAST)
