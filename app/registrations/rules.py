"""The rules of registering, and keeping what the planner makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.audit import record
from app.accounts.models import User
from app.extensions import db
from app.registrations.actions import fill_places
from app.registrations.ways_in import WayIn
from app.werksessies.lock import wait_for_lock
from app.werksessies.models import Werksessie

STANDARD_HOUSE_RULES = """\
Maak geen foto’s, film en geluidsopnamen.
Wat u hier hoort, mag u gebruiken. Vertel niet verder wie het zei en wie er was.
Laat geen papieren liggen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Seats held for a domain, until the day on which they fall free."""

    seats: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Who may register, and how places are given. `holds` by domain id; what it lacks stays as it is.

    `closed`: the subject is closed. Then only who is invited comes in, whatever `way_in` says, and there are house
    rules: `STANDARD_HOUSE_RULES` unless the planner wrote others.
    """

    way_in: WayIn = WayIn.OPEN
    entry_code: str = ""
    mail_domains: str = ""
    auto_place_until: date | None = None
    closed: bool = False
    house_rules: str = ""
    holds: Mapping[int, Hold]


def set_rules(werksessie: Werksessie, rules: Rules, by: User, at: datetime) -> int:
    """Keep the rules; the number of people who got a place because seats were let go."""
    wait_for_lock(werksessie)
    domains = list(werksessie.domains)  # read before anything changes, which reading would write already
    werksessie.closed_since = (werksessie.closed_since or at) if rules.closed else None
    werksessie.way_in = (WayIn.INVITED if rules.closed else rules.way_in).value
    werksessie.house_rules = rules.house_rules or (STANDARD_HOUSE_RULES if rules.closed else "")
    werksessie.entry_code, werksessie.mail_domains = rules.entry_code, rules.mail_domains
    werksessie.auto_place_until = rules.auto_place_until
    for domain in domains:
        hold = rules.holds.get(domain.id, Hold(seats=domain.held, until=domain.held_until))
        domain.held, domain.held_until = hold.seats, hold.until if hold.seats else None
    if not any(map(db.session.is_modified, db.session.dirty)):
        db.session.rollback()
        return 0
    placed = fill_places(werksessie, at)
    record("registration.rules", werksessie.id, by.id, way_in=werksessie.way_in, closed=rules.closed)
    db.session.commit()
    return len(placed)
