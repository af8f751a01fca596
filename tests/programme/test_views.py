"""The editor's pages without JavaScript: who may, what is shown, what is kept after a mistake."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry, Role
from app.extensions import db
from app.programme.models import Item, Moment, Room
from app.programme.plan import Anchor, Cue, Kind, Pillar
from app.programme.plan import Item as Planned
from app.werksessies.models import Werksessie
from tests.factories import counted_queries, post, sign_in, words_of
from tests.programme.days import PAGE, PROGRAMME, ROUND, WELCOME, add_day, id_of, row_of, send, titles


def fields_of(answer: TestResponse, form: str = "#open-formulier") -> dict[str, Any]:
    """What a browser would send of a form, as lists by name."""
    found = BeautifulSoup(answer.text, "html.parser").select_one(form)
    assert isinstance(found, Tag)
    fields: dict[str, list[str]] = {}
    for field in found.select("input[name], textarea[name], select[name]"):
        name, kind = str(field["name"]), field.get("type")
        if kind == "checkbox" and not field.has_attr("checked"):
            continue
        if field.name == "select":
            options = field.select("option")
            chosen = [option for option in options if option.has_attr("selected")] or options[:1]
            fields.setdefault(name, []).append(str(chosen[0]["value"]))
        elif field.name == "textarea":
            fields.setdefault(name, []).append(field.get_text().removeprefix("\n"))
        else:
            fields.setdefault(name, []).append(str(field.get("value", "")))
    fields.pop("csrf_token")
    return fields


def faults_of(answer: TestResponse) -> list[str]:
    page = BeautifulSoup(answer.text, "html.parser")
    return [link.get_text() for link in page.select(".error-summary a")]


def opened(client: FlaskClient, item_id: int) -> dict[str, Any]:
    """The fields of an item's form as the page gives them."""
    return fields_of(client.get(f"{PAGE}?open={item_id}"))


def basis_of(item_id: int, minutes: int) -> str:
    """What a row's field of minutes showed."""
    return json.dumps({f"minuten-{item_id}": str(minutes)})


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """A planner signed in, with the small day there."""
    add_day(app)
    sign_in(client, app)
    return client


def test_the_page_says_times_sums_sessions_cues_and_moments(planner: FlaskClient) -> None:
    words = words_of(planner.get(PAGE))
    for part in (
        "Programma Het programma klopt. Speling blijft staan tot u die gebruikt.",
        "09.30 tot 10.00 Welkom Inspireren Doel: herkennen Zaal: Grote zaal Jip Voorbeeld idee dagvoorzitter",
        "1 cue 09.25 Microfoon open techniek",
        "10.00 tot 10.20 Kennismaken",
        "10 min speling 10.30 vast tot 11.15 Deelsessies",
        "2 zalen",
        "80 plaatsen voor 80",
        "Online signalen Grote zaal · 40 plaatsen Jip Voorbeeld idee Op school Foyer · 40 plaatsen · 40 min gastvrouw",
        "08.00 tot 09.00 moment Opbouw Grote zaal · locatie 09.30 tot 10.00 Welkom",
        "1 moment buiten het programma. Verberg in de lijst",
        "2 u 05 van 2 u 30 09.30 tot 12.00 10 min speling 15 min over",
        "Inspireren 30 Verbinden 65 Activeren 30 Per pijler en doel 30 min herkennen 95 min zonder doel",
    ):
        assert part in words


def test_an_overlap_is_named_at_the_row_and_in_the_list_with_what_would_solve_it(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app, WELCOME, replace(ROUND, starts=time(9, 50)))
    sign_in(client, app)
    answer = client.get(PAGE)
    sentence = "‘Welkom’ loopt 10 minuten door in ‘Deelsessies’, die vast om 09.50 begint."
    row = id_of(app, "Deelsessies")
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one(f'#problemen a[href="#onderdeel-{row}"]').get_text() == sentence  # type: ignore[union-attr]
    there = page.select_one(f"#onderdeel-{row} .notice")
    assert there is not None
    assert (
        " ".join(there.get_text(" ").split())
        == f"{sentence} Maak ‘Welkom’ 20 minuten Begin ‘Deelsessies’ om 10.00"
    )
    assert "10 min overlap" in words_of(answer)


def test_the_judgement_goes_with_what_it_names_first(app: Flask, client: FlaskClient) -> None:
    online, school = ROUND.parallel
    long = replace(ROUND, starts=time(9, 50), parallel=(replace(online, minutes=60), school))
    add_day(app, WELCOME, long)
    sign_in(client, app)
    assert "Er is 1 botsing en 1 aandachtspunt." in words_of(client.get(PAGE))


