"""What printed matter says of its version and where its code leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.draaiboek.contents import Draaiboek, Imprint, Since
from app.draaiboek.editions import concept_imprint, short_code
from app.draaiboek.gather import draaiboek_of
from app.draaiboek.print import render
from app.extensions import db
from app.registrations.expected import expected
from app.registrations.places import taken
from app.versions.frozen import draaiboek_of_version
from app.versions.models import EditionLink, Version
from app.versions.numbers import concept_number
from app.versions.stored import latest_of, number_of
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """All that an edition is made of. `since`: the version whose differences are marked. `now`: no version yet."""

    draaiboek: Draaiboek
    imprint: Imprint
    since: Since | None = None
    now: bool = False

    def pdf(self, edition: str) -> bytes:
        """The edition on paper. Raises UnknownEditionError."""
        return render(self.draaiboek, self.imprint, edition, self.since)


def printout_of_version(version: Version, edition: str, since: Version | None = None) -> Printout:
    """A version as it went out; the same for ever."""
    return Printout(
        draaiboek=draaiboek_of_version(version),
        imprint=imprint_of_version(version, _address(version, edition)),
        since=since_version(since),
    )


def printout_of_now(
    werksessie: Werksessie, base_url: str, at: datetime, since: Version | None = None
) -> Printout:
    """The draaiboek as it stands at `at`: a concept, whose code leads planners to the page of its versions."""
    return Printout(
        draaiboek=draaiboek_of(werksessie),
        imprint=concept_imprint(
            werksessie.slug,
            str(concept_number(number_of(latest_of(werksessie)))),
            f"{base_url}/beheer/{werksessie.slug}/draaiboek",
            at,
            expected_at(werksessie),
        ),
        since=since_version(since),
        now=True,
    )


def imprint_of_version(version: Version, address: str) -> Imprint:
    """What a version says of itself in print, with a code that leads to `address`."""
    return Imprint(
        version=version.number,
        concept=not version.fixed,
        status=version.status.upper(),
        made_at=version.made_at,
        code=short_code(version.werksessie.slug),
        url=address,
        expected=version.expected,
    )


def since_version(version: Version | None) -> Since | None:
    """An earlier version, to compare with."""
    return Since(version=version.number, draaiboek=draaiboek_of_version(version)) if version else None


def expected_at(werksessie: Werksessie) -> int | None:
    """How many of the people with a place are expected to come; None for nobody yet."""
    placed = db.session.execute(select(taken(werksessie.id))).scalar_one()
    return expected(placed, werksessie.no_show) or None


def _address(version: Version, edition: str) -> str:
    """Where the code on a print of this version leads: the readers' page of that edition.

    That of the newest link that was there when the version was made, so that its prints stay the same for ever. An
    edition that came later has none; its code leads to the planners' page.
    """
    token = db.session.scalar(
        select(EditionLink.token)
        .where(
            EditionLink.werksessie_id == version.werksessie_id,
            EditionLink.edition == edition,
            EditionLink.for_whom == "",
            EditionLink.made_at <= version.made_at,
        )
        .order_by(EditionLink.id.desc())
        .limit(1)
    )
    if token is None:
        return f"{version.base_url}/beheer/{version.werksessie.slug}/draaiboek"
    return f"{version.base_url}/d/{token}/{version.number}"
