"""How it stands with apparatus and crew: what does not fit, read from the plan each time and stored nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
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


def troubles(werksessie: Werksessie) -> list[str]:
    """What does not fit, in sentences; in a fixed number of queries."""
    crew = db.session.scalars(whole_crew().where(TeamMember.werksessie_id == werksessie.id)).all()
    things = db.session.scalars(apparatus().where(Material.werksessie_id == werksessie.id)).all()
    speakers = db.session.scalars(select(Speaker).where(Speaker.werksessie_id == werksessie.id)).all()
    return troubles_in(timeline_of(werksessie), crew, things, speakers)


def troubles_in(
    day: Timeline, crew: Sequence[TeamMember], things: Sequence[Material], speakers: Sequence[Speaker]
) -> list[str]:
    """What does not fit with these rows, each sentence once."""
    there = [Apparatus(what=row.what, count=row.count) for row in things]
    needs = {row.person.name: tuple(row.needs) for row in speakers if row.status not in GONE}
    return [*conflicts(day, needs, there), *remarks(day, [as_member(row) for row in crew])]


def whole_crew() -> Select[TeamMember]:
    """The crew in order, with whom they follow."""
    return select(TeamMember).order_by(TeamMember.position).options(joinedload(TeamMember.follows))


def apparatus() -> Select[Material]:
    """The materials of which there are no more than their number at one time."""
    return select(Material).where(Material.technique).order_by(Material.position)


def as_member(row: TeamMember) -> Member:
    return Member(
        role=row.role,
        name=row.person.name,
        starts=row.starts,
        ends=row.ends,
        follows=row.follows.name if row.follows else None,
    )
