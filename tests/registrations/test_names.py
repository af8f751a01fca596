"""Names sort as Dutch people expect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.registrations.names import sort_name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jan de Vries", "vries, jan de"),
        ("Joost van der Voorbeeld", "voorbeeld, joost van der"),
        ("Anna Maria Smit", "smit, anna maria"),
        ("Anna de Vries-van Dam", "vries-van dam, anna de"),
        ("Maria van Dijk Smit", "dijk smit, maria van"),
        ("Émile in ’t Veld", "veld, emile in 't"),
        ("Øystein Łukasz Ægir", "aegir, oystein lukasz"),
        ("Vries, Jan de", "vries, jan de"),
        ("Fatima el Amrani", "amrani, fatima el"),
        ("Madonna", "madonna"),
        ("van Dam", "dam, van"),
        ("  Jan   de   Vries ", "vries, jan de"),
        ("نور الهدى", "الهدى, نور"),
        ("🙂", "🙂"),
    ],
)
def test_a_name_sorts_under_its_main_part(name: str, key: str) -> None:
    assert sort_name(name) == key


def test_a_list_stands_in_the_order_of_a_dutch_guest_list() -> None:
    names = ["Jan de Vries", "Piet Zwart", "Els van den Berg", "Åsa Berg", "Karim el Idrissi", "Ida Van Aken"]
    in_order = [
        "Ida Van Aken",
        "Åsa Berg",
        "Els van den Berg",
        "Karim el Idrissi",
        "Jan de Vries",
        "Piet Zwart",
    ]
    assert sorted(names, key=sort_name) == in_order


@given(st.text(max_size=500))
def test_any_text_has_a_key_that_fits_its_column(name: str) -> None:
    assert len(sort_name(name)) <= 200
