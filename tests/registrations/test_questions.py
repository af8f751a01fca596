"""The planner asks own questions; people answer them, and only what applies to them is kept."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.extensions import db
from app.registrations.models import Registration
from app.registrations.question_models import Answer, FormQuestion
from app.registrations.questions_answers import add_answers
from tests.factories import (
    add_registrations,
    add_werksessie,
    counted_queries,
    ids_of,
    post,
    sign_in,
    words_of,
)
from tests.registrations.visitor import Visitor, faults

PAGE = "/beheer/zwolle-2023/aanmeldingen/vragen"
NEW = f"{PAGE}/vragen"
DAY = {"date": date(2031, 6, 12), "registration_opens": None, "registration_closes": None}
ASKED = {
    "text": "Komt u met de auto?",
    "kind": "ja of nee",
    "purpose": "Dan reserveren wij parkeerplaatsen.",
    "kept_days": "31",
}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=20, **DAY)
    sign_in(client, app)
    return client


def ask(app: Flask, planner: FlaskClient, **fields: str) -> int:
    """Add a question; its id."""
    answer = post(planner, NEW, **{**ASKED, **fields})
    assert answer.status_code == 303, words_of(answer)
    return ids_of(app, FormQuestion)[-1]


def saved(app: Flask) -> list[dict[int, Any]]:
    """Everybody's answers, one dict a person."""
    with app.app_context():
        people = db.session.scalars(select(Registration.id).order_by(Registration.id)).all()
        return [
            {
                row.question_id: row.value
                for row in db.session.scalars(select(Answer).where(Answer.registration_id == one))
            }
            for one in people
        ]


def own_page(app: Flask) -> str:
    with app.app_context():
        return f"/aanmelding/{db.session.scalars(select(Registration.token)).one()}"


def change(app: Flask, visitor: Visitor, **fields: Any) -> TestResponse:
    """Send the form of the own page."""
    known = {"name": "Joost van der Voorbeeld", "organisation": "Gemeente Zwolle", "domain": "onderwijs"}
    path = own_page(app)
    sent = {**known, **fields, "csrf_token": visitor.token(path)}
    return visitor.client.post(f"{path}/wijziging", data=sent)


def test_each_kind_is_answered_and_kept_as_what_it_is(app: Flask, planner: FlaskClient) -> None:
    choices = {"options": "Trein\nAuto\nFiets"}
    ids = [
        ask(app, planner, text="Kort", kind="korte tekst"),
        ask(app, planner, text="Lang", kind="lange tekst"),
        ask(app, planner, text="Eén", kind="één van", **choices),
        ask(app, planner, text="Meer", kind="meer van", **choices),
        ask(app, planner, text="Ja", kind="ja of nee"),
        ask(app, planner, text="Getal", kind="getal"),
    ]
    said = ["  een  regel ", "twee\r\nregels", "Auto", ["Fiets", "Trein", "Vliegtuig"], "nee", "1.250,5"]
    fields = {f"vraag_{key}": text for key, text in zip(ids, said, strict=True)}
    visitor = Visitor(app)
    assert visitor.send(**fields).status_code == 303
    kept = ["een regel", "twee\nregels", "Auto", ["Trein", "Fiets"], False, 1250.5]
    assert saved(app) == [dict(zip(ids, kept, strict=True))]
    page = visitor.get(own_page(app)).text
    assert "1250,5" in page
    assert page.count(" checked") == 5  # domain, Auto, Fiets, Trein, nee


