"""The forms of the opdracht."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, ValidationError
from wtforms.validators import StopValidation

from app.brief.means import ASK, only_a_means
from app.forms import Form
from app.mail.address import AddressError, Mailbox
from app.programme import plan
from app.programme.dates import DayField
from app.programme.fields import BooleanField, ChoiceField, EurosField, LineField, ProseField
from app.programme.goals import LONGEST_KEY
from app.programme.listed_forms import ListForm

ANSWER = 4000  # characters


class GoalForm(ListForm):
    text = ProseField("Wat is er na de dag anders?", "Typ wat er na de dag anders is.", longest=1000)
    pillar = ChoiceField(
        "Pijler",
        choices=[(pillar.value, pillar.value) for pillar in plan.Pillar],
        default=plan.Pillar.INSPIREREN.value,
    )
    measure = ProseField("Hoe meet u dat?", longest=1000)
    target = LineField(
        "Wanneer is het genoeg?", description="Bijvoorbeeld: 8 van de 10 deelnemers.", longest=500
    )
    key = LineField(
        "Korte naam",
        longest=LONGEST_KEY,
        description="Zo heet het doel in het programma. Laat leeg, dan kiezen wij.",
    )


class ConditionForm(ListForm):
    text = ProseField("Randvoorwaarde", "Typ waar de werksessie aan moet voldoen.", longest=1000)


class StakeholderForm(ListForm):
    name = LineField("Wie", "Typ een naam of een organisatie.")
    interest = ProseField("Belang", description="Wat er voor hen op het spel staat.", longest=1000)
    involved = ProseField(
        "Hoe betrokken", description="Bijvoorbeeld: denkt mee over het programma.", longest=1000
    )


class ResponsibilityForm(ListForm):
    subject = LineField("Onderwerp", "Typ waar het over gaat, bijvoorbeeld het programma.")
    decides = LineField("Wie beslist")
    does = LineField("Wie doet het")
    asked = LineField("Wie wordt gevraagd")
    told = LineField("Wie hoort het")


class FactsForm(ListForm):
    occasion = ProseField("Aanleiding", longest=20_000, description="Waarom deze werksessie, en waarom nu.")
    client = LineField("Opdrachtgever")
    deliver_by = DayField(
        "Opleverdatum", description="Wanneer de opdracht klaar is, met verslag en afrekening."
    )
    budget_frame = EurosField("Budget, excl. btw", description="Het kader. Wat het kost, staat bij Budget.")

    def validate_occasion(self, field: ProseField) -> None:
        """An empty text is one; no text at all is no form of ours."""
        if not field.raw_data:
            raise ValidationError("Typ de aanleiding.")


class LayBeforeForm(Form):
    """To whom the opdracht goes."""

    for_whom = LineField("Naam", "Typ wie de opdracht goedkeurt.")
    email = LineField("E-mailadres", "Typ het e-mailadres van wie de opdracht goedkeurt.", longest=320)

    def validate_email(self, field: LineField) -> None:
        try:
            Mailbox("", field.data or "")
        except AddressError as error:
            raise StopValidation(str(error)) from None


class AnswerForm(Form):
    """What the client says to version `number`."""

    number = HiddenField()
    author = LineField("Uw naam", "Vul uw naam in. Die staat bij uw antwoord.")
    text = ProseField("Wat moet er anders?", longest=ANSWER)
    approved = BooleanField()

    def validate_text(self, field: ProseField) -> None:
        """A yes needs no words; anything else does."""
        if not self.approved.data and not field.data:
            raise ValidationError("Schrijf wat er anders moet, of keur de opdracht goed.")

    def version(self) -> int:
        """The number of the version that was read; 0 when that cannot be told."""
        typed = str(self.number.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def question_for(goal: Any) -> str:
    """What we ask about a goal that is only a means; "" for another."""
    return ASK if only_a_means(goal.text) else ""
