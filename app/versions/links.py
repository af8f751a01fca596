"""Who has what: links to one edition for one reader. Each verb is one transaction under the werksessie's lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.audit import record
from app.accounts.models import AuditEntry, User
from app.extensions import db
from app.mail.address import Mailbox
from app.mail.models import OutgoingMail
from app.mail.outbox import enqueue
from app.speakers.models import Speaker
from app.versions.letters import link_letter
from app.versions.models import EditionLink, Version
from app.versions.stored import versions_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Person, Werksessie

CHAIR, SPEAKER = "dagvoorzitter", "sprekersbriefing"
TWO_CLICKS = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom a link is. `person_id`: whose sheet, of an edition with a sheet a person."""

    edition: str
    for_whom: str
    email: str = ""
    person_id: int | None = None
    writes: bool = False


class LinkError(Exception):
    """What cannot be done with a link; one Dutch sentence that says what to do. Nothing was written."""


def links_of(werksessie: Werksessie) -> Sequence[EditionLink]:
    """Every link with what its reader said to have: those that work first, then by edition and name."""
    query = select(EditionLink).where(EditionLink.werksessie_id == werksessie.id)
    rows = db.session.scalars(query.options(joinedload(EditionLink.person))).all()
    return sorted(rows, key=lambda link: (link.revoked_at is not None, link.edition, link.for_whom, link.id))


def link_in(werksessie: Werksessie, link_id: int) -> EditionLink | None:
    """One link of this werksessie; another werksessie's do not exist here."""
    link = db.session.get(EditionLink, link_id)
    return link if link is not None and link.werksessie_id == werksessie.id else None


def speakers_of(werksessie: Werksessie) -> Sequence[Speaker]:
    """Who can have a sheet of their own."""
    query = select(Speaker).where(Speaker.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(Speaker.position, Speaker.id)).all()


def closed_by(link: EditionLink, versions: Sequence[Version]) -> Version | None:
    """The newest version that fixed the texts since this reader may write; None while they are open."""
    since = link.writes_since
    return next(
        (version for version in versions if version.fixed and since and version.made_at > since), None
    )


def may_write(link: EditionLink, versions: Sequence[Version]) -> bool:
    """Whether this reader writes the spoken texts now."""
    return link.writes_since is not None and link.revoked_at is None and closed_by(link, versions) is None


def make_link(werksessie: Werksessie, reader: Reader, by: User, at: datetime) -> EditionLink:
    """A new link; it goes by mail when there is an address. The same again within a minute is the same link.

    Raises LinkError when there is nothing to read yet.
    """
    wait_for_lock(werksessie)
    if same := _made_before(werksessie, reader, by, at):
        db.session.rollback()
        return same
    if not reader.writes and not versions_of(werksessie):
        db.session.rollback()
        raise LinkError("Er is nog geen versie om te delen. Maak eerst een versie ‘ter reactie’.")
    link = _added(werksessie, reader, by, at)
    _send(link, by)
    record("link.make", werksessie.id, by.id, link=link.id, edition=link.edition)
    db.session.commit()
    return link


def _made_before(werksessie: Werksessie, reader: Reader, by: User, at: datetime) -> EditionLink | None:
    """The link that this planner made for this reader a moment ago."""
    recent = select(EditionLink).where(
        EditionLink.werksessie_id == werksessie.id,
        EditionLink.made_by_id == by.id,
        EditionLink.made_at > at - TWO_CLICKS,
        EditionLink.revoked_at.is_(None),
    )
    return next((link for link in db.session.scalars(recent) if _reader_of(link) == reader), None)


def _reader_of(link: EditionLink) -> Reader:
    return Reader(
        edition=link.edition,
        for_whom=link.for_whom,
        email=link.email,
        person_id=link.person_id,
        writes=link.writes_since is not None,
    )


def _added(werksessie: Werksessie, reader: Reader, by: User, at: datetime) -> EditionLink:
    link = EditionLink(
        werksessie=werksessie,
        edition=reader.edition,
        for_whom=reader.for_whom,
        email=reader.email,
        person=db.session.get(Person, reader.person_id) if reader.person_id else None,
        writes_since=at if reader.writes else None,
        made_at=at,
        made_by_id=by.id,
    )
    db.session.add(link)
    db.session.flush()
    return link


