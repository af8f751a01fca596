"""From the rows of a werksessie to what its logistics prints say."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.catering.files import about_of
from app.catering.models import CateringTerms
from app.extensions import db
from app.logistics.models import Material, RoomSetup, Supplier
from app.logistics.prints import Contact, RoomSheet, Thing, contact_sheet, packing_list, room_sheets
from app.logistics.terms import terms_of
from app.programme.models import Room
from app.programme.schedule import timeline_of
from app.programme.timeline import Timeline
from app.werksessies.discretion import shown_name
from app.werksessies.models import TeamMember, Werksessie
from app.words import clock, count


def packing_pdf(werksessie: Werksessie, at: datetime) -> bytes:
    things = [_thing(row) for row in _materials(werksessie)]
    return packing_list(things, about_of(werksessie, at))


def rooms_pdf(werksessie: Werksessie, at: datetime) -> bytes:
    """Each room with what happens in it, in a fixed number of queries."""
    things: dict[int | None, list[Thing]] = defaultdict(list)
    for row in _materials(werksessie):
        things[row.room_id].append(_thing(row))
    stands: dict[int, list[tuple[str, str]]] = defaultdict(list)
    setups = select(RoomSetup).where(RoomSetup.werksessie_id == werksessie.id).order_by(RoomSetup.starts)
    for stand in db.session.scalars(setups):
        stands[stand.room_id].append(
            (clock(stand.starts), ", ".join(filter(None, [stand.setup, stand.note])))
        )
    uses = _uses(timeline_of(werksessie))
    query = select(Room).where(Room.werksessie_id == werksessie.id).order_by(Room.position)
    sheets = [
        RoomSheet(
            name=room.name,
            facts=_facts(room),
            stands=tuple(stands[room.id]),
            uses=tuple(uses[room.name]),
            things=tuple(things[room.id]),
        )
        for room in db.session.scalars(query)
    ]
    return room_sheets(sheets, about_of(werksessie, at))


def contacts_pdf(werksessie: Werksessie, at: datetime) -> bytes:
    """Crew, venue, caterer and suppliers, and the venue's plan for an emergency."""
    terms = terms_of(werksessie)
    facts = [
        ("Verzamelplaats", terms.assembly_point),
        ("Noodplan", terms.emergency),
        ("Parkeren en vervoer", terms.parking),
        ("Bewegwijzering", terms.signs),
    ]
    told = [(label, text) for label, text in facts if text]
    return contact_sheet([*_crew(werksessie), *_outside(werksessie)], told, about_of(werksessie, at))


def _materials(werksessie: Werksessie) -> list[Material]:
    query = select(Material).where(Material.werksessie_id == werksessie.id).order_by(Material.position)
    return list(db.session.scalars(query.options(joinedload(Material.room))))


def _thing(row: Material) -> Thing:
    return Thing(
        what=row.what,
        count=row.count,
        room=row.room.name if row.room else row.unresolved.get("room", ""),
        supplier=row.supplier,
        arrives=clock(row.arrives) if row.arrives else "",
        returns=row.returns,
    )


def _facts(room: Room) -> tuple[str, ...]:
    places = [count(room.capacity, "plaats", "plaatsen")] if room.capacity else []
    places += [f"{setup} {people}" for setup, people in room.setups.items()]
    access = {True: "Toegankelijk met een rolstoel.", False: "Niet toegankelijk met een rolstoel."}
    told = [
        ", ".join(places) + "." if places else "",
        access[room.accessible] if room.accessible is not None else "",
    ]
    return tuple(filter(None, told))


def _uses(day: Timeline) -> dict[str, list[tuple[str, str]]]:
    """By room when it is in use and what for, in order of time."""
    found = [(timed.starts, timed.ends, timed.item.title, timed.item.room) for timed in day.items]
    found += [
        (one.starts, one.ends, one.session.title, one.session.room)
        for timed in day.items
        for one in timed.sessions
    ]
    found += [(timed.starts, timed.ends, timed.moment.what, timed.moment.room) for timed in day.moments]
    uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for starts, ends, title, room in sorted(found, key=lambda use: use[0]):
        if room:
            uses[room].append((f"{clock(starts)}-{clock(ends)}", title))
    return uses


def _crew(werksessie: Werksessie) -> list[Contact]:
    query = select(TeamMember).where(TeamMember.werksessie_id == werksessie.id)
    rows = db.session.scalars(query.order_by(TeamMember.regie.desc(), TeamMember.position))
    return [
        Contact(
            what="regie" if row.regie else row.role,
            name=shown_name(row.person.name, row.person.first_name_only),
            phone=row.person.phone,
            email=row.person.email,
            there=_hours(row.starts, row.ends),
        )
        for row in rows
    ]


def _outside(werksessie: Werksessie) -> list[Contact]:
    terms = terms_of(werksessie)
    found = [
        Contact(
            what="locatie, vooraf",
            name=terms.account_manager,
            phone=terms.account_phone,
            email=terms.account_email,
        ),
        Contact(what="locatie, op de dag", name=terms.floor_manager, phone=terms.floor_phone),
        Contact(what="hoofd-BHV", name=terms.first_aid, phone=terms.first_aid_phone),
    ]
    query = select(CateringTerms).where(CateringTerms.werksessie_id == werksessie.id)
    for caterer in db.session.scalars(query):
        name = ", ".join(filter(None, [caterer.contact, caterer.caterer]))
        found.append(Contact(what="catering", name=name, phone=caterer.phone, email=caterer.email))
    suppliers = select(Supplier).where(Supplier.werksessie_id == werksessie.id).order_by(Supplier.position)
    for row in db.session.scalars(suppliers):
        name = ", ".join(filter(None, [row.contact, row.name]))
        there = _hours(row.arrives, row.leaves)
        found.append(
            Contact(
                what=row.delivers or "leverancier", name=name, phone=row.phone, email=row.email, there=there
            )
        )
    return [contact for contact in found if contact.name or contact.phone]


def _hours(starts: time | None, ends: time | None) -> str:
    told = [f"vanaf {clock(starts)}" if starts else "", f"tot {clock(ends)}" if ends else ""]
    return " ".join(filter(None, told))
