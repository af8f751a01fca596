"""A small day in the database, and ways to change it, for the tests of versions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask
from sqlalchemy import select

from app.draaiboek.store import store
from app.extensions import db, now
from app.programme.models import Item
from app.versions.models import EditionLink, Status
from app.werksessies.models import Person, TeamMember, Werksessie
from tests import factories
from tests.draaiboek.sample import small_day

SLUG = "kleine-dag"
PAGE = f"/beheer/{SLUG}/draaiboek"
REACTIE, VAST = Status.TER_REACTIE, Status.VASTGESTELD


def add_small_day(app: Flask) -> None:
    """Welkom 09.30 (vast), Peiling 09.50, Pauze 10.00 (vast), Deelsessies 10.15; on the site."""
    with app.app_context():
        store(small_day(), now()).published_at = now()
        db.session.commit()


def make(app: Flask, status: Status = REACTIE, **wish: object) -> str:
    """A version of the small day; its number."""
    return factories.make_version(app, SLUG, status, **wish)


def change(app: Flask, deed: Callable[[Sequence[Item]], object]) -> None:
    """Do something to the items of the small day, in order."""
    with app.app_context():
        items = select(Item).join(Werksessie, Item.werksessie_id == Werksessie.id).order_by(Item.position)
        deed(db.session.scalars(items.where(Werksessie.slug == SLUG)).all())
        db.session.commit()


def change_everything(app: Flask) -> None:
    """Make every page of every edition say something else."""
    factories.add_registrations(app, SLUG, "Anne Berg", "Koen Vries")
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        werksessie.title, werksessie.venue_name = "Heel andere dag", "Heel ergens anders"
        for person in db.session.scalars(select(Person)):
            person.name += " Anders"
        for item in db.session.scalars(select(Item)):
            item.title, item.say, item.minutes = f"{item.title} anders", "Anders.", item.minutes + 1
        db.session.delete(db.session.scalars(select(TeamMember)).first())
        db.session.commit()


def code_of(app: Flask, edition: str) -> str:
    """The token in the code on the planners' own prints of an edition."""
    with app.app_context():
        query = select(EditionLink.token).where(EditionLink.edition == edition, EditionLink.for_whom == "")
        return db.session.scalars(query).one()
