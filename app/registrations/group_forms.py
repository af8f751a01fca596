"""The form on which somebody registers colleagues: themselves once, and up to ten rows; empty ones are nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, StringField

from app.mail.text import one_line
from app.registrations.entry import Entry, email_key
from app.registrations.forms import FILL_IN_EMAIL, AtMost, Filled, RegistrationForm, mail_address
from app.registrations.group_actions import MOST, Group
from app.registrations.known import meant_address
from app.registrations.ways_in import WayIn, mail_domains, welcome_address
from app.werksessies.models import Domain, Werksessie
from app.words import joined

NOBODY = "Vul de naam en het e-mailadres van ten minste één collega in."
PARTS = ("name", "email", "function")  # of a row


def _line(text: str | None) -> str:
    return one_line(text or "")


class GroupForm(RegistrationForm):
    """The fields of `RegistrationForm` tell of the contact; those of row n are name_n, email_n, function_n, sure_n."""

    function = diet = access = consent = note = listed = photo = None
    name = StringField("Uw naam", [Filled("Vul uw naam in."), AtMost("Uw naam")], [_line])
    email = StringField("Uw e-mail", [Filled(FILL_IN_EMAIL), AtMost("Uw e-mailadres")], [_line])
    comes = BooleanField("Ik kom zelf ook")

    def __init__(
        self,
        domains: Sequence[Domain],
        gate: Werksessie | None = None,
        hosts: Iterable[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(domains, gate, hosts, **options)
        if self.domains:
            self.domain.label.text = "In welk domein werkt u samen?"

    @property
    def rows(self) -> list[int]:
        """The numbers of the rows in which something stands."""
        return [row for row in range(1, MOST + 1) if any(self[f"{part}_{row}"].data for part in PARTS)]

    def validate(self, extra_validators: Any = None) -> bool:
        """As the library does, and then row by row."""
        valid = super().validate(extra_validators)
        if not self.rows:
            self.name_1.errors = [NOBODY]
            return False
        seen = {email_key(self.email.data or ""): "bij uzelf"} if self.comes.data else {}
        for row in self.rows:
            valid = self._right(row, "name", self._check_name) and valid
            valid = self._right(row, "email", self._check_address) and valid
            field = self[f"email_{row}"]
            address = email_key(field.data or "")
            if address in seen and not field.errors:
                field.errors = [f"Collega {row}: dit adres staat er al, {seen[address]}."]
                valid = False
            seen.setdefault(address, f"bij collega {row}")
        return bool(valid)

    def _right(self, row: int, part: str, check: Any) -> bool:
        field = self[f"{part}_{row}"]
        try:
            check(row, field)
        except ValueError as fault:
            field.errors = [f"Collega {row}: {fault}"]
        return not field.errors

    def _check_name(self, _row: int, field: StringField) -> None:
        if not field.data:
            raise ValueError("vul de naam in.")

    def _check_address(self, row: int, field: StringField) -> None:
        if not field.data:
            raise ValueError("vul het e-mailadres in. Daar gaan de bevestiging en de link heen.")
        try:
            field.data = mail_address(field.data)
        except ValueError:
            raise ValueError("vul het e-mailadres aan, bijvoorbeeld naam@organisatie.nl.") from None
        gate = self.gate
        if gate is not None and gate.way_in == WayIn.MAIL and not welcome_address(gate, field.data):
            raise ValueError(
                f"aanmelden kan met een e-mailadres van {joined(mail_domains(gate.mail_domains))}."
            )
        sure = self[f"sure_{row}"]
        meant = meant_address(field.data, self.hosts)
        if meant is not None and sure.data != field.data:
            sure.data = field.data
            raise ValueError(
                f"bedoelt u {meant}? U typte {field.data}. Klopt dat wel? Verstuur dan nog een keer."
            )

    def validate_email(self, field: StringField) -> None:
        """The contact's address need not be of a mail domain that is welcome: who does not come, need not get in."""
        gate, self.gate = self.gate, self.gate if self.comes.data else None
        try:
            super().validate_email(field)
        finally:
            self.gate = gate

    def group(self) -> Group:
        """The whole valid form, the contact first when they come too."""
        domain = self.chosen_domain
        shared: dict[str, Any] = {
            "organisation": self.organisation.data,
            "domain_id": domain.id if domain else None,
            "domain": domain.name if domain else "",
        }
        contact = Entry(name=self.name.data, email=self.email.data, **shared)
        people = [
            Entry(**{part: self[f"{part}_{row}"].data for part in PARTS}, **shared) for row in self.rows
        ]
        return Group(contact=contact, people=tuple([contact, *people] if self.comes.data else people))


for _row in range(1, MOST + 1):  # WTForms' own way to have fields by number
    _whose = f"van collega {_row}"
    for _field, _label, _what in (
        ("name", "Naam", "De naam"),
        ("email", "E-mail", "Het e-mailadres"),
        ("function", "Functie (mag leeg blijven)", "De functie"),
    ):
        setattr(GroupForm, f"{_field}_{_row}", StringField(_label, [AtMost(f"{_what} {_whose}")], [_line]))
    setattr(GroupForm, f"sure_{_row}", HiddenField(filters=[_line]))
