"""What the opdracht says in single facts: why, for whom, by when, within which frame."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.extensions import db
from app.programme.deed import Deed
from app.programme.listed import ListClashError, Values, day_of_text, merged_values, text_of
from app.werksessies.models import Werksessie


def facts_of(werksessie: Werksessie) -> Values:
    """What the form of the facts shows."""
    return {
        "occasion": werksessie.occasion,
        "client": werksessie.client,
        "deliver_by": text_of(werksessie.deliver_by),
        "budget_frame": werksessie.budget_frame,
    }


def change_facts(
    werksessie: Werksessie, wanted: Values, base: Mapping[str, Any], user_id: int | None, at: datetime
) -> None:
    """Save what was typed over what the planner saw, `base`. Raises ListClashError."""
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    saved = facts_of(werksessie)
    merged, fields = merged_values(base, wanted, saved)
    if fields:
        db.session.rollback()
        raise ListClashError(saved, merged, fields)
    if merged == saved:
        db.session.rollback()
        return
    werksessie.occasion, werksessie.client = merged["occasion"], merged["client"]
    werksessie.deliver_by = day_of_text(merged["deliver_by"])
    werksessie.budget_frame = merged["budget_frame"]
    deed.finish("brief.change_facts", fields=sorted(name for name in merged if merged[name] != saved[name]))
