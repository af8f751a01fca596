"""Registrations: who comes, who waits, who withdrew; and the receipts of what was typed."""

from __future__ import annotations

import secrets
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.werksessies.models import Domain, Person, Werksessie

RECEIPT_KEPT = timedelta(days=1)
NEEDS_KEPT = timedelta(days=7)  # after the session


class State(StrEnum):
    """The state of a registration, derived from its dated facts."""

    AANGEMELD = "aangemeld"
    WACHTLIJST = "op de wachtlijst"
    TE_BEOORDELEN = "te beoordelen"
    AFGEMELD = "afgemeld"
    AFGEWEZEN = "afgewezen"


def new_token() -> str:
    """A personal token of 192 random bits, fit for an address."""
    return secrets.token_urlsafe(24)


class Registration(Model):
    """One address in one werksessie; registering again revives the same row.

    Dated facts: `registered_at` (gives the order of the waiting list, with id), `placed_at` (has a place),
    `cancelled_at` (withdrew). A place is taken by `placed_at` set and `cancelled_at` empty; places left are
    counted from rows under the lock, never kept. Where registering needs a yes, `judge_since` is set until a planner
    said so; who waits for that has no place and stands in no line. A no is `refused_at`, with `cancelled_at`, and
    `refusal` is the reason that the person was told.

    `replaced_by_id`: the colleague who came in this one's place. `contact_id`: who registered this person. `arrives`
    and `leaves`: local times of who does not come for the whole day. `listed_at`, `photo_at`: agreed to stand on the
    list of participants, and to be photographed.

    What the person was told is reconciled by `app.invitations`: `told` is the state last written to the outbox
    ("" when nothing yet), `stale_since` is set by every verb that may make it untrue and emptied by the job, and
    `link_asked_at` asks for the personal link by mail (`link_sent_at`: last time that went out).
    """

    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "email_key"),
        CheckConstraint(
            "told IN ('', 'aangemeld', 'op de wachtlijst', 'te beoordelen', 'afgemeld', 'afgewezen')",
            name="told",
        ),
        Index("ix_registration_list", "werksessie_id", "sort_name", "id"),
        Index("ix_registration_places", "werksessie_id", "cancelled_at", "placed_at", "judge_since"),
        Index("ix_registration_stale", "stale_since"),
        Index("ix_registration_link_asked", "link_asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    email_key: Mapped[str] = mapped_column(
        String(320)
    )  # the address casefolded, for "the same address twice"
    sort_name: Mapped[str] = mapped_column(String(200))  # "Vries, Jan de" casefolded without diacritics
    domain_id: Mapped[int | None] = mapped_column(ForeignKey("domain.id", ondelete="SET NULL"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)
    note: Mapped[str] = mapped_column(Text, default="")  # "Wilt u ons nog iets laten weten?"
    planner_note: Mapped[str] = mapped_column(
        Text, default=""
    )  # what planners keep; shown to the person at inzage
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    placed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    judge_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    refusal: Mapped[str] = mapped_column(Text, default="")
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("group_contact.id", ondelete="SET NULL"), index=True
    )
    arrives: Mapped[time | None]
    leaves: Mapped[time | None]
    listed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    photo_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    told: Mapped[str] = mapped_column(String(20), default="")
    stale_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    werksessie: Mapped[Werksessie] = relationship()
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    domain: Mapped[Domain | None] = relationship(lazy="joined")
    contact: Mapped[GroupContact | None] = relationship()
    replaced_by: Mapped[Registration | None] = relationship(remote_side=[id])

    @property
    def state(self) -> State:
        """Where this registration stands now."""
        if self.cancelled_at is not None:
            return State.AFGEMELD if self.refused_at is None else State.AFGEWEZEN
        if self.judge_since is not None:
            return State.TE_BEOORDELEN
        return State.AANGEMELD if self.placed_at is not None else State.WACHTLIJST


class GroupContact(Model):
    """Who registered others and need not come: gets one mail with a link to how it stands with them.

    `already`: who was on the list before, as [name as typed, the state that a newcomer would have had]. They are shown
    like the others, so that nobody learns from it who had registered; what is true of them their own mail says.
    """

    __tablename__ = "group_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    token: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)
    form_key: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # recognises a second click on the same form
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    already: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    werksessie: Mapped[Werksessie] = relationship()


class Need(Model):
    """Diet and access needs, asked with consent, stored apart, deleted 7 days after the session."""

    __tablename__ = "need"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    diet: Mapped[str] = mapped_column(Text, default="")
    access: Mapped[str] = mapped_column(Text, default="")
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Receipt(Model):
    """What one submitted form said, shown once after the redirect, to whoever typed it; it is no proof of identity.

    The same for a new address and for one that is registered already, so that it tells a stranger nothing.
    `key` recognises a second click on the same form. Deleted after a day.
    """

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(String(200))
    domain: Mapped[str] = mapped_column(String(100), default="")
    waiting: Mapped[bool]
    judged: Mapped[bool] = mapped_column(default=False)  # the planner's yes comes first
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)

    werksessie: Mapped[Werksessie] = relationship()


class InvitationLetter(Model):
    """What a planner wrote to who is invited; the job writes it to each whose `letter_id` names it."""

    __tablename__ = "invitation_letter"
    __table_args__ = (
        CheckConstraint("kind IN ('vooraankondiging', 'uitnodiging', 'herinnering')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    werksessie: Mapped[Werksessie] = relationship()


class Invitation(Model):
    """One address that was invited to one werksessie, or is to be.

    Dated facts: `save_the_date_at`, `invited_at` and `reminded_at` say when that mail was last sent off,
    `declined_at` that the person is verhinderd, `revoked_at` that the planner took the invitation back. Who was
    put forward by a colleague (`passed_by_id`) waits for the planner until `allowed_at`. `letter_id` is the letter
    that the job has yet to write to them. Whether somebody registered is not kept here: it follows from the
    registration with the same `email_key`.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "email_key"),
        Index("ix_invitation_list", "werksessie_id", "sort_name", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200), default="")
    sort_name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(320))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    function: Mapped[str] = mapped_column(String(200), default="")
    domain_id: Mapped[int | None] = mapped_column(ForeignKey("domain.id", ondelete="SET NULL"), index=True)
    passed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="SET NULL"), index=True
    )
    letter_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitation_letter.id", ondelete="SET NULL"), index=True
    )
    token: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    save_the_date_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    allowed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    werksessie: Mapped[Werksessie] = relationship()
    domain: Mapped[Domain | None] = relationship()
    passed_by: Mapped[Invitation | None] = relationship(remote_side=[id])
    letter: Mapped[InvitationLetter | None] = relationship()
