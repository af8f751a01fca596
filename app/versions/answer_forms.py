"""What a planner fills in to speak with readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, TextAreaField

from app.forms import Form
from app.mail.text import paragraphs
from app.registrations.forms import AtMost, Filled
from app.versions.comments import LONGEST


class AnswerForm(Form):
    text = TextAreaField(
        "Uw antwoord",
        [Filled("Schrijf eerst uw antwoord."), AtMost("Uw antwoord", LONGEST)],
        [lambda text: paragraphs(text or "")],
        name="tekst",
    )


class QuestionForm(Form):
    """A question about one of `items` (id and title), or the whole."""

    item = SelectField("Waarover?", name="onderdeel", validate_choice=False)
    text = TextAreaField(
        "Uw vraag",
        [Filled("Schrijf eerst uw vraag."), AtMost("Uw vraag", LONGEST)],
        [lambda text: paragraphs(text or "")],
        name="vraag",
    )

    def __init__(self, items: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.item.choices = [("", "Het hele draaiboek"), *items]
        if self.item.data not in dict(self.item.choices):
            self.item.data = ""
