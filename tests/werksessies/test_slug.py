import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.werksessies.slug import RESERVED_SLUGS, slug_from, slug_problem


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Werksessie voorkomen van jonge aanwas", "werksessie-voorkomen-van-jonge-aanwas"),
        ("Één café, drie coöperaties!", "een-cafe-drie-cooperaties"),
        ("’s Avonds in 't Zand", "s-avonds-in-t-zand"),
        ("Beheer", "werksessie-beheer"),
        ("😀 שלום", "werksessie"),
        ("a " * 100, ("a-" * 30).rstrip("-")),
    ],
)
def test_a_slug_says_the_title_in_plain_letters(title, slug):
    assert slug_from(title) == slug


@given(st.text())
def test_every_title_gives_a_slug_that_can_be_one(title):
    assert slug_problem(slug_from(title)) is None


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_the_addresses_of_the_product_itself_are_refused(slug):
    assert slug_problem(slug) == (
        f"‘{slug}’ is het adres van een andere pagina. Kies een ander adres, bijvoorbeeld ‘{slug}-2027’."
    )


@pytest.mark.parametrize(
    "slug", ["Samen", "samen sterk", "-samen", "samen--sterk", "samén", "samen/sterk", "", "a\n"]
)
def test_anything_but_small_letters_digits_and_single_dashes_is_refused(slug):
    assert slug_problem(slug).startswith("Gebruik in het adres alleen kleine letters, cijfers en streepjes")


def test_a_slug_of_more_than_sixty_characters_is_refused():
    assert slug_problem("a" * 60) is None
    assert slug_problem("a" * 61) == "Het adres heeft 61 tekens. Maak het ten hoogste 60 tekens lang."
