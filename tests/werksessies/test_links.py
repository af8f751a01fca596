"""Every personal link opens its own pages and nothing else; one that is wrong, old or revoked says so kindly.

The routes come from the url_map, so that a new page behind a link is tried too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app.accounts.models import User
from app.brief.contents import brief_of
from app.extensions import db, now
from app.logs import safe_path
from app.registrations.models import Registration
from app.speakers.models import Speaker
from app.versions.models import EditionLink
from app.werksessies.brief_models import BriefVersion
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.links import revoke
from app.werksessies.models import TeamMember, Werksessie
from tests.factories import (
    add_link,
    add_registrations,
    add_user,
    add_werksessie,
    make_version,
    post,
    words_of,
)

SLUG = "zwolle-2023"
KINDS = [kind.value for kind in LinkKind]
GUESSES = ["bestaat-niet", "a" * 32, "x\0y", "..", "%00", "é" * 20]
Tokens = dict[str, str]


@pytest.fixture
def tokens(app: Flask) -> Tokens:
    """A link of every kind that works, by kind; and links of readers and participants."""
    add_werksessie(app, SLUG)
    add_registrations(app, SLUG, "Anne van den Berg")
    make_version(app, SLUG)
    edition = add_link(app, SLUG, "dagvoorzitter", "Noor")
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        people = {
            "spreker": db.session.scalars(select(Speaker.person_id)).first(),
            "ploeg": db.session.scalars(select(TeamMember.person_id)).first(),
        }
        links = [
            PersonalLink(
                werksessie_id=werksessie.id, kind=kind, person_id=people.get(kind), email=f"{kind}@x.example"
            )
            for kind in KINDS
        ]
        brief = replace(brief_of(werksessie), client="Gemeente")
        db.session.add(
            BriefVersion(werksessie_id=werksessie.id, number=1, contents=brief.plain(), made_at=now())
        )
        db.session.add_all(links)
        db.session.commit()
        made = {link.kind: link.token for link in links}
        made["aanmelding"] = db.session.scalars(select(Registration.token)).one()
        made["d"] = edition_token(edition)
        return made


def edition_token(link_id: int) -> str:
    return db.session.get_one(EditionLink, link_id).token


def rules_of(app: Flask, method: str) -> Iterator[tuple[str, Rule]]:
    """The routes behind personal links, each with its kind."""
    for rule in app.url_map.iter_rules():
        kind = rule.rule.split("/")[1]
        if kind in KINDS and "token" in rule.arguments and method in (rule.methods or ()):
            yield kind, rule


def asked(client: FlaskClient, method: str) -> Callable[[str], Any]:
    return client.get if method == "GET" else lambda path: post(client, path)


def path_of(rule: Rule, token: str) -> str:
    """The address with this token; a number in it is one that no row has."""
    parts = [
        ("999999" if part.startswith("<") else part)
        for part in rule.rule.replace("<token>", token).split("/")
    ]
    return "/".join(parts)


def test_every_kind_has_a_page_of_its_own(app: Flask) -> None:
    assert {kind for kind, _rule in rules_of(app, "GET")} == set(KINDS)


def test_a_link_opens_its_own_page(app: Flask, tokens: Tokens) -> None:
    for kind in KINDS:
        answer = app.test_client().get(f"/{kind}/{tokens[kind]}")
        assert (kind, answer.status_code) == (kind, 200)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_opens_no_page_of_another(app: Flask, tokens: Tokens, method: str) -> None:
    ask = asked(app.test_client(), method)
    tried = 0
    for kind, rule in rules_of(app, method):
        for other in tokens.keys() - {kind}:
            answer = ask(path_of(rule, tokens[other]))
            assert (rule.rule, other, answer.status_code) == (rule.rule, other, 404)
            tried += 1
    assert tried > 20


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_wrong_link_says_so_kindly(app: Flask, tokens: Tokens, method: str) -> None:
    ask = asked(app.test_client(), method)
    for _kind, rule in rules_of(app, method):
        for guess in GUESSES:
            answer = ask(path_of(rule, guess))
            assert answer.status_code in (404, 308), (rule.rule, guess)
        assert "Kijk of u het hele adres hebt overgenomen" in words_of(ask(path_of(rule, "bestaat-niet")))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_revoked_link_opens_nothing_and_says_so_kindly(app: Flask, tokens: Tokens, method: str) -> None:
    user_id = add_user(app)
    with app.app_context():
        by = db.session.get_one(User, user_id)
        for link in db.session.scalars(select(PersonalLink)).all():
            revoke(link, by, now())
    ask = asked(app.test_client(), method)
    for kind, rule in rules_of(app, method):
        answer = ask(path_of(rule, tokens[kind]))
        assert (rule.rule, answer.status_code) == (rule.rule, 410)
        assert "Deze link werkt niet meer" in words_of(answer)


def test_a_link_gives_no_way_into_the_planners_pages(app: Flask, tokens: Tokens) -> None:
    for kind in KINDS:
        client = app.test_client()
        client.get(f"/{kind}/{tokens[kind]}")
        assert client.get(f"/beheer/{SLUG}").status_code == 303
        assert client.get(f"/beheer/{SLUG}/aanmeldingen").location.startswith("/inloggen")


def test_no_token_of_any_address_comes_into_the_log(app: Flask) -> None:
    token = "geheim-" + "x" * 25
    paths = [
        rule.rule.replace("<token>", token) for rule in app.url_map.iter_rules() if "token" in rule.arguments
    ]
    assert len(paths) > 40
    assert [path for path in paths if token in safe_path(path)] == []
