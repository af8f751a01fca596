"""The slug: the last part of a werksessie's address."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 60
# First parts of the product's own addresses.
RESERVED_SLUGS = frozenset(
    {
        "aanmelding",
        "agenda",
        "beheer",
        "catering",
        "d",
        "gezond",
        "inloggen",
        "nieuw",
        "opdracht",
        "ploeg",
        "privacy",
        "spreker",
        "static",
        "taken",
        "uitloggen",
        "uitnodiging",
    }
)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slug_from(title: str) -> str:
    """A slug that says the title: small ASCII letters, digits and single dashes; never reserved, never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")
    slug = words[:LONGEST_SLUG].strip("-")
    if not slug or slug in RESERVED_SLUGS:
        return f"werksessie-{slug}".strip("-")
    return slug


def slug_problem(slug: str) -> str | None:
    """The Dutch sentence that says what to do about a slug that cannot be one; None when it can."""
    if slug in RESERVED_SLUGS:
        return (
            f"‘{slug}’ is het adres van een andere pagina. Kies een ander adres, bijvoorbeeld ‘{slug}-2027’."
        )
    if len(slug) > LONGEST_SLUG:
        return f"Het adres heeft {len(slug)} tekens. Maak het ten hoogste {LONGEST_SLUG} tekens lang."
    if not _SLUG.fullmatch(slug):
        return f"Gebruik in het adres alleen kleine letters, cijfers en streepjes, bijvoorbeeld ‘{slug_from(slug)}’."
    return None
