"""What planners and speakers type about a speaker."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, FileField

from app.forms import FileForm, Form
from app.programme.dates import DayField
from app.programme.fields import ChoiceField, EurosField, HourField, LineField, LinesField, ProseField
from app.programme.listed import Values
from app.programme.listed_forms import EmailField, ListForm
from app.speakers.standing import CHANCES, INVOICES
from app.werksessies.discretion import ONLY_FIRST_NAME, WHERE_NOT

LONGEST_OUTLINE = 4000


class NewSpeakerForm(ListForm):
    name = LineField("Naam", "Typ een naam, of wie u zoekt.", description="Zo komt de naam in het programma.")
    organisation = LineField("Organisatie")
    email = EmailField("E-mailadres", longest=320)
    phone = LineField("Telefoon", longest=60)


class SpeakerForm(ListForm):
    """All that planners keep of a speaker, but how far they are."""

    name = LineField("Naam", "Typ een naam, of wie u zoekt.", description="Zo komt de naam in het programma.")
    organisation = LineField("Organisatie")
    function = LineField("Functie")
    email = EmailField("E-mailadres", longest=320)
    phone = LineField("Telefoon op de dag", longest=60)
    first_name_only = BooleanField(ONLY_FIRST_NAME, description=WHERE_NOT)
    next_step = LineField("Volgende stap", longest=300, description="Bijvoorbeeld ‘bellen over de titel’.")
    next_step_on = DayField("Op welke dag", description="Bijvoorbeeld 15-6-2027.")
    chance = ChoiceField("Kans dat dit lukt", choices=[("", "niet ingeschat"), *((c, c) for c in CHANCES)])
    expected = ProseField(
        "Wat u vraagt", longest=LONGEST_OUTLINE,
        description="Staat in de uitnodiging: waarover, waarom, hoe lang, voor wie.",
    )  # fmt: skip
    talk_title = LineField("Titel van het verhaal")
    talk_outline = ProseField("Waar het over gaat", longest=LONGEST_OUTLINE)
    bio = ProseField("Over de spreker", longest=LONGEST_OUTLINE)
    needs = LinesField("Techniek en wensen", longest=500, description="Eén per regel: reversmicrofoon, HDMI.")
    arrives = HourField("Komt om")
    travel = ProseField("Reis", longest=1000)
    fee = EurosField(
        "Vergoeding in euro’s", description="Zonder btw, bijvoorbeeld 450 of 450,00. Leeg: geen."
    )
    travel_costs = EurosField("Reiskosten in euro’s", description="Zonder btw. Leeg: geen.")
    invoice = ChoiceField("Factuur", choices=[("", "geen"), *((status, status) for status in INVOICES)])
    invoice_address = ProseField("Factuuradres", longest=1000)

    def values(self) -> Values:
        """As a row keeps it: nothing chosen is an empty word."""
        return {
            name: "" if value is None and name in ("chance", "invoice") else value
            for name, value in super().values().items()
        }


class ContactForm(Form):
    kind = ChoiceField(
        "Wat gebeurde er?",
        "Kies of u belde, mailde of een notitie maakt.",
        choices=[(kind, kind) for kind in ("gebeld", "gemaild", "notitie")],
        default="gebeld",
    )
    text = ProseField("Wat is er gezegd?", "Typ wat er is gezegd of afgesproken.", longest=2000)


class OwnForm(ListForm):
    """What a speaker tells of themselves. `expenses`: a fee or travel costs were agreed."""

    name = LineField("Naam", "Vul uw naam in.", description="Zo komt uw naam in het programma.")
    function = LineField("Functie")
    bio = ProseField("Over u", longest=LONGEST_OUTLINE, description="Twee of drie zinnen voor het programma.")
    talk_title = LineField("Titel van uw verhaal")
    talk_outline = ProseField("Waar gaat het over?", longest=LONGEST_OUTLINE)
    needs = LinesField(
        "Wat hebt u nodig aan techniek?", longest=500,
        description="Eén per regel, bijvoorbeeld ‘reversmicrofoon’ of ‘eigen laptop met HDMI’.",
    )  # fmt: skip
    arrives = HourField("Hoe laat komt u aan?", description="Bijvoorbeeld 08.45.")
    travel = ProseField(
        "Hoe reist u?", longest=1000, description="Bijvoorbeeld met de trein, of met de auto."
    )
    phone = LineField("Telefoon op de dag", longest=60, description="Alleen voor wie de dag regelt.")
    diet = ProseField("Wat eet u niet?", longest=500)
    access = ProseField(
        "Wat hebt u nodig om mee te doen?", longest=500, description="Bijvoorbeeld drempelvrij."
    )
    invoice_address = ProseField("Waar gaat de factuur over naartoe?", longest=1000)
    consent = BooleanField("U mag bewaren wat ik niet eet en nodig heb, tot 7 dagen na de dag.")

    def __init__(self, *shown: Any, expenses: bool, **options: Any) -> None:
        super().__init__(*shown, **options)
        if not expenses:
            del self.invoice_address

    @property
    def parts(self) -> list[Any]:
        """The fields that are of a row; consent is kept as the moment that it was given."""
        return [field for field in super().parts if field.short_name != "consent"]

    def validate(self, extra_validators: Any = None) -> bool:
        right = bool(super().validate(extra_validators))
        if (self.diet.data or self.access.data) and not self.consent.data:
            self.consent.errors = ["Zet een vinkje als wij dit mogen bewaren, of haal weg wat u hier typte."]
            return False
        return right


class AnswerForm(Form):
    answer = ChoiceField("Antwoord", "Kies ja of nee.", choices=[("ja", "Ja"), ("nee", "Nee")])
    reason = ProseField("Waarom niet?", longest=1000)


class UploadForm(FileForm):
    file = FileField("Bestand")
    kind = ChoiceField(
        "Soort", "Kies presentatie of foto.", choices=[("dia", "Presentatie"), ("foto", "Foto")]
    )
    consent = BooleanField("Mijn foto mag in het programma en op de site van deze werksessie.")
