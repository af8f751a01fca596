"""What an entry of the registry says, on which grounds we keep things, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

PARTICIPANT_KEPT = timedelta(days=183)  # after the session
CREW_KEPT = timedelta(days=2 * 365)  # after the session
MAIL_BODY_KEPT = timedelta(days=30)  # after sending
MAIL_KEPT = timedelta(days=183)
SIGN_IN_KEPT = timedelta(days=1)
REMOVED_KEPT = timedelta(days=30)  # after removing
AUDIT_KEPT = timedelta(days=2 * 365)

AGREED = "Uitvoering van uw aanmelding (AVG, artikel 6, lid 1, onder e: taak van algemeen belang)"
CONSENT = "Uw toestemming (AVG, artikel 6, lid 1, onder a, en artikel 9, lid 2, onder a)"
WORK = "Uitvoering van de opdracht (AVG, artikel 6, lid 1, onder e: taak van algemeen belang)"
SECURITY = "Beveiliging (AVG, artikel 6, lid 1, onder e, en artikel 32)"


@dataclass(frozen=True, slots=True)
class Entry:
    """Some columns that are kept for one purpose. `columns` as table.column."""

    who: str
    what: str
    columns: tuple[str, ...]
    purpose: str
    basis: str
    kept: str
