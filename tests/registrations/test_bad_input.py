"""What cannot be taken: a clear answer each, everything kept, nothing executed, nothing stored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.extensions import now
from tests.factories import add_werksessie
from tests.registrations.visitor import JOOST, Visitor, faults, heading, personal_page, rows

FILL_IN_EMAIL = "Vul uw e-mailadres in, zodat wij de bevestiging kunnen sturen."
MEND_EMAIL = "Vul uw e-mailadres aan, bijvoorbeeld naam@organisatie.nl. Dan kunnen wij de bevestiging sturen."


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"name": ""}, {"name": "Vul uw naam in. Zo komt die op uw badge."}),
        ({"name": " \u200e\u202e\u200b\u2060\x00 "}, {"name": "Vul uw naam in. Zo komt die op uw badge."}),
        (
            {"name": "x" * 3000},
            {"name": "Uw naam telt 3.000 tekens. Maak de tekst korter: er passen 200 tekens."},
        ),
        ({"email": ""}, {"email": FILL_IN_EMAIL}),
        ({"email": "joost@gemeente"}, {"email": MEND_EMAIL}),
        ({"email": "joost"}, {"email": MEND_EMAIL}),
        ({"email": "a@x.example, b@x.example"}, {"email": MEND_EMAIL}),
        ({"email": "<script>@x.example"}, {"email": MEND_EMAIL}),
        ({"email": "jöost@x.example"}, {"email": MEND_EMAIL}),
        (
            {"email": "j" * 250 + "@x.example"},
            {"email": "Uw e-mailadres telt 260 tekens. Maak de tekst korter: er passen 200 tekens."},
        ),
        ({"organisation": ""}, {"organisation": "Vul in voor welke organisatie u werkt."}),
        ({"domain": ""}, {"domain-0": "Kies uw domein. Dan komt u aan een gemengde tafel."}),
        ({"domain": "ruimtevaart"}, {"domain-0": "Kies uw domein. Dan komt u aan een gemengde tafel."}),
        (
            {"diet": "geen noten"},
            {"consent": "Vink aan dat wij uw wensen mogen bewaren, of maak de vakken met uw wensen leeg."},
        ),
        (
            {"note": "x" * 1001},
            {"note": "Uw bericht telt 1.001 tekens. Maak de tekst korter: er passen 1000 tekens."},
        ),
    ],
)
def test_a_fault_says_what_to_do_and_loses_nothing(
    app: Flask, typed: dict[str, str], expected: dict[str, str]
) -> None:
    add_werksessie(app)
    answer = Visitor(app).send(**typed)
    assert answer.status_code == 422
    assert faults(answer) == expected
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.title is not None and page.title.get_text().startswith("Fout: ")
    for name in expected:
        assert page.find(id=name) is not None
    for name in {"name", "email", "organisation"} - set(typed):
        assert page.find(id=name)["value"] == JOOST[name]  # type: ignore[index]
    assert rows(app) == []


def test_the_faults_stand_in_the_order_of_the_form(app: Flask) -> None:
    add_werksessie(app)
    answer = Visitor(app).send(name="", email="", organisation="", domain="", diet="noten")
    assert list(faults(answer)) == ["name", "email", "organisation", "domain-0", "consent"]


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "<b>Jan</b> & Co",
        "{{ 7*7 }}",
        "نور الهدى",
        "🙂 Joost 👩🏽‍🏫",
        "=1+1",
        "O'Brien-d’Arc",
    ],
)
def test_any_name_is_shown_as_it_is_and_nothing_is_executed(app: Flask, name: str) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    receipt = visitor.get(visitor.send(name=name).location)
    personal = visitor.get(personal_page(app))
    for answer in (receipt, personal):
        page = BeautifulSoup(answer.text, "html.parser")
        assert name in page.get_text() or page.find("input", value=name) is not None
        assert page.find("script", src=None) is None
    assert rows(app)[0]["name"] == name


@pytest.mark.parametrize("token", ["", "forged", None])
def test_without_a_valid_token_the_form_comes_back_filled_in(app: Flask, token: str | None) -> None:
    add_werksessie(app)
    fields = JOOST if token is None else {**JOOST, "csrf_token": token}
    answer = app.test_client().post("/zwolle-2023/aanmelden", data=fields)
    assert answer.status_code == 400
    assert faults(answer) == {
        "": "Deze pagina stond te lang open. Kijk uw gegevens na en verstuur nog een keer."
    }
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.find(id="email")["value"] == JOOST["email"]  # type: ignore[index]
    assert rows(app) == []


def test_a_form_that_stood_open_too_long_works_at_the_second_try(app: Flask) -> None:
    add_werksessie(app)
    visitor = Visitor(app)
    assert visitor.send(csrf_token="expired").status_code == 400
    assert visitor.register() == "U bent aangemeld"


@pytest.mark.parametrize(
    "path",
    [
        "/bestaat-niet",
        "/bestaat-niet/aanmelden",
        "/aanmelding/verzonnen",
        "/aanmelding/%00",
        "/%00",
        "/aanmelding/x/inzage",
    ],
)
def test_an_unknown_address_is_a_friendly_404(any_app: Flask, path: str) -> None:
    answer = any_app.test_client().get(path)
    assert answer.status_code == 404
    assert heading(answer) in ("Deze pagina is er niet", "Deze link werkt niet")


def test_a_body_over_the_limit_is_refused(app: Flask) -> None:
    add_werksessie(app)
    answer = Visitor(app).send(note="x" * 3_000_000)
    assert answer.status_code == 413
    assert rows(app) == []


@pytest.mark.parametrize(
    ("column", "changes", "status", "said"),
    [
        ("early", {"registration_opens": 10, "registration_closes": 20}, 409, "Aanmelden kan nog niet"),
        ("closed", {"registration_opens": -20, "registration_closes": -1}, 409, "Aanmelden is gesloten"),
        ("over", {"date": -1, "registration_closes": None}, 409, "Deze werksessie is geweest"),
        ("withdrawn", {"published_at": None}, 404, "Deze pagina is er niet"),
        ("archived", {"archived_at": 0}, 404, "Deze pagina is er niet"),
    ],
)
def test_who_cannot_register_reads_why(
    app: Flask, column: str, changes: dict[str, int | None], status: int, said: str
) -> None:
    add_werksessie(app, slug="open")
    visitor = Visitor(app)
    token = visitor.token("/open/aanmelden")
    add_werksessie(app, **{name: _moment(name, days) for name, days in changes.items()})
    sent = visitor.send(csrf_token=token)
    for answer in (visitor.get("/zwolle-2023/aanmelden"), sent):
        assert (answer.status_code, heading(answer)) == (status, said)
    assert rows(app) == []
    if status == 409:
        page = visitor.get("/zwolle-2023").text
        assert said in page
        assert "/zwolle-2023/aanmelden" not in page


def _moment(column: str, days: int | None) -> object:
    if days is None:
        return None
    at = now() + timedelta(days=days)
    return at if column.endswith("_at") else at.date()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(app: Flask, method: str) -> None:
    add_werksessie(app)
    assert getattr(app.test_client(), method)("/zwolle-2023/aanmelden").status_code == 405
