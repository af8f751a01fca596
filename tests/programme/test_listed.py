"""The lists beside the programme, through the browser: opdracht, logistiek and als-dan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.accounts.models import AuditEntry, Role
from app.brief.views import LISTINGS as BRIEF
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.otherwise_views import LISTINGS as LINES
from app.extensions import db, now
from app.logistics.models import WhatIf
from app.logistics.views import LISTINGS as LOGISTICS
from app.programme.listed import add, remove, step
from app.programme.models import Item, RemovedPart, Room
from app.werksessies.models import Condition, Goal, Person, TeamMember, Werksessie
from tests.factories import add_werksessie, at_once, counted_queries, post, sign_in, werksessie_in, words_of

BASE = "/beheer/zwolle-2023"
MODELS = {
    "opdracht/doelen": Goal,
    "opdracht/randvoorwaarden": Condition,
    "logistiek/zalen": Room,
    "logistiek/ploeg": TeamMember,
    "als-dan/regels": WhatIf,
}
WORDS = list(MODELS)
LISTINGS = [*BRIEF.values(), *LOGISTICS.values(), *LINES.values()]
NEW: dict[str, dict[str, str]] = {
    "opdracht/doelen": {
        "text": "Iedereen belt.",
        "pillar": "verbinden",
        "measure": "Geteld.",
        "target": "Tien keer.",
        "key": "bellen",
    },
    "opdracht/randvoorwaarden": {"text": "Voor de zomer."},
    "opdracht/betrokkenen": {"name": "Scholen", "interest": "Rust in de klas.", "involved": "Denken mee."},
    "opdracht/rollen": {
        "subject": "Programma",
        "decides": "Sam",
        "does": "Bo",
        "asked": "Scholen",
        "told": "Raad",
    },
    "logistiek/zalen": {"name": "Zolder", "capacity": "12"},
    "logistiek/ploeg": {
        "role": "tolk",
        "name": "Zoë Voorbeeld",
        "organisation": "Tolk Voorbeeld",
        "phone": "06 00000099",
        "email": "zoe@tolk.example",
        "backup": "floormanager",
    },
    "als-dan/regels": {
        "when": "de stroom uitvalt",
        "then": "Ga door.",
        "say": "‘Even licht.’",
        "roles": "techniek",
    },
}
FIRST = {word: next(iter(fields)) for word, fields in NEW.items()}  # the field that cannot be left out


@pytest.fixture
def planner(app: Flask, client: FlaskClient) -> FlaskClient:
    """A planner signed in, with the Zwolle example there."""
    add_werksessie(app)
    sign_in(client, app)
    return client


def ids(app: Flask, word: str) -> list[int]:
    """The rows of a list in order."""
    model: Any = MODELS[word]
    with app.app_context():
        werksessie = werksessie_in(app)
        query = select(model.id).where(model.werksessie_id == werksessie.id)
        return list(db.session.scalars(query.order_by(model.position, model.id)))


def page_of(word: str) -> str:
    return f"{BASE}/{word.partition('/')[0]}"


def shown(answer: TestResponse) -> dict[str, str]:
    """The fields of the row that is opened."""
    form = BeautifulSoup(answer.text, "html.parser").select_one("form.open.kept")
    assert isinstance(form, Tag)
    fields = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        name = str(field["name"])
        if field.name == "select":
            fields[name] = str((field.select_one("option[selected]") or field.select("option")[0])["value"])
        elif field.name == "textarea":
            fields[name] = field.get_text().removeprefix("\n")
        elif field.get("type") != "checkbox" or field.has_attr("checked"):
            fields[name] = str(field.get("value", ""))
    fields.pop("csrf_token")
    return fields


def opened(client: FlaskClient, word: str, which: object) -> dict[str, str]:
    return shown(client.get(f"{page_of(word)}?open={word.partition('/')[2]}-{which}"))


def everything(app: Flask) -> str:
    """The whole werksessie as plain data."""
    with app.app_context():
        return repr(draaiboek_of(werksessie_in(app)))


def rooms_in_use(app: Flask) -> list[str | None]:
    """The room of everything that can have one."""
    with app.app_context():
        plan = draaiboek_of(werksessie_in(app))
    sessions = [session for item in plan.programme for session in item.parallel]
    return [
        part.room for part in (*plan.programme, *sessions, *plan.moments, *plan.catering, *plan.materials)
    ]


def undo(client: FlaskClient, app: Flask, word: str) -> TestResponse:
    with app.app_context():
        removed = db.session.scalars(select(RemovedPart.id).order_by(RemovedPart.id.desc())).first()
    return post(client, f"{page_of(word)}/verwijderd/{removed}/herstel")


@pytest.mark.parametrize("word", WORDS)
def test_a_row_is_added_at_the_end_and_can_be_read(app: Flask, planner: FlaskClient, word: str) -> None:
    before = ids(app, word)
    answer = post(planner, f"{BASE}/{word}", **NEW[word])
    new = ids(app, word)[-1]
    assert (answer.status_code, ids(app, word)) == (303, [*before, new])
    assert answer.location.endswith(f"#{word.partition('/')[2]}-{new}")
    assert NEW[word][FIRST[word]] in words_of(planner.get(page_of(word)))
    fields = opened(planner, word, new)
    assert {name: fields[name] for name in NEW[word]} == NEW[word]


@pytest.mark.parametrize("word", WORDS)
def test_saving_a_row_as_it_is_changes_nothing(app: Flask, planner: FlaskClient, word: str) -> None:
    before = everything(app)
    with app.app_context():
        said = db.session.scalar(select(func.count(AuditEntry.id)))
    for row_id in ids(app, word):
        answer = post(planner, f"{BASE}/{word}/{row_id}", **opened(planner, word, row_id))
        assert answer.status_code == 303
    assert everything(app) == before
    with app.app_context():
        assert db.session.scalar(select(func.count(AuditEntry.id))) == said


@pytest.mark.parametrize("word", WORDS)
def test_what_is_left_out_is_asked_for_and_the_rest_comes_back(
    app: Flask, planner: FlaskClient, word: str
) -> None:
    before = everything(app)
    typed = NEW[word] | {FIRST[word]: ""}
    answer = post(planner, f"{BASE}/{word}", **typed)
    assert answer.status_code == 422
    assert "<title>Fout: " in answer.text
    assert {name: shown(answer)[name] for name in typed} == typed
    link = BeautifulSoup(answer.text, "html.parser").select_one(".error-summary a")
    assert link is not None and link["href"] == f"#{FIRST[word]}"
    assert everything(app) == before


@pytest.mark.parametrize("word", WORDS)
def test_what_is_taken_out_comes_back_as_it_was_and_where_it_stood(any_app: Flask, word: str) -> None:
    client = any_app.test_client()
    add_werksessie(any_app)
    sign_in(client, any_app)
    before = everything(any_app)
    row_id = ids(any_app, word)[1]
    assert post(client, f"{BASE}/{word}/{row_id}/verwijdering").status_code == 303
    assert row_id not in ids(any_app, word)
    assert "is verwijderd." in client.get(page_of(word)).text
    assert undo(client, any_app, word).status_code == 303
    assert everything(any_app) == before
    assert "staat er weer" in client.get(page_of(word)).text


@pytest.mark.parametrize("word", WORDS)
def test_planners_who_act_at_once_all_get_their_way(any_app: Flask, word: str) -> None:
    add_werksessie(any_app)
    before = ids(any_app, word)
    keeper = next(listing.keeper for listing in LISTINGS if word.endswith(listing.word))

    def here() -> Werksessie:
        return db.session.scalars(select(Werksessie)).one()

    def adds(number: int) -> Callable[[], object]:
        fields = NEW[word] | {"key": "", FIRST[word]: f"{NEW[word][FIRST[word]]} {number}"}
        values: dict[str, Any] = fields | {
            "capacity": 12,
            "roles": ["techniek"],
            "regie": False,
            "first_name_only": False,
        }
        return lambda: add(keeper, here(), values, None, now()).id

    added = at_once(any_app, *(adds(number) for number in range(4)))
    assert sorted(added) == sorted(ids(any_app, word)[len(before) :])
    taken = at_once(
        any_app,
        *(lambda row_id=row_id: remove(keeper, here(), row_id, None, now()) for row_id in added),
        lambda: step(keeper, here(), before[0], 1, None, now()).id,
    )
    assert [result for result in taken if isinstance(result, Exception)] == []
    assert ids(any_app, word) == [before[1], before[0], *before[2:]]


@pytest.mark.parametrize("word", WORDS)
def test_a_row_goes_up_and_down_and_stops_at_the_ends(app: Flask, planner: FlaskClient, word: str) -> None:
    first, second, *rest = ids(app, word)
    post(planner, f"{BASE}/{word}/{first}", actie="omlaag")
    assert ids(app, word) == [second, first, *rest]
    post(planner, f"{BASE}/{word}/{first}", actie="omhoog")
    post(planner, f"{BASE}/{word}/{first}", actie="omhoog")
    assert ids(app, word) == [first, second, *rest]


@pytest.mark.parametrize("word", WORDS)
def test_of_two_planners_who_change_one_field_the_last_sees_both(
    app: Flask, planner: FlaskClient, word: str
) -> None:
    row_id, field = ids(app, word)[0], FIRST[word]
    mine = opened(planner, word, row_id)
    assert post(planner, f"{BASE}/{word}/{row_id}", **mine | {field: "Hun tekst"}).status_code == 303
    answer = post(planner, f"{BASE}/{word}/{row_id}", **mine | {field: "Mijn tekst"})
    assert answer.status_code == 409
    assert "Een collega wijzigde dit ook" in words_of(answer)
    assert "Uw collega bewaarde: Hun tekst" in words_of(answer)
    again = shown(answer)
    assert again[field] == "Mijn tekst"
    theirs = post(planner, f"{BASE}/{word}/{row_id}", **again | {"neem": field})
    assert theirs.status_code == 303
    assert opened(planner, word, row_id)[field] == "Hun tekst"
    fresh = opened(planner, word, row_id)
    assert post(planner, f"{BASE}/{word}/{row_id}", **fresh | {field: "Mijn tekst"}).status_code == 303
    assert opened(planner, word, row_id)[field] == "Mijn tekst"


def test_planners_who_change_different_fields_both_get_their_way(app: Flask, planner: FlaskClient) -> None:
    row_id = ids(app, "als-dan/regels")[0]
    mine = opened(planner, "als-dan/regels", row_id)
    post(planner, f"{BASE}/als-dan/regels/{row_id}", **mine | {"then": "Hun aanpak."})
    post(planner, f"{BASE}/als-dan/regels/{row_id}", **mine | {"say": "Mijn zin."})
    fields = opened(planner, "als-dan/regels", row_id)
    assert (fields["then"], fields["say"]) == ("Hun aanpak.", "Mijn zin.")


@pytest.mark.parametrize("word", WORDS)
def test_what_a_colleague_took_out_while_you_typed_can_still_be_added(
    app: Flask, planner: FlaskClient, word: str
) -> None:
    row_id, field = ids(app, word)[0], FIRST[word]
    mine = opened(planner, word, row_id)
    post(planner, f"{BASE}/{word}/{row_id}/verwijdering")
    answer = post(planner, f"{BASE}/{word}/{row_id}", **mine | {field: "Mijn tekst"})
    assert answer.status_code == 409
    assert "Een collega heeft dit intussen verwijderd." in words_of(answer)
    assert shown(answer)[field] == "Mijn tekst"
    assert f'action="{BASE}/{word}#' in answer.text
    assert post(planner, f"{BASE}/{word}/{row_id}/verwijdering").status_code == 303
    assert "al gewijzigd of verwijderd" in planner.get(page_of(word)).text


def test_undoing_twice_says_that_it_is_done(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{BASE}/als-dan/regels/{ids(app, 'als-dan/regels')[0]}/verwijdering")
    with app.app_context():
        removed = db.session.scalars(select(RemovedPart.id)).one()
    path = f"{BASE}/als-dan/verwijderd/{removed}/herstel"
    assert [post(planner, path).status_code for _ in range(2)] == [303, 303]
    assert "al gewijzigd of verwijderd" in planner.get(f"{BASE}/als-dan").text


def test_what_belongs_to_one_page_is_not_undone_on_another(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{BASE}/logistiek/zalen/{ids(app, 'logistiek/zalen')[0]}/verwijdering")
    before = everything(app)
    undo(planner, app, "opdracht/doelen")
    assert everything(app) == before


def test_a_goal_that_goes_frees_its_items_and_comes_back_with_them(app: Flask, planner: FlaskClient) -> None:
    goal_id = ids(app, "opdracht/doelen")[0]
    assert "Hiervoor: ‘Welkom en afspraken voor vandaag’" in words_of(planner.get(f"{BASE}/opdracht"))
    served = select(func.count(Item.id)).where(Item.goal_id.is_not(None))
    with app.app_context():
        before = db.session.scalar(served)
    post(planner, f"{BASE}/opdracht/doelen/{goal_id}/verwijdering")
    told = "‘herkennen’ is verwijderd. 4 onderdelen dienen nu geen doel."
    assert told in words_of(planner.get(f"{BASE}/opdracht"))
    with app.app_context():
        assert db.session.scalar(served) == (before or 0) - 4
    undo(planner, app, "opdracht/doelen")
    with app.app_context():
        assert db.session.scalar(served) == before


def test_the_public_page_shows_a_goal_at_once(app: Flask, planner: FlaskClient) -> None:
    goal_id = ids(app, "opdracht/doelen")[0]
    planner.get("/zwolle-2023")
    fields = opened(planner, "opdracht/doelen", goal_id)
    post(planner, f"{BASE}/opdracht/doelen/{goal_id}", **fields | {"text": "Iedereen kent het meldpunt."})
    assert "Iedereen kent het meldpunt." in planner.get("/zwolle-2023").text


def test_a_goal_without_a_short_name_gets_one_that_is_free(app: Flask, planner: FlaskClient) -> None:
    for _ in range(2):
        post(planner, f"{BASE}/opdracht/doelen", text="Iedereen belt morgen iemand.", pillar="activeren")
    with app.app_context():
        keys = db.session.scalars(select(Goal.key).order_by(Goal.position)).all()
    assert keys[-2:] == ["iedereen-belt-morgen-iem", "iedereen-belt-morgen-iem-2"]


@pytest.mark.parametrize(
    ("word", "typed", "told"),
    [
        (
            "opdracht/doelen",
            {"key": "herkennen"},
            "Er is al een doel ‘herkennen’. Kies een andere korte naam.",
        ),
        ("logistiek/zalen", {"name": "Foyer"}, "Er is al een zaal ‘Foyer’. Kies een andere naam."),
        (
            "logistiek/zalen",
            {"capacity": "veel"},
            "Typ het aantal als een heel getal vanaf 1, bijvoorbeeld 24.",
        ),
        ("logistiek/ploeg", {"email": "zoe"}, "kan geen e-mail worden gestuurd"),
        ("logistiek/ploeg", {"backup": "niemand bekend"}, "Kies een rol uit de lijst."),
        ("opdracht/doelen", {"pillar": "zweven"}, "Kies een regel uit de lijst."),
    ],
)
def test_what_cannot_be_is_told_with_what_to_do(
    app: Flask, planner: FlaskClient, word: str, typed: dict[str, str], told: str
) -> None:
    before = everything(app)
    answer = post(planner, f"{BASE}/{word}", **NEW[word] | typed)
    assert answer.status_code == 422
    assert told in words_of(answer)
    assert everything(app) == before


def test_a_room_that_goes_frees_what_is_in_it_and_comes_back_with_all_of_that(
    app: Flask, planner: FlaskClient
) -> None:
    foyer = ids(app, "logistiek/zalen")[0]
    assert "In gebruik voor ‘Inloop, badge en tafelnummer’, ‘Pauze’, ‘Lunch’ en nog" in words_of(
        planner.get(f"{BASE}/logistiek")
    )
    before, there = everything(app), rooms_in_use(app).count("Foyer")
    post(planner, f"{BASE}/logistiek/zalen/{foyer}/verwijdering")
    told = f"‘Foyer’ is verwijderd. Op {there} plekken in het plan staat nu geen zaal."
    assert told in words_of(planner.get(f"{BASE}/logistiek"))
    assert "Foyer" not in rooms_in_use(app)
    undo(planner, app, "logistiek/zalen")
    assert everything(app) == before


@pytest.mark.parametrize("word", ["opdracht/doelen", "logistiek/zalen"])
def test_what_a_draft_named_is_found_once_it_is_there(any_app: Flask, word: str) -> None:
    client = any_app.test_client()
    add_werksessie(any_app)
    sign_in(client, any_app)
    with any_app.app_context():
        item = db.session.scalars(select(Item).where(Item.kind == "werkvorm")).first()
        assert item is not None
        item.room = item.goal = None
        item.unresolved = {"room": "Zolder", "goal": "bellen"}
        title = item.title
        db.session.commit()
    post(client, f"{BASE}/{word}", **NEW[word])
    assert f"‘{title}’" in words_of(client.get(page_of(word)))
    with any_app.app_context():
        item = db.session.scalars(select(Item).where(Item.title == title)).one()
        left = {"room": "Zolder"} if word == "opdracht/doelen" else {"goal": "bellen"}
        assert item.unresolved == left


def test_who_leaves_the_crew_is_forgotten_unless_they_speak_too(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        first, alone, _, noor, *_ = db.session.scalars(select(TeamMember).order_by(TeamMember.position))
        first.person = noor.person  # one person in two roles
        names = noor.person.name, alone.person.name
        leaving = (noor.id, alone.id)
        db.session.commit()
    for row_id in leaving:
        post(planner, f"{BASE}/logistiek/ploeg/{row_id}/verwijdering")
    with app.app_context():
        left = set(db.session.scalars(select(Person.name)))
    assert names[0] in left
    assert names[1] not in left
    undo(planner, app, "logistiek/ploeg")
    assert names[1] in words_of(planner.get(f"{BASE}/logistiek"))


def test_one_person_has_the_regie(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{BASE}/logistiek/ploeg", **NEW["logistiek/ploeg"] | {"regie": "y"})
    with app.app_context():
        team = draaiboek_of(werksessie_in(app)).team
    assert [member.name for member in team if member.regie] == ["Zoë Voorbeeld"]


def test_the_occasion_is_kept_and_two_planners_see_both(app: Flask, planner: FlaskClient) -> None:
    page = BeautifulSoup(planner.get(f"{BASE}/opdracht").text, "html.parser")
    base = page.select_one("#feiten [name=basis]")
    assert base is not None
    path = f"{BASE}/opdracht/feiten"
    assert post(planner, path, basis=base["value"], occasion="Hun tekst.").status_code == 303
    answer = post(planner, path, basis=base["value"], occasion="Mijn tekst.")
    assert answer.status_code == 409
    assert "Uw collega bewaarde: Hun tekst." in words_of(answer)
    assert "Mijn tekst." in answer.text
    again = BeautifulSoup(answer.text, "html.parser").select_one("#feiten [name=basis]")
    assert again is not None
    assert post(planner, path, basis=again["value"], occasion="Mijn tekst.").status_code == 303
    assert "Mijn tekst." in planner.get(f"{BASE}/opdracht").text


def test_proposals_are_taken_over_one_by_one_or_all(app: Flask, planner: FlaskClient) -> None:
    with app.app_context():
        plan = draaiboek_of(werksessie_in(app))
    there = len(plan.what_if)
    assert "Neem alle 10 over" in words_of(planner.get(f"{BASE}/als-dan"))
    post(planner, f"{BASE}/als-dan/voorstellen", als="het geluid uitvalt")
    with app.app_context():
        lines = draaiboek_of(werksessie_in(app)).what_if
    assert [line.when for line in lines[there:]] == ["het geluid uitvalt"]
    post(planner, f"{BASE}/als-dan/voorstellen")
    assert "Voorstellen uit het plan" not in words_of(planner.get(f"{BASE}/als-dan"))
    assert len(ids(app, "als-dan/regels")) == there + 10
    post(planner, f"{BASE}/als-dan/voorstellen")
    assert len(ids(app, "als-dan/regels")) == there + 10
    assert "Dit voorstel is er niet meer" in words_of(planner.get(f"{BASE}/als-dan"))


@pytest.mark.parametrize("page", ["opdracht", "logistiek", "als-dan"])
def test_who_reads_along_sees_it_all_and_no_form(app: Flask, client: FlaskClient, page: str) -> None:
    add_werksessie(app)
    sign_in(client, app, slug="zwolle-2023", role=Role.MEELEZEN)
    answer = client.get(f"{BASE}/{page}?open=doelen-nieuw")
    assert answer.status_code == 200
    assert 'method="post" action="/beheer' not in answer.text


@pytest.mark.parametrize(
    "asked", ["doelen", "doelen-", "doelen-x", "doelen-999999999", "zalen-1", "-1", "x" * 500]
)
def test_an_address_that_asks_for_no_row_shows_the_page(planner: FlaskClient, asked: str) -> None:
    assert planner.get(f"{BASE}/opdracht?open={asked}").status_code == 200


@pytest.mark.parametrize("page", ["opdracht", "logistiek", "als-dan"])
def test_a_page_takes_a_fixed_number_of_queries(app: Flask, page: str) -> None:
    client = app.test_client()
    add_werksessie(app)
    sign_in(client, app)
    with counted_queries(app) as few:
        client.get(f"{BASE}/{page}")
    for word in WORDS:
        for number in range(5):
            fields = NEW[word] | {"key": "", FIRST[word]: f"{NEW[word][FIRST[word]]} {number}"}
            assert post(client, f"{BASE}/{word}", **fields).status_code == 303
    with counted_queries(app) as many:
        client.get(f"{BASE}/{page}")
    assert len(many) == len(few)


def test_each_change_is_on_the_record(app: Flask, planner: FlaskClient) -> None:
    post(planner, f"{BASE}/als-dan/regels", **NEW["als-dan/regels"])
    row_id = ids(app, "als-dan/regels")[-1]
    fields = opened(planner, "als-dan/regels", row_id)
    post(planner, f"{BASE}/als-dan/regels/{row_id}", **fields | {"then": "Wacht."})
    post(planner, f"{BASE}/als-dan/regels/{row_id}", actie="omhoog")
    post(planner, f"{BASE}/als-dan/regels/{row_id}/verwijdering")
    undo(planner, app, "als-dan/regels")
    with app.app_context():
        said = db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)).all()
    assert [what for what in said if what.startswith("what_if")] == [
        "what_if.add", "what_if.change", "what_if.move", "what_if.remove", "what_if.restore",
    ]  # fmt: skip
