"""A planner says how they are called."""

from __future__ import annotations

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import User
from app.extensions import db
from tests.factories import post, sign_in, words_of


def name_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(User.name)).one()


def test_who_has_no_name_is_asked_once_and_seen_by_it_from_then_on(app: Flask, client: FlaskClient) -> None:
    sign_in(client, app)
    assert "Hoe heet u?" in words_of(client.get("/beheer"))
    answer = post(client, "/beheer/naam", naam="  Noor  de Vries ")
    assert (answer.status_code, answer.location) == (303, "/beheer")
    assert name_of(app) == "Noor de Vries"
    page = client.get("/beheer")
    assert "Collega’s zien u nu als Noor de Vries." in words_of(page)
    assert "Hoe heet u?" not in words_of(page)
    field = BeautifulSoup(page.text, "html.parser").find("input", {"name": "naam"})
    assert field is not None
    assert field["value"] == "Noor de Vries"


def test_a_name_that_is_none_is_refused_and_comes_back(app: Flask, client: FlaskClient) -> None:
    sign_in(client, app)
    for typed, fault in (("  ", "Typ uw naam"), ("x" * 201, "ten hoogste 200 tekens")):
        answer = post(client, "/beheer/naam", naam=typed)
        assert (answer.status_code, words_of(answer).count(fault)) == (422, 2)
        assert f'value="{typed}"' in answer.text
    assert name_of(app) == ""


def test_a_stranger_gives_nobody_a_name(app: Flask, client: FlaskClient) -> None:
    assert post(client, "/beheer/naam", naam="Vreemd").status_code in (303, 401)
