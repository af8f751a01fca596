"""Small makers of real rows for the tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from app.accounts.access import TOKEN, begin_session
from app.accounts.models import Membership, Role, User
from app.draaiboek.another_day import without_agreements
from app.draaiboek.contents import Draaiboek, RegistrationPeriod
from app.draaiboek.contents_agreed import CateringTerms, Domain, VenueTerms
from app.draaiboek.example import example_draaiboek
from app.draaiboek.store import store
from app.extensions import db, now
from app.registrations.actions import Entry, register
from app.registrations.models import Registration
from app.versions import actions as versions
from app.versions.actions import Wish
from app.versions.links import Reader, make_link
from app.versions.models import Status
from app.werksessies.models import Werksessie
from app.werksessies.slug import slug_from

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
    client: FlaskClient, path: str, /, *, environ: dict[str, str] | None = None, **fields: Any
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


def add_werksessie(app: Flask, slug: str = "zwolle-2023", **changes: Any) -> str:
    """The Zwolle day as a public werksessie at `slug`, with other columns where `changes` says so; its slug."""
    with app.app_context():
        at = now()
        werksessie = store(only_planned(replace(example_draaiboek(at), slug=slug)), at)
        werksessie.published_at = at
        for name, value in changes.items():
            setattr(werksessie, name, value)
        db.session.commit()
    return slug


def only_planned(draaiboek: Draaiboek) -> Draaiboek:
    """The day without questions, choices, agreements, shifts and aims, which a test that needs them adds itself."""
    plan = without_agreements(draaiboek)
    period = RegistrationPeriod(opens=draaiboek.registration.opens, closes=draaiboek.registration.closes)
    shift = {"starts": None, "ends": None, "tasks": (), "follows": None}
    return replace(
        plan,
        registration=period,
        venue=replace(plan.venue, terms=VenueTerms()),
        brief=replace(plan.brief, frame=None, responsibilities=()),
        team=tuple(replace(member, **shift) for member in plan.team),
        domains=tuple(Domain(name=domain.name) for domain in plan.domains),
        speakers=tuple(replace(one, next_step="", next_step_on=None) for one in plan.speakers),
        catering=tuple(replace(meal, item=None, minutes=None, margin=0) for meal in plan.catering),
        catering_terms=CateringTerms(),
        suppliers=(),
        questions=(),
        choices=(),
    )


def add_registrations(app: Flask, slug: str, *names: str) -> list[int]:
    """People who register one after the other, each with an address from their name; the ids."""
    with app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id).where(Werksessie.slug == slug)).one()
        for name in names:
            entry = Entry(
                name=name, organisation="Gemeente Zwolle", email=f"{slug_from(name)}@gemeente.example"
            )
            register(werksessie_id, entry, f"{slug} {name}", now())
        newest = select(Registration.id).where(Registration.werksessie_id == werksessie_id)
        return list(db.session.scalars(newest.order_by(Registration.id)))[-len(names) :]


def make_version(
    app: Flask, slug: str = "zwolle-2023", status: Status = Status.TER_REACTIE, **wish: Any
) -> str:
    """A version of the draaiboek as it stands, by a planner who sees every werksessie; its number."""
    user_id = add_user(app)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == slug)).one()
        by = db.session.get_one(User, user_id)
        wanted = Wish(status=status, **wish)
        return versions.make_version(werksessie, wanted, by, "http://localhost", now()).number


def add_link(
    app: Flask,
    slug: str = "zwolle-2023",
    edition: str = "techniek",
    for_whom: str = "Bram",
    **reader: Any,
) -> int:
    """A link to an edition, made by a planner who sees every werksessie; its id."""
    user_id = add_user(app)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == slug)).one()
        wanted = Reader(edition=edition, for_whom=for_whom, **reader)
        return make_link(werksessie, wanted, db.session.get_one(User, user_id), now()).id


def ids_of(app: Flask, model: Any, slug: str = "zwolle-2023") -> list[int]:
    """The ids of a werksessie's rows of one kind, in order."""
    with app.app_context():
        query = select(model.id).join(Werksessie, Werksessie.id == model.werksessie_id)
        return list(db.session.scalars(query.where(Werksessie.slug == slug).order_by(model.id)))


def werksessie_in(app: Flask, slug: str = "zwolle-2023") -> Werksessie:
    """The werksessie as it is stored now, out of any session."""
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == slug)).one()
        db.session.expunge(werksessie)
        return werksessie


@contextmanager
def counted_queries(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent to the database inside, BEGIN and the like aside."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def at_once(app: Flask, *jobs: object) -> list[object]:
    """Run the jobs in threads that start together; what each gives back or raises."""
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: object) -> None:
        with app.app_context():
            gate.wait()
            try:
                results[place] = job()  # type: ignore[operator]
            except Exception as error:
                results[place] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(results)
