"""What a planner fills in to make a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from wtforms import BooleanField, RadioField, ValidationError

from app.forms import Form
from app.programme.fields import ProseField
from app.versions.actions import Wish
from app.versions.models import Status
from app.versions.numbers import Number, next_number

LONGEST_NOTE = 2000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a version can be made for, and the number that it would get. `small`: see `next_number`."""

    value: str
    name: str
    words: str
    status: Status
    small: bool
    number: Number

    @classmethod
    def after(cls, latest: Number) -> list[Self]:
        """What can be made after `latest`."""
        kinds = [
            ("reactie", "Ter reactie", "Lezers kunnen nog zeggen wat anders moet.", Status.TER_REACTIE, False),
            ("vast", "Vastgesteld", "Hier houdt iedereen zich aan.", Status.VASTGESTELD, False),
            ("klein", "Vastgesteld, kleine wijziging", "Bijna gelijk aan wat al vaststond.", Status.VASTGESTELD, True),
        ]  # fmt: skip
        return [
            cls(
                value=value,
                name=name,
                words=words,
                status=status,
                small=small,
                number=next_number(latest, status, small=small),
            )
            for value, name, words, status, small in kinds
            if latest.major or not small
        ]


class VersionForm(Form):
    """For what, with which number; a note; and fixing it although times clash."""

    kind = RadioField("Waar is deze versie voor?", validate_choice=False)
    note = ProseField("Wat wilt u erbij zeggen?", longest=LONGEST_NOTE)
    anyway = BooleanField("Toch vaststellen")

    def __init__(self, latest: Number, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds = Kind.after(latest)

    def validate_kind(self, field: RadioField) -> None:
        if field.data not in [kind.value for kind in self.kinds]:
            raise ValidationError("Kies waar deze versie voor is.")

    def wish(self) -> Wish:
        """What is asked for, once valid."""
        kind = next(kind for kind in self.kinds if kind.value == self.kind.data)
        return Wish(status=kind.status, small=kind.small, note=self.note.data, anyway=self.anyway.data)
