"""What a day does for its goals, and what could be better, in sentences a planner can act on. Pure; never blocks.

Pillars are means, goals are ends. Every sentence is true of the plan and says what one could do.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.programme.advice_kind import Advice, AdviceKind
from app.programme.advice_on_goals import (
    about_balance,
    about_goals,
    about_loose_time,
    about_pillars,
    about_time_for_goals,
    absent,
    unserved,
)
from app.programme.advice_on_time import (
    about_breaks,
    about_conversation,
    about_listening,
    about_the_end,
    about_what_is_good,
    long_listening,
)
from app.programme.attention import working
from app.programme.plan import Goal
from app.programme.timeline import Timeline

__all__ = ["Advice", "AdviceKind", "absent", "advise", "long_listening", "unserved"]


def advise(line: Timeline, goals: Sequence[Goal]) -> tuple[Advice, ...]:
    """All advice, the weightiest first and praise last; none as long as nothing happens in the programme."""
    if not working(line):
        return ()
    return (
        *about_goals(line, goals),
        *about_pillars(line, goals),
        *about_the_end(line),
        *about_conversation(line),
        *about_listening(line),
        *about_breaks(line),
        *about_time_for_goals(line, goals),
        *about_balance(line),
        *about_loose_time(line, goals),
        *about_what_is_good(line),
    )
