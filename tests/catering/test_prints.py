"""The prints of catering hold whatever a planner types, on as many pages as it takes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.catering.actions import DietCard
from app.catering.diets import GROUPS, OTHER
from app.catering.meals import Meal
from app.catering.print_cards import diet_cards
from app.catering.print_kit import About
from app.catering.print_kitchen import kitchen_print
from app.catering.print_order import order_print
from tests.pdf.reading import PROFILES, failures, poppler

ABOUT = About(
    title="Proefdag", date=date(2023, 6, 15), where="De Kade", made_at=datetime(2023, 6, 14, 9, 5, tzinfo=UTC)
)
ODD = ["", "x" * 300, "‮omgekeerd", "محمد", "🎉 feest", "<b>&", "Naam-" * 40, "regel\n" * 60]
PAIRS = {f"{one} + {two}": 1 for one in GROUPS for two in GROUPS if one < two}
MEALS = [
    Meal(
        key=f"m{number}",
        title=text[:200] or "Lunch",
        starts=time(8 + number),
        minutes=30,
        room=text[:100],
        choice=text,
        portions=400,
        diets={**PAIRS, OTHER: 3} if number % 2 else {},
        per_person=1250,
    )
    for number, text in enumerate(ODD)
]


def pages(data: bytes, folder: Path) -> list[str]:
    return [" ".join(page.split()) for page in poppler("pdftotext", data, folder, "-raw").split("\f")[:-1]]


def test_orders_and_schemas_are_accessible_whatever_is_typed(tmp_path: Path) -> None:
    for data in (
        order_print(MEALS, ABOUT, number=3),
        kitchen_print(MEALS, ABOUT),
        order_print([], ABOUT, number=None),
    ):
        assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}
    found = pages(order_print(MEALS, ABOUT, number=3), tmp_path)
    assert len(found) > 1
    assert found[1].startswith("Bestelling 3: Proefdag")
    assert "… De rest staat op de pagina van de bestelling." in " ".join(found)
    assert "Samen zonder btw € 40.000,00 Btw 9 % € 3.600,00 Samen met btw € 43.600,00" in found[-1]


def test_rare_diets_stand_in_words_where_there_is_no_column_for_them(tmp_path: Path) -> None:
    found = " ".join(pages(kitchen_print(MEALS[1:2], ABOUT), tmp_path))
    assert found.count("ook 1 ") == len(PAIRS) + 1 - 6
    assert found.endswith("400 387 1 1 1 1 1 3 gemaakt 14-06-2023 09.05 pagina 1 van 1")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert order_print(MEALS, ABOUT, number=1) == order_print(MEALS, ABOUT, number=1)


def test_a_long_diet_is_on_its_card_in_full(tmp_path: Path) -> None:
    long = "Geen noten, geen sesam, geen melk; " * 12
    others = [DietCard(text, text or "vegan") for text in ODD]
    data = diet_cards([DietCard("Noor", long), *others, *others], ABOUT)
    assert {profile: failures(data, profile) for profile in PROFILES} == {"ua1": [], "2a": []}
    found = pages(data, tmp_path)
    assert len(found) == 2
    assert found[0].count("geen sesam") == 12
    with pytest.raises(ValueError, match="no cards"):
        diet_cards([], ABOUT)
