"""What a link opens: one edition, in every version, for one reader. Never the working copy, never another edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.draaiboek import contents
from app.draaiboek.contents import Draaiboek, Since
from app.draaiboek.print_sheet import regie_of
from app.extensions import db
from app.programme.plan import Cue, Item, Session
from app.programme.timeline import timeline
from app.speakers.models import Speaker
from app.versions.frozen import draaiboek_of_version
from app.versions.imprints import Printout, imprint_of_version
from app.versions.links import SPEAKER
from app.versions.models import EditionLink, Version
from app.versions.stored import versions_of
from app.werksessies.discretion import shown_name
from app.werksessies.models import Person
from app.words import clock

# whose day is the whole programme, and whose is what names their role; the others comment on the whole only
WHOLE_DAY = frozenset({"compleet", "dagvoorzitter", "spreekkaarten", "floormanager"})
OWN_ITEMS = frozenset({"techniek", "catering", "locatie", "gastvrouw"})


class UnknownLinkError(Exception):
    """No link has this token, or it has no such page."""


class RevokedLinkError(Exception):
    """The link was revoked."""

    def __init__(self, link: EditionLink) -> None:
        super().__init__("revoked")
        self.link = link


@dataclass(frozen=True, slots=True)
class Reading:
    """A link that works, with the versions that it shows, the newest first."""

    link: EditionLink
    versions: Sequence[Version]

    @classmethod
    def of(cls, token: str) -> Self:
        """What the token opens, in two queries. Raises UnknownLinkError, RevokedLinkError."""
        query = select(EditionLink).where(EditionLink.token == token)
        link = db.session.scalar(
            query.options(joinedload(EditionLink.werksessie), joinedload(EditionLink.person))
        )
        if link is None:
            raise UnknownLinkError
        if not link.works:
            raise RevokedLinkError(link)
        return cls(link, versions_of(link.werksessie))

    @property
    def newest(self) -> Version | None:
        """The version that the reader should have, whatever its status."""
        return self.versions[0] if self.versions else None

    def numbered(self, number: str) -> Version | None:
        """The version with this number."""
        return next((version for version in self.versions if version.number == number), None)

    def draaiboek(self, version: Version) -> Draaiboek:
        """That of a version; of a sheet a person, with that person as its only speaker."""
        key = self.speaker_key()
        return draaiboek_of_version(version) if key is None else sheet_of(version, self.link.person, key)

    def speaker_key(self) -> str | None:
        """How draaiboeken name the speaker whose sheet this is; None when it is no such sheet."""
        if self.link.edition != SPEAKER or self.link.person_id is None:
            return None
        query = select(Speaker.key).where(Speaker.person_id == self.link.person_id)
        return db.session.scalar(query) or ""

    def printout(self, version: Version, since: Version | None = None) -> Printout:
        """What this reader's edition of a version is made of, with the differences from `since` marked."""
        address = f"{version.base_url}/d/{self.link.token}/{version.number}"
        return Printout(
            draaiboek=self.draaiboek(version),
            imprint=imprint_of_version(version, address),
            since=Since(version=since.number, draaiboek=self.draaiboek(since)) if since else None,
        )


def sheet_of(version: Version, person: Person | None, key: str) -> Draaiboek:
    """A version in which nobody speaks but the speaker with this key, when that is this person.

    Another had the key before, or this one had another.
    """
    draaiboek = draaiboek_of_version(version)
    mine = [
        one
        for one in draaiboek.speakers
        if person is not None
        and one.id == key
        and (one.name == person.name or bool(one.email and one.email == person.email))
    ]
    return _of_speaker(draaiboek, mine)


def _of_speaker(draaiboek: Draaiboek, mine: Sequence[contents.Speaker]) -> Draaiboek:
    """The day in which nobody speaks but `mine`, who is one or nobody."""
    keys = {speaker.id for speaker in mine}

    def alone(speakers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(speaker for speaker in speakers if speaker in keys)

    programme = tuple(
        replace(
            item,
            speakers=alone(item.speakers),
            parallel=tuple(replace(part, speakers=alone(part.speakers)) for part in item.parallel),
        )
        for item in draaiboek.programme
    )
    return replace(draaiboek, speakers=tuple(mine), programme=programme)


def subjects(edition: str, draaiboek: Draaiboek) -> list[tuple[str, str]]:
    """The items of which the reader of an edition can say something: uid, and "09.30 Welkom". Only what it prints."""
    if edition not in WHOLE_DAY | OWN_ITEMS:
        return []
    line = timeline(draaiboek.day, draaiboek.programme)
    return [
        (timed.item.uid, f"{clock(timed.starts)} {timed.item.title}")
        for timed in line.items
        if timed.item.uid and (edition in WHOLE_DAY or _names(timed.item, edition))
    ]


def _names(item: Item, role: str) -> bool:
    parts: list[Item | Cue | Session] = [item, *item.cues, *item.parallel]
    return any(role in part.roles for part in parts)


def whom_to_call(edition: str, draaiboek: Draaiboek) -> str:
    """Who leads on the day, as far as this edition may say: the number stands on the crew's paper only."""
    leader = regie_of(draaiboek) or next(
        (member for member in draaiboek.team if member.role == "projectmanager"), None
    )
    if leader is None:
        return "de organisatie"
    name = shown_name(leader.name.partition(",")[0], leader.first_name_only)
    called = edition in WHOLE_DAY | OWN_ITEMS and leader.phone
    return f"{name}, {leader.phone}" if called else name
