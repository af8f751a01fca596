"""Registering by approval: who registers waits for the planner's yes, and hears it by mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry, User
from app.extensions import db, now
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.registrations import actions, duplicates, judging
from app.registrations.entry import Entry
from app.registrations.models import Registration, State
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_user,
    add_werksessie,
    at_once,
    counted_queries,
    post,
    sign_in,
    werksessie_in,
    words_of,
)
from tests.invitations.told import calendar_of, text_of
from tests.registrations.test_ways_in import invite
from tests.registrations.visitor import JOOST, Visitor, heading, personal_page, rows

LIST = "/beheer/zwolle-2023/aanmeldingen"
TOGETHER = f"{LIST}/samen"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2, way_in="goedkeuring")
    sign_in(client, app)
    return client


@pytest.fixture
def people(app: Flask, planner: FlaskClient) -> list[int]:
    """Four who wait for a yes."""
    return add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fok")


def states(app: Flask) -> list[str]:
    return [row["state"] for row in rows(app)]


def told(app: Flask) -> list[tuple[str, str, str]]:
    """Every mail after a turn of the job: kind, to whom, text."""
    with app.app_context():
        while reconcile():
            pass
        mails = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
        return [(mail.kind, mail.to_address.split("@")[0], text_of(mail)) for mail in mails]


def test_who_registers_is_told_before_and_after_that_the_organisation_looks_first(
    any_app: Flask,
) -> None:
    add_werksessie(any_app, capacity=1, way_in="goedkeuring")
    visitor = Visitor(any_app)
    said = "De organisatie bekijkt uw aanmelding; u hoort het per mail."
    assert said in words_of(visitor.get("/zwolle-2023/aanmelden"))
    assert "De organisatie bekijkt elke aanmelding" in words_of(visitor.get("/zwolle-2023"))
    assert visitor.register() == "Wij bekijken uw aanmelding"
    assert states(any_app) == ["te beoordelen"]
    page = words_of(visitor.get(personal_page(any_app)))
    assert "De organisatie bekijkt uw aanmelding U hebt nog geen plaats, Joost van der Voorbeeld." in page
    ((kind, who, text),) = told(any_app)
    assert (kind, who) == ("judging", "joost")
    assert "U hebt nog geen plaats. U hoort per mail of u kunt komen." in text


def test_who_waits_for_a_yes_takes_no_place_and_stands_in_no_line(app: Flask, people: list[int]) -> None:
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().way_in = "open"
        db.session.commit()
    assert Visitor(app).register() == "U bent aangemeld"
    assert states(app) == [*["te beoordelen"] * 4, "aangemeld"]


def test_a_yes_gives_a_place_and_then_a_place_in_line_by_the_order_of_registering(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    for number in (people[3], people[2], people[1], people[0]):
        answer = post(planner, f"{LIST}/{number}/toelating")
        assert answer.location == f"{LIST}/{number}"
    assert states(app) == ["op de wachtlijst", "op de wachtlijst", "aangemeld", "aangemeld"]
    assert "Anne Berg staat op de wachtlijst en krijgt een mail." in words_of(planner.get(LIST))
    mails = {who: (kind, text) for kind, who, text in told(app)}
    assert {who: kind for who, (kind, _) in mails.items()} == {
        "anne-berg": "waiting",
        "bea-dijk": "waiting",
        "cas-els": "confirmation",
        "dirk-fok": "confirmation",
    }
    assert "U bent nummer 1 op de wachtlijst" in mails["anne-berg"][1]
    assert "U bent nummer 2 op de wachtlijst" in mails["bea-dijk"][1]


def test_a_no_goes_by_mail_with_the_reason_and_stands_until_the_planner_thinks_otherwise(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    told(app)
    page = words_of(planner.get(TOGETHER, query_string={"actie": "afwijzing", "wie": people[0]}))
    assert "1 persoon hoort per mail dat er geen plaats is." in page
    post(planner, TOGETHER, actie="afwijzing", wie=people[0], reason="Wij zoeken nog uit het onderwijs.")
    assert "Anne Berg is afgewezen en krijgt een mail." in words_of(planner.get(LIST))
    kind, who, text = told(app)[-1]
    assert (kind, who) == ("refused", "anne-berg")
    assert "Wij zoeken nog uit het onderwijs." in text

    anne = {"name": "Anne Berg", "email": "anne-berg@gemeente.example"}
    visitor = Visitor(app)
    assert visitor.register(**anne) == "Wij bekijken uw aanmelding"
    assert states(app)[0] == "afgewezen"
    own = personal_page(app, anne["email"])
    assert "Wij hebben geen plaats voor u" in words_of(visitor.get(own))
    assert "Meld mij weer aan" not in visitor.get(own).text
    assert visitor.act(own, "heraanmelding").status_code == 409
    kind, who, text = told(app)[-1]
    assert (kind, "Wij hebben geen plaats voor u" in text) == ("personal_link", True)

    one = f"{LIST}/{people[0]}"
    assert "Wij zoeken nog uit het onderwijs." in words_of(planner.get(one))
    post(planner, f"{one}/toelating")
    assert "Intussen is over deze aanmelding besloten." in words_of(planner.get(one))
    post(planner, f"{one}/toelating", toch="1")
    assert states(app)[0] == "aangemeld"
    assert told(app)[-1][:2] == ("confirmation", "anne-berg")
    history = words_of(planner.get(one)).partition("Wat er gebeurde")[2]
    assert history.index("Afgewezen") < history.index("Toegelaten")


def test_several_are_let_in_at_once_and_the_page_says_for_how_many_there_is_room(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    page = planner.get(TOGETHER, query_string={"actie": "toelating", "allen": "1", "staat": "te beoordelen"})
    assert "4 mensen worden toegelaten" in words_of(page)
    assert "2 krijgen een plaats, 2 komen op de wachtlijst." in words_of(page)
    post(planner, TOGETHER, actie="toelating", wie=people)
    assert states(app) == ["aangemeld", "aangemeld", "op de wachtlijst", "op de wachtlijst"]
    again = words_of(planner.get(TOGETHER, query_string={"actie": "toelating", "wie": people}))
    assert "Bij niemand die u koos, kan dit." in again
    assert again.count("staat al op de wachtlijst") == 2
    with app.app_context():
        assert db.session.scalars(select(AuditEntry.what)).all() == ["registration.approve"] * 4


def test_the_list_counts_filters_and_judges_where_one_stands(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    page = planner.get(LIST, query_string={"staat": "te beoordelen"})
    assert "4 aanmeldingen wachten op uw oordeel." in words_of(page)
    assert page.text.count('value="toelating" type="submit">Laat toe<span') == 4
    answer = post(planner, TOGETHER, actie="toelating", wie=people[1], staat="te beoordelen")
    assert answer.location == f"{LIST}?staat=te+beoordelen#lijst"
    post(planner, TOGETHER, actie="afwijzing", wie=people[0])
    counted = words_of(planner.get(LIST))
    assert "1 van de 2 plaatsen is bezet. 1 is afgewezen. 2 aanmeldingen wachten op uw oordeel." in counted
    assert "aangemeld (1) te beoordelen (2) afgewezen (1)" in counted
    assert "Beoordeel twee aanmeldingen" in words_of(planner.get("/beheer/zwolle-2023"))
    export = planner_csv(planner)
    assert export.count("te beoordelen") == 2
    assert export.count("afgewezen") == 2  # a state, and the head of a column


def planner_csv(planner: FlaskClient) -> str:
    return post(planner, f"{LIST}/download", als="csv").get_data(as_text=True)


def test_who_is_invited_needs_no_yes_also_when_they_asked_before(app: Flask, planner: FlaskClient) -> None:
    visitor = Visitor(app)
    assert visitor.register() == "Wij bekijken uw aanmelding"
    token = invite(app)
    assert visitor.register(uitnodiging=token, note="Graag.") == "U bent aangemeld"
    assert states(app) == ["aangemeld"]
    assert visitor.register(email="los@x.example") == "Wij bekijken uw aanmelding"


def test_who_was_let_in_comes_back_without_a_second_yes_and_who_was_not_waits_again(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    post(planner, f"{LIST}/{people[0]}/toelating")
    visitor = Visitor(app)
    for email in ("anne-berg@gemeente.example", "bea-dijk@gemeente.example"):
        own = personal_page(app, email)
        visitor.act(own, "afmelding")
        visitor.act(own, "heraanmelding")
    with app.app_context():
        found = [db.session.get_one(Registration, number).state for number in people[:2]]
    assert found == [State.AANGEMELD, State.TE_BEOORDELEN]


def test_a_withdrawal_that_is_undone_waits_for_the_yes_again(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    post(planner, f"{LIST}/{people[0]}/afmelding")
    assert states(app)[0] == "afgemeld"
    post(planner, f"{LIST}/{people[0]}/terug")
    assert states(app)[0] == "te beoordelen"
    assert "Anne Berg is weer te beoordelen." in words_of(planner.get(LIST))


def test_two_planners_at_once_decide_once(any_app: Flask) -> None:
    add_werksessie(any_app, way_in="goedkeuring")
    (anne,) = add_registrations(any_app, "zwolle-2023", "Anne Berg")
    user_id = add_user(any_app)

    def decide(deed: str) -> str:
        registration, by = db.session.get_one(Registration, anne), db.session.get_one(User, user_id)
        db.session.rollback()
        try:
            (judging.approve if deed == "yes" else judging.refuse)(registration, by, now())
        except judging.JudgedError:
            return "too late"
        return deed

    found = at_once(any_app, *(lambda deed=deed: decide(deed) for deed in ("yes", "no", "yes", "no")))
    assert sorted(map(str, found)) in (
        ["no", "no", "too late", "too late"],
        ["too late", "too late", "yes", "yes"],
    )
    with any_app.app_context():
        decided = db.session.scalars(select(AuditEntry.what)).all()
    assert decided == ["registration.approve" if "yes" in found else "registration.refuse"]


def test_after_the_day_nobody_is_judged(app: Flask, planner: FlaskClient, people: list[int]) -> None:
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().archived_at = now()
        db.session.commit()
    post(planner, f"{LIST}/{people[0]}/toelating")
    post(planner, TOGETHER, actie="afwijzing", wie=people[1])
    assert words_of(planner.get(LIST)).count("De werksessie is voorbij.") == 2
    assert states(app) == ["te beoordelen"] * 4


def test_merging_keeps_the_yes_that_one_of_the_two_had(
    app: Flask, planner: FlaskClient, people: list[int]
) -> None:
    post(planner, f"{LIST}/{people[1]}/toelating")
    with app.app_context():
        keep, other = (db.session.get_one(Registration, number) for number in people[:2])
        duplicates.merge(keep, other, db.session.scalars(select(User)).one(), now())
    assert states(app)[:2] == ["aangemeld", "afgemeld"]


def test_a_no_to_who_still_had_an_appointment_takes_that_out_of_the_agenda(app: Flask) -> None:
    """Withdrew, was put forward again and refused, all before the job came by."""
    add_werksessie(app)
    user_id = add_user(app)
    (anne,) = add_registrations(app, "zwolle-2023", "Anne Berg")
    told(app)
    with app.app_context():
        registration = db.session.get_one(Registration, anne)
        registration.placed_at, registration.judge_since = None, now()
        db.session.commit()
        judging.refuse(registration, db.session.get_one(User, user_id), now())
    kind, _, text = told(app)[-1]
    assert (kind, "De afspraak verdwijnt uit uw agenda." in text) == ("refused", True)
    with app.app_context():
        sent = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        assert [b"METHOD:CANCEL" in (calendar_of(mail) or b"") for mail in sent] == [False, True]


def test_asking_for_a_yes_costs_as_many_statements_as_getting_a_place(app: Flask) -> None:
    add_werksessie(app, way_in="open")
    add_werksessie(app, "elders", way_in="goedkeuring")
    counted = []
    for slug in ("zwolle-2023", "elders"):
        entry = Entry(name="Jan", organisation="Zorg", email="jan@zorg.example")
        with app.app_context():
            number = db.session.scalars(select(Werksessie.id).where(Werksessie.slug == slug)).one()
        with counted_queries(app) as statements, app.app_context():
            actions.register(number, entry, slug)
        counted.append(len(statements))
    assert counted == [5, 5]  # lock, look, and a person, a registration and a receipt


def test_the_line_is_in_the_order_of_turns(any_app: Flask) -> None:
    """Whoever gets the lock later has the later moment, also when they came in earlier."""
    add_werksessie(any_app, capacity=1)
    number = werksessie_in(any_app).id
    before = now()

    def join(who: int) -> bool:
        entry = Entry(name=f"P {who}", organisation="Zorg", email=f"p{who}@x.example")
        return actions.register(number, entry, str(who)).waiting

    at_once(any_app, *(lambda who=who: join(who) for who in range(6)))
    with any_app.app_context():
        found = db.session.scalars(select(Registration).order_by(Registration.id)).all()
        moments = [row.registered_at for row in found]
    assert moments == sorted(moments)
    assert before - timedelta(seconds=1) <= moments[0]
    assert [row.state for row in found] == [State.AANGEMELD, *[State.WACHTLIJST] * 5]


def test_the_way_in_is_chosen_on_the_page_of_the_rules(app: Flask, planner: FlaskClient) -> None:
    page = planner.get(f"{LIST}/regels")
    assert "Wie u toelaat: u beoordeelt elke aanmelding" in words_of(page)
    post(planner, f"{LIST}/regels", way_in="open")
    assert heading(Visitor(app).get("/zwolle-2023/aanmelden")) == "Aanmelden"
    post(planner, f"{LIST}/regels", way_in="goedkeuring")
    assert werksessie_in(app).way_in == "goedkeuring"
    assert Visitor(app).register(**JOOST) == "Wij bekijken uw aanmelding"
