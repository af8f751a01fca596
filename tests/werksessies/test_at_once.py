"""Planners who do something at the same moment, each with a browser of their own, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry, Membership, User
from app.extensions import db
from app.logistics.models import Task
from app.registrations.models import Registration
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_werksessie,
    at_once,
    ids_of,
    post,
    sign_in,
    werksessie_in,
    words_of,
)

HERE = "/beheer/zwolle-2023"
NEW = "/beheer/nieuw"


def browsers(app: Flask, number: int, *, planners: int = 99) -> list[FlaskClient]:
    """So many browsers, of at most so many planners."""
    found = []
    for place in range(number):
        browser = app.test_client()
        sign_in(browser, app, f"p{place % planners}@gemeente.example")
        found.append(browser)
    return found


def asked_at_once(app: Flask, *asks: Callable[[], TestResponse]) -> list[TestResponse]:
    answers = []
    for answer in at_once(app, *asks):
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, TestResponse)
        answers.append(answer)
    return answers


def posts(app: Flask, clients: list[FlaskClient], paths: list[str], /, **fields: Any) -> list[TestResponse]:
    """Each browser posts to its path, all at the same moment."""
    return asked_at_once(
        app,
        *[
            lambda client=client, path=path: post(client, path, **fields)
            for client, path in zip(clients, paths, strict=True)
        ],
    )


def records(app: Flask, what: str) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).where(AuditEntry.what == what)) or 0


def form_of(client: FlaskClient, page: str, action: str) -> dict[str, Any]:
    """The form as the page shows it, without its token."""
    form = BeautifulSoup(client.get(page).text, "html.parser").find("form", action=action)
    assert form is not None
    fields = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input")
        if field["type"] != "radio" or field.has_attr("checked")
    }
    fields |= {field["name"]: field.text.removeprefix("\n") for field in form.find_all("textarea")}
    return {name: value for name, value in fields.items() if name != "csrf_token"}


def test_of_two_who_save_the_data_at_once_one_hears_of_the_other(any_app: Flask) -> None:
    add_werksessie(any_app)
    page = f"{HERE}/gegevens"
    for turn in range(4):
        first, second = browsers(any_app, 2)
        shown = form_of(first, page, page)
        answers = asked_at_once(
            any_app,
            lambda: post(first, page, **shown | {"theme": f"eerste {turn}"}),  # noqa: B023, called in this turn
            lambda: post(second, page, **shown | {"client": f"tweede {turn}"}),  # noqa: B023
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        stored = werksessie_in(any_app)
        saved = [stored.theme == f"eerste {turn}", stored.client == f"tweede {turn}"]
        assert saved == [answer.status_code == 303 for answer in answers]


def test_planners_withdraw_different_people_at_once(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=4)
    people = add_registrations(any_app, "zwolle-2023", *(f"Noor Voorbeeld {n}" for n in range(16)))
    paths = [f"{HERE}/aanmeldingen/{person}/afmelding" for person in people[:8]]
    answers = posts(any_app, browsers(any_app, 8), paths)
    assert [answer.status_code for answer in answers] == [303] * 8
    with any_app.app_context():
        query = select(Registration.id).where(Registration.placed_at.is_not(None)).order_by(Registration.id)
        assert list(db.session.scalars(query)) == people[8:12]
    assert records(any_app, "registration.withdraw") == 8


def test_somebody_is_withdrawn_and_taken_back_once_however_many_click(any_app: Flask) -> None:
    add_werksessie(any_app)
    [person] = add_registrations(any_app, "zwolle-2023", "Noor Voorbeeld")
    clients = browsers(any_app, 5)
    for path, what in (("afmelding", "withdraw"), ("terug", "take_back")):
        answers = posts(any_app, clients, [f"{HERE}/aanmeldingen/{person}/{path}"] * 5)
        assert [answer.status_code for answer in answers] == [303] * 5
        assert records(any_app, f"registration.{what}") == 1


def test_all_that_is_done_at_once_to_one_werksessie_is_done(any_app: Flask) -> None:
    add_werksessie(any_app, published_at=None)
    tasks, clients = ids_of(any_app, Task)[:2], browsers(any_app, 6)
    paths = [
        f"{HERE}/publicatie", f"{HERE}/publicatie", f"{HERE}/archief", f"{HERE}/taken/{tasks[0]}/gedaan",
        f"{HERE}/taken/{tasks[0]}/gedaan", f"{HERE}/taken/{tasks[1]}/gedaan",
    ]  # fmt: skip
    assert [answer.status_code for answer in posts(any_app, clients, paths)] == [303] * 6
    done = ("werksessie.publish", "werksessie.archive", "task.finish")
    assert [records(any_app, what) for what in done] == [1, 1, 2]


def test_a_colleague_who_is_invited_by_six_at_once_is_invited_once(any_app: Flask) -> None:
    add_werksessie(any_app)
    page = f"{HERE}/medewerkers"
    answers = posts(any_app, browsers(any_app, 6), [page] * 6, email="nieuw@gemeente.example", role="beheer")
    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 5
    assert {"nieuw@gemeente.example doet al mee." in words_of(answer) for answer in answers} == {True, False}
    with any_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Membership)) == 1
    assert records(any_app, "colleague.invite") == 1


def test_one_who_is_new_here_can_be_invited_to_two_werksessies_at_once(any_app: Flask) -> None:
    for slug in ("een", "twee", "drie"):
        add_werksessie(any_app, slug)
    for turn in range(3):
        clients, email = browsers(any_app, 3), f"nieuw{turn}@gemeente.example"
        paths = [f"/beheer/{slug}/medewerkers" for slug in ("een", "twee", "drie")]
        answers = posts(any_app, clients, paths, email=email, role="meelezen")
        assert [answer.status_code for answer in answers] == [303] * 3
        with any_app.app_context():
            assert db.session.scalar(select(func.count()).where(User.email == email)) == 1


def test_a_double_click_on_a_new_werksessie_makes_one(any_app: Flask) -> None:
    clients = browsers(any_app, 4, planners=1)
    typed: dict[str, Any] = {
        "title": "Samen eerder",
        "date": (date.today() + timedelta(days=120)).isoformat(),
    }
    shown = form_of(clients[0], NEW, NEW) | typed
    answers = posts(any_app, clients, [NEW] * 4, **shown)
    assert [(answer.status_code, answer.location) for answer in answers] == [
        (303, "/beheer/samen-eerder")
    ] * 4
    again = post(clients[0], NEW, **shown)
    assert again.location == "/beheer/samen-eerder"
    changed = post(clients[0], NEW, **shown | {"title": "Samen later"})
    assert changed.location == "/beheer/samen-later"
    anew = post(clients[0], NEW, **form_of(clients[0], NEW, NEW) | typed)
    assert anew.location == "/beheer/samen-eerder-2"
    with any_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Werksessie)) == 3


def test_planners_who_begin_with_the_same_title_at_once_each_get_their_own(any_app: Flask) -> None:
    clients = browsers(any_app, 5)
    typed: dict[str, Any] = {
        "format": "dagdeel",
        "title": "Samen",
        "date": (date.today() + timedelta(days=120)).isoformat(),
    }
    answers = posts(any_app, clients, [NEW] * 5, **typed)
    assert sorted(str(answer.location) for answer in answers) == [
        "/beheer/samen", "/beheer/samen-2", "/beheer/samen-3", "/beheer/samen-4", "/beheer/samen-5",
    ]  # fmt: skip
