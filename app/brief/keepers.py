"""Stakeholders and responsibilities as lists that a planner keeps."""

from __future__ import annotations

from typing import Any

from app.programme.listed import Values, nothing_freed, nothing_points
from app.werksessies.brief_models import Responsibility, Stakeholder


class _TextKeeper:
    """Rows of texts to which nothing points; `fields` are their columns, of which the first is the name."""

    model: type[Any]
    kind: str
    fields: tuple[str, ...]
    let_go = staticmethod(nothing_points)
    freed = staticmethod(nothing_freed)

    def values(self, row: Any) -> Values:
        return {name: getattr(row, name) for name in self.fields}

    def write(self, row: Any, values: Values) -> None:
        for name in self.fields:
            setattr(row, name, values[name])

    def name(self, row: Any) -> str:
        return str(getattr(row, self.fields[0]))

    def tie(self, row: Any, tied: Values) -> None:
        """Nothing points to it."""


class StakeholderKeeper(_TextKeeper):
    """Who has an interest in the werksessie."""

    model = Stakeholder
    kind = "stakeholder"
    fields = ("name", "interest", "involved")


class ResponsibilityKeeper(_TextKeeper):
    """Who decides, does, is asked and is told about a subject."""

    model = Responsibility
    kind = "responsibility"
    fields = ("subject", "decides", "does", "asked", "told")
