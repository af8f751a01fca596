"""Dividing minutes over items: each within its bounds, the sum exact, in steps of five where that fits. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

STEP = 5  # minutes: a plan of 09.30 and 09.45 is easier to keep than one of 09.32


@dataclass(frozen=True, slots=True)
class Share:
    """The whole minutes that one item may get, and what it would get if minutes could be divided."""

    least: int
    most: int
    fair: Fraction

    def nearest(self) -> int:
        """The step nearest to what is fair, within the bounds."""
        step = STEP * int((self.fair + Fraction(STEP, 2)) // STEP)
        return min(max(step, self.least), self.most)


def divided(total: int, shares: Sequence[Share]) -> list[int]:
    """Minutes for each share that together are `total`, which lies between all least and all most."""
    minutes = [share.nearest() for share in shares]
    for step in (STEP, 1):
        while abs(missing := total - sum(minutes)) >= step:
            change = step if missing > 0 else -step
            able = [
                place
                for place, share in enumerate(shares)
                if share.least <= minutes[place] + change <= share.most
            ]
            if not able:
                break
            minutes[_least_unfair(able, change, minutes, shares)] += change
    return minutes


def _least_unfair(able: Sequence[int], change: int, minutes: Sequence[int], shares: Sequence[Share]) -> int:
    """Which of the `able` bears the change best: single minutes go to one that is off the step already."""

    def unfair(place: int) -> tuple[bool, Fraction]:
        on_step = abs(change) < STEP and minutes[place] % STEP == 0
        return on_step, abs(minutes[place] + change - shares[place].fair)

    return min(able, key=unfair)


def shortened(minutes: Sequence[int], least: Sequence[int], by: int) -> list[int]:
    """The items `by` minutes shorter together, each in proportion to what it can give; all at `least` at most."""
    can_give = [now - low for now, low in zip(minutes, least, strict=True)]
    together = sum(can_give)
    by = min(by, together)
    if not by:
        return list(minutes)
    shares = [
        Share(low, now, now - Fraction(by * give, together))
        for now, low, give in zip(minutes, least, can_give, strict=True)
    ]
    return divided(sum(minutes) - by, shares)


def lengthened(minutes: Sequence[int], most: int, by: int) -> list[int]:
    """The items `by` minutes longer together, each in proportion to its length; none longer than `most`."""
    weights = [max(now, 1) for now in minutes]
    by = min(by, sum(max(most - now, 0) for now in minutes))
    shares = [
        Share(now, max(most, now), now + Fraction(by * weight, sum(weights)))
        for now, weight in zip(minutes, weights, strict=True)
    ]
    return divided(sum(minutes) + by, shares) if by else list(minutes)
