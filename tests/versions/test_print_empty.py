"""An edition that has nothing to say of a day says why, and what to do, on paper and on the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from app.draaiboek.print import EDITIONS
from app.draaiboek.web import web_edition
from app.programme.plan import Item
from tests.draaiboek.editions import broken_rules, pages_of
from tests.draaiboek.sample import IMPRINT, bare_day

ONE_ITEM = bare_day(Item(title="Gesprek", minutes=60))
EMPTY = replace(bare_day(), programme=())
ALWAYS_MORE = {"als-dan"}  # proposes what is always so
OF_ONE_ITEM = {"dagvoorzitter", "compleet", "floormanager", "programma", "opdrachtgever"}
WHY = (
    "Er staat nog n",
    "Er staan nog geen ",
    "Er is nog geen ",
    "Er staat geen ",
    "Nog geen onderdeel heeft ",
    "vraagt niets van ",
)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_of_a_day_with_nothing_in_it_says_why(app: Flask, tmp_path: Path, edition: str) -> None:
    [page] = pages_of(EMPTY, edition, tmp_path)
    assert edition in ALWAYS_MORE or any(why in page for why in WHY), page
    with app.test_request_context():
        screen = BeautifulSoup(web_edition(EMPTY, IMPRINT, edition).body, "html.parser").get_text(" ")
    assert edition in ALWAYS_MORE or any(why in " ".join(screen.split()) for why in WHY)


@pytest.mark.parametrize("edition", sorted(set(EDITIONS) - ALWAYS_MORE))
def test_an_edition_of_a_day_with_one_item_has_it_or_says_why_not(tmp_path: Path, edition: str) -> None:
    text = " ".join(pages_of(ONE_ITEM, edition, tmp_path))
    assert ("Gesprek" in text) == (edition in OF_ONE_ITEM)
    assert any(why in text for why in WHY) == (edition not in OF_ONE_ITEM)


@pytest.mark.parametrize("edition", ["dagvoorzitter", "opdrachtgever", "catering"])
def test_what_says_why_is_accessible(edition: str) -> None:
    assert broken_rules(EMPTY, edition) == {}