def test_the_sums_say_what_is_planned_free_and_too_much(app: Flask, client: FlaskClient) -> None:
    borrel = Planned(title="Borrel", minutes=60, kind=Kind.BORREL, pillar=Pillar.VERBINDEN)
    lunch = Planned(title="Lunch", minutes=50, kind=Kind.LUNCH)
    add_day(app, *PROGRAMME[:3], lunch, borrel)
    sign_in(client, app)
    pillars = "Inspireren 30 Verbinden 65 Activeren 0 zonder pijler 50 daarna borrel 60"
    goals = "Per pijler en doel 30 min herkennen 115 min zonder doel"
    assert bar_of(client) == (
        f"2 u 25 van 2 u 30 09.30 tot 12.00 10 min speling 5 min te lang {pillars} {goals}",
        "Bewaar tijden",
    )
    meeting = id_of(app, "Kennismaken")
    send(client, "tijden", **{f"minuten-{meeting}": "35", "basis": basis_of(meeting, 20)})
    pillars = "Inspireren 30 Verbinden 80 Activeren 0 zonder pijler 50 daarna borrel 60"
    goals = "Per pijler en doel 30 min herkennen 130 min zonder doel"
    assert bar_of(client) == (
        f"2 u 40 van 2 u 30 09.30 tot 12.00 5 min te lang 5 min overlap {pillars} {goals}",
        "Bewaar tijden",
    )


def bar_of(client: FlaskClient, query: str = "") -> tuple[str, str]:
    """The sums of the bar, and its filled button."""
    page = BeautifulSoup(client.get(PAGE + query).text, "html.parser")
    sums, button = page.select_one("#som > div"), page.select("#som .btn:not(.quiet)")
    assert sums is not None
    return " ".join(sums.get_text(" ").split()), " ".join(found.get_text() for found in button)


def test_the_bar_saves_the_part_that_is_open(planner: FlaskClient, app: Flask) -> None:
    queries = ("", f"?open={id_of(app, 'Welkom')}", "?nieuw=eind", "?moment=nieuw")
    assert [bar_of(planner, query)[1] for query in queries] == [
        "Bewaar tijden",
        "Bewaar onderdeel",
        "Bewaar onderdeel",
        "Bewaar moment",
    ]


