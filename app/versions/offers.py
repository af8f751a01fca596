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
    return [
        Offer(
            name=edition,
            words=FOR_WHOM.get(edition, ""),
            pdf=_address("draaiboek_print.printed", version, since, slug=slug, editie=edition),
            web=_address("draaiboek_web.page", version, since, slug=slug, edition=edition),
        )
        for edition in EDITIONS
    ]


def _address(endpoint: str, version: Version | None, since: Version | None, **named: Any) -> str:
    return url_for(endpoint, **named, versie=version and version.number, sinds=since and since.number)
