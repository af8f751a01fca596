"""What people fill in, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What people say of themselves and may change. `diet` and `access` only with their consent, else empty.

    `answers` to the planner's own questions, by question; None: they were not asked now. `listed`, `photo`: they agree
    to stand on the list of participants, and to be photographed.
    """

    name: str
    organisation: str
    function: str = ""
    domain_id: int | None = None
    note: str = ""
    diet: str = ""
    access: str = ""
    arrives: time | None = None
    leaves: time | None = None
    answers: Mapping[int, Any] | None = None
    listed: bool = False
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody chose in one parallel block: ids of sessions, the first choice first; empty: nothing yet."""

    item_id: int
    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Details):
    """A whole form: details, the address, the domain's name for the receipt, and the sessions that were chosen."""

    email: str
    domain: str = ""
    choices: tuple[Choice, ...] = ()


def email_key(email: str) -> str:
    """What makes two addresses the same one."""
    return email.strip().casefold()
