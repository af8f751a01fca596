"""What each person's agenda was told: one appointment per person per day, in numbered versions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Model, UtcDateTime, now
from app.registrations.models import Registration


class Appointment(Model):
    """A UID, made once and never used again after a CANCEL (who comes back after it gets a new one)."""

    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    day: Mapped[date]
    uid: Mapped[str] = mapped_column(String(255), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # withdrawn: this UID is never revived

    registration: Mapped[Registration] = relationship()
    versions: Mapped[list[AppointmentVersion]] = relationship(
        order_by="AppointmentVersion.sequence", cascade="all, delete-orphan", back_populates="appointment"
    )


class AppointmentVersion(Model):
    """One version as sent: SEQUENCE, hash of the visible fields, stamps, and the bytes."""

    __tablename__ = "appointment_version"
    __table_args__ = (
        UniqueConstraint("appointment_id", "sequence", "method"),
        CheckConstraint("method IN ('REQUEST', 'CANCEL')", name="method"),
        CheckConstraint("sequence >= 0", name="sequence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)
    sequence: Mapped[int]
    method: Mapped[str] = mapped_column(String(10))
    content_hash: Mapped[str] = mapped_column(String(64))
    stamped_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ics: Mapped[bytes] = mapped_column(LargeBinary)

    appointment: Mapped[Appointment] = relationship(back_populates="versions")
