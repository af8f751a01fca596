"""Attendance lists: who is on which, what stands on paper, and that it is accessible."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import AuditEntry
from app.extensions import db
from app.registrations.attendance import OTHER, Block, Guest, blocks_of
from app.registrations.attendance_print import ROWS, About, attendance_lists
from tests.factories import add_registrations, add_werksessie, post, sign_in, words_of
from tests.pdf.reading import PROFILES, elements, failures, poppler, table_widths

PAGE = "/beheer/zwolle-2023/aanmeldingen/presentielijst"
ABOUT = About(title="Proefdag", date=date(2023, 6, 15), made_at=datetime(2023, 6, 14, 9, 5, tzinfo=UTC))
ODD = ["", "x" * 300, "‮omgekeerd", "محمد", "🎉 feest", "<b>&", "Naam-" * 40]


def guests(**letters: int) -> list[Guest]:
    return [
        Guest(f"{letter}naam{n}, Noor", "Zorg", letter)
        for letter, many in letters.items()
        for n in range(many)
    ]


def sizes(blocks: list[Block]) -> dict[str, int]:
    return {block.letters: len(block.guests) for block in blocks}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, capacity=3)
    sign_in(client, app)
    return client


def test_letters_go_together_until_a_page_is_full_and_name_the_whole_alphabet() -> None:
    found = blocks_of(guests(B=6, C=5, F=9, G=30, H=1, Z=2), 20)
    assert sizes(found) == {"A–F": 20, "G": 30, "H–Z": 3}
    assert sizes(blocks_of(guests(M=2), 20)) == {"A–Z": 2}
    assert blocks_of([], 20) == []


def test_each_letter_can_have_a_list_of_its_own() -> None:
    assert sizes(blocks_of(guests(B=6, C=50, Z=1), None)) == {"B": 6, "C": 50, "Z": 1}


def test_who_is_filed_under_no_letter_stands_on_a_list_apart() -> None:
    odd = [Guest("محمد", "", OTHER), *guests(A=2), Guest("3D-lab", "", OTHER)]
    assert sizes(blocks_of(odd, 20)) == {"A–Z": 2, OTHER: 2}


def test_the_lists_are_accessible_and_archivable_whatever_the_names() -> None:
    odd = tuple(Guest(text, text, "A") for text in ODD)
    data = attendance_lists([Block("A–K", odd), *blocks_of(guests(L=45), None)], ABOUT)
    assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}
    assert table_widths(data) == [{3}, {3}]
    rows = [found for found in elements(data) if found.tag == "TR"]
    assert len(rows) == 2 + len(ODD) + 45
    assert data == attendance_lists([Block("A–K", odd), *blocks_of(guests(L=45), None)], ABOUT)


def test_without_people_there_is_no_pdf() -> None:
    with pytest.raises(ValueError, match="nobody to sign"):
        attendance_lists([], ABOUT)


def test_a_page_shows_only_the_names_of_its_own_letters(tmp_path: Path) -> None:
    data = attendance_lists(blocks_of(guests(A=3, B=ROWS + 1), ROWS), ABOUT)
    pages = [" ".join(page.split()) for page in poppler("pdftotext", data, tmp_path, "-raw").split("\f")[:-1]]
    assert [page.split(" naam organisatie")[0] for page in pages] == [
        "Presentielijst A Proefdag donderdag 15 juni 2023 3 namen",
        f"Presentielijst B–Z Proefdag donderdag 15 juni 2023 {ROWS + 1} namen, blad 1 van 2",
        f"Presentielijst B–Z Proefdag donderdag 15 juni 2023 {ROWS + 1} namen, blad 2 van 2",
    ]
    assert pages[0].endswith("gemaakt 14-06-2023 09.05 pagina 1 van 3")
    assert ["Anaam" in page for page in pages] == [True, False, False]
    assert [page.count("Bnaam") for page in pages] == [0, ROWS, 1]


def test_only_who_has_a_place_signs_and_it_is_recorded(
    app: Flask, planner: FlaskClient, tmp_path: Path
) -> None:
    people = add_registrations(app, "zwolle-2023", "Koen de Vries", "Anne Berg", "Cas Els", "Dirk Fokker")
    post(planner, f"/beheer/zwolle-2023/aanmeldingen/{people[1]}/afmelding")
    post(planner, f"/beheer/zwolle-2023/aanmeldingen/{people[3]}/afmelding")
    answer = post(planner, f"{PAGE}.pdf", per="blad")
    assert answer.mimetype == "application/pdf"
    text = poppler("pdftotext", answer.data, tmp_path, "-raw")
    assert [name in text for name in ("Vries, Koen de", "Berg, Anne", "Els, Cas", "Fokker")] == [
        True,
        False,
        True,
        False,
    ]
    with app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.what == "attendance.print")).one()
        assert entry.detail == {"guests": 2}


def test_without_anybody_the_page_says_why_and_nothing_is_recorded(app: Flask, planner: FlaskClient) -> None:
    assert "Nog niemand heeft een plaats" in words_of(planner.get(PAGE))
    answer = post(planner, f"{PAGE}.pdf", per="blad")
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    with app.app_context():
        assert db.session.scalars(select(AuditEntry.what)).all() == []


def test_another_division_than_we_know_is_asked_again(app: Flask, planner: FlaskClient) -> None:
    add_registrations(app, "zwolle-2023", "Koen de Vries")
    answer = post(planner, f"{PAGE}.pdf", per="regel")
    assert answer.status_code == 422
    assert "Kies een verdeling uit de lijst." in words_of(answer)
