"""The opdracht: its facts, what the client says to it by link, and what changed since."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import select

from app.brief.contents import Aim, Brief, Responsibility, Stakeholder, differences
from app.brief.means import only_a_means
from app.brief.sheet import Stamp, brief_sheet
from app.extensions import db
from app.mail.models import OutgoingMail
from app.werksessies.brief_models import BriefAnswer, BriefVersion
from app.werksessies.link_models import PersonalLink
from tests.factories import add_werksessie, at_once, post, sign_in, words_of
from tests.pdf.reading import PROFILES, failures

BASE = "/beheer/zwolle-2023/opdracht"
TO = {"for_whom": "Robin Voorbeeld", "email": "robin@gemeente.example"}
SMALL = Brief(title="Samen", client="Gemeente Voorbeeld", day="2027-03-11")
WHOLE = replace(
    SMALL,
    venue="Stadskamer",
    people=80,
    occasion="Er zijn zorgen.\nDaarom nu.",
    deliver_by="2027-04-01",
    frame=950_000,
    goals=(
        Aim(
            key="zien",
            text="Zij herkennen signalen.",
            pillar="inspireren",
            measure="vragen",
            target="8 op 10",
        ),
    ),
    conditions=("Voor de zomer",),
    concerned=(Stakeholder(name="Scholen", interest="rust", involved="denken mee"),),
    duties=(Responsibility(subject="Programma", decides="Robin", does="Sam", asked="scholen", told="raad"),),
)
STAMP = Stamp(
    version="versie 2", made_at=datetime(2027, 1, 5, 9, 30, tzinfo=UTC), approved="Versie 2 is goedgekeurd."
)


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app)
    sign_in(client, app)
    return client


def laid_before(app: Flask, planner: FlaskClient) -> str:
    """The address of the client's page, after the planner mailed it."""
    assert post(planner, f"{BASE}/goedkeuring", **TO).status_code == 303
    with app.app_context():
        token = db.session.scalars(select(PersonalLink.token).order_by(PersonalLink.id.desc())).first()
    return f"/opdracht/{token}"


def save_facts(planner: FlaskClient, **facts: str) -> None:
    """Change facts of the opdracht; those that are not named are emptied."""
    page = planner.get(BASE).text
    basis = re.search(r'name="basis" value="([^"]*)"', page)
    assert basis
    seen = basis[1].replace("&#34;", '"')
    assert post(planner, f"{BASE}/feiten", basis=seen, occasion="", **facts).status_code == 303


@pytest.mark.parametrize(
    "goal", ["Netwerken", "Deelnemers inspireren.", "Kennis delen en verbinden", "Elkaar ontmoeten"]
)
def test_a_goal_that_is_only_a_means_gets_a_question(planner: FlaskClient, goal: str) -> None:
    assert only_a_means(goal)
    post(planner, f"{BASE}/doelen", text=goal, pillar="verbinden")
    assert "Dit is een middel. Wat is er daarna anders?" in words_of(planner.get(BASE))


@pytest.mark.parametrize(
    "goal",
    [
        "Deelnemers herkennen signalen.",
        "Wie elkaar ontmoet, belt elkaar voortaan eerder.",
        "Eén afspraak per tafel.",
    ],
)
def test_a_goal_that_says_what_is_different_gets_none(goal: str) -> None:
    assert not only_a_means(goal)


def test_the_facts_stand_on_the_page_and_wrong_ones_come_back(planner: FlaskClient) -> None:
    save_facts(planner, client="Gemeente Voorbeeld", deliver_by="1-7-2027", budget_frame="9.500")
    page = planner.get(BASE).text
    assert 'value="1-7-2027"' in page
    assert 'value="9500,00"' in page
    wrong = post(
        planner, f"{BASE}/feiten", occasion="Waarom", deliver_by="ooit", budget_frame="veel", client="X"
    )
    assert wrong.status_code == 422
    assert "Typ de datum als dag, maand en jaar" in wrong.text
    assert "Typ het bedrag in euro" in wrong.text
    assert 'value="ooit"' in wrong.text


