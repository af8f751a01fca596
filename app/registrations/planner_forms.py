"""What a planner types about one person, and to several."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import StopValidation

from app.forms import Form
from app.mail.text import one_line, paragraphs
from app.registrations.choice_rounds import ChoiceRound
from app.registrations.entry import Entry
from app.registrations.forms import Address, AtMost, Filled
from app.registrations.models import Registration
from app.werksessies.discretion import ONLY_FIRST_NAME, WHERE_NOT
from app.werksessies.models import Domain

LONGEST_NOTE = 1000
LONGEST_SUBJECT = 150
LONGEST_MAIL = 5000
MEND = "Vul een heel e-mailadres in, bijvoorbeeld naam@organisatie.nl. Daar gaat de bevestiging naartoe."


def _line(text: str | None) -> str:
    return one_line(text or "")


def _text(text: str | None) -> str:
    return paragraphs(text or "")


class PersonForm(Form):
    """Name, organisation and domain of somebody who comes."""

    name = StringField("Naam", [Filled("Vul de naam in. Die komt op de badge."), AtMost("De naam")], [_line])
    organisation = StringField("Organisatie", [AtMost("De naam van de organisatie")], [_line])
    domain = SelectField("Domein", validate_choice=False)

    def __init__(self, domains: Sequence[Domain], **options: Any) -> None:
        super().__init__(**options)
        self.domain.choices = [("", "Geen domein"), *((str(domain.id), domain.name) for domain in domains)]
        if self.domain.data not in {value for value, _ in self.domain.choices}:
            self.domain.data = ""

    @property
    def domain_id(self) -> int | None:
        return int(self.domain.data) if self.domain.data else None


class ChangeForm(PersonForm):
    """What the planner changes of somebody. `seen` tells what stood there when the page was opened."""

    note = TextAreaField("Notitie", [AtMost("De notitie", LONGEST_NOTE)], [_text])
    first_name_only = BooleanField(ONLY_FIRST_NAME, description=WHERE_NOT)
    seen = HiddenField()

    def fill(self, registration: Registration) -> None:
        """What stands there now."""
        self.name.data, self.organisation.data = registration.person.name, registration.person.organisation
        self.domain.data = "" if registration.domain_id is None else str(registration.domain_id)
        self.first_name_only.data = registration.person.first_name_only
        self.note.data, self.seen.data = registration.planner_note, seen_of(registration)


class AddForm(PersonForm):
    """Somebody whom the planner puts on the list."""

    email = StringField("E-mail", [Filled(MEND), AtMost("Het e-mailadres"), Address(MEND)], [_line])

    def entry(self) -> Entry:
        """The valid form."""
        return Entry(
            name=self.name.data,
            email=self.email.data,
            organisation=self.organisation.data,
            domain_id=self.domain_id,
        )


class MailForm(Form):
    """A mail of the planner to several. `key` makes that it goes once, however often the form is sent."""

    subject = StringField(
        "Onderwerp",
        [
            Filled("Vul een onderwerp in. Dat lezen mensen het eerst."),
            AtMost("Het onderwerp", LONGEST_SUBJECT),
        ],
        [_line],
    )
    text = TextAreaField(
        "Bericht", [Filled("Vul in wat u wilt schrijven."), AtMost("Uw bericht", LONGEST_MAIL)], [_text]
    )
    key = HiddenField()


class PlaceForm(Form):
    """Who gets a place; the reason when somebody is passed over."""

    reason = StringField("Reden", [AtMost("De reden")], [_line])


class SeatForm(Form):
    """In which session people sit. `rounds`: those in which one can sit; `seated`: how many do, by session id."""

    session = SelectField(
        "Zet in", [Filled("Kies in welke sessie zij zitten.")], choices=(), validate_choice=False
    )

    def __init__(self, rounds: Sequence[ChoiceRound], seated: Mapping[int, int], **options: Any) -> None:
        super().__init__(**options)
        self.sessions = {str(session.id): session for round_ in rounds for session in round_.sessions}
        self.session.choices = [("", "Kies een sessie")] + [
            (
                str(session.id),
                f"{round_.title}: {session.title} ({session.room_words(seated.get(session.id, 0))})",
            )
            for round_ in rounds
            for session in round_.sessions
        ]

    def validate_session(self, field: SelectField) -> None:
        if field.data not in self.sessions:
            raise StopValidation("Deze sessie is er niet meer. Kies een andere.")


class RefuseForm(Form):
    """Why somebody cannot come, as it goes into their mail."""

    reason = TextAreaField("Reden", [AtMost("De reden", LONGEST_NOTE)], [_text])


class PlainForm(Form):
    """Nothing but a yes."""


def seen_of(registration: Registration) -> str:
    """A mark of what a planner can change, as it stands now."""
    person = registration.person
    parts = [person.name, person.organisation, str(registration.domain_id), registration.planner_note]
    parts += ["alleen de voornaam"] if person.first_name_only else []
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
