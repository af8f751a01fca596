"""Readers and planners who say things to each other of a draaiboek."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.accounts.models import User
from app.extensions import db, now
from app.versions import comments
from app.versions.comments import MOST, MOST_IN_A_WHILE, Words, say
from app.versions.conversations import open_comments
from app.versions.models import Comment, EditionLink, Status
from app.werksessies.models import Werksessie
from tests.factories import (
    add_user,
    add_werksessie,
    at_once,
    counted_queries,
    make_version,
    post,
    sign_in,
    words_of,
)
from tests.versions.links import COMMENTS, comments_in, items_in, sent, token_for


@pytest.fixture
def planner(app: Flask) -> FlaskClient:
    """A planner in the Zwolle day, of which version 0.1 is out for comment."""
    add_werksessie(app)
    make_version(app)
    client = app.test_client()
    sign_in(client, app)
    return client


def write(app: Flask, token: str, text: str = "De microfoon ontbreekt.", **fields: str) -> int:
    """A comment as a reader's browser sends it; the status."""
    given = {"naam": "Bram", "tekst": text, "versie": "0.1", **fields}
    return post(app.test_client(), f"/d/{token}/reacties", **given).status_code


def test_a_comment_goes_to_the_planner_and_the_answer_comes_back_by_mail(
    app: Flask, planner: FlaskClient
) -> None:
    token, item = token_for(app, email="bram@geluid.example"), items_in(app)[1]
    sent(app)
    reader = app.test_client()
    form = reader.get(f"/d/{token}").text.partition('action="/d/')[2]
    assert 'name="naam" type="text" value="Bram"' in reader.get(f"/d/{token}").text
    assert item.uid in form
    answer = post(
        reader,
        f"/d/{token}/reacties",
        naam="Bram",
        tekst="Twee keer microfoon 2?",
        onderwerp=item.uid,
        versie="0.1",
    )
    assert answer.location == f"/d/{token}#reacties"
    page = planner.get(COMMENTS)
    assert "Twee keer microfoon 2?" in words_of(page)
    assert f"/beheer/zwolle-2023/programma?open={item.id}#onderdeel-{item.id}" in page.text
    assert "techniek, versie 0.1" in words_of(page)
    (said,) = comments_in(app)
    post(planner, f"{COMMENTS}/{said.id}/antwoord", tekst="Klopt, het wordt 3.", actie="afgehandeld")
    ((to, subject, text),) = sent(app)
    assert (to, subject) == (
        "bram@geluid.example",
        "Antwoord op uw reactie op het draaiboek: Werksessie voorkomen van jonge aanwas",
    )
    assert "Klopt, het wordt 3." in text
    assert f"U schreef: {said.text}" in text
    shown = words_of(reader.get(f"/d/{token}"))
    assert f"Over {item.title}, versie 0.1" in shown
    assert "Klopt, het wordt 3." in shown
    assert "Afgehandeld op" in shown
    assert "Er staat niets open." in words_of(planner.get(COMMENTS))


def test_a_reader_sees_the_own_comments_only(app: Flask, planner: FlaskClient) -> None:
    bram, yara = token_for(app), token_for(app, "catering", "Yara")
    write(app, bram, "Van Bram")
    write(app, yara, "Van Yara", naam="Yara")
    reader = app.test_client()
    assert "Van Yara" not in words_of(reader.get(f"/d/{bram}"))
    assert "Van Yara" in words_of(reader.get(f"/d/{yara}"))


def test_an_answer_of_another_reader_is_refused(app: Flask, planner: FlaskClient) -> None:
    bram, yara = token_for(app), token_for(app, "catering", "Yara")
    write(app, bram, "Van Bram")
    (said,) = comments_in(app)
    assert write(app, yara, "Ik ook", antwoord=str(said.id)) == 409
    assert write(app, yara, "Ik ook", antwoord="99999") == 409
    assert len(comments_in(app)) == 1


def test_who_answers_a_settled_comment_opens_it_again(app: Flask, planner: FlaskClient) -> None:
    token = token_for(app)
    write(app, token)
    (said,) = comments_in(app)
    post(planner, f"{COMMENTS}/{said.id}/afgehandeld")
    assert comments_in(app)[0].settled_at is not None
    assert write(app, token, "Toch niet goed", antwoord=str(said.id)) == 303
    first, second = comments_in(app)
    assert (first.settled_at, second.answer_to_id) == (None, first.id)


