"""The planner's page of logistics: what stands in each of its lists."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.logistics.crew import CrewKeeper
from app.logistics.forms import (
    NO_ROOM,
    CancellationForm,
    MaterialForm,
    RoomForm,
    SetupForm,
    SupplierForm,
    TermsForm,
    crew_form,
    plain_form,
    with_rooms,
)
from app.logistics.keepers import CancellationKeeper, MaterialKeeper, SetupKeeper, SupplierKeeper
from app.logistics.models import Material, RoomSetup, Supplier
from app.logistics.rooms import RoomKeeper, uses_of
from app.logistics.standing import troubles
from app.logistics.terms import terms_of, values_of
from app.programme.listed import rows_of
from app.programme.listed_forms import OpenedRow
from app.programme.listed_views import Listing, ShownList, ShownRow
from app.programme.models import Room
from app.werksessies.access import may_change
from app.werksessies.link_models import LinkKind
from app.werksessies.links import address_of, links_of
from app.werksessies.models import TeamMember, Werksessie
from app.words import clock, count, day_and_month, euros, full_date, joined

WORD = "logistiek"
ROOMS, STANDS, LADDER, SUPPLIERS, THINGS, CREW = (
    "zalen", "opstellingen", "annuleren", "leveranciers", "materiaal", "ploeg",
)  # fmt: skip
SHOWN = 3  # uses of a room that are named
LISTINGS = {
    LADDER: Listing(word=LADDER, keeper=CancellationKeeper(), form=plain_form(CancellationForm), empty={}),
    ROOMS: Listing(word=ROOMS, keeper=RoomKeeper(), form=plain_form(RoomForm), empty={}),
    STANDS: Listing(word=STANDS, keeper=SetupKeeper(), form=with_rooms(SetupForm), empty={}),
    SUPPLIERS: Listing(word=SUPPLIERS, keeper=SupplierKeeper(), form=plain_form(SupplierForm), empty={}),
    THINGS: Listing(word=THINGS, keeper=MaterialKeeper(), form=with_rooms(MaterialForm, NO_ROOM), empty={}),
    CREW: Listing(word=CREW, keeper=CrewKeeper(), form=crew_form, empty={}),
}


def show(werksessie: Werksessie, opened: OpenedRow | None = None, terms: OpenedRow | None = None) -> str:
    """The page, with a row opened, or with the terms as they were typed."""
    return render_template(
        "logistics/page.html",
        werksessie=werksessie,
        current_tab=WORD,
        lists=[
            _ladder(werksessie),
            _rooms(werksessie),
            _stands(werksessie),
            _suppliers(werksessie),
            _things(werksessie),
            _crew(werksessie),
        ],
        opened=opened,
        agreed=agreed_words(werksessie),
        terms=terms or OpenedRow(word="locatie", form=TermsForm(values_of(terms_of(werksessie)))),
        troubles=troubles(werksessie),
        links={link.person_id: link for link in links_of(werksessie, LinkKind.CREW)},
        address_of=address_of,
        crew=_rows(TeamMember, werksessie),
        may_edit=may_change(werksessie),
        base=f"/beheer/{werksessie.slug}/{WORD}",
    )


def _rows(model: Any, werksessie: Werksessie, *join: Any) -> list[Any]:
    query = select(model).where(model.werksessie_id == werksessie.id).order_by(model.position, model.id)
    return list(db.session.scalars(query.options(*map(joinedload, join))))


def _ladder(werksessie: Werksessie) -> ShownList:
    rows = rows_of(LISTINGS[LADDER].keeper, werksessie)
    return ShownList(
        word=LADDER,
        heading="Annuleren",
        intro="Wat annuleren kost, en vanaf wanneer. Wij waarschuwen twee weken voor elke stap.",
        one="stap",
        more="Voeg een stap toe",
        none="Er staat nog niet wat annuleren kost.",
        rows=tuple(
            ShownRow(id=row.id, name=f"Na {day_and_month(row.after)}: {row.percent} % van de huur")
            for row in rows
        ),
    )


def _rooms(werksessie: Werksessie) -> ShownList:
    uses = uses_of(werksessie)
    return ShownList(
        word=ROOMS,
        heading="Zalen",
        intro="De zalen die u in het programma kunt kiezen. Verwijdert u een zaal, dan staat er daarna geen zaal bij.",
        one="zaal",
        more="Voeg een zaal toe",
        none="Er is nog geen zaal.",
        rows=tuple(_room(room, uses[room.id]) for room in _rows(Room, werksessie)),
    )


def _room(room: Room, uses: list[str]) -> ShownRow:
    places = (
        count(room.capacity, "plaats", "plaatsen") if room.capacity else "Aantal plaatsen nog niet bekend."
    )
    access = {None: "Toegankelijkheid nog niet bekend.", True: "Toegankelijk.", False: "Niet toegankelijk."}
    setups = ", ".join(f"{setup} {people}" for setup, people in room.setups.items())
    used = f"In gebruik voor {_some(uses)}." if uses else "Nog niet in gebruik."
    details = [f"{places}{f' ({setups})' if setups else ''}", access[room.accessible], used]
    return ShownRow(id=room.id, name=room.name, details=tuple(details))


def _some(names: list[str]) -> str:
    """The first of them, and how many more."""
    if len(names) <= SHOWN + 1:
        return joined(names)
    return f"{', '.join(names[:SHOWN])} en nog {len(names) - SHOWN}"


def _stands(werksessie: Werksessie) -> ShownList:
    rows = _rows(RoomSetup, werksessie, RoomSetup.room)
    return ShownList(
        word=STANDS,
        heading="Opstellingen",
        intro="Hoe een zaal staat, per deel van de dag. De locatie vindt het op haar zaalbladen.",
        one="opstelling",
        more="Voeg een opstelling toe",
        none="Er staat nog niet hoe de zalen staan.",
        rows=tuple(
            ShownRow(
                id=row.id,
                name=f"{row.room.name} vanaf {clock(row.starts)}: {row.setup}",
                details=tuple(filter(None, [row.note])),
            )
            for row in rows
        ),
    )


def _suppliers(werksessie: Werksessie) -> ShownList:
    return ShownList(
        word=SUPPLIERS,
        heading="Leveranciers",
        intro="Wie er op de dag iets brengt of doet, en hoe laat.",
        one="leverancier",
        more="Voeg een leverancier toe",
        none="Er is nog geen leverancier.",
        rows=tuple(map(_supplier, _rows(Supplier, werksessie))),
    )


def _supplier(row: Supplier) -> ShownRow:
    reach = ", ".join(filter(None, [row.contact, row.phone, row.email]))
    return ShownRow(
        id=row.id,
        name=row.name,
        details=tuple(filter(None, [row.delivers, hours(row.arrives, row.leaves), reach])),
    )


def hours(starts: Any, ends: Any) -> str:
    """Er van 07.00 tot 18.30, with what is known of it."""
    if starts and ends:
        return f"Er van {clock(starts)} tot {clock(ends)}"
    return f"Er vanaf {clock(starts)}" if starts else f"Er tot {clock(ends)}" if ends else ""


def _things(werksessie: Werksessie) -> ShownList:
    return ShownList(
        word=THINGS,
        heading="Materiaal en techniek",
        intro="Wat er moet zijn, waar, wie het brengt en hoe het teruggaat.",
        one="materiaal",
        more="Voeg materiaal toe",
        none="Er is nog geen materiaal.",
        rows=tuple(map(_thing, _rows(Material, werksessie, Material.room))),
    )


def _thing(row: Material) -> ShownRow:
    room = row.room.name if row.room else row.unresolved.get("room") or "nog geen zaal"
    comes = f", om {clock(row.arrives)}" if row.arrives else ""
    who = f"Van {row.supplier}{comes}" if row.supplier else comes.removeprefix(", ").capitalize()
    details = [room, who, f"Terug: {row.returns}" if row.returns else "", "Techniek" if row.technique else ""]
    return ShownRow(id=row.id, name=f"{row.count} × {row.what}", details=tuple(filter(None, details)))


def _crew(werksessie: Werksessie) -> ShownList:
    return ShownList(
        word=CREW,
        heading="Ploeg",
        intro="Wie wat doet op de dag. Een rol mag bij meer mensen staan.",
        one="lid van de ploeg",
        more="Voeg iemand toe",
        none="Er staat nog niemand in de ploeg.",
        rows=tuple(map(_member, _rows(TeamMember, werksessie, TeamMember.follows))),
    )


def _member(row: TeamMember) -> ShownRow:
    reach = ", ".join(filter(None, [row.person.phone, row.person.email])) or "Nog geen telefoon of e-mail."
    who = ", ".join(filter(None, [row.role, row.person.organisation]))
    details = [
        who,
        reach,
        hours(row.starts, row.ends),
        row.tasks.replace("\n", "; "),
        f"Gaat mee met {row.follows.name}" if row.follows else "",
        f"Geen gehoor: {row.backup}" if row.backup else "",
        "Heeft de regie" if row.regie else "",
        "Op papier alleen met voornaam" if row.person.first_name_only else "",
    ]
    return ShownRow(id=row.id, name=row.person.name, details=tuple(filter(None, details)))


def agreed_words(werksessie: Werksessie) -> list[tuple[str, str]]:
    """What is known of the venue's terms, to read: what it is, and what it says."""
    terms, told = terms_of(werksessie), []
    for field in TermsForm(values_of(terms)).parts:
        value = getattr(terms, field.short_name)
        if value not in (None, ""):
            words = (
                full_date(value)
                if isinstance(value, date)
                else euros(value)
                if isinstance(value, int)
                else value
            )
            told.append((str(field.label.text), words))
    return told
