"""What a planner fills in to share an edition."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import StopValidation

from app.draaiboek.print import EDITIONS
from app.forms import Form
from app.mail.text import one_line
from app.registrations.forms import Address, AtMost, Filled
from app.speakers.models import Speaker
from app.versions.links import CHAIR, SPEAKER, Reader

MEND_EMAIL = "Vul het adres aan, bijvoorbeeld naam@organisatie.nl, of laat het leeg en geef de link zelf."
CHOOSE_SPEAKER = "Kies voor welke spreker deze briefing is. Elke spreker krijgt alleen het eigen blad."


class LinkForm(Form):
    """An edition for one reader."""

    edition = SelectField("Editie", name="editie", validate_choice=False)
    for_whom = StringField(
        "Voor wie?",
        [Filled("Vul in voor wie de link is. Zo weet u straks wie welke versie heeft."), AtMost("Dit")],
        [lambda text: one_line(text or "")],
        name="wie",
    )
    email = StringField(
        "E-mail",
        [AtMost("Het adres"), Address(MEND_EMAIL)],
        [lambda text: one_line(text or "")],
        name="mail",
    )
    person = SelectField("Welke spreker?", name="spreker", validate_choice=False)
    writes = BooleanField("Mag de teksten schrijven", name="schrijft")

    def __init__(self, speakers: Sequence[Speaker], edition: str = "", **options: object) -> None:
        """`edition`: chosen when the form is not filled in yet."""
        super().__init__(**options)
        self.edition.choices = [(name, name) for name in EDITIONS]
        self.person.choices = [("", "Kies een spreker")]
        self.person.choices += [(str(speaker.person_id), speaker.person.name) for speaker in speakers]
        if not self.is_submitted():
            self.edition.data = edition if edition in EDITIONS else CHAIR

    def validate_edition(self, field: SelectField) -> None:
        if field.data not in EDITIONS:
            raise StopValidation("Kies een editie uit de lijst.")

    def validate_person(self, field: SelectField) -> None:
        known = {key for key, _ in self.person.choices if key}
        if self.edition.data == SPEAKER and field.data not in known:
            raise StopValidation(CHOOSE_SPEAKER)

    def validate_writes(self, field: BooleanField) -> None:
        if field.data and self.edition.data != CHAIR:
            raise StopValidation(
                "Alleen wie de editie dagvoorzitter krijgt, schrijft mee. Kies die of haal het vinkje weg."
            )

    def reader(self) -> Reader:
        """The valid form."""
        return Reader(
            edition=self.edition.data,
            for_whom=self.for_whom.data,
            email=self.email.data,
            person_id=int(self.person.data) if self.edition.data == SPEAKER else None,
            writes=self.writes.data,
        )
