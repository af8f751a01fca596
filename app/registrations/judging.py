"""A planner's yes or no to somebody who wants to come. Each is one transaction under the werksessie's lock."""

from __future__ import annotations

from datetime import datetime

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations import actions
from app.registrations.models import Registration, State
from app.registrations.replacing import hand_over, predecessor_of


class JudgedError(actions.RefusedError):
    """It was decided otherwise, or the person withdrew, since the planner looked; nothing was changed."""


def approve(registration: Registration, by: User, at: datetime, *, after_all: bool = False) -> None:
    """Let somebody in: a place when there is one, else the waiting list, in the order of registering. Twice is once.

    Who comes instead of a colleague takes that place over.
    `after_all`: also who was refused. Raises JudgedError, or OverError or GoneError as `actions.begin` does.
    """
    werksessie = actions.begin(registration, at)
    may = (State.TE_BEOORDELEN, State.AFGEWEZEN) if after_all else (State.TE_BEOORDELEN,)
    if registration.state in may:
        registration.approved_at, registration.refused_at, registration.refusal = at, None, ""
        gives = predecessor_of(registration)
        if gives is not None:
            hand_over(gives, registration, at)
        else:
            actions.let_in(registration, werksessie, at)
        record("registration.approve", werksessie.id, by.id, registration=registration.id)
    elif registration.state not in (State.AANGEMELD, State.WACHTLIJST):
        db.session.rollback()
        raise JudgedError
    db.session.commit()


def refuse(registration: Registration, by: User, at: datetime, reason: str = "") -> None:
    """Say no to somebody who is to be judged; `reason` goes into their mail. Twice is once, with the first reason.

    Raises JudgedError, or OverError or GoneError as `actions.begin` does.
    """
    werksessie = actions.begin(registration, at)
    if registration.state is State.TE_BEOORDELEN:
        registration.refused_at = registration.cancelled_at = registration.stale_since = at
        registration.judge_since, registration.refusal = None, reason
        gives = predecessor_of(registration)
        if gives is not None:
            gives.replaced_by_id = None
        record("registration.refuse", werksessie.id, by.id, registration=registration.id)
    elif registration.state is not State.AFGEWEZEN:
        db.session.rollback()
        raise JudgedError
    db.session.commit()
