"""Telling participants that what they were told may no longer be true."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.extensions import db
from app.registrations.models import Registration
from app.registrations.states import PLACED
from app.werksessies.models import Werksessie

_REGISTRATION: Any = Registration.__table__


def tell_participants(werksessie: Werksessie, at: datetime) -> None:
    """Let the job compare what everyone with a place was told with what is true, and mail the difference.

    Within a verb that goes on, under the werksessie's lock. Whose appointment is the same hears nothing.
    """
    stale = update(_REGISTRATION).where(_REGISTRATION.c.werksessie_id == werksessie.id, PLACED)
    db.session.execute(stale.values(stale_since=at, changed_at=_REGISTRATION.c.changed_at))
