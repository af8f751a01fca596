"""The programme as rows: rooms, items, parallel sessions, cues, moments. An item points to Person.

`unresolved` holds what a draft file named and the werksessie does not have yet, e.g. {"room": "Zaal X"}.
"""

from __future__ import annotations

import secrets
from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.extensions import Base, Model, UtcDateTime, now
from app.programme.plan import Kind
from app.werksessies.models import PILLARS, Goal, Person, Werksessie

KINDS = "(" + ", ".join(f"'{kind}'" for kind in Kind) + ")"


def new_uid() -> str:
    """The local part of a programme part's calendar UID: made once, stored, without a name or a row number."""
    return "e-" + secrets.token_urlsafe(12)


item_person = Table(
    "item_person",
    Base.metadata,
    Column("item_id", Integer, ForeignKey("item.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False, server_default="0"),
)

session_person = Table(
    "session_person",
    Base.metadata,
    Column("session_id", Integer, ForeignKey("parallel_session.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("position", Integer, nullable=False, server_default="0"),
)


class Room(Model):
    """A room of the venue; `capacity` in people. `accessible`: for who uses a wheelchair; None: not known.

    `setups`: people it holds by opstelling, e.g. {"theater": 80, "carré": 30}.
    """

    __tablename__ = "room"
    __table_args__ = (
        UniqueConstraint("werksessie_id", "name"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(100))
    capacity: Mapped[int | None]
    accessible: Mapped[bool | None]
    setups: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class Item(Model):
    """One item of the programme, in the order of `position`. Times as in `plan.Item`; `steps` holds its `Step`s.

    `version` guards against two planners at once: a save with an older version fails.
    """

    __tablename__ = "item"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"pillar IS NULL OR pillar IN {PILLARS}", name="pillar"),
        CheckConstraint("minutes > 0 AND minutes <= 1440", name="minutes"),
        CheckConstraint("minimum IS NULL OR (minimum > 0 AND minimum <= minutes)", name="minimum"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    uid: Mapped[str] = mapped_column(String(60), unique=True, default=new_uid)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(12), default=Kind.PLENAIR.value)
    starts: Mapped[time | None]
    minutes: Mapped[int]
    minimum: Mapped[int | None]
    droppable: Mapped[bool] = mapped_column(default=False)
    pillar: Mapped[str | None] = mapped_column(String(12))
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goal.id", ondelete="SET NULL"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    public: Mapped[str] = mapped_column(Text, default="")
    say: Mapped[str] = mapped_column(Text, default="")
    do: Mapped[str] = mapped_column(Text, default="")
    card: Mapped[list[str]] = mapped_column(JSON, default=list)
    # CASE is a word of SQL, hence the column's other name
    case: Mapped[str] = mapped_column("case_text", Text, default="")
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    stuck: Mapped[list[str]] = mapped_column(JSON, default=list)
    plan_b: Mapped[str] = mapped_column(Text, default="")  # when its speaker drops out
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    __mapper_args__ = {"version_id_col": version}

    werksessie: Mapped[Werksessie] = relationship()
    goal: Mapped[Goal | None] = relationship()
    room: Mapped[Room | None] = relationship()
    people: Mapped[list[Person]] = relationship(secondary=item_person, order_by=item_person.c.position)
    cues: Mapped[list[Cue]] = relationship(order_by="Cue.position", cascade="all, delete-orphan")
    sessions: Mapped[list[ParallelSession]] = relationship(
        order_by="ParallelSession.position", cascade="all, delete-orphan", back_populates="item"
    )


class ParallelSession(Model):
    """One session of a parallel block. `minutes` None: as long as the block."""

    __tablename__ = "parallel_session"
    __table_args__ = (
        UniqueConstraint("item_id", "key"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        CheckConstraint("minutes IS NULL OR (minutes > 0 AND minutes <= 1440)", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    capacity: Mapped[int | None]
    minutes: Mapped[int | None]
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    plan_b: Mapped[str] = mapped_column(Text, default="")  # when its speaker drops out
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    item: Mapped[Item] = relationship(back_populates="sessions")
    room: Mapped[Room | None] = relationship()
    people: Mapped[list[Person]] = relationship(secondary=session_person, order_by=session_person.c.position)


class Cue(Model):
    """An order at `offset` minutes from the start or end of its item."""

    __tablename__ = "cue"
    __table_args__ = (
        CheckConstraint("anchor IN ('start', 'end')", name="anchor"),
        # "offset" is a word of SQL, hence the column's other name
        CheckConstraint("minutes_offset BETWEEN -1440 AND 1440", name="minutes_offset"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    anchor: Mapped[str] = mapped_column(String(5), default="start")
    offset: Mapped[int] = mapped_column("minutes_offset", default=0)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    what: Mapped[str] = mapped_column(Text)


class Moment(Model):
    """Something outside the programme with its own time."""

    __tablename__ = "moment"
    __table_args__ = (CheckConstraint("minutes > 0 AND minutes <= 1440", name="minutes"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    starts: Mapped[time]
    minutes: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id", ondelete="SET NULL"), index=True)
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    unresolved: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    room: Mapped[Room | None] = relationship()


class RemovedPart(Model):
    """Something that a planner took out, as plain data, so that it can be put back as it was.

    `contents` is what `app.programme.plain` writes of an item or moment, and what its own verbs write of the rest;
    `position` is where it stood.
    """

    __tablename__ = "removed_part"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('item', 'moment', 'what_if', 'goal', 'condition', 'room', 'team_member', 'stakeholder', "
            "'responsibility', 'speaker', 'catering', 'material', 'supplier', 'task', 'budget_line', 'question', "
            "'cancellation', 'setup')",
            name="kind",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    removed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CancelledPart(Model):
    """A part of a published programme that was taken out: the event feed says so for 30 days."""

    __tablename__ = "cancelled_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    werksessie_id: Mapped[int] = mapped_column(ForeignKey("werksessie.id", ondelete="CASCADE"), index=True)
    uid: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sequence: Mapped[int]
