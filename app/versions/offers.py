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
    web: str


def offers(slug: str, version: Version | None, since: Version | None) -> list[Offer]:
    """Every edition of `version` (None: what stands now), with the differences from `since` marked."""
    number = version.number if version else None
    return [offer(slug, name, number, since.number if since else None) for name in EDITIONS]


def offer(slug: str, edition: str, number: str | None, since: str | None) -> Offer:
    """One edition of the version with this number (None: of what stands now)."""
    of_version: dict[str, Any] = {"number": number} if number else {}
    page = "draaiboek_print.page_of_version" if number else "draaiboek_print.page_of_now"
    return Offer(
        name=edition,
        words=FOR_WHOM.get(edition, ""),
        pdf=url_for("draaiboek_print.printed", slug=slug, editie=edition, versie=number, sinds=since),
        web=url_for(page, slug=slug, edition=edition, sinds=since, **of_version),
    )
