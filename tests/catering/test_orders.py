"""From the planner's page to the caterer's and back: orders, yes, remarks, the turnout; and never a name."""

from __future__ import annotations

import email
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select

from app.accounts.models import AuditEntry, Role
from app.catering.models import CateringMoment, CateringOrder, CateringTerms
from app.extensions import db, now
from app.mail.models import OutgoingMail
from app.registrations.models import Registration
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import Person, PersonNeed, TeamMember, Werksessie
from app.words import full_date
from tests.catering.day import NAMES, PAGE, SECRETS, add_catering, the_werksessie, withdraw
from tests.factories import (
    add_registrations,
    add_user,
    at_once,
    counted_queries,
    post,
    sign_in,
    werksessie_in,
    words_of,
)
from tests.pdf.reading import PROFILES, failures, poppler, table_widths

FILES = ("bestelling.pdf", "bestelling.xlsx", "keukenschema.pdf")


@pytest.fixture
def planner(any_app: Flask) -> FlaskClient:
    add_catering(any_app, no_show=25, catering_workdays=5)
    client = any_app.test_client()
    sign_in(client, any_app)
    return client


def order(planner: FlaskClient) -> str:
    """Order and mail; the path of the caterer's page."""
    assert post(planner, f"{PAGE}/bestelling").status_code == 303
    assert post(planner, f"{PAGE}/bestelling/mail").status_code == 303
    with planner.application.app_context():
        link = db.session.scalars(select(PersonalLink).where(PersonalLink.revoked_at.is_(None))).one()
        return f"/catering/{link.token}"


def caterer(planner: FlaskClient) -> FlaskClient:
    return planner.application.test_client()


def text_of(data: bytes, folder: Path) -> str:
    return " ".join(poppler("pdftotext", data, folder, "-raw").split())


def test_the_page_counts_who_is_there_who_is_expected_and_what_they_do_not_eat(planner: FlaskClient) -> None:
    page = words_of(planner.get(PAGE))
    diets = "1 vegetarisch, 1 veganistisch, 1 halal + glutenvrij, 1 anders, zie dieetkaartje"
    assert f"Lunch 10.15–11.00 12 9 0 1 0 10 {diets}" in page
    assert "Aangemeld 12 Blijft weg 25 %" in page
    assert "€ 125,00 nog niets besteld" in page


def test_speakers_and_crew_eat_too_but_not_the_caterers_own_people(planner: FlaskClient) -> None:
    with planner.application.app_context():
        werksessie = the_werksessie()
        cook = Person(werksessie_id=werksessie.id, name="Kok")
        db.session.add(TeamMember(werksessie_id=werksessie.id, position=9, role="catering", person=cook))
        noor = db.session.scalars(select(Person).where(Person.name == "Noor Voorbeeld")).one()
        db.session.add(PersonNeed(person_id=noor.id, diet="vegan", consented_at=now()))
        for speaker in db.session.scalars(
            select(Person).where(Person.name.in_(["Jip Voorbeeld", "Els Voorbeeld"]))
        ):
            speaker_row = _speaker(speaker.id)
            speaker_row.status = "bevestigd" if speaker.name.startswith("Jip") else "benaderd"
        db.session.commit()
    assert "Lunch 10.15–11.00 12 9 1 1 0 11 1 vegetarisch, 2 veganistisch" in words_of(planner.get(PAGE))


def _speaker(person_id: int) -> Any:
    from app.speakers.models import Speaker  # noqa: PLC0415, beside its one use

    return db.session.scalars(select(Speaker).where(Speaker.person_id == person_id)).one()


