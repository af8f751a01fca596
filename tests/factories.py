"""Small makers of real rows for the tests."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.access import TOKEN, begin_session
from app.accounts.models import Membership, Role, User
from app.extensions import db, now
from app.werksessies.models import Werksessie

PLANNER = "sam@gemeente.example"


def add_user(app: Flask, email: str = PLANNER, *, slug: str | None = None, role: Role = Role.BEHEER) -> int:
    """A planner with `role` in werksessie `slug` only, or without a slug one who sees every werksessie; their id."""
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == email)) or User(email=email)
        db.session.add(user)
        db.session.flush()
        if slug is None:
            user.sees_all_since = now()
        else:
            werksessie_id = db.session.scalars(select(Werksessie.id).where(Werksessie.slug == slug)).one()
            db.session.add(Membership(werksessie_id=werksessie_id, user_id=user.id, role=role.value))
        db.session.commit()
        return user.id


def sign_in(
    client: FlaskClient,
    app: Flask,
    email: str = PLANNER,
    *,
    slug: str | None = None,
    role: Role = Role.BEHEER,
) -> int:
    """Make a planner as `add_user` does and sign them in with `client`; their id."""
    user_id = add_user(app, email, slug=slug, role=role)
    with app.app_context():
        token = begin_session(db.session.get_one(User, user_id))
        db.session.commit()
    with client.session_transaction() as browser:
        browser[TOKEN] = token
    return user_id


def post(
    client: FlaskClient, path: str, *, environ: dict[str, str] | None = None, **fields: Any
) -> TestResponse:
    """POST a form as a browser does: with the session's CSRF token, asked for at a page that has one."""
    with client.session_transaction() as browser:
        browser.setdefault("csrf_token", "0" * 40)
        raw = browser["csrf_token"]
    token = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token").dumps(raw)
    return client.post(path, data={**fields, "csrf_token": token}, environ_overrides=environ or {})


def words_of(answer: TestResponse) -> str:
    """What a reader sees within <main>, with single spaces."""
    main = BeautifulSoup(answer.text, "html.parser").find("main")
    return " ".join(main.get_text(" ").split()) if main else ""
