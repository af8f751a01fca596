"""A colleague comes instead: takes the place, or the place in line, in one transaction.

Of a closed subject, and where the planner judges or invites, the colleague waits for the planner's yes; until then
the place stays with who had it. The row of who gave the place away names the colleague in `replaced_by_id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from app.extensions import db
from app.registrations import actions
from app.registrations.choice_models import Seat, Wish
from app.registrations.entry import Entry
from app.registrations.models import Registration, State, new_token
from app.registrations.rows import add_registration, registration_of, write_details
from app.registrations.ways_in import WayIn, welcome_address
from app.werksessies.models import Werksessie, new_stamp


@dataclass(frozen=True, slots=True)
class Colleague:
    """Who comes instead."""

    name: str
    email: str


class NotThisAddressError(actions.RefusedError):
    """No place can be given to this address; why, is not for others to know."""


def needs_yes(werksessie: Werksessie) -> bool:
    """Whether the planner decides on a colleague."""
    return werksessie.closed_since is not None or werksessie.way_in in (WayIn.INVITED, WayIn.APPROVAL)


def replace(registration: Registration, colleague: Colleague, at: datetime) -> bool:
    """Let a colleague come instead; whether it is done, or waits for the planner's yes.

    Raises NotThisAddressError, GoneError for who has nothing to give, or OverError once the day began.
    """
    werksessie = actions.begin(registration, at)
    known = registration_of(werksessie.id, colleague.email)
    fault = _fault(registration, werksessie, colleague, known, at)
    if fault is not None:
        db.session.rollback()
        raise fault
    new = _on_the_list(registration, colleague, known, at)
    done = not needs_yes(werksessie) or registration.state is State.TE_BEOORDELEN
    registration.replaced_by_id = new.id
    werksessie.places_stamp = new_stamp()
    if done:
        hand_over(registration, new, at)
    db.session.commit()
    return done


def _fault(
    registration: Registration,
    werksessie: Werksessie,
    colleague: Colleague,
    known: Registration | None,
    at: datetime,
) -> actions.RefusedError | None:
    if werksessie.started(at):
        return actions.OverError()
    if registration.cancelled_at is not None:
        return actions.GoneError()
    outsider = werksessie.way_in == WayIn.MAIL and not welcome_address(werksessie, colleague.email)
    if outsider or (known is not None and known.state is not State.AFGEMELD):
        return NotThisAddressError()
    return None


def _on_the_list(
    registration: Registration, colleague: Colleague, known: Registration | None, at: datetime
) -> Registration:
    """The colleague's row, to be judged. Who withdrew before comes back under a new link."""
    entry = Entry(
        name=colleague.name,
        email=colleague.email,
        organisation=registration.person.organisation,
        domain_id=registration.domain_id,
    )
    if known is None:
        add_registration(db.session.connection(), registration.werksessie_id, entry, at, State.TE_BEOORDELEN)
        known = registration_of(registration.werksessie_id, colleague.email)
        assert known is not None
        return known
    known.person.email = colleague.email
    write_details(known, entry, at)
    known.token = new_token()
    known.cancelled_at = known.replaced_by_id = known.placed_at = None
    known.registered_at = known.judge_since = known.stale_since = at
    db.session.flush()
    return known


def hand_over(registration: Registration, new: Registration, at: datetime) -> None:
    """Under the lock: place, place in line, and seats in sessions go from one to the other."""
    for table in (Seat, Wish):
        db.session.execute(delete(table).where(table.registration_id == new.id))
        moved = update(table).where(table.registration_id == registration.id)
        db.session.execute(moved.values(registration_id=new.id))
    new.judge_since = None
    new.placed_at = at if registration.placed_at is not None else None
    if new.placed_at is None:
        new.registered_at, new.judge_since = registration.registered_at, registration.judge_since
    registration.placed_at = None
    registration.cancelled_at = registration.stale_since = new.stale_since = at
    registration.link_asked_at = None


def predecessor_of(registration: Registration) -> Registration | None:
    """Who still has the place, or the place in line, that this one is to take."""
    return db.session.scalar(
        select(Registration).where(
            Registration.replaced_by_id == registration.id,
            Registration.cancelled_at.is_(None),
            Registration.judge_since.is_(None),
        )
    )


def passed_on(registration: Registration) -> bool:
    """Whether a colleague came instead, so that this one's link is of no use any more."""
    return registration.cancelled_at is not None and registration.replaced_by_id is not None
