"""Logistics: `/beheer/<slug>/logistiek`, with the rooms and the crew."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from wtforms import BooleanField

from app.logistics.crew import CrewKeeper
from app.logistics.rooms import RoomKeeper, uses_of
from app.programme.fields import ChoiceField, LineField, NumberField
from app.programme.listed import rows_of
from app.programme.listed_forms import EmailField, ListForm, OpenedRow
from app.programme.listed_views import Listing, ListPage, ShownList, ShownRow
from app.werksessies.access import may_change
from app.werksessies.discretion import ONLY_FIRST_NAME, WHERE_NOT
from app.werksessies.models import TeamMember, Werksessie
from app.words import joined

blueprint = Blueprint("logistics", __name__)
WORD = "logistiek"
ROOMS, CREW = "zalen", "ploeg"
SHOWN = 3  # uses of a room that are named
NOBODY = ("", "niemand")


class RoomForm(ListForm):
    name = LineField("Zaal", "Typ hoe de zaal heet.", longest=100)
    capacity = NumberField("Plaatsen", description="Hoeveel mensen erin mogen. Leeg: u weet het nog niet.")


class CrewForm(ListForm):
    role = LineField("Rol", "Typ wat zij of hij doet, bijvoorbeeld floormanager.", longest=60)
    name = LineField("Naam", "Typ een naam, of wie u nog zoekt.")
    organisation = LineField("Organisatie")
    phone = LineField(
        "Telefoon", longest=60, description="Staat alleen op papier voor de ploeg, en op de belkaart."
    )
    email = EmailField("E-mailadres", longest=320)
    backup = ChoiceField("Geen gehoor? Bel dan", "Kies een rol uit de lijst.", choices=[NOBODY])
    first_name_only = BooleanField(ONLY_FIRST_NAME, description=WHERE_NOT)
    regie = BooleanField(
        "Heeft de regie", description="Dit nummer staat boven elke bladzij. Eén persoon heeft de regie."
    )


def _room_form(werksessie: Werksessie, *shown: Any) -> ListForm:
    return RoomForm(*shown)


def _crew_form(werksessie: Werksessie, *shown: Any) -> ListForm:
    """The roles to choose from are those of the crew, and whatever stands there already."""
    form = CrewForm(*shown)
    roles = [member.role for member in werksessie.team]
    if shown and shown[0].get("backup"):
        roles.append(shown[0]["backup"])
    form.backup.choices = [NOBODY, *((role, role) for role in dict.fromkeys(roles))]
    return form


LISTINGS = {
    ROOMS: Listing(word=ROOMS, keeper=RoomKeeper(), form=_room_form, empty={}),
    CREW: Listing(word=CREW, keeper=CrewKeeper(), form=_crew_form, empty={}),
}


def _show(werksessie: Werksessie, opened: OpenedRow | None = None) -> str:
    return render_template(
        "logistics/page.html",
        werksessie=werksessie,
        current_tab=WORD,
        lists=[_rooms(werksessie), _crew(werksessie)],
        opened=opened,
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _rooms(werksessie: Werksessie) -> ShownList:
    uses = uses_of(werksessie)
    rows = []
    for room in rows_of(LISTINGS[ROOMS].keeper, werksessie):
        places = f"{room.capacity} plaatsen" if room.capacity else "Aantal plaatsen nog niet bekend."
        used = f"In gebruik voor {_some(uses[room.id])}." if uses[room.id] else "Nog niet in gebruik."
        rows.append(ShownRow(id=room.id, name=room.name, details=(places, used)))
    return ShownList(
        word=ROOMS,
        heading="Zalen",
        intro="De zalen die u in het programma kunt kiezen. Verwijdert u een zaal, dan staat er daarna geen zaal bij.",
        one="zaal",
        more="Voeg een zaal toe",
        none="Er is nog geen zaal.",
        rows=tuple(rows),
    )


def _some(names: list[str]) -> str:
    """The first of them, and how many more."""
    if len(names) <= SHOWN + 1:
        return joined(names)
    return f"{', '.join(names[:SHOWN])} en nog {len(names) - SHOWN}"


def _crew(werksessie: Werksessie) -> ShownList:
    return ShownList(
        word=CREW,
        heading="Ploeg",
        intro="Wie wat doet op de dag. Een rol mag bij meer mensen staan.",
        one="lid van de ploeg",
        more="Voeg iemand toe",
        none="Er staat nog niemand in de ploeg.",
        rows=tuple(_member(row) for row in rows_of(LISTINGS[CREW].keeper, werksessie)),
    )


def _member(row: TeamMember) -> ShownRow:
    reach = ", ".join(filter(None, [row.person.phone, row.person.email])) or "Nog geen telefoon of e-mail."
    who = ", ".join(filter(None, [row.role, row.person.organisation]))
    extra = [f"Geen gehoor: {row.backup}"] if row.backup else []
    leads = ["Heeft de regie"] if row.regie else []
    leads += ["Op papier alleen met voornaam"] if row.person.first_name_only else []
    return ShownRow(id=row.id, name=row.person.name, details=(who, reach, *extra, *leads))


ListPage(blueprint, WORD, LISTINGS, _show).add_rules()