def test_an_answer_that_does_not_apply_is_dropped_and_one_that_does_is_required(
    app: Flask, planner: FlaskClient
) -> None:
    car = ask(app, planner, required="y")
    plate = ask(
        app, planner, text="Wat is uw kenteken?", kind="korte tekst", required="y", shown_if=f"{car}:ja"
    )
    visitor = Visitor(app)
    page = visitor.get("/zwolle-2023/aanmelden").text
    assert "Alleen als u bij ‘Komt u met de auto?’ antwoordt: ja." in page
    assert "Dan reserveren wij parkeerplaatsen." in page
    assert "13 juli 2031" in page
    assert list(faults(visitor.send()).values()) == ["Kies een antwoord bij ‘Komt u met de auto?’."]
    refused = visitor.send(**{f"vraag_{car}": "ja"})
    assert list(faults(refused).values()) == ["Vul een antwoord in bij ‘Wat is uw kenteken?’."]
    assert refused.status_code == 422
    assert f'id="vraag_{car}-0" value="ja" checked' in refused.text
    assert visitor.send(**{f"vraag_{car}": "nee", f"vraag_{plate}": "AB-12-CD"}).status_code == 303
    assert saved(app) == [{car: False}]


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("getal", "veel", "Vul bij ‘Komt u met de auto?’ een getal in, bijvoorbeeld 3 of 2,5."),
        ("getal", "1,2,3", "Vul bij ‘Komt u met de auto?’ een getal in, bijvoorbeeld 3 of 2,5."),
        ("getal", "99999999", "Vul bij ‘Komt u met de auto?’ een getal in, bijvoorbeeld 3 of 2,5."),
        (
            "korte tekst",
            "x" * 201,
            "Uw antwoord bij ‘Komt u met de auto?’ telt 201 tekens. Er passen 200 tekens: maak het korter.",
        ),
        ("ja of nee", "misschien", "Kies een antwoord bij ‘Komt u met de auto?’."),
    ],
)
def test_what_cannot_be_an_answer_is_said_and_comes_back(
    app: Flask, planner: FlaskClient, kind: str, typed: str, said: str
) -> None:
    question = ask(app, planner, kind=kind, required="y")
    answer = Visitor(app).send(**{f"vraag_{question}": typed})
    assert (answer.status_code, list(faults(answer).values())) == (422, [said])
    assert kind == "ja of nee" or typed in answer.text
    assert saved(app) == []


def test_who_registered_before_the_question_came_sees_that_it_lacks_and_answers_it(
    app: Flask, planner: FlaskClient
) -> None:
    visitor = Visitor(app)
    visitor.send()
    assert "ontbreekt" not in visitor.get(own_page(app)).text
    question = ask(app, planner, required="y")
    assert "Er ontbreekt nog één antwoord: Komt u met de auto?" in words_of(visitor.get(own_page(app)))
    listed = planner.get(f"/beheer/zwolle-2023/aanmeldingen?onbeantwoord={question}")
    assert "Voorbeeld, Joost van der" in listed.text
    assert change(app, visitor, **{f"vraag_{question}": "ja"}).status_code == 303
    assert "ontbreekt" not in visitor.get(own_page(app)).text
    assert saved(app) == [{question: True}]
    listed = planner.get(f"/beheer/zwolle-2023/aanmeldingen?onbeantwoord={question}")
    assert "Voorbeeld, Joost van der" not in listed.text


def test_who_is_not_asked_does_not_lack_an_answer(any_app: Flask) -> None:
    client = any_app.test_client()
    add_werksessie(any_app, **DAY)
    sign_in(client, any_app)
    travel = ask(any_app, client, kind="meer van", options="Met “de” trein\nPer fiets")
    depends = ask(
        any_app, client, text="Welke trein?", kind="korte tekst", shown_if=f"{travel}:Met “de” trein"
    )
    visitor = Visitor(any_app)
    visitor.send(name="Anna Trein", email="a@x.example", **{f"vraag_{travel}": "Met “de” trein"})
    visitor.send(name="Bo Fiets", email="b@x.example", **{f"vraag_{travel}": "Per fiets"})
    visitor.send(name="Cor Stil", email="c@x.example")

    def lacking(question: int) -> list[bool]:
        page = client.get(f"/beheer/zwolle-2023/aanmeldingen?onbeantwoord={question}").text
        return [name in page for name in ("Trein, Anna", "Fiets, Bo", "Stil, Cor")]

    assert lacking(depends) == [True, False, False]
    assert lacking(travel) == [False, False, True]
    assert lacking(99999) == [True, True, True]


