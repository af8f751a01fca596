"""Telling readers by mail that there is a new version, each what changed for them; nobody twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db, reading
from app.mail.address import Mailbox
from app.mail.models import OutgoingMail
from app.mail.outbox import compose
from app.versions.changed import Changed
from app.versions.letters import version_letter
from app.versions.links import links_of
from app.versions.models import EditionLink, Version
from app.versions.reader import Reading
from app.versions.stored import versions_of
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie


@dataclass(frozen=True)
class Readers:
    """The links of a werksessie beside its versions, the newest first. `told`: the keys of mails of new versions."""

    links: Sequence[EditionLink]
    versions: Sequence[Version]
    told: frozenset[str]

    @classmethod
    def of(cls, werksessie: Werksessie) -> Readers:
        """As it stands, in three queries."""
        mails = select(OutgoingMail.dedupe_key).where(
            OutgoingMail.werksessie_id == werksessie.id, OutgoingMail.kind == "version"
        )
        told = frozenset(key for key in db.session.scalars(mails) if key)
        return cls(links_of(werksessie), versions_of(werksessie), told)

    @property
    def newest(self) -> Version | None:
        return self.versions[0] if self.versions else None

    @cached_property
    def to_tell(self) -> list[EditionLink]:
        """Who has an address, reads, and does not know of the newest version by us or by their own word."""
        newest = self.newest
        if newest is None:
            return []
        return [
            link
            for link in self.links
            if link.email
            and link.works
            and link.made_at < newest.made_at
            and link.has_version_id != newest.id
            and key_of(link, newest) not in self.told
        ]

    @property
    def behind(self) -> int:
        """How many readers said to have an older version."""
        return sum(
            link.has_version_id is not None and link.has_version_id != self.versions[0].id
            for link in self.links
            if link.works
        )

    def was_told(self, link: EditionLink) -> bool:
        """Whether the newest version went to this reader by mail."""
        return self.newest is not None and key_of(link, self.newest) in self.told

    def last_known(self, link: EditionLink) -> Version | None:
        """The newest version that a reader has or was told of, before the newest of all."""
        return next((version for version in self.versions[1:] if self._knows(link, version)), None)

    def _knows(self, link: EditionLink, version: Version) -> bool:
        sent_along = version.made_at <= link.made_at
        return sent_along or version.id == link.has_version_id or key_of(link, version) in self.told

    def held(self, link: EditionLink) -> Version | None:
        """The version that a reader said to have."""
        return next((version for version in self.versions if version.id == link.has_version_id), None)


def key_of(link: EditionLink, version: Version) -> str:
    """What makes the mail of one version to one reader go once."""
    return f"draaiboek-{link.id}-{int(link.made_at.timestamp())}:{version.id}"


def tell_readers(werksessie: Werksessie, by: User, at: datetime) -> int:
    """Mail everyone who should know of the newest version; the number of mails. Again: nobody is mailed twice."""
    with reading():  # what changed takes a while to work out; nobody has to wait for that
        readers = Readers.of(werksessie)
        mails = _mails(readers, at)
        db.session.rollback()
    wait_for_lock(werksessie)
    now_to_tell = Readers.of(werksessie)
    if now_to_tell.newest != readers.newest:
        db.session.rollback()  # a newer one was made meanwhile: that is what they should hear of
        return tell_readers(werksessie, by, at)
    going = [mails[link.id] for link in now_to_tell.to_tell if link.id in mails]
    db.session.add_all(going)
    if going:
        record("version.tell", werksessie.id, by.id, readers=len(going))
    db.session.commit()
    return len(going)


def _mails(readers: Readers, at: datetime) -> dict[int, OutgoingMail]:
    """By the link's id; not yet in any transaction."""
    newest, changed, mails = readers.newest, Changed(), {}
    for link in readers.to_tell if newest is not None else ():
        assert newest is not None
        since = readers.last_known(link)
        changes = changed.between(Reading(link, readers.versions), since, newest) if since else None
        letter = version_letter(link, newest, since.number if since else "", changes)
        mails[link.id] = compose(
            "version",
            Mailbox(link.for_whom, link.email),
            letter.subject,
            letter.render(),
            werksessie_id=link.werksessie_id,
            key=key_of(link, newest),
            at=at,
        )
    return mails
