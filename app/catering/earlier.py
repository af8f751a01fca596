"""What earlier werksessies teach about who stays away, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import User
from app.extensions import db
from app.registrations.models import Registration
from app.registrations.states import PLACED
from app.werksessies.access import visible_to
from app.werksessies.models import Werksessie
from app.words import count


@dataclass(frozen=True, slots=True)
class Came:
    """How many of who had a place came to one werksessie."""

    placed: int
    turnout: int

    @property
    def away(self) -> int:
        """Per cent that stayed away, rounded; nobody when more came than had a place."""
        return (max(self.placed - self.turnout, 0) * 100 + self.placed // 2) // self.placed


def earlier(werksessie: Werksessie, user: User) -> list[Came]:
    """What became of the places of the werksessies before this one that `user` may see; one query."""
    placed = (
        select(func.count())
        .where(
            Registration.werksessie_id == Werksessie.id,
            PLACED,
        )
        .correlate(Werksessie)
        .scalar_subquery()
    )
    query = (
        visible_to(user)
        .with_only_columns(placed, Werksessie.turnout)
        .where(Werksessie.turnout.is_not(None), Werksessie.date < werksessie.date)
    )
    return [Came(placed=many, turnout=came) for many, came in db.session.execute(query) if many]


def in_words(came: Sequence[Came]) -> str:
    """Bij 3 eerdere werksessies bleef samen 22 % weg (van 12 tot 31 %). "" when there are none."""
    if not came:
        return ""
    together = Came(sum(one.placed for one in came), sum(min(one.turnout, one.placed) for one in came))
    told = f"Bij {count(len(came), 'eerdere werksessie', 'eerdere werksessies')} bleef samen {together.away} % weg"
    if len(came) == 1:
        return f"Bij uw vorige werksessie bleef {together.away} % weg."
    least, most = min(one.away for one in came), max(one.away for one in came)
    return f"{told} (van {least} tot {most} %)." if least < most else f"{told}."