def test_the_client_approves_by_link_and_later_changes_show_against_that(
    app: Flask, planner: FlaskClient
) -> None:
    save_facts(planner, budget_frame="9500")
    link = laid_before(app, planner)
    client = app.test_client()
    assert "€ 9.500,00 excl. btw" in words_of(client.get(link))
    done = post(client, f"{link}/antwoord", number="1", author="Robin Voorbeeld", approved="y")
    assert done.status_code == 303
    assert "Versie 1 is goedgekeurd door Robin Voorbeeld" in words_of(client.get(link))
    assert "Versie 1 is goedgekeurd door Robin Voorbeeld" in words_of(planner.get(BASE))
    save_facts(planner, budget_frame="10.000")
    said = "Budget : was ‘€ 9.500,00 excl. btw’, is nu ‘€ 10.000,00 excl. btw’"
    assert said in words_of(planner.get(BASE))
    laid_before(app, planner)
    assert "Anders dan versie 1, die is goedgekeurd: " + said in words_of(client.get(link))
    assert "Ik keur de opdracht goed" in words_of(client.get(link))


def test_the_client_says_what_must_be_otherwise_and_the_planner_deals_with_it(
    app: Flask, planner: FlaskClient
) -> None:
    link = laid_before(app, planner)
    client = app.test_client()
    empty = post(client, f"{link}/antwoord", number="1", author="Robin", text="")
    assert (empty.status_code, "Schrijf wat er anders moet" in empty.text) == (422, True)
    for _click in range(2):
        assert (
            post(client, f"{link}/antwoord", number="1", author="Robin", text="Minder zenden.").status_code
            == 303
        )
    assert words_of(planner.get(BASE)).count("Minder zenden.") == 1
    with app.app_context():
        answer = db.session.scalars(select(BriefAnswer.id)).one()
    post(planner, f"{BASE}/reacties/{answer}/afgehandeld")
    assert "afgehandeld" in words_of(planner.get(BASE))
    assert "De planner heeft dit afgehandeld." in words_of(client.get(link))


def test_an_answer_to_an_older_version_is_kept_on_the_page_and_asked_again(
    app: Flask, planner: FlaskClient
) -> None:
    link = laid_before(app, planner)
    save_facts(planner, client="Gemeente Anders")
    laid_before(app, planner)
    late = post(app.test_client(), f"{link}/antwoord", number="1", author="Robin", text="Mijn woorden.")
    assert late.status_code == 409
    assert "Er is intussen een nieuwere versie" in late.text
    assert "Mijn woorden." in late.text
    with app.app_context():
        assert db.session.scalars(select(BriefAnswer)).all() == []


def test_the_same_version_is_mailed_once_to_one_address(app: Flask, planner: FlaskClient) -> None:
    laid_before(app, planner)
    again = post(planner, f"{BASE}/goedkeuring", **TO)
    assert "Die heeft de laatste versie al." in planner.get(again.location).text
    with app.app_context():
        kinds = db.session.scalars(select(OutgoingMail.to_address).where(OutgoingMail.kind == "brief")).all()
        assert (list(kinds), len(db.session.scalars(select(BriefVersion)).all())) == ([TO["email"]], 1)


def test_a_yes_of_many_clicks_at_once_is_one(any_app: Flask) -> None:
    add_werksessie(any_app)
    planner = any_app.test_client()
    sign_in(planner, any_app)
    link = laid_before(any_app, planner)

    def yes() -> int:
        return post(
            any_app.test_client(), f"{link}/antwoord", number="1", author="R.", approved="y"
        ).status_code

    assert at_once(any_app, yes, yes, yes, yes) == [303] * 4
    with any_app.app_context():
        assert len(db.session.scalars(select(BriefAnswer)).all()) == 1


