"""Who may register: by a code, with an address of a known organisation, or by invitation."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts.models import SignInAttempt
from app.extensions import db, now
from app.registrations import ways_in
from app.registrations.forms import TOO_MANY_CODES, WRONG_CODE
from app.registrations.models import Invitation
from app.registrations.ways_in import MOST_TRIES, mail_domains
from tests.factories import add_werksessie, werksessie_in, words_of
from tests.registrations.visitor import Visitor, faults, heading, rows


def invite(app: Flask, **values: object) -> str:
    """An invitation; its token."""
    with app.app_context():
        invitation = Invitation(
            werksessie_id=werksessie_in(app).id,
            name="Joost van der Voorbeeld",
            email="joost@gemeente.example",
            email_key="joost@gemeente.example",
            allowed_at=now(),
            **values,
        )
        db.session.add(invitation)
        db.session.commit()
        return invitation.token


def by_code(app: Flask) -> None:
    add_werksessie(app, way_in="code", entry_code="Rode Draad 7")


@pytest.mark.parametrize("typed", ["Rode Draad 7", "rodedraad7", "  RÖDE draad 7 "])
def test_who_knows_the_code_registers_however_it_is_typed(app: Flask, typed: str) -> None:
    by_code(app)
    assert Visitor(app).register(code=typed) == "U bent aangemeld"


def test_a_wrong_code_says_where_the_right_one_is_and_loses_nothing(app: Flask) -> None:
    by_code(app)
    visitor = Visitor(app)
    answer = visitor.send(code="groene draad")
    assert (answer.status_code, faults(answer)) == (422, {"code": WRONG_CODE})
    assert "Joost van der Voorbeeld" in answer.text
    assert faults(visitor.send(code="")) == {"code": "Vul de code in. Die staat in de uitnodiging."}
    assert rows(app) == []


def test_guessing_the_code_stops_and_works_again_later(app: Flask) -> None:
    by_code(app)
    visitor = Visitor(app)
    for _ in range(MOST_TRIES):
        assert faults(visitor.send(code="fout")) == {"code": WRONG_CODE}
    assert faults(visitor.send(code="Rode Draad 7")) == {"code": TOO_MANY_CODES}
    with app.app_context():
        db.session.query(SignInAttempt).update({"at": now() - ways_in.TRIES_WINDOW})
        db.session.commit()
    assert visitor.register(code="Rode Draad 7") == "U bent aangemeld"


@pytest.mark.parametrize(
    ("email", "welcome"),
    [
        ("joost@zwolle.example", True),
        ("joost@Wijkteam.Zwolle.EXAMPLE", True),
        ("joost@politie.example", True),
        ("joost@nietzwolle.example", False),
        ("joost@zwolle.example.org", False),
    ],
)
def test_an_address_of_a_known_organisation_comes_in_and_others_are_told_whom_to_ask(
    app: Flask, email: str, welcome: bool
) -> None:
    add_werksessie(app, way_in="maildomein", mail_domains="zwolle.example\npolitie.example")
    answer = Visitor(app).send(email=email)
    assert len(rows(app)) == welcome
    if not welcome:
        assert faults(answer) == {
            "email": "Aanmelden kan met een e-mailadres van zwolle.example en politie.example. "
            "Hebt u dat niet? Vraag het aan werksessies@rodedraad.example."
        }


def test_by_invitation_only_the_page_says_so_and_the_form_refuses(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    token = visitor.token("/zwolle-2023/aanmelden")
    with app.app_context():
        werksessie = db.session.get(type(werksessie_in(app)), werksessie_in(app).id)
        assert werksessie is not None
        werksessie.way_in = "uitnodiging"
        db.session.commit()
    page = words_of(visitor.get("/zwolle-2023"))
    form, sent = visitor.get("/zwolle-2023/aanmelden"), visitor.send(csrf_token=token)
    assert "Aanmelden kan alleen met een uitnodiging" in page
    assert "Aanmelden duurt één minuut" not in page
    assert (form.status_code, sent.status_code) == (409, 409)
    assert heading(form) == heading(sent) == "Aanmelden kan alleen met een uitnodiging"
    assert rows(app) == []


@pytest.mark.parametrize("way", ["code", "maildomein", "uitnodiging"])
def test_who_is_invited_comes_in_by_every_way(app: Flask, way: str) -> None:
    add_werksessie(app, way_in=way, entry_code="geheim", mail_domains="elders.example")
    token = invite(app)
    visitor = Visitor(app)
    csrf = visitor.token(f"/uitnodiging/{token}/aanmelden")
    assert visitor.register(uitnodiging=token, csrf_token=csrf) == "U bent aangemeld"


@pytest.mark.parametrize("kind", ["unknown", "revoked", "nul", "other"])
def test_an_invitation_that_does_not_stand_opens_nothing(app: Flask, kind: str) -> None:
    add_werksessie(app)
    tokens = {"unknown": "x" * 32, "nul": "\0"}
    tokens[kind] = tokens.get(kind) or invite(app, revoked_at=now() if kind == "revoked" else None)
    add_werksessie(app, "elders", way_in="uitnodiging")
    visitor = Visitor(app)
    csrf = visitor.token("/zwolle-2023/aanmelden")
    assert visitor.send("elders", uitnodiging=tokens[kind], csrf_token=csrf).status_code == 409


def test_mail_domains_are_read_as_people_type_them() -> None:
    typed = " @Zwolle.nl, jan@politie.nl;  ggd.nl.\n\nzwolle.nl "
    assert mail_domains(typed) == ["zwolle.nl", "politie.nl", "ggd.nl"]
