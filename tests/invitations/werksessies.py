"""A real werksessie with registrations for the tests of invitations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select

from app.draaiboek.contents import Draaiboek, Room, Speaker, SpeakerStatus, TeamMember, Venue
from app.draaiboek.store import store
from app.extensions import db
from app.programme.plan import Anchor, Cue, Item, Kind, Session
from app.registrations.actions import Entry, register
from app.registrations.models import Registration
from app.werksessies.models import Werksessie

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)

DAY = Draaiboek(
    title="Samen sterk tegen schooluitval",
    slug="schooluitval-2027",
    date=date(2027, 7, 8),
    starts=time(9, 30),
    ends=time(12, 0),
    capacity=2,
    venue=Venue(
        name="Stadskamer",
        address="Marktplein 1, 1234 AB Voorbeeld",
        route="Vijf minuten lopen vanaf het station.",
        rooms=(Room(name="Foyer"), Room(name="Grote zaal"), Room(name="Atelier 1"), Room(name="Atelier 2")),
    ),
    team=(
        TeamMember(role="floormanager", name="Ilse Ploeg", email="ilse@bureau.example", phone="06 00000003"),
    ),
    speakers=(
        Speaker(
            id="lector", name="Dr. Ada Zeker", email="ada@hogeschool.example", status=SpeakerStatus.BEVESTIGD
        ),
        Speaker(id="reserve", name="Wim Misschien", status=SpeakerStatus.IDEE),
    ),
    programme=(
        Item(title="Inloop", minutes=30, kind=Kind.INLOOP, starts=time(9, 0), room="Foyer"),
        Item(
            title="Wat werkt?",
            minutes=45,
            room="Grote zaal",
            speakers=("lector", "reserve"),
            roles=("dagvoorzitter",),
            public="Met vragen uit de zaal.",
            say="Geheime spreektekst",
            do="Geheime regie",
            card=("geheim",),
            cues=(Cue(anchor=Anchor.END, what="Geheime aanwijzing", roles=("techniek",)),),
        ),
        Item(title="Pauze", minutes=15, kind=Kind.PAUZE, room="Foyer"),
        Item(
            title="Werkateliers",
            minutes=60,
            kind=Kind.PARALLEL,
            parallel=(
                Session(id="thuis", title="Signalen thuis", room="Atelier 1", speakers=("lector",)),
                Session(id="school", title="Signalen op school", room="Atelier 2", minutes=50),
            ),
        ),
    ),
)


def published(draaiboek: Draaiboek = DAY, **changes: Any) -> Werksessie:
    """A committed werksessie in view."""
    werksessie = store(replace(draaiboek, **changes), NOON)
    werksessie.published_at = NOON
    db.session.commit()
    return werksessie


def sign_up(werksessie: Werksessie, name: str, at: datetime = NOON, form: str = "") -> Registration:
    """A registration through the real verb; the address follows from the name."""
    email = f"{name.split()[0].lower()}@waterschap.example"
    entry = Entry(name=name, organisation="Waterschap", email=email)
    register(werksessie.id, entry, form or f"{name} {at}", at)
    query = select(Registration).where(
        Registration.werksessie_id == werksessie.id, Registration.email_key == email
    )
    return db.session.scalars(query).one()
