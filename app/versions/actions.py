"""Making a version: one transaction under the werksessie's lock, with its line on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.draaiboek.contents import Draaiboek
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.print import EDITIONS
from app.extensions import db, now
from app.programme.timeline import Problem, timeline
from app.versions.frozen import UnkeepableError, keep
from app.versions.imprints import expected_at
from app.versions.models import EditionLink, Status, Version
from app.versions.numbers import next_number
from app.versions.stored import latest_of, number_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a planner asks for. `small`: see `next_number`; `anyway`: fix it although times clash."""

    status: Status
    small: bool = False
    note: str = ""
    anyway: bool = False


class NothingChangedError(Exception):
    """Since the `latest` version nothing changed, and it has the status that was asked for. Nothing was written."""

    def __init__(self, latest: Version) -> None:
        super().__init__(latest.number)
        self.latest = latest


class UnfinishedError(Exception):
    """Times clash (`problems`), so that the day cannot go by this. Nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.text for problem in problems))
        self.problems = problems


def make_version(werksessie: Werksessie, wish: Wish, by: User, base_url: str, at: datetime) -> Version:
    """Keep the draaiboek as it stands, whole and for good, under the next number.

    Raises NothingChangedError, UnfinishedError, or UnkeepableError for what the draaiboek file cannot hold.
    """
    wait_for_lock(werksessie)
    at = max(at, now())  # after what others did while this one waited
    try:
        version = _version(werksessie, wish, draaiboek_of(werksessie))
    except (NothingChangedError, UnfinishedError, UnkeepableError):
        db.session.rollback()
        raise
    version.made_at, version.made_by_id, version.made_by = at, by.id, by.name or by.email
    version.base_url = base_url
    db.session.add(version)
    _ensure_print_links(werksessie, by, at)
    record("version.make", werksessie.id, by.id, number=version.number, status=version.status)
    db.session.commit()
    return version


def _version(werksessie: Werksessie, wish: Wish, draaiboek: Draaiboek) -> Version:
    latest = latest_of(werksessie)
    number = next_number(number_of(latest), wish.status, small=wish.small)
    version = Version(
        werksessie_id=werksessie.id,
        major=number.major,
        minor=number.minor,
        status=wish.status.value,
        note=wish.note,
        expected=expected_at(werksessie),
    )
    keep(version, draaiboek)
    if latest and latest.status == version.status and says_the_same(latest, version):
        raise NothingChangedError(latest)
    blocking = blocking_problems(draaiboek)
    if blocking and version.fixed and not wish.anyway:
        raise UnfinishedError(blocking)
    return version


def says_the_same(one: Version, other: Version) -> bool:
    """Whether two versions print the same, but for their number, status, date and note."""
    return (one.contents, one.uids, one.expected) == (other.contents, other.uids, other.expected)


def blocking_problems(draaiboek: Draaiboek) -> tuple[Problem, ...]:
    """What is wrong with the times in a way that nobody can carry out: overlap, a clock time that is not there."""
    names = {speaker.id: speaker.name for speaker in draaiboek.speakers}
    line = timeline(draaiboek.day, draaiboek.programme, draaiboek.moments, names)
    return tuple(problem for problem in line.problems if problem.blocking)


def _ensure_print_links(werksessie: Werksessie, by: User, at: datetime) -> None:
    """Every edition has a link that works, for the code on the planners' own prints."""
    query = select(EditionLink.edition).where(
        EditionLink.werksessie_id == werksessie.id,
        EditionLink.for_whom == "",
        EditionLink.revoked_at.is_(None),
    )
    there = set(db.session.scalars(query))
    for edition in EDITIONS:
        if edition not in there:
            link = EditionLink(werksessie_id=werksessie.id, edition=edition, made_at=at, made_by_id=by.id)
            db.session.add(link)
