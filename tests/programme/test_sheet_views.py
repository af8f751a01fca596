"""The programme out to Excel and back through the browser: seen first, then applied all at once or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry, Role
from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.programme.models import CancelledPart, Item, RemovedPart
from app.programme.plan import Anchor, Cue, Kind
from app.programme.plan import Item as Planned
from tests.factories import counted_queries, post, sign_in, words_of
from tests.programme.days import PAGE, PROGRAMME, add_day, row_of, send, the_day, titles

Change = Callable[[Any], None]


def signed_in_on(app: Flask, *programme: Planned, **options: Any) -> FlaskClient:
    add_day(app, *programme, **options)
    client = app.test_client()
    sign_in(client, app)
    return client


def sheet(client: FlaskClient, change: Change = lambda sheet: None) -> bytes:
    """The downloaded workbook, after `change` did something to its first sheet."""
    book = load_workbook(BytesIO(client.get(f"{PAGE}.xlsx").data))
    change(book["Programma"])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client: FlaskClient, data: bytes) -> TestResponse:
    return send(client, "excel", bestand=(BytesIO(data), "programma.xlsx"))


def confirm(client: FlaskClient, preview: TestResponse) -> TestResponse:
    field = BeautifulSoup(preview.text, "html.parser").select_one("[name=plan]")
    assert field is not None
    return send(client, "excel/toepassing", plan=field["value"])


def changed_day(sheet: Any) -> None:
    """Kennismaken out, Afspraken first and shorter, a borrel at the end."""
    sheet.delete_rows(4)
    last = [cell.value for cell in sheet[7]]
    sheet.delete_rows(7)
    sheet.insert_rows(2)
    for index, value in enumerate(last, 1):
        sheet.cell(2, index, value)
    sheet["D2"] = "10 min"
    sheet.append([None, None, None, 45, "Borrel", "12.00", None, "borrel"])


def programme() -> list[Planned]:
    return [replace(item, uid=None) for item in draaiboek_of(the_day()).programme]


def everything(app: Flask) -> str:
    with app.app_context():
        return repr([db.session.execute(select(table)).all() for table in db.metadata.sorted_tables])


def test_what_was_downloaded_changes_nothing_when_it_comes_back(any_app: Flask) -> None:
    client = signed_in_on(any_app)
    answer = client.get(f"{PAGE}.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=programma-dag.xlsx"
    preview = upload(client, answer.data)
    assert "Er verandert niets. Het bestand zegt hetzelfde als het programma." in words_of(preview)
    assert 'name="plan"' not in preview.text


def test_a_planner_sees_what_changes_before_it_is_applied(app: Flask) -> None:
    client = signed_in_on(app)
    data = sheet(client, changed_day)
    before = everything(app)
    words = words_of(upload(client, data))
    assert everything(app) == before
    for part in (
        "De dag is dan van 09.30 tot 12.45; nu van 09.30 tot 11.45.",
        "2 onderdelen beginnen op een andere tijd. Er is nog niets gewijzigd.",
        "3 wijzigingen",
        "Afspraken gewijzigd en verplaatst · 09.30 tot 09.40 Minuten was 30 wordt 10",
        "Borrel nieuw · 12.00 tot 12.45 Minuten 45 Vast begin 12.00 Soort borrel",
        "Kennismaken vervallen",
    ):
        assert part in words


def test_what_was_confirmed_is_applied_in_one_go(any_app: Flask) -> None:
    client = signed_in_on(any_app, published=True)
    with any_app.app_context():
        rows = {
            title: (row_of(title).id, row_of(title).uid) for title in ("Welkom", "Deelsessies", "Afspraken")
        }
        gone = row_of("Kennismaken").uid
    answer = confirm(client, upload(client, sheet(client, changed_day)))
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#programma")
    assert "Het programma uit Excel staat erin." in words_of(client.get(PAGE))
    with any_app.app_context():
        assert programme() == [
            replace(PROGRAMME[3], minutes=10),
            PROGRAMME[0],
            PROGRAMME[2],
            Planned(title="Borrel", minutes=45, kind=Kind.BORREL, starts=time(12)),
        ]
        assert {title: (row_of(title).id, row_of(title).uid) for title in rows} == rows
        assert the_day().programme_revision == 1
        assert db.session.scalars(select(CancelledPart.uid)).all() == [gone]
        assert db.session.scalars(select(RemovedPart.title)).all() == ["Kennismaken"]
        assert db.session.scalars(select(AuditEntry.what)).all()[-1] == "programme.replace"


def test_applying_it_twice_changes_nothing_more(any_app: Flask) -> None:
    client = signed_in_on(any_app)
    preview = upload(client, sheet(client, changed_day))
    confirm(client, preview)
    again = confirm(client, preview)
    assert again.status_code == 409
    assert titles(any_app) == ["Afspraken", "Welkom", "Deelsessies", "Borrel"]


def test_when_a_colleague_was_first_nothing_is_applied_and_the_new_difference_is_shown(
    any_app: Flask,
) -> None:
    client = signed_in_on(any_app)
    preview = upload(client, sheet(client, lambda sheet: sheet.__setitem__("D4", 25)))
    with any_app.app_context():
        row_of("Welkom").title = "Van harte welkom"
        the_day().programme_revision += 1
        db.session.commit()
    before = everything(any_app)
    answer = confirm(client, preview)
    assert (answer.status_code, everything(any_app)) == (409, before)
    words = words_of(answer)
    assert "Een collega wijzigde het programma, net voor u. Er is niets toegepast." in words
    assert "Onderdeel was Van harte welkom wordt Welkom" in words
    assert confirm(client, answer).status_code == 303
    with any_app.app_context():
        assert programme() == [PROGRAMME[0], replace(PROGRAMME[1], minutes=25), *PROGRAMME[2:]]


def test_a_file_from_before_a_colleagues_change_says_so(app: Flask) -> None:
    client = signed_in_on(app)
    data = sheet(client)
    with app.app_context():
        row_of("Welkom").minutes = 40
        the_day().programme_revision += 1
        db.session.commit()
    words = words_of(upload(client, data))
    assert "Het programma is nog gewijzigd nadat dit bestand werd gemaakt." in words
    assert "Welkom gewijzigd · 09.30 tot 10.00 Minuten was 40 wordt 30" in words


def test_what_would_go_wrong_is_said_before(app: Flask) -> None:
    client = signed_in_on(app)

    def change(sheet: Any) -> None:
        sheet["D4"], sheet["B8"], sheet["V1"] = 45, time(11, 30), "Kosten"
        sheet["L1"] = "Wie spreekt"

    words = words_of(upload(client, sheet(client, change)))
    for part in (
        "Dit klopt dan niet",
        "Wij lezen deze kolommen niet: ‘Wie spreekt’ en ‘Kosten’.",
        "Niet in het blad, dus niet gewijzigd: ‘Sprekers’.",
        "Programma!B8: hier staat 11.30, maar dat wordt 11.15.",
    ):
        assert part in words


def test_lines_that_were_left_behind_by_their_item_are_named(app: Flask) -> None:
    cues = tuple(Cue(anchor=Anchor.END, what=what, roles=("techniek",)) for what in ("Gong", "Licht aan"))
    client = signed_in_on(app, *PROGRAMME[:3], replace(PROGRAMME[3], cues=cues))

    def delete_two(rows: Any) -> None:
        rows.delete_rows(8)  # Afspraken, with its two cues below
        rows.delete_rows(5)  # Deelsessies, with its two sessions below

    words = words_of(upload(client, sheet(client, delete_two)))
    assert "2 cues van ‘Afspraken’ staan nu bij ‘Kennismaken’." in words
    there = "van ‘Deelsessies’ staan nu bij ‘Kennismaken’. Vervalt dat ook? Haal dan ook die regels weg."
    assert f"Let op 2 deelsessies {there}" in words
    assert "Deelsessies vervallen" in words


def test_faults_are_listed_by_cell_and_nothing_is_applied(app: Flask) -> None:
    client = signed_in_on(app)
    answer = upload(client, sheet(client, lambda sheet: sheet.__setitem__("D4", "lang")))
    assert answer.status_code == 422
    assert "Programma!D4 : Typ minuten als een heel getal, bijvoorbeeld 15." in words_of(answer)
    assert 'name="plan"' not in answer.text


@pytest.mark.parametrize("data", [b"", b"geen excel", b"PK\x03\x04" + bytes(300)])
def test_another_file_is_refused_kindly(app: Flask, data: bytes) -> None:
    answer = upload(signed_in_on(app), data)
    assert answer.status_code == 422
    assert "Excel-bestand" in words_of(answer)


@pytest.mark.parametrize("plan", ["", "eigen", "W10.abc"])
def test_a_plan_that_we_did_not_make_is_refused(app: Flask, plan: str) -> None:
    client = signed_in_on(app)
    answer = send(client, "excel/toepassing", plan=plan)
    assert (answer.status_code, titles(app)) == (422, [item.title for item in PROGRAMME])
    assert "Er is niets gewijzigd. Lees het bestand opnieuw." in words_of(answer)


def test_a_plan_for_another_werksessie_is_refused(app: Flask) -> None:
    client = signed_in_on(app)
    add_day(app, slug="andere-dag")
    field = BeautifulSoup(upload(client, sheet(client, changed_day)).text, "html.parser").select_one(
        "[name=plan]"
    )
    assert field is not None
    answer = post(client, "/beheer/andere-dag/programma/excel/toepassing", plan=field["value"])
    assert answer.status_code == 422


def test_who_reads_along_downloads_and_cannot_send(app: Flask) -> None:
    add_day(app)
    client = app.test_client()
    sign_in(client, app, "meelezer@gemeente.example", slug="dag", role=Role.MEELEZEN)
    assert client.get(f"{PAGE}.xlsx").status_code == 200
    assert "Lees een bestand terug" not in words_of(client.get(f"{PAGE}/excel"))
    assert upload(client, b"x").status_code == 403


def test_a_long_day_is_compared_and_applied_in_few_queries(app: Flask) -> None:
    client = signed_in_on(app)
    data = sheet(client, lambda sheet: [sheet.append([None, None, None, 1, f"Deel {n}"]) for n in range(300)])
    with counted_queries(app) as statements:
        preview = upload(client, data)
    assert len(statements) < 30
    assert confirm(client, preview).status_code == 303
    with app.app_context():
        assert len(db.session.scalars(select(Item.id)).all()) == 304
