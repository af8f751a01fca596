"""Copying and splitting an item, and taking that back, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.draaiboek.gather import draaiboek_of
from app.extensions import db
from app.programme import actions, dividing
from app.programme.deed import FullError, GoneError
from app.programme.dividing import UndividedError, halves
from app.programme.models import CancelledPart, Item, RemovedPart
from app.programme.plain import to_json
from app.programme.plan import Anchor, Cue
from app.programme.plan import Item as Planned
from app.programme.restoring import restore
from app.programme.rows import item_as_typed
from app.programme.typed import LONGEST_LIST
from tests.factories import sign_in, words_of
from tests.programme.days import (
    PAGE,
    PROGRAMME,
    ROUND,
    WELCOME,
    add_day,
    id_of,
    row_of,
    send,
    the_day,
    titles,
)

AT = datetime(2027, 1, 5, 13, 2, tzinfo=UTC)
DEED: dict[str, Any] = {"user_id": None, "at": AT}
LATE = Cue(anchor=Anchor.END, offset=-2, what="Bordje omhoog", roles=("floormanager",))
BOTH = replace(WELCOME, cues=(*WELCOME.cues, LATE))


def programme() -> tuple[Planned, ...]:
    """The day as a file would say it, without calendar ids."""
    db.session.remove()
    return tuple(replace(item, uid=None) for item in draaiboek_of(the_day()).programme)


def test_a_copy_has_everything_but_the_fixed_start_and_the_ids(any_app: Flask) -> None:
    add_day(any_app)
    with any_app.app_context():
        copy = dividing.copy_item(the_day(), row_of("Deelsessies").id, **DEED)
        keys = [session.key for session in copy.sessions]
        sessions = tuple(replace(each, id=key) for each, key in zip(ROUND.parallel, keys, strict=True))
        assert not {"online", "school"} & set(keys)
        expected = replace(ROUND, starts=None, parallel=sessions)
        assert programme() == (*PROGRAMME[:3], expected, PROGRAMME[3])
        assert len(set(db.session.scalars(select(Item.uid)))) == 5


def test_a_split_keeps_words_with_the_first_part_and_cues_with_their_end(any_app: Flask) -> None:
    add_day(any_app, BOTH, *PROGRAMME[1:])
    with any_app.app_context():
        dividing.split_item(the_day(), row_of("Welkom").id, 20, **DEED)
        start = replace(BOTH, minutes=20, minimum=13, cues=WELCOME.cues)
        rest = Planned(
            title="Welkom (vervolg)",
            minutes=10,
            minimum=7,
            pillar=BOTH.pillar,
            goal=BOTH.goal,
            room=BOTH.room,
            roles=BOTH.roles,
            speakers=BOTH.speakers,
            cues=(LATE,),
        )
        assert programme() == (start, rest, *PROGRAMME[1:])


def test_a_split_is_taken_back_as_if_it_never_was(any_app: Flask) -> None:
    add_day(any_app, BOTH, *PROGRAMME[1:])
    with any_app.app_context():
        uid = row_of("Welkom").uid
        _, whole = dividing.split_item(the_day(), row_of("Welkom").id, 10, **DEED)
        restore(the_day(), whole.id, **DEED)
        assert programme() == (BOTH, *PROGRAMME[1:])
        assert (row_of("Welkom").uid, db.session.scalar(select(func.count(RemovedPart.id)))) == (uid, 0)
        assert db.session.scalar(select(func.count(CancelledPart.id))) == 0


def test_the_feed_of_a_published_day_hears_that_the_second_part_is_gone(any_app: Flask) -> None:
    add_day(any_app, published=True)
    with any_app.app_context():
        rest, whole = dividing.split_item(the_day(), row_of("Welkom").id, 10, **DEED)
        uid = rest.uid
        restore(the_day(), whole.id, **DEED)
        assert db.session.scalars(select(CancelledPart.uid)).all() == [uid]


@pytest.mark.parametrize("title", ["Welkom", "Welkom (vervolg)"])
def test_what_a_colleague_did_to_a_part_is_not_undone_with_the_split(any_app: Flask, title: str) -> None:
    add_day(any_app)
    with any_app.app_context():
        whole_id = dividing.split_item(the_day(), row_of("Welkom").id, 15, **DEED)[1].id
        seen = item_as_typed(row_of(title))
        actions.change_item(the_day(), row_of(title).id, replace(seen, do="Zwaai."), to_json(seen), **DEED)
        before = programme()
        with pytest.raises(GoneError):
            restore(the_day(), whole_id, **DEED)
        assert programme() == before


def test_both_parts_keep_their_share_of_the_shortest_time() -> None:
    for minutes in range(2, 40):
        for minimum in (None, *range(1, minutes + 1)):
            for first in range(1, minutes):
                whole = Planned(title="x", minutes=minutes, minimum=minimum)
                parts = halves(whole, first)
                assert sum(part.minutes for part in parts) == minutes
                assert sum(part.minimum or 0 for part in parts) == (minimum or 0)
                assert all((part.minimum or 1) <= part.minutes for part in parts)


@pytest.mark.parametrize(
    ("item", "first", "sentence"),
    [
        (WELCOME, 0, "Typ een getal van 1 tot en met 29."),
        (WELCOME, 30, "Typ een getal van 1 tot en met 29."),
        (
            Planned(title="Kort", minutes=1),
            1,
            "Een onderdeel van 1 minuut kunt u niet splitsen. Geef het eerst meer minuten.",
        ),
        (
            ROUND,
            20,
            "Een blok met deelsessies kunt u niet splitsen. Kopieer het, "
            "en haal in elk blok weg wat er niet bij hoort.",
        ),
    ],
)
def test_what_cannot_be_split_says_why(item: Planned, first: int, sentence: str) -> None:
    with pytest.raises(UndividedError) as refusal:
        halves(item, first)
    assert str(refusal.value) == sentence


def test_the_longest_title_is_cut_to_fit_what_comes_behind() -> None:
    _, rest = halves(Planned(title="é" * 200, minutes=2), 1)
    assert (len(rest.title), rest.title[-10:]) == (200, " (vervolg)")


def test_a_programme_holds_no_more_items_than_a_file(app: Flask, client: FlaskClient) -> None:
    add_day(app, *(Planned(title=f"Deel {number}", minutes=2) for number in range(LONGEST_LIST)))
    sign_in(client, app)
    sentence = "Er staan al 1000 onderdelen in het programma. Meer passen niet in een draaiboek."
    answer = send(client, "onderdelen?na=eind", title="Nog een", minutes="5", kind="plenair")
    assert (answer.status_code, "Nog een" in answer.text, sentence in words_of(answer)) == (422, True, True)
    for path, fields in (("kopie", {}), ("splitsing", {"first": "1"})):
        answer = send(client, f"{id_of(app, 'Deel 7')}/{path}", **fields)
        assert (answer.status_code, sentence in words_of(client.get(PAGE))) == (303, True)
    send(client, f"{id_of(app, 'Deel 8')}/verwijdering")
    assert send(client, f"{id_of(app, 'Deel 7')}/kopie").status_code == 303
    with app.app_context():
        removed = db.session.scalars(select(RemovedPart.id)).one()
        with pytest.raises(FullError):
            restore(the_day(), removed, **DEED)
    assert len(titles(app)) == LONGEST_LIST
