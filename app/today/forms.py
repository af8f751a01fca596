"""Beginning a werksessie, and changing its data."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField, ValidationError

from app.accounts.access import new_secret
from app.draaiboek.formats import EMPTY, ready_made
from app.forms import FileForm, Form
from app.programme.dates import DateField
from app.programme.fields import ClockField, LineField, NumberField, ProseField
from app.today.actions import DATA
from app.werksessies.slug import slug_problem

ASK_TITLE = "Geef de werksessie een titel. Die komt op de site en in de mail."
ASK_DATE = "Kies de dag van de werksessie. Die kunt u later nog verzetten."
PROSE = 5_000


class NameForm(Form):
    """How a planner is called."""

    name = LineField("Uw naam", "Typ uw naam, bijvoorbeeld Noor de Vries.", name="naam")


class NewForm(Form):
    """A new werksessie from a ready-made format, or empty. `key` is another one each time that the form is shown."""

    key = HiddenField(default=new_secret)
    format = RadioField("Waar begint u mee?")
    title = LineField("Titel", ASK_TITLE)
    date = DateField("Datum", ASK_DATE)
    client = LineField("Opdrachtgever")

    def __init__(self, today: dt.date, **values: Any) -> None:
        super().__init__(**values)
        self.today = today
        titles = {name: chosen.draaiboek.title for name, chosen in ready_made().items()}
        self.format.choices = titles | {EMPTY: "Leeg begin"}
        if self.format.data is None:
            self.format.data = next(iter(ready_made()), None)

    def fingerprint(self) -> str:
        """The same for the same form with the same words in it, as a double click sends them."""
        typed = repr([field.data for field in self if field.short_name != "csrf_token"])
        return hashlib.sha256(typed.encode("utf-8", "replace")).hexdigest()

    def validate_date(self, field: DateField) -> None:
        if field.data and field.data < self.today:
            raise ValidationError("Deze dag is voorbij. Kies een dag vanaf vandaag.")


class CopyForm(Form):
    """A new werksessie from an earlier one. `sources`: slugs with what they are called."""

    key = HiddenField(default=new_secret)
    source = SelectField("Van welke werksessie?", validate_choice=False)
    title = LineField("Titel van de kopie", ASK_TITLE)
    date = DateField("Datum van de kopie", ASK_DATE)

    def __init__(self, today: dt.date, sources: dict[str, str], **values: Any) -> None:
        super().__init__(prefix="kopie-", **values)
        self.today = today
        self.source.choices = list(sources.items())

    def validate_source(self, field: SelectField) -> None:
        if field.data not in dict(field.choices):
            raise ValidationError("Kies een werksessie uit de lijst.")

    validate_date = NewForm.validate_date
    fingerprint = NewForm.fingerprint


class UploadForm(FileForm):
    """A draaiboek file, or its text once it was shown here to be mended. `slug`: another address than the file's."""

    file = FileField("Draaiboekbestand")
    text = TextAreaField("Het bestand")
    slug = LineField("Ander adres")
    draft = BooleanField("Het draaiboek is nog half af: neem ook overlap en ontbrekende zalen mee")

    def validate_slug(self, field: LineField) -> None:
        problem = slug_problem(field.data) if field.data else None
        if problem:
            raise ValidationError(problem)

    def contents(self) -> bytes:
        """What was sent: the file, or else the mended text."""
        sent: bytes = self.file.data.read() if self.file.data else b""
        return sent or (self.text.data or "").replace("\r\n", "\n").encode("utf-8", "replace")


class DataForm(Form):
    """What a werksessie on `day` says of itself. `seen` is a digest of what stood there when the form was opened."""

    seen = HiddenField()
    title = LineField("Titel", ASK_TITLE)
    theme = LineField("Thema", longest=500)
    client = LineField("Opdrachtgever")
    starts = ClockField("Begintijd", "Vul in hoe laat het programma begint, bijvoorbeeld 09.30.")
    ends = ClockField("Eindtijd", "Vul in hoe laat het programma klaar is, bijvoorbeeld 12.30.")
    capacity = NumberField("Aantal plaatsen")
    registration_opens = DateField("Aanmelden vanaf")
    registration_closes = DateField("Aanmelden tot en met")
    venue_name = LineField("Locatie")
    venue_address = LineField("Adres", longest=500)
    venue_route = ProseField("Route", longest=PROSE)
    occasion = ProseField("Aanleiding", longest=PROSE)
    tell = BooleanField("Mail wie een plaats heeft de nieuwe afspraak")

    def __init__(self, day: dt.date, **values: Any) -> None:
        super().__init__(**values)
        self.day = day

    def validate_ends(self, field: ClockField) -> None:
        if field.data is not None and field.data == self.starts.data:
            raise ValidationError("De eindtijd is gelijk aan de begintijd. Kies een latere eindtijd.")

    def validate_registration_closes(self, field: DateField) -> None:
        opens, closes = self.registration_opens.data, field.data
        if closes and opens and closes < opens:
            raise ValidationError("Aanmelden sluit nu voordat het opent. Kies een latere dag.")
        if closes and closes > self.day:
            raise ValidationError("Kies de dag van de werksessie zelf of een dag ervoor.")

    def values(self) -> dict[str, Any]:
        """What was typed, by column. Call after validation."""
        return {name: self[name].data for name in DATA}
