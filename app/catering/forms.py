"""What a planner and a caterer fill in about catering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField

from app.catering.actions import Terms
from app.catering.models import CateringMoment, CateringTerms
from app.catering.moments import AFTER, BEFORE
from app.catering.times import uid_of
from app.forms import Form
from app.programme.fields import (
    ChoiceField,
    EurosField,
    HourField,
    LineField,
    MinutesField,
    NumberField,
    OffsetField,
    ProseField,
    TypedField,
)
from app.programme.listed_forms import EmailField, ListForm
from app.programme.models import Item, Room

RATES = ("9", "21", "0")
MOST_WORKDAYS, MOST_SHRINK, MOST_CAME = 60, 100, 100_000
NO_ITEM = ("", "geen onderdeel, een eigen tijd")
NO_ROOM = ("", "nog niet bekend")


class WholeField(TypedField):
    """A whole number from 0 to `most`."""

    def __init__(self, label: str, most: int, missing: str = "", **options: object) -> None:
        super().__init__(label, missing, **options)
        self.most = most

    def read(self, text: str) -> int:
        found = re.fullmatch(r"([0-9]{1,6})\s*%?", text.strip())
        if found is None or int(found[1]) > self.most:
            raise ValueError(f"Typ een heel getal van 0 tot en met {self.most}.")
        return int(found[1])


class MomentForm(ListForm):
    """One catering moment."""

    title = LineField("Wat", "Typ wat het is, bijvoorbeeld lunch.")
    item = ChoiceField(
        "Hoort bij dit onderdeel", "Kies een onderdeel uit de lijst.",
        description="Schuift het onderdeel, dan schuift dit moment mee.",
    )  # fmt: skip
    offset = OffsetField(
        "Hoeveel minuten van het begin van dat onderdeel?", description="0 of leeg: tegelijk."
    )
    side = ChoiceField(
        "Erna of ervoor", choices=[(AFTER, "na het begin"), (BEFORE, "vóór het begin")], default=AFTER
    )
    starts = HourField("Eigen tijd", description="Voor wat bij geen onderdeel hoort, bijvoorbeeld 12.15.")
    minutes = MinutesField("Minuten", description="Hoe lang het duurt. Leeg: zo lang als het onderdeel.")
    room = ChoiceField("Zaal", "Kies een zaal uit de lijst.")
    choice = ProseField("Wat u laat serveren", longest=2000, description="Staat zo in de bestelling.")
    margin = NumberField("Marge", description="Porties boven wat wij tellen. Leeg: geen.")
    per_person = EurosField("Prijs per portie", description="In euro’s zonder btw, bijvoorbeeld 12,50.")
    btw = ChoiceField("Btw", choices=[(rate, f"{rate} %") for rate in RATES], default=RATES[0])


def moment_form(
    items: Sequence[Item], rooms: Sequence[Room], moments: Sequence[CateringMoment], *shown: Any
) -> MomentForm:
    """The items and rooms to choose from; what a moment names that is not there (any more) stays to be chosen."""
    form = MomentForm(*shown)
    tied = [(uid_of(row), "een onderdeel dat niet meer in het programma staat") for row in moments]
    named = [(row.unresolved.get("room"), f"{row.unresolved.get('room')} (nog geen zaal)") for row in moments]
    form.item.choices = _with(tied, [NO_ITEM, *((item.uid, item.title) for item in items)])
    form.room.choices = _with(named, [NO_ROOM, *((room.name, room.name) for room in rooms)])
    form.btw.choices = _with([(str(row.btw), f"{row.btw} %") for row in moments], form.btw.choices)
    return form


def _with(
    more: Sequence[tuple[str | None, str]], choices: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The choices, and those that a moment made already."""
    known = {value for value, _ in choices}
    return [*choices, *dict.fromkeys((value, label) for value, label in more if value and value not in known)]


class TermsForm(Form):
    """Who caters and on which terms."""

    caterer = LineField("Cateraar", description="Het bedrijf of de keuken van de locatie.")
    contact = LineField("Contactpersoon")
    email = EmailField("E-mailadres", longest=320)
    phone = LineField("Telefoon", longest=60)
    workdays = WholeField("Aantallen vooraf, in werkdagen", MOST_WORKDAYS)
    shrink = WholeField("Daarna nog minder, in procent", MOST_SHRINK)

    def terms(self) -> Terms:
        """The valid form."""
        return Terms(
            caterer=self.caterer.data,
            contact=self.contact.data,
            email=self.email.data,
            phone=self.phone.data,
            workdays=self.workdays.data,
            shrink=self.shrink.data or 0,
        )

    @classmethod
    def of(cls, terms: CateringTerms, workdays: int | None) -> TermsForm:
        """The form as it is stored."""
        names = ("caterer", "contact", "email", "phone", "shrink")
        data = {name: getattr(terms, name) for name in names}
        return cls(formdata=None, data=data | {"workdays": workdays})


class TurnoutForm(Form):
    """How many guests really came."""

    turnout = WholeField("Opkomst", MOST_CAME)


class AnswerForm(Form):
    """What a caterer says of the order with this number. The name is needed for both answers."""

    number = HiddenField(name="nummer")
    name = LineField("Uw naam", "Typ uw naam, zodat wij weten wie dit schreef.", name="naam")

    def seen(self) -> int:
        """The number of the order that was on the screen; 0 for one that cannot be read."""
        text = self.number.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class RemarkForm(AnswerForm):
    """Something else than yes."""

    text = ProseField("Uw bericht", "Typ wat u ons wilt laten weten.", longest=2000, name="bericht")