def test_ordering_mails_the_caterer_who_confirms_once(planner: FlaskClient, tmp_path: Path) -> None:
    app, link = planner.application, order(planner)
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "catering")).one()
        body = email.message_from_bytes(mail.raw or b"").get_payload()[0].get_payload(decode=True).decode()
    assert mail.to_address == "yara@kade.example"
    assert f"http://localhost{link}" in body
    assert "10.15–11.00 Lunch, 10 porties" in " ".join(body.split())
    page = caterer(planner).get(link)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Lunch: 10 porties" in words_of(page)
    assert "Nog niet bevestigd." in words_of(page)
    empty = post(caterer(planner), f"{link}/akkoord", nummer="1", naam=" ")
    assert empty.status_code == 422
    assert "Typ uw naam, zodat wij weten wie dit schreef." in words_of(empty)
    for name in ("Yara", "Iemand anders"):
        assert post(caterer(planner), f"{link}/akkoord", nummer="1", naam=name).status_code == 303
    assert "Bevestigd door Yara op" in words_of(caterer(planner).get(link))
    assert "Bevestigd door Yara op" in text_of(planner.get(f"{PAGE}/bestelling.pdf").data, tmp_path)
    assert "Bestelling 1 klopt nog, en is bevestigd door Yara" in words_of(planner.get(PAGE))


def test_on_another_date_the_caterer_is_asked_again(planner: FlaskClient) -> None:
    app, link = planner.application, order(planner)
    post(caterer(planner), f"{link}/akkoord", nummer="1", naam="Yara")
    werksessie = werksessie_in(app, PAGE.split("/")[2])
    day = werksessie.date + timedelta(days=7)
    moved = post(
        planner,
        f"/beheer/{werksessie.slug}/datum",
        datum=day.isoformat(),
        revisie=str(werksessie.programme_revision),
    )
    assert moved.status_code == 303
    page = words_of(caterer(planner).get(link))
    assert full_date(day) in page
    assert "Nog niet bevestigd." in page
    assert "Yara" not in page


def test_a_new_order_says_what_differs_and_the_older_one_cannot_be_confirmed(planner: FlaskClient) -> None:
    app, link = planner.application, order(planner)
    withdraw(app, NAMES[1], NAMES[5], NAMES[6])
    assert "Lunch : −1 veganistisch, −2 totaal" in words_of(planner.get(PAGE))
    assert "Sinds bestelling 1 is er iets veranderd." in words_of(planner.get(PAGE))
    assert "10 porties" in words_of(caterer(planner).get(link))
    assert order(planner) == link
    page = words_of(caterer(planner).get(link))
    assert "Anders dan in bestelling 1 Lunch : −1 veganistisch, −2 totaal" in page
    assert "Lunch: 8 porties" in page
    old = post(caterer(planner), f"{link}/akkoord", nummer="1", naam="Yara")
    assert old.status_code == 409
    assert "Er is intussen een nieuwere bestelling." in words_of(old)
    assert 'value="Yara"' in old.text
    assert 'value="2"' in old.text
    with app.app_context():
        kept = db.session.scalars(select(CateringOrder).order_by(CateringOrder.number)).all()
        assert [(row.number, row.confirmed_at, row.contents["meals"][0]["portions"]) for row in kept] == [
            (1, None, 10),
            (2, None, 8),
        ]
    assert planner.get(f"{PAGE}/bestelling.pdf?nummer=1").status_code == 200
    assert planner.get(f"{PAGE}/bestelling.pdf?nummer=3").status_code == 404


def test_the_same_order_is_not_made_twice(planner: FlaskClient) -> None:
    order(planner)
    again = post(planner, f"{PAGE}/bestelling")
    assert again.status_code == 303
    assert "Er is niets anders dan in de laatste bestelling" in words_of(planner.get(PAGE))
    with planner.application.app_context():
        assert db.session.scalar(select(func.count(CateringOrder.id))) == 1


def test_two_planners_who_order_at_once_make_one_order(any_app: Flask) -> None:
    from app.accounts.models import User  # noqa: PLC0415, beside its one use
    from app.catering.actions import NothingToOrderError, make_order  # noqa: PLC0415, as above

    add_catering(any_app)
    user_id = add_user(any_app)

    def make() -> int:
        return make_order(the_werksessie(), db.session.get_one(User, user_id), now()).number

    results = at_once(any_app, make, make)
    assert sorted(map(type, results), key=str) == sorted([int, NothingToOrderError], key=str)


