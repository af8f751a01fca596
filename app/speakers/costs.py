"""What speakers cost: for each of them fee and travel, in cents excl. btw. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.speakers.models import Speaker
from app.speakers.standing import GONE
from app.werksessies.discretion import shown_name

BILLED = ("ontvangen", "betaald")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCost:
    """`source` is how a line of the budget names it. `committed`: agreed with who is confirmed; `billed`: on paper."""

    source: str
    name: str
    status: str
    fee: int
    travel: int
    invoice: str
    committed: bool
    billed: bool

    @property
    def total(self) -> int:
        """Fee and travel together."""
        return self.fee + self.travel


def costs_of(speakers: Iterable[Speaker]) -> list[SpeakerCost]:
    """Of each speaker with an amount. Who dropped out costs nothing, unless there is an invoice."""
    return [
        SpeakerCost(
            source=f"speaker:{speaker.key}",
            name=shown_name(speaker.person.name, speaker.person.first_name_only_since),
            status=speaker.status,
            fee=speaker.fee or 0,
            travel=speaker.travel_costs or 0,
            invoice=speaker.invoice,
            committed=speaker.status == "bevestigd" or speaker.invoice in BILLED,
            billed=speaker.invoice in BILLED,
        )
        for speaker in speakers
        if (speaker.fee or speaker.travel_costs) and (speaker.status not in GONE or speaker.invoice in BILLED)
    ]


def total(costs: Iterable[SpeakerCost], *, committed: bool = False) -> int:
    """All of it together, in cents; with `committed` only what was agreed for certain."""
    return sum(cost.total for cost in costs if cost.committed or not committed)
