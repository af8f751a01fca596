"""What was agreed and what is asked, out of the database as plain data; `gather.py` puts it in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.brief import contents as brief
from app.catering.models import CateringTerms
from app.draaiboek import contents as c
from app.draaiboek import contents_agreed as a
from app.extensions import db
from app.logistics.models import CancellationStep, RoomSetup, Supplier, Task, VenueTerms
from app.programme.models import Item, Room
from app.registrations.choice_models import Round, Way
from app.registrations.question_models import AnswerKind, FormQuestion
from app.werksessies.brief_models import Responsibility, Stakeholder
from app.werksessies.models import Condition, Domain, Werksessie
from app.words import Cents

# Fields whose column has the same name.
VENUE_FIELDS = (
    "option_until", "definite_on", "numbers_by", "account_manager", "account_phone", "account_email",
    "floor_manager", "floor_phone", "first_aid", "first_aid_phone", "assembly_point", "emergency", "parking", "signs",
)  # fmt: skip
CATERING_FIELDS = ("caterer", "contact", "email", "phone", "shrink")
SUPPLIER_FIELDS = ("delivers", "contact", "phone", "email", "arrives", "leaves")


def rows_of(model: type[Any], werksessie: Werksessie, *join: Any) -> list[Any]:
    """The rows of one werksessie in their order, with what they point to by `join`."""
    query = select(model).where(model.werksessie_id == werksessie.id).order_by(model.position, model.id)
    return list(db.session.scalars(query.options(*map(joinedload, join))).all())


def _one(model: type[Any], werksessie: Werksessie) -> Any:
    return db.session.scalars(select(model).where(model.werksessie_id == werksessie.id)).one_or_none()


def same(row: Any, *names: str) -> dict[str, Any]:
    """The values of these attributes by their names."""
    return {name: getattr(row, name) for name in names}


def domain(row: Domain) -> a.Domain:
    return a.Domain(**same(row, "name", "held", "held_until", "aim"))


def brief_of(werksessie: Werksessie) -> c.Brief:
    """The assignment, besides its goals."""
    frame = werksessie.budget_frame
    return c.Brief(
        occasion=werksessie.occasion,
        conditions=tuple(row.text for row in rows_of(Condition, werksessie)),
        deliver_by=werksessie.deliver_by,
        frame=None if frame is None else Cents(frame),
        stakeholders=tuple(
            brief.Stakeholder(**same(row, "name", "interest", "involved"))
            for row in rows_of(Stakeholder, werksessie)
        ),
        responsibilities=tuple(
            brief.Responsibility(**same(row, "subject", "decides", "does", "asked", "told"))
            for row in rows_of(Responsibility, werksessie)
        ),
    )


def venue_of(werksessie: Werksessie) -> c.Venue:
    """Where it is, in which rooms, and on which terms."""
    stands: dict[int, list[a.Standing]] = {}
    for row in rows_of(RoomSetup, werksessie):
        stands.setdefault(row.room_id, []).append(a.Standing(**same(row, "starts", "setup", "note")))
    return c.Venue(
        name=werksessie.venue_name,
        address=werksessie.venue_address,
        route=werksessie.venue_route,
        rooms=tuple(_room(row, stands.get(row.id, [])) for row in rows_of(Room, werksessie)),
        terms=_venue_terms(werksessie),
    )


def _room(row: Room, stands: list[a.Standing]) -> c.Room:
    setups = tuple(a.Setup(setup=setup, capacity=people) for setup, people in row.setups.items())
    return c.Room(**same(row, "name", "capacity", "accessible"), setups=setups, stands=tuple(stands))


def _venue_terms(werksessie: Werksessie) -> a.VenueTerms:
    row = _one(VenueTerms, werksessie)
    steps = tuple(
        a.CancellationStep(**same(step, "after", "percent")) for step in rows_of(CancellationStep, werksessie)
    )
    if row is None:
        return a.VenueTerms(cancellation=steps)
    rent = None if row.rent is None else Cents(row.rent)
    return a.VenueTerms(**same(row, *VENUE_FIELDS), rent=rent, cancellation=steps)


def catering_terms_of(werksessie: Werksessie) -> a.CateringTerms:
    """Who caters, and until when the numbers may change."""
    row = _one(CateringTerms, werksessie)
    terms = same(row, *CATERING_FIELDS) if row else {}
    return a.CateringTerms(**terms, workdays=werksessie.catering_workdays)


def suppliers_of(werksessie: Werksessie) -> tuple[a.Supplier, ...]:
    return tuple(a.Supplier(**same(row, "name", *SUPPLIER_FIELDS)) for row in rows_of(Supplier, werksessie))


def tasks_of(werksessie: Werksessie) -> tuple[c.Task, ...]:
    """Tasks; of one that a planner owns the planner's address."""
    return tuple(_task(row) for row in rows_of(Task, werksessie, Task.owner))


def _task(row: Task) -> c.Task:
    owner = row.owner
    return c.Task(
        **same(row, "what", "day", "workday", "on_workday", "note"),
        roles=tuple(row.roles),
        owner=row.owner_name or (owner.name if owner else ""),
        owner_email=owner.email if owner else row.owner_email,
    )


def questions_of(werksessie: Werksessie) -> tuple[a.Question, ...]:
    """The planner's own questions of the form."""
    rows = rows_of(FormQuestion, werksessie)
    names = a.unique_names(row.text for row in rows)
    known = {row.id: name for row, name in zip(rows, names, strict=True)}
    return tuple(_question(row, known) for row in rows)


def _question(row: FormQuestion, names: Mapping[int, str]) -> a.Question:
    earlier = names.get(row.shown_if_id or 0)
    return a.Question(
        **same(row, "text", "help", "purpose", "kept_days"),
        kind=AnswerKind(row.kind),
        options=tuple(row.options),
        required=row.required_since is not None,
        only_if=a.OnlyIf(question=earlier, answer=row.shown_if) if earlier else None,
    )


def choices_of(werksessie: Werksessie, names: Mapping[int, str]) -> tuple[a.Choice, ...]:
    """The parallel blocks whose sessions people choose; `names` has what the items are called by their row."""
    query = select(Round).where(Round.werksessie_id == werksessie.id)
    rounds = db.session.scalars(query.join(Item, Item.id == Round.item_id).order_by(Item.position, Item.id))
    return tuple(a.Choice(item=names[row.item_id], way=Way(row.way), closes=row.closes) for row in rounds)
