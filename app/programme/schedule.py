"""From the rows of a programme to plain data and its times. Pages, print and calendar all start here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.extensions import db
from app.programme import plan
from app.programme.models import Cue, Item, Moment, ParallelSession
from app.programme.timeline import Timeline, timeline
from app.werksessies.models import Person, Werksessie

Label = Callable[[Person], str]


def person_name(person: Person) -> str:
    """A person as screens name them."""
    return person.name


def items_of(werksessie: Werksessie) -> Sequence[Item]:
    """The programme's rows in order, with all they hold, in a fixed number of queries."""
    return db.session.scalars(whole_items().where(Item.werksessie_id == werksessie.id)).all()


def whole_items() -> Select[Item]:
    """Items in order, with all they hold; narrow it to those of one or more werksessies."""
    return (
        select(Item)
        .order_by(Item.position, Item.id)
        .options(
            joinedload(Item.goal),
            joinedload(Item.room),
            selectinload(Item.people),
            selectinload(Item.cues),
            selectinload(Item.sessions).options(
                joinedload(ParallelSession.room), selectinload(ParallelSession.people)
            ),
        )
    )


def moments_of(werksessie: Werksessie) -> Sequence[Moment]:
    """What happens outside the programme, in order."""
    return db.session.scalars(whole_moments().where(Moment.werksessie_id == werksessie.id)).all()


def whole_moments() -> Select[Moment]:
    """Moments in order, with their room; narrow it to those of one or more werksessies."""
    return select(Moment).order_by(Moment.position, Moment.id).options(joinedload(Moment.room))


def day_of(werksessie: Werksessie) -> plan.Day:
    """The frame of the day."""
    return plan.Day(
        date=werksessie.date, starts=werksessie.starts, ends=werksessie.ends, timezone=werksessie.timezone
    )


def timeline_of(
    werksessie: Werksessie, items: Sequence[Item] | None = None, moments: Sequence[Moment] | None = None
) -> Timeline:
    """The werksessie's day in absolute times; speakers are named by their names."""
    items = items_of(werksessie) if items is None else items
    moments = moments_of(werksessie) if moments is None else moments
    return timeline(
        day_of(werksessie),
        [plan_item(item, person_name) for item in items],
        [plan_moment(row) for row in moments],
    )


def plan_item(item: Item, label: Label) -> plan.Item:
    """One row as plain data; `label` turns a person into the speaker's id or name."""
    return plan.Item(
        title=item.title,
        minutes=item.minutes,
        kind=plan.Kind(item.kind),
        starts=item.starts,
        minimum=item.minimum,
        droppable=item.droppable,
        pillar=plan.Pillar(item.pillar) if item.pillar else None,
        goal=item.goal.key if item.goal else item.unresolved.get("goal"),
        room=item.room.name if item.room else item.unresolved.get("room"),
        roles=tuple(item.roles),
        speakers=(*map(label, item.people), *_missing_speakers(item.unresolved)),
        public=item.public,
        say=item.say,
        do=item.do,
        card=tuple(item.card),
        cues=tuple(map(plan_cue, item.cues)),
        parallel=tuple(plan_session(session, label) for session in item.sessions),
        case=item.case,
        steps=tuple(plan.Step(**step) for step in item.steps),
        stuck=tuple(item.stuck),
        plan_b=item.plan_b,
        uid=item.uid,
    )


def plan_cue(cue: Cue) -> plan.Cue:
    """One cue as plain data."""
    return plan.Cue(anchor=plan.Anchor(cue.anchor), offset=cue.offset, what=cue.what, roles=tuple(cue.roles))


def plan_session(session: ParallelSession, label: Label) -> plan.Session:
    """One parallel session as plain data."""
    return plan.Session(
        id=session.key,
        title=session.title,
        room=session.room.name if session.room else session.unresolved.get("room"),
        capacity=session.capacity,
        minutes=session.minutes,
        speakers=(*map(label, session.people), *_missing_speakers(session.unresolved)),
        roles=tuple(session.roles),
        plan_b=session.plan_b,
    )


def plan_moment(moment: Moment) -> plan.Moment:
    """One moment as plain data."""
    return plan.Moment(
        starts=moment.starts,
        minutes=moment.minutes,
        what=moment.what,
        room=moment.room.name if moment.room else moment.unresolved.get("room"),
        roles=tuple(moment.roles),
    )


def _missing_speakers(unresolved: dict[str, str]) -> list[str]:
    return [key for key in unresolved.get("speakers", "").split(" ") if key]
