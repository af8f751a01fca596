"""What that the first screen looks at, of one or more werksessies, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from app.catering.due import State
from app.catering.meals import Meal
from app.catering.models import CateringMoment, CateringOrder
from app.catering.standing import ordered
from app.catering.times import TIE, item_of
from app.extensions import db
from app.logistics.models import CancellationStep, Material, Task, VenueTerms
from app.logistics.standing import apparatus, whole_crew
from app.programme.models import Item, Moment
from app.programme.schedule import timeline_of, whole_items, whole_moments
from app.programme.timeline import Timeline
from app.registrations.invitation_list import may_be_mailed
from app.registrations.models import Invitation, Need, Registration
from app.registrations.states import ON_THE_LIST, PLACED, TO_JUDGE, WAITING
from app.speakers.models import Speaker, SpeakerChange, SpeakerContact
from app.today.facts import Counts
from app.versions.conversations import open_comments_by
from app.versions.models import Status, Version
from app.werksessies.brief_models import BriefAnswer, BriefVersion
from app.werksessies.models import TeamMember, Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One werksessie at `at`; `today` is the day there.

    `contacts`: when somebody spoke to a speaker, by the speaker's id. `unseen`: what speakers changed and no planner
    looked at. `silent`: who was invited and did not answer, `put_forward`: by a colleague, waiting for a yes.
    `comments`, `remarks`: of readers of the draaiboek and of the client, not dealt with. `fixed`: a version of the
    draaiboek was vastgesteld. `needs`: people whose diet or access needs are kept. `catering`: how it stands with the
    caterer; what is needed by now is not counted here, so that no order seems to differ from it.
    """

    werksessie: Werksessie
    at: datetime
    today: date
    line: Timeline
    tasks: Sequence[Task]
    speakers: Sequence[Speaker]
    contacts: Mapping[int, Sequence[datetime]]
    unseen: int
    counts: Counts
    silent: int
    put_forward: int
    needs: int
    comments: int
    remarks: int
    fixed: bool
    venue: VenueTerms | None
    steps: Sequence[CancellationStep]
    crew: Sequence[TeamMember]
    apparatus: Sequence[Material]
    catering: State

    @property
    def over(self) -> bool:
        """Whether the day is behind us."""
        return self.werksessie.date < self.today


def known_of(werksessies: Sequence[Werksessie], at: datetime) -> list[Known]:
    """Each of these as it stands at `at`, in the order given."""
    ids = [werksessie.id for werksessie in werksessies]
    items, moments = _rows(whole_items(), Item, ids), _rows(whole_moments(), Moment, ids)
    people = joinedload(Task.owner), joinedload(Task.done_by)
    tasks = _rows(select(Task).order_by(Task.position, Task.id).options(*people), Task, ids)
    speakers = _rows(select(Speaker).order_by(Speaker.position, Speaker.id), Speaker, ids)
    steps = _rows(select(CancellationStep).order_by(CancellationStep.after), CancellationStep, ids)
    venues = _rows(select(VenueTerms), VenueTerms, ids)
    crew, things = _rows(whole_crew(), TeamMember, ids), _rows(apparatus(), Material, ids)
    served = _rows(
        select(CateringMoment).order_by(CateringMoment.position).options(joinedload(CateringMoment.item)),
        CateringMoment,
        ids,
    )
    orders = _rows(select(CateringOrder).order_by(CateringOrder.number), CateringOrder, ids)
    contacts, unseen = _contacts(ids), _unseen(ids)
    counts, invited, needs = _counts(ids, at), _invited(ids), _needs(ids)
    lines = {each.id: timeline_of(each, items[each.id], moments[each.id]) for each in werksessies}
    comments, remarks, fixed = open_comments_by(ids), _remarks(ids), _fixed(ids)
    return [
        Known(
            werksessie=each,
            at=at,
            today=each.local_day(at),
            line=lines[each.id],
            tasks=tasks[each.id],
            speakers=speakers[each.id],
            contacts=contacts,
            unseen=unseen.get(each.id, 0),
            counts=counts.get(each.id, Counts(placed=0, waiting=0, to_judge=0, this_week=0)),
            silent=invited.get(each.id, (0, 0))[0],
            put_forward=invited.get(each.id, (0, 0))[1],
            needs=needs.get(each.id, 0),
            comments=comments.get(each.id, 0),
            remarks=remarks.get(each.id, 0),
            fixed=each.id in fixed,
            venue=next(iter(venues[each.id]), None),
            steps=steps[each.id],
            crew=crew[each.id],
            apparatus=things[each.id],
            catering=_catering(each, served[each.id], orders[each.id], lines[each.id], at),
        )
        for each in werksessies
    ]


