"""The tasks as a list that a planner keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.accounts.models import Membership, Role, User
from app.extensions import db
from app.logistics.models import Task
from app.programme.listed import Values, WrongError
from app.werksessies.models import Werksessie

# how a number of days is counted from the day: its name, its words, the column, its sign
COUNTED = {
    "werkdagen-ervoor": ("werkdagen ervoor", "workday", -1),
    "dagen-ervoor": ("dagen ervoor", "day", -1),
    "werkdagen-erna": ("werkdagen erna", "workday", 1),
    "dagen-erna": ("dagen erna", "day", 1),
}
PLAIN = ("what", "on_workday", "owner_name", "owner_email", "note")
TWO_OWNERS = "Kies een collega of vul hier iemand anders in, niet allebei."
NO_ADDRESS = "Vul ook een e-mailadres in. Daarheen gaat de link waarmee zij of hij de taak afvinkt."


class TaskKeeper:
    """One thing to do, counted from the day, with an owner. Who did it, and when, comes back with an undo."""

    model: type[Any] = Task
    kind = "task"

    def values(self, row: Task) -> Values:
        column = "day" if row.workday is None else "workday"
        away = getattr(row, column) or 0
        name = f"{'werkdagen' if column == 'workday' else 'dagen'}-{'erna' if away > 0 else 'ervoor'}"
        return {
            "what": row.what,
            "away": abs(away) or None,
            "counted": name,
            "on_workday": row.on_workday,
            "owner": str(row.owner_id) if row.owner_id else None,
            "owner_name": row.owner_name,
            "owner_email": row.owner_email,
            "roles": row.roles,
            "note": row.note,
        }

    def write(self, row: Task, values: Values) -> None:
        if values["owner"] and (values["owner_name"] or values["owner_email"]):
            raise WrongError("owner_name", TWO_OWNERS)
        if values["owner_name"] and not values["owner_email"]:
            raise WrongError("owner_email", NO_ADDRESS)
        for name in PLAIN:
            setattr(row, name, values[name])
        _words, column, sign = COUNTED[values["counted"]]
        row.day = row.workday = None
        setattr(row, column, sign * (values["away"] or 0))
        row.owner_id = int(values["owner"]) if values["owner"] else None
        row.roles = list(values["roles"])

    def name(self, row: Task) -> str:
        return row.what if len(row.what) <= 80 else row.what[:79].rstrip() + "…"

    def let_go(self, row: Task) -> Values:
        done = row.done_at.isoformat() if row.done_at else None
        return {"done_at": done, "done_by_id": row.done_by_id, "done_by_name": row.done_by_name}

    def freed(self, tied: Values) -> str:
        return ""

    def tie(self, row: Task, tied: Values) -> None:
        """Done as it was."""
        row.done_at = datetime.fromisoformat(tied["done_at"]) if tied["done_at"] else None
        row.done_by_id, row.done_by_name = tied["done_by_id"], tied["done_by_name"]


def possible_owners(werksessie: Werksessie) -> list[User]:
    """Who plans this werksessie, and who owns a task of it already, by name."""
    plans = select(Membership.user_id).where(
        Membership.werksessie_id == werksessie.id, Membership.role == Role.BEHEER.value
    )
    owns = select(Task.owner_id).where(Task.werksessie_id == werksessie.id, Task.owner_id.is_not(None))
    query = select(User).where(or_(User.id.in_(plans), User.id.in_(owns)))
    return sorted(db.session.scalars(query), key=lambda user: (user.name or user.email).casefold())
