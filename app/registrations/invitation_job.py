"""Writes the letters to who is invited into the outbox: a few at a time, each once.

Reading and building happen outside any write transaction. Who answered or was withdrawn since the planner pressed
the button gets no mail.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import joinedload

from app.extensions import db, now, reading
from app.mail.address import AddressError, Mailbox
from app.mail.models import OutgoingMail
from app.mail.outbox import compose
from app.registrations.invitation_letters import Draft, Kind, invitation_url, letter_for
from app.registrations.invitation_list import may_be_mailed
from app.registrations.models import Invitation, InvitationLetter
from app.werksessies.models import Werksessie


@dataclass(slots=True)
class Task:
    """One person to write to: the row as it was seen, and the mail, if one goes."""

    invitation_id: int
    letter_id: int | None
    mail: OutgoingMail | None


def write_invitations(limit: int = 20, clock: Callable[[], datetime] = now) -> int:
    """Write to at most `limit` people who wait for a letter; the number of people done. Commits."""
    at = clock().replace(microsecond=0)
    with reading():
        tasks = _tasks(limit, at)
        db.session.rollback()
    if not tasks:
        return 0
    done = [task for task in tasks if _take(task)]
    db.session.add_all(task.mail for task in done if task.mail is not None)
    db.session.commit()
    return len(done)


def _tasks(limit: int, at: datetime) -> list[Task]:
    rows = db.session.execute(
        select(Invitation, may_be_mailed())
        .where(Invitation.letter_id.is_not(None))
        .order_by(Invitation.id)
        .limit(limit)
        .options(joinedload(Invitation.letter), joinedload(Invitation.werksessie))
    ).all()
    tasks = []
    for invitation, mailed in rows:
        letter, werksessie = invitation.letter, invitation.werksessie
        goes = mailed and not werksessie.over(at)
        mail = _mail(invitation, letter, werksessie, at) if goes and letter is not None else None
        tasks.append(Task(invitation.id, invitation.letter_id, mail))
    return tasks


def _mail(
    invitation: Invitation, letter: InvitationLetter, werksessie: Werksessie, at: datetime
) -> OutgoingMail | None:
    draft, url = Draft(letter.subject, letter.text), invitation_url(invitation.token)
    words = letter_for(werksessie, Kind(letter.kind), draft, invitation.name, url)
    # the Message-ID shows this key, so it may not be the token; and the id of a removed row may come back
    whose = hashlib.sha256(invitation.token.encode()).hexdigest()[:24]
    try:
        to = Mailbox(invitation.name, invitation.email)
    except AddressError:
        return None
    key = f"{whose}:{letter.id}:{letter.kind}"
    return compose(
        letter.kind, to, draft.subject, words.render(), werksessie_id=werksessie.id, key=key, at=at
    )


def _take(task: Task) -> bool:
    """Note that the letter is written, unless that was done, or another letter came, since it was read."""
    seen = update(Invitation).where(
        Invitation.id == task.invitation_id,
        Invitation.letter_id == task.letter_id,
        Invitation.letter_id.is_not(None),
    )
    if task.mail is not None:
        seen = seen.where(may_be_mailed())  # who answers this very moment is looked at again at the next turn
    result = db.session.execute(seen.values(letter_id=None), execution_options={"synchronize_session": False})
    return cast(CursorResult[Any], result).rowcount == 1
