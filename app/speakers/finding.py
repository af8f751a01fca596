"""What pages show of speakers, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import abort
from sqlalchemy import func, select

from app.extensions import db
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact, SpeakerFile
from app.speakers.silence import silent_since
from app.speakers.slots import Slot, slots_of
from app.speakers.standing import COMING, GONE
from app.werksessies.models import Werksessie
from app.words import clock, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One speaker on the board or in the list. `silent`: the day of the last sign of who is silent."""

    speaker: Speaker
    slots: Sequence[Slot]
    silent: date | None
    changed: int  # things they changed that no planner has seen
    last_contact: datetime | None

    @property
    def places(self) -> list[str]:
        """Each place once: 13.30 en 14.25 Signalen thuis, Atelier"""
        times: dict[str, list[str]] = {}
        for slot in self.slots:
            place = f"{slot.title}, {slot.room}" if slot.room else slot.title
            times.setdefault(place, []).append(clock(slot.starts))
        return [f"{joined(at)} {place}" for place, at in times.items()]

    @property
    def hole(self) -> bool:
        """Whether the programme has a place where nobody speaks now."""
        return self.speaker.status in GONE and bool(self.slots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All speakers by how far they are."""

    cards: tuple[Card, ...]

    @classmethod
    def of(cls, werksessie: Werksessie, at: datetime) -> Board:
        slots, contacts, changed = slots_of(werksessie), last_contacts(werksessie), unseen(werksessie)
        return cls(
            cards=tuple(
                Card(
                    speaker=speaker,
                    slots=slots.get(speaker.person_id, ()),
                    silent=silent_since(speaker, werksessie, at, [contacts.get(speaker.id)]),
                    changed=changed.get(speaker.id, 0),
                    last_contact=contacts.get(speaker.id),
                )
                for speaker in speakers_of(werksessie)
            )
        )

    @property
    def columns(self) -> dict[str, list[Card]]:
        """Who may come, by status; every status present."""
        return {status: self.having(status) for status in COMING}

    @property
    def gone(self) -> list[Card]:
        """Who declined or was dropped."""
        return [card for status in GONE for card in self.having(status)]

    def having(self, status: str) -> list[Card]:
        return [card for card in self.cards if card.speaker.status == status]


def speakers_of(werksessie: Werksessie) -> Sequence[Speaker]:
    """Every speaker in order."""
    query = select(Speaker).where(Speaker.werksessie_id == werksessie.id)
    return db.session.scalars(query.order_by(Speaker.position, Speaker.id)).all()


def speaker_or_404(werksessie: Werksessie, speaker_id: int) -> Speaker:
    """One speaker of this werksessie; another werksessie's do not exist here."""
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None or speaker.werksessie_id != werksessie.id:
        abort(404)
    return speaker


def last_contacts(werksessie: Werksessie) -> dict[int, datetime]:
    """When somebody last called, mailed or noted something, by speaker id."""
    query = (
        select(SpeakerContact.speaker_id, func.max(SpeakerContact.at))
        .join(Speaker, Speaker.id == SpeakerContact.speaker_id)
        .where(Speaker.werksessie_id == werksessie.id)
        .group_by(SpeakerContact.speaker_id)
    )
    return dict(db.session.execute(query).all())


def unseen(werksessie: Werksessie) -> dict[int, int]:
    """How many things each speaker changed that no planner has seen, by speaker id."""
    query = (
        select(SpeakerChange.speaker_id, func.count())
        .join(Speaker, Speaker.id == SpeakerChange.speaker_id)
        .where(Speaker.werksessie_id == werksessie.id, SpeakerChange.seen_at.is_(None))
        .group_by(SpeakerChange.speaker_id)
    )
    return dict(db.session.execute(query).all())


def contacts_of(speaker: Speaker) -> Sequence[SpeakerContact]:
    """The contact log, the newest first."""
    query = select(SpeakerContact).where(SpeakerContact.speaker_id == speaker.id)
    return db.session.scalars(query.order_by(SpeakerContact.at.desc(), SpeakerContact.id.desc())).all()


def changes_of(speaker: Speaker) -> Sequence[SpeakerChange]:
    """What the speaker changed, the newest first."""
    query = select(SpeakerChange).where(SpeakerChange.speaker_id == speaker.id)
    return db.session.scalars(query.order_by(SpeakerChange.at.desc(), SpeakerChange.id.desc())).all()


def files_of(speaker: Speaker) -> Sequence[SpeakerFile]:
    """The files that the speaker sent, without what is in them."""
    query = select(SpeakerFile).where(SpeakerFile.speaker_id == speaker.id)
    return db.session.scalars(query.order_by(SpeakerFile.kind, SpeakerFile.id)).all()


def file_or_404(speaker: Speaker, file_id: int) -> SpeakerFile:
    """One file of this speaker."""
    file = db.session.get(SpeakerFile, file_id)
    if file is None or file.speaker_id != speaker.id:
        abort(404)
    return file
