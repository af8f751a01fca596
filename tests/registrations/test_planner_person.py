"""What the planner does with one person: put them on the list, change details, keep a note, read what happened."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db, now
from app.invitations.reconcile import reconcile
from app.mail.models import OutgoingMail
from app.mail.outbox import deliver
from app.registrations.models import Registration
from app.werksessies.models import Domain, Werksessie
from tests.factories import add_registrations, add_werksessie, counted_queries, post, sign_in, words_of

LIST = "/beheer/zwolle-2023/aanmeldingen"
NEW = {"name": "Jan de Vries", "email": "Jan@zorg.example", "organisation": "Zorg"}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=2)
    sign_in(client, app)
    return client


def seen(page: str) -> str:
    found = re.search(r'name="seen"[^>]*value="(\w+)"', page)
    assert found
    return found.group(1)


def registration(app: Flask, number: int) -> Registration:
    with app.app_context():
        row = db.session.get_one(Registration, number)
        db.session.expunge_all()
        return row


def test_who_is_put_on_the_list_gets_a_place_and_a_mail_with_the_own_link(
    app: Flask, planner: FlaskClient
) -> None:
    answer = post(planner, f"{LIST}/nieuw", **NEW)
    number = int(answer.location.rpartition("/")[2])
    row = registration(app, number)
    assert (row.person.name, row.person.email, row.sort_name, row.state.value) == (
        "Jan de Vries",
        "Jan@zorg.example",
        "vries, jan de",
        "aangemeld",
    )
    assert "staat op de lijst, met een plaats, en krijgt een mail" in words_of(planner.get(answer.location))
    with app.app_context():
        reconcile()
        raw = db.session.scalars(select(OutgoingMail.raw)).one() or b""
    assert row.token[:20].encode() in raw.replace(b"=\r\n", b"")


def test_when_all_is_full_the_planner_too_adds_to_the_waiting_list(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Anne Berg", "Bea Dijk")
    answer = post(planner, f"{LIST}/nieuw", **NEW)
    assert "Jan de Vries staat op de wachtlijst" in words_of(planner.get(answer.location))


def test_somebody_can_be_added_while_registration_is_closed(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().published_at = None
        db.session.commit()
    assert post(planner, f"{LIST}/nieuw", **NEW).status_code == 303


def test_an_address_that_is_on_the_list_leads_to_that_person(app: Flask, planner: FlaskClient) -> None:
    (known,) = add_registrations(app, "zwolle-2023", "Jan")
    answer = post(planner, f"{LIST}/nieuw", **{**NEW, "email": "JAN@gemeente.example"})
    assert answer.status_code == 409
    assert "Dit adres staat al op de lijst." in words_of(answer)
    assert f'href="{LIST}/{known}"' in answer.text
    assert 'value="Jan de Vries"' in answer.text


def test_what_lacks_is_asked_and_what_was_typed_stays(app: Flask, planner: FlaskClient) -> None:
    answer = post(planner, f"{LIST}/nieuw", name="", email="jan@", organisation="Zorg & co")
    assert answer.status_code == 422
    assert "Vul de naam in." in words_of(answer)
    assert "Vul een heel e-mailadres in" in words_of(answer)
    assert 'value="Zorg &amp; co"' in answer.text


def test_the_planner_changes_details_and_keeps_a_note_without_a_mail(
    app: Flask, planner: FlaskClient
) -> None:
    (number,) = add_registrations(app, "zwolle-2023", "Koen de Vreis")
    with app.app_context():
        reconcile()
        domain = db.session.scalars(select(Domain).order_by(Domain.position)).first()
        assert domain is not None
        domain_id, domain_name = domain.id, domain.name
    form = {
        "name": "Koen de Vries",
        "organisation": "Politie",
        "domain": domain_id,
        "note": "Belt nog.\n<b>",
        "seen": seen(planner.get(f"{LIST}/{number}").text),
    }
    assert post(planner, f"{LIST}/{number}/gegevens", **form).status_code == 303
    row = registration(app, number)
    assert (row.person.name, row.sort_name, row.domain_id) == ("Koen de Vries", "vries, koen de", domain_id)
    page = words_of(planner.get(f"{LIST}/{number}"))
    assert f"Organisatie Politie Domein {domain_name}" in page
    assert "Notitie Belt nog. <b>" in page
    with app.app_context():
        reconcile()
        assert len(db.session.scalars(select(OutgoingMail.id)).all()) == 1


def test_two_who_change_the_same_person_see_each_others_words(app: Flask, planner: FlaskClient) -> None:
    (number,) = add_registrations(app, "zwolle-2023", "Koen de Vries")
    before = seen(planner.get(f"{LIST}/{number}").text)
    form = {"name": "Koen de Vries", "seen": before}
    post(planner, f"{LIST}/{number}/gegevens", **form, organisation="Politie")
    late = post(planner, f"{LIST}/{number}/gegevens", **form, organisation="Zorg")
    assert late.status_code == 409
    assert "Organisatie Politie" in words_of(late)
    assert 'value="Zorg"' in late.text
    again = post(
        planner, f"{LIST}/{number}/gegevens", name="Koen de Vries", organisation="Zorg", seen=seen(late.text)
    )
    assert again.status_code == 303
    assert registration(app, number).person.organisation == "Zorg"


def test_a_name_cannot_be_emptied(app: Flask, planner: FlaskClient) -> None:
    (number,) = add_registrations(app, "zwolle-2023", "Koen de Vries")
    answer = post(planner, f"{LIST}/{number}/gegevens", name=" ", organisation="Zorg", note="x" * 1001)
    assert answer.status_code == 422
    assert "Vul de naam in." in words_of(answer)
    assert "De notitie telt 1.001 tekens." in words_of(answer)


def test_what_happened_stands_in_the_order_of_time_with_who_did_it(app: Flask, planner: FlaskClient) -> None:
    (number,) = add_registrations(app, "zwolle-2023", "Koen de Vries")
    with app.app_context():
        row = db.session.get_one(Registration, number)
        row.registered_at = row.placed_at = now() - timedelta(days=3)
        db.session.commit()
        reconcile()
        deliver()
    post(planner, f"{LIST}/{number}/afmelding")
    post(planner, f"{LIST}/{number}/terug")
    with app.app_context():
        for back, what in ((2, "registration.withdraw"), (1, "registration.take_back")):
            entry = db.session.scalars(select(AuditEntry).where(AuditEntry.what == what)).one()
            entry.at = now() - timedelta(days=back)
        db.session.get_one(Registration, number).placed_at = now() - timedelta(days=1)
        db.session.commit()
    history = words_of(planner.get(f"{LIST}/{number}")).split("Wat er gebeurde ")[1].split(" Meld af")[0]
    told = re.sub(r"(ma|di|wo|do|vr|za|zo) \d+ \w+ \d\d\.\d\d", "(toen)", history)
    assert told == (
        "Aangemeld (toen) Afgemeld (toen), door sam@gemeente.example "
        "Afmelding ongedaan gemaakt (toen), door sam@gemeente.example "
        "Mail verstuurd: Uitnodiging: u bent aangemeld voor Werksessie voorkomen van jonge aanwas (toen)"
    )


def test_the_page_of_a_person_takes_the_same_number_of_queries_whatever_happened(
    app: Flask, planner: FlaskClient
) -> None:
    (number,) = add_registrations(app, "zwolle-2023", "Koen de Vries")
    counts = set()
    for _ in range(2):
        with counted_queries(app) as statements:
            planner.get(f"{LIST}/{number}")
        counts.add(len(statements))
        for verb in ("afmelding", "terug"):
            post(planner, f"{LIST}/{number}/{verb}")
            planner.get(f"{LIST}/{number}")
    assert len(counts) == 1, counts


def test_every_page_and_deed_works_on_both_databases(any_app: Flask) -> None:
    add_werksessie(any_app, capacity=2)
    client = any_app.test_client()
    sign_in(client, any_app)
    people = add_registrations(any_app, "zwolle-2023", "Anne Berg", "Bea Dijk", "Cas Els", "Dirk Fok")
    deeds = [
        (f"{people[0]}/gegevens", {"name": "Anne Berg", "organisation": "Zorg", "seen": ""}, 409),
        (f"{people[0]}/afmelding", {}, 303),
        ("samen", {"actie": "mail", "wie": people, "subject": "Dag", "text": "Tot dan."}, 303),
        ("samen", {"actie": "afmelding", "wie": people[1:2]}, 303),
        (f"{people[2]}/samenvoeging", {"met": str(people[3])}, 303),
        ("verwachting", {"no_show": "20"}, 303),
        ("download", {"als": "csv"}, 200),
        ("presentielijst.pdf", {"per": "blad"}, 200),
    ]
    for path, fields, status in deeds:
        assert (path, post(client, f"{LIST}/{path}", **fields).status_code) == (path, status)
    pages = ["", "?volgorde=organisatie&q=anne", "?volgorde=-staat&toestemming=nee", "?organisatie=Zorg"]
    pages += [f"/{people[2]}", f"/samen?actie=plaats&wie={people[2]}", "/dubbel", "/verwachting", "/nieuw"]
    assert [client.get(f"{LIST}{page}").status_code for page in pages] == [200] * len(pages)
    assert "Samengevoegd met een dubbele aanmelding" in words_of(client.get(f"{LIST}/{people[2]}"))