def test_a_link_that_is_revoked_or_unknown_says_so_kindly(app: Flask, planner: FlaskClient) -> None:
    link = laid_before(app, planner)
    with app.app_context():
        number = db.session.scalars(select(PersonalLink.id)).one()
    post(planner, f"{BASE}/links/{number}/intrekking")
    for path, code in ((link, 410), (f"{link}/opdracht.pdf", 410), ("/opdracht/bestaat-niet", 404)):
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (code, "no-store")
        assert "Vraag de organisatie om een nieuwe link." in words_of(answer)


def test_wrong_address_or_name_is_told_at_the_form(planner: FlaskClient) -> None:
    answer = post(planner, f"{BASE}/goedkeuring", for_whom="", email="geen adres")
    assert answer.status_code == 422
    assert "Typ wie de opdracht goedkeurt." in answer.text
    assert 'value="geen adres"' in answer.text


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_the_paper_says_all_on_one_page(planner: FlaskClient) -> None:
    pdf = brief_sheet(WHOLE, STAMP)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    told = text_of(pdf)
    for said in (
        "Opdracht: Samen", "Versie 2 is goedgekeurd.", "€ 9.500,00 excl. btw", "donderdag 1 april 2027",
        "1. Zij herkennen signalen. (inspireren; gemeten: vragen; genoeg: 8 op 10)", "Voor de zomer",
        "Programma beslist: Robin; doet: Sam; wordt gevraagd: scholen; hoort het: raad",
        "Scholen belang: rust; betrokken: denken mee", "versie 2, gemaakt 05-01-2027 09.30",
    ):  # fmt: skip
        assert said in told
    shown = planner.get(f"{BASE}.pdf")
    assert shown.content_type == "application/pdf"
    assert "concept, gemaakt" in text_of(shown.data)


@pytest.mark.parametrize(
    "brief", [SMALL, WHOLE, replace(WHOLE, title="", conditions=("‮omgekeerd", "🎉" * 200))]
)
def test_the_paper_is_accessible_and_archivable(brief: Brief) -> None:
    paper = brief_sheet(brief, STAMP)
    assert {profile: failures(paper, profile) for profile in PROFILES} == {"ua1": [], "2a": []}


def test_long_texts_are_set_smaller_and_never_lost() -> None:
    longer = replace(WHOLE, conditions=tuple(f"Voorwaarde {number}: {'woord ' * 12}" for number in range(22)))
    assert len(PdfReader(io.BytesIO(brief_sheet(longer, STAMP))).pages) == 1
    endless = replace(
        WHOLE, conditions=tuple(f"Voorwaarde {number}: {'woord ' * 40}" for number in range(60))
    )
    told = text_of(brief_sheet(endless, STAMP))
    assert all(f"Voorwaarde {number}:" in told for number in range(60))


TEXTS = st.text(st.sampled_from("ab €"), max_size=4)
AIMS = st.builds(Aim, key=TEXTS, text=TEXTS, pillar=st.just("verbinden"))
DUTIES = st.builds(Responsibility, subject=TEXTS, does=TEXTS)
BRIEFS = st.builds(
    Brief,
    title=st.just("Samen"),
    client=TEXTS,
    day=st.sampled_from(["2027-03-11", "2027-03-12"]),
    frame=st.none() | st.integers(0, 3),
    occasion=TEXTS,
    conditions=st.lists(TEXTS, max_size=3, unique=True).map(tuple),
    goals=st.lists(AIMS, max_size=2, unique_by=lambda aim: aim.key).map(tuple),
    duties=st.lists(DUTIES, max_size=2, unique_by=lambda duty: duty.subject).map(tuple),
)


@given(BRIEFS, BRIEFS)
def test_versions_come_back_as_they_were_and_differ_from_others_only(one: Brief, other: Brief) -> None:
    assert Brief.of_plain(one.plain()) == one
    assert differences(one, one) == []
    there, back = differences(one, other), differences(other, one)
    assert sorted((row.about, row.was, row.becomes) for row in there) == sorted(
        (row.about, row.becomes, row.was) for row in back
    )
