"""Inviting: a list is looked at before it counts, letters go once, and answering is one tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.accounts.models import AuditEntry, User
from app.extensions import db, now
from app.logs import safe_path
from app.mail.models import OutgoingMail
from app.mail.outbox import deliver
from app.registrations import invitation_actions as actions
from app.registrations.import_reading import read_text
from app.registrations.invitation_job import write_invitations
from app.registrations.invitation_letters import Draft, Kind, default_draft
from app.registrations.invitation_list import Standing, holds_invitation, invitation_list
from app.registrations.models import Invitation, InvitationLetter, Registration
from app.retention import forget
from app.werksessies.models import Werksessie
from tests.factories import (
    add_registrations,
    add_user,
    add_werksessie,
    at_once,
    counted_queries,
    post,
    sign_in,
    words_of,
)
from tests.mail.smtp import Receiver, running
from tests.registrations.import_samples import WHOLE, xlsx
from tests.registrations.visitor import Visitor, heading, personal_page

SLUG = "zwolle-2023"
PAGE = f"/beheer/{SLUG}/aanmeldingen/uitnodigen"
LIST = "Jan de Vries <jan@politie.example>; Anne Bos <anne@zorg.example>"
DRAFT = Draft("Komt u?", "Wij nodigen u uit.\nTot dan!")


def the_werksessie() -> Werksessie:
    return db.session.scalars(select(Werksessie).where(Werksessie.slug == SLUG)).one()


def planner() -> User:
    return db.session.scalars(select(User)).first() or pytest.fail("no planner")


def invited(app: Flask, pasted: str = LIST, **columns: Any) -> None:
    """The people in `pasted` on the list of SLUG."""
    add_user(app)
    with app.app_context():
        actions.add_guests(the_werksessie(), read_text(pasted).guests, planner(), now())
        if columns:
            db.session.execute(update(Invitation).values(**columns))
            db.session.commit()


def send(app: Flask, kind: Kind = Kind.INVITATION, at: datetime | None = None) -> int:
    """Send a letter off and write the mails; how many people it went to."""
    with app.app_context():
        number = actions.send(the_werksessie(), kind, DRAFT, planner(), at or now())
        while write_invitations(clock=lambda: at or now()):
            pass
        return number


def mailed(app: Flask) -> list[tuple[str, str]]:
    """The kind and address of every mail, in order."""
    with app.app_context():
        rows = db.session.execute(
            select(OutgoingMail.kind, OutgoingMail.to_address).order_by(OutgoingMail.id)
        )
        return [(kind, address) for kind, address in rows]


def standings(app: Flask) -> dict[str, str]:
    """How it stands with each address."""
    with app.app_context():
        listed = invitation_list(the_werksessie())
        return {row.invitation.email_key: row.standing.value for row in listed.rows}


def page_of(app: Flask, email: str = "jan@politie.example") -> str:
    with app.app_context():
        token = db.session.scalars(select(Invitation.token).where(Invitation.email_key == email)).one()
        return f"/uitnodiging/{token}"


@pytest.fixture
def manager(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, SLUG)
    sign_in(client, app)
    return client


def hidden(answer: Any, name: str) -> str:
    field = BeautifulSoup(answer.text, "html.parser").find("input", {"name": name})
    assert field is not None
    return str(field["value"])


def test_a_list_is_looked_at_first_and_counts_when_confirmed(app: Flask, manager: FlaskClient) -> None:
    add_registrations(app, SLUG, "Els Bekend")
    pasted = f"{LIST}; Els Bekend <els-bekend@gemeente.example>; Jan <JAN@politie.example>; Kees"
    looked_at = post(manager, PAGE, lijst=pasted)
    words = words_of(looked_at)
    assert looked_at.status_code == 200
    for told in (
        "2 nieuwe genodigden. Er is nog niets gewijzigd en er gaat nog geen mail.",
        "1 persoon is al bekend bij de aanmeldingen",
        "1 adres stond er vaker in",
        "1 regel slaan wij over",
        "Regel 1 : Bij ‘Kees’ staat geen e-mailadres.",
    ):
        assert told in words
    assert standings(app) == {}
    added = post(manager, f"{PAGE}/toevoeging", lijst=hidden(looked_at, "lijst"))
    assert added.status_code == 303
    assert "2 genodigden staan op de lijst. Er is nog geen mail verstuurd." in words_of(manager.get(PAGE))
    assert standings(app) == dict.fromkeys(
        ("anne@zorg.example", "jan@politie.example"), "nog niet uitgenodigd"
    )
    assert mailed(app) == []


def test_the_same_file_again_changes_nothing(app: Flask, manager: FlaskClient) -> None:
    def upload() -> Any:
        return post(manager, PAGE, bestand=(BytesIO(xlsx(WHOLE)), "genodigden.xlsx"))

    first = upload()
    post(manager, f"{PAGE}/toevoeging", lijst=hidden(first, "lijst"))
    with app.app_context():
        before = db.session.execute(select(Invitation.__table__)).all()
        assert [row.function for row in before] == ["wijkagent", "arts", "mentor"]
    assert "Er verandert niets: iedereen is al bekend." in words_of(upload())
    assert post(manager, f"{PAGE}/toevoeging", lijst=hidden(first, "lijst")).status_code == 303
    with app.app_context():
        assert db.session.execute(select(Invitation.__table__)).all() == before


def test_what_each_column_is_taken_for_is_shown_and_strange_domains_are_told(manager: FlaskClient) -> None:
    rows = [("Naam", "E-mail", "Sector", "Mobiel"), ("Jan", "jan@x.example", "ruimtevaart", 612345678)]
    words = words_of(post(manager, PAGE, bestand=(BytesIO(xlsx(rows)), "a.xlsx")))
    assert "Naam naam E-mail e-mailadres Sector domein Mobiel niet gelezen" in words
    assert "Deze domeinen kent de werksessie niet; wij laten ze leeg: ruimtevaart." in words


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Plak een lijst met namen en adressen, of kies een bestand."),
        ({"lijst": "Beste Jan"}, "Wij vinden geen e-mailadressen."),
        ({"bestand": (BytesIO(b"\x89PNG\0\0"), "a.png")}, "Dit is geen Excel-bestand en geen CSV-bestand."),
    ],
)
def test_what_is_no_list_is_refused_and_what_was_pasted_stays(
    manager: FlaskClient, fields: dict[str, Any], told: str
) -> None:
    answer = post(manager, PAGE, **fields)
    assert answer.status_code == 422
    assert told in words_of(answer)
    assert str(fields.get("lijst", "")) in answer.text


def test_a_list_that_was_meddled_with_is_refused(app: Flask, manager: FlaskClient) -> None:
    add_werksessie(app, "elders")
    packed = hidden(post(manager, "/beheer/elders/aanmeldingen/uitnodigen", lijst=LIST), "lijst")
    for text in ("", "x.y", packed):
        answer = post(manager, f"{PAGE}/toevoeging", lijst=text)
        assert answer.status_code == 422
        assert "Wij weten niet meer wie u wilde toevoegen." in words_of(answer)
    assert standings(app) == {}


def test_a_letter_is_seen_before_it_goes_and_comes_to_each_once(app: Flask, manager: FlaskClient) -> None:
    invited(app)
    default = words_of(manager.get(f"{PAGE}/bericht?soort=uitnodiging"))
    assert "2 genodigden krijgen deze mail" in default
    typed: Any = {"soort": "uitnodiging", "subject": "Komt u?", "text": "Wij zien u graag.\nTot dan!"}
    seen = words_of(post(manager, f"{PAGE}/bericht", actie="bekijk", **typed))
    assert "Onderwerp: Komt u? U bent uitgenodigd Dag Jan de Vries, wij zien u graag." in " ".join(
        seen.split()
    )
    assert mailed(app) == []
    assert post(manager, f"{PAGE}/bericht", actie="verstuur", **typed).status_code == 303
    post(manager, f"{PAGE}/bericht", actie="verstuur", **typed)
    with app.app_context():
        assert (write_invitations(1), write_invitations(), write_invitations()) == (1, 1, 0)
    assert mailed(app) == [("uitnodiging", "jan@politie.example"), ("uitnodiging", "anne@zorg.example")]
    assert "Wij zien u graag." in manager.get(f"{PAGE}/bericht?soort=uitnodiging").text
    with app.app_context():
        whats = list(db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))
        assert whats == ["invitation.add", "invitation.send"]


def test_a_letter_without_words_is_refused_with_what_was_typed(manager: FlaskClient) -> None:
    answer = post(
        manager, f"{PAGE}/bericht", soort="uitnodiging", subject="Komt u?", text=" ", actie="verstuur"
    )
    assert answer.status_code == 422
    assert "Schrijf ten minste één zin aan de genodigden." in words_of(answer)
    assert 'value="Komt u?"' in answer.text


def test_before_publishing_only_a_save_the_date_goes(app: Flask, manager: FlaskClient) -> None:
    with app.app_context():
        the_werksessie().published_at = None
        db.session.commit()
    invited(app)
    with app.app_context(), pytest.raises(actions.NotNowError, match="Publiceer haar eerst"):
        actions.send(the_werksessie(), Kind.INVITATION, DRAFT, planner(), now())
    assert send(app, Kind.SAVE_THE_DATE) == 2
    assert send(app, Kind.SAVE_THE_DATE) == 0
    page = Visitor(app).get(page_of(app))
    assert heading(page) == "Houdt u deze dag vrij?"
    assert "Ik ben verhinderd" in page.text and "Ik kom</a>" not in page.text
    assert set(standings(app).values()) == {"vooraankondiging gehad"}


def test_nobody_who_answered_withdrew_or_was_taken_back_gets_a_letter(app: Flask) -> None:
    add_werksessie(app, SLUG)
    names = ("Aan Gemeld", "Af Gemeld", "Ver Hinderd", "In Getrokken", "Nog Niet")
    invited(app, "; ".join(f"{name} <{name.replace(' ', '-').lower()}@gemeente.example>" for name in names))
    add_registrations(app, SLUG, "Aan Gemeld", "Af Gemeld")
    with app.app_context():
        db.session.execute(
            update(Registration)
            .where(Registration.email_key == "af-gemeld@gemeente.example")
            .values(cancelled_at=now(), placed_at=None)
        )
        for key, column in (("ver-hinderd", "declined_at"), ("in-getrokken", "revoked_at")):
            db.session.execute(
                update(Invitation)
                .where(Invitation.email_key == f"{key}@gemeente.example")
                .values({column: now()})
            )
        db.session.commit()
    assert send(app) == 1
    assert mailed(app) == [("uitnodiging", "nog-niet@gemeente.example")]
    assert standings(app) == {
        "aan-gemeld@gemeente.example": "aangemeld",
        "af-gemeld@gemeente.example": "afgemeld",
        "ver-hinderd@gemeente.example": "verhinderd",
        "in-getrokken@gemeente.example": "ingetrokken",
        "nog-niet@gemeente.example": "nog geen antwoord",
    }


def test_who_answers_before_the_mail_is_written_gets_none(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    with app.app_context():
        actions.send(the_werksessie(), Kind.INVITATION, DRAFT, planner(), now())
        jan = db.session.scalars(
            select(Invitation).where(Invitation.email_key == "jan@politie.example")
        ).one()
        actions.decline(jan, now())
        assert write_invitations() == 2
    assert mailed(app) == [("uitnodiging", "anne@zorg.example")]


def test_a_reminder_goes_to_who_is_silent_and_never_twice_within_a_day(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    start = now()
    assert send(app, at=start) == 2
    Visitor(app).act(page_of(app), "verhinderd")
    hours = {0: 0, 23: 0, 25: 1, 26: 0, 48: 0, 50: 1}
    sent = {hour: send(app, Kind.REMINDER, start + timedelta(hours=hour)) for hour in hours}
    assert sent == hours
    assert mailed(app)[2:] == [("herinnering", "anne@zorg.example")] * 2


def test_two_planners_and_two_workers_send_each_letter_once(any_app: Flask) -> None:
    add_werksessie(any_app, SLUG)
    invited(any_app, "; ".join(f"Gast {i} <gast{i}@x.example>" for i in range(12)))

    def press() -> int:
        return actions.send(the_werksessie(), Kind.INVITATION, DRAFT, planner(), now())

    def work() -> int:
        return sum(write_invitations(3) for _turn in range(8))

    pressed: Any = at_once(any_app, press, press)
    worked: Any = at_once(any_app, work, work)
    assert (sorted(pressed), sum(worked)) == ([0, 12], 12)
    assert sorted(mailed(any_app)) == sorted(("uitnodiging", f"gast{i}@x.example") for i in range(12))


def test_the_mail_reaches_a_mail_server_with_the_personal_link(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_werksessie(app, SLUG)
    invited(app, "Zoë <i>Çelik</i> <zoe@school.example>")
    with app.app_context():
        draft = default_draft(the_werksessie(), Kind.INVITATION)
        actions.send(the_werksessie(), Kind.INVITATION, draft, planner(), now())
        write_invitations()
    with running() as receiver:
        config = app.extensions["rodedraad.config"]
        monkeypatch.setitem(app.extensions, "rodedraad.config", replace(config, mail_url=receiver.url))
        with app.app_context():
            assert deliver() == 1
    [(_sender, to, raw)] = receiver.taken
    mail = message_from_bytes(raw, policy=policy.default)
    parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    url = f"http://localhost{page_of(app, 'zoe@school.example')}"
    assert (to, mail["Subject"]) == ("zoe@school.example", draft.subject)
    assert mail["From"] == "Rode Draad <werksessies@rodedraad.example>"
    assert set(parts) == {"text/plain", "text/html"}
    for text in parts.values():
        assert url in text
        assert "nodigt u daarvoor graag uit" in text
    assert "<i>" not in parts["text/html"]
    assert page_of(app, "zoe@school.example").rpartition("/")[2] not in str(mail["Message-ID"])


def test_an_address_that_the_mail_server_refuses_is_shown(
    app: Flask, manager: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited(app)
    send(app)
    with running(Receiver(answers={"jan@politie.example": ["550 5.1.1 Geen postvak"]})) as receiver:
        config = app.extensions["rodedraad.config"]
        monkeypatch.setitem(app.extensions, "rodedraad.config", replace(config, mail_url=receiver.url))
        with app.app_context():
            assert deliver() == 1
    with app.app_context():
        listed = invitation_list(the_werksessie())
        returned = {row.invitation.email_key: row.returned for row in listed.rows}
    assert returned == {"jan@politie.example": True, "anne@zorg.example": False}
    assert words_of(manager.get(PAGE)).count("De mail kwam niet aan.") == 1


def test_i_come_leads_to_the_form_with_what_is_known_and_registering_is_the_answer(app: Flask) -> None:
    add_werksessie(app, SLUG)
    rows = [
        ("Naam", "E-mail", "Organisatie", "Domein"),
        ("Jan de Vries", "jan@politie.example", "Politie", "zorg"),
    ]
    invited(app, "\n".join("\t".join(row) for row in rows))
    send(app)
    visitor = Visitor(app)
    page = visitor.get(page_of(app))
    assert heading(page) == "Komt u ook?"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Cache-Control"] == "no-store"
    form = BeautifulSoup(visitor.get(f"{page_of(app)}/aanmelden").text, "html.parser").find(id="aanmelden")
    assert form is not None
    typed = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input", type=["text", "email", "hidden"])
    }
    chosen = form.find("input", checked=True, type="radio")
    assert chosen is not None
    assert {typed[name] for name in ("name", "email", "organisation")} == {
        "Jan de Vries", "jan@politie.example", "Politie",
    }  # fmt: skip
    assert typed["uitnodiging"] == page_of(app).rpartition("/")[2]
    answer = visitor.client.post(form["action"], data={**typed, "domain": chosen["value"]})
    assert answer.status_code == 303
    assert heading(visitor.get(page_of(app))) == "U bent aangemeld"
    assert standings(app) == {"jan@politie.example": "aangemeld"}
    assert send(app, Kind.REMINDER, now() + timedelta(days=2)) == 0


def test_who_registers_by_the_link_with_another_address_has_answered(any_app: Flask) -> None:
    add_werksessie(any_app, SLUG)
    invited(any_app)
    send(any_app)
    token = page_of(any_app).rpartition("/")[2]
    visitor = Visitor(any_app)
    for email in ("Jan.Thuis@x.example", "anne@zorg.example"):  # hers is on the list already, and stays hers
        visitor.register(email=email, uitnodiging=token)
    visitor.register(email="los@x.example", uitnodiging="a\0")
    assert standings(any_app) == {"jan.thuis@x.example": "aangemeld", "anne@zorg.example": "aangemeld"}
    assert send(any_app, Kind.REMINDER, now() + timedelta(days=2)) == 0


def test_i_cannot_is_one_button_and_can_be_undone(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    visitor = Visitor(app)
    for deed, said, standing in (
        ("verhinderd", "U bent verhinderd", "verhinderd"),
        ("verhinderd", "U bent verhinderd", "verhinderd"),
        ("toch", "Komt u ook?", "nog niet uitgenodigd"),
    ):
        assert visitor.act(page_of(app), deed).status_code == 303
        assert heading(visitor.get(page_of(app))) == said
        assert standings(app)["jan@politie.example"] == standing


def test_a_colleague_waits_for_the_planners_yes(app: Flask, manager: FlaskClient) -> None:
    invited(app)
    send(app)
    visitor = Visitor(app)
    answer = visitor.act(page_of(app), "collega", name="Koen Smit", email="Koen@Politie.example")
    assert answer.status_code == 303
    assert standings(app) == {
        "koen@politie.example": "wacht op uw ja",
        "anne@zorg.example": "nog geen antwoord",
        "jan@politie.example": "verhinderd",
    }
    assert send(app) == 0
    words = words_of(manager.get(PAGE))
    assert "voorgesteld door Jan de Vries" in words
    with app.app_context():
        koen = db.session.scalars(select(Invitation.id).where(Invitation.name == "Koen Smit")).one()
    assert post(manager, f"{PAGE}/{koen}/akkoord").status_code == 303
    post(manager, f"{PAGE}/{koen}/akkoord")
    with app.app_context():
        assert write_invitations() == 1
        last = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        assert last is not None
        assert (last.to_address, last.subject) == ("Koen@politie.example", DRAFT.subject)
    assert standings(app)["koen@politie.example"] == "nog geen antwoord"


def test_one_colleague_is_put_forward_and_nobody_learns_who_is_invited(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    visitor = Visitor(app)
    visitor.act(page_of(app, "anne@zorg.example"), "collega", name="Jan", email="jan@politie.example")
    new = visitor.act(page_of(app), "collega", name="Koen", email="koen@x.example")
    again = visitor.act(page_of(app), "collega", name="Piet", email="piet@x.example")
    assert (new.status_code, again.status_code) == (303, 303)
    assert set(standings(app)) == {"anne@zorg.example", "jan@politie.example", "koen@x.example"}
    wrong = visitor.act(page_of(app), "collega", name="", email="koen")
    assert wrong.status_code == 422
    assert "Vul de naam van uw collega in." in words_of(wrong)


def test_an_invitation_is_taken_back_and_given_again(app: Flask, manager: FlaskClient) -> None:
    invited(app)
    with app.app_context():
        jan = db.session.scalars(
            select(Invitation.id).where(Invitation.email_key == "jan@politie.example")
        ).one()
    post(manager, f"{PAGE}/{jan}/intrekking")
    visitor = Visitor(app)
    page = visitor.get(page_of(app))
    assert heading(page) == "Deze uitnodiging is ingetrokken"
    assert visitor.get(f"{page_of(app)}/aanmelden").status_code == 303
    assert visitor.act(page_of(app), "verhinderd").status_code == 409
    assert send(app) == 1
    post(manager, f"{PAGE}/{jan}/terug")
    assert send(app) == 1


def test_a_link_lets_in_one_person_and_only_while_it_stands(any_app: Flask) -> None:
    add_werksessie(any_app, SLUG)
    invited(any_app)
    jan = page_of(any_app).rpartition("/")[2]

    def lets_in(token: str = jan, email: str = "Jan@politie.example", elsewhere: int = 0) -> bool:
        with any_app.app_context():
            return holds_invitation(the_werksessie().id + elsewhere, token, email)

    assert [lets_in(), lets_in(elsewhere=1), lets_in(""), lets_in("x"), lets_in("\0")] == [True] + 4 * [False]
    assert lets_in(email="jan.thuis@x.example")
    Visitor(any_app).register(email="jan.thuis@x.example", uitnodiging=jan)
    assert (lets_in(email="Jan.Thuis@x.example"), lets_in(email="buur@x.example")) == (True, False)
    for facts in ({"allowed_at": None}, {"allowed_at": now(), "revoked_at": now()}):
        with any_app.app_context():
            db.session.execute(update(Invitation).values(facts))
            db.session.commit()
        assert not lets_in(email="jan.thuis@x.example")


def test_by_invitation_only_the_link_is_the_way_in(any_app: Flask) -> None:
    add_werksessie(any_app, SLUG, way_in="uitnodiging")
    invited(any_app)
    jan, visitor = page_of(any_app), Visitor(any_app)
    token = jan.rpartition("/")[2]
    assert heading(visitor.get(f"/{SLUG}/aanmelden")) == "Aanmelden kan alleen met een uitnodiging"

    def tries(email: str, uitnodiging: str) -> int:
        csrf_token = visitor.token(f"{page_of(any_app, 'anne@zorg.example')}/aanmelden")
        return visitor.send(email=email, uitnodiging=uitnodiging, csrf_token=csrf_token).status_code

    assert [tries("jan@politie.example", wrong) for wrong in ("", "x", "\0")] == [409, 409, 409]
    assert tries("jan\0@politie.example", token) == 409
    assert tries("jan@politie.example", token) == 303
    assert tries("buurman@politie.example", token) == 409
    assert standings(any_app) == {
        "jan@politie.example": "aangemeld",
        "anne@zorg.example": "nog niet uitgenodigd",
    }


def test_after_the_day_there_is_nothing_to_answer(app: Flask) -> None:
    add_werksessie(app, SLUG, date=now().date() - timedelta(days=1))
    invited(app)
    visitor = Visitor(app)
    assert heading(visitor.get(page_of(app))) == "Antwoorden kan niet meer"
    assert visitor.act(page_of(app), "verhinderd").status_code == 409
    with app.app_context(), pytest.raises(actions.NotNowError, match="voorbij"):
        actions.send(the_werksessie(), Kind.SAVE_THE_DATE, DRAFT, planner(), now())


def test_an_unknown_link_says_no_more_than_one_that_was_removed(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    send(app)
    visitor, page = Visitor(app), page_of(app)
    assert heading(visitor.act(page, "verwijdering")) == "Uw gegevens zijn verwijderd"
    removed, unknown = visitor.get(page), visitor.get("/uitnodiging/onbekend")
    assert (removed.status_code, removed.text) == (404, unknown.text)
    assert visitor.get("/uitnodiging/a%00b").status_code == 404
    assert set(standings(app)) == {"anne@zorg.example"}
    assert mailed(app) == [("uitnodiging", "anne@zorg.example")]


def test_who_removes_their_registration_is_off_the_list_too(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    send(app)
    visitor = Visitor(app)
    visitor.register(email="jan@politie.example")
    known = visitor.get(f"{personal_page(app, 'jan@politie.example')}/inzage.json").json
    assert known is not None
    assert known["uitnodiging"]["uitgenodigd op"] is not None
    visitor.act(personal_page(app, "jan@politie.example"), "verwijdering")
    assert set(standings(app)) == {"anne@zorg.example"}
    assert send(app) == 0
    assert ("uitnodiging", "jan@politie.example") not in mailed(app)


def test_the_token_stays_out_of_the_logs(app: Flask) -> None:
    add_werksessie(app, SLUG)
    invited(app)
    assert safe_path(f"{page_of(app)}/aanmelden") == "/uitnodiging/…/aanmelden"


def test_who_was_invited_is_forgotten_with_the_participants(any_app: Flask) -> None:
    add_werksessie(any_app, SLUG, date=now().date() - timedelta(days=182))
    invited(any_app)
    with any_app.app_context():
        letter = InvitationLetter(
            werksessie_id=the_werksessie().id, kind="uitnodiging", subject="S", text="T"
        )
        db.session.add(letter)
        db.session.flush()
        db.session.execute(update(Invitation).values(letter_id=letter.id))
        db.session.commit()
        forget()
        assert len(db.session.scalars(select(Invitation)).all()) == 2
        the_werksessie().date = now().date() - timedelta(days=184)
        db.session.commit()
        forget()
        assert db.session.scalars(select(Invitation)).all() == []
        assert db.session.scalars(select(InvitationLetter)).all() == []


def test_the_list_is_filtered_paged_and_counted(app: Flask, manager: FlaskClient) -> None:
    invited(app, "; ".join(f"Gast {i:03} <gast{i}@x.example>" for i in range(70)))
    with app.app_context():
        db.session.execute(update(Invitation).where(Invitation.name < "Gast 060").values(declined_at=now()))
        db.session.commit()
        last = invitation_list(the_werksessie(), Standing.DECLINED, 9)
        assert (last.page, last.pages, len(last.rows), last.matching, last.total) == (2, 2, 10, 60, 70)
        assert last.counts == {Standing.NEW: 10, Standing.DECLINED: 60}
    words = words_of(manager.get(f"{PAGE}?staat=verhinderd&bladzijde=2"))
    assert "60 van de 70 genodigden hebben geantwoord." in words
    assert "Bladzijde 2 van 2" in words
    for odd in ("?staat=x&bladzijde=x", "?bladzijde=0", "?bladzijde=²"):
        assert manager.get(f"{PAGE}{odd}").status_code == 200


def queries(app: Flask, act: Callable[[], object]) -> int:
    with counted_queries(app) as statements:
        act()
    return len(statements)


def test_two_thousand_invited_cost_as_many_queries_as_two(app: Flask, manager: FlaskClient) -> None:
    pages = (PAGE, f"{PAGE}/bericht", f"{PAGE}?staat=verhinderd")
    invited(app)

    def measure(number: int, turn: str) -> list[int]:
        new = "; ".join(f"Nieuw {i} <nieuw{turn}-{i}@x.example>" for i in range(number))
        found = [queries(app, lambda page=page: manager.get(page)) for page in pages]  # type: ignore[misc]
        looked_at = post(manager, PAGE, lijst=new)
        found.append(queries(app, lambda: post(manager, PAGE, lijst=new)))
        packed = hidden(looked_at, "lijst")
        found.append(queries(app, lambda: post(manager, f"{PAGE}/toevoeging", lijst=packed)))
        return found

    few, many = measure(2, "een"), measure(2000, "twee")
    assert (measure(2, "drie"), many) == (few, few)
    with app.app_context():
        assert actions.send(the_werksessie(), Kind.INVITATION, DRAFT, planner(), now()) == 2006