def test_a_remark_reaches_the_planner(planner: FlaskClient) -> None:
    link = order(planner)
    fields = {"nummer": "1", "naam": "Yara", "bericht": "Kan het\nom elf uur?"}
    for _ in range(2):
        assert post(caterer(planner), f"{link}/bericht", **fields).status_code == 303
    page = words_of(planner.get(PAGE))
    assert "De cateraar schreef:" in page
    assert page.count("Kan het om elf uur?") == 1
    empty = post(caterer(planner), f"{link}/bericht", nummer="1", naam="Yara", bericht="")
    assert empty.status_code == 422
    assert "Typ wat u ons wilt laten weten." in words_of(empty)


def test_no_name_and_no_access_need_is_in_any_order_file_mail_or_link(
    planner: FlaskClient, tmp_path: Path
) -> None:
    app, link = planner.application, order(planner)
    withdraw(app, NAMES[1])
    order(planner)
    found = [caterer(planner).get(link).data]
    for base in (PAGE, link):
        answers = [planner.get(f"{base}/{name}") for name in FILES]
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        found += [answer.data for answer in answers]
        found += [text_of(answers[number].data, tmp_path).encode() for number in (0, 2)]
        with zipfile.ZipFile(BytesIO(answers[1].data)) as book:
            found += [book.read(name) for name in book.namelist()]
    with app.app_context():
        found += [repr(row.contents).encode() for row in db.session.scalars(select(CateringOrder))]
        for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "catering")):
            parts = email.message_from_bytes(mail.raw or b"").walk()
            found += [part.get_payload(decode=True) or b"" for part in parts]
    assert len(found) > 20
    for secret in SECRETS:
        assert [data for data in found if secret.encode() in data] == [], secret


def test_the_prints_are_accessible_and_say_what_is_ordered(planner: FlaskClient, tmp_path: Path) -> None:
    order(planner)
    data, schema = (planner.get(f"{PAGE}/{name}").data for name in ("bestelling.pdf", "keukenschema.pdf"))
    cards = post(planner, f"{PAGE}/dieetkaartjes.pdf").data
    for made in (data, schema, cards):
        assert {profile: failures(made, profile) for profile in PROFILES} == {"ua1": [], "2a": []}
    assert table_widths(data) == [{6}]
    assert table_widths(schema) == [{8}]
    assert "10.15–11.00 Lunch Broodjes 10 1 vegetarisch 1 veganistisch 1 halal + glutenvrij" in text_of(
        data, tmp_path
    )
    assert "€ 12,50 € 125,00" in text_of(data, tmp_path)
    assert "Btw 9 % € 11,25 Samen met btw € 136,25" in text_of(data, tmp_path)
    assert "10.15–11.00 Lunch Broodjes 10 6 1 1 1 1" in text_of(schema, tmp_path)


def test_the_workbook_has_numbers_to_reckon_with(planner: FlaskClient) -> None:
    order(planner)
    sheet = load_workbook(BytesIO(planner.get(f"{PAGE}/bestelling.xlsx").data)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Begint", "Eindigt", "Wat", "Zaal", "Serveren", "Porties", "vegetarisch", "veganistisch",
         "halal + glutenvrij", "anders, zie dieetkaartje", "Prijs per portie", "Bedrag zonder btw", "Btw %"],
        ["10.15", "11.00", "Lunch", None, "Broodjes", 10, 1, 1, 1, 1, 12.5, 125, 9],
    ]  # fmt: skip


