"""Versions of a draaiboek as they went out, who has which edition, and what readers said of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime
from app.registrations.models import new_token
from app.werksessies.models import Person, Werksessie

PERSONAL = frozenset({"sprekersbriefing"})  # editions with a sheet a person


class Status(StrEnum):
    """What a version is for: readers may still say what should differ, or this is what the day goes by."""

    TER_REACTIE = "ter reactie"
    VASTGESTELD = "vastgesteld"


class Version(Model):
    """A draaiboek as it stood when it went out, whole and for good. Nothing but forgetting changes a row.

    `contents` is the draaiboek file (`app.draaiboek.file`), `uids` the stored uid of each of its items in order,
    `expected` the people expected at that time, `base_url` the address that its codes lead to. `made_by` is the name
    of who made it, as it was then.
    """

    __tablename__ = "draaiboek_version"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "major", "minor"),
        CheckConstraint("status IN ('ter reactie', 'vastgesteld')", name="status"),
        CheckConstraint("major >= 0 AND minor >= 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"))
    major: Mapped[int]
    minor: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    made_by: Mapped[str] = mapped_column(String(320), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    contents: Mapped[str] = mapped_column(Text)
    uids: Mapped[list[str]] = mapped_column(JSON)
    expected: Mapped[int | None]
    base_url: Mapped[str] = mapped_column(String(200))

    werksessie: Mapped[Werksessie] = relationship()

    @property
    def number(self) -> str:
        """As printed: "1.0"."""
        return f"{self.major}.{self.minor}"

    @property
    def fixed(self) -> bool:
        """Whether the day goes by it."""
        return self.status == Status.VASTGESTELD


class EditionLink(Model):
    """A link to one edition for one reader, without sign-in, until it is revoked.

    `for_whom` "" is the link that the planners' own prints carry in their QR (one an edition). `person_id`: whose
    sheet, of an edition with a sheet a person. `writes_since`: this reader may write the spoken texts, until a
    version is fixed after that moment. `has_version_id`, `has_since`: the version that the reader said to have.
    The token stands in clear, as it must be printed again, byte for byte.
    """

    __tablename__ = "edition_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    edition: Mapped[str] = mapped_column(String(40))
    token: Mapped[str] = mapped_column(String(40), unique=True, default=new_token)
    for_whom: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    writes_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    has_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("draaiboek_version.id", ondelete="SET NULL")
    )
    has_since: Mapped[datetime | None] = mapped_column(UtcDateTime)

    werksessie: Mapped[Werksessie] = relationship()
    person: Mapped[Person | None] = relationship()
    has_version: Mapped[Version | None] = relationship()

    @property
    def lost(self) -> bool:
        """Whether it led to the sheet of somebody who is not in the draaiboek any more."""
        return self.edition in PERSONAL and bool(self.for_whom) and self.person_id is None

    @property
    def works(self) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and not self.lost


class Comment(Model):
    """What a reader (`link_id`) or planner (`user_id`) said of a draaiboek, or answered to that (`answer_to_id`).

    `item_uid` None: of the whole. `version_id`: the version it was said of; None: of the working copy.
    `author` is the name as it was then. `settled_at`: a planner has dealt with it.
    """

    __tablename__ = "draaiboek_comment"
    __table_args__ = (Index("ix_draaiboek_comment_list", "werksessie_id", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("draaiboek_version.id", ondelete="SET NULL"))
    link_id: Mapped[int | None] = mapped_column(
        ForeignKey("edition_link.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    answer_to_id: Mapped[int | None] = mapped_column(ForeignKey("draaiboek_comment.id", ondelete="CASCADE"))
    item_uid: Mapped[str | None] = mapped_column(String(60))
    author: Mapped[str] = mapped_column(String(320))
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
