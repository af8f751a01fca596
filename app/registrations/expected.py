"""How many people really come: some of those with a place stay away, most of all when coming costs nothing."""

from __future__ import annotations

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

MOST_AWAY = 90  # per cent


def expected(placed: int, no_show: int | None) -> int:
    """How many of `placed` come when `no_show` per cent stays away, rounded; a half counts as somebody."""
    return (placed * (100 - (no_show or 0)) + 50) // 100


def set_expectation(
    werksessie: Werksessie, no_show: int | None, aims: dict[int, int | None], by: User
) -> None:
    """Keep what the planner expects: who stays away, and per domain (by id) the per cent hoped for.

    One transaction. Aims of a domain that is no longer there are left out.
    """
    wait_for_lock(werksessie)
    werksessie.no_show = no_show
    for domain in werksessie.domains:
        if domain.id in aims:
            domain.aim = aims[domain.id]
    record("registrations.expect", werksessie.id, by.id)
    db.session.commit()
