"""Which printed editions there are, and what each page says of its version."""

from __future__ import annotations

import hashlib
from datetime import datetime

from app.draaiboek.contents import Imprint
from app.draaiboek.print import EDITIONS

READABLE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what looks alike on paper: I and 1, O and 0


def imprint_of(slug: str, revision: int, base_url: str, at: datetime, expected: int | None = None) -> Imprint:
    """What a draaiboek printed at `at` says of itself: a concept, with the number of changes so far behind "0."."""
    return Imprint(
        version=f"0.{revision}",
        concept=True,
        made_at=at,
        code=short_code(slug),
        url=f"{base_url}/{slug}",
        expected=expected,
    )


def short_code(slug: str) -> str:
    """A code that can be read aloud over the telephone, the same for every print of one werksessie: RD-7K2M."""
    digest = hashlib.sha256(slug.encode()).digest()
    return "RD-" + "".join(READABLE[byte % len(READABLE)] for byte in digest[:4])


def unknown_edition(name: str) -> str:
    """The Dutch sentence for an edition that does not exist."""
    return f"De editie ‘{name}’ is er niet. Kies uit: {', '.join(EDITIONS)}."
