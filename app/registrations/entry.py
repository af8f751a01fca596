"""What people fill in, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What people say of themselves and may change. `diet` and `access` only with their consent, else empty."""

    name: str
    organisation: str
    function: str = ""
    domain_id: int | None = None
    note: str = ""
    diet: str = ""
    access: str = ""


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
