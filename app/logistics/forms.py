"""The forms of logistics."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from wtforms import BooleanField

from app.extensions import db
from app.programme.dates import DayField
from app.programme.fields import (
    ChoiceField,
    EurosField,
    HourField,
    LineField,
    LinesField,
    NumberField,
    ProseField,
)
from app.programme.listed_forms import EmailField, ListForm
from app.programme.models import Room
from app.speakers.models import Speaker
from app.werksessies.discretion import ONLY_FIRST_NAME, WHERE_NOT
from app.werksessies.models import Person, Werksessie

NOBODY = ("", "niemand")
NO_ROOM = ("", "geen zaal")
ACCESS = [("", "nog niet bekend"), ("ja", "ja"), ("nee", "nee")]
PROSE = 4000


class RoomForm(ListForm):
    name = LineField("Zaal", "Typ hoe de zaal heet.", longest=100)
    capacity = NumberField("Plaatsen", description="Hoeveel mensen erin mogen. Leeg: u weet het nog niet.")
    accessible = ChoiceField("Toegankelijk met een rolstoel", choices=ACCESS)
    setups = LinesField(
        "Plaatsen per opstelling", longest=70, description="Eén per regel, bijvoorbeeld: theater 80."
    )


class CrewForm(ListForm):
    role = LineField("Rol", "Typ wat zij of hij doet, bijvoorbeeld floormanager.", longest=60)
    name = LineField("Naam", "Typ een naam, of wie u nog zoekt.")
    organisation = LineField("Organisatie")
    phone = LineField(
        "Telefoon", longest=60, description="Staat alleen op papier voor de ploeg, en op de belkaart."
    )
    email = EmailField("E-mailadres", longest=320)
    starts = HourField("Er vanaf", description="Leeg: vanaf het eerste wat er gebeurt.")
    ends = HourField("Klaar om")
    tasks = LinesField("Taken", longest=500, description="Eén per regel.")
    follows = ChoiceField(
        "Gaat mee met",
        "Kies iemand uit de lijst.",
        description="Voor een tolk of begeleider.",
        choices=[NOBODY],
    )
    backup = ChoiceField("Geen gehoor? Bel dan", "Kies een rol uit de lijst.", choices=[NOBODY])
    first_name_only = BooleanField(ONLY_FIRST_NAME, description=WHERE_NOT)
    regie = BooleanField(
        "Heeft de regie", description="Dit nummer staat boven elke bladzij. Eén persoon heeft de regie."
    )


class SupplierForm(ListForm):
    name = LineField("Leverancier", "Typ wie er levert.")
    delivers = LineField("Levert", longest=300)
    contact = LineField("Contactpersoon")
    phone = LineField("Telefoon", longest=60)
    email = EmailField("E-mailadres", longest=320)
    arrives = HourField("Komt om")
    leaves = HourField("Vertrekt om")


class MaterialForm(ListForm):
    what = LineField("Wat", "Typ wat er moet zijn.")
    count = NumberField("Aantal", description="Leeg: één.")
    room = ChoiceField("Zaal", "Kies een zaal uit de lijst.", choices=[NO_ROOM])
    supplier = LineField("Wie brengt het", description="Een rol of een leverancier.")
    arrives = HourField("Komt om")
    returns = LineField("Hoe gaat het terug")
    technique = BooleanField(
        "Dit is techniek", description="Wij letten op dat niet meer sprekers het tegelijk nodig hebben."
    )


class SetupForm(ListForm):
    room = ChoiceField("Zaal", "Kies een zaal uit de lijst.", choices=[])
    starts = HourField("Vanaf", description="Bijvoorbeeld 08.30.")
    setup = LineField("Opstelling", "Typ hoe de zaal staat, bijvoorbeeld theater.", longest=60)
    note = LineField("Let op", longest=300)


class CancellationForm(ListForm):
    after = DayField(
        "Na", description="De laatste dag waarop annuleren nog minder kost, bijvoorbeeld 14-5-2027."
    )
    percent = NumberField("Kost annuleren, in procent van de huur")


class TermsForm(ListForm):
    option_until = DayField("Optie tot en met")
    definite_on = DayField("Definitief vastgelegd op")
    numbers_by = DayField("Aantallen doorgeven vóór")
    rent = EurosField("Huur, excl. btw")
    account_manager = LineField("Accountmanager, vooraf")
    account_phone = LineField("Telefoon accountmanager", longest=60)
    account_email = EmailField("E-mailadres accountmanager", longest=320)
    floor_manager = LineField("Floormanager van de locatie, op de dag")
    floor_phone = LineField("Telefoon floormanager", longest=60)
    first_aid = LineField("Hoofd-BHV")
    first_aid_phone = LineField("Telefoon hoofd-BHV", longest=60)
    assembly_point = LineField("Verzamelplaats bij alarm", longest=300)
    emergency = ProseField("Noodplan", longest=PROSE)
    parking = ProseField("Parkeren en vervoer", longest=PROSE)
    signs = ProseField("Bewegwijzering", longest=PROSE)


def plain_form(form: type[ListForm]) -> Any:
    """The maker of a form that needs nothing of the werksessie."""
    return lambda werksessie, *shown: form(*shown)


def with_rooms(form: type[ListForm], *first: tuple[str, str]) -> Any:
    """The maker of a form whose rooms are those of the werksessie, and what stands there already."""

    def made(werksessie: Werksessie, *shown: Any) -> ListForm:
        filled = form(*shown)
        query = select(Room.name).where(Room.werksessie_id == werksessie.id).order_by(Room.position)
        names = [*db.session.scalars(query), *filter(None, [shown[0].get("room") if shown else None])]
        filled["room"].choices = [*first, *((name, name) for name in dict.fromkeys(names))]
        return filled

    return made


def crew_form(werksessie: Werksessie, *shown: Any) -> ListForm:
    """The roles to choose from are those of the crew; one can follow its members and the speakers."""
    form = CrewForm(*shown)
    roles = [member.role for member in werksessie.team]
    if shown and shown[0].get("backup"):
        roles.append(shown[0]["backup"])
    form.backup.choices = [NOBODY, *((role, role) for role in dict.fromkeys(roles))]
    speaking = select(Person).join(Speaker, Speaker.person_id == Person.id)
    speakers = db.session.scalars(
        speaking.where(Speaker.werksessie_id == werksessie.id).order_by(Speaker.position)
    )
    people = [*(member.person for member in werksessie.team), *speakers]
    form.follows.choices = [NOBODY, *dict.fromkeys((str(person.id), person.name) for person in people)]
    return form
