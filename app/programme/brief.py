"""Why there is a werksessie: the occasion, in the client's words."""

from __future__ import annotations

from datetime import datetime

from app.extensions import db
from app.programme.deed import Deed
from app.werksessies.models import Werksessie


class OccasionClashError(Exception):
    """A colleague wrote something else meanwhile: `saved`. Nothing was written."""

    def __init__(self, saved: str) -> None:
        super().__init__(saved)
        self.saved = saved


def change_occasion(
    werksessie: Werksessie, wanted: str, base: str, user_id: int | None, at: datetime
) -> None:
    """Save the occasion over what the planner saw, `base`. Raises OccasionClashError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    if werksessie.occasion not in (base, wanted):
        saved = werksessie.occasion
        db.session.rollback()
        raise OccasionClashError(saved)
    if werksessie.occasion == wanted:
        db.session.rollback()
        return
    werksessie.occasion = wanted
    deed.finish("brief.change_occasion")
