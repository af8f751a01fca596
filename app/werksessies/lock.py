"""The werksessie's lock: who changes something of it waits for who did so a moment earlier."""

from __future__ import annotations

from app.extensions import db
from app.werksessies.models import Werksessie


def wait_for_lock(werksessie: Werksessie) -> None:
    """Wait until nobody else changes this werksessie, and see its newest state. Held until the transaction ends.

    Comes before a verb's first write. A row that points to the werksessie, such as a line on the record, takes a
    share of this lock; two who each hold a share would wait for each other forever. On SQLite the transaction
    itself is the lock.
    """
    db.session.refresh(werksessie, with_for_update=True)
