"""A small day with catering for the tests: twelve guests with names that may never leave the house."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.catering.models import CateringMoment, CateringTerms
from app.extensions import db, now
from app.programme.models import Item
from app.registrations.models import Need, Registration
from app.werksessies.models import Person, Werksessie
from tests.factories import add_registrations
from tests.programme.days import add_day

PAGE = "/beheer/dag/catering"
NAMES = [f"Geheimvoornaam{number} Achterhoudnaam{number}" for number in range(12)]
DIETS = [
    "vegetarisch",
    "Veganist.",
    "halal en glutenvrij",
    "Geen pinda’s, mijn moeder Truus Zwijgmeer weet alles",
]
SECRETS = ("Geheimvoornaam", "Achterhoudnaam", "Zwijgmeer", "pinda", "rolstoel")


def add_catering(app: Flask, **changes: Any) -> None:
    """The day `dag` with twelve guests, four diets, and a lunch of € 12,50 at 10.15 that is tied to nothing yet."""
    add_day(app)
    with app.app_context():
        werksessie = the_werksessie()
        werksessie.published_at, werksessie.date = now(), now().date() + timedelta(days=40)
        db.session.commit()
    ids = add_registrations(app, "dag", *NAMES)
    with app.app_context():
        werksessie = the_werksessie()
        for number, diet in zip(ids, DIETS, strict=False):
            need = Need(registration_id=number, diet=diet, access="rolstoel", consented_at=now())
            db.session.add(need)
        db.session.add(
            CateringMoment(
                werksessie_id=werksessie.id,
                position=0,
                key="lunch",
                title="Lunch",
                starts=time(10, 15),
                minutes=45,
                per_person=1250,
                choice="Broodjes",
            )
        )
        db.session.add(
            CateringTerms(
                werksessie_id=werksessie.id, caterer="Keuken De Kade", email="yara@kade.example", shrink=10
            )
        )
        for name, value in changes.items():
            setattr(werksessie, name, value)
        db.session.commit()


def the_werksessie() -> Werksessie:
    return db.session.scalars(select(Werksessie).where(Werksessie.slug == "dag")).one()


def uid_of_item(app: Flask, title: str) -> str:
    with app.app_context():
        return db.session.scalars(select(Item.uid).where(Item.title == title)).one()


def withdraw(app: Flask, *names: str) -> None:
    """These guests do not come after all."""
    with app.app_context():
        query = select(Registration).join(Person, Person.id == Registration.person_id)
        for row in db.session.scalars(query.where(Person.name.in_(names))):
            row.cancelled_at = now()
        db.session.commit()
