"""What a planner types about who may register, and for whom seats are held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import StopValidation

from app.forms import Form
from app.mail.text import one_line, paragraphs
from app.programme.dates import DateField
from app.programme.fields import NumberField
from app.registrations.forms import AtMost
from app.registrations.rules import Hold, Rules
from app.registrations.ways_in import WAYS_IN, WayIn, mail_domains
from app.werksessies.models import Domain, Werksessie

LONGEST_CODE = 60
LONGEST_RULES = 1000
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class HoldForm(Form):
    """The seats of one domain."""

    seats = NumberField("Plaatsen")
    until = DateField("Vrij vanaf")


class RulesForm(Form):
    """The rules of a werksessie; `holds` has a form for each of its domains."""

    way_in = RadioField("Wie mag zich aanmelden?", choices={way.value: WAYS_IN[way] for way in WayIn})
    entry_code = StringField("Code", filters=[lambda text: one_line(text or "")])
    mail_domains = TextAreaField("Maildomeinen")
    auto_place_until = DateField("Tot en met")
    closed = BooleanField("Dit onderwerp is besloten")
    house_rules = TextAreaField(
        "Huisregels", [AtMost("De huisregels", LONGEST_RULES)], [lambda text: paragraphs(text or "")]
    )

    def __init__(self, werksessie: Werksessie, domains: Sequence[Domain], **options: Any) -> None:
        super().__init__(obj=werksessie, data={"closed": werksessie.closed_since is not None}, **options)
        self.capacity = werksessie.capacity
        self.holds = {
            domain: HoldForm(
                prefix=f"domein-{domain.id}-",
                data={"seats": domain.held, "until": domain.held_until},
                meta={"csrf": False},
            )
            for domain in domains
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """As the library does, for the forms of the domains too."""
        right = super().validate(extra_validators)
        for domain, form in self.holds.items():
            if not form.validate():
                right = False
            elif form.until.data and not form.seats.data:
                form.seats.errors = [f"Vul in hoeveel plaatsen u vrijhoudt voor {domain.name}."]
                right = False
        return right and self._fits()

    def _fits(self) -> bool:
        held = sum(form.seats.data or 0 for form in self.holds.values())
        if self.capacity is None and held:
            said = (
                "Geef eerst bij Gegevens op hoeveel plaatsen er zijn. Zonder grens is vrijhouden niet nodig."
            )
        elif self.capacity is not None and held > self.capacity:
            said = f"U houdt {held} plaatsen vrij, maar er zijn er {self.capacity}. Houd er minder vrij."
        else:
            return True
        first = next(form for form in self.holds.values() if form.seats.data)
        first.seats.errors = [said]
        return False

    def validate_entry_code(self, field: StringField) -> None:
        if self.way_in.data == WayIn.CODE and len(field.data) < 4:
            raise StopValidation("Kies een code van minstens 4 tekens. Die typen mensen bij het aanmelden.")
        if len(field.data) > LONGEST_CODE:
            raise StopValidation(f"Kies een code van hoogstens {LONGEST_CODE} tekens.")

    def validate_mail_domains(self, field: TextAreaField) -> None:
        typed = mail_domains(field.data or "")
        wrong = [host for host in typed if not _HOST.fullmatch(host)]
        if wrong:
            raise StopValidation(f"‘{wrong[0]}’ is geen maildomein. Typ het zo: organisatie.nl")
        if self.way_in.data == WayIn.MAIL and not typed:
            raise StopValidation("Typ minstens één maildomein, bijvoorbeeld organisatie.nl.")

    def faults(self) -> list[tuple[str, str]]:
        """Each fault with the id of its field."""
        own = [(form, name) for form in (self, *self.holds.values()) for name in form.errors]
        return [(form[name].id, form.errors[name][0]) for form, name in own]

    def rules(self) -> Rules:
        """The valid form."""
        return Rules(
            way_in=WayIn(self.way_in.data),
            entry_code=self.entry_code.data,
            mail_domains="\n".join(mail_domains(self.mail_domains.data or "")),
            auto_place_until=self.auto_place_until.data,
            closed=self.closed.data,
            house_rules=self.house_rules.data,
            holds={
                domain.id: Hold(seats=form.seats.data or None, until=form.until.data)
                for domain, form in self.holds.items()
            },
        )
