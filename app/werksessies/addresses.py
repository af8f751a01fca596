"""Which addresses are taken, and finding a free one."""

from __future__ import annotations

from sqlalchemy import select

from app.extensions import db
from app.werksessies.models import Werksessie
from app.werksessies.slug import LONGEST_SLUG, slug_from


def is_taken(slug: str) -> bool:
    """Whether a werksessie has this address."""
    return db.session.scalar(select(Werksessie.id).where(Werksessie.slug == slug)) is not None


def free_slug(title: str) -> str:
    """A slug that says the title and is not taken: with -2, -3 and so on behind it where needed."""
    wanted = slug_from(title)
    stem = wanted[: LONGEST_SLUG - 6].rstrip("-")
    taken = set(db.session.scalars(select(Werksessie.slug).where(Werksessie.slug.startswith(stem))))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
