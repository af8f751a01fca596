"""What the editor's form takes, the file takes: a day that was typed can be dumped and loaded as a draft."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.draaiboek.file import dump, read
from app.draaiboek.gather import draaiboek_of
from app.extensions import db, now
from app.programme.actions import add_item
from app.programme.forms import ItemForm
from app.programme.models import ParallelSession
from app.programme.plain import to_json
from app.programme.plan import Kind, Pillar
from app.programme.rows import Choices, item_as_typed
from app.werksessies.models import Werksessie
from tests.draaiboek.drawn import HARD
from tests.factories import sign_in, words_of
from tests.programme.days import ROUND, WELCOME, add_day, id_of, row_of, send

TEXTS = st.sampled_from([*HARD, "", " ", "\0", "a\r\nb", "\x85", "x" * 201]) | st.text(max_size=30)
TITLES = st.sampled_from([*HARD, "\0", "a\r\nb", "x" * 200]) | st.text(min_size=1, max_size=30)
MINUTES = st.sampled_from(["15", "1", "1 u 30", "1440"])
LISTS = st.lists(TITLES, max_size=4).map(", ".join)


def choice(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *values])


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    """What a browser sends, right or wrong."""
    fields = {name: draw(TEXTS) for name in ("public", "say", "do", "card", "basis")}
    fields |= {
        "title": draw(TITLES),
        "kind": draw(st.sampled_from([Kind.PARALLEL, *Kind])).value,
        "minutes": draw(MINUTES),
        "minimum": draw(choice("1")),
        "starts": draw(choice("9.30", "2330", "00:00", "2.30")),
        "pillar": draw(choice(*Pillar)),
        "goal": draw(choice("herkennen")),
        "room": draw(choice("Foyer", "Grote zaal")),
        "roles": draw(LISTS),
    }
    for number in range(draw(st.integers(0, 2))):
        cue = f"cues-{number}"
        fields |= {
            f"{cue}-offset": draw(MINUTES),
            f"{cue}-side": draw(st.sampled_from(["start-", "end+"])),
            f"{cue}-what": draw(TITLES),
            f"{cue}-roles": draw(LISTS),
        }
    for number in range(draw(st.integers(0, 3))):
        session = f"parallel-{number}"
        fields |= {
            f"{session}-key": draw(TEXTS),
            f"{session}-title": draw(TITLES),
            f"{session}-room": draw(choice("Foyer", "Grote zaal")),
            f"{session}-capacity": draw(choice("1", "1.000", "100000")),
            f"{session}-minutes": draw(st.just("") | MINUTES),
            f"{session}-roles": draw(LISTS),
        }
    return fields


def kept(app: Flask, fields: dict[str, Any]) -> bool:
    """Whether the form takes these fields; if so the item is in the day."""
    with app.test_request_context(method="POST", data=fields):
        werksessie = db.session.scalars(select(Werksessie)).one()
        form = ItemForm(Choices.of(werksessie), meta={"csrf": False})
        right = form.validate()
        if right:
            add_item(werksessie, form.item(), None, None, now())
        return right


def reread(app: Flask) -> None:
    """Dump the day and read it back as a draft: not an error, and the same day."""
    with app.app_context():
        draaiboek = draaiboek_of(db.session.scalars(select(Werksessie)).one())
    plain = replace(draaiboek, programme=tuple(replace(item, uid=None) for item in draaiboek.programme))
    reading = read(dump(plain).encode(), draft=True)
    assert [error.text for error in reading.errors] == []
    assert reading.draaiboek == plain


def test_whatever_the_form_takes_the_file_takes(app: Flask) -> None:
    add_day(app, WELCOME, date=date(2027, 3, 28))  # the night before, the clock skips an hour
    taken = []

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(forms())
    def type_one(fields: dict[str, Any]) -> None:
        if kept(app, fields):
            taken.append(fields)

    type_one()
    assert len(taken) > 10
    reread(app)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "parallel"},
        {"kind": "parallel", "parallel-0-title": "Lang", "parallel-0-minutes": "90"},
        {
            "kind": "parallel",
            "parallel-0-title": "Een",
            "parallel-0-room": "Foyer",
            "parallel-1-title": "Twee",
            "parallel-1-room": "Foyer",
            "parallel-1-capacity": "100000",
        },
        {"cues-0-what": "Bel", "cues-0-side": "end+", "cues-0-offset": "1440"},
        {"card": "\n".join(f"regel {number}" for number in range(1000))},
        {"roles": ",".join(f"rol {number}" for number in range(1000))},
    ],
)
def test_what_is_half_done_in_the_editor_is_a_draft_in_the_file(app: Flask, changes: dict[str, str]) -> None:
    add_day(app, WELCOME)
    assert kept(app, {"title": "Nieuw", "minutes": "30", "kind": "plenair"} | changes)
    reread(app)


def test_a_block_made_shorter_than_its_sessions_is_a_draft_in_the_file(
    app: Flask, client: FlaskClient
) -> None:
    add_day(app, ROUND)
    sign_in(client, app)
    row_id = id_of(app, ROUND.title)
    assert (
        send(
            client,
            "tijden",
            **{f"minuten-{row_id}": "20", "basis": json.dumps({f"minuten-{row_id}": "45"})},
        ).status_code
        == 303
    )
    reread(app)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        (
            {"parallel-0-title": "Op straat"},
            "Kies de soort parallel, of haal de deelsessies weg.",
        ),
        (
            {"card": "regel\n" * 1100},
            "Maak deze lijst korter: ten hoogste 1000. Nu zijn het er 1100.",
        ),
        (
            {"roles": ",".join(map(str, range(1100)))},
            "Maak deze lijst korter: ten hoogste 1000. Nu zijn het er 1100.",
        ),
        (
            {f"cues-{number}-what": "Bel" for number in range(1001)},
            "Maak deze lijst korter: ten hoogste 1000. Nu zijn het er 1001.",
        ),
    ],
)
def test_what_the_file_cannot_hold_the_editor_refuses(
    app: Flask, client: FlaskClient, changes: dict[str, str], fault: str
) -> None:
    add_day(app, WELCOME)
    sign_in(client, app)
    answer = send(client, "onderdelen", title="Nieuw", minutes="30", kind="plenair", **changes)
    assert answer.status_code == 422
    assert fault in words_of(answer)
    reread(app)


@pytest.mark.parametrize("key", ["\0", "x" * 3000, "x" * 200, "", "ander", ":1", "online"])
def test_a_session_keeps_its_key_or_gets_one_of_its_own(any_app: Flask, key: str) -> None:
    other = replace(ROUND, title="Ronde 2", starts=None, parallel=(replace(ROUND.parallel[0], id="ander"),))
    add_day(any_app, ROUND, other)
    client = any_app.test_client()
    sign_in(client, any_app)
    with any_app.app_context():
        row = row_of(ROUND.title)
        path, basis = str(row.id), json.dumps(to_json(item_as_typed(row)))
    session = {"parallel-0-key": key, "parallel-0-title": "Online signalen"}
    answer = send(client, path, title=ROUND.title, minutes="45", kind="parallel", basis=basis, **session)
    with any_app.app_context():
        keys = set(db.session.scalars(select(ParallelSession.key)))
    assert (answer.status_code, keys) == (303, {"online" if key == "online" else "online-signalen", "ander"})
    reread(any_app)
