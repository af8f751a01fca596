"""The number of a version, as offices number documents: major.minor. Whole numbers are for what is fixed."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.versions.models import Status


class Number(NamedTuple):
    """1.0"""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


NONE_YET = Number(0, 0)


def next_number(latest: Number, status: Status, *, small: bool = False) -> Number:
    """What the version after `latest` is called: 0.1, 0.2 while readers comment, 1.0 once it is fixed.

    `small`: a small change to what was fixed before (1.0 becomes 1.1 instead of 2.0); without such it means nothing.
    """
    if status is Status.VASTGESTELD and not (small and latest.major):
        return Number(latest.major + 1, 0)
    return Number(latest.major, latest.minor + 1)


def concept_number(latest: Number) -> Number:
    """What the working copy is called in print, behind the word CONCEPT: what it would be as next small step."""
    return next_number(latest, Status.TER_REACTIE)


def read_number(text: str) -> Number | None:
    """The number that is written so, and in no other way; None when it is none."""
    match = re.fullmatch(r"([0-9]{1,6})\.([0-9]{1,6})", text, re.ASCII)
    number = Number(int(match[1]), int(match[2])) if match else None
    return number if str(number) == text else None