def test_diet_cards_carry_names_are_recorded_and_keep_surnames_back_where_asked(
    planner: FlaskClient, tmp_path: Path
) -> None:
    with planner.application.app_context():
        shy = db.session.scalars(select(Person).where(Person.name == NAMES[2])).one()
        shy.first_name_only_since = now()
        db.session.commit()
    made = post(planner, f"{PAGE}/dieetkaartjes.pdf")
    text = text_of(made.data, tmp_path)
    assert f"{NAMES[0]} vegetarisch" in text
    assert "Geheimvoornaam2 halal en glutenvrij" in text
    assert "Achterhoudnaam2" not in text
    assert "Geen pinda’s, mijn moeder Truus Zwijgmeer weet alles" in text
    assert "rolstoel" not in text
    with planner.application.app_context():
        told = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "diet.cards")).all()
        assert [entry.detail for entry in told] == [{"cards": 4}]
    withdraw(planner.application, *NAMES[:4])
    assert post(planner, f"{PAGE}/dieetkaartjes.pdf").location == f"{PAGE}"


def test_who_reads_along_gets_no_cards_and_orders_nothing(planner: FlaskClient) -> None:
    reader = planner.application.test_client()
    sign_in(reader, planner.application, "meelezer@gemeente.example", slug="dag", role=Role.MEELEZEN)
    for path in (
        "dieetkaartjes.pdf",
        "bestelling",
        "bestelling/mail",
        "afspraken",
        "opkomst",
        "link/intrekking",
    ):
        assert post(reader, f"{PAGE}/{path}").status_code == 403
    page = reader.get(PAGE)
    assert page.status_code == 200
    assert 'method="post" action="/beheer' not in page.text


def test_terms_are_kept_and_another_caterer_gets_another_link(planner: FlaskClient) -> None:
    app, link = planner.application, order(planner)
    wrong = post(
        planner, f"{PAGE}/afspraken", caterer="Anders", email="geen adres", workdays="99", shrink="5"
    )
    assert wrong.status_code == 422
    assert "Typ een heel getal van 0 tot en met 60." in words_of(wrong)
    assert 'value="Anders"' in wrong.text
    assert caterer(planner).get(link).status_code == 200
    fields = {"caterer": "Anders", "email": "sam@anders.example", "workdays": "3", "shrink": "5 %"}
    assert post(planner, f"{PAGE}/afspraken", **fields).status_code == 303
    assert caterer(planner).get(link).status_code == 410
    assert post(planner, f"{PAGE}/bestelling/mail").status_code == 303
    with app.app_context():
        terms = db.session.scalars(select(CateringTerms)).one()
        assert (terms.caterer, terms.shrink, the_werksessie().catering_workdays) == ("Anders", 5, 3)
        new = db.session.scalars(select(PersonalLink).where(PersonalLink.revoked_at.is_(None))).one()
        assert new.email == "sam@anders.example"
    assert caterer(planner).get(f"/catering/{new.token}").status_code == 200


def test_a_wrong_or_revoked_link_opens_nothing_and_says_so_kindly(planner: FlaskClient) -> None:
    link = order(planner)
    token = link.rpartition("/")[2]
    visitor = caterer(planner)
    assert post(planner, f"{PAGE}/link/intrekking").status_code == 303
    for path, status in (("/catering/onbekend", 404), (link, 410), (f"/spreker/{token}", 404)):
        answer = visitor.get(path)
        assert answer.status_code == status, path
    assert "Deze link werkt niet meer" in words_of(visitor.get(link))
    for path in ("akkoord", "bericht"):
        assert post(visitor, f"{link}/{path}", nummer="1", naam="Yara", bericht="x").status_code == 410
    for name in FILES:
        assert visitor.get(f"{link}/{name}").status_code == 410
    with planner.application.app_context():
        assert db.session.scalars(select(CateringOrder.confirmed_at)).all() == [None]


def test_before_the_first_order_the_link_shows_nothing_of_the_plan(planner: FlaskClient) -> None:
    with planner.application.app_context():
        link = PersonalLink(werksessie_id=the_werksessie().id, kind="catering", email="yara@kade.example")
        db.session.add(link)
        db.session.commit()
        token = link.token
    page = words_of(caterer(planner).get(f"/catering/{token}"))
    assert "Er is nog geen bestelling" in page
    assert "Lunch" not in page
    assert caterer(planner).get(f"/catering/{token}/bestelling.pdf").status_code == 404


