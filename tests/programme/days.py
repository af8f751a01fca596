"""Small days in the database for the tests of the editor."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.draaiboek.contents import Draaiboek, Goal, Room, Speaker, TeamMember, Venue
from app.draaiboek.store import store
from app.extensions import db, now
from app.programme.models import Item
from app.programme.plan import Anchor, Cue, Kind, Moment, Pillar, Session
from app.programme.plan import Item as Planned
from app.werksessies.models import Werksessie
from tests.factories import post

PAGE = "/beheer/dag/programma"
WELCOME = Planned(
    title="Welkom",
    minutes=30,
    minimum=20,
    pillar=Pillar.INSPIREREN,
    goal="herkennen",
    room="Grote zaal",
    roles=("dagvoorzitter",),
    speakers=("spreker",),
    public="Waarom we hier zijn.",
    say="Goedemorgen.\nFijn dat u er bent.",
    do="Wacht tot het stil is.",
    card=("Handen", "Doelen"),
    cues=(Cue(anchor=Anchor.START, offset=-5, what="Microfoon open", roles=("techniek",)),),
)
ROUND = Planned(
    title="Deelsessies",
    minutes=45,
    kind=Kind.PARALLEL,
    starts=time(10, 30),
    pillar=Pillar.VERBINDEN,
    parallel=(
        Session(id="online", title="Online signalen", room="Grote zaal", capacity=40, speakers=("spreker",)),
        Session(id="school", title="Op school", room="Foyer", capacity=40, minutes=40, roles=("gastvrouw",)),
    ),
)
PROGRAMME = (
    WELCOME,
    Planned(title="Kennismaken", minutes=20, pillar=Pillar.VERBINDEN, room="Grote zaal"),
    ROUND,
    Planned(title="Afspraken", minutes=30, pillar=Pillar.ACTIVEREN, room="Grote zaal"),
)
MOMENTS = (Moment(starts=time(8), minutes=60, what="Opbouw", room="Grote zaal", roles=("locatie",)),)


def draaiboek(*programme: Planned, **fields: Any) -> Draaiboek:
    """A day from 09.30 to 12.00 with two rooms, one goal, one speaker."""
    values: dict[str, Any] = {
        "title": "Een dag",
        "slug": "dag",
        "date": date(2027, 6, 17),
        "starts": time(9, 30),
        "ends": time(12),
        "capacity": 80,
        "venue": Venue(name="De Kade", rooms=(Room(name="Grote zaal", capacity=100), Room(name="Foyer"))),
        "goals": (Goal(id="herkennen", text="Iedereen herkent signalen.", pillar=Pillar.INSPIREREN),),
        "team": (TeamMember(role="dagvoorzitter", name="Noor Voorbeeld"),),
        "speakers": (Speaker(id="spreker", name="Jip Voorbeeld"), Speaker(id="tweede", name="Els Voorbeeld")),
        "programme": programme or PROGRAMME,
        "moments": MOMENTS,
    }
    return Draaiboek(**(values | fields))


def add_day(app: Flask, *programme: Planned, published: bool = False, **fields: Any) -> None:
    """Put `draaiboek` into the database."""
    with app.app_context():
        werksessie = store(draaiboek(*programme, **fields), now())
        werksessie.published_at = now() if published else None
        db.session.commit()


def the_day() -> Werksessie:
    return db.session.scalars(select(Werksessie).where(Werksessie.slug == "dag")).one()


def id_of(app: Flask, title: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Item.id).where(Item.title == title)).one()


def titles(app: Flask) -> list[str]:
    """The titles of the day in order."""
    with app.app_context():
        mine = select(Item.title).join(Werksessie).where(Werksessie.slug == "dag")
        return list(db.session.scalars(mine.order_by(Item.position, Item.id)))


def row_of(title: str) -> Item:
    return db.session.scalars(select(Item).where(Item.title == title)).one()


def send(client: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """POST to a path below the editor's page."""
    return post(client, f"{PAGE}/{path}", **fields)
