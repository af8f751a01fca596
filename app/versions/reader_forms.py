"""What readers without an account fill in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField

from app.forms import Form
from app.mail.text import one_line, paragraphs
from app.programme.fields import LinesField, ProseField
from app.programme.forms import PROSE
from app.programme.plain import Json
from app.registrations.forms import EXPIRED, AtMost, Filled
from app.versions.chair import Texts
from app.versions.comments import LONGEST, Words

WHOLE = ("", "Het hele draaiboek")


class PublicForm(Form):
    """A form whose view is exempt from the CSRF check, because it checks itself: what was typed then comes back."""

    def validate(self, extra_validators: Any = None) -> bool:
        """As the library does; the fault of an old or missing token is said in words for people."""
        valid = bool(super().validate(extra_validators))
        if self.csrf_token.errors:
            self.csrf_token.errors = [EXPIRED]
        return valid

    @property
    def status(self) -> int:
        """Of the answer that shows the faults."""
        return 400 if self.csrf_token.errors else 422


class CommentForm(PublicForm):
    """A comment on an item of `subjects` (uid and words) or the whole, or an answer (`antwoord`)."""

    subject = SelectField("Waarover?", name="onderwerp", validate_choice=False)
    author = StringField(
        "Uw naam",
        [Filled("Vul uw naam in. Dan weet de planner wie dit schreef."), AtMost("Uw naam", 100)],
        [lambda text: one_line(text or "")],
        name="naam",
    )
    text = TextAreaField(
        "Uw reactie",
        [Filled("Schrijf wat er anders moet, of wat u wilt weten."), AtMost("Uw reactie", LONGEST)],
        [lambda text: paragraphs(text or "")],
        name="tekst",
    )
    number = HiddenField(name="versie")
    answer_to = HiddenField(name="antwoord")

    def __init__(self, subjects: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.subject.choices = [WHOLE, *subjects]
        if self.subject.data not in dict(self.subject.choices):
            self.subject.data = ""

    def words(self) -> Words:
        """The valid form."""
        answer_to = self.answer_to.data or ""
        return Words(
            text=self.text.data,
            author=self.author.data,
            item_uid=self.subject.data or None,
            answer_to=int(answer_to)
            if answer_to.isascii() and answer_to.isdigit() and len(answer_to) < 10
            else None,
            number=(self.number.data or "")[:20],
        )


class TextsForm(PublicForm):
    """The texts of one item. `seen`: as they were when the form was shown."""

    say = ProseField("Wat u zegt", longest=PROSE, name="zeg")
    do = ProseField("Wat u doet", longest=PROSE, name="doe")
    card = LinesField("Op de kaart", longest=500, name="kaart")
    seen = HiddenField(name="basis")

    @classmethod
    def showing(cls, texts: Texts, seen: Texts | None = None) -> TextsForm:
        """A form with `texts` in it; what they are compared with is `seen`, or the same."""
        data = {"say": texts.say, "do": texts.do, "card": texts.card, "seen": (seen or texts).as_seen()}
        return cls(formdata=None, data=data)

    def base(self) -> Json:
        """The texts as the reader saw them; empty when that cannot be read, so that every difference is asked."""
        try:
            base = json.loads(self.seen.data or "")
        except (ValueError, RecursionError):
            return {}
        return base if isinstance(base, dict) else {}

    def texts(self) -> Texts:
        """The valid form."""
        return Texts(say=self.say.data, do=self.do.data, card=self.card.data)
