"""The record of who did what."""

from __future__ import annotations

from app.accounts.models import AuditEntry
from app.extensions import db


def record(what: str, werksessie_id: int | None = None, user_id: int | None = None, **detail: object) -> None:
    """Add to the record, in the transaction of the deed. `what` as "werksessie.publish"; no personal values."""
    db.session.add(AuditEntry(what=what, werksessie_id=werksessie_id, user_id=user_id, detail=detail))
