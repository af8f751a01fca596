"""The forms around an invitation."""

from __future__ import annotations

from wtforms import StringField, TextAreaField

from app.forms import Form
from app.mail.text import one_line, paragraphs
from app.registrations.forms import MEND_THEIR_EMAIL, Address, AtMost, Filled
from app.registrations.invitation_letters import Draft


class LetterForm(Form):
    """What a planner writes to who is invited."""

    subject = StringField(
        "Onderwerp",
        [Filled("Vul een onderwerp in. Dat ziet de ontvanger als eerste."), AtMost("Het onderwerp", 150)],
        [lambda text: one_line(text or "")],
    )
    text = TextAreaField(
        "Tekst",
        [Filled("Schrijf ten minste één zin aan de genodigden."), AtMost("De tekst", 5000)],
        [lambda text: paragraphs(text or "")],
    )

    def draft(self) -> Draft:
        """The valid form."""
        return Draft(str(self.subject.data), str(self.text.data))


class ColleagueForm(Form):
    """Who could come in one's place."""

    name = StringField(
        "Naam van uw collega",
        [Filled("Vul de naam van uw collega in."), AtMost("De naam")],
        [lambda text: one_line(text or "")],
    )
    email = StringField(
        "E-mail van uw collega",
        [
            Filled("Vul het e-mailadres van uw collega in, zodat wij de uitnodiging kunnen sturen."),
            AtMost("Het e-mailadres"),
            Address(MEND_THEIR_EMAIL),
        ],
        [lambda text: one_line(text or "")],
    )