def test_what_is_shown_again_as_typed_is_not_called_saved(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    fields = opened(planner, item_id)
    assert "Opgeslagen" in words_of(planner.get(f"{PAGE}?open={item_id}"))
    for changes in ({"minutes": "lang"}, {"actie": "cues-erbij"}):
        words = words_of(send(planner, str(item_id), **fields | changes))
        assert ("Nog niet bewaard" in words, "Opgeslagen" in words) == (True, False)


def test_the_buttons_beside_a_problem_solve_it(app: Flask, client: FlaskClient) -> None:
    add_day(app, WELCOME, replace(ROUND, starts=time(9, 50)))
    sign_in(client, app)
    welcome, block = id_of(app, "Welkom"), id_of(app, "Deelsessies")
    send(client, "tijden", **{f"minuten-{welcome}": "20", "basis": basis_of(welcome, 30)})
    assert "Het programma klopt." in words_of(client.get(PAGE))
    send(client, "tijden", **{f"begin-{block}": "10.00", "basis": json.dumps({f"begin-{block}": "09.50"})})
    assert "10.00 vast tot 10.45 Deelsessies" in words_of(client.get(PAGE))


def test_minutes_are_saved_from_the_row_and_what_follows_moves(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    answer = send(planner, "tijden", **{f"minuten-{item_id}": " 35 min", "basis": basis_of(item_id, 30)})
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#onderdeel-{item_id}")
    words = words_of(planner.get(PAGE))
    assert "‘Welkom’ is nu van 09.30 tot 10.05." in words
    assert "10.05 tot 10.25 Kennismaken" in words
    assert "is nu van" not in words_of(planner.get(PAGE))


@pytest.mark.parametrize("typed", ["9:50", "9.50", "0950", "9u50", " 09.50 uur "])
def test_a_fixed_start_is_saved_from_the_row_however_it_is_typed(
    planner: FlaskClient, app: Flask, typed: str
) -> None:
    item_id, other = id_of(app, "Kennismaken"), id_of(app, "Deelsessies")
    basis = fields_of(planner.get(PAGE), "#tijden")["basis"]
    fields = {
        f"begin-{item_id}": typed,
        f"minuten-{item_id}": "20",
        f"begin-{other}": "10.30",
        "basis": basis,
    }
    answer = send(planner, "tijden", **fields)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#onderdeel-{item_id}")
    assert "09.50 vast tot 10.10 Kennismaken" in words_of(planner.get(PAGE))
    send(
        planner,
        "tijden",
        **fields | {f"begin-{item_id}": "", "basis": json.dumps({f"begin-{item_id}": "09.50"})},
    )
    assert "10.00 tot 10.20 Kennismaken" in words_of(planner.get(PAGE))


def test_a_start_that_is_no_time_is_kept_and_explained_at_its_field(planner: FlaskClient, app: Flask) -> None:
    item_id, other = id_of(app, "Kennismaken"), id_of(app, "Welkom")
    fields = {f"begin-{item_id}": "25.00", f"minuten-{other}": "25", "basis": basis_of(other, 30)}
    answer = send(planner, "tijden", **fields)
    fault = "De tijd 25.00 bestaat niet. Typ een tijd van 00.00 tot en met 23.59."
    page = BeautifulSoup(answer.text, "html.parser")
    assert (answer.status_code, faults_of(answer)) == (422, [f"Kennismaken: {fault}"])
    wrong, right = page.select_one(f"#begin-{item_id}"), page.select_one(f"#minuten-{other}")
    assert wrong is not None
    assert right is not None
    assert (wrong["value"], wrong["aria-describedby"], right["value"]) == (
        "25.00",
        f"begin-{item_id}-fout",
        "25",
    )
    with app.app_context():
        assert (row_of("Welkom").minutes, row_of("Kennismaken").starts) == (30, None)


def test_a_start_that_a_colleague_fixed_is_asked_about_first(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Kennismaken")
    send(planner, "tijden", **{f"begin-{item_id}": "10.05", "basis": "{}"})
    answer = send(planner, "tijden", **{f"begin-{item_id}": "10.10", "basis": "{}"})
    sentence = (
        "Een collega zette het begin vast op 10.05. "
        "Typ 10.05, of bewaar nog een keer om het om 10.10 te laten beginnen."
    )
    assert (answer.status_code, faults_of(answer)) == (422, [f"Kennismaken: {sentence}"])
    again = fields_of(answer, "#tijden")["basis"]
    assert send(planner, "tijden", **{f"begin-{item_id}": "10.10", "basis": again}).status_code == 303
    with app.app_context():
        assert row_of("Kennismaken").starts == time(10, 10)


def test_copy_and_split_save_what_was_typed_first_and_offer_to_take_it_back(
    planner: FlaskClient, app: Flask
) -> None:
    item_id = id_of(app, "Kennismaken")
    fields = opened(planner, item_id) | {"title": "Wie bent u?"}
    assert send(planner, str(item_id), **fields, actie="kopie").status_code == 303
    assert titles(app)[1:3] == ["Wie bent u?", "Wie bent u?"]
    take_back(planner)
    fields = opened(planner, item_id) | {"minutes": "25", "first": "30"}
    answer = send(planner, str(item_id), **fields, actie="splits")
    assert (answer.status_code, faults_of(answer)) == (422, ["Typ een getal van 1 tot en met 24."])
    assert (fields_of(answer)["minutes"], fields_of(answer)["first"]) == (["25"], ["30"])
    assert send(planner, str(item_id), **(fields | {"first": "10"}), actie="splits").status_code == 303
    words = words_of(planner.get(PAGE))
    assert "10.10 tot 10.25 Wie bent u? (vervolg)" in words
    send(planner, f"{item_id}/splitsing", first="4")
    take_back(planner)
    assert titles(app)[1:3] == ["Wie bent u?", "Wie bent u? (vervolg)"]
    send(planner, f"{item_id}/splitsing", first="straks")
    assert "Typ minuten als een heel getal, bijvoorbeeld 15." in words_of(planner.get(PAGE))


def take_back(client: FlaskClient) -> None:
    """Press the one button Ongedaan maken."""
    form = BeautifulSoup(client.get(PAGE).text, "html.parser").select_one("#melding form")
    assert form is not None
    assert send(client, str(form["action"]).removeprefix(f"{PAGE}/")).status_code == 303
    client.get(PAGE)


def ways_of(answer: TestResponse) -> list[str]:
    """What is offered beside problems."""
    page = BeautifulSoup(answer.text, "html.parser")
    return [" ".join(way.get_text().split()) for way in page.select(".items .notice .link")]


def test_every_problem_offers_a_change_or_the_field_to_open(app: Flask, client: FlaskClient) -> None:
    online, school = ROUND.parallel
    far = Cue(anchor=Anchor.END, offset=1440, what="Bel", roles=("techniek",))
    block = replace(ROUND, starts=None, parallel=(replace(online, minutes=60), school), cues=(far,))
    add_day(app, WELCOME, block, replace(WELCOME, title="Ernaast"))
    sign_in(client, app)
    answer = client.get(PAGE)
    assert ways_of(answer) == [
        "Maak ‘Deelsessies’ 60 minuten",
        "Maak de deelsessie korter",
        "Pas de cue aan",
        "Zet ‘Ernaast’ in Foyer: die is vrij",
        "Kies zelf een andere zaal",
        "Kies een andere spreker",
    ]
    links = [
        str(link["href"]) for link in BeautifulSoup(answer.text, "html.parser").select(".items .notice a")
    ]
    for link in links:
        there = BeautifulSoup(client.get(link).text, "html.parser")
        field = there.select_one("#" + link.partition("#")[2])
        assert field is not None
        assert all(part.has_attr("open") for part in field.find_parents("details"))


def test_another_room_is_offered_and_taken_when_it_still_applies(app: Flask, client: FlaskClient) -> None:
    both = tuple(replace(session, room="Grote zaal") for session in ROUND.parallel)
    add_day(app, replace(ROUND, parallel=both))
    sign_in(client, app)
    block = id_of(app, "Deelsessies")
    assert ways_of(client.get(PAGE)) == ["Zet ‘Op school’ in Foyer: die is vrij", "Kies zelf een andere zaal"]
    form = BeautifulSoup(client.get(PAGE).text, "html.parser").select_one(f'form[action$="/{block}/zaal"]')
    assert form is not None
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input[value]")}
    del fields["csrf_token"]
    send(client, f"{block}/zaal", **fields | {"zaal": "Zaal X"})
    assert "Een collega heeft dit al gewijzigd of verwijderd." in words_of(client.get(PAGE))
    send(client, f"{block}/zaal", **fields)
    assert "Het programma klopt." in words_of(client.get(PAGE))
    send(client, f"{block}/zaal", **fields)
    assert "Een collega heeft dit al gewijzigd of verwijderd." in words_of(client.get(PAGE))
    with app.app_context():
        rooms = [session.room.name for session in row_of("Deelsessies").sessions if session.room]
        assert rooms == ["Grote zaal", "Foyer"]


def test_a_room_that_is_too_small_for_everyone_is_said_with_one_that_is_not(
    app: Flask, client: FlaskClient
) -> None:
    standing = replace(WELCOME, title="Napraten", kind=Kind.BORREL)
    add_day(app, WELCOME, standing)
    sign_in(client, app)
    with app.app_context():
        welcome = row_of("Welkom")
        assert welcome.room is not None
        welcome.room.capacity = 40
        db.session.commit()
    answer = client.get(PAGE)
    page = BeautifulSoup(answer.text, "html.parser")
    listed = [link.get_text() for link in page.select("#problemen a")]
    assert listed == ["Grote zaal heeft 40 plaatsen voor 80 mensen."]
    assert ways_of(answer) == ["Kies zelf een andere zaal"]
    assert "Er is 1 aandachtspunt." in words_of(answer)
    with app.app_context():
        foyer = db.session.scalars(select(Room).where(Room.name == "Foyer")).one()
        foyer.capacity = 80
        db.session.commit()
    way = "Zet ‘Welkom’ in Foyer: die is vrij (80 plaatsen)"
    assert ways_of(client.get(PAGE)) == [way, "Kies zelf een andere zaal"]


def test_a_session_with_more_places_than_its_room_is_not_called_enough(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app)
    sign_in(client, app)
    with app.app_context():
        session = row_of("Deelsessies").sessions[0]
        assert session.room is not None
        session.capacity, session.room.capacity = 50, 26
        title, room = session.title, session.room.name
        db.session.commit()
    words = words_of(client.get(PAGE))
    assert f"‘{title}’ heeft 50 plaatsen, {room} 26." in words
    assert "Er is plaats voor iedereen." not in words


def test_whether_everyone_finds_a_place_in_a_block_is_said(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    sign_in(client, app)
    assert "Er is plaats voor iedereen." in words_of(client.get(PAGE))
    with app.app_context():
        row_of("Deelsessies").sessions[0].capacity = 30
        db.session.commit()
    assert "10 plaatsen te weinig als iedereen komt." in words_of(client.get(PAGE))
    with app.app_context():
        row_of("Deelsessies").sessions[0].capacity = None
        db.session.commit()
    assert "Van 1 deelsessie is het aantal plaatsen nog niet bekend." in words_of(client.get(PAGE))


def test_moments_are_folded_away_for_who_asked_that_and_stay_so(planner: FlaskClient) -> None:
    assert "moment Opbouw" in words_of(planner.get(PAGE))
    assert "moment Opbouw" not in words_of(planner.get(f"{PAGE}?momenten=dicht"))
    assert "1 moment buiten het programma. Toon in de lijst" in words_of(planner.get(PAGE))
    assert "moment Opbouw" in words_of(planner.get(f"{PAGE}?moment=nieuw"))
    assert "moment Opbouw" in words_of(planner.get(f"{PAGE}?momenten=open"))


def test_minutes_are_tried_without_saving(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    words = words_of(planner.get(f"{PAGE}?minuten-{item_id}=45"))
    assert "10.15 tot 10.35 Kennismaken" in words
    assert "Nog niet bewaard" in words
    with app.app_context():
        assert row_of("Welkom").minutes == 30


@pytest.mark.parametrize("typed", ["-5", "0", "1500", "abc", "", "10", "9" * 3000, "<script>"])
def test_wrong_minutes_are_kept_explained_and_not_saved(planner: FlaskClient, app: Flask, typed: str) -> None:
    item_id, other = id_of(app, "Welkom"), id_of(app, "Kennismaken")
    answer = send(
        planner,
        "tijden",
        **{
            f"minuten-{item_id}": typed,
            f"minuten-{other}": "25",
            "basis": json.dumps({f"minuten-{item_id}": "30", f"minuten-{other}": "20"}),
        },
    )
    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 422
    assert page.title is not None
    assert page.title.get_text() == "Fout: Programma: Een dag"
    for row_id, kept in ((item_id, typed[:40]), (other, "25")):
        assert page.select_one(f"#minuten-{row_id}")["value"] == kept  # type: ignore[index]
    (fault,) = faults_of(answer)
    assert page.select_one(f"#minuten-{item_id}-fout").get_text() == fault.removeprefix("Welkom: ")  # type: ignore[union-attr]
    with app.app_context():
        assert (row_of("Welkom").minutes, row_of("Kennismaken").minutes) == (30, 20)


def test_an_opened_row_saved_as_it_stands_changes_nothing(planner: FlaskClient, app: Flask) -> None:
    for title in titles(app):
        answer = send(planner, str(id_of(app, title)), **opened(planner, id_of(app, title)))
        assert answer.status_code == 303
    with app.app_context():
        assert (
            db.session.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.what.like("programme%")))
            == 0
        )


def test_an_opened_row_saves_every_field(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    fields = opened(planner, item_id)
    fields |= {
        "title": "Opening",
        "minutes": "1 u",
        "starts": "9u15",
        "kind": "werkvorm",
        "pillar": "verbinden",
        "goal": "",
        "room": "Foyer",
        "roles": "gastvrouw; techniek",
        "minimum": "",
        "droppable": "y",
        "public": "Kom binnen.\r\nGa zitten.",
        "card": "Een\r\n\r\nTwee",
        "cues-0-side": "end-",
        "cues-0-offset": "10",
    }
    assert send(planner, str(item_id), **fields).status_code == 303
    with app.app_context():
        row = row_of("Opening")
        assert (row.minutes, row.starts, row.kind, row.pillar, row.goal, row.minimum, row.droppable) == (
            60,
            time(9, 15),
            "werkvorm",
            "verbinden",
            None,
            None,
            True,
        )
        assert (row.room.name if row.room else None, row.roles, row.public, row.card) == (
            "Foyer",
            ["gastvrouw", "techniek"],
            "Kom binnen.\nGa zitten.",
            ["Een", "Twee"],
        )
        assert [(cue.anchor, cue.offset, cue.what) for cue in row.cues] == [("end", -10, "Microfoon open")]
        assert [person.name for person in row.people] == ["Jip Voorbeeld"]


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("title", "", "Typ hoe dit onderdeel heet, bijvoorbeeld ‘Welkom’."),
        ("title", "  ", "Typ hoe dit onderdeel heet, bijvoorbeeld ‘Welkom’."),
        ("title", "a" * 3000, "Maak deze tekst korter: ten hoogste 200 tekens. Nu zijn het er 3000."),
        ("minutes", "", "Typ minuten als een heel getal, bijvoorbeeld 15."),
        ("minutes", "-5", "Typ minuten als een heel getal, bijvoorbeeld 15."),
        ("minutes", "1500", "Typ ten hoogste 1440 minuten, dat is 24 uur."),
        (
            "minimum",
            "31",
            "Ten minste staat op 31. Maak dat hoogstens 30, of geef het onderdeel meer minuten.",
        ),
        ("starts", "25:00", "De tijd 25:00 bestaat niet. Typ een tijd van 00.00 tot en met 23.59."),
        ("kind", "feest", "Kies een regel uit de lijst."),
        ("pillar", "dansen", "Kies een regel uit de lijst."),
        ("goal", "niets", "Kies een doel uit de lijst."),
        ("room", "Zaal X", "Kies een zaal uit de lijst."),
        ("speakers", ":999999", "Kies een spreker uit de lijst."),
        ("roles", "x" * 61, "Maak deze tekst korter: ten hoogste 60 tekens. Nu zijn het er 61."),
        ("say", "é" * 20_001, "Maak deze tekst korter: ten hoogste 20000 tekens. Nu zijn het er 20001."),
        ("cues-0-what", "", "Typ wat er op dat moment gebeurt, of haal de cue weg."),
        ("cues-0-offset", "straks", "Typ minuten als een heel getal, bijvoorbeeld 15."),
    ],
)
def test_a_wrong_field_is_kept_explained_twice_and_not_saved(
    planner: FlaskClient, app: Flask, field: str, typed: str, fault: str
) -> None:
    item_id = id_of(app, "Welkom")
    fields = opened(planner, item_id) | {field: typed, "do": "Bewaar mij."}
    answer = send(planner, str(item_id), **fields)
    page = BeautifulSoup(answer.text, "html.parser")
    assert (answer.status_code, faults_of(answer)) == (422, [fault])
    link = page.select_one(".error-summary a")
    assert link is not None
    wrong = page.select_one(str(link["href"]))
    assert wrong is not None
    assert fault in [said.get_text() for said in page.select(".open .fault")]
    again = fields_of(answer)
    assert again["do"] == ["Bewaar mij."]
    if wrong.name != "select":
        assert again[field] == [typed]
    with app.app_context():
        assert row_of("Welkom").do == "Wacht tot het stil is."


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        '‘’ " & < >',
        "مرحبا بكم",
        "👩‍👩‍👧‍👦 dag",
        "a\x00b",
        "'; DROP TABLE item; --",
    ],
)
def test_any_text_is_saved_and_shown_as_text(planner: FlaskClient, app: Flask, text: str) -> None:
    item_id = id_of(app, "Welkom")
    fields = opened(planner, item_id) | {"title": text, "say": text, "card": text, "cues-0-what": text}
    assert send(planner, str(item_id), **fields).status_code == 303
    shown = text.replace("\x00", "")
    answer = planner.get(f"{PAGE}?open={item_id}")
    assert fields_of(answer)["title"] == [shown]
    assert "<script>alert" not in answer.text
    with app.app_context():
        row = db.session.get_one(Item, item_id)
        assert (row.title, row.say, row.card, row.cues[0].what) == (shown, shown, [shown], shown)


