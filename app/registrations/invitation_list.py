"""Who is invited and how it stands with them: counted, filtered and paged in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.mail.models import OutgoingMail
from app.registrations.entry import email_key
from app.registrations.invitation_letters import Kind
from app.registrations.models import Invitation, Registration
from app.registrations.states import PLACED, REFUSED, TO_JUDGE, WITHDRAWN
from app.werksessies.models import Werksessie

PAGE = 50  # rows


class Standing(StrEnum):
    """How it stands with an invitation, as planners say it; derived, never kept."""

    ASKED = "wacht op uw ja"
    NEW = "nog niet uitgenodigd"
    ANNOUNCED = "vooraankondiging gehad"
    SILENT = "nog geen antwoord"
    REGISTERED = "aangemeld"
    WAITING = "op de wachtlijst"
    TO_JUDGE = "te beoordelen"
    DECLINED = "verhinderd"
    CANCELLED = "afgemeld"
    REFUSED = "afgewezen"
    REVOKED = "ingetrokken"


_ANSWERS = (
    Standing.REGISTERED,
    Standing.WAITING,
    Standing.TO_JUDGE,
    Standing.DECLINED,
    Standing.CANCELLED,
    Standing.REFUSED,
)
# The registration with the same address, for an outer join.
SAME = and_(
    Registration.werksessie_id == Invitation.werksessie_id, Registration.email_key == Invitation.email_key
)
_standing: ColumnElement[str] = case(
    (REFUSED, Standing.REFUSED.value),
    (WITHDRAWN, Standing.CANCELLED.value),
    (PLACED, Standing.REGISTERED.value),
    (TO_JUDGE, Standing.TO_JUDGE.value),
    (Registration.id.is_not(None), Standing.WAITING.value),
    (Invitation.revoked_at.is_not(None), Standing.REVOKED.value),
    (Invitation.declined_at.is_not(None), Standing.DECLINED.value),
    (Invitation.allowed_at.is_(None), Standing.ASKED.value),
    (Invitation.invited_at.is_not(None), Standing.SILENT.value),
    (Invitation.save_the_date_at.is_not(None), Standing.ANNOUNCED.value),
    else_=Standing.NEW.value,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    """One line of the list. `returned`: the mail server would not have a letter to this address."""

    invitation: Invitation
    standing: Standing
    returned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationList:
    """One page of those who stand as `standing` (None: everybody), with the counts of all."""

    rows: Sequence[InvitationRow]
    counts: dict[Standing, int]
    standing: Standing | None
    page: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def matching(self) -> int:
        return self.total if self.standing is None else self.counts.get(self.standing, 0)

    @property
    def pages(self) -> int:
        return max((self.matching + PAGE - 1) // PAGE, 1)

    @property
    def answered(self) -> int:
        """How many were invited and answered, by registering or by saying no."""
        return sum(self.counts.get(standing, 0) for standing in _ANSWERS)


def invitation_list(
    werksessie: Werksessie, standing: Standing | None = None, page: int = 1
) -> InvitationList:
    """The page that is asked for; past the last page it is the last one."""
    joined: Any = select(Invitation).outerjoin(Registration, SAME)
    mine = joined.where(Invitation.werksessie_id == werksessie.id)
    found = db.session.execute(mine.with_only_columns(_standing, func.count()).group_by(_standing)).all()
    counted = {row[0]: row[1] for row in found}
    counts = {each: counted[each.value] for each in Standing if each.value in counted}
    matching = sum(counts.values()) if standing is None else counts.get(standing, 0)
    page = min(max(page, 1), max((matching + PAGE - 1) // PAGE, 1))
    shown = mine.add_columns(_standing).options(
        joinedload(Invitation.domain), joinedload(Invitation.passed_by)
    )
    if standing is not None:
        shown = shown.where(_standing == standing.value)
    waits_first = case((_standing == Standing.ASKED.value, 0), else_=1)
    ordered = shown.order_by(waits_first, Invitation.sort_name, Invitation.id)
    rows = db.session.execute(ordered.offset((page - 1) * PAGE).limit(PAGE)).all()
    returned = _returned(werksessie.id)
    return InvitationList(
        rows=[
            InvitationRow(invitation=row[0], standing=Standing(row[1]), returned=row[0].email_key in returned)
            for row in rows
        ],
        counts=counts,
        standing=standing,
        page=page,
    )


def _returned(werksessie_id: int) -> set[str]:
    """The addresses to which a letter could not be delivered."""
    failed = select(OutgoingMail.to_address).where(
        OutgoingMail.werksessie_id == werksessie_id,
        OutgoingMail.kind.in_([kind.value for kind in Kind]),
        OutgoingMail.failed_at.is_not(None),
    )
    return set(map(email_key, db.session.scalars(failed)))


def may_be_mailed() -> ColumnElement[bool]:
    """Nobody who answered, was withdrawn, or waits for the planner's yes. Needs no join."""
    registered = exists().where(SAME)
    return and_(
        Invitation.revoked_at.is_(None),
        Invitation.declined_at.is_(None),
        Invitation.allowed_at.is_not(None),
        ~registered,
    )


def holds_invitation(werksessie_id: int, token: str, email: str) -> bool:
    """Whether this link lets this address in: it stands, and nobody else registered by it. One link, one person."""
    if not token or "\0" in token + email:
        return False  # PostgreSQL refuses it in a text
    used = exists().where(SAME)
    query = select(Invitation.id).where(
        Invitation.werksessie_id == werksessie_id,
        Invitation.token == token,
        Invitation.revoked_at.is_(None),
        Invitation.allowed_at.is_not(None),
        or_(Invitation.email_key == email_key(email), ~used),
    )
    return db.session.execute(query).first() is not None