def send_again(link: EditionLink, by: User, at: datetime) -> None:
    """Mail the link once more; two clicks are one. Raises LinkError without an address, or when it was revoked."""
    _begin(link)
    if not link.works or not link.email:
        db.session.rollback()
        raise LinkError("Deze link kan niet per mail. Maak een nieuwe link met een e-mailadres.")
    if _sent_just_now(link, at):
        db.session.rollback()
        return
    _send(link, by)
    record("link.send_again", link.werksessie_id, by.id, link=link.id)
    db.session.commit()


def _sent_just_now(link: EditionLink, at: datetime) -> bool:
    recent = select(AuditEntry.id).where(
        AuditEntry.werksessie_id == link.werksessie_id,
        AuditEntry.what == "link.send_again",
        AuditEntry.at > at - TWO_CLICKS,
        AuditEntry.detail["link"].as_integer() == link.id,
    )
    return db.session.scalar(recent.limit(1)) is not None


def revoke(link: EditionLink, by: User, at: datetime) -> None:
    """From now on the link opens nothing; twice is once."""
    _begin(link)
    if link.revoked_at is None:
        link.revoked_at = at
        record("link.revoke", link.werksessie_id, by.id, link=link.id)
    db.session.commit()


def take_back(link: EditionLink, by: User) -> None:
    """Undo a revocation."""
    _begin(link)
    if link.revoked_at is not None:
        link.revoked_at = None
        record("link.take_back", link.werksessie_id, by.id, link=link.id)
    db.session.commit()


def renew(link: EditionLink, by: User, at: datetime) -> EditionLink:
    """Another link for the same reader, who keeps what they said to have; the old one opens nothing any more.

    The same again within a minute is the same link.
    """
    _begin(link)
    if link.revoked_at is not None and (same := _made_before(link.werksessie, _reader_of(link), by, at)):
        db.session.rollback()
        return same
    fresh = _added(link.werksessie, _reader_of(link), by, at)
    fresh.writes_since = link.writes_since
    fresh.has_version_id, fresh.has_since = link.has_version_id, link.has_since
    link.revoked_at = link.revoked_at or at
    _send(fresh, by)
    record("link.renew", link.werksessie_id, by.id, link=fresh.id, instead_of=link.id)
    db.session.commit()
    return fresh


def let_write(link: EditionLink, by: User, at: datetime) -> None:
    """Let a day chair write (again): until a version is fixed after now. Raises LinkError for another edition."""
    _begin(link)
    if link.edition != CHAIR or link.revoked_at is not None:
        db.session.rollback()
        raise LinkError("Alleen wie een werkende link naar de editie dagvoorzitter heeft, kan meeschrijven.")
    link.writes_since = at
    record("link.let_write", link.werksessie_id, by.id, link=link.id)
    db.session.commit()


def stop_writing(link: EditionLink, by: User) -> None:
    """This reader only reads from now on; twice is once."""
    _begin(link)
    if link.writes_since is not None:
        link.writes_since = None
        record("link.stop_writing", link.werksessie_id, by.id, link=link.id)
    db.session.commit()


def say_to_have(link: EditionLink, version: Version, at: datetime) -> None:
    """The reader has this version: noted with the moment; the same again keeps the first."""
    _begin(link)
    if link.has_version_id != version.id:
        link.has_version_id, link.has_since = version.id, at
    db.session.commit()


def _begin(link: EditionLink) -> None:
    """Take the werksessie's lock and see the newest row."""
    wait_for_lock(link.werksessie)
    db.session.refresh(link)


def _send(link: EditionLink, by: User) -> OutgoingMail | None:
    """Put the link in the outbox when there is an address."""
    if not link.email:
        return None
    letter = link_letter(link, by.name or by.email)
    to = Mailbox(link.for_whom, link.email)
    return enqueue("edition", to, letter.subject, letter.render(), werksessie_id=link.werksessie_id)