def _rows(query: Any, model: type[Any], ids: Sequence[int]) -> dict[int, list[Any]]:
    """The rows of these werksessies, by werksessie, in the order of the query."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.scalars(query.where(model.werksessie_id.in_(ids))):
        rows[row.werksessie_id].append(row)
    return rows


def _counted(model: type[Any], ids: Sequence[int], *where: ColumnElement[bool]) -> dict[int, int]:
    query = select(model.werksessie_id, func.count()).where(model.werksessie_id.in_(ids), *where)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(model.werksessie_id))}


def _contacts(ids: Sequence[int]) -> dict[int, list[datetime]]:
    query = select(SpeakerContact.speaker_id, func.max(SpeakerContact.at)).join(Speaker)
    last = query.where(Speaker.werksessie_id.in_(ids)).group_by(SpeakerContact.speaker_id)
    return {speaker_id: [at] for speaker_id, at in db.session.execute(last)}


def _unseen(ids: Sequence[int]) -> dict[int, int]:
    query = select(Speaker.werksessie_id, func.count(SpeakerChange.id)).join(
        SpeakerChange, SpeakerChange.speaker_id == Speaker.id
    )
    waiting = query.where(Speaker.werksessie_id.in_(ids), SpeakerChange.seen_at.is_(None))
    return {row[0]: row[1] for row in db.session.execute(waiting.group_by(Speaker.werksessie_id))}


def _counts(ids: Sequence[int], at: datetime) -> dict[int, Counts]:
    new = Registration.registered_at > at - timedelta(days=7)
    query = select(
        Registration.werksessie_id,
        func.count().filter(PLACED),
        func.count().filter(WAITING),
        func.count().filter(new),
        func.count().filter(TO_JUDGE),
    ).where(Registration.werksessie_id.in_(ids), ON_THE_LIST)
    return {
        row[0]: Counts(placed=row[1], waiting=row[2], this_week=row[3], to_judge=row[4])
        for row in db.session.execute(query.group_by(Registration.werksessie_id))
    }


def _invited(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Who did not answer, and who waits for the planner's yes."""
    silent = _counted(Invitation, ids, may_be_mailed(), Invitation.invited_at.is_not(None))
    asked = (Invitation.allowed_at, Invitation.revoked_at, Invitation.declined_at)
    put_forward = _counted(Invitation, ids, *(column.is_(None) for column in asked))
    return {each: (silent.get(each, 0), put_forward.get(each, 0)) for each in {*silent, *put_forward}}


def _needs(ids: Sequence[int]) -> dict[int, int]:
    query = select(Registration.werksessie_id, func.count(Need.id)).join(
        Need, Need.registration_id == Registration.id
    )
    kept = query.where(Registration.werksessie_id.in_(ids)).group_by(Registration.werksessie_id)
    return {row[0]: row[1] for row in db.session.execute(kept)}


def _remarks(ids: Sequence[int]) -> dict[int, int]:
    query = select(BriefVersion.werksessie_id, func.count(BriefAnswer.id)).join(
        BriefAnswer, BriefAnswer.version_id == BriefVersion.id
    )
    waiting = query.where(
        BriefVersion.werksessie_id.in_(ids), BriefAnswer.text != "", BriefAnswer.settled_at.is_(None)
    )
    return {row[0]: row[1] for row in db.session.execute(waiting.group_by(BriefVersion.werksessie_id))}


def _fixed(ids: Sequence[int]) -> set[int]:
    query = select(Version.werksessie_id).where(
        Version.werksessie_id.in_(ids), Version.status == Status.VASTGESTELD.value
    )
    return set(db.session.scalars(query.distinct()))


def _catering(
    werksessie: Werksessie,
    moments: Sequence[CateringMoment],
    orders: Sequence[CateringOrder],
    line: Timeline,
    at: datetime,
) -> State:
    sent = tuple(ordered(order, werksessie) for order in orders)
    uncounted = (Meal(key=row.key, title=row.title, starts=row.starts, portions=0) for row in moments)
    return State(
        today=werksessie.local_day(at),
        day=werksessie.date,
        deadline=werksessie.diet_deadline(),
        shrink=0,
        now=sent[-1].meals if sent else tuple(uncounted),
        orders=sent,
        lost=tuple(row.title for row in moments if TIE in row.unresolved and item_of(row, line) is None),
    )
