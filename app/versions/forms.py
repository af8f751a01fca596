"""What a planner fills in to make a version."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import AnyOf

from app.forms import Form
from app.programme.fields import ProseField
from app.versions.actions import Wish
from app.versions.models import Status
from app.versions.numbers import Number, next_number

LONGEST_NOTE = 2000  # characters
KINDS = {  # what is chosen: status, and whether it is a small change to what was fixed before
    "reactie": (Status.TER_REACTIE, False),
    "vast": (Status.VASTGESTELD, False),
    "klein": (Status.VASTGESTELD, True),
}


class VersionForm(Form):
    """The kind of version, with the number that each would get; a note; and fixing it although times clash."""

    kind = RadioField(
        "Waar is deze versie voor?",
        [AnyOf(list(KINDS), "Kies waar deze versie voor is.")],
        validate_choice=False,
    )
    note = ProseField("Wat wilt u erbij zeggen?", longest=LONGEST_NOTE)
    anyway = BooleanField("Toch vaststellen")

    def __init__(self, latest: Number, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        words = {
            "reactie": "Ter reactie: lezers kunnen nog zeggen wat anders moet",
            "vast": "Vastgesteld: hier gaat de dag mee door",
            "klein": "Vastgesteld, met een kleine wijziging",
        }
        if not latest.major:
            del words["klein"]
        self.kind.choices = [
            (kind, f"{text}. Wordt {next_number(latest, KINDS[kind][0], small=KINDS[kind][1])}.")
            for kind, text in words.items()
        ]

    def wish(self) -> Wish:
        """What is asked for, once valid."""
        status, small = KINDS[self.kind.data]
        return Wish(status=status, small=small, note=self.note.data, anyway=self.anyway.data)
