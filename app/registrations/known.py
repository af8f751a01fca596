"""What a werksessie knows already of who comes: to suggest an organisation, and to see a typo in an address.

Only what at least two people share: what one person typed tells others that this person comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app.extensions import SINGLE_READ, db
from app.registrations.models import Registration
from app.registrations.spellings import alike
from app.registrations.states import ON_THE_LIST
from app.werksessies.models import Person

SHARED_BY = 2  # people at least
MOST_ORGANISATIONS = 100
_WELL_KNOWN = """
    gmail.com hotmail.com hotmail.nl outlook.com icloud.com yahoo.com live.nl ziggo.nl kpnmail.nl kpnplanet.nl
    xs4all.nl planet.nl home.nl hetnet.nl casema.nl upcmail.nl chello.nl quicknet.nl telfort.nl solcon.nl zonnet.nl
"""
WELL_KNOWN = frozenset(_WELL_KNOWN.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Organisations, the largest first, and the hosts of mail addresses."""

    organisations: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()


def known_in(werksessie_id: int) -> Known:
    """What is known in a werksessie, in one query."""
    query = (
        select(Person.organisation, Registration.email_key)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.werksessie_id == werksessie_id, ON_THE_LIST)
    )
    with db.engine.connect() as connection:
        rows = connection.execution_options(**{SINGLE_READ: True}).execute(query).all()
    spelled = alike(row.organisation for row in rows)
    organisations = [ways[0][0] for ways in spelled if sum(people for _, people in ways) >= SHARED_BY]
    hosts = _shared(row.email_key.rpartition("@")[2] for row in rows)
    return Known(organisations=tuple(organisations[:MOST_ORGANISATIONS]), hosts=frozenset(hosts))


def meant_address(email: str, hosts: Iterable[str]) -> str | None:
    """The address that was probably meant: one letter other, more, less or swapped from a known host.

    None when the host is known itself, or is like none.
    """
    name, _, host = email.rpartition("@")
    known = WELL_KNOWN.union(hosts)
    if host.casefold() in known:
        return None
    likely = sorted(other for other in known if _one_slip(host.casefold(), other))
    return f"{name}@{likely[0]}" if likely else None


def _shared(values: Iterable[str]) -> list[str]:
    return [value for value, people in Counter(values).most_common() if people >= SHARED_BY]


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is another, extra or missing, or two neighbours changed places."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = next((at for at, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    mine, theirs = typed[start:], meant[start:]
    swapped = len(mine) > 1 and mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
    return swapped or mine[1:] in (theirs[1:], theirs) or mine == theirs[1:]
