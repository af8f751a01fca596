"""Signing in by link: what it gives, and what it keeps from whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update

from app.accounts import actions
from app.accounts.models import SignInLink, UserSession
from app.extensions import db, now
from app.mail.models import OutgoingMail
from tests.conftest import migrated_app, settings_in
from tests.factories import PLANNER, add_user, post, sign_in, words_of

STRANGER = "niemand@elders.example"


def ask(client: FlaskClient, email: str = PLANNER, wanted: str = "") -> None:
    answer = post(client, "/inloggen", email=email, volgende=wanted)
    assert (answer.status_code, answer.location) == (303, "/inloggen/verstuurd")


@contextmanager
def rendered_templates(app: Flask) -> Iterator[list[str]]:
    """The names of what is rendered inside."""
    names: list[str] = []

    def note(_sender: object, template: Any, **_more: object) -> None:
        names.append(template.name)

    with template_rendered.connected_to(note, app):
        yield names


def mailed_link(app: Flask) -> str:
    with app.app_context():
        raw = db.session.scalars(select(OutgoingMail.raw).order_by(OutgoingMail.id.desc())).first()
    assert raw is not None
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    found = re.search(r"http://localhost(/inloggen/\S+)", body.get_content())
    assert found is not None
    return found[1]


def test_the_mailed_link_signs_in_once_and_leads_to_the_page_that_was_wanted(
    app: Flask, client: FlaskClient
) -> None:
    add_user(app)
    ask(client, " Sam@Gemeente.example ", wanted="/beheer/nieuw")
    link = mailed_link(app)

    assert "Welkom terug" in client.get(link).text
    answer = post(client, link)
    assert (answer.status_code, answer.location) == (303, "/beheer/nieuw")
    assert client.get("/inloggen").location == "/beheer"

    again = post(app.test_client(), link)
    assert again.status_code == 410
    assert "Deze link werkt niet meer" in again.text


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(app: Flask, client: FlaskClient) -> None:
    add_user(app)
    ask(client)
    link = mailed_link(app)
    for _ in range(3):
        app.test_client().get(link)
        client.get(link)
        app.test_client().head(link)
    assert post(client, link).status_code == 303


def test_a_link_asked_for_here_works_in_no_other_browser(app: Flask, client: FlaskClient) -> None:
    add_user(app)
    ask(client)
    link = mailed_link(app)
    other = app.test_client()
    assert other.get(link).status_code == 403
    answer = post(other, link)
    assert answer.status_code == 403
    assert "Open de link in uw eerste browser" in answer.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(UserSession)) == 0
    assert post(client, link).status_code == 303


def test_a_link_of_the_command_line_works_anywhere(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        token = actions.make_link(actions.add_user(PLANNER))
        db.session.commit()
    answer = post(client, f"/inloggen/{token}")
    assert (answer.status_code, answer.location) == (303, "/beheer")


def test_a_link_works_for_fifteen_minutes(app: Flask, client: FlaskClient) -> None:
    add_user(app)
    ask(client)
    with app.app_context():
        link = db.session.scalars(select(SignInLink)).one()
        assert link.expires_at - link.created_at == timedelta(minutes=15)
        link.expires_at = now()
        db.session.commit()
    assert client.get(mailed_link(app)).status_code == 410
    assert post(client, mailed_link(app)).status_code == 410


def test_a_forged_link_gets_a_clear_answer(client: FlaskClient) -> None:
    for token in ("x", "../beheer", "a" * 3000, "%00", "é"):
        answer = client.get(f"/inloggen/{token}")
        assert answer.status_code in (404, 410)
        assert answer.content_type.startswith("text/html")


def test_known_and_unknown_addresses_get_the_same_answer(app: Flask) -> None:
    add_user(app)
    pages = []
    for email in (PLANNER, STRANGER):
        browser = app.test_client()
        ask(browser, email)
        pages.append(browser.get("/inloggen/verstuurd").text.replace(email, "ADRES"))
    assert pages[0] == pages[1]
    with app.app_context():
        assert list(db.session.scalars(select(OutgoingMail.to_address))) == [PLANNER]


def test_the_letter_is_written_for_known_and_unknown_alike(app: Flask) -> None:
    add_user(app)
    written = []
    for email in (PLANNER, STRANGER):
        browser = app.test_client()
        with rendered_templates(app) as names:
            ask(browser, email)
        written.append(names)
    assert written == [["mail/letter.txt", "mail/letter.html"]] * 2


def test_a_wanted_page_with_a_long_address_leaves_the_browser_its_cookie(app: Flask) -> None:
    add_user(app)
    for wanted, reached in (
        ("/beheer/" + "é" * 492, "/beheer/" + "%C3%A9" * 492),
        ("/beheer/" + "".join(map(str, range(1500))), "/beheer"),
    ):
        browser = app.test_client()
        answer = post(browser, "/inloggen", email=PLANNER, volgende=wanted)
        assert len(answer.headers["Set-Cookie"]) < 4096
        assert post(browser, mailed_link(app)).location == reached


def test_asking_often_for_one_address_is_refused_the_same_for_known_and_unknown(app: Flask) -> None:
    add_user(app)
    answers = []
    for number, email in enumerate((PLANNER, STRANGER)):
        browser = app.test_client()
        at = {"REMOTE_ADDR": f"192.0.2.{number}"}
        for _ in range(actions.PER_ADDRESS):
            assert post(browser, "/inloggen", environ=at, email=email).status_code == 303
        refused = post(browser, "/inloggen", environ=at, email=email)
        answers.append((refused.status_code, refused.headers["Retry-After"], words_of(refused)))
    assert answers[0] == answers[1]
    assert answers[0][:2] == (429, "900")
    assert "Over 15 minuten kan het weer" in answers[0][2]


def test_asking_often_from_one_place_is_refused_there_only(app: Flask) -> None:
    browser = app.test_client()
    for number in range(actions.PER_IP):
        assert post(browser, "/inloggen", email=f"{number}@elders.example").status_code == 303
    assert post(browser, "/inloggen", email=STRANGER).status_code == 429
    elsewhere = post(app.test_client(), "/inloggen", environ={"REMOTE_ADDR": "192.0.2.9"}, email=STRANGER)
    assert elsewhere.status_code == 303


def test_after_the_window_one_may_ask_again(app: Flask, client: FlaskClient) -> None:
    for _ in range(actions.PER_ADDRESS):
        ask(client, STRANGER)
    assert post(client, "/inloggen", email=STRANGER).status_code == 429
    with app.app_context():
        db.session.execute(
            update(actions.SignInAttempt).values(at=now() - actions.THROTTLE_WINDOW - timedelta(seconds=1))
        )
        db.session.commit()
    ask(client, STRANGER)


def test_an_address_that_cannot_be_one_is_answered_at_the_field_and_kept(client: FlaskClient) -> None:
    answer = post(client, "/inloggen", email="sam bij de gemeente")
    assert answer.status_code == 422
    assert "<title>Fout: Inloggen</title>" in answer.text
    assert 'value="sam bij de gemeente"' in answer.text
    assert answer.text.count("Aan het adres") == 2


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(app: Flask, client: FlaskClient) -> None:
    add_user(app)
    ask(client)
    with client.session_transaction() as before:
        old = dict(before)
    post(client, mailed_link(app))
    with client.session_transaction() as after:
        assert set(old) & set(after) <= {"csrf_token"}
        kept = dict(after)
    assert post(client, "/uitloggen").location == "/inloggen"
    with client.session_transaction() as stolen:
        stolen.update(kept)
    assert client.get("/beheer/nieuw").location == "/inloggen?volgende=%2Fbeheer%2Fnieuw"


def test_signing_out_everywhere_ends_the_other_browsers_of_this_user_only(app: Flask) -> None:
    mine, also_mine, others = app.test_client(), app.test_client(), app.test_client()
    sign_in(mine, app)
    sign_in(also_mine, app)
    sign_in(others, app, "iemand@gemeente.example")
    post(mine, "/uitloggen/overal")
    assert also_mine.get("/inloggen").status_code == 200
    assert others.get("/inloggen").location == "/beheer"


def test_a_session_lasts_twelve_hours(app: Flask, client: FlaskClient) -> None:
    sign_in(client, app)
    with app.app_context():
        row = db.session.scalars(select(UserSession)).one()
        assert row.expires_at - row.created_at == timedelta(hours=12)
        row.expires_at = now()
        db.session.commit()
    assert client.get("/beheer/nieuw").status_code == 303


def test_signing_in_never_leads_to_another_site(app: Flask) -> None:
    add_user(app)
    for wanted in (
        "https://elders.example/", "//elders.example", "/\\elders.example", "/beheer\\..", "/beheerx", "/beheer\n/x",
    ):  # fmt: skip
        with app.app_context():
            db.session.execute(delete(actions.SignInAttempt))
            db.session.commit()
        browser = app.test_client()
        ask(browser, wanted=wanted)
        assert post(browser, mailed_link(app)).location == "/beheer", wanted


def test_only_hashes_of_links_and_sessions_are_stored(app: Flask, client: FlaskClient) -> None:
    add_user(app)
    ask(client)
    link = mailed_link(app)
    post(client, link)
    token = link.rpartition("/")[2]
    with client.session_transaction() as browser:
        kept = [token, *map(str, browser.values())]
    with app.app_context():
        rows = str(db.session.execute(select(SignInLink.__table__)).all())
        rows += str(db.session.execute(select(UserSession.__table__)).all())
    assert not [secret for secret in kept if secret in rows]


def test_who_was_away_too_long_gets_back_what_they_typed(app: Flask, client: FlaskClient) -> None:
    sign_in(client, app)
    with app.app_context():
        db.session.execute(update(UserSession).values(expires_at=now()))
        db.session.commit()
    answer = post(client, "/beheer/nieuw", title="Mijn <b>lange</b> titel", client="", format="dagdeel")
    assert answer.status_code == 401
    assert "Mijn &lt;b&gt;lange&lt;/b&gt; titel</textarea>" in answer.text
    assert "csrf" not in words_of(answer)
    assert post(client, "/beheer/nieuw").status_code == 303


def test_behind_a_proxy_each_visitor_is_counted_by_their_own_address(tmp_path: Path) -> None:
    behind = migrated_app(settings_in(tmp_path, base_url="https://werksessies.example"))
    browser = behind.test_client()
    for number in range(actions.PER_IP + 1):
        came_from = {"HTTP_X_FORWARDED_FOR": f"192.0.2.{number}"}
        answer = post(browser, "/inloggen", environ=came_from, email=f"{number}@elders.example")
        assert answer.status_code == 303
    with behind.app_context():
        db.engine.dispose()
