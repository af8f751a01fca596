"""Every edition as planners can have it: for whom it is, and its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.draaiboek.editions import FOR_WHOM
from app.draaiboek.print import EDITIONS
from app.versions.models import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One edition; `pdf` and `web` are addresses on this site."""

    name: str
    words: str
    pdf: str


def offers(slug: str, version: Version | None, since: Version | None) -> list[Offer]:
    """Every edition of `version` (None: what stands now), with the differences from `since` marked."""
    numbers: dict[str, Any] = {
        name: one.number for name, one in (("versie", version), ("sinds", since)) if one is not None
    }
    return [
        Offer(
            name=name,
            words=FOR_WHOM.get(name, ""),
            pdf=url_for("draaiboek_print.printed", slug=slug, editie=name, **numbers),
        )
        for name in EDITIONS
    ]
