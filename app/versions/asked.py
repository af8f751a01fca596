"""Which version and edition an address asks for. What is not there is said, with what is."""

from __future__ import annotations

from datetime import datetime

from app.draaiboek.print import EDITIONS
from app.versions.imprints import Printout, printout_of_now, printout_of_version
from app.versions.models import Version
from app.versions.stored import number_of, version_of
from app.werksessies.models import Werksessie

LONGEST = 60  # characters of what was asked for that are said back
NOW = "nu"  # what stands now, where an address names two versions
NONE = "geen"  # compare with no version


class NotThereError(Exception):
    """What was asked for is not there; the text is a Dutch sentence that says so."""

    def __init__(self, werksessie: Werksessie, text: str) -> None:
        super().__init__(text)
        self.werksessie = werksessie


def asked_edition(werksessie: Werksessie, name: str | None) -> str:
    """The edition with this name, the first one when none is named. Raises NotThereError."""
    if name is None:
        return next(iter(EDITIONS))
    if name not in EDITIONS:
        raise NotThereError(werksessie, f"De editie ‘{name[:LONGEST]}’ is er niet")
    return name


def asked_version(werksessie: Werksessie, number: str | None) -> Version | None:
    """The version with this number; None when none is asked for. Raises NotThereError."""
    if not number:
        return None
    version = version_of(werksessie, number)
    if version is None:
        raise NotThereError(werksessie, f"Versie ‘{number[:LONGEST]}’ is er niet")
    return version


def asked_since(werksessie: Werksessie, number: str | None, of: Version | None) -> Version | None:
    """The version to compare `of` with, which comes before it (None: what stands now). Raises NotThereError."""
    since = asked_version(werksessie, None if number == NONE else number)
    if since and of and number_of(since) >= number_of(of):
        raise NotThereError(werksessie, f"Versie {since.number} komt niet vóór versie {of.number}")
    return since


def asked_printout(
    werksessie: Werksessie, edition: str, number: str | None, since: str | None, base_url: str, at: datetime
) -> Printout:
    """All that an edition is made of, by what an address or a command names. Raises NotThereError."""
    version = asked_version(werksessie, number)
    earlier = asked_since(werksessie, since, version)
    if version:
        return printout_of_version(version, edition, earlier)
    return printout_of_now(werksessie, base_url, at, earlier)
