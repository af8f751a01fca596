"""Personal links of people without an account: each opens one page about one werksessie and nothing else."""

from __future__ import annotations

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.werksessies.models import Person, Werksessie


class LinkKind(StrEnum):
    """Whose link it is. The first part of its address is the same word."""

    CLIENT = "opdracht"
    SPEAKER = "spreker"
    CATERER = "catering"
    CREW = "ploeg"
    OWNER = "taken"


class PersonalLink(Model):
    """`/<kind>/<token>`. `person_id` for a speaker or a member of the crew; `for_whom` and `email` for the others.

    A link works until `revoked_at`; who needs another one gets a new row. `opened_at`: when it was last opened.
    """

    __tablename__ = "personal_link"
    __table_args__ = (
        CheckConstraint("kind IN ('opdracht', 'spreker', 'catering', 'ploeg', 'taken')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    for_whom: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(320), default="")
    token: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_urlsafe(24))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    werksessie: Mapped[Werksessie] = relationship()
    person: Mapped[Person | None] = relationship()
