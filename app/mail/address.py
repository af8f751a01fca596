"""A mailbox: the name and the address of someone who sends or receives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr

from app.mail.text import header_text, one_line

# The dot-atom of RFC 5322, 3.2.3: no quoted local parts, which many servers refuse.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_LONGEST = 254  # RFC 5321, erratum 1690


class AddressError(ValueError):
    """An address to which no ordinary mail can go. The text is Dutch and says what to do."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A cleaned name (may be empty) and an ASCII address with a lower-case domain.

    Raises AddressError for an address that is not `local@domain`, or whose local part is not ASCII: few
    servers accept that (RFC 6531). An international domain name becomes its ASCII form.
    """

    name: str
    address: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        object.__setattr__(self, "address", _cleaned(self.address))

    @classmethod
    def parse(cls, text: str) -> Mailbox:
        """`Naam <adres>` or a bare address, as the setting MAIL_FROM has it."""
        name, address = parseaddr(text)
        return cls(name, address)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def header(self) -> Address:
        """For a header of an EmailMessage."""
        return Address(display_name=header_text(self.name), addr_spec=self.address)


def _cleaned(address: str) -> str:
    local, _, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        domain = ""
    cleaned = f"{local}@{domain}"
    if _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) and len(cleaned) <= _LONGEST:
        return cleaned
    raise AddressError(
        f"Aan het adres '{one_line(address)}' kan geen e-mail worden gestuurd. "
        "Gebruik een adres als naam@organisatie.nl, met alleen gewone letters voor het apenstaartje."
    )
