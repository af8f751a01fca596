"""What to do when the day goes otherwise, as a list that a planner keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.draaiboek.gather import draaiboek_of
from app.draaiboek.proposals import proposals
from app.extensions import db
from app.logistics.models import WhatIf
from app.programme.deed import Deed
from app.programme.listed import Values, nothing_freed, nothing_points
from app.programme.timeline import timeline
from app.werksessies.models import Werksessie


class WhatIfKeeper:
    """A line of als-dan."""

    model: type[Any] = WhatIf
    kind = "what_if"
    let_go = staticmethod(nothing_points)
    freed = staticmethod(nothing_freed)

    def values(self, row: WhatIf) -> Values:
        return {"when": row.when, "then": row.then, "say": row.say, "roles": list(row.roles)}

    def write(self, row: WhatIf, values: Values) -> None:
        row.when, row.then, row.say, row.roles = (
            values["when"],
            values["then"],
            values["say"],
            list(values["roles"]),
        )

    def name(self, row: WhatIf) -> str:
        return row.when

    def tie(self, row: WhatIf, tied: Values) -> None:
        """Nothing points to a line."""


def take_over(werksessie: Werksessie, when: str | None, user_id: int | None, at: datetime) -> int:
    """Write down what the plan proposes, all or only the case `when`, below the lines that are there; how many.

    A case that is there already stays as it is.
    """
    deed = Deed(werksessie, user_id, at)
    deed.begin()
    whole = draaiboek_of(werksessie)
    there = {line.when for line in whole.what_if}
    place = db.session.scalar(select(func.count()).where(WhatIf.werksessie_id == werksessie.id)) or 0
    day = timeline(whole.day, whole.programme, whole.moments)
    proposed = [line for line in proposals(whole, day) if line.when not in there]
    new = [line for line in proposed if when in (None, line.when)]
    for position, line in enumerate(new, place):
        db.session.add(
            WhatIf(
                werksessie_id=werksessie.id,
                position=position,
                when=line.when,
                then=line.then,
                say=line.say,
                roles=list(line.roles),
            )
        )
    if new:
        deed.finish("what_if.take_over", lines=len(new))
    else:
        db.session.rollback()
    return len(new)
