"""How it stands with apparatus and crew: what does not fit, read from the plan each time and stored nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.logistics.crew_plan import Member, remarks
from app.logistics.models import Material
from app.logistics.technique import Apparatus, conflicts
from app.programme.schedule import timeline_of
from app.programme.timeline import Timeline
from app.speakers.models import Speaker
from app.werksessies.models import TeamMember, Werksessie

GONE = ("afgezegd", "vervallen")


def troubles(werksessie: Werksessie, day: Timeline | None = None) -> list[str]:
    """What does not fit, in sentences; in a fixed number of queries."""
    day = day or timeline_of(werksessie)
    return [*_technique(werksessie, day), *remarks(day, crew_of(werksessie))]


def crew_of(werksessie: Werksessie) -> list[Member]:
    """The crew as plain data."""
    query = select(TeamMember).where(TeamMember.werksessie_id == werksessie.id)
    rows = db.session.scalars(query.order_by(TeamMember.position).options(joinedload(TeamMember.follows)))
    return [as_member(row) for row in rows]


def as_member(row: TeamMember) -> Member:
    return Member(
        role=row.role,
        name=row.person.name,
        starts=row.starts,
        ends=row.ends,
        follows=row.follows.name if row.follows else None,
    )


def _technique(werksessie: Werksessie, day: Timeline) -> Sequence[str]:
    things = select(Material).where(Material.werksessie_id == werksessie.id, Material.technique)
    there = [Apparatus(what=row.what, count=row.count) for row in db.session.scalars(things)]
    if not there:
        return ()
    speakers = select(Speaker).where(Speaker.werksessie_id == werksessie.id, Speaker.status.not_in(GONE))
    needs = {row.person.name: tuple(row.needs) for row in db.session.scalars(speakers)}
    return conflicts(day, needs, there)
