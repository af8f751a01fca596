"""Who may do what: every role at every planner's route, found in the url_map, so that a new route is covered too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule

from app.accounts.actions import make_link
from app.accounts.models import Membership, Role, User
from app.budget.models import BudgetLine
from app.catering.models import CateringMoment
from app.extensions import db, now
from app.logistics.models import CancellationStep, Material, RoomSetup, Supplier, Task, WhatIf
from app.programme.models import Item, Moment, RemovedPart, Room
from app.programme.moments import remove_moment
from app.registrations.models import GroupContact, Invitation, Receipt, Registration
from app.registrations.question_models import FormQuestion
from app.speakers.models import Speaker, SpeakerFile
from app.versions.comments import Words, say
from app.versions.models import Comment, EditionLink
from app.werksessies.brief_models import Responsibility, Stakeholder
from app.werksessies.link_models import LinkKind, PersonalLink
from app.werksessies.models import Condition, Goal, TeamMember, Werksessie
from tests.factories import (
    add_link,
    add_registrations,
    add_user,
    add_werksessie,
    ids_of,
    make_version,
    post,
    sign_in,
    words_of,
)

SLUG, OTHER = "zwolle-2023", "elders"
# which row a route needs for its number: by what stands before it in the address
ROWS: dict[str, type[Any]] = {
    "aanmeldingen": Registration,
    "annuleren": CancellationStep,
    "betrokkenen": Stakeholder,
    "cateringmomenten": CateringMoment,
    "deelsessies": Item,
    "doelen": Goal,
    "links": PersonalLink,
    "leveranciers": Supplier,
    "lijst": Task,
    "materiaal": Material,
    "medewerkers": Membership,
    "momenten": Moment,
    "opstellingen": RoomSetup,
    "ploeg": TeamMember,
    "ploeglinks": TeamMember,
    "posten": BudgetLine,
    "programma": Item,
    "randvoorwaarden": Condition,
    "reacties": Comment,
    "regels": WhatIf,
    "rollen": Responsibility,
    "sprekers": Speaker,
    "taken": Task,
    "uitnodigen": Invitation,
    "verwijderd": RemovedPart,
    "vragen": FormQuestion,
    "wie-heeft-wat": EditionLink,
    "zalen": Room,
}
# what a route takes in an address besides rows
NAMES = {"<edition>": "dagvoorzitter", "<number>": "0.1"}


@pytest.fixture
def planned(app: Flask) -> Flask:
    """Two werksessies; the first has one of everything a route can ask for."""
    add_werksessie(app, SLUG)
    add_werksessie(app, OTHER)
    add_registrations(app, SLUG, "Anne van den Berg", "Koen de Vries")
    for email in ("eerste@gemeente.example", "tweede@gemeente.example"):
        add_user(app, email, slug=SLUG)
    with app.app_context():
        werksessie = db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()
        moment = db.session.scalars(select(Moment.id).where(Moment.werksessie_id == werksessie.id)).first()
        assert moment is not None
        db.session.add(
            Invitation(werksessie_id=werksessie.id, email="jan@x.example", email_key="jan@x.example")
        )
        db.session.add(PersonalLink(werksessie_id=werksessie.id, kind="taken", email="lotte@x.example"))
        db.session.add(Stakeholder(werksessie_id=werksessie.id, position=0, name="Scholen"))
        db.session.add(Responsibility(werksessie_id=werksessie.id, position=0, subject="Programma"))
        question = {"text": "Met de auto?", "kind": "ja of nee", "purpose": "Parkeren."}
        db.session.add(FormQuestion(werksessie_id=werksessie.id, position=0, **question))
        _add_speakers_page(werksessie)
        step = {"after": werksessie.date, "percent": 60}
        db.session.add(CancellationStep(werksessie_id=werksessie.id, position=0, **step))
        db.session.add(Supplier(werksessie_id=werksessie.id, position=0, name="Geluid"))
        remove_moment(werksessie, moment, None, now())
    make_version(app, SLUG)
    with app.app_context():
        link = add_link(app, SLUG, "dagvoorzitter", "Noor", writes=True)
        say(db.session.get_one(EditionLink, link), Words(text="Klopt dit?", author="Noor"), now())
    return app


def _add_speakers_page(werksessie: Werksessie) -> None:
    """The link of the first speaker, and a file that they sent."""
    query = select(Speaker).where(Speaker.werksessie_id == werksessie.id).order_by(Speaker.id)
    speaker = db.session.scalars(query).first()
    assert speaker is not None
    db.session.add(PersonalLink(werksessie_id=werksessie.id, kind="spreker", person_id=speaker.person_id))
    slides = {"name": "dia.pdf", "media_type": "application/pdf", "size": 5, "contents": b"%PDF-"}
    db.session.add(SpeakerFile(speaker_id=speaker.id, kind="dia", **slides))


def first_row(app: Flask, word: str) -> int:
    """The first row of SLUG that such an address is about."""
    if word == "bestanden":
        with app.app_context():
            return db.session.scalars(select(SpeakerFile.id)).first() or 0
    assert word in ROWS, f"say in ROWS which row /{word}/<number> is about"
    rows = ids_of(app, ROWS[word], SLUG)
    return (
        rows[0] if rows or word != "verwijderd" else 1
    )  # what was put back is not there to be put back again


def planner_rules(app: Flask, method: str) -> list[Rule]:
    """The routes of one werksessie for the planner; what takes something away comes last."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/beheer/<slug>") and method in (rule.methods or ())
    ]
    return sorted(rules, key=lambda rule: ("verwijdering" in rule.rule, rule.rule))


