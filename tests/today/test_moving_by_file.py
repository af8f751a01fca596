"""Another date, time or place by a draaiboek file: as much follows from it as from the page of the date."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.extensions import db
from app.logistics.calls import CALL, calls_of
from app.logistics.models import Task
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.draaiboek.test_file_into import confirm, file_of, upload
from tests.factories import add_registrations, add_werksessie, sign_in, words_of

MAIL = "Wie een plaats heeft, krijgt de nieuwe afspraak per mail als die anders is."


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app)
    add_registrations(app, "zwolle-2023", "Anne Berg")
    sign_in(client, app)
    with app.app_context():
        db.session.execute(update(Registration).values(stale_since=None))
        db.session.commit()
    return client


def outcome(app: Flask) -> tuple[bool, int]:
    """Whether who has a place is to be told, and how many calls there are to make."""
    with app.app_context():
        stale = db.session.scalars(select(Registration.stale_since)).one()
        return stale is not None, sum(CALL in task.roles for task in db.session.scalars(select(Task)))


def changed(text: str, key: str, becomes: str) -> str:
    """The file with another value behind the first `key`."""
    new, times = re.subn(rf"^(\s*{key}: ).*$", rf"\g<1>{becomes}", text, count=1, flags=re.MULTILINE)
    assert times == 1
    return new


def test_another_date_makes_calls_and_tells_who_has_a_place(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie)).one()
        to_call, day = len(list(calls_of(werksessie))), werksessie.date
    preview = upload(planner, changed(file_of(planner), "date", f"{day.replace(year=day.year + 1)}"))
    assert "De werksessie gaat naar een andere dag. Wie u moet bellen, komt bij uw taken." in words_of(
        preview
    )
    assert MAIL in words_of(preview)
    assert outcome(app) == (False, 0)
    assert confirm(planner, preview).status_code == 303
    assert outcome(app) == (True, to_call)


@pytest.mark.parametrize(
    ("key", "becomes"), [("title", "Een andere titel"), ("address", "Voorbeeldkade 9, Zwolle")]
)
def test_another_title_or_place_tells_and_calls_nobody(
    app: Flask, planner: FlaskClient, key: str, becomes: str
) -> None:
    preview = upload(planner, changed(file_of(planner), key, becomes))
    assert f"Titel, tijd of plaats verandert. {MAIL}" in words_of(preview)
    assert confirm(planner, preview).status_code == 303
    assert outcome(app) == (True, 0)


def test_what_no_agenda_shows_tells_nobody(app: Flask, planner: FlaskClient) -> None:
    preview = upload(planner, changed(file_of(planner), "theme", "Iets anders"))
    assert MAIL not in words_of(preview)
    assert confirm(planner, preview).status_code == 303
    assert outcome(app) == (False, 0)