def test_a_planner_who_saves_later_sees_both_texts_and_chooses(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    mine = opened(planner, item_id) | {"title": "Van mij", "say": "Ook van mij"}
    theirs = opened(planner, item_id) | {"title": "Van een collega", "do": "Stil"}
    assert send(planner, str(item_id), **theirs).status_code == 303
    answer = send(planner, str(item_id), **mine)
    page = BeautifulSoup(answer.text, "html.parser")
    assert (answer.status_code, faults_of(answer)) == (409, ["Onderdeel"])
    assert "Van een collega" in page.select_one("#title-anders").get_text()  # type: ignore[union-attr]
    again = fields_of(answer)
    assert (again["title"], again["say"], again["do"]) == (["Van mij"], ["Ook van mij"], ["Stil"])
    with app.app_context():
        assert row_of("Van een collega").say == WELCOME.say
    assert send(planner, str(item_id), **again, neem="title").status_code == 303
    with app.app_context():
        row = row_of("Van een collega")
        assert (row.say, row.do) == ("Ook van mij", "Stil")


def test_a_planner_may_keep_their_own_text_after_seeing_the_other(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    mine = opened(planner, item_id) | {"title": "Van mij"}
    send(planner, str(item_id), **(opened(planner, item_id) | {"title": "Van een collega"}))
    again = fields_of(send(planner, str(item_id), **mine))
    assert send(planner, str(item_id), **again).status_code == 303
    assert titles(app)[0] == "Van mij"


def test_minutes_that_a_colleague_changed_are_asked_about_first(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    basis = basis_of(item_id, 30)
    send(planner, "tijden", **{f"minuten-{item_id}": "25", "basis": basis})
    answer = send(planner, "tijden", **{f"minuten-{item_id}": "40", "basis": basis})
    sentence = "Een collega maakte hier 25 minuten van. Typ 25, of bewaar nog een keer om er 40 van te maken."
    assert (answer.status_code, faults_of(answer)) == (422, [f"Welkom: {sentence}"])
    page = BeautifulSoup(answer.text, "html.parser")
    again = str(page.select_one("#basis")["value"])  # type: ignore[index]
    assert send(planner, "tijden", **{f"minuten-{item_id}": "40", "basis": again}).status_code == 303
    with app.app_context():
        assert row_of("Welkom").minutes == 40


def test_what_was_typed_in_a_removed_item_is_kept_as_a_new_one(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    mine = opened(planner, item_id) | {"say": "Lang over nagedacht"}
    send(planner, f"{item_id}/verwijdering")
    answer = send(planner, str(item_id), **mine)
    assert answer.status_code == 409
    assert "Een collega heeft dit intussen verwijderd." in words_of(answer)
    again = fields_of(answer)
    assert again["say"] == ["Lang over nagedacht"]
    assert send(planner, "onderdelen?na=eind", **again).status_code == 303
    assert titles(app) == ["Kennismaken", "Deelsessies", "Afspraken", "Welkom"]


def test_an_item_is_added_where_asked(planner: FlaskClient, app: Flask) -> None:
    after = id_of(app, "Welkom")
    fields = fields_of(planner.get(f"{PAGE}?nieuw={after}")) | {
        "title": "Pauze",
        "minutes": "10",
        "kind": "pauze",
    }
    answer = send(planner, f"onderdelen?na={after}", **fields)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#onderdeel-{id_of(app, 'Pauze')}")
    assert titles(app) == ["Welkom", "Pauze", "Kennismaken", "Deelsessies", "Afspraken"]
    assert "‘Pauze’ is nu van 10.00 tot 10.10." in words_of(planner.get(PAGE))


def test_a_wrong_new_item_is_kept(planner: FlaskClient, app: Flask) -> None:
    answer = send(planner, "onderdelen?na=eind", title="Pauze", minutes="lang", kind="pauze")
    assert (answer.status_code, faults_of(answer)) == (
        422,
        ["Typ minuten als een heel getal, bijvoorbeeld 15."],
    )
    assert (fields_of(answer)["title"], fields_of(answer)["minutes"]) == (["Pauze"], ["lang"])
    assert len(titles(app)) == 4


def test_cues_and_sessions_are_added_and_taken_away_without_saving(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Deelsessies")
    fields = opened(planner, item_id) | {"title": "Vier sessies"}
    answer = send(planner, str(item_id), **fields, actie="parallel-erbij")
    fields = fields_of(answer)
    assert (answer.status_code, "parallel-2-title" in fields, fields["title"]) == (
        200,
        True,
        ["Vier sessies"],
    )
    fields |= {"parallel-2-title": "Op straat", "parallel-2-room": "Foyer"}
    fields = fields_of(send(planner, str(item_id), **fields, actie="parallel-weg-0"))
    assert "parallel-0-title" not in fields
    fields = fields_of(send(planner, str(item_id), **fields, actie="cues-erbij"))
    fields |= {"cues-0-what": "Gong", "cues-0-roles": "gastvrouw"}
    with app.app_context():
        assert [session.title for session in row_of("Deelsessies").sessions] == [
            "Online signalen",
            "Op school",
        ]
    assert send(planner, str(item_id), **fields).status_code == 303
    with app.app_context():
        row = row_of("Vier sessies")
        assert [(session.key, session.title) for session in row.sessions] == [
            ("school", "Op school"),
            ("op-straat", "Op straat"),
        ]
        assert [(cue.anchor, cue.offset, cue.what, cue.roles) for cue in row.cues] == [
            ("start", 0, "Gong", ["gastvrouw"])
        ]


def test_moving_from_an_opened_row_saves_what_was_typed_too(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Kennismaken")
    fields = opened(planner, item_id) | {"title": "Wie bent u?"}
    assert send(planner, str(item_id), **fields, actie="omhoog").status_code == 303
    assert titles(app) == ["Wie bent u?", "Welkom", "Deelsessies", "Afspraken"]
    fields = opened(planner, item_id) | {"voor": str(id_of(app, "Afspraken"))}
    send(planner, str(item_id), **fields, actie="verplaats")
    assert titles(app) == ["Welkom", "Deelsessies", "Wie bent u?", "Afspraken"]


def test_a_removed_item_is_put_back_by_the_button_that_is_offered(planner: FlaskClient, app: Flask) -> None:
    answer = send(planner, f"{id_of(app, 'Kennismaken')}/verwijdering")
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#onderdeel-{id_of(app, 'Deelsessies')}")
    page = planner.get(PAGE)
    assert "‘Kennismaken’ is verwijderd. Ongedaan maken" in words_of(page)
    form = BeautifulSoup(page.text, "html.parser").select_one("#melding form")
    assert form is not None
    undo = str(form["action"]).removeprefix(f"{PAGE}/")
    assert send(planner, undo).status_code == 303
    assert titles(app) == [item.title for item in PROGRAMME]
    send(planner, undo)
    assert "Een collega heeft dit al gewijzigd of verwijderd." in words_of(planner.get(PAGE))
    assert titles(app) == [item.title for item in PROGRAMME]


def test_moments_are_added_changed_and_removed_on_the_same_page(planner: FlaskClient, app: Flask) -> None:
    fields = fields_of(planner.get(f"{PAGE}?moment=nieuw")) | {
        "starts": "25.00",
        "minutes": "30",
        "what": "Soundcheck",
    }
    answer = send(planner, "momenten", **fields)
    assert (answer.status_code, len(faults_of(answer)), fields_of(answer)["what"]) == (422, 1, ["Soundcheck"])
    assert send(planner, "momenten", **(fields | {"starts": "7.30"})).status_code == 303
    with app.app_context():
        moments = list(db.session.scalars(select(Moment).order_by(Moment.position)))
        assert [(moment.starts, moment.what) for moment in moments] == [
            (time(7, 30), "Soundcheck"),
            (time(8), "Opbouw"),
        ]
        moment_id = moments[0].id
    fields = fields_of(planner.get(f"{PAGE}?moment={moment_id}")) | {"minutes": "45"}
    assert send(planner, f"momenten/{moment_id}", **fields).status_code == 303
    assert "07.30 tot 08.15 moment Soundcheck" in words_of(planner.get(PAGE))
    send(planner, f"momenten/{moment_id}/verwijdering")
    assert "‘Soundcheck’ is verwijderd. Ongedaan maken" in words_of(planner.get(PAGE))


def test_who_reads_along_sees_all_and_no_controls(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    sign_in(client, app, slug="dag", role=Role.MEELEZEN)
    answer = client.get(f"{PAGE}?open={id_of(app, 'Welkom')}")
    main = BeautifulSoup(answer.text, "html.parser").find("main")
    assert isinstance(main, Tag)
    assert "09.30 tot 10.00 Duur: 30 min Welkom" in words_of(answer)
    assert main.select("form, input, button, [data-grip]") == []
    refused = send(client, f"{id_of(app, 'Welkom')}/verwijdering")
    assert (refused.status_code, len(titles(app))) == (403, 4)


EVERY_POST = (
    "tijden",
    "onderdelen",
    "{id}",
    "{id}/verplaatsing",
    "{id}/kopie",
    "{id}/splitsing",
    "{id}/zaal",
    "{id}/verwijdering",
    "verwijderd/1/herstel",
    "momenten",
    "momenten/1",
    "momenten/1/verwijdering",
)


@pytest.mark.parametrize("path", EVERY_POST)
def test_a_planner_of_another_day_finds_nothing_here(app: Flask, client: FlaskClient, path: str) -> None:
    add_day(app)
    add_day(app, Planned(title="Elders", minutes=5), slug="andere-dag")
    sign_in(client, app, "kim@gemeente.example", slug="andere-dag")
    assert client.get(PAGE).status_code == 404
    assert send(client, path.format(id=id_of(app, "Welkom"))).status_code == 404


@pytest.mark.parametrize("path", EVERY_POST)
def test_who_is_not_signed_in_is_asked_to_and_changes_nothing(
    app: Flask, client: FlaskClient, path: str
) -> None:
    add_day(app)
    answer = send(client, path.format(id=id_of(app, "Welkom")))
    assert (answer.status_code, answer.location) == (303, "/inloggen?volgende=%2Fbeheer")
    assert client.get(PAGE).location == "/inloggen?volgende=%2Fbeheer%2Fdag%2Fprogramma"


def test_a_colleague_with_the_role_beheer_may_change(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    sign_in(client, app, "kim@gemeente.example", slug="dag")
    send(client, f"{id_of(app, 'Welkom')}/verplaatsing", actie="omlaag")
    assert titles(app)[:2] == ["Kennismaken", "Welkom"]


def test_forged_numbers_and_bases_give_a_clear_answer(planner: FlaskClient, app: Flask) -> None:
    item_id = id_of(app, "Welkom")
    assert planner.get(f"{PAGE}?open=99999999999999999999&moment=x&minuten-99999999999=5").status_code == 200
    assert send(planner, "99999999999999/verwijdering").status_code == 404
    assert send(planner, "123456/verwijdering").status_code == 303
    assert send(planner, f"{item_id}/verplaatsing", voor="99999999999999999999").status_code == 303
    for basis in ("", "[]", "null", '{"a": "b"}', "[" * 10_000, '{"1": 1e999}', '{"title": {"x": []}}'):
        fields = opened(planner, item_id) | {"basis": basis, "title": "Anders"}
        assert send(planner, str(item_id), **fields).status_code == 409
        assert send(planner, "tijden", **{f"minuten-{item_id}": "33", "basis": basis}).status_code == 422
    assert "Anders" not in titles(app)


def test_a_post_without_a_token_changes_nothing(planner: FlaskClient, app: Flask) -> None:
    answer = planner.post(f"{PAGE}/{id_of(app, 'Welkom')}/verwijdering")
    assert (answer.status_code, len(titles(app))) == (400, 4)


def test_an_empty_programme_says_how_to_begin(app: Flask, client: FlaskClient) -> None:
    add_day(app)
    sign_in(client, app)
    for title in titles(app):
        send(client, f"{id_of(app, title)}/verwijdering")
    words = words_of(client.get(PAGE))
    assert "Er staat nog niets in het programma. Voeg het eerste onderdeel toe." in words
    fields = fields_of(client.get(f"{PAGE}?nieuw=eind")) | {"title": "Eerste"}
    assert send(client, "onderdelen?na=eind", **fields).status_code == 303
    assert titles(app) == ["Eerste"]


def test_the_number_of_queries_does_not_grow_with_the_day(app: Flask, client: FlaskClient) -> None:
    sign_in(client, app)
    seen = []
    for count in (3, 30, 300):
        add_day(app, *(many(n) for n in range(count)), slug=f"dag-{count}", moments=())
        page = f"/beheer/dag-{count}/programma"
        client.get(page)
        with app.app_context():
            mine = select(Item.id).join(Werksessie).where(Werksessie.slug == f"dag-{count}")
            item_id = db.session.scalars(mine.order_by(Item.position)).all()[1]
        fields = {f"minuten-{item_id}": "5", "basis": basis_of(item_id, 4)}
        with counted_queries(app) as edit:
            assert post(client, f"{page}/tijden", **fields).status_code == 303
        with counted_queries(app) as shown:
            assert "is nu van" in words_of(client.get(page))
        seen.append((len(edit), len(shown)))
    assert seen == [seen[0]] * 3
    assert sum(seen[0]) <= 26


def many(number: int) -> Planned:
    """One of many items; each tenth is a block of sessions."""
    if number % 10:
        return replace(WELCOME, title=f"{number}", starts=None, minutes=4, minimum=None)
    sessions = (replace(session, id=f"{session.id}-{number}", minutes=None) for session in ROUND.parallel)
    return replace(ROUND, title=f"{number}", starts=None, minutes=4, parallel=tuple(sessions))
