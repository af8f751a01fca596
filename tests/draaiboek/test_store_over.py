"""A werksessie that is written over says what the other draaiboek says, and what is the same stays the same row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app.draaiboek import contents_agreed as a
from app.draaiboek.contents import Draaiboek, SpeakerStatus
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.store import store, store_over
from app.extensions import db, now
from app.logistics.models import Task
from app.programme.models import Item
from app.registrations.models import Registration
from app.speakers.models import Speaker
from app.werksessies.models import Domain, Person, PersonNeed, Werksessie
from tests.draaiboek.test_store import FILES, ready_made, without_uids
from tests.factories import add_registrations, add_user, add_werksessie


def ids(model: type[Item] | type[Speaker] | type[Person], werksessie: Werksessie) -> dict[int, str]:
    rows = db.session.scalars(select(model).where(model.werksessie_id == werksessie.id))
    return {row.id: getattr(row, "title", None) or getattr(row, "name", None) or row.key for row in rows}


@pytest.mark.parametrize("before, after", list(permutations(FILES, 2)), ids=lambda path: path.stem)
def test_a_werksessie_becomes_another(any_app: Flask, before: Path, after: Path) -> None:
    with any_app.app_context():
        werksessie = store(ready_made(before), now())
        db.session.commit()
        store_over(werksessie, ready_made(after))
        db.session.commit()
        db.session.expire_all()
        assert without_uids(draaiboek_of(werksessie)) == replace(ready_made(after), slug=werksessie.slug)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_same_draaiboek_again_keeps_every_row(any_app: Flask, path: Path) -> None:
    with any_app.app_context():
        werksessie = store(ready_made(path), now())
        db.session.commit()
        there: Draaiboek = draaiboek_of(werksessie)
        rows = [ids(model, werksessie) for model in (Item, Speaker, Person)]
        store_over(werksessie, there)
        assert not db.session.dirty
        db.session.commit()
        assert draaiboek_of(werksessie) == there
        assert [ids(model, werksessie) for model in (Item, Speaker, Person)] == rows


def test_what_people_did_stays(any_app: Flask) -> None:
    with any_app.app_context():
        whole = ready_made(FILES[-1])
        werksessie = store(whole, now())
        task = db.session.scalars(select(Task).where(Task.werksessie_id == werksessie.id)).first()
        assert task is not None
        task.done_at = now()
        db.session.commit()
        store_over(werksessie, replace(draaiboek_of(werksessie), tasks=whole.tasks[::-1]))
        db.session.commit()
        db.session.expire_all()
        assert draaiboek_of(werksessie).tasks == whole.tasks[::-1]
        assert task.done_at is not None


def test_what_the_draaiboek_does_not_tell_stays(any_app: Flask) -> None:
    slug = add_werksessie(any_app)
    me = add_user(any_app)
    with any_app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == slug)).one()
        speaker = db.session.scalars(select(Speaker).where(Speaker.werksessie_id == werksessie.id)).all()[1]
        speaker.person.phone, speaker.invoice_address = "06 00000042", "Postbus 1, Zwolle"
        speaker.photo_consent_at = speaker.answered_at = at = now()
        db.session.add(PersonNeed(person_id=speaker.person_id, diet="vegetarisch", consented_at=at))
        task = db.session.scalars(select(Task).where(Task.werksessie_id == werksessie.id)).all()[0]
        task.owner_id = me
        speaker.status_since = at - timedelta(days=30)
        db.session.commit()
        store_over(werksessie, replace(draaiboek_of(werksessie), title="Een andere titel"))
        db.session.commit()
        db.session.expire_all()
        assert speaker.status_since == at - timedelta(days=30)
        assert (speaker.person.phone, speaker.invoice_address) == ("06 00000042", "Postbus 1, Zwolle")
        assert speaker.photo_consent_at and speaker.answered_at
        assert db.session.scalars(select(PersonNeed.diet)).all() == ["vegetarisch"]
        assert (task.owner_id, task.owner_name, task.owner_email) == (me, "", "")
        there = draaiboek_of(werksessie)
        changed = tuple(replace(one, status=SpeakerStatus.AFGEZEGD) for one in there.speakers)
        store_over(werksessie, replace(there, speakers=changed))
        assert speaker.status_since >= at


def test_a_domain_that_people_chose_stays(any_app: Flask) -> None:
    slug = add_werksessie(any_app)
    [registration_id] = add_registrations(any_app, slug, "Fatima Voorbeeld")
    with any_app.app_context():
        registration = db.session.get_one(Registration, registration_id)
        werksessie = db.session.get_one(Werksessie, registration.werksessie_id)
        chosen, *others = db.session.scalars(
            select(Domain).where(Domain.werksessie_id == werksessie.id).order_by(Domain.position)
        )
        assert others
        registration.domain_id = chosen.id
        db.session.commit()
        store_over(werksessie, replace(draaiboek_of(werksessie), domains=()))
        db.session.commit()
        db.session.expire_all()
        assert draaiboek_of(werksessie).domains == (a.Domain(name=chosen.name),)
        assert registration.domain_id == chosen.id
