"""Who has what: making, sending, revoking and renewing links, and telling readers of a new version."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry, Role, User
from app.extensions import db, now
from app.mail.models import OutgoingMail
from app.programme.models import Item
from app.speakers.models import Speaker
from app.versions.links import Reader, make_link
from app.versions.models import EditionLink, Status
from app.versions.telling import tell_readers
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
from tests.versions.links import LINKS, addresses, link_with, person_named, sent, token_for


@pytest.fixture
def planner(app: Flask) -> FlaskClient:
    """A planner in the Zwolle day."""
    add_werksessie(app)
    client = app.test_client()
    sign_in(client, app)
    return client


def change_title(app: Flask, title: str, position: int = 1) -> None:
    with app.app_context():
        item = db.session.scalars(select(Item).order_by(Item.position).offset(position)).first()
        assert item is not None
        item.title = title
        db.session.commit()


def newest_link(app: Flask) -> EditionLink:
    with app.app_context():
        link = db.session.scalars(select(EditionLink).order_by(EditionLink.id.desc())).first()
        assert link is not None
        db.session.expunge(link)
        return link


def test_before_the_first_version_only_who_writes_gets_a_link(app: Flask, planner: FlaskClient) -> None:
    assert "Er is nog geen versie. Een link laat versies zien, nooit het werk van nu." in words_of(
        planner.get(LINKS)
    )
    refused = post(planner, LINKS, editie="techniek", wie="Bram")
    assert refused.status_code == 422
    assert "Maak eerst een versie ‘ter reactie’." in words_of(refused)
    assert 'value="Bram"' in refused.text
    assert post(planner, LINKS, editie="dagvoorzitter", wie="Noor", schrijft="y").status_code == 303
    assert "Noor" in words_of(planner.get(LINKS))


def test_a_link_with_an_address_goes_there_at_once(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    answer = post(planner, LINKS, editie="techniek", wie=" Bram  de Wit ", mail="mailto:Bram@Geluid.example")
    link = newest_link(app)
    assert answer.location == f"{LINKS}#link-{link.id}"
    assert (link.edition, link.for_whom, link.email) == ("techniek", "Bram de Wit", "Bram@geluid.example")
    ((to, subject, text),) = sent(app)
    assert (to, subject) == (
        "Bram@geluid.example",
        "Uw draaiboek: Werksessie voorkomen van jonge aanwas",
    )
    assert f"http://localhost/d/{link.token}" in text.split()
    page = words_of(planner.get(LINKS))
    assert "De link voor Bram de Wit staat klaar. Hij gaat nu per mail naar Bram@geluid.example." in page
    assert "Heeft nog niet gezegd welke versie." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"editie": "techniek"}, "Vul in voor wie de link is."),
        ({"editie": "bestaat niet", "wie": "Bram"}, "Kies een editie uit de lijst."),
        ({"wie": "Bram"}, "Kies een editie uit de lijst."),
        ({"editie": "techniek", "wie": "Bram", "mail": "bram@"}, "Vul het adres aan"),
        ({"editie": "techniek", "wie": "B" * 201}, "Dit telt 201 tekens."),
        ({"editie": "sprekersbriefing", "wie": "Els"}, "Kies voor welke spreker deze briefing is."),
        ({"editie": "sprekersbriefing", "wie": "Els", "spreker": "99999"}, "Kies voor welke spreker"),
        ({"editie": "techniek", "wie": "Bram", "schrijft": "y"}, "Alleen wie de editie dagvoorzitter krijgt"),
    ],
)
def test_what_cannot_be_shared_is_said_and_what_was_typed_stays(
    app: Flask, planner: FlaskClient, fields: dict[str, str], said: str
) -> None:
    make_version(app)
    refused = post(planner, LINKS, **fields)
    assert refused.status_code == 422
    assert said in words_of(refused)
    assert fields.get("wie", "") in refused.text
    assert newest_link(app).for_whom == ""


def test_a_speaker_of_another_werksessie_cannot_be_chosen(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    add_werksessie(app, "elders")
    with app.app_context():
        theirs = db.session.scalars(select(Speaker.person_id).order_by(Speaker.id.desc())).first()
    refused = post(planner, LINKS, editie="sprekersbriefing", wie="Els", spreker=str(theirs))
    assert refused.status_code == 422
    assert "Kies voor welke spreker deze briefing is." in words_of(refused)


def test_a_revoked_link_says_so_and_can_come_back_or_be_replaced(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    token = token_for(app, email="bram@geluid.example")
    link, reader = link_with(app, token), app.test_client()
    sent(app)
    post(planner, f"{LINKS}/{link.id}/intrekking")
    page = planner.get(LINKS)
    assert "Ingetrokken" in words_of(page)
    assert token not in page.text
    assert reader.get(f"/d/{token}").status_code == 410
    post(planner, f"{LINKS}/{link.id}/intrekking/einde")
    assert reader.get(f"/d/{token}").status_code == 200
    post(planner, f"{LINKS}/{link.id}/vernieuwing")
    fresh = newest_link(app)
    assert (fresh.for_whom, fresh.email, fresh.edition) == ("Bram", "bram@geluid.example", "techniek")
    assert [reader.get(f"/d/{one}").status_code for one in (token, fresh.token)] == [410, 200]
    assert [f"/d/{fresh.token}" in text for _, _, text in sent(app)] == [True]
    with app.app_context():
        whats = db.session.scalars(select(AuditEntry.what).where(AuditEntry.what.like("link.%")))
        assert list(whats) == ["link.make", "link.revoke", "link.take_back", "link.renew"]


def test_two_clicks_renew_a_link_once(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    link = link_with(app, token_for(app, email="bram@geluid.example"))
    sent(app)
    for _ in range(2):
        answer = post(planner, f"{LINKS}/{link.id}/vernieuwing")
        assert answer.location == f"{LINKS}#link-{newest_link(app).id}"
    assert len(sent(app)) == 1
    with app.app_context():
        mine = db.session.scalars(select(EditionLink).where(EditionLink.for_whom == "Bram")).all()
        assert [one.revoked_at is None for one in mine] == [False, True]


def test_a_link_is_mailed_again_only_where_there_is_an_address(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    with_address = link_with(app, token_for(app, email="bram@geluid.example"))
    without = link_with(app, token_for(app, "catering", "De Kade"))
    for link in (with_address, without):
        post(planner, f"{LINKS}/{link.id}/verzending")
    assert "Deze link kan niet per mail." in words_of(planner.get(LINKS))
    assert [to for to, _, _ in sent(app)] == ["bram@geluid.example"] * 2


def test_two_clicks_on_sending_again_are_one_mail(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    link = link_with(app, token_for(app, email="bram@geluid.example"))
    sent(app)
    for _ in range(2):
        post(planner, f"{LINKS}/{link.id}/verzending")
    assert len(sent(app)) == 1


def test_the_paper_of_the_team_is_listed_apart_and_can_be_revoked(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    with app.app_context():
        own = db.session.scalars(select(EditionLink).where(EditionLink.edition == "techniek")).one()
        token, link_id = own.token, own.id
    reader = app.test_client()
    page = reader.get(f"/d/{token}/0.1")
    assert "U hebt de laatste versie, 0.1." in words_of(page)
    assert "Ik heb deze versie" not in page.text
    assert post(planner, f"{LINKS}/{link_id}/vernieuwing").location == LINKS
    post(planner, f"{LINKS}/{link_id}/intrekking")
    assert reader.get(f"/d/{token}/0.1").status_code == 410


def test_after_revoking_the_paper_of_the_team_the_next_version_gets_a_new_code(
    app: Flask, planner: FlaskClient
) -> None:
    make_version(app)
    paper = "/beheer/zwolle-2023/draaiboek.pdf?editie=techniek&versie="
    first = planner.get(f"{paper}0.1").data
    with app.app_context():
        own = db.session.scalars(select(EditionLink.id).where(EditionLink.edition == "techniek")).one()
    post(planner, f"{LINKS}/{own}/intrekking")
    change_title(app, "Anders")
    make_version(app)
    assert planner.get(f"{paper}0.1").data == first
    (fresh,) = {address for address in addresses(planner.get(f"{paper}0.2").data) if "/d/" in address}
    path = fresh.removeprefix("http://localhost")
    assert "U hebt de laatste versie, 0.2." in words_of(app.test_client().get(path))


def test_every_reader_hears_once_of_a_new_version_and_what_changed_for_them(
    app: Flask, planner: FlaskClient
) -> None:
    make_version(app)
    token_for(app, email="bram@geluid.example")
    token_for(app, "catering", "De Kade", email="yara@kade.example")
    token_for(app, "techniek", "Zonder adres")
    sent(app)
    with app.app_context():
        item = db.session.scalars(select(Item).order_by(Item.position).offset(1)).first()
        assert item is not None
        item.title, item.say = "Welkom, ouverture en afspraken", "Goedemorgen, geheim"
        db.session.commit()
    make_version(app, status=Status.VASTGESTELD)
    page = words_of(planner.get(LINKS))
    assert "Twee lezers met een mailadres weten nog niet van versie 1.0." in page
    post(planner, f"{LINKS}/bericht")
    assert "2 lezers krijgen nu een mail over de nieuwe versie." in words_of(planner.get(LINKS))
    mails = {to: (subject, text) for to, subject, text in sent(app)}
    assert set(mails) == {"bram@geluid.example", "yara@kade.example"}
    subject, text = mails["bram@geluid.example"]
    assert subject == "Versie 1.0 van uw draaiboek: Werksessie voorkomen van jonge aanwas"
    assert "Dit is er veranderd voor u sinds versie 0.1" in text
    assert "ouverture" in text
    assert "geheim" not in text
    assert "Voor u is er niets veranderd sinds versie 0.1." in mails["yara@kade.example"][1]
    post(planner, f"{LINKS}/bericht")
    page = words_of(planner.get(LINKS))
    assert "Iedereen met een mailadres weet het al." in page
    assert "kreeg 1.0 per mail" in page
    assert sent(app) == []


def test_who_said_to_have_the_newest_or_got_the_link_after_it_is_not_mailed(
    app: Flask, planner: FlaskClient
) -> None:
    make_version(app)
    token = token_for(app, email="bram@geluid.example")
    change_title(app, "Anders")
    make_version(app)
    post(app.test_client(), f"/d/{token}/0.2/ontvangst")
    token_for(app, "catering", "De Kade", email="yara@kade.example")
    sent(app)
    page = planner.get(LINKS)
    assert "Laat alle lezers weten" not in page.text
    assert "Heeft de laatste versie, 0.2" in words_of(page)
    change_title(app, "Nog anders")
    make_version(app)
    page = words_of(planner.get(LINKS))
    assert "Eén lezer heeft nog een oudere." in page
    assert "Heeft nog versie 0.2" in page
    assert "Twee lezers met een mailadres weten nog niet van versie 0.3." in page


def test_what_was_told_before_is_not_told_again(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    token_for(app, "techniek", email="bram@geluid.example")
    for title in ("Eerste wijziging", "Tweede wijziging"):
        change_title(app, title, position=1 if title.startswith("Eerste") else 2)
        make_version(app)
        post(planner, f"{LINKS}/bericht")
    *_, last = sent(app)
    assert "sinds versie 0.2" in last[2]
    assert "Tweede wijziging" in last[2]
    assert "Eerste wijziging" not in last[2]


def test_two_planners_who_tell_at_once_mail_everybody_once(any_app: Flask) -> None:
    add_werksessie(any_app)
    user_id = add_user(any_app)
    make_version(any_app)
    for number in range(3):
        token_for(any_app, for_whom=f"Lezer {number}", email=f"lezer{number}@geluid.example")
    change_title(any_app, "Anders")
    make_version(any_app)

    def tell() -> int:
        werksessie = db.session.scalars(select(Werksessie)).one()
        return tell_readers(werksessie, db.session.get_one(User, user_id), now())

    assert sorted(at_once(any_app, tell, tell)) == [0, 3]
    with any_app.app_context():
        keys = db.session.scalars(select(OutgoingMail.dedupe_key).where(OutgoingMail.kind == "version"))
        assert len(set(keys)) == 3


def test_a_key_or_message_id_holds_no_token_and_no_address(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    token = token_for(app, email="bram@geluid.example")
    change_title(app, "Anders")
    make_version(app)
    post(planner, f"{LINKS}/bericht")
    with app.app_context():
        for mail in db.session.scalars(select(OutgoingMail)):
            assert not re.search(f"{token}|bram", f"{mail.message_id} {mail.dedupe_key}")


def test_the_list_takes_the_same_number_of_queries_however_many_links(
    app: Flask, planner: FlaskClient
) -> None:
    make_version(app)
    counts = []
    for number in range(2):
        for one in range(1 + 8 * number):
            token_for(app, for_whom=f"Lezer {number} {one}", email="bram@geluid.example")
        with counted_queries(app) as statements:
            planner.get(LINKS)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 7


def test_who_reads_along_sees_who_has_what_but_no_link(app: Flask) -> None:
    add_werksessie(app)
    make_version(app)
    token = token_for(app)
    client = app.test_client()
    sign_in(client, app, "meelezer@gemeente.example", slug="zwolle-2023", role=Role.MEELEZEN)
    page = client.get(LINKS)
    assert "Bram" in words_of(page)
    assert token not in page.text


def test_a_speaker_sees_the_own_sheet_and_no_other(app: Flask, planner: FlaskClient) -> None:
    make_version(app)
    els = person_named(app, "Els Voorbeeld")
    post(planner, LINKS, editie="sprekersbriefing", wie="Els", spreker=str(els))
    page = words_of(app.test_client().get(f"/d/{newest_link(app).token}"))
    assert "Els Voorbeeld" in page
    for other in ("Wethouder H.", "Dr. A. Voorbeeld", "Jip Voorbeeld", "Sari Voorbeeld", "Wim Voorbeeld"):
        assert other not in page


def test_two_links_made_at_once_are_two_links_and_two_clicks_are_one(any_app: Flask) -> None:
    add_werksessie(any_app)
    user_id = add_user(any_app)
    make_version(any_app)

    def make(name: str) -> str:
        werksessie = db.session.scalars(select(Werksessie)).one()
        by = db.session.get_one(User, user_id)
        return make_link(werksessie, Reader(edition="techniek", for_whom=name), by, now()).token

    tokens = at_once(any_app, lambda: make("Bram"), lambda: make("Tom"), lambda: make("Bram"))
    assert tokens[0] == tokens[2]
    assert len({str(token) for token in tokens}) == 2
