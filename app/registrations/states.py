"""The states of a registration as conditions in SQL: the one place that says who has a place and who waits.

They say the same as `Registration.state`, and each registration meets exactly one of them.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, case

from app.registrations.models import Registration, State

ON_THE_LIST = Registration.cancelled_at.is_(None)  # has a place, waits, or is to be judged
PLACED = and_(ON_THE_LIST, Registration.placed_at.is_not(None))
WAITING = and_(ON_THE_LIST, Registration.placed_at.is_(None), Registration.judge_since.is_(None))
TO_JUDGE = and_(ON_THE_LIST, Registration.placed_at.is_(None), Registration.judge_since.is_not(None))
WITHDRAWN = and_(Registration.cancelled_at.is_not(None), Registration.refused_at.is_(None))
REFUSED = and_(Registration.cancelled_at.is_not(None), Registration.refused_at.is_not(None))

STATES: dict[State, ColumnElement[bool]] = {
    State.AANGEMELD: PLACED,
    State.WACHTLIJST: WAITING,
    State.TE_BEOORDELEN: TO_JUDGE,
    State.AFGEMELD: WITHDRAWN,
    State.AFGEWEZEN: REFUSED,
}
STATE: ColumnElement[str] = case(*((meets, state.value) for state, meets in STATES.items()))
IN_LINE = (Registration.registered_at, Registration.id)  # the order of who waits, and of who is judged
