"""What a werksessie says of itself, and changing it."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.registrations.models import Registration
from tests.factories import add_registrations, add_werksessie, post, sign_in, werksessie_in, words_of

PAGE = "/beheer/zwolle-2023/gegevens"


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=1)
    sign_in(client, app)
    return client


def form_of(client: FlaskClient) -> dict[str, str]:
    """The form as the page shows it."""
    form = BeautifulSoup(client.get(PAGE).text, "html.parser").find("form", action=PAGE)
    assert form is not None
    inputs = form.find_all("input", type=lambda kind: kind != "checkbox")
    fields = {field["name"]: field.get("value", "") for field in inputs}
    return fields | {field["name"]: field.text.removeprefix("\n") for field in form.find_all("textarea")}


def save(client: FlaskClient, /, **changes: str) -> Any:
    return post(client, PAGE, **{**form_of(client), **changes})


def test_saving_what_is_there_changes_nothing(app: Flask, planner: FlaskClient) -> None:
    before = werksessie_in(app)
    assert save(planner).status_code == 303
    after = werksessie_in(app)
    for column in before.__mapper__.columns.keys():  # noqa: SIM118, not a dict
        assert getattr(after, column) == getattr(before, column), column


def test_everything_can_be_changed(app: Flask, planner: FlaskClient) -> None:
    day = werksessie_in(app).date - timedelta(days=1)
    answer = save(
        planner,
        title="Samen  eerder", theme="zien en doen", client="Gemeente Dalen", starts="9u15",
        ends="1200", capacity="1.200", registration_opens="", registration_closes=day.isoformat(),
        venue_name="Dorpshuis", venue_address="Brink 1", venue_route="Met de bus.", occasion="Omdat het kan.",
    )  # fmt: skip
    assert (answer.status_code, answer.location) == (303, PAGE)
    row = werksessie_in(app)
    assert (row.title, row.theme, row.client) == ("Samen eerder", "zien en doen", "Gemeente Dalen")
    assert (row.starts, row.ends, row.capacity) == (time(9, 15), time(12, 0), 1200)
    assert (row.registration_opens, row.registration_closes) == (None, day)
    assert (row.venue_name, row.venue_address, row.venue_route) == ("Dorpshuis", "Brink 1", "Met de bus.")
    assert row.occasion == "Omdat het kan."
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.what, len(entry.detail["fields"])) == ("werksessie.change", 12)
    assert "Uw wijzigingen zijn opgeslagen." in words_of(planner.get(PAGE))


def test_what_an_agenda_shows_raises_the_revision(app: Flask, planner: FlaskClient) -> None:
    save(planner, occasion="Nieuwe aanleiding")
    assert werksessie_in(app).programme_revision == 0
    save(planner, venue_name="Dorpshuis")
    assert werksessie_in(app).programme_revision == 1


def test_who_has_a_place_gets_another_appointment_only_when_that_is_asked(
    app: Flask, planner: FlaskClient
) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg")

    def told() -> list[str]:
        with app.app_context():
            reconcile()
            return list(db.session.scalars(select(OutgoingMail.kind).order_by(OutgoingMail.id)))

    assert told() == ["confirmation"]
    save(planner, venue_name="Dorpshuis")
    assert told() == ["confirmation"]
    save(planner, tell="y")
    assert "Wie een afspraak heeft die nu anders is, krijgt die per mail." in words_of(planner.get(PAGE))
    assert told() == ["confirmation", "changed"]
    save(planner, tell="y")
    assert told() == ["confirmation", "changed"]


def test_more_places_go_to_the_first_in_line(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fokker")
    save(planner, capacity="3")
    with app.app_context():
        states = [
            row.state.value for row in db.session.scalars(select(Registration).order_by(Registration.id))
        ]
    assert states == ["aangemeld", "aangemeld", "aangemeld", "op de wachtlijst"]
    assert "2 mensen van de wachtlijst kregen een plaats" in words_of(planner.get(PAGE))
    save(planner, capacity="")
    with app.app_context():
        assert {row.state.value for row in db.session.scalars(select(Registration))} == {"aangemeld"}


def test_fewer_places_take_nobodys_place_away(app: Flask, planner: FlaskClient) -> None:
    save(planner, capacity="3")
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els")
    save(planner, capacity="1")
    page = words_of(planner.get(PAGE))
    assert "Er hebben al 3 mensen een plaats. Zij houden die." in page


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": " "}, "Geef de werksessie een titel."),
        ({"title": "x" * 3000}, "Maak deze tekst korter: ten hoogste 200 tekens. Nu zijn het er 3000."),
        ({"registration_opens": "31-2-2027"}, "De datum 31-2-2027 bestaat niet."),
        ({"starts": "25:00"}, "De tijd 25:00 bestaat niet."),
        ({"ends": "straks"}, "Typ de tijd als uren en minuten, bijvoorbeeld 09.30."),
        ({"starts": "10.00", "ends": "10.00"}, "De eindtijd is gelijk aan de begintijd."),
        ({"capacity": "-5"}, "Typ het aantal als een heel getal vanaf 1"),
        ({"capacity": "0"}, "Typ het aantal als een heel getal vanaf 1"),
        (
            {"registration_opens": "2027-03-02", "registration_closes": "2027-03-01"},
            "Aanmelden sluit nu voordat het",
        ),
        ({"registration_closes": "2099-01-01"}, "Kies de dag van de werksessie zelf of een dag ervoor."),
        ({"occasion": "x" * 6000}, "Maak deze tekst korter: ten hoogste 5000 tekens."),
    ],
)
def test_a_mistake_is_said_twice_and_nothing_is_lost(
    app: Flask, planner: FlaskClient, changes: dict[str, str], fault: str
) -> None:
    answer = save(planner, venue_name="Het <b>nieuwe</b> huis", **changes)
    assert answer.status_code == 422
    assert "<title>Fout: Gegevens" in answer.text
    assert words_of(answer).count(fault) == 2
    assert "Het &lt;b&gt;nieuwe&lt;/b&gt; huis" in answer.text
    for name, typed in changes.items():
        if name not in ("occasion",):
            assert f'name="{name}"' in answer.text
            assert f'value="{typed}"' in answer.text
    assert werksessie_in(app).venue_name == "Congrescentrum De Voorbeeldkade"


def test_of_two_planners_the_second_sees_both_texts_and_may_decide(app: Flask, planner: FlaskClient) -> None:
    opened = form_of(planner)
    save(planner, title="Van mijn collega")
    late = post(planner, PAGE, **{**opened, "title": "Van mij", "theme": "van mij"})
    assert late.status_code == 409
    words = words_of(late)
    assert "Een collega was u voor" in words
    assert "Titel Van mijn collega" in words
    assert 'value="Van mij"' in late.text
    assert werksessie_in(app).title == "Van mijn collega"
    form = BeautifulSoup(late.text, "html.parser").find("form", action=PAGE)
    assert form is not None
    seen = form.find("input", {"name": "seen"})["value"]
    assert post(planner, PAGE, **{**opened, "title": "Van mij", "seen": seen}).status_code == 303
    assert werksessie_in(app).title == "Van mij"


def test_a_colleague_who_changes_the_programme_does_not_stand_in_the_way(
    app: Flask, planner: FlaskClient
) -> None:
    opened = form_of(planner)
    with app.app_context():
        row = db.session.merge(werksessie_in(app))
        row.touch_programme(row.created_at)
        db.session.commit()
    assert post(planner, PAGE, **{**opened, "title": "Van mij"}).status_code == 303