def test_without_an_address_or_an_order_nothing_is_mailed(planner: FlaskClient) -> None:
    post(planner, f"{PAGE}/bestelling/mail")
    assert "Maak eerst een bestelling." in words_of(planner.get(PAGE))
    post(planner, f"{PAGE}/afspraken", caterer="Keuken")
    post(planner, f"{PAGE}/bestelling/mail")
    assert "Vul eerst het e-mailadres van de cateraar in" in words_of(planner.get(PAGE))
    with planner.application.app_context():
        kinds = db.session.scalars(select(OutgoingMail.kind).where(OutgoingMail.kind == "catering")).all()
        assert kinds == []


def test_after_the_deadline_fewer_guests_are_flagged_against_the_shrink(planner: FlaskClient) -> None:
    app = planner.application
    order(planner)
    with app.app_context():
        the_werksessie().date = now().date() + timedelta(days=1)
        made = db.session.scalars(select(CateringOrder)).one()
        made.made_at = now() - timedelta(days=20)
        db.session.commit()
    withdraw(app, *NAMES[4:8])
    page = words_of(planner.get(PAGE))
    assert (
        "Lunch: na de deadline 3 minder; toegestaan is 10 %, dat is er 1. U betaalt 2 porties te veel."
        in page
    )


def test_the_turnout_gives_the_kitchen_its_difference(planner: FlaskClient) -> None:
    app, link = planner.application, order(planner)
    early = post(planner, f"{PAGE}/opkomst", turnout="6")
    assert early.status_code == 422
    with app.app_context():
        werksessie = the_werksessie()
        werksessie.date = werksessie.local_day(now())
        db.session.commit()
    assert post(planner, f"{PAGE}/opkomst", turnout="veel").status_code == 422
    assert post(planner, f"{PAGE}/opkomst", turnout="6").status_code == 303
    told = "Lunch 10.15–11.00 : 7 in plaats van 10: 3 minder"
    assert told in words_of(planner.get(PAGE))
    assert told in words_of(caterer(planner).get(link))
    assert post(planner, f"{PAGE}/opkomst", turnout="").status_code == 303
    assert told not in words_of(caterer(planner).get(link))


def test_an_earlier_werksessie_says_who_stays_away(planner: FlaskClient) -> None:
    app = planner.application
    with app.app_context():
        here = the_werksessie()
        old = Werksessie(
            slug="vorige",
            title="Vorige",
            date=here.date,
            starts=here.starts,
            ends=here.ends,
            published_at=now(),
        )
        db.session.add(old)
        db.session.commit()
    add_registrations(app, "vorige", *NAMES[:8])
    with app.app_context():
        old = db.session.scalars(select(Werksessie).where(Werksessie.slug == "vorige")).one()
        old.date, old.turnout = now().date() - timedelta(days=200), 6
        db.session.commit()
    assert "Bij uw vorige werksessie bleef 25 % weg." in words_of(planner.get(PAGE))


def test_the_page_asks_as_much_for_many_guests_and_moments_as_for_few(
    app: Flask, client: FlaskClient
) -> None:
    add_catering(app)
    sign_in(client, app)
    with counted_queries(app) as few:
        client.get(PAGE)
    add_registrations(app, "dag", *(f"Nog een {number}" for number in range(20)))
    with app.app_context():
        for number in range(5):
            start = db.session.scalars(select(CateringMoment.starts)).first()
            more = CateringMoment(
                werksessie_id=the_werksessie().id,
                position=number + 1,
                key=f"m{number}",
                title="Meer",
                starts=start,
            )
            db.session.add(more)
        db.session.commit()
    with counted_queries(app) as many:
        assert client.get(PAGE).status_code == 200
    assert len(many) == len(few)
    with app.app_context():
        assert db.session.scalar(select(func.count(Registration.id))) == 32
