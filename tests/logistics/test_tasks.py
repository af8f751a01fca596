"""Tasks: when they are due, the planner's list of them, and the link of an owner without an account."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.extensions import db, now
from app.logistics.models import Task
from app.logistics.tasks import counted, due_date
from app.mail.models import OutgoingMail
from app.werksessies.link_models import PersonalLink
from app.werksessies.models import Werksessie
from app.werksessies.school_holidays import REGIONS, known, school_holiday
from app.werksessies.workdays import day_off
from tests.factories import add_werksessie, counted_queries, ids_of, post, sign_in, werksessie_in, words_of

SLUG = "zwolle-2023"
PAGE = f"/beheer/{SLUG}/taken"
TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date()
MAIL = "lotte@school.example"
LOTTE: dict[str, Any] = {"owner_name": "Lotte Voorbeeld", "owner_email": MAIL}


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    add_werksessie(app, school_region="")
    sign_in(client, app)
    with app.app_context():
        db.session.query(Task).delete()
        db.session.commit()
    return client


def add(client: FlaskClient, what: str = "Bel de zaal", **fields: Any) -> int:
    """A task by the form; its id."""
    answer = post(client, f"{PAGE}/lijst", **{"what": what, "counted": "dagen-ervoor"} | fields)
    assert answer.status_code == 303, words_of(answer)
    return int(answer.location.rpartition("-")[2])


def due(task_id: int, app: Flask) -> date:
    with app.app_context():
        task = db.session.get_one(Task, task_id)
        return due_date(task, db.session.get_one(Werksessie, task.werksessie_id).date)


@given(
    day=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    away=st.integers(-400, 400),
    by_workday=st.booleans(),
    on_workday=st.booleans(),
)
def test_a_task_on_working_days_is_never_due_on_a_day_off(
    day: date, away: int, by_workday: bool, on_workday: bool
) -> None:
    task = Task(workday=away) if by_workday else Task(day=away)
    task.on_workday = on_workday
    on = due_date(task, day)
    plain = day + timedelta(days=away)
    if by_workday:
        assert day_off(on) is None or away == 0
    elif on_workday:
        assert day_off(on) is None
        assert all(day_off(on + timedelta(days=n)) for n in range(1, (plain - on).days + 1))
        assert on <= plain
    else:
        assert on == plain


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (Task(workday=-10), "10 werkdagen ervoor"),
        (Task(workday=1), "1 werkdag erna"),
        (Task(day=-1), "1 dag ervoor"),
        (Task(day=0), "op de dag zelf"),
    ],
)
def test_how_a_task_is_counted_is_said_in_words(task: Task, words: str) -> None:
    assert counted(task) == words


def test_school_holidays_are_those_of_the_ministry() -> None:
    assert [school_holiday(date(2027, 7, 12), region) for region in REGIONS] == ["zomervakantie", None, None]
    assert [school_holiday(date(2028, 2, 26), region) for region in REGIONS] == ["voorjaarsvakantie"] * 3
    assert school_holiday(date(2026, 12, 19), "zuid") == "kerstvakantie"
    assert school_holiday(date(2026, 12, 18), "zuid") is None
    assert (known(date(2028, 9, 3)), known(date(2028, 9, 4))) == (True, False)


def test_a_task_is_added_changed_removed_and_brought_back_as_it_was(app: Flask, planner: FlaskClient) -> None:
    task = add(planner, away="10", counted="werkdagen-ervoor", roles="catering, zaal", note="Vraag de prijs.")
    page = words_of(planner.get(PAGE))
    assert "Bel de zaal Vraag de prijs. 10 werkdagen ervoor · catering, zaal" in page
    post(planner, f"{PAGE}/{task}/gedaan", terug="taken")
    planner.get(PAGE)  # what was just said is said once
    removed = post(planner, f"{PAGE}/lijst/{task}/verwijdering", follow="1")
    assert removed.status_code == 303
    answer = planner.get(PAGE)
    assert "‘Bel de zaal’ is verwijderd. Ongedaan maken" in words_of(answer)
    form = BeautifulSoup(answer.text, "html.parser").select_one(".messages form")
    assert form is not None
    post(planner, str(form["action"]))
    seen = words_of(planner.get(PAGE))
    assert "Klaar: 1 Bel de zaal Vraag de prijs. 10 werkdagen ervoor · catering, zaal klaar op" in seen
    assert "door sam@gemeente.example" in seen


def test_a_task_moves_along_with_the_date_and_to_a_working_day_when_asked(
    app: Flask, planner: FlaskClient
) -> None:
    plain = add(planner, away="5", counted="dagen-ervoor")
    asked = add(planner, away="5", counted="dagen-ervoor", on_workday="y")
    found = {}
    for day in (date(2027, 6, 17), date(2027, 6, 22)):
        with app.app_context():
            db.session.scalars(select(Werksessie)).one().date = day
            db.session.commit()
        found[day] = (due(plain, app), due(asked, app))
    assert found == {
        date(2027, 6, 17): (date(2027, 6, 12), date(2027, 6, 11)),  # a Saturday, and the Friday before it
        date(2027, 6, 22): (date(2027, 6, 17), date(2027, 6, 17)),
    }


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"what": ""}, "Typ wat er moet gebeuren"),
        ({"away": "morgen"}, "Typ het aantal dagen als een heel getal van 0 tot en met 1000."),
        ({"away": "1001"}, "Typ het aantal dagen als een heel getal van 0 tot en met 1000."),
        ({"counted": "jaren"}, "Kies dagen of werkdagen."),
        ({"owner": "999"}, "Kies een collega uit de lijst."),
        ({"owner_name": "Lotte"}, "Vul ook een e-mailadres in."),
        ({"owner_email": "lotte"}, "e-mailadres"),
    ],
)
def test_what_cannot_be_a_task_is_said_and_what_was_typed_stays(
    planner: FlaskClient, fields: dict[str, Any], sentence: str
) -> None:
    typed = {"what": "Bel de zaal", "counted": "dagen-ervoor", "note": "Onthoud mij"} | fields
    answer = post(planner, f"{PAGE}/lijst", **typed)
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert "Onthoud mij" in answer.text


def test_a_task_has_one_owner(app: Flask, planner: FlaskClient) -> None:
    me = sign_in(planner, app, "eigen@gemeente.example", slug=SLUG)
    answer = post(planner, f"{PAGE}/lijst", what="Bel", counted="dagen-ervoor", owner=str(me), **LOTTE)
    assert answer.status_code == 422
    assert "Kies een collega of vul hier iemand anders in, niet allebei." in words_of(answer)
    add(planner, owner=str(me))
    assert "op de dag zelf · van eigen@gemeente.example" in words_of(planner.get(PAGE))


def test_two_planners_in_one_task_see_each_others_text(app: Flask, planner: FlaskClient) -> None:
    task = add(planner)
    opened = BeautifulSoup(planner.get(f"{PAGE}?open=lijst-{task}").text, "html.parser")
    basis = opened.select_one("input[name=basis]")
    assert basis is not None
    post(planner, f"{PAGE}/lijst/{task}", what="Mail de zaal", counted="dagen-ervoor", basis=basis["value"])
    late = post(
        planner, f"{PAGE}/lijst/{task}", what="App de zaal", counted="dagen-ervoor", basis=basis["value"]
    )
    assert late.status_code == 409
    assert "Uw collega bewaarde: Mail de zaal" in words_of(late)
    assert 'value="App de zaal"' in late.text


def test_a_date_in_a_school_holiday_is_warned_of(app: Flask, planner: FlaskClient) -> None:
    add(planner, what="Bel de school", away="3")
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().date = date(2027, 2, 24)
        db.session.commit()
    assert "voorjaarsvakantie" not in words_of(planner.get(PAGE))
    post(planner, f"{PAGE}/regio", regio="noord")
    page = words_of(planner.get(PAGE))
    assert "De werksessie zelf: valt in de voorjaarsvakantie (regio Noord)." in page
    assert "Valt op een vrije dag: zondag. Valt in de voorjaarsvakantie (regio Noord)." in page
    assert "nog niet bekend" not in page
    with app.app_context():
        db.session.scalars(select(Werksessie)).one().date = date(2031, 2, 24)
        db.session.commit()
    assert "tot en met zondag 3 september 2028. Daarbuiten: nog niet bekend." in words_of(planner.get(PAGE))
    post(planner, f"{PAGE}/regio", regio="oost")
    assert werksessie_in(app).school_region == "noord"


def link_in_mail(app: Flask) -> str:
    """The path of the personal link in the last mail."""
    with app.app_context():
        mail = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()
        assert mail is not None
        assert (mail.kind, mail.to_address) == ("tasks_link", MAIL)
        body = message_from_bytes(mail.raw or b"", policy=policy.default).get_body(("plain",))
        assert body is not None
        text = str(body.get_content())
    assert "Bel de zaal" in text
    return "/taken/" + text.partition("/taken/")[2].split()[0]


def test_an_owner_without_an_account_ticks_off_by_link_and_takes_that_back(
    app: Flask, planner: FlaskClient
) -> None:
    task = add(planner, note="Vraag naar de beamer.", **LOTTE)
    other = add(planner, what="Geheim van een ander")
    assert "Lotte Voorbeeld lotte@school.example · 1 te doen Heeft nog geen link." in words_of(
        planner.get(PAGE)
    )
    post(planner, f"{PAGE}/link", email=MAIL.upper())
    path, guest = link_in_mail(app), app.test_client()
    page = guest.get(path)
    assert (page.status_code, page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == (
        200,
        "no-store",
        "noindex",
    )
    assert "Bel de zaal Vraag naar de beamer. Klaar : Bel de zaal" in words_of(page)
    assert "Geheim" not in page.text
    assert post(guest, f"{path}/{other}/gedaan").status_code == 404
    assert post(guest, f"{path}/{task}/gedaan").location == path
    assert "Klaar: Bel de zaal Ongedaan maken" in words_of(guest.get(path))
    assert "klaar op" in (seen := words_of(planner.get(PAGE)))
    assert "door Lotte Voorbeeld" in seen
    post(guest, f"{path}/{task}/open")
    assert "Weer te doen: Bel de zaal" in words_of(guest.get(path))
    with app.app_context():
        row = db.session.get_one(Task, task)
        assert (row.done_at, row.done_by_name) == (None, "")


def test_the_link_is_sent_again_and_opens_nothing_once_revoked(app: Flask, planner: FlaskClient) -> None:
    add(planner, **LOTTE)
    post(planner, f"{PAGE}/link", email=MAIL)
    post(planner, f"{PAGE}/link", email=MAIL)
    assert len(ids_of(app, PersonalLink)) == 1
    path = link_in_mail(app)
    post(planner, f"{PAGE}/link/intrekking", email=MAIL)
    guest = app.test_client()
    gone = guest.get(path)
    assert (gone.status_code, "Deze link werkt niet meer" in words_of(gone)) == (410, True)
    assert guest.get("/taken/bestaat-niet").status_code == 404
    post(planner, f"{PAGE}/link", email=MAIL)
    assert link_in_mail(app) != path
    post(planner, f"{PAGE}/link", email="niemand@school.example")
    assert "Deze persoon heeft hier geen taak meer." in words_of(planner.get(PAGE))


def test_the_page_takes_the_same_number_of_queries_however_much_there_is(
    app: Flask, planner: FlaskClient
) -> None:
    counts, me = set(), sign_in(planner, app)
    for number in (1, 40):
        with app.app_context():
            werksessie_id = db.session.scalars(select(Werksessie.id)).one()
            db.session.add_all(
                Task(werksessie_id=werksessie_id, position=n, day=-n, what=f"Taak {n}", owner_id=me, roles=[])
                for n in range(number)
            )
            db.session.commit()
        with counted_queries(app) as statements:
            assert planner.get(PAGE).status_code == 200
        counts.add(len(statements))
    assert len(counts) == 1


def test_a_long_list_is_shown_in_pages_and_an_opened_task_on_its_own(
    app: Flask, planner: FlaskClient
) -> None:
    with app.app_context():
        werksessie_id = db.session.scalars(select(Werksessie.id)).one()
        db.session.add_all(
            Task(
                werksessie_id=werksessie_id,
                position=n,
                day=n - 350,
                what=f"Bel de zaal en de cateraar, keer {n:03}",
                done_at=now() if n >= 290 else None,
            )
            for n in range(300)
        )
        db.session.commit()
    seen: list[str] = []
    next_page: str | None = PAGE
    while next_page:
        text = planner.get(next_page).text
        assert len(text) < 60_000
        page = BeautifulSoup(text, "html.parser")
        seen += [row.find(["a", "b"]).get_text() for row in page.select("[id^=lijst-] .kept-row")]
        link = page.find("a", string="Volgende taken")
        next_page = f"{PAGE}{link['href'].removeprefix(PAGE)}" if link else None
    assert seen == [f"Bel de zaal en de cateraar, keer {n:03}" for n in range(300)]
    last = planner.get(f"{PAGE}?open=lijst-{ids_of(app, Task)[-1]}")
    assert 'value="Bel de zaal en de cateraar, keer 299"' in last.text
    assert "Blad 6 van 6" in words_of(planner.get(f"{PAGE}?pagina=9999"))