def test_a_comment_is_settled_and_taken_back(app: Flask, planner: FlaskClient) -> None:
    write(app, token_for(app))
    (said,) = comments_in(app)
    post(planner, f"{COMMENTS}/{said.id}/afgehandeld")
    page = planner.get(COMMENTS)
    assert "De reactie van Bram is afgehandeld." in words_of(page)
    assert "Ongedaan maken" in page.text
    assert "Afgehandeld: 1" in words_of(page)
    post(planner, f"{COMMENTS}/{said.id}/open")
    assert comments_in(app)[0].settled_at is None


def test_open_comments_stand_on_the_first_screen_and_at_the_draaiboek(
    app: Flask, planner: FlaskClient
) -> None:
    token = token_for(app)
    write(app, token, "Een")
    write(app, token, "Twee")
    today = planner.get("/beheer/zwolle-2023")
    assert "Lees twee reacties op het draaiboek" in words_of(today)
    assert f'href="{COMMENTS}">Naar de reacties' in today.text
    assert "Twee reacties vragen iets van u" in words_of(planner.get("/beheer/zwolle-2023/draaiboek"))
    for said in comments_in(app):
        post(planner, f"{COMMENTS}/{said.id}/afgehandeld")
    assert "reacties op het draaiboek" not in words_of(planner.get("/beheer/zwolle-2023"))


def test_on_a_fixed_version_nobody_comments_and_what_was_typed_stays(
    app: Flask, planner: FlaskClient
) -> None:
    token = token_for(app)
    make_version(app, status=Status.VASTGESTELD)
    answer = post(app.test_client(), f"/d/{token}/reacties", naam="Bram", tekst="Nog een ding", versie="0.1")
    assert answer.status_code == 409
    assert "Reageren kan niet meer." in words_of(answer)
    assert comments_in(app) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"tekst": "  "}, "Schrijf wat er anders moet, of wat u wilt weten."),
        ({"naam": ""}, "Vul uw naam in."),
        ({"tekst": "x" * 2001}, "Uw reactie telt 2.001 tekens."),
        ({"naam": "x" * 101}, "Uw naam telt 101 tekens."),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(
    app: Flask, planner: FlaskClient, fields: dict[str, str], said: str
) -> None:
    given = {"naam": "Bram", "tekst": "Hallo", **fields}
    answer = post(app.test_client(), f"/d/{token_for(app)}/reacties", **given)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert given["tekst"].strip() in answer.text
    assert comments_in(app) == []


def test_a_page_that_stood_open_too_long_keeps_the_words(app: Flask, planner: FlaskClient) -> None:
    answer = app.test_client().post(
        f"/d/{token_for(app)}/reacties", data={"naam": "Bram", "tekst": "Mijn lange verhaal"}
    )
    assert answer.status_code == 400
    assert "Mijn lange verhaal" in answer.text
    assert comments_in(app) == []


def test_an_item_that_the_edition_does_not_show_becomes_the_whole(app: Flask, planner: FlaskClient) -> None:
    hidden = next(item for item in items_in(app) if item.title == "Inloop, badge en tafelnummer")
    write(app, token_for(app), onderwerp=hidden.uid)
    assert comments_in(app)[0].item_uid is None


def test_markup_is_text(app: Flask, planner: FlaskClient) -> None:
    token = token_for(app)
    write(app, token, "<script>alert(1)</script> 😀 محمد", naam="<b>Bram</b>")
    for page in (planner.get(COMMENTS).text, app.test_client().get(f"/d/{token}").text):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 😀 محمد" in page
        assert "<b>Bram</b>" not in page.replace("<b>&lt;b&gt;Bram&lt;/b&gt;</b>", "")


def test_two_clicks_are_one_comment(any_app: Flask) -> None:
    add_werksessie(any_app)
    make_version(any_app)
    token = token_for(any_app)

    def click() -> int:
        link = db.session.scalars(select(EditionLink).where(EditionLink.token == token)).one()
        return say(link, Words(text="Dubbel", author="Bram", number="0.1"), now()).id

    first, second = at_once(any_app, click, click)
    assert first == second
    assert [comment.text for comment in comments_in(any_app)] == ["Dubbel"]


