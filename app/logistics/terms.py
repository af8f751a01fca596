"""What was agreed with the venue: one row, saved as a form of facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.extensions import db
from app.logistics.models import VenueTerms
from app.programme.deed import Deed
from app.programme.listed import ListClashError, Values, day_of_text, merged_values, text_of
from app.werksessies.models import Werksessie

DAYS = ("option_until", "definite_on", "numbers_by")
PLAIN = (
    "rent", "account_manager", "account_phone", "account_email", "floor_manager", "floor_phone", "first_aid",
    "first_aid_phone", "assembly_point", "emergency", "parking", "signs",
)  # fmt: skip


def terms_of(werksessie: Werksessie) -> VenueTerms:
    """The venue's terms; an empty row that is not kept when there are none."""
    query = select(VenueTerms).where(VenueTerms.werksessie_id == werksessie.id)
    row = db.session.scalars(query).one_or_none()
    return row or VenueTerms(**{name: "" for name in PLAIN if name != "rent"})


def values_of(terms: VenueTerms) -> Values:
    """What its form shows."""
    days = {name: text_of(getattr(terms, name)) for name in DAYS}
    return days | {name: getattr(terms, name) for name in PLAIN}


def change_terms(
    werksessie: Werksessie, wanted: Values, base: Mapping[str, Any], user_id: int | None, at: datetime
) -> None:
    """Save what was typed over what the planner saw, `base`. Raises ListClashError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    row = terms_of(werksessie)
    saved = values_of(row)
    merged, fields = merged_values(base, wanted, saved)
    if fields:
        db.session.rollback()
        raise ListClashError(saved, merged, fields)
    if merged == saved:
        db.session.rollback()
        return
    row.werksessie_id = werksessie.id
    for name in DAYS:
        setattr(row, name, day_of_text(merged[name]))
    for name in PLAIN:
        setattr(row, name, merged[name])
    db.session.add(row)
    deed.finish("venue.change_terms", fields=sorted(name for name in merged if merged[name] != saved[name]))
