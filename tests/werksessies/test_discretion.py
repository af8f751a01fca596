"""A surname that is kept back: what is shown of a name, and what becomes of a text."""

from __future__ import annotations

import pytest

from app.werksessies.discretion import WITHHELD, given_name, shown_name, veiled

GIVEN = {
    "Fatima Yilmaz": "Fatima",
    "Fatima de Vries-Yilmaz (politie)": "Fatima",
    "Anne-Sophie van der Meer": "Anne-Sophie",
    "Fatima Yilmaz Demir": "Fatima",
    "dr. Jan Bakker": "Jan",
    "de heer prof. dr. J.P. de Boer": "J.P.",
    "Vries, Jan de": "Jan",
    "Rik Bakker, coördineert de tafels": "Rik",
    "M., ervaringsdeskundige": "M.",
    "M. (volledige naam bij de projectmanager)": "M.",
    "Noor": "Noor",
    "De Vries": WITHHELD,
    "mevrouw Bakker": WITHHELD,
    "Mw. van den Berg": WITHHELD,
    "vries, jan": WITHHELD,
    "yilmaz demir, fatima": WITHHELD,
    "": WITHHELD,
    WITHHELD: WITHHELD,
}


@pytest.mark.parametrize("name", GIVEN)
def test_of_a_name_only_the_given_name_is_shown(name: str) -> None:
    assert given_name(name) == GIVEN[name]
    assert shown_name(name, True) == GIVEN[name]
    assert shown_name(name, None) == name
    assert given_name(given_name(name)) == GIVEN[name]


def test_a_text_keeps_its_words_and_loses_the_surname() -> None:
    text = (
        "Welkom FATIMA  de\nVries. Mevrouw De Vries spreekt na Bakker; fatima de vries-anders blijft. "
        "Vraag het prof. dr. de Vries, of de heer de Vries."
    )
    assert veiled(text, ["Fatima de Vries"]) == (
        "Welkom Fatima. Fatima spreekt na Bakker; Fatima-anders blijft. Vraag het Fatima, of Fatima."
    )
    assert veiled("mevrouw Bakker en de bakker", ["mevrouw Bakker"]) == f"{WITHHELD} en de bakker"