def test_one_link_cannot_flood_the_planner(app: Flask, planner: FlaskClient) -> None:
    token = token_for(app)
    with app.app_context():
        link = db.session.scalars(select(EditionLink).where(EditionLink.token == token)).one()
        for number in range(MOST_IN_A_WHILE):
            say(link, Words(text=f"Reactie {number}", author="Bram"), now())
    refused = post(app.test_client(), f"/d/{token}/reacties", naam="Bram", tekst="Nog een")
    assert refused.status_code == 429
    assert "Wacht een kwartier" in words_of(refused)
    assert "Nog een" in refused.text
    with app.app_context():
        db.session.execute(update(Comment).values(made_at=now() - timedelta(hours=1)))
        werksessie = db.session.scalars(select(Werksessie)).one()
        link_id = db.session.scalars(select(EditionLink.id).where(EditionLink.token == token)).one()
        for _ in range(MOST - MOST_IN_A_WHILE):
            db.session.add(
                Comment(
                    werksessie_id=werksessie.id,
                    link_id=link_id,
                    author="Bram",
                    text="x",
                    made_at=now() - timedelta(hours=2),
                )
            )
        db.session.commit()
    refused = post(app.test_client(), f"/d/{token}/reacties", naam="Bram", tekst="Nog een")
    assert refused.status_code == 429
    assert f"Er staan al {MOST} reacties bij deze link." in words_of(refused)
    assert "Reacties op het draaiboek" in words_of(planner.get(COMMENTS))


def test_two_planners_who_answer_alike_mail_once_each(any_app: Flask) -> None:
    add_werksessie(any_app)
    make_version(any_app)
    user_id = add_user(any_app)
    token = token_for(any_app, email="bram@geluid.example")
    write(any_app, token)
    (said,) = comments_in(any_app)
    sent(any_app)

    def answer() -> int:
        werksessie = db.session.scalars(select(Werksessie)).one()
        root = db.session.get_one(Comment, said.id)
        return comments.answer(werksessie, root, "Goed.", db.session.get_one(User, user_id), now()).id

    first, second = at_once(any_app, answer, answer)
    assert first == second
    assert len(sent(any_app)) == 1


def test_an_empty_answer_is_asked_for(app: Flask, planner: FlaskClient) -> None:
    write(app, token_for(app))
    (said,) = comments_in(app)
    refused = post(planner, f"{COMMENTS}/{said.id}/antwoord", tekst=" ")
    assert refused.status_code == 422
    assert "Schrijf eerst uw antwoord." in words_of(refused)


def test_the_planners_page_takes_the_same_number_of_queries_however_much_is_said(
    app: Flask, planner: FlaskClient
) -> None:
    counts = []
    for many in (1, 10):
        for number in range(many):
            token = token_for(app, for_whom=f"Lezer {many} {number}")
            write(app, token, f"Reactie {number}", onderwerp=items_in(app)[1].uid)
        with counted_queries(app) as statements:
            planner.get(COMMENTS)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 13


def test_a_planners_own_question_is_not_something_to_deal_with_until_it_is_answered(
    app: Flask, planner: FlaskClient
) -> None:
    token = token_for(app, "dagvoorzitter", "Noor", writes=True, email="noor@voorbeeld.example")
    sent(app)
    item = items_in(app)[1]
    post(planner, COMMENTS, onderdeel=str(item.id), vraag="Noemt u de tolk ook?")
    post(planner, COMMENTS, onderdeel=str(item.id), vraag="Noemt u de tolk ook?")
    ((to, subject, text),) = sent(app)
    assert to == "noor@voorbeeld.example"
    assert subject.startswith("Vraag over het draaiboek")
    assert f"/d/{token}/schrijven" in text
    with app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id)).one()
        assert open_comments(werksessie_id) == 0
    chair = app.test_client()
    assert "Noemt u de tolk ook?" in words_of(chair.get(f"/d/{token}/schrijven"))
    assert "Noemt u de tolk ook?" not in words_of(chair.get(f"/d/{token_for(app)}"))
    (asked,) = comments_in(app)
    post(
        chair,
        f"/d/{token}/schrijven/reacties",
        naam="Noor",
        tekst="Ja.",
        antwoord=str(asked.id),
        open=str(item.id),
    )
    with app.app_context():
        assert open_comments(werksessie_id) == 1
    assert "Ja." in words_of(planner.get(COMMENTS))