def address(app: Flask, rule: Rule, slug: str = SLUG) -> str:
    """The address of a route, with the number of a row that belongs to SLUG."""
    path = []
    for part in rule.rule.replace("<slug>", slug).split("/"):
        if part.startswith("<int"):
            path.append(str(first_row(app, path[-1])))
        else:
            assert "<" not in part or part in NAMES, f"{rule.rule} needs a value that this test does not know"
            path.append(NAMES.get(part, part))
    return "/".join(path)


def answers(app: Flask, client: FlaskClient, method: str, slug: str = SLUG) -> dict[str, Any]:
    """Status by route."""
    send: Callable[..., Any] = client.get if method == "GET" else lambda path: post(client, path)
    return {rule.rule: send(address(app, rule, slug)).status_code for rule in planner_rules(app, method)}


def test_a_stranger_is_asked_to_sign_in_everywhere(planned: Flask) -> None:
    for method in ("GET", "POST"):
        found = answers(planned, planned.test_client(), method)
        assert len(found) > 5
        assert set(found.values()) == {303}, found
    for path in ("/beheer", "/beheer/nieuw"):
        assert planned.test_client().get(path).location.startswith("/inloggen?volgende=%2Fbeheer")
    for path in ("/beheer/nieuw", "/beheer/nieuw/bestand"):
        assert post(planned.test_client(), path).location == "/inloggen?volgende=%2Fbeheer"


def test_for_the_planner_of_another_werksessie_this_one_does_not_exist(planned: Flask) -> None:
    client = planned.test_client()
    sign_in(client, planned, "elders@gemeente.example", slug=OTHER)
    for method in ("GET", "POST"):
        found = answers(planned, client, method)
        assert set(found.values()) == {404}, found


def test_rows_of_one_werksessie_do_not_exist_in_another(planned: Flask) -> None:
    """The programme and the lists say that such a row is gone, as for one that a colleague took out; the rest 404."""
    client = planned.test_client()
    sign_in(client, planned, "elders@gemeente.example", slug=OTHER)
    before = everything(planned)
    found = answers(planned, client, "GET", OTHER) | answers(planned, client, "POST", OTHER)
    statuses = {rule: status for rule, status in found.items() if "<int" in rule}
    edited = (
        "/programma/",
        "/catering/",
        "/opdracht/",
        "/logistiek/",
        "/als-dan/",
        "/budget/",
        "/taken/lijst/",
        "/taken/verwijderd/",
        "/aanmeldingen/vragen/",
        "/aanmeldingen/deelsessies/",
    )
    elsewhere = {
        rule: status for rule, status in statuses.items() if not any(page in rule for page in edited)
    }
    assert {rule: status for rule, status in elsewhere.items() if status != 404} == {}
    assert set(statuses.values()) <= {303, 404, 409, 422}, statuses
    after = everything(planned)
    for table in ("registration", "membership", "task", "item", "moment", "removed_part", "parallel_session"):
        assert after[table] == before[table], table


