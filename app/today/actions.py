"""What a planner does with a whole werksessie: make it public, take it out of view, put it away, change its data.

Each is one transaction under the werksessie's lock, with its line on the record.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, now
from app.programme.problems import Problem
from app.programme.schedule import timeline_of
from app.registrations.actions import fill_places
from app.registrations.telling import tell_participants
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

DATA = (
    "title", "theme", "client", "starts", "ends", "capacity", "registration_opens",
    "registration_closes", "venue_name", "venue_address", "venue_route", "occasion",
)  # fmt: skip
SHOWN_IN_AGENDAS = frozenset({"title", "starts", "ends", "venue_name", "venue_address", "venue_route"})


class ChangedError(Exception):
    """A colleague changed the data since. Nothing was written."""


def publish(werksessie: Werksessie, by: User) -> tuple[Problem, ...]:
    """Make public, unless times clash: then what stands in the way comes back and nothing is changed."""
    wait_for_lock(werksessie)
    blocking = tuple(problem for problem in timeline_of(werksessie).problems if problem.blocking)
    if not blocking and werksessie.published_at is None:
        werksessie.published_at = now()
        record("werksessie.publish", werksessie.id, by.id)
    db.session.commit()
    return blocking


def withdraw_from_view(werksessie: Werksessie, by: User) -> None:
    """Take the public page away; who registered stays registered."""
    wait_for_lock(werksessie)
    if werksessie.published_at is not None:
        werksessie.published_at = None
        record("werksessie.withdraw_from_view", werksessie.id, by.id)
    db.session.commit()


def archive(werksessie: Werksessie, by: User) -> None:
    """Put away what is over; nothing is lost."""
    wait_for_lock(werksessie)
    if werksessie.archived_at is None:
        werksessie.archived_at = now()
        record("werksessie.archive", werksessie.id, by.id)
    db.session.commit()


def take_from_archive(werksessie: Werksessie, by: User) -> None:
    """Back to where it was."""
    wait_for_lock(werksessie)
    if werksessie.archived_at is not None:
        werksessie.archived_at = None
        record("werksessie.take_from_archive", werksessie.id, by.id)
    db.session.commit()


def digest_of(werksessie: Werksessie) -> str:
    """Tells whether a colleague changed the data since."""
    stored = repr([getattr(werksessie, name) for name in DATA])
    return hashlib.sha256(stored.encode()).hexdigest()


def change_data(
    werksessie: Werksessie,
    values: dict[str, Any],
    by: User,
    at: datetime,
    *,
    seen: str | None = None,
    tell: bool = False,
) -> int:
    """Set the columns in `values`, never the date; the number of people who got a place because there is room now.

    `tell`: mail participants whose appointment is another by now. Raises ChangedError when the data are not those of
    which `seen` is the digest.
    """
    wait_for_lock(werksessie)
    if seen is not None and seen != digest_of(werksessie):
        db.session.rollback()
        raise ChangedError
    changed = sorted(name for name, value in values.items() if getattr(werksessie, name) != value)
    if not changed and not tell:
        db.session.rollback()
        return 0
    for name in changed:
        setattr(werksessie, name, values[name])
    if SHOWN_IN_AGENDAS.intersection(changed):
        werksessie.touch_programme(at)
    placed = fill_places(werksessie, at) if "capacity" in changed else []
    if tell:
        tell_participants(werksessie, at)
    record("werksessie.change", werksessie.id, by.id, fields=changed, told=tell)
    db.session.commit()
    return len(placed)
