"""What people may change on their own page, as far as it is still open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import StopValidation

from app.forms import Form
from app.mail.text import one_line
from app.programme.fields import ClockField
from app.registrations.forms import MEND_THEIR_EMAIL, Address, AtMost, ChangeForm, Filled
from app.registrations.models import Need
from app.werksessies.models import Domain


class PersonalForm(ChangeForm):
    """With when somebody comes and goes. `kept`: what the kitchen counts on and can no longer change; only removing
    it stays open, because consent can be taken back at any time."""

    arrives = ClockField("Ik kom om")
    leaves = ClockField("Ik ga om")
    drop_needs = BooleanField("Verwijder wat ik niet eet en wat ik nodig heb")

    def __init__(
        self, domains: Sequence[Domain], *, needs_open: bool, kept: Need | None, **options: Any
    ) -> None:
        super().__init__(domains, **options)
        self.needs_open, self.kept = needs_open, kept
        if needs_open:
            del self.drop_needs
        else:
            self.diet.data = self.access.data = ""  # whatever a page that stood open still sends

    def validate_leaves(self, field: ClockField) -> None:
        if field.data and self.arrives.data and field.data <= self.arrives.data:
            raise StopValidation("U gaat weg voordat u komt. Kijk de twee tijden na.")

    def details(self) -> dict[str, Any]:
        said = super().details() | {"arrives": self.arrives.data, "leaves": self.leaves.data}
        if self.needs_open or self.kept is None or self.drop_needs.data:
            return said
        return said | {"diet": self.kept.diet, "access": self.kept.access}


class ReplaceForm(Form):
    """Who comes instead."""

    colleague = StringField(
        "Naam van uw collega",
        [Filled("Vul de naam van uw collega in. Zo komt die op de badge."), AtMost("De naam")],
        [lambda text: one_line(text or "")],
    )
    colleague_email = StringField(
        "E-mail van uw collega",
        [
            Filled("Vul het e-mailadres van uw collega in. Daar gaat de bevestiging heen."),
            AtMost("Het adres"),
            Address(MEND_THEIR_EMAIL),
        ],
        [lambda text: one_line(text or "")],
    )
