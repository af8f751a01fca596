"""The opdracht and its client: what was laid before whom, what they said, and what changed since.

Each verb is one transaction under the werksessie's lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.audit import record
from app.accounts.models import User
from app.brief.contents import Brief, Difference, brief_of, differences
from app.brief.letters import brief_letter
from app.extensions import db
from app.mail.address import Mailbox
from app.mail.outbox import enqueue
from app.werksessies.brief_models import BriefAnswer, BriefVersion
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import link_for
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie


class OvertakenError(Exception):
    """There is a newer version than the one that was answered. Nothing was written."""


class NothingNewError(Exception):
    """This address has the newest version already, and the opdracht is still that. Nothing was written."""


def versions_of(werksessie: Werksessie) -> list[BriefVersion]:
    """Every version with its answers, the newest first. Two queries."""
    query = select(BriefVersion).where(BriefVersion.werksessie_id == werksessie.id)
    answers = selectinload(BriefVersion.answers).options(joinedload(BriefAnswer.link))
    return list(db.session.scalars(query.order_by(BriefVersion.number.desc()).options(answers)))


def approval_of(version: BriefVersion) -> BriefAnswer | None:
    """The first yes to a version."""
    return next((answer for answer in version.answers if answer.approved), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands between planner and client. `approved`: the newest version that was; `since`: what differs now."""

    newest: BriefVersion | None
    approved: BriefVersion | None
    since_newest: list[Difference]
    since_approved: list[Difference]


def standing_of(versions: list[BriefVersion], now: Brief) -> Standing:
    """Compare what was laid before the client, and approved, with the opdracht `now`."""
    newest = versions[0] if versions else None
    approved = next((version for version in versions if approval_of(version)), None)
    return Standing(newest, approved, _since(newest, now), _since(approved, now))


def _since(version: BriefVersion | None, now: Brief) -> list[Difference]:
    return differences(Brief.of_plain(version.contents), now) if version else []


def lay_before(werksessie: Werksessie, for_whom: str, email: str, by: User, at: datetime) -> PersonalLink:
    """Keep the opdracht as a version, unless it is still the newest one, and mail the client the link to it.

    Raises NothingNewError when this address was mailed about just that.
    """
    wait_for_lock(werksessie)
    versions, now = versions_of(werksessie), brief_of(werksessie)
    newest = versions[0] if versions else None
    link = link_for(werksessie, LinkKind.CLIENT, for_whom=for_whom, email=email)
    if newest is None or Brief.of_plain(newest.contents) != now:
        newest = BriefVersion(
            werksessie_id=werksessie.id,
            number=newest.number + 1 if newest else 1,
            contents=now.plain(),
            made_at=at,
            made_by=by.name or by.email,
        )
        db.session.add(newest)
    elif link.sent_at is not None and link.sent_at >= newest.made_at:
        db.session.rollback()
        raise NothingNewError
    link.sent_at = at
    db.session.flush()
    letter = brief_letter(link, newest, by.name or by.email)
    enqueue(
        "brief", Mailbox(for_whom, email), letter.subject, letter.render(), werksessie_id=werksessie.id, at=at
    )
    record("brief.lay_before", werksessie.id, by.id, version=newest.number, link=link.id)
    db.session.commit()
    return link


def answer(
    link: PersonalLink, number: int, author: str, text: str, at: datetime, *, approved: bool
) -> BriefAnswer:
    """What the client says to version `number`. The same yes twice is one. Raises OvertakenError."""
    wait_for_lock(link.werksessie)
    newest = versions_of(link.werksessie)[0]
    if newest.number != number:
        db.session.rollback()
        raise OvertakenError
    said = next((each for each in newest.answers if _same(each, link, text, approved)), None)
    if said is None:
        said = BriefAnswer(
            version_id=newest.id, link_id=link.id, author=author, approved=approved, text=text, at=at
        )
        db.session.add(said)
        record("brief.answer", link.werksessie_id, None, version=number, approved=approved, link=link.id)
    db.session.commit()
    return said


def _same(said: BriefAnswer, link: PersonalLink, text: str, approved: bool) -> bool:
    return said.link_id == link.id and said.approved == approved and (approved or said.text == text)


def settle(werksessie: Werksessie, answer_id: int, by: User, at: datetime) -> None:
    """The planner dealt with a comment. Twice is once; another werksessie's do not exist here."""
    wait_for_lock(werksessie)
    for version in versions_of(werksessie):
        for said in version.answers:
            if said.id == answer_id and said.settled_at is None:
                said.settled_at = at
                record("brief.settle", werksessie.id, by.id, answer=answer_id)
    db.session.commit()
