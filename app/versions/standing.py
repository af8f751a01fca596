"""What the draaiboek is now, beside the version that went out last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from app.draaiboek.contents import Draaiboek
from app.draaiboek.gather import draaiboek_of
from app.versions.compare import Comparison
from app.versions.frozen import draaiboek_of_version
from app.versions.imprints import expected_at
from app.versions.models import Version
from app.versions.numbers import Number, concept_number
from app.versions.stored import latest_of, number_of
from app.werksessies.models import Werksessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`concept` is the number that a print of now carries, `expected` how many people are expected (None: nobody yet).

    `same`: the latest version says the same. `changes`: what differs from it, None when there is no version.
    """

    draaiboek: Draaiboek
    expected: int | None
    latest: Version | None
    concept: Number
    same: bool
    changes: Comparison | None

    @classmethod
    def of(cls, werksessie: Werksessie) -> Self:
        """As it stands at this moment."""
        latest, draaiboek = latest_of(werksessie), draaiboek_of(werksessie)
        before = draaiboek_of_version(latest) if latest else None
        return cls(
            draaiboek=draaiboek,
            expected=expected_at(werksessie),
            latest=latest,
            concept=concept_number(number_of(latest)),
            same=before == draaiboek,
            changes=Comparison.of(werksessie, before, draaiboek) if before else None,
        )