def test_who_reads_along_sees_everything_and_changes_nothing(planned: Flask) -> None:
    client = planned.test_client()
    sign_in(client, planned, "meelezer@gemeente.example", slug=SLUG, role=Role.MEELEZEN)
    seen, changed = answers(planned, client, "GET"), answers(planned, client, "POST")
    assert set(seen.values()) == {200}, seen
    assert set(changed.values()) == {403}, changed
    refused = post(client, f"/beheer/{SLUG}/archief")
    assert "U mag meelezen, maar niets wijzigen" in words_of(refused)


@pytest.mark.parametrize("slug", [SLUG, None], ids=["colleague", "sees all"])
def test_who_manages_may_do_everything(planned: Flask, slug: str | None) -> None:
    client = planned.test_client()
    sign_in(client, planned, "beheerder@gemeente.example", slug=slug)
    seen, changed = answers(planned, client, "GET"), answers(planned, client, "POST")
    assert set(seen.values()) == {200}, seen
    assert set(changed.values()) <= {200, 303, 409, 422}, changed


def test_who_reads_along_is_offered_no_change(planned: Flask) -> None:
    client = planned.test_client()
    sign_in(client, planned, "meelezer@gemeente.example", slug=SLUG, role=Role.MEELEZEN)
    for rule in planner_rules(planned, "GET"):
        answer = client.get(address(planned, rule))
        if answer.mimetype == "text/html":
            forms = answer.text.replace('action="/uitloggen"', "").count('method="post" action=')
            assert forms == 0, rule.rule


def test_a_planner_finds_only_what_they_may_see(planned: Flask) -> None:
    client = planned.test_client()
    sign_in(client, planned, "elders@gemeente.example", slug=OTHER)
    assert f"/beheer/{OTHER}" in client.get("/beheer").text
    assert f"/beheer/{SLUG}" not in client.get("/beheer").text
    sign_in(client, planned, "alles@gemeente.example")
    assert f"/beheer/{SLUG}" in client.get("/beheer").text


def everything(app: Flask) -> dict[str, str]:
    """Every row of every table."""
    with app.app_context():
        return {
            table.name: repr(db.session.execute(select(table)).all()) for table in db.metadata.sorted_tables
        }


def test_no_get_changes_anything(planned: Flask) -> None:
    client = planned.test_client()
    sign_in(client, planned)
    with planned.app_context():
        sign_in_token = make_link(db.session.scalars(select(User)).first())
        db.session.commit()
        people = select(Registration.token).union(select(Receipt.token))
        tokens = {
            "/inloggen/<token>": [sign_in_token],
            "/aanmelding/": list(db.session.scalars(people)),
            "/uitnodiging/": list(db.session.scalars(select(Invitation.token))),
            **{
                f"/{kind}/": list(
                    db.session.scalars(select(PersonalLink.token).where(PersonalLink.kind == kind.value))
                )
                for kind in LinkKind
            },
            "/groep/": list(db.session.scalars(select(GroupContact.token))),
            "/d/": list(db.session.scalars(select(EditionLink.token).where(EditionLink.for_whom != ""))),
        }
    before, walked = everything(planned), []
    for rule in planned.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        if "<token>" in rule.rule:
            known = next(values for start, values in tokens.items() if rule.rule.startswith(start))
            path = rule.rule.replace("<string(maxlength=20):number>", NAMES["<number>"])
            walked += [path.replace("<token>", token) for token in known]
        else:
            walked.append(address(planned, Rule(rule.rule.replace("<name>", "rodedraad.css"))))
    for path in walked:
        assert client.get(path).status_code < 500, path
        assert client.head(path).status_code < 500, path
    assert everything(planned) == before
    assert len(walked) > 20
