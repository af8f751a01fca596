"""Speakers: a Person with what was agreed. Their place in the programme is on the item."""

from __future__ import annotations

import datetime as dt
from datetime import datetime, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.werksessies.models import Person

STATUSES = "('idee', 'benaderd', 'onder voorbehoud', 'bevestigd', 'afgezegd', 'vervallen')"
INVOICES = "('', 'verwacht', 'ontvangen', 'betaald')"


class Speaker(Model):
    """`status` in the planner's words, since `status_since`; `arrives` local time on the day.

    `fee` and `travel_costs` in cents excl. btw. `chance` in words ("groot"). `next_step` is due on `next_step_on`.
    `talk_title` and `talk_outline` are the speaker's own; `answered_at`: when they last answered on their own page.
    """

    __tablename__ = "speaker"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "key"),
        UniqueConstraint("person_id"),
        CheckConstraint(f"status IN {STATUSES}", name="status"),
        CheckConstraint(f"invoice IN {INVOICES}", name="invoice"),
        CheckConstraint("fee IS NULL OR fee >= 0", name="fee"),
        CheckConstraint("travel_costs IS NULL OR travel_costs >= 0", name="travel_costs"),
        CheckConstraint("chance IN ('', 'klein', 'redelijk', 'groot')", name="chance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    status: Mapped[str] = mapped_column(String(20), default="idee")
    status_since: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)  # two planners at once, or planner and speaker
    next_step: Mapped[str] = mapped_column(String(300), default="")
    next_step_on: Mapped[dt.date | None]
    chance: Mapped[str] = mapped_column(String(10), default="")
    arrives: Mapped[time | None]
    travel: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    bio: Mapped[str] = mapped_column(Text, default="")
    talk_title: Mapped[str] = mapped_column(String(200), default="")
    talk_outline: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[str] = mapped_column(Text, default="")  # what the invitation asks of this speaker
    photo_consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fee: Mapped[int | None]
    travel_costs: Mapped[int | None]
    invoice: Mapped[str] = mapped_column(String(10), default="")
    invoice_address: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class SpeakerContact(Model):
    """One line of the contact log, by a planner (`by` is their address)."""

    __tablename__ = "speaker_contact"
    __table_args__ = (CheckConstraint("kind IN ('gebeld', 'gemaild', 'notitie')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[str] = mapped_column(String(320), default="")


class SpeakerChange(Model):
    """Something that a speaker changed on the own page, until a planner has `seen_at` it. `field` in Dutch words."""

    __tablename__ = "speaker_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(String(60))
    was: Mapped[str] = mapped_column(Text, default="")
    becomes: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SpeakerFile(Model):
    """A file that a speaker sent: slides or a photo. `contents` are read only when the file itself is asked for."""

    __tablename__ = "speaker_file"
    __table_args__ = (CheckConstraint("kind IN ('dia', 'foto')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]  # bytes
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    contents: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