def test_the_planner_reads_counts_and_is_warned_before_changing_what_was_answered(
    app: Flask, planner: FlaskClient
) -> None:
    travel = ask(app, planner, text="Hoe reist u?", kind="één van", options="Trein\nAuto")
    number = ask(app, planner, text="Hoeveel collega’s komen mee?", kind="getal")
    visitor = Visitor(app)
    for name, how, many in (("a", "Trein", "2"), ("b", "Trein", "3,5"), ("c", "Auto", "0")):
        visitor.send(email=f"{name}@x.example", **{f"vraag_{travel}": how, f"vraag_{number}": many})
    page = words_of(planner.get(PAGE))
    assert "Trein: 2 Auto: 1 3 mensen antwoordden." in page
    assert "0 tot en met 3,5, samen 5,5" in page
    opened = words_of(planner.get(f"{PAGE}?open=vragen-{travel}"))
    assert "3 mensen antwoordden al. Wijzigt u dit" in opened
    changed = {**ASKED, "text": "Hoe reist u?", "kind": "één van", "options": "Trein\nBus", "neem": ""}
    basis = planner.get(f"{PAGE}?open=vragen-{travel}").text.partition('name="basis" value="')[2]
    changed["basis"] = unescape(basis.partition('"')[0])
    assert post(planner, f"{NEW}/{travel}", **changed).status_code == 303
    assert "1 antwoord past niet meer bij de vraag en telt niet mee." in words_of(planner.get(PAGE))


def test_a_question_is_refused_that_cannot_be_asked(app: Flask, planner: FlaskClient) -> None:
    def said(**fields: str) -> str:
        answer = post(planner, NEW, **{**ASKED, **fields})
        assert answer.status_code == 422
        return words_of(answer)

    assert "Typ waarom u dit vraagt." in said(purpose="")
    assert "Typ minstens twee keuzes" in said(kind="één van", options="Alleen")
    assert "elk één keer" in said(kind="meer van", options="Ja\nja")
    assert "Typ een aantal dagen van 0 tot en met 183." in said(kept_days="400")
    assert "Kies een regel uit de lijst." in said(shown_if="99:ja")
    assert ids_of(app, FormQuestion) == []


def test_removing_a_question_says_what_goes_and_undoing_asks_it_again(
    app: Flask, planner: FlaskClient
) -> None:
    car = ask(app, planner)
    ask(app, planner, text="Kenteken?", kind="korte tekst", shown_if=f"{car}:ja")
    Visitor(app).send(**{f"vraag_{car}": "ja"})
    answer = planner.get(post(planner, f"{NEW}/{car}/verwijdering").location)
    assert "Ook 1 antwoord is weg. Wat ervan afhing, vragen wij nu aan iedereen." in words_of(answer)
    assert saved(app) == [{}]
    undo = answer.text.partition("/vragen/verwijderd/")[2].partition("/")[0]
    assert post(planner, f"{PAGE}/verwijderd/{undo}/herstel").status_code == 303
    assert "Alleen als u bij ‘Komt u met de auto?’ antwoordt: ja." in words_of(planner.get(PAGE))
    assert saved(app) == [{}]


def test_a_question_that_was_removed_while_somebody_typed_is_passed_over(
    app: Flask, planner: FlaskClient
) -> None:
    car, other = ask(app, planner), ask(app, planner, text="Blijft u eten?")
    with app.app_context():
        [registration] = add_registrations(app, "zwolle-2023", "Anna Anders")
        add_answers(
            registration,
            {car: True, 4711: True, other: False},
            db.session.get_one(Registration, registration).registered_at,
        )
        db.session.commit()
    assert saved(app) == [{car: True, other: False}]


def test_without_questions_registering_asks_the_database_nothing_more(
    app: Flask, planner: FlaskClient
) -> None:
    visitor = Visitor(app)
    visitor.get("/zwolle-2023/aanmelden")
    with counted_queries(app) as queries:
        visitor.send()
    assert not [query for query in queries if "form_question" in query or "answer" in query]
